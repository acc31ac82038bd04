import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { ShipmentStage, ShipmentWay } from '../platform/db/schema.ts';
import { visitOfShown } from './visit.queries.ts';
import type { Visit } from './visit.ts';

/** A vehicle in the yard's queue, with what is missing before it may leave. Grams. */
export type YardShipment = Visit & {
  id: string;
  number: string;
  orderId: string;
  companyName: string;
  branchCode: string;
  way: ShipmentWay;
  stage: ShipmentStage;
  loadFrom: Date;
  loadUntil: Date;
  vehiclePlate: string;
  driverName: string;
  hasAuthority: boolean;
  plannedG: number;
  loadedG: number | null;
  /** Has to be weighed before it leaves (`needsWeight`). */
  needsWeight: boolean;
  /** Heats on it of which no certificate is there and none was waived. */
  heatsWithout: readonly string[];
};

/**
 * The vehicles of a branch, or of every branch, that are in the yard or expected,
 * by their slots, and behind them those that left since a moment, whenever their slot
 * was. One statement.
 */
export async function listYard(
  db: Db,
  of: { branchCode: string | null; leftSince: Date; limit: number },
): Promise<YardShipment[]> {
  const { branchCode, leftSince, limit } = of;
  const found = await sql<YardShipment>`
    with shown as (
      select shipment.* from shipment
      where stage in ('planned', 'loading', 'loaded', 'weighed')
        and (${branchCode}::text is null or branch_code = ${branchCode})
      union all
      select shipment.* from shipment
      where id in (select shipment_id from shipment_track where kind = 'left' and happened_at >= ${leftSince}::timestamptz)
        and (${branchCode}::text is null or branch_code = ${branchCode})
    )
    select shown.id, placed.number || '-' || shown.position as number, shown.order_id, company.name as company_name,
           shown.branch_code, shown.way, shown.stage, shown.load_from, shown.load_until, shown.vehicle_plate,
           shown.driver_name, shown.authority_number <> '' as has_authority, goods.*, visit.*,
           array(select distinct lot.heat_number from shipment_line as line
                 join shipment_lot as loaded on loaded.shipment_line_id = line.id
                 join lot on lot.id = loaded.lot_id
                 where line.shipment_id = shown.id
                   and not exists (select from lot_certificate where lot_id = lot.id and ended_at is null)
                   and not exists (select from certificate_waiver where order_id = shown.order_id and lot_id = lot.id)
                 order by 1) as heats_without
    from shown
    join sales_order as placed on placed.id = shown.order_id
    join company on company.id = shown.company_id
    cross join lateral (
      select sum(line.planned_g)::bigint as planned_g, sum(line.loaded_g)::bigint as loaded_g,
             coalesce(bool_or((ordered.sale_basis = 'actual' or exists (select from weigh_ticket where shipment_id = shown.id))
                              and line.loaded_g > 0 and line.weighed_g is null), false) as needs_weight
      from shipment_line as line join sales_order_line as ordered on ordered.id = line.order_line_id
      where line.shipment_id = shown.id
    ) as goods
    cross join lateral ${visitOfShown} as visit
    order by shown.stage in ('left', 'arrived', 'handed-over'), shown.load_from, shown.id limit ${limit}`.execute(
    db,
  );
  return found.rows;
}

/** An order that is ready and on no vehicle. Grams. */
export type WaitingOrder = { id: string; number: string; companyName: string; weightG: number };

/** Orders of a branch, or of every branch, that are ready and on no vehicle, the oldest first. One statement. */
export async function listWaitingOrders(
  db: Db,
  of: { branchCode: string | null; limit: number },
): Promise<WaitingOrder[]> {
  const found = await sql<WaitingOrder>`
    select placed.id, placed.number, company.name as company_name, placed.weight_g
    from sales_order as placed join company on company.id = placed.company_id
    where placed.stage = 'ready' and placed.source = 'counterweight'
      and (${of.branchCode}::text is null or placed.branch_code = ${of.branchCode})
      and not exists (select from shipment where order_id = placed.id and stage <> 'cancelled')
    order by placed.placed_at, placed.id limit ${of.limit}`.execute(db);
  return found.rows;
}
