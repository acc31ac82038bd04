import { type SizeName, termsOfForm } from '../../src/catalogue/form.ts';
import { unitsOf } from '../../src/catalogue/product.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import type { Quantity } from '../../src/measures/quantity.ts';
import type { Form } from '../../src/platform/db/schema.ts';
import type { Calculation } from '../../src/stock/calculation.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import type { Figures } from '../figures.ts';
import { compactHtml } from '../compact-html.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';

/** Which columns a table has: sizes of the form, and prices where the reader may see them. */
export type RowColumns = {
  sizes: readonly SizeName[];
  mass: 'perM' | 'perM2' | 'perPiece';
  hasLength: boolean;
  prices: boolean;
  /** Without a branch of his own the reader sees the stock of all. */
  branch: boolean;
  orders: boolean;
};

/** The columns that suit a form; several forms together have none of a form's own sizes. */
export function columnsFor(
  form: Form | null,
  reader: { prices: boolean; branch: boolean; orders: boolean },
): RowColumns {
  const sizes = form ? termsOfForm(form).columns : [];
  const isFlat = form !== null && termsOfForm(form).units.includes('m2');
  return { ...reader, sizes, mass: isFlat ? 'perPiece' : 'perM', hasLength: !isFlat };
}

/** How a size's column is headed: the letter of the drawing and its unit. */
export function sizeHead(name: SizeName, words: Words): string {
  const { columns, assortment } = words;
  const heads: Record<SizeName, string> = {
    heightUm: columns.height,
    widthUm: columns.width,
    thicknessUm: columns.wall,
    flangeThicknessUm: columns.thickness,
    diameterUm: columns.diameter,
    boreMm: columns.bore,
    sheetWidthMm: assortment.sheetWidth,
    sheetLengthMm: assortment.sheetLength,
    cellWidthUm: columns.cell,
    cellHeightUm: assortment.cellHeight,
  };
  return heads[name];
}

/** A size as its column shows it: millimetres with the decimals they have, a dash where there is none. */
export function sizeFigure(name: SizeName, size: number | null, figures: Figures): string {
  if (size === null) return '—';
  return name.endsWith('Um') ? figures.bare.um(size) : figures.bare.mm(size);
}

/**
 * The body of a table with many rows: one orderable thing each, written as a
 * template because sixty rows of components cost several times as much. Escapes
 * as JSX does. Fields are `q.<sku>` and `u.<sku>`.
 */
export const ProductRows = ({
  rows,
  columns,
}: {
  rows: readonly OfferedRow[];
  columns: RowColumns;
}) => {
  const words = useWords();
  const figures = useFigures();
  return compactHtml`${rows.map((row) => productRow(row, columns, words, figures))}`;
};

function productRow(row: OfferedRow, columns: RowColumns, words: Words, figures: Figures) {
  return compactHtml`
    <tr>
      <th scope="row"><a href="/p/${row.sku}">${row.designation}</a>${lastBought(row, words, figures)}</th>
      ${codeCell(row.sku, words)}
      <td class="grade">${row.grade}</td>
      ${columns.sizes.map((name) => sizeCell(name, row, figures))}
      ${columns.hasLength ? compactHtml`<td class="n ${row.stockLengthMm === null ? 'length' : 'm'}">${lengthFigure(row, words, figures)}</td>` : ''}
      <td class="n mass">${massFigure(row, columns, figures)}</td>
      ${columns.prices ? priceCells(row, columns, words, figures) : ''}
      ${columns.branch ? compactHtml`<td class="n here">${tonnes(row.branchG, figures)}</td>` : ''}
      <td class="n all">${tonnes(row.anywhereG, figures)}</td>
      ${columns.orders ? quantityCell(row, row.designation, words) : ''}
    </tr>`;
}

/** When the company bought it last, and how much; nothing where it never did. */
function lastBought(row: OfferedRow, words: Words, figures: Figures) {
  const { lastBoughtAt: at, lastBoughtMilli: amountMilli, lastBoughtUnit: unit } = row;
  if (!at || amountMilli === null || !unit) return '';
  const on = figures.date(tradingDay(at));
  return compactHtml` <small>${words.assortment.boughtOn(on, figures.quantity({ amountMilli, unit }))}</small>`;
}

/** The SKU, and the box that puts the product beside others (`CompareBar`). */
const codeCell = (sku: string, words: Words) =>
  compactHtml`<td class="code"><label title="${words.comparison.go}"><input type="checkbox" form="compare" name="sku" value="${sku}"/>${sku}</label></td>`;

const sizeCell = (name: SizeName, row: OfferedRow, figures: Figures) =>
  compactHtml`<td class="n size">${sizeFigure(name, row[name], figures)}</td>`;

function priceCells(row: OfferedRow, columns: RowColumns, words: Words, figures: Figures) {
  if (!row.price) {
    return compactHtml`<td class="on-request" colspan="2">${words.catalogue.priceOnRequest}</td>`;
  }
  const { perTonneMinor, perUnitMinor } = row.price;
  const perUnit = columns.mass === 'perM' ? perUnitMinor.m : perUnitMinor.pcs;
  return compactHtml`
    <td class="n per-t">${figures.bare.perTonne(perTonneMinor)}</td>
    <td class="n per-unit">${perUnit === undefined ? '—' : figures.bare.perMetre(perUnit)}</td>`;
}

