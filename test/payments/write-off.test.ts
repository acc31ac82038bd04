import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { forgiveRest, writeOffRest } from '../../src/payments/write-off.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver, place } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});
afterEach(async () => expect(await auditFindings(db)).toEqual([]));

/** An order on account, handed over or not, of which so much is missing. */
async function anOrder(missingMinor: number, isHandedOver = true) {
  const company = await aCompany(db, { creditLimitMinor: 1_000_000_000 });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
  const orderId = isHandedOver
    ? await handedOver(db, clerk, cart)
    : (await place(db, clerk, cart)).orderId;
  const grossMinor = (await findOrder(db, orderId))?.grossMinor ?? 0;
  const paid = (amountMinor: number, orderIds = [orderId]) =>
    transact(db, (tx) =>
      receivePayment(tx, {
        ...{ method: 'transfer', reference: newId(), companyId: company.id, amountMinor, orderIds },
        ...{ personId: null, channel: null, at },
      }),
    );
  if (missingMinor < grossMinor) await paid(grossMinor - missingMinor);
  return { orderId, companyId: company.id, grossMinor, paid };
}

const forgiving = async (orderId: string) => {
  const { id: eventId } = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .orderBy('id', 'desc')
    .select('id')
    .executeTakeFirstOrThrow();
  await forgiveRest(db, { eventId }, at);
};
const leftOf = async (orderId: string) => {
  const order = await findOrder(db, orderId);
  return (order?.grossMinor ?? 0) - (order?.paidMinor ?? 0);
};
const lost = async () => {
  const found = await sql<{ minor: number }>`
    select coalesce(sum(amount_minor), 0)::bigint as minor from ledger_entry where account = 'write-off'`.execute(
    db,
  );
  return found.rows[0]?.minor ?? 0;
};

test('the little that a bank kept is written off once the goods are handed over, and once only', async () => {
  const { orderId, companyId } = await anOrder(50_000);
  const before = await lost();

  await Promise.all([forgiving(orderId), forgiving(orderId), forgiving(orderId)]);

  expect(await leftOf(orderId)).toBe(0);
  expect((await lost()) - before).toBe(50_000);
  const { exposureMinor } = await db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select('exposureMinor')
    .executeTakeFirstOrThrow();
  expect(exposureMinor).toBe(0);
});

test.each([
  ['more than the tolerance', 50_001, true],
  ['an order that was never paid for', 1_000_000_000, true],
  ['goods that are not handed over', 300, false],
])('nothing is written off of %s', async (_, missingMinor, isHandedOver) => {
  const { orderId, grossMinor } = await anOrder(missingMinor, isHandedOver);
  await forgiving(orderId);
  expect(await leftOf(orderId)).toBe(Math.min(missingMinor, grossMinor));
});

test('nothing is written off that the company’s own money would pay', async () => {
  const { orderId, paid } = await anOrder(400);
  await paid(10_000, []);
  await forgiving(orderId);
  expect(await leftOf(orderId)).toBe(400);
});

test('money that comes after all is not put to what was written off', async () => {
  const { orderId, paid, companyId } = await anOrder(400);
  await forgiving(orderId);
  await paid(400);
  const { balanceMinor } = await db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select('balanceMinor')
    .executeTakeFirstOrThrow();
  expect(balanceMinor).toBe(400);
});

test('more is written off by whoever keeps the books, with a reason, once by two at the same moment', async () => {
  const { orderId } = await anOrder(200_000);
  const writing = (by: Staff) =>
    transact(db, (tx) => writeOffRest(tx, by, { orderId, reason: 'agreed by letter', at }));
  await expect(writing(clerk)).rejects.toMatchObject({ reason: { code: 'not-permitted' } });

  const said = await Promise.allSettled([writing(manager), writing(manager)]);

  expect(said.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await leftOf(orderId)).toBe(0);
  const other = await anOrder(200_000, false);
  await expect(
    transact(db, (tx) => writeOffRest(tx, manager, { ...other, reason: 'no', at })),
  ).rejects.toMatchObject({ reason: { code: 'nothing-due' } });
});

test('more than a bank keeps is a debt forgiven, and only the head of sales forgives it', async () => {
  const [little, much] = [await anOrder(1_000_000), await anOrder(1_000_001)];
  const head = await aClerk(db, 'head_of_sales');
  const writing = (by: Staff, { orderId }: { orderId: string }) =>
    transact(db, (tx) => writeOffRest(tx, by, { orderId, reason: 'agreed by letter', at }));

  await writing(manager, little);
  await expect(writing(manager, much)).rejects.toMatchObject({
    reason: { code: 'write-off-beyond', mostMinor: 1_000_000 },
  });
  expect(await leftOf(much.orderId)).toBe(1_000_001);
  await writing(head, much);
  expect(await leftOf(much.orderId)).toBe(0);
});
