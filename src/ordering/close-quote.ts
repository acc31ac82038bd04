import { recordEvent } from '../events/record-event.ts';
import { type Buyer, type Guest, may, mayOrderFrom, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockQuoteFor, refuseUnlessSeen } from './open-quote.ts';
import type { DeclineReason } from './quote.ts';
import { listQuotesRunOut, lockQuote, setQuoteState } from './quote.queries.ts';

/**
 * The buyer does not want the quote, or not any more; why is asked (R15). The
 * manager is told. What was ordered of it stays ordered. A second click finds it done.
 */
export async function declineQuote(
  tx: Tx,
  actor: Buyer | Guest,
  declining: {
    quoteId: string;
    seenVersion: number;
    reason: DeclineReason;
    note: string;
    at: Date;
  },
): Promise<void> {
  const { quoteId, seenVersion, reason, note, at } = declining;
  const { personId, companyId } = actor;
  const quote = await lockQuoteFor(tx, actor, quoteId);
  if (!mayOrderFrom(actor, quoteId)) throw new Refusal({ code: 'not-permitted' });
  if (quote.state === 'declined') return;
  if (quote.state !== 'requested' && quote.state !== 'sent') {
    throw new Refusal({ code: 'quote-closed', state: quote.state });
  }
  refuseUnlessSeen(quote, seenVersion);
  const closing = { personId, reason, note };
  await setQuoteState(tx, { quoteId, state: 'declined', closing, at });
  await recordEvent(
    tx,
    { type: 'quote.declined', quoteId, number: quote.number, reason, note },
    { companyId, personId, channel: 'web', subjectId: quoteId, at },
  );
}

/** We take a quote back, with a reason that the buyer reads. What was ordered of it stays ordered. A second click finds it done. */
export async function withdrawQuote(
  tx: Tx,
  actor: Staff,
  withdrawing: { quoteId: string; note: string; at: Date },
): Promise<void> {
  const { quoteId, note, at } = withdrawing;
  const { personId } = actor;
  if (!may(actor, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const quote = await lockQuoteFor(tx, actor, quoteId);
  if (quote.state === 'withdrawn') return;
  if (quote.state !== 'requested' && quote.state !== 'sent') {
    throw new Refusal({ code: 'quote-closed', state: quote.state });
  }
  const closing = { personId, reason: 'withdrawn', note };
  await setQuoteState(tx, { quoteId, state: 'withdrawn', closing, at });
  await recordEvent(
    tx,
    { type: 'quote.withdrawn', quoteId, number: quote.number, note },
    { companyId: quote.companyId, personId, channel: null, subjectId: quoteId, at },
  );
}

/**
 * Closes the quotes whose time is over, each in a transaction of its own; the
 * worker asks every minute. Nobody depends on it: an acceptance looks at the
 * time itself. Harmless to run early, late or twice.
 */
export async function expireQuotes(db: Db, at: Date): Promise<void> {
  for (const quoteId of await listQuotesRunOut(db, at)) {
    await transact(db, (tx) => expireQuote(tx, quoteId, at));
  }
}

async function expireQuote(tx: Tx, quoteId: string, at: Date): Promise<void> {
  const quote = await lockQuote(tx, quoteId);
  if (quote?.state !== 'sent' || !quote.validUntil || quote.validUntil > at) return;
  await setQuoteState(tx, { quoteId, state: 'expired', at });
  await recordEvent(
    tx,
    { type: 'quote.expired', quoteId, number: quote.number },
    { companyId: quote.companyId, personId: null, channel: null, subjectId: quoteId, at },
  );
}