/** How much of a product is wanted and in which unit, for `/cart/lines`. */
export function quantityCell(
  row: OfferedRow,
  title: string,
  words: Words,
  said?: Quantity,
  figures?: Figures,
) {
  const typed = said && figures ? figures.number(said.amountMilli / 1000, 3) : '';
  return compactHtml`
    <td class="n order">
      <input inputmode="decimal" data-num maxlength="12" aria-label="${words.catalogue.quantityOf(title)}"
        ${typed ? compactHtml` value="${typed}"` : ''} name="q.${row.sku}"
      /><select name="u.${row.sku}" aria-label="${words.columns.unit}">
        ${unitsOf(row).map((unit) => compactHtml`<option value="${unit}"${unit === said?.unit ? ' selected' : ''}>${words.units[unit]}</option>`)}
      </select>
    </td>`;
}

/** Metres where there is one length, else in words. */
export function lengthFigure(
  row: Pick<OfferedRow, 'stockLengthMm' | 'lengthKind'>,
  words: Words,
  figures: Figures,
): string {
  if (row.stockLengthMm !== null) return figures.bare.m(row.stockLengthMm);
  return words.assortment.lengthShort[row.lengthKind];
}

function massFigure(row: OfferedRow, columns: RowColumns, figures: Figures): string {
  const massMg = columns.mass === 'perM' ? row.massMgPerM : row.pieceMassMg;
  return massMg === null ? '—' : figures.bare.kgPerM(massMg);
}

/** What a named quantity weighs and costs; dashes where the product cannot be counted so. */
function totalCells(
  total: Calculation | undefined,
  reader: { seesPrices: boolean },
  figures: Figures,
) {
  const weight = total ? figures.bare.kg(total.weightG) : '—';
  const gross = total?.price ? figures.bare.money(total.price.grossMinor) : '—';
  return compactHtml`
    <td class="n kg">${weight}</td>
    ${reader.seesPrices ? compactHtml`<td class="n sum">${gross}</td>` : ''}`;
}

/** Tonnes that can be promised; a dash where nothing is. */
const tonnes = (weightG: number | null, figures: Figures) =>
  weightG === null || weightG <= 0 ? '—' : figures.bare.t(weightG);

type FoundProps = {
  rows: readonly OfferedRow[];
  reader: { seesPrices: boolean; orders: boolean };
  said?: Quantity | undefined;
  /** What a quantity that was named weighs and costs of each, by SKU. */
  totals?: ReadonlyMap<string, Calculation | undefined> | undefined;
};

/**
 * A table of products of several forms, as a search finds them: the whole name
 * instead of columns of sizes. A quantity said in the search is filled in where one product was found.
 */
export const FoundRows = (props: FoundProps) => {
  const words = useWords();
  const { rows, reader, said, totals } = props;
  const { columns } = words;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col" class="code">
            {columns.sku}
          </th>
          <th scope="col">{columns.standard}</th>
          <th scope="col" class="n">
            {columns.massPerM}
          </th>
          {reader.seesPrices && (
            <th scope="col" class="n">
              {columns.pricePerTonne}
            </th>
          )}
          {totals && (
            <th scope="col" class="n">
              {columns.weightKg}
            </th>
          )}
          {totals && reader.seesPrices && (
            <th scope="col" class="n">
              {columns.gross}
            </th>
          )}
          <th scope="col" class="n">
            {words.assortment.stockAnywhere}
          </th>
          {reader.orders && (
            <th scope="col" class="n">
              {columns.quantity}
            </th>
          )}
        </tr>
      </thead>
      <tbody id="found" hx-preload:inherited="mouseover">
        <FoundBody rows={rows} reader={reader} said={said} totals={totals} />
      </tbody>
    </table>
  );
};

/** The rows of such a table alone, as they join one that stands. */
export const FoundBody = ({ rows, reader, said, totals }: FoundProps) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  return compactHtml`${rows.map((row) => {
    const name = nameOf(row);
    const price = row.price
      ? compactHtml`<td class="n per-t">${figures.bare.perTonne(row.price.perTonneMinor)}</td>`
      : compactHtml`<td class="n on-request">${words.catalogue.priceOnRequest}</td>`;
    return compactHtml`
      <tr>
        <th scope="row"><a href="/p/${row.sku}">${name}</a>${lastBought(row, words, figures)}</th>
        ${codeCell(row.sku, words)}
        <td class="standard">${row.standard}</td>
        <td class="n mass">${row.massMgPerM === null ? '—' : figures.bare.kgPerM(row.massMgPerM)}</td>
        ${reader.seesPrices ? price : ''}
        ${totals ? totalCells(totals.get(row.sku), reader, figures) : ''}
        <td class="n all">${tonnes(row.anywhereG, figures)}</td>
        ${reader.orders ? quantityCell(row, name, words, rows.length === 1 ? said : undefined, figures) : ''}
      </tr>`;
  })}`;
};
