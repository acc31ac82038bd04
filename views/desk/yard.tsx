import type { WaitingOrder, YardShipment } from '../../src/delivery/yard.queries.ts';
import { minutesOf } from '../../src/delivery/visit.ts';
import { hasLeft } from '../../src/delivery/shipment.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { ShipmentStatus } from '../parts/shipment-stage.tsx';
import { Status } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = {
  desk: Desk;
  vehicles: readonly YardShipment[];
  waiting: readonly WaitingOrder[];
  /** The vehicles whose buyer was not heard yet on weight above the tolerance. */
  asked: ReadonlySet<string>;
  at: Date;
};

/** The vehicles of a branch: expected and in the yard by their slots, gone today, and orders that wait for one. */
export const YardPage = ({ desk, vehicles, waiting, asked, at }: Shown) => {
  const { delivery, yard } = useWords();
  const here = vehicles.filter(({ stage }) => !hasLeft(stage));
  const gone = vehicles.filter(({ stage }) => hasLeft(stage));
  return (
    <DeskFrame desk={desk} here="yard">
      <h1>{delivery.yard}</h1>
      <p class="actions">
        <a href={`${desk.base}/yard/gate`}>{yard.gateList}</a>
        <a href={`${desk.base}/yard/board`}>{yard.board}</a>
      </p>
      {here.length === 0 ? (
        <p>{delivery.yardEmpty}</p>
      ) : (
        <Vehicles {...{ desk, asked, at }} vehicles={here} label={delivery.yard} />
      )}
      <Waiting desk={desk} waiting={waiting} />
      {gone.length > 0 && (
        <section>
          <h2>{delivery.leftToday}</h2>
          <Vehicles {...{ desk, asked, at }} vehicles={gone} label={delivery.leftToday} />
        </section>
      )}
    </DeskFrame>
  );
};

const Vehicles = (shown: Omit<Shown, 'waiting'> & { label: string }) => {
  const { delivery, columns } = useWords();
  return (
    <ScrollRegion label={shown.label} folds>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{delivery.slot}</th>
            <th scope="col">{delivery.shipments}</th>
            <th scope="col">{columns.company}</th>
            <th scope="col">{delivery.vehicle}</th>
            <th scope="col" class="num">
              {columns.weightKg}
            </th>
            <th scope="col">{delivery.missing}</th>
            <th scope="col">{delivery.next}</th>
          </tr>
        </thead>
        <tbody>
          {shown.vehicles.map((vehicle) => (
            <Vehicle {...shown} vehicle={vehicle} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

type Row = Pick<Shown, 'desk' | 'asked' | 'at'> & { vehicle: YardShipment };

const Vehicle = ({ desk, vehicle, asked, at }: Row) => {
  const { delivery } = useWords();
  const figures = useFigures();
  const { loadFrom, loadUntil } = vehicle;
  return (
    <tr>
      <td>
        {figures.moment(loadFrom)} – {figures.time(loadUntil)}
      </td>
      <th scope="row">
        <a href={`${desk.base}/shipments/${vehicle.id}`}>{vehicle.number}</a>
      </th>
      <td>{vehicle.companyName}</td>
      <td>
        {vehicle.vehiclePlate || delivery.ways[vehicle.way]}{' '}
        {vehicle.driverName !== '' && <small class="meta">{vehicle.driverName}</small>}
      </td>
      <td class="num">{figures.bare.kg(vehicle.loadedG ?? vehicle.plannedG)}</td>
      <td>
        {hasLeft(vehicle.stage) ? (
          <Times {...{ vehicle, at }} />
        ) : (
          <Missing vehicle={vehicle} isAsked={asked.has(vehicle.id)} />
        )}
      </td>
      <td>
        <ShipmentStatus stage={vehicle.stage} />
      </td>
    </tr>
  );
};

const Missing = ({ vehicle, isAsked }: { vehicle: YardShipment; isAsked: boolean }) => {
  const { delivery } = useWords();
  const { heatsWithout, needsWeight, vehiclePlate, hasAuthority, way } = vehicle;
  const missing = [
    ...(vehiclePlate === '' ? [delivery.missingPlate] : []),
    ...(way === 'pick-up' && !hasAuthority ? [delivery.missingAuthority] : []),
    ...(heatsWithout.length > 0 ? [delivery.missingCertificate(heatsWithout.join(', '))] : []),
    ...(needsWeight ? [delivery.missingWeight] : []),
    ...(isAsked ? [delivery.missingAnswer] : []),
  ];
  return missing.length === 0 ? (
    <Status mood="ok">{delivery.nothingMissing}</Status>
  ) : (
    <Status mood="warn">{missing.join(', ')}</Status>
  );
};

/** How long loading and the whole visit took, from the gate to the gate, as they were written down. */
const Times = ({ vehicle, at }: { vehicle: YardShipment; at: Date }) => {
  const { delivery } = useWords();
  const { loading, inYard } = minutesOf(vehicle, at);
  const said = [
    ...(loading === null ? [] : [delivery.loadedIn(loading)]),
    ...(inYard === null ? [] : [delivery.inYardFor(inYard)]),
  ];
  return <small class="meta">{said.join(', ')}</small>;
};

const Waiting = ({ desk, waiting }: { desk: Desk; waiting: readonly WaitingOrder[] }) => {
  const { delivery } = useWords();
  const figures = useFigures();
  if (waiting.length === 0) return null;
  return (
    <section>
      <h2>{delivery.waiting}</h2>
      <ul class="plain-list">
        {waiting.map(({ id, number, companyName, weightG }) => (
          <li>
            <a href={`${desk.base}/orders/${id}/shipments`}>{number}</a> {companyName},{' '}
            {figures.massT(weightG)}
          </li>
        ))}
      </ul>
    </section>
  );
};
