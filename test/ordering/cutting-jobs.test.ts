import fc from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { expireReservation } from '../../src/ordering/expire-reservations.ts';
import type { WantedCutting } from '../../src/ordering/cut-line.ts';
import { moveCuttingJob } from '../../src/ordering/move-cutting-job.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound } from '../../src/platform/refusal.ts';
import { aCutCart, aCutList } from '../support/cutting.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { holding, waitingFor } from './at-a-lock.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor, stockOf } from '../support/world.ts';

const shop = await freshDatabase();
const { db } = shop;
/** Friday, ten o'clock: the saw may begin. */
const friday = new Date('2026-11-27T05:00:00Z');

let clerk: Staff;
let company: { id: string; name: string };
let rebar: { id: string; sku: string };

beforeAll(async () => {
  await aTradingDay(db);
  clerk = await aClerk(db);
  company = await aCompany(db, { creditKind: 'unlimited' });
}, 60_000);

beforeEach(async () => {
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 40_000_000 });
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

async function aCutOrder(more: { cutting?: WantedCutting; payment?: 'prepaid' } = {}) {
  const { cutting = aCutList, ...sale } = more;
  const cart = await aCutCart(db, clerk, { company, product: rebar, cutting });
  return (await place(db, clerk, cart, sale)).orderId;
}

const jobOf = (orderId: string) =>
  db.selectFrom('cuttingJob').where('orderId', '=', orderId).selectAll().executeTakeFirstOrThrow();
const lotsOf = (orderId: string) =>
  db
    .selectFrom('lot')
    .innerJoin('cuttingJob', 'cuttingJob.id', 'lot.cuttingJobId')
    .where('cuttingJob.orderId', '=', orderId)
    .selectAll('lot')
    .orderBy('lot.orderId')
    .execute();
const theLot = () =>
  db
    .selectFrom('lot')
    .where('productId', '=', rebar.id)
    .where('parentLotId', 'is', null)
    .selectAll()
    .executeTakeFirstOrThrow();

async function advance(orderId: string, times = 1) {
  for (let step = 0; step < times; step += 1) {
    const { version } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('version')
      .executeTakeFirstOrThrow();
    const move = { orderId, version, channel: 'counter', at: friday } as const;
    await transact(db, (tx) => moveOrder(tx, clerk, move));
  }
}

async function moveJob(
  orderId: string,
  more: { by?: Staff; lots?: readonly string[]; at?: Date } = {},
) {
  const { id: jobId, version } = await jobOf(orderId);
  const { by = clerk, lots: lotIds = [] } = more;
  const move = { jobId, version, lotIds, channel: 'counter', at: more.at ?? friday } as const;
  await transact(db, (tx) => moveCuttingJob(tx, by, move));
}

async function cutToTheEnd(orderId: string) {
  await advance(orderId);
  await moveJob(orderId);
  await moveJob(orderId);
  await moveJob(orderId, { lots: [(await theLot()).id] });
}

const cancel = (orderId: string) =>
  transact(db, (tx) =>
    cancelOrder(tx, clerk, {
      orderId,
      reason: 'mistake',
      note: '',
      channel: 'counter',
      at: friday,
    }),
  );

