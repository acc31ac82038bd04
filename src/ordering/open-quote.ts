import type { Actor, Guest } from '../people/actor.ts';
import { maySeeQuote } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { isOpen } from './quote.ts';
import { type LockedQuote, lockQuote } from './quote.queries.ts';

/** Locks a quote that the actor may act in, a guest in that of his link alone; a foreign quote and a missing one look the same. */
export async function lockQuoteFor(
  tx: Tx,
  actor: Actor | Guest,
  quoteId: string,
): Promise<LockedQuote> {
  const isOthers = actor.kind === 'guest' && actor.quoteId !== quoteId;
  const quote = isOthers ? undefined : await lockQuote(tx, quoteId);
  if (!quote || !maySeeQuote(actor, quote)) throw new NotFound('quote', quoteId);
  return quote;
}

/** Refuses what was decided on the sight of another state than the quote has now. */
export function refuseUnlessSeen(quote: LockedQuote, seenVersion: number): void {
  if (quote.version !== seenVersion) throw new Refusal({ code: 'quote-changed' });
}

/** Refuses what only a quote allows that may still be accepted at a moment (R15). */
export function refuseUnlessOpen(quote: LockedQuote, at: Date): void {
  if (isOpen(quote, at)) return;
  const isOver = quote.state === 'sent' || quote.state === 'expired';
  throw new Refusal(
    isOver ? { code: 'quote-expired' } : { code: 'quote-closed', state: quote.state },
  );
}
