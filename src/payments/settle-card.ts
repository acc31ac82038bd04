import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { Checkout } from '../platform/gateways/card-payments.ts';
import { type CardAttempt, findAttempt, markEnded, markPaid } from './card-attempt.queries.ts';
import { receivePayment } from './receive-payment.ts';
import { shareAsChosen } from './share-as-chosen.ts';

/** What came of looking at a page: why a person has to look too, or nothing. */
export type Trouble = 'unknown-attempt' | 'other-amount' | 'paid-without-payment' | undefined;

/**
 * Books how a page of the provider stands, as it was just read there and never
 * as somebody told us: a paid one is money received, once for its payment; one
 * that has run out ends its attempt. The same for notices, for the way back of
 * the browser and for the reconciliation, in any order and any number of times
 * (reliability, invariants 20, 21). Money for several orders pays each with what
 * was chosen for it, as far as that is still due; the rest is the balance. Money of another amount than was asked is
 * not booked: a person looks at it.
 */
export async function settleCheckout(db: Db, checkout: Checkout, at: Date): Promise<Trouble> {
  const attempt =
    checkout.attemptId === undefined ? undefined : await findAttempt(db, checkout.attemptId);
  if (!attempt) return checkout.isPaid ? 'unknown-attempt' : undefined;
  if (checkout.isPaid) return bookPaid(db, attempt, checkout, at);
  if (checkout.status === 'expired') {
    const ended = { id: attempt.id, state: 'expired', failure: '', at } as const;
    await transact(db, (tx) => markEnded(tx, ended));
  }
  return undefined;
}

async function bookPaid(
  db: Db,
  attempt: CardAttempt,
  checkout: Checkout,
  at: Date,
): Promise<Trouble> {
  const { amountMinor, currency, paymentIntentId, sessionId } = checkout;
  if (amountMinor !== attempt.amountMinor || currency !== attempt.currency) return 'other-amount';
  if (paymentIntentId === undefined) return 'paid-without-payment';
  await transact(db, async (tx) => {
    const { paymentId } = await receivePayment(tx, {
      ...{ method: 'card', reference: paymentIntentId, companyId: attempt.companyId },
      ...{ amountMinor, orderIds: attempt.parts.map(({ orderId }) => orderId) },
      shareOut: shareAsChosen(attempt.parts),
      ...{ personId: attempt.openedBy, channel: attempt.openedOn, at },
    });
    await markPaid(tx, { id: attempt.id, sessionId, paymentId, at });
  });
  return undefined;
}