describe('a cutting job', () => {
  test('is released once its order is confirmed, and not before', async () => {
    const orderId = await aCutOrder();
    await expect(moveJob(orderId)).rejects.toThrow('cutting-unconfirmed');
    await advance(orderId);
    await moveJob(orderId);

    expect(await jobOf(orderId)).toMatchObject({ state: 'released', releasedAt: friday });
  });

  test('does not begin before the moment until which the buyer may cancel for nothing', async () => {
    const orderId = await aCutOrder();
    await advance(orderId);
    await moveJob(orderId, { at });
    await expect(moveJob(orderId, { at })).rejects.toThrow('cutting-too-early');
    await moveJob(orderId);

    expect((await jobOf(orderId)).state).toBe('started');
  });

  test('is moved on by people of its branch alone, by one of two who try at once', async () => {
    const orderId = await aCutOrder();
    await advance(orderId);
    const stranger = await aClerk(db, 'counter', 'NQZ');
    await expect(moveJob(orderId, { by: stranger })).rejects.toThrow(NotFound);
    const { id: jobId, version } = await jobOf(orderId);
    const move = { jobId, version, lotIds: [], channel: 'counter', at: friday } as const;
    const again = () => transact(db, (tx) => moveCuttingJob(tx, clerk, move));
    const outcomes = await Promise.allSettled([again(), again()]);

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await jobOf(orderId)).state).toBe('released');
  });

  test('does not begin when nothing is held any more, and is held for good once it has begun', async () => {
    const lapsed = await aCutOrder({ payment: 'prepaid' });
    const begun = await aCutOrder({ payment: 'prepaid' });
    for (const orderId of [lapsed, begun]) {
      await advance(orderId);
      await moveJob(orderId);
    }
    await moveJob(begun);
    const later = new Date('2026-12-24T05:00:00Z');
    await expireReservation(db, lapsed, later);
    await expireReservation(db, begun, later);

    await expect(moveJob(lapsed)).rejects.toThrow('cutting-unheld');
    await moveJob(begun, { lots: [(await theLot()).id] });
    expect((await jobOf(begun)).state).toBe('done');
  });

  test('that has begun keeps its order from being cancelled; one that has not goes with it', async () => {
    const begun = await aCutOrder();
    const waiting = await aCutOrder();
    for (const orderId of [begun, waiting]) {
      await advance(orderId);
      await moveJob(orderId);
    }
    await moveJob(begun);

    await expect(cancel(begun)).rejects.toThrow('cutting-begun');
    await cancel(waiting);
    expect((await jobOf(waiting)).state).toBe('scrapped');
    await expect(moveJob(waiting)).rejects.toThrow('changed-meanwhile');
  });

  test('waits for whoever holds its order, since what is held for it may just end', async () => {
    const orderId = await aCutOrder();
    await advance(orderId);
    const moved = await holding(shop, 'sales_order where id = $1', [orderId], async (holder) => {
      const moving = moveJob(orderId);
      await waitingFor(shop, holder, moving);
      return { moving };
    });
    await moved.moving;

    expect((await jobOf(orderId)).state).toBe('released');
  });

  test('and a cancellation at the same moment: one of them gives way', async () => {
    const orderId = await aCutOrder();
    await advance(orderId);
    await moveJob(orderId);
    await Promise.allSettled([moveJob(orderId), cancel(orderId)]);
    const { state } = await jobOf(orderId);
    const { stage } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('stage')
      .executeTakeFirstOrThrow();

    expect(['started confirmed', 'scrapped cancelled']).toContain(`${state} ${stage}`);
  });

  test('keeps its order from being ready until it is done', async () => {
    const orderId = await aCutOrder();
    await advance(orderId, 2);
    await expect(advance(orderId)).rejects.toThrow('cutting-open');
    await moveJob(orderId);
    await moveJob(orderId);
    await moveJob(orderId, { lots: [(await theLot()).id] });
    await advance(orderId);
  });
});

