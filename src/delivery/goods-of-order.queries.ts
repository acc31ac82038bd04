import { sql } from 'kysely';
import {
  heatsOfLine,
  type OrderHeat,
  readHeats,
} from '../certificates/bought-certificates.queries.ts';
import { type OrderLine, readLine, selectOrderLines } from '../ordering/order-lines.queries.ts';
import type { Db } from '../platform/db/database.ts';
import {
  billedServicesOfLine,
  type OrderLineToShip,
  partsOfLine,
} from './order-to-ship.queries.ts';
import type { ShipmentHead } from './shipment.queries.ts';

/** A vehicle of an order in a line: where it stands and when it comes. */
export type VehicleOfOrder = Pick<
  ShipmentHead,
  'id' | 'position' | 'stage' | 'vehiclePlate' | 'arriveFrom' | 'arriveUntil'
>;

/** What became of the goods of an order so far. */
export type GoodsOfOrder = {
  lines: OrderLine[];
  heats: OrderHeat[];
  /** The first planned first. */
  vehicles: VehicleOfOrder[];
  /** The lines with what vehicles carry of them; none where there are no vehicles. */
  carried: OrderLineToShip[];
};

type StoredVehicle = Omit<VehicleOfOrder, 'arriveFrom' | 'arriveUntil'> & {
  arriveFrom: string | null;
  arriveUntil: string | null;
};

const vehiclesOfOrder = sql<StoredVehicle[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', id, 'position', position, 'stage', stage, 'vehiclePlate', vehicle_plate,
    'arriveFrom', arrive_from, 'arriveUntil', arrive_until) order by position), '[]')
  from shipment where order_id = sales_order_line.order_id)`;

const toleranceOfOrder = sql<number | null>`(
  select agreement.tolerance_bp
  from sales_order as placed join agreement on agreement.id = placed.agreement_id
  where placed.id = sales_order_line.order_id)`;

const lineId = sql.ref('sales_order_line.id');

/**
 * The lines of an order with their heats and, where it has vehicles, with those and what
 * each carries: all that its page says of its goods. One statement, with or without.
 */
export async function readGoodsOfOrder(
  db: Db,
  order: { id: string; hasShipments: boolean },
): Promise<GoodsOfOrder> {
  const lines = selectOrderLines(db, order.id).select(heatsOfLine.as('heats'));
  if (!order.hasShipments) {
    return { ...withHeats(await lines.execute()), vehicles: [], carried: [] };
  }
  const rows = await lines
    .select([
      'orderId',
      vehiclesOfOrder.as('vehicles'),
      toleranceOfOrder.as('toleranceBp'),
      partsOfLine(lineId).as('parts'),
      billedServicesOfLine(lineId).as('billed'),
    ])
    .execute();
  return {
    ...withHeats(rows),
    vehicles: (rows[0]?.vehicles ?? []).map(readVehicle),
    carried: rows.map(({ billed, ...row }) => ({ ...row, services: billed })),
  };
}

type LineWithHeats = Parameters<typeof readLine>[0] & { heats: Parameters<typeof readHeats>[0] };

function withHeats(rows: readonly LineWithHeats[]): Pick<GoodsOfOrder, 'lines' | 'heats'> {
  const read = rows.map(({ heats, ...row }) => [readLine(row), readHeats(heats)] as const);
  return { lines: read.map(([line]) => line), heats: read.flatMap(([, heats]) => heats) };
}

const readVehicle = ({ arriveFrom, arriveUntil, ...vehicle }: StoredVehicle): VehicleOfOrder => ({
  ...vehicle,
  arriveFrom: arriveFrom === null ? null : new Date(arriveFrom),
  arriveUntil: arriveUntil === null ? null : new Date(arriveUntil),
});
