import { type Actor, mayActFor } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type LockedQuote, lockQuote } from './quote.queries.ts';

/** Locks a quote that the actor may act in; a foreign quote and a missing one look the same. */
export async function lockQuoteFor(tx: Tx, actor: Actor, quoteId: string): Promise<LockedQuote> {
  const quote = await lockQuote(tx, quoteId);
  if (!quote || !mayActFor(actor, quote.companyId)) throw new NotFound('quote', quoteId);
  return quote;
}

/** Refuses what was decided on the sight of another state than the quote has now. */
export function refuseUnlessSeen(quote: LockedQuote, seenVersion: number): void {
  if (quote.version !== seenVersion) throw new Refusal({ code: 'quote-changed' });
}
