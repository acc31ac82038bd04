import type { OrderShipmentsShown } from '../../views/parts/order-shipments.tsx';
import { listLinesToShip } from '../delivery/order-to-ship.queries.ts';
import { listShipmentsOfOrder } from '../delivery/shipment.queries.ts';
import { standingOf } from '../delivery/shipment.ts';
import type { Db } from '../platform/db/database.ts';
import type { OrderStage } from '../platform/db/schema.ts';

/** The shipments of an order as its page shows them; nothing is asked of one that is not picked yet. */
export async function shipmentsOn(
  db: Db,
  order: { id: string; stage: OrderStage },
): Promise<OrderShipmentsShown> {
  if (order.stage === 'placed' || order.stage === 'confirmed') return { shipments: [], lines: [] };
  const shipments = await listShipmentsOfOrder(db, order.id);
  if (shipments.length === 0) return { shipments, lines: [] };
  const lines = await listLinesToShip(db, order.id);
  return {
    shipments,
    lines: lines.map((line) => ({ ...line, standing: standingOf(line, line.parts) })),
  };
}
