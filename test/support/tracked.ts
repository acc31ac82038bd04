import { type Kysely, sql } from 'kysely';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB, ShipmentStage, ShipmentWay } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { makePromise } from '../../src/promises/keep-promise.ts';
import { aCartOf, place } from './sale.ts';
import { aBuyer, aClerk, aCompany, at, rebarFor } from './world.ts';

const HOUR_MS = 3_600_000;
export const hoursLater = (hours: number) => new Date(at.getTime() + hours * HOUR_MS);

/** Whose shipment it is, who let it leave, and who waits for it. */
export type Tracked = {
  shipmentId: string;
  number: string;
  orderId: string;
  company: { id: string; name: string };
  buyer: Buyer;
  clerk: Staff;
};

/**
 * Twenty bars on a vehicle from Almaty to a site in Astana, promised between thirty and
 * forty hours after it left; on the road unless told otherwise. Written row by row: how the yard
 * comes there is told elsewhere.
 */
export async function aTrackedShipment(
  db: Kysely<DB>,
  more: {
    stage?: ShipmentStage;
    way?: ShipmentWay;
    city?: string;
    word?: (kind: string) => string;
    side?: { company: { id: string; name: string }; buyer: Buyer };
  } = {},
): Promise<Tracked> {
  const { stage = 'left', way = 'carrier', city = 'Астана', word = (kind) => kind } = more;
  const clerk = await aClerk(db);
  const company = more.side?.company ?? (await aCompany(db, { creditKind: 'unlimited' }));
  const buyer = more.side?.buyer ?? (await aBuyer(db, company));
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product, bars: 20 }]);
  const { orderId } = await place(db, clerk, cart);
  const onIt = { orderId, companyId: company.id, clerkId: clerk.personId };
  const { shipmentId, number } = await onTheRoad(db, onIt, { stage, way, city, word });
  return { shipmentId, number, orderId, company, buyer, clerk };
}

/** The same with an order that is there already. */
export async function onTheRoad(
  db: Kysely<DB>,
  of: { orderId: string; companyId: string; clerkId: string },
  more: {
    stage?: ShipmentStage;
    way?: ShipmentWay;
    city?: string;
    word?: (kind: string) => string;
  } = {},
): Promise<{ shipmentId: string; number: string }> {
  const { stage = 'left', way = 'carrier', city = 'Астана', word = (kind) => kind } = more;
  const { orderId, companyId, clerkId } = of;
  const order = await db
    .selectFrom('salesOrder')
    .innerJoin('salesOrderLine as line', 'line.orderId', 'salesOrder.id')
    .where('salesOrder.id', '=', orderId)
    .select(['salesOrder.number', 'line.id as lineId', 'line.weightG', 'line.pieces'])
    .executeTakeFirstOrThrow();
  const siteId = newId();
  const site = { name: word('Стройплощадка'), city, address: word('ул. Кабанбай батыра, 1') };
  await db
    .insertInto('site')
    .values({ id: siteId, companyId, ...site })
    .execute();
  const shipmentId = newId();
  const due = { from: hoursLater(30), until: hoursLater(40) };
  const isPromised = way !== 'pick-up';
  await db
    .insertInto('shipment')
    .values({
      ...{ id: shipmentId, companyId, orderId, position: 1, branchCode: 'ALA', way },
      ...{ siteId: isPromised ? siteId : null, stage, loadFrom: hoursLater(-3) },
      ...{ loadUntil: hoursLater(-2), vehiclePlate: '123 ABC 02', driverName: word('Серик') },
      ...{ driverPhone: '+7 701 555 12 34', plannedBy: clerkId, plannedAt: hoursLater(-20) },
      ...(isPromised ? { arriveFrom: due.from, arriveUntil: due.until } : {}),
    })
    .execute();
  await db
    .insertInto('shipmentLine')
    .values({
      ...{ id: newId(), companyId, shipmentId, orderLineId: order.lineId },
      ...{
        plannedG: order.weightG,
        plannedPieces: order.pieces,
        loadedG: order.weightG,
        loadedPieces: order.pieces,
      },
      weighedG: order.weightG + 1000,
    })
    .execute();
  const steps = ['planned', 'loading', 'loaded', 'weighed', 'left', 'arrived'] as const;
  const known = steps.slice(0, steps.findIndex((step) => step === stage) + 1);
  for (const [index, kind] of known.entries()) {
    const happenedAt = hoursLater(index - known.length);
    await sql`insert into shipment_track (company_id, shipment_id, kind, happened_at, told_at, source)
      values (${companyId}, ${shipmentId}, ${kind}, ${happenedAt}, ${happenedAt}, 'yard')`.execute(
      db,
    );
  }
  if (isPromised) {
    const about = { kind: 'arrival', subjectId: shipmentId, companyId } as const;
    await transact(db, (tx) => makePromise(tx, { ...about, due, reason: '', madeBy: null, at }));
  }
  return { shipmentId, number: `${order.number}-1` };
}
