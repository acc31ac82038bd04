import type { OrderShipmentsShown } from '../../views/parts/order-shipments.tsx';
import { excessQuestionsOf } from '../delivery/excess-question.ts';
import type { GoodsOfOrder } from '../delivery/goods-of-order.queries.ts';
import { standingOf } from '../delivery/shipment.ts';

/** The vehicles of an order as its page shows them, and what its buyer is asked about their weight. */
export const shipmentsShown = (
  orderNumber: string,
  { vehicles, carried }: Pick<GoodsOfOrder, 'vehicles' | 'carried'>,
): OrderShipmentsShown => ({
  shipments: vehicles.map((vehicle) => ({ ...vehicle, orderNumber })),
  questions: excessQuestionsOf(carried),
  lines: carried.map((line) => ({ ...line, standing: standingOf(line, line.parts) })),
});
