import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { waiveCertificate } from '../../src/certificates/waive-certificate.ts';
import { handOver } from '../../src/delivery/hand-over.ts';
import { listLotsToLoad } from '../../src/delivery/load.queries.ts';
import { listLinesToShip } from '../../src/delivery/order-to-ship.queries.ts';
import { standingOf, weightOfPieces } from '../../src/delivery/shipment.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf } from '../support/sale.ts';
import {
  anOrderAt,
  cancel,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  plannedLoad,
  shipmentAt,
  takeOver,
} from '../support/shipping.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

/** An order of ten bars that is ready, of a company that may owe as much as it likes. */
async function readyBars(bars = 10) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars }]);
  const orderId = await anOrderAt(db, clerk, cart);
  const [line] = await linesOf(db, orderId);
  if (!line) throw new Error('an order without a line');
  return { company, orderId, line };
}

test('lots with papers are proposed before older ones without', async () => {
  const { orderId, line } = await readyBars();
  const id = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 10 }]);
  await certifyLots(db, manager);
  const {
    id: _,
    heatKey: __,
    ...lot
  } = await db
    .selectFrom('lot')
    .where('productId', '=', line.productId)
    .selectAll()
    .executeTakeFirstOrThrow();
  const older = { ...lot, id: newId(), heatNumber: 'without', receivedOn: '2026-01-01' };
  await db.insertInto('lot').values(older).execute();
  const lots = await listLotsToLoad(db, { orderId, shipmentId: id });
  expect(lots.map(({ heatNumber }) => heatNumber)).toEqual([lot.heatNumber, 'without']);
});

const stageOf = async (orderId: string) =>
  (
    await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('stage')
      .executeTakeFirstOrThrow()
  ).stage;

const leftOf = async (orderId: string) => {
  const [line] = await listLinesToShip(db, orderId);
  return line && standingOf(line, line.parts);
};