describe('what comes of it', () => {
  test('is pieces for the order and remnants that are lots, all with the heat of the lot', async () => {
    const before = await theLot();
    const orderId = await aCutOrder();
    await cutToTheEnd(orderId);
    const job = await jobOf(orderId);
    const lots = await lotsOf(orderId);

    // Of 31 169 g in 35.1 m: 31.5 m pieces, 3.2 m remnant, 0.4 m scrap.
    expect(job).toMatchObject({ consumedG: 31_169, piecesG: 27_972, remnantsG: 2_842 });
    expect(job).toMatchObject({ scrapG: 355, lostG: 0 });
    expect(lots).toMatchObject([
      { orderId, onHandG: 27_972 },
      { orderId: null, onHandG: 2_842, piecesOnHand: 1, pieceLengthMm: 3_200 },
    ]);
    for (const { heatNumber, parentLotId, branchCode } of lots) {
      expect([heatNumber, parentLotId, branchCode]).toEqual([before.heatNumber, before.id, 'ALA']);
    }
    expect((await theLot()).onHandG).toBe(before.onHandG - 31_169);
  });

  test('takes the oldest of the chosen lots first, each remnant with the heat of its own', async () => {
    const old = await theLot();
    await stockOf(db, rebar, 1_000_000);
    const [, next] = await db
      .selectFrom('lot')
      .where('productId', '=', rebar.id)
      .orderBy('id')
      .selectAll()
      .execute();
    await sql`update lot set pieces_on_hand = 2, piece_length_mm = 11700 where id = ${old.id}`.execute(
      db,
    );
    const orderId = await aCutOrder();
    await advance(orderId);
    await moveJob(orderId);
    await moveJob(orderId);
    await moveJob(orderId, { lots: [next?.id ?? '', old.id] });
    const { id } = await jobOf(orderId);
    const given = await db
      .selectFrom('cuttingJobLot')
      .where('jobId', '=', id)
      .select(['lotId', 'bars', 'consumedG'])
      .orderBy('bars', 'desc')
      .execute();

    expect(given).toEqual([
      { lotId: old.id, bars: 2, consumedG: 20_779 },
      { lotId: next?.id, bars: 1, consumedG: 10_390 },
    ]);
    const remnants = (await lotsOf(orderId)).filter((lot) => lot.orderId === null);
    expect(remnants.map((lot) => [lot.pieceLengthMm, lot.heatNumber])).toEqual([
      [3_200, next?.heatNumber],
    ]);
  });

  test('takes whole bars alone, and does not begin where there are too few', async () => {
    const { id } = await theLot();
    const setPieces = (pieces: number) =>
      sql`update lot set pieces_on_hand = ${pieces}, piece_length_mm = 11700 where id = ${id}`.execute(
        db,
      );
    const orderId = await aCutOrder();
    await advance(orderId);
    await moveJob(orderId);
    await setPieces(2);
    await expect(moveJob(orderId)).rejects.toThrow('lots-not-enough');
    await setPieces(3);
    await moveJob(orderId);

    await expect(moveJob(orderId)).rejects.toThrow('lot-not-chosen');
    await expect(moveJob(orderId, { lots: [newId()] })).rejects.toThrow(NotFound);
    await setPieces(2);
    await expect(moveJob(orderId, { lots: [id] })).rejects.toThrow('lots-not-enough');
    await setPieces(3);
    await moveJob(orderId, { lots: [id] });
    expect((await theLot()).piecesOnHand).toBe(0);
  });

  test('leaves with its order, whatever lies there longer, and not with another', async () => {
    const orderId = await aCutOrder();
    await cutToTheEnd(orderId);
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 5 }]);
    const { orderId: other } = await place(db, clerk, cart);
    await advance(other, 4);
    expect((await lotsOf(orderId)).map((lot) => lot.onHandG)).toEqual([27_972, 2_842]);
    await advance(orderId, 3);

    expect((await lotsOf(orderId)).map((lot) => lot.onHandG)).toEqual([0, 2_842]);
  });

  test('keeps remnants from being promised as whole bars', async () => {
    await cutToTheEnd(await aCutOrder());
    const lot = await theLot();
    // A bar of 11.7 m weighs 10 389.6 g.
    const left = Math.floor((lot.onHandG * 10) / 103_896);
    const oneTooMany = await aCartOf(db, clerk, company, [{ product: rebar, bars: left + 1 }]);
    await expect(place(db, clerk, oneTooMany)).rejects.toThrow('insufficient-stock');

    await place(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: left }]));
  });

  test('lets the database keep a remnant to the heat of its lot', async () => {
    const orderId = await aCutOrder();
    await cutToTheEnd(orderId);

    await expect(
      sql`update lot set heat_number = 'OTHER' where cutting_job_id = ${(await jobOf(orderId)).id}`.execute(
        db,
      ),
    ).rejects.toThrow('is not of the heat');
  });

  test('of any list is pieces, remnants, kerfs and scrap of exactly the bars, in mm and in grams', async () => {
    await sql`update cutting_terms set kerf_mm = 3 where method = 'guillotine'`.execute(db);
    const anyList = fc.record({
      offcuts: fc.constantFrom('leave' as const, 'deliver' as const, 'scrap' as const),
      pieces: fc.array(
        fc.record({
          count: fc.integer({ min: 1, max: 9 }),
          lengthMm: fc.integer({ min: 100, max: 11_690 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(anyList, async (cutting) => {
        const orderId = await aCutOrder({ cutting });
        await cutToTheEnd(orderId);
        const job = await jobOf(orderId);
        const lots = await lotsOf(orderId);
        const keptMm = lots.map((lot) => (lot.piecesOnHand ?? 0) * (lot.pieceLengthMm ?? 0));
        const wantedMm = cutting.pieces.map(({ count, lengthMm }) => count * lengthMm);
        const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

        expect(job.piecesMm).toBe(sum(wantedMm));
        expect(sum(keptMm)).toBe(cutting.offcuts === 'leave' ? job.remnantsMm : 0);
        expect(sum(lots.map((lot) => lot.onHandG))).toBe(
          (job.consumedG ?? 0) - (job.lostG ?? 0) - (job.scrapG ?? 0),
        );
        expect(await auditFindings(db)).toEqual([]);
      }),
      { numRuns: 15 },
    );
    await sql`update cutting_terms set kerf_mm = 0 where method = 'guillotine'`.execute(db);
  }, 60_000);
});
