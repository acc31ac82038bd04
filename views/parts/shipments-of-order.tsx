import type { ShipmentHead } from '../../src/delivery/shipment.queries.ts';
import type { ShipmentStage } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';
import { Status } from './status.tsx';

/** The vehicles of an order, each in a line: where it stands, with which plate, when it comes. Nothing where there are none. */
export const ShipmentsOfOrder = ({ shipments }: { shipments: readonly ShipmentHead[] }) => {
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

const ShipmentBrief = ({ shipment }: { shipment: ShipmentHead }) => {
  const { tracking } = useWords();
  const { moment } = useFigures();
  const { id, orderNumber, position, stage, vehiclePlate, arriveFrom, arriveUntil } = shipment;
  const isAwaited = stage !== 'arrived' && stage !== 'handed-over' && stage !== 'cancelled';
  return (
    <li>
      <a href={`/shipments/${id}`}>
        {orderNumber}-{position}
      </a>{' '}
      <StageOfShipment stage={stage} />
      {vehiclePlate !== '' && (
        <>
          {' '}
          · <span class="code">{vehiclePlate}</span>
        </>
      )}
      {isAwaited && arriveFrom && arriveUntil && (
        <>
          {' '}
          · {tracking.expected} {tracking.between(moment(arriveFrom), moment(arriveUntil))}
        </>
      )}
    </li>
  );
};

/** Where a shipment stands. */
export const StageOfShipment = ({ stage }: { stage: ShipmentStage }) => {
  const { tracking, stages } = useWords();
  if (stage === 'cancelled') return <Status mood="err">{stages.cancelled}</Status>;
  const isDone = stage === 'handed-over';
  return (
    <Status mood={isDone ? 'ok' : 'info'} icon={isDone ? 'check' : 'truck-delivery'}>
      {tracking.steps[stage]}
    </Status>
  );
};
