import { listLinesToShip, type OrderLineToShip } from '../delivery/order-to-ship.queries.ts';
import { findShipment, type Shipment } from '../delivery/shipment.queries.ts';
import type { Db } from '../platform/db/database.ts';
import { billedOfParts } from '../delivery/settle-line.ts';
import type { Settled } from '../../views/parts/shipment-sheet.tsx';

/** Of each line of a shipment its order's line and what is billed of it, or would be if it left now. */
export function settledOf(lines: readonly OrderLineToShip[], shipmentId: string): Settled {
  return new Map(
    lines.flatMap((line) => {
      const part = line.parts.find((one) => one.shipmentId === shipmentId);
      const billed = part && billedOfParts(line).get(part.shipmentLineId);
      return part ? [[part.shipmentLineId, { line, billed }] as const] : [];
    }),
  );
}

/** A shipment with what is billed of its lines, for the page of its company. Two statements. */
export async function readGoods(
  db: Db,
  shipmentId: string,
): Promise<{ shipment: Shipment; settled: Settled } | undefined> {
  const shipment = await findShipment(db, shipmentId);
  if (!shipment) return undefined;
  const settled = settledOf(await listLinesToShip(db, shipment.orderId), shipmentId);
  return { shipment, settled };
}
