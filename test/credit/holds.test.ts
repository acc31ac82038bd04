import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { canOrderMinor } from '../../src/credit/credit-in-sight.ts';
import { readCreditInSight } from '../../src/credit/credit-in-sight.queries.ts';
import { endHold, placeHold } from '../../src/credit/place-hold.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, HoldKind, HoldScope } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { inTurn } from '../ordering/at-a-lock.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let url: string;
let manager: Staff;
let clerk: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  clerk = await aClerk(db);
});

async function aCustomer() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  return {
    company,
    buy: async (payment: 'on-account' | 'prepaid' = 'on-account') =>
      place(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]), {
        payment,
      }),
  };
}

async function holding(company: { id: string }, scope: HoldScope, kind: HoldKind = 'overdue') {
  const id = newId();
  const hold = { id, companyId: company.id, kind, scope, reason: 'invoice 1182', at };
  await transact(db, (tx) => placeHold(tx, manager, hold));
  return () => transact(db, (tx) => endHold(tx, manager, { holdId: id, at }));
}

const handOver = async (orderId: string) => {
  const { version: first } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('version')
    .executeTakeFirstOrThrow();
  for (let version = first; version < first + 4; version++) {
    const move = { orderId, version, channel: 'counter', at } as const;
    await transact(db, (tx) => moveOrder(tx, clerk, move));
  }
};

const paying = (company: { id: string }, orderId: string) =>
  transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), companyId: company.id, orderIds: [orderId] },
      ...{ amountMinor: 100_000_000, personId: null, channel: null, at },
    }),
  );

test('a hold on orders stops those on account and no others, until it is ended', async () => {
  const { company, buy } = await aCustomer();
  const end = await holding(company, 'block-orders');

  await expect(buy()).rejects.toEqual(new Refusal({ code: 'credit-held', kind: 'overdue' }));
  await buy('prepaid');
  const credit = await readCreditInSight(db, { companyId: company.id, on: '2026-11-26' });
  expect(credit && canOrderMinor(credit)).toBe(0);

  await end();
  await end();
  await buy();
});

test('a hold on shipments keeps goods on account in the yard, not what is prepaid', async () => {
  const { company, buy } = await aCustomer();
  const [onAccount, prepaid] = [await buy(), await buy('prepaid')];
  const end = await holding(company, 'block-shipment', 'documents');

  await expect(handOver(onAccount.orderId)).rejects.toEqual(
    new Refusal({ code: 'shipment-held', kind: 'documents', reason: 'invoice 1182' }),
  );
  await paying(company, prepaid.orderId);
  await handOver(prepaid.orderId);
  await end();
  const last = { orderId: onAccount.orderId, version: 4, channel: 'counter', at } as const;
  await transact(db, (tx) => moveOrder(tx, clerk, last));
});

test('a warning stops nothing', async () => {
  const { company, buy } = await aCustomer();
  await holding(company, 'warn');
  const { orderId } = await buy();
  await handOver(orderId);

  const order = db.selectFrom('salesOrder').where('id', '=', orderId).select('stage');
  expect(await order.executeTakeFirst()).toEqual({ stage: 'delivered' });
});

test('an order that comes while a hold is being placed waits for it and is stopped', async () => {
  const { company, buy } = await aCustomer();
  const hold = {
    id: newId(),
    companyId: company.id,
    kind: 'manual',
    scope: 'block-orders',
  } as const;

  const { second } = await inTurn(
    { db, url },
    (tx) => placeHold(tx, manager, { ...hold, reason: 'so', at }),
    buy,
  );

  await expect(second).rejects.toEqual(new Refusal({ code: 'credit-held', kind: 'manual' }));
});

test('a hold placed while an order is being placed comes after it or stops it', async () => {
  const { company, buy } = await aCustomer();
  for (let round = 0; round < 5; round++) {
    const sold = buy();
    const held = holding(company, 'block-orders');
    const [sale, hold] = await Promise.allSettled([sold, held]);
    if (hold.status !== 'fulfilled') throw new Error('the hold was not placed');
    const [event] = await db
      .selectFrom('event')
      .where('companyId', '=', company.id)
      .where('type', 'in', ['order.placed', 'credit.hold-placed'])
      .orderBy('id', 'desc')
      .limit(1)
      .select('type')
      .execute();
    // The last to be remembered is the hold, whether or not the sale got in before it.
    expect(event?.type).toBe('credit.hold-placed');
    expect(sale.status === 'fulfilled' || sale.reason instanceof Refusal).toBe(true);
    await hold.value();
  }
});

test('one hold of a kind is open at a time, and another kind may join it', async () => {
  const { company } = await aCustomer();
  await holding(company, 'warn');
  await expect(holding(company, 'block-orders')).rejects.toEqual(
    new Refusal({ code: 'hold-placed-already' }),
  );
  await holding(company, 'block-orders', 'manual');
});

test('clerks place and end no holds, and a company that is not there has none', async () => {
  const { company } = await aCustomer();
  const hold = { id: newId(), kind: 'manual', scope: 'warn', reason: 'so', at } as const;
  const by = (who: Staff, companyId: string) =>
    transact(db, (tx) => placeHold(tx, who, { ...hold, companyId }));
  const notPermitted = new Refusal({ code: 'not-permitted' });
  await expect(by(clerk, company.id)).rejects.toEqual(notPermitted);
  await expect(by(manager, newId())).rejects.toThrow(NotFound);
  const ending = transact(db, (tx) => endHold(tx, manager, { holdId: newId(), at }));
  await expect(ending).rejects.toThrow(NotFound);
});
