import type { GateVehicle } from '../../src/delivery/gate.queries.ts';
import { hasLeft, isBrought } from '../../src/delivery/shipment.ts';
import {
  isAtBarrier,
  lacksToEnter,
  mediansOf,
  minutesOf,
  type VisitMinutes,
  yardStateOf,
} from '../../src/delivery/visit.ts';
import { useFigures, useWords } from '../language.tsx';
import { useSeen } from '../parts/seen.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

type Shown = { desk: Desk; vehicles: readonly GateVehicle[]; at: Date; day: string };

/** Who may drive in and out today, and how long each part of a visit took. */
export const GatePage = ({ desk, vehicles, at, day }: Shown) => {
  const { yard, delivery } = useWords();
  const figures = useFigures();
  return (
    <DeskFrame desk={desk} here="yard">
      <h1>
        {yard.gateList} {figures.date(day)}
      </h1>
      <p class="actions">
        <a href={`${desk.base}/yard`}>{delivery.yard}</a>
        <a href={`${desk.base}/yard/board`}>{yard.board}</a>
      </p>
      {vehicles.length === 0 ? (
        <p>{yard.boardEmpty}</p>
      ) : (
        <>
          <Gate {...{ desk, vehicles, at, day }} />
          <Times {...{ desk, vehicles, at, day }} />
        </>
      )}
    </DeskFrame>
  );
};

