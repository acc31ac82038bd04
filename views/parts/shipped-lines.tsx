import type { LineStanding } from '../../src/delivery/shipment.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** A line of an order with how it stands: ordered, shipped, on vehicles, left. Grams. */
export type ShippedLine = {
  id: string;
  position: number;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  pieces: number | null;
  weightG: number;
  standing: LineStanding;
};

/** What of each line has left, stands on vehicles and is left to be shipped: pieces where it is counted, and weight. */
export const ShippedLines = ({ lines }: { lines: readonly ShippedLine[] }) => {
  const { delivery, columns } = useWords();
  return (
    <ScrollRegion label={delivery.shipments} folds>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">
              {columns.position}
            </th>
            <th scope="col">{columns.name}</th>
            {[delivery.ordered, delivery.shipped, delivery.onVehicles, delivery.left].map(
              (head) => (
                <th scope="col" class="num">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row line={line} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const Row = ({ line }: { line: ShippedLine }) => {
  const { delivery } = useWords();
  const name = useNameOf()(line);
  const { pieces, weightG, standing } = line;
  const { shippedG, shippedPieces, plannedG, plannedPieces, leftG, leftPieces } = standing;
  return (
    <tr>
      <td class="num place">{line.position}</td>
      <th scope="row">{name}</th>
      <Amount label={delivery.ordered} weightG={weightG} pieces={pieces} />
      <Amount label={delivery.shipped} weightG={shippedG} pieces={pieces && shippedPieces} />
      <Amount label={delivery.onVehicles} weightG={plannedG} pieces={pieces && plannedPieces} />
      <Amount label={delivery.left} weightG={leftG} pieces={leftPieces} />
    </tr>
  );
};

const Amount = (shown: { label: string; weightG: number; pieces: number | null }) => {
  const figures = useFigures();
  const { label, weightG, pieces } = shown;
  return (
    <td class="num" data-label={label}>
      {figures.massKg(weightG)}
      {pieces !== null && <small class="meta"> {figures.pieces(pieces)}</small>}
    </td>
  );
};
