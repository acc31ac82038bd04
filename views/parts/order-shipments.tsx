import type { ShipmentHead } from '../../src/delivery/shipment.queries.ts';
import { type ShippedLine, ShippedLines } from './shipped-lines.tsx';
import { ShipmentsOfOrder } from './shipments-of-order.tsx';

/** What of an order has left and is left, and its shipments. */
export type OrderShipmentsShown = {
  shipments: readonly ShipmentHead[];
  lines: readonly ShippedLine[];
};

/** The shipments of an order on its buyer's page, and below what of each line they took. */
export const OrderShipments = ({ shipments, lines }: OrderShipmentsShown) => {
  if (shipments.length === 0) return null;
  return (
    <>
      <ShipmentsOfOrder shipments={shipments} />
      <ShippedLines lines={lines} />
    </>
  );
};
