import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { CardPayments, ProviderRefund } from '../platform/gateways/card-payments.ts';
import { bookFailed, bookSettled } from './refund-books.ts';
import { findRefund, type Refund, setRefundState } from './refund.queries.ts';

/**
 * Sends refunds by card to the provider, each under a key of its own row, so
 * that however often it is sent it goes once (reliability, invariant 22); then
 * books how it stands. The network is asked between transactions. A provider
 * that refuses gives the money back to the balance.
 */
export async function sendRefund(
  db: Db,
  cards: CardPayments,
  refundId: string,
  at: Date,
): Promise<void> {
  const refund = await findRefund(db, refundId);
  if (!refund || refund.state !== 'asked' || refund.way !== 'card') return;
  const { reference: paymentIntentId, amountMinor } = refund;
  const order = { key: `refund-${refundId}`, paymentIntentId, amountMinor, refundId };
  const sent = await cards.refund(order).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'PaymentRefused') return error.message;
    throw error;
  });
  failpoint('refund.after-sending');
  if (typeof sent === 'string') return failRefund(db, refundId, { failure: sent, at });
  await settleRefund(db, sent, at);
}

/**
 * Books how a refund stands at the provider: under way, with the payer, or
 * failed, also days after it had succeeded; then the money is the company's
 * balance again and people are told. Any number of times, in any order. One
 * that somebody made by hand at the provider's is told to a person.
 */
export async function settleRefund(
  db: Db,
  told: ProviderRefund,
  at: Date,
): Promise<string | undefined> {
  const { refundId, providerRefundId, status } = told;
  const known = refundId === undefined ? undefined : await findRefund(db, refundId);
  if (refundId === undefined || !known) return 'refund-by-hand';
  if (known.amountMinor !== told.amountMinor) return 'other-amount';
  switch (status) {
    case 'failed':
    case 'canceled':
      await failRefund(db, refundId, {
        failure: told.failureReason ?? status,
        providerRefundId,
        at,
      });
      return undefined;
    case 'pending':
    case 'succeeded':
      await transact(db, (tx) =>
        moveOn(tx, refundId, { providerRefundId, isSettled: status === 'succeeded', at }),
      );
      return undefined;
  }
}

async function moveOn(
  tx: Tx,
  id: string,
  to: { providerRefundId: string; isSettled: boolean; at: Date },
): Promise<void> {
  const refund = await findRefund(tx, id, 'locked');
  if (!refund || (refund.state !== 'asked' && refund.state !== 'sent')) return;
  const { providerRefundId, isSettled, at } = to;
  if (!isSettled) return setRefundState(tx, { id, state: 'sent', providerRefundId });
  await bookSettled(tx, refund, { personId: null, at });
  await setRefundState(tx, { id, state: 'settled', providerRefundId, settledAt: at });
}

/** Fails a refund that the provider would not send or could not bring home. */
async function failRefund(
  db: Db,
  id: string,
  of: { failure: string; providerRefundId?: string; at: Date },
): Promise<void> {
  await transact(db, async (tx) => {
    const facts = await findRefund(tx, id);
    if (!facts) return;
    await lockAccount(tx, facts.companyId);
    const refund = await findRefund(tx, id, 'locked');
    if (refund) await failRefundNow(tx, refund, { ...of, personId: null });
  });
}

/**
 * Puts the money of a locked refund that did not arrive back into the balance,
 * with its reason, and tells; the company's account is locked. One that has
 * failed, or was never set aside, is left alone.
 */
export async function failRefundNow(
  tx: Tx,
  refund: Refund,
  of: { failure: string; providerRefundId?: string; personId: string | null; at: Date },
): Promise<void> {
  if (!['asked', 'sent', 'settled'].includes(refund.state)) return;
  const { failure, providerRefundId, personId, at } = of;
  await bookFailed(tx, refund, { personId, at });
  const { id, companyId, amountMinor } = refund;
  const kept = providerRefundId === undefined ? {} : { providerRefundId };
  const none = { settledAt: null, settledBy: null };
  await setRefundState(tx, { id, state: 'failed', failure, ...none, ...kept });
  await recordEvent(
    tx,
    { type: 'refund.failed', refundId: id, amountMinor, failure },
    { companyId, personId, channel: null, subjectId: companyId, at },
  );
}
