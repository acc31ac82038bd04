import { shipmentNumber } from '../../src/delivery/shipment.ts';
import type { ShipmentHead } from '../../src/delivery/shipment.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ShipmentStatus } from './shipment-stage.tsx';

/** The shipments of an order, each with its slot and where it stands. */
export const ShipmentsList = (shown: { shipments: readonly ShipmentHead[]; base: string }) => {
  const { delivery } = useWords();
  const figures = useFigures();
  if (shown.shipments.length === 0) return <p>{delivery.none}</p>;
  return (
    <ul class="plain-list">
      {shown.shipments.map((shipment) => (
        <li>
          <a href={`${shown.base}/${shipment.id}`}>{shipmentNumber(shipment)}</a>{' '}
          <ShipmentStatus stage={shipment.stage} />{' '}
          <small class="meta">
            {delivery.ways[shipment.way]}, {figures.moment(shipment.loadFrom)}
            {shipment.vehiclePlate !== '' && `, ${shipment.vehiclePlate}`}
          </small>
        </li>
      ))}
    </ul>
  );
};