const Gate = ({ desk, vehicles, at, day }: Shown) => {
  const { yard, delivery } = useWords();
  const figures = useFigures();
  const seen = useSeen(at);
  return (
    <ScrollRegion label={yard.gateList} folds>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{delivery.slot}</th>
            <th scope="col">{delivery.plate}</th>
            <th scope="col">{yard.pass}</th>
            <th scope="col">{delivery.driver}</th>
            <th scope="col">{delivery.authority}</th>
            <th scope="col">{yard.drivesIn}</th>
            <th scope="col">{yard.drivesOut}</th>
          </tr>
        </thead>
        <tbody>
          {vehicles.map((vehicle) => (
            <tr>
              <td data-label={delivery.slot}>
                {seen(vehicle.loadFrom)} – {figures.time(vehicle.loadUntil)}
              </td>
              <th scope="row">
                {vehicle.vehiclePlate || '–'}{' '}
                <small class="meta">{delivery.ways[vehicle.way]}</small>
              </th>
              <td data-label={yard.pass}>
                <a href={`${desk.base}/shipments/${vehicle.id}`}>{vehicle.number}</a>
              </td>
              <td data-label={delivery.driver}>{vehicle.driverName || '–'}</td>
              <td data-label={delivery.authority}>
                <Authority vehicle={vehicle} />
              </td>
              <td data-label={yard.drivesIn}>
                <DrivesIn {...{ desk, vehicle, at, day }} />
              </td>
              <td data-label={yard.drivesOut}>
                <DrivesOut vehicle={vehicle} at={at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

/** Whether it may drive out; until then how far it is, and afterwards that it is gone: its plate may stand here again. */
const DrivesOut = ({ vehicle, at }: { vehicle: GateVehicle; at: Date }) => {
  const { yard } = useWords();
  const seen = useSeen(at);
  const { leftAt } = vehicle;
  if (isAtBarrier(vehicle)) return <Status mood="ok">{yard.letOut}</Status>;
  if (hasLeft(vehicle.stage)) {
    return (
      <span class="meta">
        {yard.states.gone} {leftAt && seen(leftAt)}
      </span>
    );
  }
  if (vehicle.stage === 'planned') return <>–</>;
  return <span class="meta">{yard.states[yardStateOf(vehicle, at)]}</span>;
};

const Authority = ({ vehicle }: { vehicle: GateVehicle }) => {
  const { yard } = useWords();
  const figures = useFigures();
  const { way, authorityNumber, authorityUntil } = vehicle;
  if (isBrought(way) && authorityNumber === '') return <>{yard.notNeeded}</>;
  return (
    <>
      {authorityNumber || '–'}
      {authorityUntil !== null && ` ${yard.until(figures.date(authorityUntil))}`}
    </>
  );
};

type Entering = { desk: Desk; vehicle: GateVehicle; at: Date; day: string };

/** Whether it may drive in; the button says that it stands there, with the plate that was planned. */
const DrivesIn = ({ desk, vehicle, at, day }: Entering) => {
  const { yard } = useWords();
  const seen = useSeen(at);
  const { id, atGateAt, vehiclePlate } = vehicle;
  if (atGateAt) return <Status mood="ok">{yard.cameAt(seen(atGateAt))}</Status>;
  // Nobody saw it come, and it is here all the same.
  if (vehicle.stage !== 'planned') return <>–</>;
  const lacks = lacksToEnter(vehicle, day);
  const isLate = yardStateOf(vehicle, at) === 'late';
  return (
    <>
      {lacks.length > 0 && (
        <Status mood="warn">{lacks.map((lack) => yard.lacks[lack]).join(', ')}</Status>
      )}
      {lacks.length === 0 && (
        <Status mood={isLate ? 'warn' : 'idle'}>{isLate ? yard.states.late : yard.mayEnter}</Status>
      )}
      {vehiclePlate !== '' && (
        <form
          class="came no-print"
          method="post"
          action={`${desk.base}/shipments/${id}/gate`}
          hx-sync="this:drop"
        >
          <input type="hidden" name="from" value="list" />
          <input type="hidden" name="plate" value={vehiclePlate} />
          <button type="submit" aria-label={yard.cameOf(vehiclePlate)}>
            {yard.itCame}
          </button>
        </form>
      )}
    </>
  );
};

const Times = ({ desk, vehicles, at }: Shown) => {
  const { yard, delivery } = useWords();
  const momentSeen = useSeen(at);
  const seen = vehicles.filter(({ atGateAt, loadingAt }) => atGateAt ?? loadingAt);
  if (seen.length === 0) return null;
  const time = (moment: Date | null) => (moment ? momentSeen(moment) : '–');
  return (
    <section>
      <h2>{delivery.times}</h2>
      <ScrollRegion label={delivery.times} folds>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{delivery.plate}</th>
              <th scope="col">{yard.steps.atGate}</th>
              <th scope="col">{yard.steps.onScale}</th>
              <th scope="col">{yard.steps.loading}</th>
              <th scope="col">{yard.steps.loaded}</th>
              <th scope="col">{yard.steps.left}</th>
              <MinuteHeads />
            </tr>
          </thead>
          <tbody>
            {seen.map((vehicle) => (
              <tr>
                <th scope="row">
                  <a href={`${desk.base}/shipments/${vehicle.id}`}>
                    {vehicle.vehiclePlate || vehicle.number}
                  </a>
                </th>
                <td data-label={yard.steps.atGate}>{time(vehicle.atGateAt)}</td>
                <td data-label={yard.steps.onScale}>{time(vehicle.onScaleAt)}</td>
                <td data-label={yard.steps.loading}>{time(vehicle.loadingAt)}</td>
                <td data-label={yard.steps.loaded}>{time(vehicle.loadedAt)}</td>
                <td data-label={yard.steps.left}>{time(vehicle.leftAt)}</td>
                <Minutes of={minutesOf(vehicle, at)} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={6}>
                {yard.medians}
              </th>
              <Minutes of={mediansOf(vehicles)} />
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
    </section>
  );
};

const parts = ['waiting', 'toScale', 'loading', 'inYard'] as const;

const MinuteHeads = () => {
  const { yard } = useWords();
  return (
    <>
      {parts.map((part) => (
        <th scope="col" class="num">
          {yard.minutes[part]}
        </th>
      ))}
    </>
  );
};

const Minutes = ({ of }: { of: VisitMinutes }) => {
  const { yard } = useWords();
  const { bare } = useFigures();
  return (
    <>
      {parts.map((part) => (
        <td class="num" data-label={yard.minutes[part]}>
          {of[part] === null ? '–' : bare.count(of[part])}
        </td>
      ))}
    </>
  );
};
