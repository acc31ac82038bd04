import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { WeighingKind } from '../platform/db/schema.ts';

/** What a scale said of a vehicle, empty or loaded. Grams. */
export type KeptReading = {
  id: string;
  kind: WeighingKind;
  massG: number;
  divisionG: number;
  deviceId: string;
  readAt: Date;
};

/** A reading to be kept. */
export type NewReading = KeptReading & {
  companyId: string;
  shipmentId: string;
  /** Of the shipment as it was weighed. */
  shipmentVersion: number;
  readBy: string;
};

/** Keeps a reading. */
export async function insertReading(tx: Tx, reading: NewReading): Promise<void> {
  await tx.insertInto('scaleReading').values(reading).execute();
}

/** The readings of a vehicle of which a ticket may be made. */
export type StandingReadings = { empty: KeptReading | null; loaded: KeptReading | null };

/**
 * The newest readings of a shipment that count: empty whenever it was read, loaded
 * after that and as the shipment is now, since what was loaded or weighed anew is read
 * anew. One statement.
 */
export async function findStandingReadings(db: Db, shipmentId: string): Promise<StandingReadings> {
  const found = await sql<KeptReading>`
    select distinct on (reading.kind) reading.id, reading.kind, reading.mass_g, reading.division_g, reading.device_id,
           reading.read_at
    from scale_reading as reading join shipment on shipment.id = reading.shipment_id
    where reading.shipment_id = ${shipmentId} and (reading.kind = 'empty' or reading.shipment_version = shipment.version)
    order by reading.kind, reading.read_at desc, reading.id desc`.execute(db);
  const of = (kind: WeighingKind) => found.rows.find((one) => one.kind === kind) ?? null;
  const [empty, loaded] = [of('empty'), of('loaded')];
  return { empty, loaded: empty && loaded && loaded.readAt < empty.readAt ? null : loaded };
}
