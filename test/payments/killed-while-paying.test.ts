import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import type { RefundAsked } from '../../src/payments/ask-refund.ts';
import { freePayments } from '../../src/payments/free-payments.ts';
import type { Receiving } from '../../src/payments/receive-payment.ts';
import { reconcileCards } from '../../src/payments/reconcile-cards.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { type FailpointName, failpoints } from '../../src/platform/failpoint.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import { newId } from '../../src/platform/id.ts';
import { builtProgram } from '../support/built-program.ts';
import { cardOrders, sessionOf } from '../support/card-orders.ts';
import { freshDatabase } from '../support/database.ts';
import { doMoney, type MoneyDeed } from '../support/programs/pay-and-die.ts';
import { auditFindings } from '../support/sale.ts';
import { aStandIn, type StandIn } from '../support/stand-in.ts';
import { aClerk, aTradingDay } from '../support/world.ts';

const PROGRAM = 'test/support/programs/pay-and-die.ts';
const at = new Date();
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

let db: Kysely<DB>;
let url: string;
let clerk: Staff;
let standIn: StandIn;
let cards: CardPayments;
let shop: ReturnType<typeof cardOrders>;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  standIn = await aStandIn();
  cards = standIn.cards();
  shop = cardOrders({ db, clerk, cards, at });
});
afterAll(() => standIn.close());

/** Does a deed in a process of its own; returns the signal that ended it. */
async function dyingAt(failpoint: string, deed: MoneyDeed): Promise<NodeJS.Signals | null> {
  const { secretKey, webhookSecret, base: apiBase } = standIn;
  const limits = { KZT: { amountMinorMin: 50_000, amountMinorMax: 99_999_999 } };
  const provider = JSON.stringify({ secretKey, webhookSecret, apiBase, limits });
  const told = [url, failpoint, provider, JSON.stringify(deed), at.toISOString()];
  const child = spawn(process.execPath, [...builtProgram(PROGRAM), ...told], {
    stdio: 'inherit',
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal;
}

/** A deed, and what stands once it was done, killed or not. */
type Case = { deed: MoneyDeed; stands: () => Promise<void> };

async function receiving(): Promise<Case> {
  const { companyId, orderId, grossMinor } = await shop.anOrder();
  const received: Receiving = {
    ...{ reference: newId(), companyId, amountMinor: grossMinor + 500, at },
    method: 'transfer',
    ...{ orderIds: [orderId], personId: null, channel: null },
  };
  return {
    deed: { kind: 'receive', received },
    stands: async () => {
      expect(await shop.paymentsOf(companyId)).toHaveLength(1);
      expect(await shop.moneyOf({ companyId, orderId, grossMinor })).toEqual({
        paidMinor: grossMinor,
        balanceMinor: 500,
      });
    },
  };
}

async function openingPage(): Promise<Case> {
  const orders = await shop.ordersOfOne(2);
  return {
    deed: { kind: 'open-page', orders },
    stands: async () => {
      await standIn.pay(sessionOf(await shop.payingAll(orders)));
      await reconcileCards(db, cards, later(2));
      for (const order of orders) {
        expect(await shop.attemptsOf(order.orderId)).toEqual(['paid']);
        const paidMinor = order.grossMinor;
        expect(await shop.moneyOf(order)).toEqual({ paidMinor, balanceMinor: 0 });
      }
    },
  };
}

async function hearing(): Promise<Case> {
  const order = await shop.anOrder();
  const sessionId = sessionOf(await shop.paying(order));
  await standIn.pay(sessionId);
  const eventId = newId();
  await db
    .insertInto('providerNotice')
    .values({
      ...{ eventId, type: 'checkout.session.completed', aboutKind: 'checkout' },
      ...{ aboutId: sessionId, happenedAt: at, receivedAt: at },
    })
    .execute();
  return {
    deed: { kind: 'hear', noticeId: eventId },
    stands: async () => {
      expect(await shop.paymentsOf(order.companyId)).toHaveLength(1);
      const notice = await db
        .selectFrom('providerNotice')
        .where('eventId', '=', eventId)
        .select('handledAt')
        .executeTakeFirstOrThrow();
      expect(notice.handledAt).not.toBeNull();
    },
  };
}

/** A payment by card that pays for nothing any more. */
async function freeMoney() {
  const order = await shop.anOrder();
  await standIn.pay(sessionOf(await shop.paying(order)));
  await reconcileCards(db, cards, later(2));
  const { orderId } = order;
  const reason = { reason: 'not-needed', note: '', channel: 'counter', at } as const;
  await transact(db, (tx) => cancelOrder(tx, clerk, { orderId, ...reason }));
  await freePayments(db, await shop.eventOf(orderId, 'order.cancelled'), at);
  const [payment] = await shop.paymentsOf(order.companyId);
  return { order, paymentId: payment?.id ?? '' };
}

async function askingRefund(): Promise<Case> {
  const { order, paymentId } = await freeMoney();
  const asked: RefundAsked = {
    ...{ id: newId(), paymentId, amountMinor: 70_000, note: '', at },
    ...{ way: 'card', orderId: null },
    reason: 'cancellation',
    channel: 'counter',
  };
  return {
    deed: { kind: 'ask-refund', clerk, asked },
    stands: async () => {
      const [payment] = await shop.paymentsOf(order.companyId);
      expect(payment?.refundedMinor).toBe(70_000);
    },
  };
}

async function sendingRefund(): Promise<Case> {
  const asked = await askingRefund();
  if (asked.deed.kind !== 'ask-refund') throw new Error('a refund');
  await doMoney(db, cards, asked.deed, at);
  const { id: refundId, paymentId } = asked.deed.asked;
  return {
    deed: { kind: 'send-refund', refundId },
    stands: async () => {
      await asked.stands();
      const paid = await db
        .selectFrom('payment')
        .where('id', '=', paymentId)
        .select('reference')
        .executeTakeFirstOrThrow();
      const answer = await standIn.ask('GET', `/v1/refunds?payment_intent=${paid.reference}`);
      const { data } = (await answer.json()) as { data: unknown[] };
      expect(data).toHaveLength(1);
    },
  };
}

/** Which deed passes which place. */
const passing: Record<
  Extract<FailpointName, `${'payment' | 'card' | 'notice' | 'refund'}.${string}`>,
  () => Promise<Case>
> = {
  'payment.after-booking': receiving,
  'payment.before-commit': receiving,
  'payment.after-commit': receiving,
  'card.after-attempt': openingPage,
  'card.after-opening': openingPage,
  'notice.after-settling': hearing,
  'refund.before-commit': askingRefund,
  'refund.after-commit': askingRefund,
  'refund.after-sending': sendingRefund,
};

test('every place at which money can be killed is tried', () => {
  const ofMoney = failpoints.filter((name) => /^(?:payment|card|notice|refund)\./.test(name));
  expect(Object.keys(passing)).toEqual(ofMoney);
});

test.each(Object.entries(passing))(
  'killed at %s leaves the books whole, and the same deed again does it once',
  async (failpoint, prepare) => {
    const { deed, stands } = await prepare();

    expect(await dyingAt(failpoint, deed)).toBe('SIGKILL');
    expect(await auditFindings(db)).toEqual([]);

    await doMoney(db, cards, deed, at);
    await stands();
    expect(await auditFindings(db)).toEqual([]);
  },
);
