import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashToken } from '../../src/people/session-token.ts';
import { findFollowedFacts } from '../../src/delivery/follow.queries.ts';
import { endShipmentLinks, makeShipmentLink } from '../../src/delivery/make-shipment-link.ts';
import { findShipmentLink } from '../../src/delivery/shipment-link.queries.ts';
import { findShipment } from '../../src/delivery/shipment.queries.ts';
import { timelineOf } from '../../src/delivery/timeline-of-shipment.ts';
import {
  type Reporter,
  type ShipmentReport,
  trackShipment,
} from '../../src/delivery/track-shipment.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { listPromises } from '../../src/promises/promise.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aTrackedShipment, hoursLater } from '../support/tracked.ts';
import { aBuyer, aCompany, aTradingDay, at } from '../support/world.ts';

const { db } = await freshDatabase();
beforeAll(() => aTradingDay(db));

const tell = (by: Reporter, report: Partial<ShipmentReport> & { shipmentId: string }) =>
  transact(db, (tx) =>
    trackShipment(tx, by, {
      ...{
        kind: 'checkpoint',
        happenedAt: hoursLater(10),
        place: '',
        note: '',
        at: hoursLater(10),
      },
      ...report,
    }),
  );

const carrier = (reportKey: string) => ({ kind: 'carrier', reportKey }) as const;
const codeOf = (deed: Promise<unknown>) =>
  deed.then(
    () => 'done',
    (error: { reason?: { code: string }; name: string }) => error.reason?.code ?? error.name,
  );
const standingOf = async (shipmentId: string) => {
  const found = (await findShipment(db, shipmentId))!;
  const facts = await findFollowedFacts(db, shipmentId);
  const promisedFirst = { from: facts!.promisedFrom!, until: facts!.promisedUntil! };
  const { now, lastSeen, expected, sightings } = timelineOf(
    { ...found, promisedFirst },
    found.track,
  );
  return {
    ...{ stage: found.stage, now, lastSeen, expected },
    sightings: sightings.map(({ kind, place, happenedAt }) => ({ kind, place, happenedAt })),
  };
};
const promisesOf = async (subjectId: string) =>
  (await listPromises(db, { kind: 'arrival', subjectId })).map(({ state, reason, dueUntil }) => ({
    ...{ state, reason, dueUntil },
  }));
const eventsOf = async (shipmentId: string) =>
  (
    await sql`select from event where type = 'shipment.tracked' and facts ->> 'shipmentId' = ${shipmentId}`.execute(
      db,
    )
  ).rows;

/** A journey as a carrier reports it. */
const reports = (
  shipmentId: string,
): (Partial<ShipmentReport> & { shipmentId: string; key: string })[] => [
  { key: 'a', shipmentId, place: 'Конаев', happenedAt: hoursLater(2) },
  { key: 'b', shipmentId, place: 'Балхаш', happenedAt: hoursLater(11) },
  {
    ...{ key: 'c', shipmentId, kind: 'delayed', note: 'буран, трасса закрыта' },
    ...{ happenedAt: hoursLater(12) },
    expected: { from: hoursLater(44), until: hoursLater(50) },
  },
  {
    ...{ key: 'd', shipmentId, kind: 'delayed', note: 'трассу открыли' },
    ...{ happenedAt: hoursLater(20) },
    expected: { from: hoursLater(42), until: hoursLater(46) },
  },
  { key: 'e', shipmentId, place: 'Караганда', happenedAt: hoursLater(36) },
  { key: 'f', shipmentId, kind: 'arrived', happenedAt: hoursLater(45) },
];

/** The same shuffle every time. */
const shuffled = <Item>(items: readonly Item[], seed: number) =>
  items
    .map((item, index) => ({ item, rank: Math.sin(seed * 1000 + index * 77) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ item }) => item);

describe('reports of a carrier', () => {
  test('a hundred times in any order are one journey', async () => {
    const inOrder = await aTrackedShipment(db);
    for (const { key, ...report } of reports(inOrder.shipmentId)) await tell(carrier(key), report);
    const mixed = await aTrackedShipment(db);
    const told = Array.from({ length: 17 }, (_, round) =>
      shuffled(reports(mixed.shipmentId), round),
    );
    for (const { key, ...report } of told.flat().slice(0, 100)) await tell(carrier(key), report);
    expect(await standingOf(mixed.shipmentId)).toEqual(await standingOf(inOrder.shipmentId));
    expect(await standingOf(mixed.shipmentId)).toMatchObject({
      ...{ stage: 'arrived', lastSeen: { place: 'Караганда' } },
      expected: { from: hoursLater(42), until: hoursLater(46) },
    });
    expect(await eventsOf(mixed.shipmentId)).toHaveLength(6);
  });

  test('at once are kept once each', async () => {
    const { shipmentId } = await aTrackedShipment(db);
    const all = Array.from({ length: 5 }, () => reports(shipmentId)).flat();
    const news = await Promise.all(all.map(({ key, ...report }) => tell(carrier(key), report)));
    expect(news.filter(Boolean)).toHaveLength(6);
    expect((await standingOf(shipmentId)).stage).toBe('arrived');
  });

  test('come even before the yard says that it left, and count from then on', async () => {
    const { shipmentId } = await aTrackedShipment(db, { stage: 'weighed' });
    await tell(carrier('1'), { shipmentId, kind: 'arrived', happenedAt: hoursLater(45) });
    expect(await standingOf(shipmentId)).toMatchObject({ stage: 'weighed', now: 'arrived' });
  });
});

