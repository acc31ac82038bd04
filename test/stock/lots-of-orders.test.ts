import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { markKey } from '../../src/certificates/mark-key.ts';
import type { Staff } from '../../src/people/actor.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor, stockOf } from '../support/world.ts';

const { db } = await freshDatabase();
/** A bar of rebar 12, grams, and four of them, rounded once. */
const BAR = 10_390;
const FOUR_BARS = 41_558;

let clerk: Staff;
let company: { id: string; name: string };
let rebar: { id: string };

beforeAll(async () => {
  await aTradingDay(db);
  clerk = await aClerk(db);
  company = await aCompany(db, { creditKind: 'unlimited' });
}, 60_000);

beforeEach(async () => {
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 40_000_000, stockG: 3 * BAR });
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

const handOver = async (bars: number) =>
  handedOver(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars }]));

const lots = () =>
  db
    .selectFrom('lot')
    .where('productId', '=', rebar.id)
    .orderBy('receivedOn')
    .orderBy('id')
    .select(['id', 'receivedG', 'onHandG'])
    .execute();

const allocationsOf = (orderId: string) =>
  db
    .selectFrom('allocation')
    .innerJoin('lot', 'lot.id', 'allocation.lotId')
    .where('allocation.orderId', '=', orderId)
    .orderBy('lot.receivedOn')
    .orderBy('lot.id')
    .select(['lotId', 'weightG', 'takenAt'])
    .execute();

test('an order that was handed over knows the lots that it got, and how much of each', async () => {
  await stockOf(db, rebar, 5 * BAR);
  const [older, newer] = await lots();

  const orderId = await handOver(4);

  expect(await allocationsOf(orderId)).toEqual([
    { lotId: older!.id, weightG: 3 * BAR, takenAt: at },
    { lotId: newer!.id, weightG: FOUR_BARS - 3 * BAR, takenAt: at },
  ]);
});

test('what lots gave to orders and what lies there is what came', async () => {
  await stockOf(db, rebar, 5 * BAR);
  await handOver(2);
  await handOver(3);

  const given = await db
    .selectFrom('allocation')
    .where(
      'lotId',
      'in',
      (await lots()).map(({ id }) => id),
    )
    .select(({ fn }) => fn.sum<string>('weightG').as('weightG'))
    .executeTakeFirstOrThrow();
  const came = (await lots()).reduce((sum, lot) => sum + lot.receivedG, 0);
  const lies = (await lots()).reduce((sum, lot) => sum + lot.onHandG, 0);
  expect(Number(given.weightG) + lies).toBe(came);
});

test('what is cut of a lot is of its mill', async () => {
  const [parent] = await lots();
  const millId = newId();
  await db.insertInto('mill').values({ id: millId, name: 'Болат' }).execute();

  const cutOf = (mill: string | null) =>
    sql`
    insert into lot (id, branch_code, product_id, heat_number, mill_id, received_on, received_g, on_hand_g,
                     parent_lot_id, cutting_job_id)
    select ${newId()}, branch_code, product_id, heat_number, ${mill}::uuid, received_on, 1, 0, id, ${newId()}
    from lot where id = ${parent!.id}`.execute(db);

  await expect(cutOf(millId)).rejects.toThrow('is not of the heat');
});

test('numbers are compared alike here and in the database', async () => {
  const signs = fc.constantFrom(
    ...Array.from('АБВЕКМНОРСТУХавекмнорстухABEKMHOPCTXY і І-/ \u00a0\u2009\t0123456789әҒқЁя№'),
  );
  const marks = fc.sample(fc.string({ unit: signs, maxLength: 20 }), 300);
  const { rows } = await sql<{ key: string }>`
    select mark_key(mark) as key from unnest(${marks}::text[]) with ordinality as one (mark, place) order by place`.execute(
    db,
  );

  expect(rows.map(({ key }) => key)).toEqual(marks.map(markKey));
});
