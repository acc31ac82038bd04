import type { OrderShipmentsShown } from '../../views/parts/order-shipments.tsx';
import { excessQuestionsOf } from '../delivery/excess-question.ts';
import { listLinesToShip } from '../delivery/order-to-ship.queries.ts';
import { listShipmentsOfOrder } from '../delivery/shipment.queries.ts';
import { standingOf } from '../delivery/shipment.ts';
import type { Db } from '../platform/db/database.ts';

/** The shipments of an order as its page shows them, and what its buyer is asked about their weight; of one without any nothing is asked. Two statements. */
export async function shipmentsOn(
  db: Db,
  order: { id: string; hasShipments: boolean },
): Promise<OrderShipmentsShown> {
  if (!order.hasShipments) return { shipments: [], lines: [], questions: [] };
  const [shipments, lines] = await Promise.all([
    listShipmentsOfOrder(db, order.id),
    listLinesToShip(db, order.id),
  ]);
  return {
    shipments,
    questions: excessQuestionsOf(lines),
    lines: lines.map((line) => ({ ...line, standing: standingOf(line, line.parts) })),
  };
}
