import { askRefund, type RefundAsked } from '../../../src/payments/ask-refund.ts';
import { handleNotice } from '../../../src/payments/handle-notice.ts';
import { payByCard } from '../../../src/payments/pay-by-card.ts';
import { receivePayment, type Receiving } from '../../../src/payments/receive-payment.ts';
import { sendRefund } from '../../../src/payments/settle-refund.ts';
import type { Staff } from '../../../src/people/actor.ts';
import { connect, type Db } from '../../../src/platform/db/database.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { armFailpoints, failpoint } from '../../../src/platform/failpoint.ts';
import type { CardPayments } from '../../../src/platform/gateways/card-payments.ts';
import { stripe } from '../../../src/platform/gateways/stripe.ts';
import { cardAsked, type Owed } from '../card-orders.ts';

/** One deed with money, as the shop does it. */
export type MoneyDeed =
  | { kind: 'receive'; received: Receiving }
  | { kind: 'open-page'; orders: readonly Owed[] }
  | { kind: 'hear'; noticeId: string }
  | { kind: 'ask-refund'; clerk: Staff; asked: RefundAsked }
  | { kind: 'send-refund'; refundId: string };

/** Does it; the test and the program that dies do the same. */
export async function doMoney(
  db: Db,
  cards: CardPayments,
  deed: MoneyDeed,
  at: Date,
): Promise<void> {
  switch (deed.kind) {
    case 'receive':
      await transact(db, (tx) => receivePayment(tx, { ...deed.received, at }));
      return failpoint('payment.after-commit');
    case 'open-page':
      await payByCard(db, cards, cardAsked(deed.orders, at));
      return;
    case 'hear':
      return handleNotice(db, cards, { noticeId: deed.noticeId }, at);
    case 'ask-refund':
      await transact(db, (tx) => askRefund(tx, deed.clerk, { ...deed.asked, at }));
      return failpoint('refund.after-commit');
    case 'send-refund':
      return sendRefund(db, cards, deed.refundId, at);
  }
}

/** Started as a program it is killed at the failpoint that it is told. */
const [url, failpoints = '', provider = '{}', deed = '', at = ''] = process.argv.slice(2);
if (url?.startsWith('postgres')) {
  armFailpoints(failpoints);
  const db = connect({ url, connectionsMax: 1 });
  const cards = stripe(JSON.parse(provider) as Parameters<typeof stripe>[0]);
  await doMoney(db, cards, JSON.parse(deed) as MoneyDeed, new Date(at));
  await db.destroy();
}
