import { beforeAll, expect, test } from 'vitest';
import { arriveAtGate } from '../../src/delivery/arrive-at-gate.ts';
import { findStandingReadings } from '../../src/delivery/scale-reading.queries.ts';
import { weighByScale } from '../../src/delivery/weigh-by-scale.ts';
import type { Staff } from '../../src/people/actor.ts';
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
  readScale,
  readTwice,
  shipmentAt,
} from '../support/shipping.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();
const MINUTE_MS = 60_000;
const later = (minutes: number) => new Date(at.getTime() + minutes * MINUTE_MS);

let clerk: Staff;
let orderOf: (bars: number) => Promise<string>;

beforeAll(async () => {
  await aTradingDay(db);
  clerk = await aClerk(db);
  const manager = await aClerk(db, 'manager');
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  orderOf = async (bars) => {
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars }]);
    const orderId = await anOrderAt(db, clerk, cart);
    await certifyLots(db, manager);
    return orderId;
  };
});

async function planned(bars = 4): Promise<string> {
  const orderId = await orderOf(bars);
  const [line] = await linesOf(db, orderId);
  return plan(db, clerk, orderId, [{ orderLineId: line!.id, pieces: bars }]);
}

async function loaded(bars?: number): Promise<string> {
  const id = await planned(bars);
  await load(db, clerk, id);
  return id;
}

const arrive = (shipmentId: string, plate: string) => {
  const vehicle = { plate, driver: 'Serik', loadingPlace: '' };
  const arrived = { shipmentId, vehicle, channel: 'counter', at } as const;
  return transact(db, (tx) => arriveAtGate(tx, clerk, arrived));
};

async function make(id: string, readings: [string, string], number: string, reason = '') {
  const { version } = await shipmentAt(db, id);
  const [emptyId, loadedId] = readings;
  const ticket = { shipmentId: id, version, number, emptyId, loadedId, reason };
  await transact(db, (tx) => weighByScale(tx, clerk, { ...ticket, channel: 'counter', at }));
}

test('a ticket is made of what the scale said empty and loaded, each with its own moment and scale', async () => {
  const id = await planned();
  const emptyAt = later(-40);
  const empty = await readScale(db, clerk, id, { kind: 'empty', massG: 9_040_000, at: emptyAt });
  await load(db, clerk, id);
  const full = await readScale(db, clerk, id, { kind: 'loaded', massG: 9_120_000 });
  await make(id, [empty, full], 'S-1');

  const { tickets, stage, lines } = await shipmentAt(db, id);
  expect(stage).toBe('weighed');
  expect(tickets).toEqual([
    expect.objectContaining({
      ...{ number: 'S-1', tareG: 9_040_000, grossG: 9_120_000, netG: 80_000, divisionG: 20_000 },
      ...{ source: 'scale', taredAt: emptyAt, weighedAt: at, confirmedByName: null },
    }),
  ]);
  expect(lines.map(({ weighedG }) => weighedG)).toEqual([80_000]);
  const kept = await db
    .selectFrom('weighTicket')
    .where('shipmentId', '=', id)
    .select(['tareReadingId', 'grossReadingId'])
    .executeTakeFirstOrThrow();
  expect(kept).toEqual({ tareReadingId: empty, grossReadingId: full });
});

test.each([
  ['a weight that still moves', { massG: 9_040_000, isStable: false }, 'scale-unstable'],
  ['less than the division of the scale', { massG: 19_999 }, 'scale-empty'],
  ['less than nothing', { massG: -20_000 }, 'scale-empty'],
])('%s is not kept', async (_what, on, code) => {
  const id = await planned(1);
  await expect(readScale(db, clerk, id, { kind: 'empty', ...on })).rejects.toThrow(code);
  expect(await findStandingReadings(db, id)).toEqual({ empty: null, loaded: null, tareOf: null });
});

test('loaded it is read once loading is finished, empty at any time before it leaves', async () => {
  const id = await planned(1);
  const full = { kind: 'loaded', massG: 9_060_000 } as const;
  await expect(readScale(db, clerk, id, full)).rejects.toThrow('shipment-not-loaded');
  await readScale(db, clerk, id, { kind: 'empty', massG: 9_000_000 });
  await load(db, clerk, id);
  await readScale(db, clerk, id, full);
  await leave(db, clerk, id);
  for (const kind of ['empty', 'loaded'] as const) {
    await expect(readScale(db, clerk, id, { ...full, kind })).rejects.toThrow('shipment-over');
  }
  const ended = await planned(1);
  await cancel(db, clerk, ended);
  await expect(readScale(db, clerk, ended, { ...full, kind: 'empty' })).rejects.toThrow(
    'shipment-over',
  );
});

test('what is loaded or weighed anew is read anew; empty it still counts', async () => {
  const id = await loaded();
  const readings = await readTwice(db, clerk, id);
  await load(db, clerk, id);
  expect(await findStandingReadings(db, id)).toMatchObject({
    empty: { id: readings[0] },
    loaded: null,
  });
  await expect(make(id, readings, 'S-2')).rejects.toThrow('reading-missing');
  const again = await readScale(db, clerk, id, { kind: 'loaded', massG: 9_080_000 });
  await make(id, [readings[0], again], 'S-2');
  expect((await findStandingReadings(db, id)).loaded).toBeNull();
});

