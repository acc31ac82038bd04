import { z } from 'zod';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { failpoint } from '../platform/failpoint.ts';
import type { CardPayments } from '../platform/gateways/card-payments.ts';
import { findNotice, type KeptNotice, markHandled } from './notice.queries.ts';
import { settleDispute } from './settle-dispute.ts';
import { settleRefund } from './settle-refund.ts';
import { settleCheckout } from './settle-card.ts';

const Job = z.object({ noticeId: z.string().min(1) });

/**
 * Looks into what the provider told us (job): reads the thing as it stands there
 * now and books it. A notice says only where to look, so twice, late and in any
 * order is all the same (reliability, invariant 20).
 */
export async function handleNotice(
  db: Db,
  cards: CardPayments | undefined,
  payload: unknown,
  at: Date,
): Promise<void> {
  const { noticeId } = Job.parse(payload);
  const notice = await findNotice(db, noticeId);
  if (!notice || notice.handledAt || !cards) return;
  const trouble = (await settle(db, cards, notice, at)) ?? '';
  failpoint('notice.after-settling');
  await transact(db, (tx) => markHandled(tx, { eventId: noticeId, trouble, at }));
}

async function settle(
  db: Db,
  cards: CardPayments,
  { aboutKind, aboutId }: KeptNotice,
  at: Date,
): Promise<string | undefined> {
  switch (aboutKind) {
    case 'checkout':
      return settleCheckout(db, await cards.readCheckout(aboutId), at);
    case 'refund':
      return settleRefund(db, await cards.readRefund(aboutId), at);
    case 'dispute':
      return settleDispute(db, await cards.readDispute(aboutId), at);
    case 'payment':
      // Its page tells of it as well, with everything that is booked.
      return undefined;
  }
}
