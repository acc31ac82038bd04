import type { LotToLoad } from '../../src/delivery/load.queries.ts';
import { picksOf, type PickRow, pickRowsOf } from '../../src/delivery/picking.ts';
import { PLACE_MAX } from '../../src/stock/lot-place.ts';
import { shipmentNumber } from '../../src/delivery/shipment.ts';
import type { Shipment } from '../../src/delivery/shipment.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { placeName } from '../shipment-names.ts';
import { problemInWords } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { type Desk, DeskFrame } from './frame.tsx';
import type { Typed } from './shipment-form.ts';

type Shown = {
  desk: Desk;
  shipment: Shipment;
  lots: readonly LotToLoad[];
  /** Places that came back, as they were typed. */
  refused?: Typed | undefined;
};

/** The picking list of a vehicle, lot by lot as it is walked; on paper with a box to tick at each. */
export const PickingPage = ({ desk, shipment, lots, refused }: Shown) => {
  const { yard, delivery } = useWords();
  const figures = useFigures();
  const rows = pickRowsOf(shipment.lines, lots);
  const { loadFrom, loadUntil, vehiclePlate, loadingPlace } = shipment;
  const said = [
    `${figures.moment(loadFrom)} – ${figures.time(loadUntil)}`,
    vehiclePlate || delivery.ways[shipment.way],
    ...(loadingPlace === '' ? [] : [loadingPlace]),
  ];
  const number = shipmentNumber(shipment);
  return (
    <DeskFrame desk={desk} here="yard">
      <h1>{yard.pickingOf(number)}</h1>
      <p>{said.join(', ')}</p>
      <p class="actions">
        <a href={`${desk.base}/shipments/${shipment.id}`}>{delivery.title(number)}</a>
      </p>
      <Short {...{ desk, shipment, lots }} />
      {rows.length === 0 ? (
        <p>{delivery.noLots}</p>
      ) : (
        <PickingForm {...{ desk, shipment, rows, refused }} />
      )}
      <p class="meta no-print">{yard.pickingHint}</p>
    </DeskFrame>
  );
};

/** The list itself: each lot with what is taken of it, and where it lies. */
const PickingForm = ({
  desk,
  shipment,
  rows,
  refused,
}: Pick<Shown, 'desk' | 'shipment' | 'refused'> & { rows: readonly PickRow[] }) => {
  const { yard, delivery, tracking } = useWords();
  const figures = useFigures();
  return (
    <form class="stack" method="post" action={`${desk.base}/shipments/${shipment.id}/picking`}>
      <ScrollRegion label={yard.picking} folds>
        <table class="table picking">
          <thead>
            <tr>
              <th scope="col">{tracking.goods}</th>
              <th scope="col">{yard.liesAt}</th>
              <th scope="col">{delivery.lot}</th>
              <th scope="col" class="num">
                {tracking.pieces}
              </th>
              <th scope="col" class="num">
                {yard.kg}
              </th>
              <th scope="col">{delivery.certificate}</th>
              <th scope="col">{yard.taken}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <Row
                row={row}
                refused={refused}
                isFirst={rows.findIndex(({ lotId }) => lotId === row.lotId) === at}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={4}>
                {tracking.total}
              </th>
              <td class="num">
                {figures.bare.kg(rows.reduce((sum, { weightG }) => sum + weightG, 0))}
              </td>
              <td colspan={2}>{yard.byTheory}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
      <p class="actions">
        <button type="submit">{yard.keepPlaces}</button>
      </p>
    </form>
  );
};

type RowShown = {
  row: PickRow;
  refused: Typed | undefined;
  /** Its lot stands in no row above; a place is asked once. */
  isFirst: boolean;
};

const Row = ({ row, refused, isFirst }: RowShown) => {
  const { yard, delivery, tracking } = useWords();
  const figures = useFigures();
  const { line, heatNumber, millName, receivedOn, pieces, weightG } = row;
  return (
    <tr>
      <th scope="row">
        {useNameOf()(line)} <small class="meta">{line.sku}</small>
      </th>
      <td data-label={yard.liesAt}>
        {isFirst && row.isThere ? <Place row={row} refused={refused} /> : row.place}
      </td>
      <td data-label={delivery.lot}>
        <span class="code">{heatNumber}</span>{' '}
        <small class="meta">
          {[millName, receivedOn && yard.received(figures.date(receivedOn))]
            .filter(Boolean)
            .join(', ')}
        </small>
      </td>
      <td class="num" data-label={tracking.pieces}>
        {pieces === null ? '–' : figures.bare.count(pieces)}
      </td>
      <td class="num" data-label={yard.kg}>
        {figures.bare.kg(weightG)}
      </td>
      <td data-label={delivery.certificate}>
        <Paper row={row} />
      </td>
      <td class="picking-box" data-label={yard.taken}>
        <span aria-hidden="true">☐</span>
      </td>
    </tr>
  );
};

/** Where the lot lies: read on paper, corrected on the screen. */
const Place = ({ row, refused }: Pick<RowShown, 'row' | 'refused'>) => {
  const words = useWords();
  const name = placeName(row.lotId);
  const problem = refused?.problems[name];
  return (
    <>
      <span class="on-paper">{row.place}</span>
      <input
        {...{ name, id: name, maxlength: PLACE_MAX, autocomplete: 'off' }}
        class="place no-print"
        value={refused?.values[name] ?? row.place}
        aria-label={words.yard.placeOf(row.heatNumber)}
        {...(problem === undefined
          ? {}
          : { 'aria-invalid': 'true', 'aria-describedby': `${name}-problem` })}
      />
      {problem !== undefined && (
        <strong id={`${name}-problem`} class="problem">
          {problemInWords(words, problem)}
        </strong>
      )}
    </>
  );
};

const Paper = ({ row: { certificateNumbers, isWaived } }: { row: PickRow }) => {
  const { delivery } = useWords();
  if (certificateNumbers.length > 0) return <>{certificateNumbers.join(', ')}</>;
  if (isWaived) return <>{delivery.waived}</>;
  return <Status mood="warn">{delivery.noCertificate}</Status>;
};

/** What is planned and lies in no lot. */
const Short = ({ desk, shipment, lots }: Shown) => {
  const { yard, transfers } = useWords();
  const figures = useFigures();
  const picked = picksOf(shipment.lines, lots);
  const short = shipment.lines.flatMap((line) => {
    const of = picked.get(line.id);
    if (!of || of.shortG <= 0) return [];
    const { shortG, shortPieces } = of;
    const lacks = shortPieces > 0 ? figures.pieces(shortPieces) : figures.massKg(shortG);
    return [{ sku: line.sku, said: yard.shortOf(line.position, lacks) }];
  });
  if (short.length === 0) return null;
  return (
    <Notice mood="warn">
      {short.map(({ sku, said }) => (
        <p>
          {said}{' '}
          <a class="no-print" href={`${desk.base}/transfers/new?sku=${encodeURIComponent(sku)}`}>
            {transfers.find}
          </a>
        </p>
      ))}
    </Notice>
  );
};
