import type { ExcessQuestion } from '../../src/delivery/excess-question.ts';
import { shipmentNumber } from '../../src/delivery/shipment.ts';
import { ExcessQuestions } from './excess-questions.tsx';
import { type ShippedLine, ShippedLines } from './shipped-lines.tsx';
import { ShipmentsOfOrder, type VehicleShown } from './shipments-of-order.tsx';

/** What of an order has left and is left, and its shipments. */
export type OrderShipmentsShown = {
  shipments: readonly VehicleShown[];
  lines: readonly ShippedLine[];
  questions: readonly ExcessQuestion[];
};

type Shown = OrderShipmentsShown & { mayDecide: boolean };

/** The shipments of an order on its buyer's page: first what he is asked about their weight, and below what of each line they took. */
export const OrderShipments = ({ shipments, lines, questions, mayDecide }: Shown) => {
  if (shipments.length === 0) return null;
  return (
    <>
      <ExcessQuestions
        {...{ questions, mayDecide }}
        shipmentsAt="/shipments"
        numbers={new Map(shipments.map((one) => [one.id, shipmentNumber(one)]))}
      />
      <ShipmentsOfOrder shipments={shipments} />
      <ShippedLines lines={lines} />
    </>
  );
};
