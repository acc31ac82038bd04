import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** What lies on the vehicle against what was ordered: a row a line, pieces and weights. */
export const ShipmentWeights = ({ shipment }: { shipment: Shipment }) => {
  const { tracking } = useWords();
  const { bare, massKg } = useFigures();
  const nameOf = useNameOf();
  const { lines, tickets } = shipment;
  const sum = (of: (line: Shipment['lines'][number]) => number | null) =>
    lines.some((line) => of(line) !== null)
      ? lines.reduce((total, line) => total + (of(line) ?? 0), 0)
      : null;
  const weightOf = (weightG: number | null) => (weightG === null ? '—' : bare.t(weightG));
  const [planned, loaded] = [sum((line) => line.plannedG), sum((line) => line.loadedG)];
  const weighed = tickets[0]?.netG ?? sum((line) => line.weighedG);
  const more = weighed === null ? 0 : weighed - (loaded ?? planned ?? 0);
  return (
    <section>
      <h2>{tracking.loaded}</h2>
      <ScrollRegion label={tracking.loaded} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{tracking.goods}</th>
              <th scope="col" class="num">
                {tracking.pieces}
              </th>
              <th scope="col" class="num">
                {tracking.planned}
              </th>
              <th scope="col" class="num">
                {tracking.onVehicle}
              </th>
              <th scope="col" class="num">
                {tracking.weighed}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <th scope="row">{nameOf(line)}</th>
                <td class="num" data-label={tracking.pieces}>
                  {piecesOf(line, bare.count)}
                </td>
                <td class="num" data-label={tracking.planned}>
                  {bare.t(line.plannedG)}
                </td>
                <td class="num" data-label={tracking.onVehicle}>
                  {weightOf(line.loadedG)}
                </td>
                <td class="num" data-label={tracking.weighed}>
                  {weightOf(line.weighedG)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={2}>
                {tracking.total}
              </th>
              <td class="num" data-label={tracking.planned}>
                {weightOf(planned)}
              </td>
              <td class="num" data-label={tracking.onVehicle}>
                {weightOf(loaded)}
              </td>
              <td class="num" data-label={tracking.weighed}>
                {weightOf(weighed)}
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
      {more !== 0 && (
        <p class="meta">
          {more > 0
            ? tracking.moreThanPlanned(massKg(more))
            : tracking.lessThanPlanned(massKg(-more))}
          .
        </p>
      )}
    </section>
  );
};

/** Pieces on the vehicle of those that were planned on it; one number where both are the same. */
function piecesOf(line: Shipment['lines'][number], count: (value: number) => string): string {
  const { loadedPieces, plannedPieces } = line;
  if (loadedPieces === null || loadedPieces === plannedPieces) {
    return plannedPieces === null ? '—' : count(plannedPieces);
  }
  return plannedPieces === null
    ? count(loadedPieces)
    : `${count(loadedPieces)} / ${count(plannedPieces)}`;
}
