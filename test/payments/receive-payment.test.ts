import type { Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { releaseExpired } from '../../src/ordering/expire-reservations.ts';
import { holdAgain } from '../../src/ordering/hold-again.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { freePayments } from '../../src/payments/free-payments.ts';
import { receivePayment, type Receiving } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, PaymentTerms } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

const later = (days: number) => new Date(at.getTime() + days * 86_400_000);

type Sold = { payment?: PaymentTerms; stockG?: number };

async function anOrder({ payment = 'prepaid', stockG = 100_000_000 }: Sold = {}) {
  const company = await aCompany(db, { creditLimitMinor: 1_000_000_000 });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000, stockG });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
  const { orderId } = await place(db, clerk, cart, { payment });
  const order = await findOrder(db, orderId);
  return { company, rebar, orderId, grossMinor: order?.grossMinor ?? 0 };
}

const receiving = (
  of: Pick<Receiving, 'companyId' | 'amountMinor' | 'orderIds'> & Partial<Receiving>,
) =>
  transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), personId: null, channel: null, at },
      ...of,
    }),
  );

const stateOf = (orderId: string) =>
  db
    .selectFrom('salesOrder')
    .innerJoin('companyAccount', 'companyAccount.companyId', 'salesOrder.companyId')
    .where('salesOrder.id', '=', orderId)
    .select([
      'paidMinor',
      'reservedUntil',
      'balanceMinor',
      'exposureMinor',
      'prepaymentMinor',
      'advanceMinor',
      'receivableMinor',
      'unbilledMinor',
    ])
    .executeTakeFirstOrThrow();

const eventsOf = async (orderId: string) => {
  const rows = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .orderBy('id')
    .select('type')
    .execute();
  return rows.map(({ type }) => type);
};

const eventId = async (orderId: string, type: string) =>
  db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', type)
    .select('id as eventId')
    .executeTakeFirstOrThrow();

async function move(orderId: string, by: Staff = clerk, unpaidReason?: string) {
  const order = await findOrder(db, orderId);
  const moved = {
    orderId,
    version: order?.version ?? 0,
    channel: 'counter',
    unpaidReason,
    at,
  } as const;
  await transact(db, (tx) => moveOrder(tx, by, moved));
}

async function moveTimes(orderId: string, times: number) {
  for (let step = 0; step < times; step += 1) await move(orderId);
}

describe('money that came in', () => {
  test('pays its order once, whoever reports it and however often at once', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    const reference = newId();
    const of = { companyId: company.id, amountMinor: grossMinor, orderIds: [orderId], reference };

    const told = await Promise.all(Array.from({ length: 12 }, () => receiving(of)));

    expect(told.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(told.map(({ paymentId }) => paymentId)).size).toBe(1);
    expect(await stateOf(orderId)).toMatchObject({
      ...{ paidMinor: grossMinor, prepaymentMinor: grossMinor, balanceMinor: 0, exposureMinor: 0 },
    });
  });

  test('of the same reference with another amount or company is refused', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    const other = await aCompany(db);
    const reference = newId();
    const of = { companyId: company.id, amountMinor: grossMinor, orderIds: [orderId], reference };
    await receiving(of);

    const refused = { reason: { code: 'payment-known', reference } };
    await expect(receiving({ ...of, amountMinor: 1 })).rejects.toMatchObject(refused);
    await expect(receiving({ ...of, companyId: other.id })).rejects.toMatchObject(refused);
    expect((await stateOf(orderId)).paidMinor).toBe(grossMinor);
  });

  test('beyond what is due stays the balance, and never pays an order of another company', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    const foreign = await anOrder();

    await receiving({
      ...{ companyId: company.id, amountMinor: grossMinor + 700 },
      orderIds: [orderId, foreign.orderId],
    });

    expect(await stateOf(orderId)).toMatchObject({ paidMinor: grossMinor, balanceMinor: 700 });
    expect(await stateOf(foreign.orderId)).toMatchObject({ paidMinor: 0, balanceMinor: 0 });
  });

  test('two payments of the whole at once pay the order once; the other is the balance', async () => {
    const { company, orderId, grossMinor } = await anOrder({ payment: 'on-account' });
    const of = { companyId: company.id, amountMinor: grossMinor, orderIds: [orderId] };

    await Promise.all([receiving(of), receiving(of), receiving(of)]);

    expect(await stateOf(orderId)).toMatchObject({
      ...{ paidMinor: grossMinor, balanceMinor: 2 * grossMinor, exposureMinor: -2 * grossMinor },
    });
  });

  test('keeps the stock: a part for three days of business more, the whole until the goods leave', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    const first = (await stateOf(orderId)).reservedUntil;

    await receiving({ companyId: company.id, amountMinor: 100, orderIds: [orderId] });
    const extended = (await stateOf(orderId)).reservedUntil;
    await receiving({ companyId: company.id, amountMinor: grossMinor - 100, orderIds: [orderId] });

    expect(extended?.getTime()).toBeGreaterThan(first?.getTime() ?? Infinity);
    expect((await stateOf(orderId)).reservedUntil).toBeNull();
    expect(await eventsOf(orderId)).toEqual(['order.placed', 'order.paid', 'order.paid']);
  });
});

