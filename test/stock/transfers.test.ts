import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { listLotsToLoad } from '../../src/delivery/load.queries.ts';
import { addDays } from '../../src/measures/calendar.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { partOf } from '../../src/stock/transfer.ts';
import { roadBetween, transferTimes } from '../../src/stock/transfer-times.ts';
import { builtProgram } from '../support/built-program.ts';
import { freshDatabase } from '../support/database.ts';
import { holding } from '../ordering/at-a-lock.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { certifyLots } from '../support/shipping.ts';
import {
  aPlan,
  cancel,
  goodsInAstana,
  planned,
  receive,
  send,
  transferAt,
} from '../support/transfers.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor, stockOf, TONNE } from '../support/world.ts';

const PROGRAM = 'test/support/programs/transfer-and-die.ts';

describe('the day on which goods of another branch are here', () => {
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  test.each([
    [
      'not with a vehicle of the same day',
      'Thursday 26',
      690,
      everyDay,
      '2026-11-27',
      '2026-11-30',
    ],
    ['with the next vehicle that leaves', 'Thursday 26', 690, [1, 3], '2026-11-30', '2026-12-02'],
    ['so many days later as the road takes', 'Thursday 26', 1218, [1], '2026-11-30', '2026-12-03'],
    ['when the yard is open', 'Thursday 26', 15, [5], '2026-11-27', '2026-11-30'],
  ] as const)('%s: asked for on %s', (_how, _day, roadKm, departsOn, leavesOn, arrivesOn) => {
    expect(transferTimes({ roadKm, departsOn, on: '2026-11-26' })).toEqual({ leavesOn, arrivesOn });
  });

  test('on any day, over any road: it leaves within a week, on a day of departure, and arrives later, never on a weekend', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (ahead, roadKm, departsOn) => {
          const on = addDays('2026-01-01', ahead);
          const { leavesOn, arrivesOn } = transferTimes({ roadKm, departsOn, on });
          const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
          expect(departsOn).toContain(weekday(leavesOn));
          expect(leavesOn > on && leavesOn <= addDays(on, 7)).toBe(true);
          expect(arrivesOn > leavesOn && weekday(arrivesOn) <= 5).toBe(true);
        },
      ),
    );
  });

  test('the road between our branches is that of the network', () => {
    expect(roadBetween('NQZ', 'ALA')).toBe(1218);
    expect(roadBetween('ALA', 'NQZ')).toBe(1218);
    expect(roadBetween('ALA', 'nowhere')).toBeUndefined();
  });
});

test('all pieces of an amount weigh all of it, however they are parted', () => {
  const amount = fc.record({
    weightG: fc.integer({ min: 1, max: 90_000_000 }),
    pieces: fc.integer({ min: 1, max: 5000 }),
  });
  fc.assert(
    fc.property(amount, (whole) => {
      expect(partOf(whole, { pieces: whole.pieces })).toEqual(whole);
      expect(partOf(whole, { pieces: 0 }).weightG).toBe(0);
    }),
  );
});

