import { beforeAll, expect, test } from 'vitest';
import { arriveAtGate } from '../../src/delivery/arrive-at-gate.ts';
import { listGate } from '../../src/delivery/gate.queries.ts';
import { listYard } from '../../src/delivery/yard.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
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
  readScale,
  shipmentAt,
} from '../support/shipping.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();
const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(at.getTime() + hours * HOUR_MS);
/** The day of all this in Almaty. */
const day = {
  from: new Date('2026-11-26T00:00:00+05:00'),
  until: new Date('2026-11-27T00:00:00+05:00'),
};

let clerk: Staff;
let planned: (slot?: Date) => Promise<string>;

beforeAll(async () => {
  await aTradingDay(db);
  clerk = await aClerk(db);
  const manager = await aClerk(db, 'manager');
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  planned = async (slot = at) => {
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
    const orderId = await anOrderAt(db, clerk, cart);
    await certifyLots(db, manager);
    const [line] = await linesOf(db, orderId);
    const loadUntil = new Date(slot.getTime() + HOUR_MS);
    const lines = [{ orderLineId: line!.id, pieces: 2 }];
    return plan(db, clerk, orderId, lines, { loadFrom: slot, loadUntil });
  };
});

const arrive = (shipmentId: string, more: { plate?: string; place?: string; at?: Date } = {}) => {
  const { plate = '123 ABC 02', place: loadingPlace = 'gate 2', at: cameAt = at } = more;
  const vehicle = { plate, driver: 'Serik', loadingPlace };
  const arrived = { shipmentId, vehicle, at: cameAt };
  return transact(db, (tx) => arriveAtGate(tx, clerk, { ...arrived, channel: 'counter' }));
};
const seen = async (branchCode: string | null = 'ALA') =>
  listGate(db, { branchCode, ...day, limit: 200 });
const vehicleAt = async (id: string) => (await seen()).find((one) => one.id === id);

test('the wait of a vehicle counts from the first moment it was seen at the gate; said again, only plate and place are corrected', async () => {
  const id = await planned();
  await Promise.all([arrive(id, { at: later(1) }), arrive(id, { at: later(1) })]);
  await arrive(id, { at: later(2), plate: '777 AAA 02', place: 'crane 1' });
  expect(await vehicleAt(id)).toMatchObject({
    ...{ atGateAt: later(1), vehiclePlate: '777 AAA 02', loadingPlace: 'crane 1' },
    ...{ driverName: 'Serik', stage: 'planned' },
  });
  const { track } = await shipmentAt(db, id);
  expect(track.filter(({ kind }) => kind === 'at-gate')).toHaveLength(1);
  const events = await db
    .selectFrom('event')
    .where('type', '=', 'shipment.at-gate')
    .where('subjectId', '=', (await shipmentAt(db, id)).orderId)
    .select('id')
    .execute();
  expect(events).toHaveLength(1);
});

test('another vehicle than the planned one is told in what happened', async () => {
  const id = await planned();
  await arrive(id, { plate: '777 AAA 02' });
  const { track } = await shipmentAt(db, id);
  expect(track.find(({ kind }) => kind === 'at-gate')?.note).toBe('123 ABC 02 → 777 AAA 02');
});

test('each step of a visit is measured: gate, scale, loading, gate', async () => {
  const id = await planned();
  await arrive(id, { at: later(-1) });
  await readScale(db, clerk, id, { kind: 'empty', massG: 9_000_000, at: later(-0.5) });
  await load(db, clerk, id);
  await leave(db, clerk, id);
  expect(await vehicleAt(id)).toMatchObject({
    ...{ atGateAt: later(-1), onScaleAt: later(-0.5), loadingAt: at, loadedAt: at, leftAt: at },
  });
});

test('a vehicle that has left or was cancelled does not come to the gate', async () => {
  const gone = await planned();
  await load(db, clerk, gone);
  await leave(db, clerk, gone);
  await expect(arrive(gone)).rejects.toThrow('shipment-over');
  const cancelled = await planned();
  await cancel(db, clerk, cancelled);
  await expect(arrive(cancelled)).rejects.toThrow('shipment-over');
  expect(await vehicleAt(cancelled)).toBeUndefined();
});

test('who comes a day late and leaves today is on the list of today, and on that of the yard', async () => {
  const id = await planned(later(-30));
  await load(db, clerk, id);
  await leave(db, clerk, id);
  expect(await vehicleAt(id)).toMatchObject({ leftAt: at });
  const yard = { branchCode: 'ALA', leftSince: day.from, limit: 200 };
  const listed = (await listYard(db, yard)).find((one) => one.id === id);
  expect(listed).toMatchObject({ stage: 'left', leftAt: at, loadedAt: at });
  const next = { from: day.until, until: later(48) };
  const tomorrow = await listGate(db, { branchCode: 'ALA', ...next, limit: 200 });
  expect(tomorrow.map((one) => one.id)).not.toContain(id);
});

test('the list has the slots of the day of its branch, and of days before only who is still here', async () => {
  const today = await planned(later(2));
  const tomorrow = await planned(later(24));
  const missed = await planned(later(-30));
  const stays = await planned(later(-30));
  await arrive(stays);
  const ids = (await seen()).map(({ id }) => id);
  expect([today, tomorrow, missed, stays].map((id) => ids.includes(id))).toEqual([
    ...[true, false, false, true],
  ]);
  expect((await seen('AST')).map(({ id }) => id)).not.toContain(today);
  expect((await seen(null)).map(({ id }) => id)).toContain(today);
});