describe('what is paid first', () => {
  test('is not handed over before; who may let it go does, with a reason, and it is then owed', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    const manager = await aClerk(db, 'manager');
    await receiving({ companyId: company.id, amountMinor: 60_000, orderIds: [orderId] });
    await moveTimes(orderId, 3);

    await expect(move(orderId)).rejects.toMatchObject({
      reason: { code: 'unpaid-before', gate: 'hand-over', waitsForMinor: grossMinor - 60_000 },
    });
    await expect(move(orderId, clerk, 'knows him')).rejects.toMatchObject({
      reason: { code: 'not-permitted' },
    });
    await move(orderId, manager, 'pays tomorrow');

    expect(await stateOf(orderId)).toMatchObject({
      ...{ unbilledMinor: grossMinor, advanceMinor: 60_000, prepaymentMinor: 0 },
      exposureMinor: grossMinor - 60_000,
    });
    expect(await eventsOf(orderId)).toContain('order.released-unpaid');
  });

  test('is handed over once it is paid, but for a small fee that a bank kept', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    await receiving({
      companyId: company.id,
      amountMinor: grossMinor - 50_000,
      orderIds: [orderId],
    });

    await moveTimes(orderId, 4);

    expect((await findOrder(db, orderId))?.stage).toBe('delivered');
  });
});

describe('an order that ends', () => {
  test('gives its money back to the balance, once, and a late payment stays there', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    await receiving({ companyId: company.id, amountMinor: grossMinor, orderIds: [orderId] });
    await transact(db, (tx) =>
      cancelOrder(tx, clerk, { orderId, reason: 'not-needed', note: '', channel: 'counter', at }),
    );
    const job = await eventId(orderId, 'order.cancelled');

    await Promise.all([freePayments(db, job, at), freePayments(db, job, at)]);
    await receiving({ companyId: company.id, amountMinor: 500, orderIds: [orderId] });

    expect(await stateOf(orderId)).toMatchObject({
      ...{ paidMinor: 0, prepaymentMinor: 0, balanceMinor: grossMinor + 500 },
    });
  });
});

describe('money for an order whose time had run out', () => {
  test('holds its stock again where it is still there', async () => {
    const { company, orderId, grossMinor } = await anOrder();
    await releaseExpired(db, later(30));
    await receiving({ companyId: company.id, amountMinor: grossMinor, orderIds: [orderId] });

    await Promise.all([holdAgain(db, orderId, at), holdAgain(db, orderId, at)]);

    expect((await findOrder(db, orderId))?.isHeld).toBe(true);
    expect((await eventsOf(orderId)).filter((type) => type === 'order.held-again')).toHaveLength(1);
  });

  test('is told to a person where the goods are sold: it is never kept in silence', async () => {
    const { company, rebar, orderId, grossMinor } = await anOrder({ stockG: 45_000 });
    await releaseExpired(db, later(30));
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
    await place(db, clerk, cart, { payment: 'prepaid' });
    await receiving({ companyId: company.id, amountMinor: grossMinor, orderIds: [orderId] });

    await holdAgain(db, orderId, at);

    expect(await eventsOf(orderId)).toContain('order.paid-without-stock');
    expect((await stateOf(orderId)).paidMinor).toBe(grossMinor);
  });
});
