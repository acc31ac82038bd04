import type { OrderLineToShip } from '../delivery/order-to-ship.queries.ts';
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
