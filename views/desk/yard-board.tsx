import type { GateVehicle } from '../../src/delivery/gate.queries.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { goneOn, mediansOf, minutesOf, yardStateOf } from '../../src/delivery/visit.ts';
import { useFigures, useWords } from '../language.tsx';
import { useSeen } from '../parts/seen.ts';
import type { Desk } from './frame.tsx';

type Shown = { desk: Desk; vehicles: readonly GateVehicle[]; at: Date };

/** The board on the wall of the yard, read from five metres: no names, no goods, no sums. */
export const BoardPage = (shown: Shown) => <Board {...shown} />;

/** The board itself; it asks for itself again every quarter of a minute. */
export const Board = ({ desk, vehicles, at }: Shown) => {
  const { yard, delivery, tracking } = useWords();
  const figures = useFigures();
  const href = `${desk.base}/yard/board`;
  const here = vehicles.filter((vehicle) => yardStateOf(vehicle, at) !== 'gone');
  const medians = mediansOf(vehicles);
  return (
    <section
      id="board"
      class="wall"
      hx-get={href}
      hx-trigger="every 15s"
      hx-swap="outerHTML"
      hx-sync="this:replace"
    >
      <header>
        <h1>{yard.board}</h1>
        <p class="wall-clock">{figures.time(at)}</p>
      </header>
      {here.length === 0 ? (
        <p>{yard.boardEmpty}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{delivery.slot}</th>
              <th scope="col">{delivery.plate}</th>
              <th scope="col" class="wall-order">
                {yard.order}
              </th>
              <th scope="col">{yard.loadingPlace}</th>
              <th scope="col">{yard.state}</th>
              <th scope="col" class="wall-came">
                {yard.came}
              </th>
              <th scope="col" class="num">
                {yard.waits}
              </th>
            </tr>
          </thead>
          <tbody>
            {here.map((vehicle) => (
              <Row vehicle={vehicle} at={at} />
            ))}
          </tbody>
        </table>
      )}
      <footer>
        <p>{yard.goneToday(goneOn(vehicles, tradingDay(at)).length)}</p>
        {medians.inYard !== null && <p>{yard.usualVisit(medians.inYard)}</p>}
        <p class="no-print">
          <a href={href}>{tracking.refresh}</a> <a href={`${desk.base}/yard`}>{delivery.yard}</a>
        </p>
      </footer>
    </section>
  );
};

const Row = ({ vehicle, at }: { vehicle: GateVehicle; at: Date }) => {
  const { delivery, yard } = useWords();
  const figures = useFigures();
  const seen = useSeen(at);
  const state = yardStateOf(vehicle, at);
  const { waiting } = minutesOf(vehicle, at);
  const { atGateAt } = vehicle;
  return (
    <tr class={`is-${state}`}>
      <td>{seen(vehicle.loadFrom)}</td>
      <th scope="row">{vehicle.vehiclePlate || delivery.ways[vehicle.way]}</th>
      <td class="wall-order">{vehicle.orderNumber}</td>
      <td>{vehicle.loadingPlace || '–'}</td>
      <td>{yard.states[state]}</td>
      <td class="wall-came">{atGateAt ? seen(atGateAt) : '–'}</td>
      <td class="num">{waiting === null ? '–' : figures.bare.count(waiting)}</td>
    </tr>
  );
};
