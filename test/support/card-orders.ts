import { type Kysely, sql } from 'kysely';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { type CardAsked, payByCard } from '../../src/payments/pay-by-card.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import { aCartOf, place } from './sale.ts';
import { aCompany, rebarFor } from './world.ts';

/** An order that a buyer owes, as a test pays it. */
export type Owed = { companyId: string; orderId: string; grossMinor: number };

/** The end of the address of the provider's page: which page it is. */
export const sessionOf = (url: string) => url.split('/').at(-1) ?? '';

/** Orders of one company that are to be paid by card at once, each whole; the first says whose. */
export const cardAsked = (orders: readonly Owed[], at: Date): CardAsked => ({
  companyId: orders[0]?.companyId ?? '',
  parts: orders.map(({ orderId, grossMinor: amountMinor }) => ({ orderId, amountMinor })),
  ...{ personId: null, channel: 'web', language: 'ru', description: 'Заказ', at },
  successUrl: () => 'https://shop.example/paid',
  cancelUrl: 'https://shop.example/back',
});

/** Orders of new companies, paid by card through the stand-in, and what the shop holds of them. Minor units. */
export function cardOrders(of: { db: Kysely<DB>; clerk: Staff; cards: CardPayments; at: Date }) {
  const { db, clerk, cards, at } = of;
  return {
    async anOrder(): Promise<Owed> {
      const company = await aCompany(db, { creditLimitMinor: 1_000_000_000 });
      const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
      const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
      const { orderId } = await place(db, clerk, cart, { payment: 'prepaid', at });
      const grossMinor = (await findOrder(db, orderId))?.grossMinor ?? 0;
      return { companyId: company.id, orderId, grossMinor };
    },

    /** Orders of one company, each of four bars and one more than the last. */
    async ordersOfOne(count: number): Promise<Owed[]> {
      const company = await aCompany(db, { creditLimitMinor: 1_000_000_000 });
      const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
      const orders: Owed[] = [];
      for (let n = 0; n < count; n += 1) {
        const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 + n }]);
        const { orderId } = await place(db, clerk, cart, { payment: 'prepaid', at });
        const grossMinor = (await findOrder(db, orderId))?.grossMinor ?? 0;
        orders.push({ companyId: company.id, orderId, grossMinor });
      }
      return orders;
    },

    /** The address of the page on which the order is paid. */
    paying: (order: Owed, amountMinor = order.grossMinor, moment = at) =>
      payByCard(db, cards, cardAsked([{ ...order, grossMinor: amountMinor }], moment)),

    /** The address of the page on which orders of one company are paid at once, each whole. */
    payingAll: (orders: readonly Owed[], moment = at) =>
      payByCard(db, cards, cardAsked(orders, moment)),

    async attemptsOf(orderId: string) {
      const rows = await db
        .selectFrom('cardAttempt')
        .innerJoin('cardAttemptPart', 'cardAttemptPart.attemptId', 'cardAttempt.id')
        .where('orderId', '=', orderId)
        .orderBy('openedAt')
        .orderBy('id')
        .select('state')
        .execute();
      return rows.map(({ state }) => state);
    },

    moneyOf: ({ orderId }: Owed) =>
      db
        .selectFrom('salesOrder')
        .innerJoin('companyAccount', 'companyAccount.companyId', 'salesOrder.companyId')
        .where('salesOrder.id', '=', orderId)
        .select(['paidMinor', 'balanceMinor'])
        .executeTakeFirstOrThrow(),

    paymentsOf: (companyId: string) =>
      db
        .selectFrom('payment')
        .where('companyId', '=', companyId)
        .orderBy('receivedAt')
        .select(['id', 'method', 'amountMinor', 'refundedMinor', 'reference'])
        .execute(),

    /** What the provider holds of all payments beyond what it gave back. */
    async clearing(): Promise<number> {
      const found = await sql<{ minor: number }>`
        select coalesce(sum(amount_minor), 0)::bigint as minor from ledger_entry
        where account = 'card-clearing'`.execute(db);
      return found.rows[0]?.minor ?? 0;
    },

    eventOf: async (orderId: string, type: string) =>
      db
        .selectFrom('event')
        .where('subjectId', '=', orderId)
        .where('type', '=', type)
        .select('id as eventId')
        .executeTakeFirstOrThrow(),
  };
}