test('loaded before it was read empty it counts no more', async () => {
  const id = await loaded(1);
  await readScale(db, clerk, id, { kind: 'loaded', massG: 9_060_000, at: later(-10) });
  await readScale(db, clerk, id, { kind: 'empty', massG: 9_000_000, at: later(-5) });
  expect((await findStandingReadings(db, id)).loaded).toBeNull();
});

test('a ticket is made of the readings of the vehicle itself and of no other', async () => {
  const id = await loaded(1);
  const [mine] = await readTwice(db, clerk, id);
  const other = await loaded(1);
  const [, theirs] = await readTwice(db, clerk, other);
  await expect(make(id, [mine, theirs], 'S-3')).rejects.toThrow('reading-missing');
});

test('the tare of one truck is no tare of another that came in its place; its own plate written otherwise is the same truck', async () => {
  const id = await planned(1);
  const first = await readScale(db, clerk, id, { kind: 'empty', massG: 9_000_000 });
  await arrive(id, '123abc02');
  expect(await findStandingReadings(db, id)).toMatchObject({ empty: { id: first }, tareOf: null });
  await arrive(id, '777 AAA 02');
  expect(await findStandingReadings(db, id)).toEqual({
    ...{ empty: null, loaded: null, tareOf: '123 ABC 02' },
  });
  await load(db, clerk, id);
  const full = await readScale(db, clerk, id, { kind: 'loaded', massG: 12_060_000 });
  await expect(make(id, [first, full], 'S-7')).rejects.toThrow('reading-missing');
  const own = await readScale(db, clerk, id, { kind: 'empty', massG: 12_000_000, at: later(-5) });
  await make(id, [own, full], 'S-7');
  expect((await shipmentAt(db, id)).tickets).toMatchObject([{ netG: 60_000 }]);
});

test('while another truck comes to the gate no ticket is made of the one before', async () => {
  const id = await loaded(1);
  const readings = await readTwice(db, clerk, id);
  const told = await Promise.allSettled([arrive(id, '777 AAA 02'), make(id, readings, 'S-8')]);
  const { tickets, vehiclePlate } = await shipmentAt(db, id);
  expect([told[0].status, vehiclePlate]).toEqual(['fulfilled', '777 AAA 02']);
  expect(tickets).toHaveLength(told[1].status === 'fulfilled' ? 1 : 0);
  await expect(make(id, readings, 'S-9', 'again')).rejects.toThrow('reading-missing');
});

test('the books themselves pair no readings of two trucks', async () => {
  const id = await loaded(1);
  const [tareReadingId] = await readTwice(db, clerk, id);
  await arrive(id, '777 AAA 02');
  const [, grossReadingId] = await readTwice(db, clerk, id);
  const { companyId } = await shipmentAt(db, id);
  const ticket = {
    tareG: 9_000_000,
    grossG: 9_060_000,
    divisionG: 20_000,
    source: 'scale',
  } as const;
  const paired = db.insertInto('weighTicket').values({
    ...{ id: newId(), companyId, shipmentId: id, number: 'S-10', ...ticket },
    ...{ taredAt: at, weighedAt: at, weighedBy: clerk.personId, reason: '' },
    ...{ tareReadingId, grossReadingId, plateKey: '777aaa02' },
  });
  await expect(paired.execute()).rejects.toThrow('tare_as_read');
});

test('a vehicle that is lighter loaded than empty is not weighed', async () => {
  const id = await loaded(1);
  const empty = await readScale(db, clerk, id, { kind: 'empty', massG: 9_060_000 });
  const full = await readScale(db, clerk, id, { kind: 'loaded', massG: 9_060_000 });
  await expect(make(id, [empty, full], 'S-4')).rejects.toThrow('gross-below-tare');
  expect((await shipmentAt(db, id)).tickets).toEqual([]);
});

test('the same ticket pressed twice, at once and again, is one ticket', async () => {
  const id = await loaded(1);
  const readings = await readTwice(db, clerk, id);
  await Promise.all([make(id, readings, 'S-5'), make(id, readings, 'S-5')]);
  await make(id, readings, 'S-5');
  expect((await shipmentAt(db, id)).tickets).toHaveLength(1);
  await expect(make(id, readings, 'S-6', 'again')).rejects.toThrow('reading-missing');
});

test('what the scale said is never changed', async () => {
  const id = await loaded(1);
  const [empty] = await readTwice(db, clerk, id);
  const change = db.updateTable('scaleReading').set({ massG: 1 }).where('id', '=', empty);
  await expect(change.execute()).rejects.toThrow('never changed');
  const removal = db.deleteFrom('scaleReading').where('id', '=', empty);
  await expect(removal.execute()).rejects.toThrow('never changed');
});
