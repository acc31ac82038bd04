import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { changeTerms } from '../../src/credit/change-terms.ts';
import type { Instalment } from '../../src/customers/instalment.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { placeOrder } from '../../src/ordering/place-order.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, place } from '../support/sale.ts';
import { modestTerms } from '../support/terms.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const instalments: readonly Instalment[] = [
  { shareBp: 3333, amountMinor: null, dueAfter: 'order', days: 0, gate: 'cut' },
  { shareBp: 6667, amountMinor: null, dueAfter: 'shipment', days: 20, gate: null },
];

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

const agreeing = (companyId: string, seenVersion: number, parts: readonly Instalment[]) =>
  transact(db, (tx) =>
    changeTerms(tx, manager, {
      ...{ companyId, seenVersion, from: '2026-11-26', reason: 'as agreed', at },
      terms: { ...modestTerms, instalments: parts },
    }),
  );

async function aCustomer() {
  const company = await aCompany(db);
  await agreeing(company.id, 1, instalments);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_100 });
  const cart = () => aCartOf(db, manager, company, [{ product: rebar, bars: 10 }], 'phone');
  return { company, cart };
}

test('an order on account keeps its instalments with the amounts due, to the tiyin', async () => {
  const { company, cart } = await aCustomer();
  const { orderId } = await place(db, manager, await cart(), { channel: 'phone' });

  await agreeing(company.id, 2, []);

  const order = await findOrder(db, orderId);
  expect(order?.instalments).toEqual([
    { ...instalments[0], dueMinor: 1_687_106 },
    { ...instalments[1], dueMinor: 3_374_719 },
  ]);
  expect(order?.grossMinor).toBe(1_687_106 + 3_374_719);
  expect(order?.dueOn).toBe('2026-12-16');
});

test('a fixed amount is due of every order, and the last part takes what it leaves', async () => {
  const { company, cart } = await aCustomer();
  const amount = { ...instalments[0]!, shareBp: null, amountMinor: 1_000_000 };
  const rest = { ...instalments[1]!, shareBp: null };
  await expect(agreeing(company.id, 2, [amount])).rejects.toMatchObject({
    constraint: 'instalments_are_the_whole',
  });
  await agreeing(company.id, 2, [amount, rest]);
  const { orderId } = await place(db, manager, await cart(), { channel: 'phone' });
  const order = await findOrder(db, orderId);
  expect(order?.instalments).toEqual([
    { ...amount, dueMinor: 1_000_000 },
    { ...rest, dueMinor: (order?.grossMinor ?? 0) - 1_000_000 },
  ]);
});

test('who pays before shipment pays the whole', async () => {
  const { cart } = await aCustomer();
  const { orderId } = await place(db, manager, await cart(), { payment: 'prepaid' });
  expect((await findOrder(db, orderId))?.instalments).toEqual([]);
});

test('instalments that changed after the buyer saw them are not agreed to', async () => {
  const { company, cart } = await aCustomer();
  const sale = await aSaleOf(db, await cart(), { channel: 'phone' });
  await agreeing(company.id, 2, [
    { shareBp: 10_000, amountMinor: null, dueAfter: 'order', days: 0, gate: 'load' },
  ]);

  await expect(transact(db, (tx) => placeOrder(tx, manager, sale))).rejects.toEqual(
    new Refusal({ code: 'terms-changed' }),
  );
});

test('the database keeps no instalments that are not the whole, of terms or of an order', async () => {
  const { company, cart } = await aCustomer();
  await expect(agreeing(company.id, 2, instalments.slice(0, 1))).rejects.toMatchObject({
    constraint: 'instalments_are_the_whole',
  });

  const { orderId } = await place(db, manager, await cart(), { channel: 'phone' });
  const less = sql`update order_instalment set due_minor = due_minor - 1 where order_id = ${orderId}`;
  await expect(less.execute(db)).rejects.toMatchObject({ constraint: 'order_is_paid_whole' });
});