describe('what our people tell of a vehicle', () => {
  test('is told once, however often its form is sent', async () => {
    const { shipmentId, clerk } = await aTrackedShipment(db);
    const formKey = newId();
    const expected = { from: hoursLater(44), until: hoursLater(48) };
    const late = { shipmentId, kind: 'delayed', note: 'поломка', expected, formKey } as const;
    await Promise.all([tell(clerk, late), tell(clerk, late)]);
    await tell(clerk, late);
    const told = await db
      .selectFrom('shipmentTrack')
      .where('shipmentId', '=', shipmentId)
      .where('kind', '=', 'delayed')
      .select(['source', 'note', 'arriveUntil'])
      .execute();
    expect(told).toEqual([{ source: 'yard', note: 'поломка', arriveUntil: hoursLater(48) }]);
  });

  test('is refused where the buyer fetches his goods himself', async () => {
    const { shipmentId, clerk } = await aTrackedShipment(db);
    await db.updateTable('shipment').set({ way: 'pick-up' }).where('id', '=', shipmentId).execute();
    await expect(tell(clerk, { shipmentId, kind: 'checkpoint', place: 'Балхаш' })).rejects.toThrow(
      'shipment-fetched',
    );
  });
});

describe('what was promised of an arrival', () => {
  test('is renegotiated before its time, broken after it, and settled by the arrival', async () => {
    const { shipmentId, clerk } = await aTrackedShipment(db);
    const later = { from: hoursLater(44), until: hoursLater(48) };
    const muchLater = { from: hoursLater(60), until: hoursLater(62) };
    const delay = { shipmentId, kind: 'delayed', note: 'поломка' } as const;
    await tell(clerk, { ...delay, expected: later, at: hoursLater(20) });
    await tell(clerk, {
      ...{ ...delay, note: 'ещё одна' },
      ...{ expected: muchLater, happenedAt: hoursLater(50), at: hoursLater(50) },
    });
    await tell(carrier('x'), { shipmentId, kind: 'arrived', happenedAt: hoursLater(61) });
    expect(await promisesOf(shipmentId)).toEqual([
      { state: 'renegotiated', reason: '', dueUntil: hoursLater(40) },
      { state: 'broken', reason: 'поломка', dueUntil: hoursLater(48) },
      { state: 'kept', reason: 'ещё одна', dueUntil: hoursLater(62) },
    ]);
  });

  test('is judged by the earliest arrival that anybody saw, whoever tells first', async () => {
    const { shipmentId } = await aTrackedShipment(db);
    await tell(carrier('late'), { shipmentId, kind: 'arrived', happenedAt: hoursLater(41) });
    expect((await promisesOf(shipmentId))[0]?.state).toBe('broken');
    await tell(carrier('early'), { shipmentId, kind: 'arrived', happenedAt: hoursLater(39) });
    expect(await promisesOf(shipmentId)).toMatchObject([{ state: 'kept' }]);
  });
});

describe('a buyer', () => {
  test('says that it arrived, once, and nothing else', async () => {
    const { shipmentId, buyer } = await aTrackedShipment(db);
    const arrived = { shipmentId, kind: 'arrived', happenedAt: hoursLater(38) } as const;
    const both = await Promise.all([tell(buyer, arrived), tell(buyer, arrived)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect((await standingOf(shipmentId)).stage).toBe('arrived');
    expect(await codeOf(tell(buyer, { shipmentId, place: 'Балхаш' }))).toBe('not-permitted');
  });

  test('of another company finds nothing; before it left nothing has arrived', async () => {
    const { shipmentId, buyer } = await aTrackedShipment(db, { stage: 'loaded' });
    const stranger = await aBuyer(db, await aCompany(db));
    const arrived = { shipmentId, kind: 'arrived' } as const;
    expect(await codeOf(tell(stranger, arrived))).toBe('NotFound');
    expect(await codeOf(tell(buyer, arrived))).toBe('shipment-not-left');
  });
});

describe('a link to a shipment', () => {
  const open = (token: string, on: Date) =>
    findShipmentLink(db, { tokenHash: hashToken(token), at: on });

  test('opens this one shipment for fourteen days and no day longer', async () => {
    const { shipmentId, buyer } = await aTrackedShipment(db);
    const { token } = await transact(db, (tx) => makeShipmentLink(tx, buyer, { shipmentId, at }));
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await open(token, hoursLater(14 * 24 - 1))).toMatchObject({ shipmentId });
    expect(await open(token, hoursLater(14 * 24))).toBeUndefined();
    const other = await aTrackedShipment(db);
    const holder = (await open(token, at))!;
    const foreign = { shipmentId: other.shipmentId, kind: 'arrived' } as const;
    expect(await codeOf(tell(holder, foreign))).toBe('NotFound');
  });

  test('is ended with all others, the oldest of six by itself', async () => {
    const { shipmentId, buyer } = await aTrackedShipment(db);
    const made: string[] = [];
    for (let minute = 0; minute < 6; minute += 1) {
      const wish = { shipmentId, at: new Date(at.getTime() + minute * 60_000) };
      made.push((await transact(db, (tx) => makeShipmentLink(tx, buyer, wish))).token);
    }
    const opened = async () =>
      (await Promise.all(made.map((token) => open(token, hoursLater(1))))).map(Boolean);
    expect(await opened()).toEqual([false, true, true, true, true, true]);
    await transact(db, (tx) => endShipmentLinks(tx, buyer, { shipmentId, at }));
    expect(await opened()).toEqual(made.map(() => false));
  });

  test('is made by nobody of another company', async () => {
    const { shipmentId } = await aTrackedShipment(db);
    const stranger = await aBuyer(db, await aCompany(db));
    const making = transact(db, (tx) => makeShipmentLink(tx, stranger, { shipmentId, at }));
    expect(await codeOf(making)).toBe('NotFound');
  });
});