describe('goods that go to another branch', () => {
  let db: Kysely<DB>;
  let url: string;
  let sender: Staff;
  let receiver: Staff;
  let manager: Staff;
  beforeAll(async () => {
    ({ db, url } = await freshDatabase());
    await aTradingDay(db);
    sender = await aClerk(db, 'counter', 'NQZ');
    receiver = await aClerk(db);
    manager = await aClerk(db, 'manager');
  });

  const levelsOf = async (productId: string) =>
    Object.fromEntries(
      (
        await db
          .selectFrom('stockLevel')
          .where('productId', '=', productId)
          .select(['branchCode', 'onHandG', 'reservedG'])
          .execute()
      ).map(({ branchCode, onHandG, reservedG }) => [branchCode, [onHandG, reservedG]]),
    );

  test('are reserved where they lie, lie nowhere on the road, and are free where they arrive, with heat, age and certificate', async () => {
    const { product, lotId, heatNumber } = await goodsInAstana(db, 10 * TONNE, 100);
    const id = await planned(db, receiver, aPlan([{ lotId, pieces: 30 }]));
    expect(await levelsOf(product.id)).toEqual({ NQZ: [10 * TONNE, 3 * TONNE] });
    await send(db, sender, id);
    expect(await levelsOf(product.id)).toEqual({ NQZ: [7 * TONNE, 0] });
    await receive(db, receiver, id);
    expect(await levelsOf(product.id)).toEqual({ NQZ: [7 * TONNE, 0], ALA: [3 * TONNE, 0] });
    await certifyLots(db, manager);
    const arrived = await sql`
      select lot.branch_code, heat_number, on_hand_g, pieces_on_hand, received_on,
             exists (select from lot_certificate where lot_id = lot.id and ended_at is null) as is_certified
      from lot where product_id = ${product.id} order by branch_code`.execute(db);
    const lot = { heatNumber, receivedOn: '2026-11-01', isCertified: true };
    expect(arrived.rows).toEqual([
      { branchCode: 'ALA', onHandG: 3 * TONNE, piecesOnHand: 30, ...lot },
      { branchCode: 'NQZ', onHandG: 7 * TONNE, piecesOnHand: 70, ...lot },
    ]);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('what did not arrive stays missing; more than was sent does not arrive', async () => {
    const { product, lotId } = await goodsInAstana(db);
    const id = await planned(db, sender, aPlan([{ lotId, weightG: 5 * TONNE }]));
    await send(db, sender, id);
    await expect(receive(db, receiver, id, [{ lotId, weightG: 6 * TONNE }])).rejects.toThrow(
      'transfer-beyond',
    );
    await receive(db, receiver, id, [{ lotId, weightG: 4.9 * TONNE }]);
    expect(await levelsOf(product.id)).toMatchObject({ ALA: [4.9 * TONNE, 0] });
    expect(await auditFindings(db)).toEqual([]);
  });

  /** Comes back once two people wait for a lock. */
  async function bothWaiting(): Promise<void> {
    const waiting = sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await waiting.execute(db)).rows.length < 2);
  }

  test('the same form twice at once, and each deed again, are one', async () => {
    const { product, lotId } = await goodsInAstana(db);
    const plan = aPlan([{ lotId, weightG: 2 * TONNE }]);
    const level = 'stock_level where product_id = $1';
    const both = await holding({ db, url }, level, [product.id], async () => {
      const clicks = [planned(db, sender, plan), planned(db, sender, plan)];
      await bothWaiting();
      return { clicks };
    });
    await Promise.all(both.clicks);
    await planned(db, sender, plan);
    expect(await levelsOf(product.id)).toEqual({ NQZ: [10 * TONNE, 2 * TONNE] });
    await Promise.all([send(db, sender, plan.id, 1), send(db, sender, plan.id, 1)]);
    expect(await levelsOf(product.id)).toEqual({ NQZ: [8 * TONNE, 0] });
    await Promise.all([receive(db, receiver, plan.id), receive(db, receiver, plan.id)]);
    await receive(db, receiver, plan.id);
    expect(await levelsOf(product.id)).toMatchObject({ ALA: [2 * TONNE, 0] });
    expect(await auditFindings(db)).toEqual([]);
  });

  test('of the last of a lot two people at once get one', async () => {
    const { product, lotId } = await goodsInAstana(db);
    const plans = [1, 2].map(() => aPlan([{ lotId, weightG: 6 * TONNE }]));
    const told = await Promise.allSettled(plans.map((plan) => planned(db, sender, plan)));
    expect(told.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await levelsOf(product.id)).toEqual({ NQZ: [10 * TONNE, 6 * TONNE] });
    expect(await auditFindings(db)).toEqual([]);
  });

  test('against an order for the same goods, one of both gets them', async () => {
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const product = await rebarFor(db, company, {
      pricePerTonneMinor: 42_000_000,
      stockG: 100_000,
    });
    const lots = await db
      .selectFrom('lot')
      .where('productId', '=', product.id)
      .select('id')
      .execute();
    const cart = await aCartOf(db, receiver, company, [{ product, bars: 9 }]);
    const going = lots.map(({ id: lotId }) => ({ lotId, weightG: 60_000 }));
    const away = aPlan(going, { fromBranch: 'ALA', toBranch: 'NQZ' });
    const told = await Promise.allSettled([place(db, receiver, cart), planned(db, receiver, away)]);
    expect(told.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('cancelled against sent: one of both, and the goods are where it says', async () => {
    const { product, lotId } = await goodsInAstana(db);
    const id = await planned(db, sender, aPlan([{ lotId, weightG: TONNE }]));
    await Promise.allSettled([cancel(db, sender, id, 1), send(db, sender, id, 1)]);
    const { state } = await transferAt(db, id);
    const inAstana = state === 'left' ? [9 * TONNE, 0] : [10 * TONNE, 0];
    expect([state === 'left' || state === 'cancelled', await levelsOf(product.id)]).toEqual([
      ...[true, { NQZ: inAstana }],
    ]);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('what is planned to go is loaded on no vehicle, and what was taken since is not sent', async () => {
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
    const cart = await aCartOf(db, receiver, company, [{ product, bars: 9 }]);
    const { orderId } = await place(db, receiver, cart);
    const [lot] = await db
      .selectFrom('lot')
      .where('productId', '=', product.id)
      .select('id')
      .execute();
    const lots = [{ lotId: lot?.id ?? '', weightG: 40 * TONNE }];
    const id = await planned(db, receiver, aPlan(lots, { fromBranch: 'ALA', toBranch: 'NQZ' }));
    const [free] = await listLotsToLoad(db, { orderId, shipmentId: orderId });
    expect(free?.takenG).toBe(40 * TONNE);
    await db
      .updateTable('lot')
      .set({ onHandG: 39 * TONNE })
      .where('id', '=', lot?.id ?? '')
      .execute();
    await expect(send(db, receiver, id)).rejects.toThrow('lot-short');
    await db
      .updateTable('lot')
      .set({ onHandG: 100 * TONNE })
      .where('id', '=', lot?.id ?? '')
      .execute();
    expect(await auditFindings(db)).toEqual([]);
  });

  test('a clerk of a third branch finds nothing, and each end does its own part', async () => {
    const { lotId } = await goodsInAstana(db);
    const other = await aClerk(db, 'counter', 'NQZ');
    const id = await planned(db, receiver, aPlan([{ lotId, weightG: TONNE }]));
    await expect(send(db, receiver, id)).rejects.toThrow('not found');
    await send(db, sender, id);
    await expect(receive(db, other, id)).rejects.toThrow('not found');
    await receive(db, receiver, id);
    await expect(planned(db, sender, aPlan([], { fromBranch: 'KRG' }))).rejects.toThrow(
      'not found',
    );
    await expect(cancel(db, sender, id, 3)).rejects.toThrow('transfer-over');
  });

  test.each([
    ['plan', 'transfer.after-reserving'],
    ['send', 'transfer.after-stock'],
    ['receive', 'transfer.after-lots'],
  ] as const)(
    'killed while it does one thing, %s, nothing of it is there, and it is done once afterwards',
    async (deed, failpoint) => {
      const { product, lotId } = await goodsInAstana(db);
      const plan = aPlan([{ lotId, weightG: TONNE }]);
      if (deed !== 'plan') await planned(db, sender, plan);
      if (deed === 'receive') await send(db, sender, plan.id);
      const lots = [{ lotId, weightG: TONNE }];
      const of = { transferId: plan.id, channel: 'counter', at };
      const forms = {
        plan,
        send: { ...of, version: 1, vehiclePlate: '' },
        receive: { ...of, version: 2, lots, note: '' },
      };
      const clerk = deed === 'receive' ? receiver : sender;
      const before = await levelsOf(product.id);
      const told = [url, `${failpoint}=kill`, deed, JSON.stringify({ clerk, form: forms[deed] })];
      const child = spawn(process.execPath, [...builtProgram(PROGRAM), ...told], {
        stdio: 'inherit',
      });
      const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
      expect(signal).toBe('SIGKILL');
      expect(await levelsOf(product.id)).toEqual(before);
      expect(await auditFindings(db)).toEqual([]);
      const again = {
        plan: () => planned(db, sender, plan),
        send: () => send(db, sender, plan.id),
        receive: () => receive(db, receiver, plan.id),
      };
      await again[deed]();
      expect(await levelsOf(product.id)).not.toEqual(before);
      expect(await auditFindings(db)).toEqual([]);
    },
    120_000,
  );

  test('goods that come to a branch which never had them are sold there', async () => {
    const { product, lotId } = await goodsInAstana(db);
    await stockOf(db, product, TONNE, 'NQZ');
    const id = await planned(db, sender, aPlan([{ lotId, weightG: 10 * TONNE }]));
    await send(db, sender, id);
    await receive(db, receiver, id);
    expect(await levelsOf(product.id)).toEqual({ NQZ: [TONNE, 0], ALA: [10 * TONNE, 0] });
  });
});
