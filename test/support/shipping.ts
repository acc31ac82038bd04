import { type Kysely, sql } from 'kysely';
import { cancelShipment } from '../../src/delivery/cancel-shipment.ts';
import { dispatchShipment } from '../../src/delivery/dispatch-shipment.ts';
import { keepReading } from '../../src/delivery/keep-reading.ts';
import { findStandingReadings } from '../../src/delivery/scale-reading.queries.ts';
import { handOver } from '../../src/delivery/hand-over.ts';
import { type LoadedLine, loadShipment } from '../../src/delivery/load-shipment.ts';
import { listLotsToLoad } from '../../src/delivery/load.queries.ts';
import {
  type PlannedLine,
  planShipment,
  type ShipmentPlan,
} from '../../src/delivery/plan-shipment.ts';
import { findShipment, type Shipment } from '../../src/delivery/shipment.queries.ts';
import { weighShipment } from '../../src/delivery/weigh-shipment.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import type { Sale } from '../../src/ordering/place-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, OrderStage, WeighingKind } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { aHeat, anAttached, aPaper } from './certificates.ts';
import { place } from './sale.ts';
import { at } from './world.ts';

const HOUR_MS = 3_600_000;
const TARE_G = 9_000_000;
const DIVISION_G = 20_000;

/** Places a cart and brings it to a stage, step by step. */
export async function anOrderAt(
  db: Kysely<DB>,
  clerk: Staff,
  cart: { id: string },
  wanted: OrderStage = 'ready',
  more: Partial<Sale> = {},
): Promise<string> {
  const { orderId } = await place(db, clerk, cart, more);
  for (;;) {
    const { stage, version } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select(['stage', 'version'])
      .executeTakeFirstOrThrow();
    if (stage === wanted) return orderId;
    await transact(db, (tx) => moveOrder(tx, clerk, { orderId, version, channel: 'counter', at }));
  }
}

/** The lines of an order, in their order. */
export const linesOf = (db: Kysely<DB>, orderId: string) =>
  db
    .selectFrom('salesOrderLine')
    .where('orderId', '=', orderId)
    .orderBy('position')
    .selectAll()
    .execute();

/** Gives every lot that has none a certificate in force. */
export async function certifyLots(db: Kysely<DB>, manager: Staff): Promise<void> {
  const heats = await sql<{ heatNumber: string }>`
    select distinct heat_number from lot
    where not exists (select from lot_certificate where lot_id = lot.id and ended_at is null)`.execute(
    db,
  );
  const certified = heats.rows.map(({ heatNumber }) => aHeat(heatNumber));
  if (certified.length > 0) await anAttached(db, manager, aPaper(newId(), certified));
}

/** Plans a shipment that is fetched, with a document that counts. */
export const plan = (
  db: Kysely<DB>,
  clerk: Staff,
  orderId: string,
  lines: readonly PlannedLine[],
  more: Partial<ShipmentPlan> = {},
): Promise<string> =>
  transact(db, (tx) =>
    planShipment(tx, clerk, {
      ...{ id: newId(), orderId, way: 'pick-up', lines, channel: 'counter', at },
      ...{ loadFrom: at, loadUntil: new Date(at.getTime() + HOUR_MS) },
      ...{ authorityNumber: 'D-17', vehiclePlate: '123 ABC 02' },
      ...more,
    }),
  );

/** A shipment as it is. */
export async function shipmentAt(db: Kysely<DB>, id: string): Promise<Shipment> {
  const shipment = await findShipment(db, id);
  if (!shipment) throw new Error('no such shipment');
  return shipment;
}

/** Loads everything that is planned from the oldest lots. */
export async function plannedLoad(db: Kysely<DB>, id: string): Promise<LoadedLine[]> {
  const shipment = await shipmentAt(db, id);
  const lots = await listLotsToLoad(db, { orderId: shipment.orderId, shipmentId: id });
  return shipment.lines.map((line) => {
    const lot = lots.find(({ productId }) => productId === line.productId);
    if (!lot) return { lineId: line.id, lots: [] };
    return {
      lineId: line.id,
      lots: [
        {
          lotId: lot.lotId,
          ...(line.plannedPieces === null
            ? { weightG: line.plannedG }
            : { pieces: line.plannedPieces }),
        },
      ],
    };
  });
}

/** Loads a shipment to the end; as planned unless told otherwise. */
export async function load(
  db: Kysely<DB>,
  clerk: Staff,
  id: string,
  lines?: readonly LoadedLine[],
  isFinished = true,
): Promise<void> {
  const { version } = await shipmentAt(db, id);
  const wanted = lines ?? (await plannedLoad(db, id));
  await transact(db, (tx) =>
    loadShipment(tx, clerk, {
      shipmentId: id,
      version,
      lines: wanted,
      isFinished,
      channel: 'counter',
      at,
    }),
  );
}

/** Weighs a loaded shipment: so many grams of goods on a vehicle of nine tonnes. */
export async function weigh(db: Kysely<DB>, clerk: Staff, id: string, netG: number): Promise<void> {
  const { version } = await shipmentAt(db, id);
  await transact(db, (tx) =>
    weighShipment(tx, clerk, {
      ...{ shipmentId: id, version, number: `W-${newId()}`, tareG: TARE_G },
      ...{ grossG: TARE_G + netG, divisionG: DIVISION_G, source: 'scale' },
      ...{ taredAt: at, weighedAt: at, channel: 'counter', at },
    }),
  );
}

/** Reads the scale under a vehicle; so many grams stand on it. Tells the reading. */
export async function readScale(
  db: Kysely<DB>,
  clerk: Staff,
  id: string,
  on: { kind: WeighingKind; massG: number; isStable?: boolean; at?: Date },
): Promise<string> {
  const { version } = await shipmentAt(db, id);
  const { kind, massG, isStable = true, at: readAt = at } = on;
  const reading = { massG, isStable, at: readAt, deviceId: 'VT-60' };
  await transact(db, (tx) =>
    keepReading(tx, clerk, {
      ...{ shipmentId: id, version, kind, reading, divisionG: DIVISION_G, at },
    }),
  );
  const standing = await findStandingReadings(db, id);
  return standing[kind]?.id ?? '';
}

/** Reads the scale empty and loaded: sixty kilograms of goods. Tells both readings. */
export async function readTwice(
  db: Kysely<DB>,
  clerk: Staff,
  id: string,
): Promise<[string, string]> {
  const empty = await readScale(db, clerk, id, { kind: 'empty', massG: TARE_G });
  return [empty, await readScale(db, clerk, id, { kind: 'loaded', massG: TARE_G + 60_000 })];
}

/** Lets a shipment leave. */
export async function leave(db: Kysely<DB>, clerk: Staff, id: string): Promise<void> {
  const { version } = await shipmentAt(db, id);
  await transact(db, (tx) =>
    dispatchShipment(tx, clerk, { shipmentId: id, version, channel: 'counter', at }),
  );
}

/** Cancels a shipment as it is. */
export async function cancel(db: Kysely<DB>, clerk: Staff, id: string): Promise<void> {
  const { version } = await shipmentAt(db, id);
  await transact(db, (tx) =>
    cancelShipment(tx, clerk, {
      shipmentId: id,
      version,
      note: 'the vehicle did not come',
      channel: 'counter',
      at,
    }),
  );
}

/** Hands a shipment over in the yard. */
export const takeOver = (db: Kysely<DB>, clerk: Staff, id: string) =>
  transact(db, (tx) =>
    handOver(
      tx,
      { source: 'yard', clerk },
      { shipmentId: id, takenByName: 'Serik', channel: 'counter', at },
    ),
  );
