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
  /** The vehicle that stood there, as its shipment had it then; and the same as it is compared. */
  vehiclePlate: string;
  plateKey: string;
};

/** A reading to be kept. */
export type NewReading = Omit<KeptReading, 'plateKey'> & {
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
export type StandingReadings = {
  empty: KeptReading | null;
  loaded: KeptReading | null;
  /** The plate of another vehicle of which the newest tare is: it does not count for this one. */
  tareOf: string | null;
};

/**
 * The newest readings of a shipment that count, of the vehicle that it has now: empty
 * whenever it was read, loaded after that and as the shipment is now, since what was
 * loaded or weighed anew is read anew. What was read before another vehicle came for it
 * is of another truck (R5). One statement.
 */
export async function findStandingReadings(db: Db, shipmentId: string): Promise<StandingReadings> {
  const found = await sql<KeptReading & { isOfOther: boolean }>`
    with reading as (
      select reading.*, reading.plate_key <> mark_key(shipment.vehicle_plate) as is_of_other
      from scale_reading as reading join shipment on shipment.id = reading.shipment_id
      where reading.shipment_id = ${shipmentId} and (reading.kind = 'empty' or reading.shipment_version = shipment.version)
    )
    select distinct on (is_of_other, kind) id, kind, mass_g, division_g, device_id, read_at, vehicle_plate, plate_key,
           is_of_other
    from reading order by is_of_other, kind, read_at desc, id desc`.execute(db);
  const of = (kind: WeighingKind, isOfOther: boolean) =>
    found.rows.find((one) => one.kind === kind && one.isOfOther === isOfOther);
  const bare = (row: (KeptReading & { isOfOther: boolean }) | undefined) => {
    if (!row) return null;
    const { isOfOther: _, ...reading } = row;
    return reading;
  };
  const [empty, loaded] = [bare(of('empty', false)), bare(of('loaded', false))];
  const tareOf = empty ? null : (of('empty', true)?.vehiclePlate ?? null);
  return { empty, loaded: empty && loaded && loaded.readAt < empty.readAt ? null : loaded, tareOf };
}
