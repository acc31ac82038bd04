import type { LotToLoad } from '../../src/delivery/load.queries.ts';
import { type LotPick, picksOf } from '../../src/delivery/picking.ts';
import type { Shipment, ShipmentLine } from '../../src/delivery/shipment.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { tagsName, takeName } from '../shipment-names.ts';
import { fieldOf, nothingTyped, type Typed } from './shipment-form.ts';

/** What was typed of the loading, when it was refused. */
export type LoadingRefused = { load?: Typed };

type Shown = {
  shipment: Shipment;
  lots: readonly LotToLoad[];
  refused: LoadingRefused;
  base: string;
};

/** What lies on the vehicle, lot by lot; the lots are proposed as the picking list says. */
export const Loading = ({ shipment, lots, refused, base }: Shown) => {
  const { delivery, yard } = useWords();
  const typed = refused.load ?? nothingTyped;
  const picked = picksOf(shipment.lines, lots);
  const rowsOfLine = (line: ShipmentLine) => rowsOf(line, lots, picked.get(line.id)?.picks ?? []);
  const rows = shipment.lines.flatMap(rowsOfLine);
  const labelOf = useTakeLabel();
  const labels = Object.fromEntries([
    ...rows.map((row) => [row.name, labelOf(row)]),
    ...shipment.lines.map((line) => [tagsName(line), yard.tags]),
  ]);
  return (
    <section>
      <h2>{delivery.load}</h2>
      <form class="stack" method="post" action={`${base}/load`} hx-sync="this:drop">
        <ProblemList problems={typed.problems} labels={labels} />
        <input type="hidden" name="version" value={shipment.version} />
        {shipment.lines.map((line) => (
          <LoadingLine line={line} rows={rowsOfLine(line)} typed={typed} />
        ))}
        <p class="actions">
          <button type="submit" class="primary" name="finished" value="yes">
            {delivery.finishLoading}
          </button>
          <button type="submit" name="finished" value="no">
            {delivery.keepLoading}
          </button>
        </p>
      </form>
    </section>
  );
};

type TakeRow = { name: string; line: ShipmentLine; lot: LotToLoad; proposed: number };

const GRAMS_PER_KG = 1000;

/** The lots a line may be loaded from, with what is loaded of each, or is to be taken while nothing is. */
function rowsOf(
  line: ShipmentLine,
  lots: readonly LotToLoad[],
  picks: readonly LotPick[],
): TakeRow[] {
  const isCounted = line.orderedPieces !== null;
  return lots
    .filter(({ productId }) => productId === line.productId)
    .map((lot) => {
      const pick = picks.find(({ lotId }) => lotId === lot.lotId);
      const proposed = isCounted ? (pick?.pieces ?? 0) : (pick?.weightG ?? 0) / GRAMS_PER_KG;
      return { name: takeName(line, lot.lotId), line, lot, proposed };
    });
}

function useTakeLabel() {
  const { delivery } = useWords();
  return ({ line, lot }: TakeRow) =>
    line.orderedPieces === null
      ? delivery.takeKg(lot.heatNumber)
      : delivery.takePieces(lot.heatNumber);
}

const LoadingLine = (shown: { line: ShipmentLine; rows: readonly TakeRow[]; typed: Typed }) => {
  const { delivery, yard } = useWords();
  const figures = useFigures();
  const labelOf = useTakeLabel();
  const { line, rows, typed } = shown;
  const name = useNameOf()(line);
  const field = fieldOf(typed);
  return (
    <fieldset class="choices">
      <legend>
        {line.position}. {name}
      </legend>
      {rows.length === 0 && <p>{delivery.noLots}</p>}
      {rows.map((row) => (
        <Field
          {...field(row.name, row.proposed === 0 ? '' : `${row.proposed}`)}
          label={labelOf(row)}
          hint={hintOf(row.lot)}
          inputmode="decimal"
          size="amount"
        />
      ))}
      {line.saleBasis === 'actual' && (
        <Field
          {...field(tagsName(line), line.taggedG === null ? '' : `${line.taggedG / GRAMS_PER_KG}`)}
          label={yard.tags}
          hint={yard.tagsHint}
          maxlength={400}
        />
      )}
    </fieldset>
  );

  function hintOf(lot: LotToLoad): string {
    const paper = lot.isWaived ? delivery.waived : delivery.noCertificate;
    return `${delivery.inLot} ${figures.massKg(lot.onHandG - lot.takenG)}${lot.certificateNumbers.length > 0 ? '' : `, ${paper}`}`;
  }
};
