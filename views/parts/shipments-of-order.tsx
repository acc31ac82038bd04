import { shipmentNumber } from '../../src/delivery/shipment.ts';
import type { VehicleOfOrder } from '../../src/delivery/goods-of-order.queries.ts';
import { useWords } from '../language.tsx';
import { useInterval } from './arrival.ts';
import { ShipmentStatus } from './shipment-stage.tsx';

/** A vehicle of an order that can be named by its number. */
export type VehicleShown = VehicleOfOrder & { orderNumber: string };

/** The vehicles of an order, each in a line: where it stands, with which plate, when it comes. Nothing where there are none. */
export const ShipmentsOfOrder = ({ shipments }: { shipments: readonly VehicleShown[] }) => {
  const { tracking } = useWords();
  if (shipments.length === 0) return null;
  return (
    <section id="shipments">
      <h2>{tracking.shipments}</h2>
      <ul class="plain-list">
        {shipments.map((shipment) => (
          <ShipmentBrief shipment={shipment} />
        ))}
      </ul>
    </section>
  );
};

const ShipmentBrief = ({ shipment }: { shipment: VehicleShown }) => {
  const { tracking } = useWords();
  const interval = useInterval();
  const { id, orderNumber, position, stage, vehiclePlate, arriveFrom, arriveUntil } = shipment;
  const isAwaited = stage !== 'arrived' && stage !== 'handed-over' && stage !== 'cancelled';
  return (
    <li>
      <a href={`/shipments/${id}`}>{shipmentNumber({ orderNumber, position })}</a>{' '}
      <ShipmentStatus stage={stage} />
      {vehiclePlate !== '' && (
        <>
          {' '}
          · <span class="code">{vehiclePlate}</span>
        </>
      )}
      {isAwaited && arriveFrom && arriveUntil && (
        <>
          {' '}
          · {tracking.expected} {interval({ from: arriveFrom, until: arriveUntil })}
        </>
      )}
    </li>
  );
};
