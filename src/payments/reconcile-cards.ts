import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { CardPayments, Checkout, Notice } from '../platform/gateways/card-payments.ts';
import { type CardAttempt, listWaitingAttempts, markEnded } from './card-attempt.queries.ts';
import { bookFees } from './book-fees.ts';
import { keepFound } from './notice.queries.ts';
import { listRefundsToSend } from './refund.queries.ts';
import { settleCheckout } from './settle-card.ts';
import { settleDispute } from './settle-dispute.ts';
import { sendRefund, settleRefund } from './settle-refund.ts';

/** An attempt is looked up when nothing was heard of it for so long. */
const QUIET_MS = 60_000;
/** One of which the provider knows nothing after so long never came to be. */
const NEVER_OPENED_MS = 30 * 60_000;
/** Refunds and disputes are looked through for so long back. */
const LOOKED_BACK_MS = 3 * 86_400_000;

/**
 * Asks the provider how everything stands that we wait for, and books it by the
 * same deeds as notices do, so that lost notices change nothing but the moment
 * (reliability, invariant 21; job, every minute). Sends refunds whose answer was
 * lost again, under their own keys. What a person has to look at is told to one here too.
 * One thing that fails leaves the others.
 */
export async function reconcileCards(
  db: Db,
  cards: CardPayments | undefined,
  at: Date,
): Promise<void> {
  if (!cards?.isOpen()) return;
  const failures: unknown[] = [];
  const attempt = async (work: () => Promise<unknown>) => {
    await work().catch((error: unknown) => failures.push(error));
  };
  const waiting = await listWaitingAttempts(db, new Date(at.getTime() - QUIET_MS));
  for (const one of waiting) {
    if (one.sessionId === null) continue;
    const { sessionId } = one;
    await attempt(async () => lookInto(db, await cards.readCheckout(sessionId), at));
  }
  const unopened = waiting.filter(({ sessionId }) => sessionId === null);
  if (unopened.length > 0) await attempt(() => lookUp(db, cards, unopened, at));
  for (const id of await listRefundsToSend(db)) await attempt(() => sendRefund(db, cards, id, at));
  const since = new Date(at.getTime() - LOOKED_BACK_MS);
  await attempt(async () => {
    for await (const refund of cards.listRefunds({ since })) {
      const about = { kind: 'refund', id: refund.providerRefundId } as const;
      await tellOf(db, { about, trouble: await settleRefund(db, refund, at), at });
    }
  });
  await attempt(async () => {
    for await (const dispute of cards.listDisputes({ since })) {
      const about = { kind: 'dispute', id: dispute.disputeId } as const;
      await tellOf(db, { about, trouble: await settleDispute(db, dispute, at), at });
    }
  });
  await attempt(() => bookFees(db, cards, at));
  if (failures.length > 0) throw failures[0];
}

/** Books how a page stands, and has a person look at it where it cannot be booked. */
async function lookInto(db: Db, checkout: Checkout, at: Date): Promise<void> {
  const about = { kind: 'checkout', id: checkout.sessionId } as const;
  await tellOf(db, { about, trouble: await settleCheckout(db, checkout, at), at });
}

/** What was found in trouble is kept as its notice would have been, had it come. */
async function tellOf(
  db: Db,
  { about, trouble, at }: { about: Notice['about']; trouble: string | undefined; at: Date },
): Promise<void> {
  if (trouble === undefined) return;
  await transact(db, (tx) => keepFound(tx, { about, trouble, at }));
}

/** Attempts whose answer was lost: what became of them stands in the provider's list under our id. */
async function lookUp(
  db: Db,
  cards: CardPayments,
  unopened: readonly CardAttempt[],
  at: Date,
): Promise<void> {
  const oldest = unopened[0]?.openedAt ?? at;
  const since = new Date(oldest.getTime() - QUIET_MS);
  const found = new Set<string>();
  for await (const checkout of cards.listCheckouts({ since })) {
    if (checkout.attemptId === undefined) continue;
    if (!unopened.some(({ id }) => id === checkout.attemptId)) continue;
    found.add(checkout.attemptId);
    await lookInto(db, checkout, at);
  }
  for (const { id, openedAt } of unopened) {
    const isOld = at.getTime() - openedAt.getTime() > NEVER_OPENED_MS;
    if (found.has(id) || !isOld) continue;
    const ended = { id, state: 'failed', failure: 'never opened', at } as const;
    await transact(db, (tx) => markEnded(tx, ended));
  }
}
