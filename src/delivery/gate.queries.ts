import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ShipmentStage, ShipmentWay } from '../platform/db/schema.ts';
import { visitOfShown } from './visit.queries.ts';
import type { Visit } from './visit.ts';

/** A vehicle of the day, as the gate and the wall of the yard show it. Grams. */
export type GateVehicle = Visit & {
  id: string;
  number: string;
  orderNumber: string;
  way: ShipmentWay;
  stage: ShipmentStage;
  loadFrom: Date;
  loadUntil: Date;
  vehiclePlate: string;
  driverName: string;
  authorityNumber: string;
  authorityUntil: string | null;
  loadingPlace: string;
  weightG: number;
};

/**
 * The vehicles of a branch, or of every branch, whose slot is on a day, and those of
 * days before that came and are still in the yard or left on this day; each with when
 * it was seen where. By their slots. One statement.
 */
export async function listGate(
  db: Db,
  of: { branchCode: string | null; from: Date; until: Date; limit: number },
): Promise<GateVehicle[]> {
  const { branchCode, from, until, limit } = of;
  const found = await sql<GateVehicle>`
    with shown as (
      select shipment.* from shipment
      where stage <> 'cancelled' and load_from >= ${from} and load_from < ${until}
        and (${branchCode}::text is null or branch_code = ${branchCode})
      union all
      select shipment.* from shipment
      where stage in ('planned', 'loading', 'loaded', 'weighed') and load_from < ${from}
        and (${branchCode}::text is null or branch_code = ${branchCode})
        and (stage <> 'planned' or exists (select from shipment_track where shipment_id = shipment.id and kind = 'at-gate'))
      union all
      select shipment.* from shipment
      where load_from < ${from} and (${branchCode}::text is null or branch_code = ${branchCode})
        and id in (select shipment_id from shipment_track
                   where kind = 'left' and happened_at >= ${from} and happened_at < ${until})
    )
    select shown.id, placed.number || '-' || shown.position as number, placed.number as order_number, shown.way, shown.stage,
           shown.load_from, shown.load_until, shown.vehicle_plate, shown.driver_name, shown.authority_number,
           shown.authority_until, shown.loading_place, goods.weight_g, visit.*
    from shown
    join sales_order as placed on placed.id = shown.order_id
    cross join lateral (
      select coalesce(sum(coalesce(loaded_g, planned_g)), 0)::bigint as weight_g from shipment_line
      where shipment_id = shown.id
    ) as goods
    cross join lateral ${visitOfShown} as visit
    order by shown.load_from, shown.id limit ${limit}`.execute(db);
  return found.rows;
}

/** Writes which vehicle came for a locked shipment, who drives it, and where it is loaded. */
export async function setVehicleAtGate(
  tx: Tx,
  came: { shipmentId: string; plate: string; driver: string; loadingPlace: string },
): Promise<void> {
  const { shipmentId, plate: vehiclePlate, driver: driverName, loadingPlace } = came;
  await tx
    .updateTable('shipment')
    .set({ vehiclePlate, driverName, loadingPlace })
    .where('id', '=', shipmentId)
    .execute();
}