describe('a shipment', () => {
  test('takes a part of an order, is numbered within it, and leaves the rest to be shipped', async () => {
    const { orderId, line } = await readyBars();
    const id = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 4 }]);

    const shipment = await shipmentAt(db, id);
    expect(shipment).toMatchObject({ position: 1, stage: 'planned', branchCode: 'ALA' });
    expect(shipment.lines).toMatchObject([{ plannedPieces: 4, plannedG: 41_558 }]);
    expect(await leftOf(orderId)).toMatchObject({ plannedPieces: 4, leftPieces: 6 });
    const second = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 6 }]);
    expect((await shipmentAt(db, second)).position).toBe(2);
    expect(await leftOf(orderId)).toMatchObject({ leftPieces: 0, leftG: 0 });
  });

  test('never takes more than is left, and a cancelled one gives back what it had', async () => {
    const { orderId, line } = await readyBars();
    const id = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 8 }]);
    await expect(plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 3 }])).rejects.toThrow(
      'shipment-beyond',
    );
    await cancel(db, clerk, id);
    await cancel(db, clerk, id);
    expect(await leftOf(orderId)).toMatchObject({ leftPieces: 10 });
    expect((await shipmentAt(db, id)).track.map(({ kind }) => kind)).toEqual([
      'planned',
      'cancelled',
    ]);
  });

  test('planned by a form that came twice is one', async () => {
    const { orderId, line } = await readyBars();
    const id = newId();
    const lines = [{ orderLineId: line.id, pieces: 2 }];
    await Promise.all([
      plan(db, clerk, orderId, lines, { id }),
      plan(db, clerk, orderId, lines, { id }),
    ]);
    expect(await leftOf(orderId)).toMatchObject({ plannedPieces: 2 });
  });

  test('is planned from picking on, and brought only to a site', async () => {
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 5 }]);
    const orderId = await anOrderAt(db, clerk, cart, 'confirmed');
    const [line] = await linesOf(db, orderId);
    const lines = [{ orderLineId: line?.id ?? '', pieces: 5 }];
    await expect(plan(db, clerk, orderId, lines)).rejects.toThrow('shipment-too-early');
    const ready = await readyBars();
    await expect(
      plan(db, clerk, ready.orderId, [{ orderLineId: ready.line.id, pieces: 1 }], {
        way: 'carrier',
      }),
    ).rejects.toThrow('site-missing');
  });

  test('is loaded only with heats of which a certificate is there, or which the buyer took without', async () => {
    const { company, orderId, line } = await readyBars();
    const id = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 10 }]);
    await load(db, clerk, id, await plannedLoad(db, id), false);
    await expect(load(db, clerk, id)).rejects.toThrow('certificate-missing');

    const buyer = await aBuyer(db, company);
    const [loaded] = (await shipmentAt(db, id)).lines;
    const lotId = loaded?.lots[0]?.lotId ?? '';
    await transact(db, (tx) =>
      waiveCertificate(tx, buyer, { orderId, lotId, reason: 'not needed here', at }),
    );
    await load(db, clerk, id);
    const shipment = await shipmentAt(db, id);
    expect(shipment.stage).toBe('loaded');
    expect(shipment.lines[0]).toMatchObject({ loadedPieces: 10, loadedG: line.weightG });
    expect(shipment.lines[0]?.lots).toMatchObject([{ pieces: 10, isWaived: true }]);
  });

  test('goes from the yard to whoever takes it over, and the order is delivered when all is there', async () => {
    const { orderId, line } = await readyBars();
    await certifyLots(db, manager);
    const first = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 4 }]);
    await load(db, clerk, first);
    await expect(takeOver(db, clerk, first)).rejects.toThrow('shipment-not-left');
    await leave(db, clerk, first);
    expect(await stageOf(orderId)).toBe('shipped');
    await takeOver(db, clerk, first);
    await takeOver(db, clerk, first);
    expect(await stageOf(orderId)).toBe('shipped');

    const second = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 6 }]);
    await load(db, clerk, second);
    await leave(db, clerk, second);
    await takeOver(db, clerk, second);
    expect(await stageOf(orderId)).toBe('delivered');
    const shipment = await shipmentAt(db, second);
    expect(shipment.handOver).toMatchObject({ takenByName: 'Serik', authorityNumber: 'D-17' });
    expect(shipment.track.map(({ kind }) => kind)).toEqual([
      ...['planned', 'loaded', 'left', 'handed-over'],
    ]);
  });

  test('is handed over by a buyer of its company, to nobody without authority, and not found by others', async () => {
    const { company, orderId, line } = await readyBars();
    await certifyLots(db, manager);
    const id = await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 10 }], {
      ...{ authorityNumber: 'D-18', authorityUntil: '2026-11-25' },
    });
    await load(db, clerk, id);
    await leave(db, clerk, id);
    await expect(takeOver(db, clerk, id)).rejects.toThrow('authority-over');
    const taking = (companyOfBuyer: { id: string; name: string }) =>
      transact(db, async (tx) =>
        handOver(
          tx,
          { source: 'buyer', buyer: await aBuyer(db, companyOfBuyer, 'foreman') },
          {
            ...{ shipmentId: id, takenByName: 'Marat', authorityNumber: 'D-19' },
            ...{ channel: 'web', at },
          },
        ),
      );
    await expect(taking(await aCompany(db))).rejects.toThrow('not found');
    await taking(company);
    expect((await shipmentAt(db, id)).handOver).toMatchObject({ source: 'buyer' });
  });

  test('keeps its order from being handed over whole', async () => {
    const { orderId, line } = await readyBars();
    await plan(db, clerk, orderId, [{ orderLineId: line.id, pieces: 1 }]);
    const { version } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('version')
      .executeTakeFirstOrThrow();
    await expect(
      transact(db, (tx) => moveOrder(tx, clerk, { orderId, version, channel: 'counter', at })),
    ).rejects.toThrow('order-has-shipments');
  });
});

test('the weights of any pieces of a line add up to the line', () => {
  const line = { weightG: 100_003, pieces: 7 };
  const parts = [3, 1, 2, 1].reduce(
    (sum, pieces) => ({
      before: sum.before + pieces,
      weightG: sum.weightG + weightOfPieces(line, { pieces, before: sum.before }),
    }),
    { before: 0, weightG: 0 },
  );
  expect(parts.weightG).toBe(line.weightG);
});
