import { html } from 'hono/html';
import { type DimensionName, termsOfForm } from '../../src/catalogue/form.ts';
import { unitsOf } from '../../src/catalogue/product.ts';
import type { Quantity } from '../../src/measures/quantity.ts';
import type { Form } from '../../src/platform/db/schema.ts';
import type { OfferedRow } from '../../src/stock/offer.ts';
import type { Figures } from '../figures.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import type { Words } from '../words/en.ts';

/** Which columns a table has: sizes of the form, and prices where the reader may see them. */
export type RowColumns = {
  sizes: readonly DimensionName[];
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
export function sizeHead(name: DimensionName, words: Words): string {
  const { columns, assortment } = words;
  const heads: Record<DimensionName, string> = {
    heightUm: columns.height,
    widthUm: columns.width,
    thicknessUm: columns.wall,
    flangeThicknessUm: columns.thickness,
    rootRadiusUm: 'R',
    toeRadiusUm: 'r',
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
export function sizeFigure(name: DimensionName, size: number | null, figures: Figures): string {
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
  return html`${rows.map((row) => productRow(row, columns, words, figures))}`;
};

function productRow(row: OfferedRow, columns: RowColumns, words: Words, figures: Figures) {
  const title = `${row.designation} ${row.grade}`;
  return html`<tr>
    <th scope="row"><a href="/p/${row.sku}" hx-preload="mouseover">${row.designation}</a></th>
    <td class="code">${row.sku}</td>
    <td>${row.grade}</td>
    ${columns.sizes.map((name) => html`<td class="n">${name === 'rootRadiusUm' || name === 'toeRadiusUm' ? '' : sizeFigure(name, row[name], figures)}</td>`)}${columns.hasLength ? html`<td class="n">${lengthFigure(row, words, figures)}</td>` : ''}
    <td class="n">${massFigure(row, columns, figures)}</td>
    ${columns.prices ? priceCells(row, columns, words, figures) : ''}${columns.branch ? html`<td class="n">${tonnes(row.branchG, figures)}</td>` : ''}
    <td class="n">${tonnes(row.anywhereG, figures)}</td>
    ${columns.orders ? quantityCell(row, title, words) : ''}
  </tr>`;
}

function priceCells(row: OfferedRow, columns: RowColumns, words: Words, figures: Figures) {
  if (!row.price) {
    return html`<td class="on-request" colspan="2">${words.catalogue.priceOnRequest}</td>`;
  }
  const { perTonneMinor, perUnitMinor } = row.price;
  const perUnit = columns.mass === 'perM' ? perUnitMinor.m : perUnitMinor.pcs;
  return html`<td class="n">${figures.bare.perTonne(perTonneMinor)}</td>
    <td class="n">${perUnit === undefined ? '—' : figures.bare.perMetre(perUnit)}</td>`;
}

function quantityCell(
  row: OfferedRow,
  title: string,
  words: Words,
  said?: Quantity,
  figures?: Figures,
) {
  const typed = said && figures ? figures.number(said.amountMilli / 1000, 3) : '';
  return html`<td class="n order">
    <input
      name="q.${row.sku}"
      inputmode="decimal"
      data-num
      maxlength="12"
      ${typed ? html` value="${typed}"` : ''}
      aria-label="${words.catalogue.quantityOf(title)}"
    /><select name="u.${row.sku}" aria-label="${words.columns.unit}: ${title}">
      ${unitsOf(row).map((unit) => html`<option value="${unit}" ${unit === said?.unit ? ' selected' : ''}>${words.units[unit]}</option>`)}
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

/** Tonnes that can be promised; a dash where nothing is. */
const tonnes = (weightG: number | null, figures: Figures) =>
  weightG === null || weightG <= 0 ? '—' : figures.bare.t(weightG);

/**
 * A table of products of several forms, as a search finds them: the whole name
 * instead of columns of sizes. A quantity said in the search is filled in where one product was found.
 */
export const FoundRows = (props: {
  rows: readonly OfferedRow[];
  reader: { seesPrices: boolean; orders: boolean };
  said?: Quantity | undefined;
}) => {
  const words = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  const { rows, reader, said } = props;
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
      <tbody>
        {html`${rows.map((row) => {
          const name = nameOf(row);
          const price = row.price
            ? figures.bare.perTonne(row.price.perTonneMinor)
            : words.catalogue.priceOnRequest;
          return html`<tr>
            <th scope="row"><a href="/p/${row.sku}" hx-preload="mouseover">${name}</a></th>
            <td class="code">${row.sku}</td>
            <td>${row.standard}</td>
            <td class="n">
              ${row.massMgPerM === null ? '—' : figures.bare.kgPerM(row.massMgPerM)}
            </td>
            ${reader.seesPrices ? html`<td class="n">${price}</td>` : ''}
            <td class="n">${tonnes(row.anywhereG, figures)}</td>
            ${reader.orders ? quantityCell(row, name, words, rows.length === 1 ? said : undefined, figures) : ''}
          </tr>`;
        })}`}
      </tbody>
    </table>
  );
};
