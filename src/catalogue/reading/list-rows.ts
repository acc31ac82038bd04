import { firstSigns } from '../../platform/first-signs.ts';
import type { Unit } from '../../measures/quantity.ts';
import { parseDecimalMilli, parseQuantity, unitFromWord } from '../../measures/read-quantity.ts';
import { cellsOf } from './list-cells.ts';
import { type Column, columnsOf } from './list-columns.ts';

/** One thing of a list as its buyer wrote it, its columns put in order. What he did not say is absent. */
export type ListRow = {
  /** As it was written, to be shown again. */
  typed: string;
  /** What names the thing: name, size, grade and standard. */
  words: string;
  /** An article number in a column of its own. */
  code?: string;
  /** Out of a column; a quantity among the words is left to their reader. The unit may be open. */
  quantity?: { amountMilli: number; unit: Unit | undefined };
  lengthMm?: number;
};

/** Longer lists are several lists. */
const LIST_ROWS_MAX = 1000;
/** Longer is no line of a list; what is beyond is not kept. */
const TYPED_MAX = 300;

/** A number before each thing of a list: «1) …», «2. …». */
const ORDINAL = /^\s*\d{1,3}\s?[.)]\s+/u;
/** Signs before a thing in a message. */
const BULLET = /^\s*[-–—•·*]\s+/u;
/** Several things in one message. */
const BETWEEN = /\r?\n|;/u;
/** «Уголок 50х5, швеллер 10 и лист 4»: a comma or «и» before the next noun that is sized, behind something that was. */
const NEXT_THING =
  /(?:,\s*|\s+(?:и|and|және)\s+)(?=(?:армат|катанк|круг|полос|угол|швел|балк|двутавр|труб|лист|сетк|проволок|рулон|профнаст|профлист|шестигр|rebar|angle|channel|beam|pipe|sheet)\p{L}*\s+[^,;]{0,40}\d)(?<=\d[^,;]{0,80}(?:,\s*|\s+(?:и|and|және)\s+))/iu;
/** What stands under a list is no thing of it. */
const TOTAL = /^(?:итого|всего|total|барлығы|жиыны)(?!\p{L})/iu;
/** «8240-97» in a column of standards. */
const BARE_STANDARD = /^\d{3,5}(?:-\d{2,4})?$/u;
/** More than so many metres are millimetres. */
const LONGEST_M = 100;

/**
 * The things of a list: a pasted table with or without a head, its columns in
 * any order, or a text with one thing a line or between semicolons, numbered or
 * not. Empty lines and totals are left out; at most a thousand things are taken,
 * `isCut` says that there were more.
 */
export function listRows(text: string): { rows: ListRow[]; isCut: boolean } {
  const cells = cellsOf(text);
  return cells ? tableRows(cells) : limited(textRows(text));
}

/** The same of rows of cells, as a spreadsheet holds them. */
export function tableRows(cells: readonly (readonly string[])[]): {
  rows: ListRow[];
  isCut: boolean;
} {
  const { columns, headRows } = columnsOf(cells);
  if (
    !columns.some(({ meaning }) => meaning === 'name' || meaning === 'code' || meaning === 'size')
  ) {
    return limited(cells.flatMap((row) => textRows(row.join(' '))));
  }
  return limited(
    cells
      .slice(headRows)
      .map((row) => rowOf(row, columns))
      .filter((row) => row.words !== '' || row.code !== undefined),
  );
}

const limited = (rows: ListRow[]) => ({
  rows: rows.slice(0, LIST_ROWS_MAX),
  isCut: rows.length > LIST_ROWS_MAX,
});

function textRows(text: string): ListRow[] {
  return text
    .split(BETWEEN)
    .flatMap((line) => line.split(NEXT_THING))
    .map((line) => firstSigns(line.replace(ORDINAL, '').replace(BULLET, '').trim(), TYPED_MAX))
    .filter((line) => line !== '' && !TOTAL.test(line))
    .map((typed) => ({ typed, words: typed }));
}

function rowOf(cells: readonly string[], columns: readonly Column[]): ListRow {
  const written = cells.filter((cell) => cell !== '').join(' · ');
  const typed = firstSigns(written, TYPED_MAX);
  const of = (meaning: Column['meaning']) =>
    columns
      .map((column, place) => ({ column, cell: cells[place] ?? '' }))
      .filter(({ column, cell }) => column.meaning === meaning && cell !== '');
  const named = columns
    .map((column, place) => wordsOf(column, cells[place] ?? ''))
    .filter((words) => words !== '')
    .join(' ')
    .replace(ORDINAL, '');
  const words = TOTAL.test(named) ? '' : firstSigns(named, TYPED_MAX);
  const [code] = of('code');
  const quantity = quantityOf(of('quantity'), of('mass'), of('unit')[0]?.cell);
  const lengthMm = lengthMmOf(of('length')[0]?.cell);
  return {
    ...{ typed, words },
    ...(code === undefined ? {} : { code: firstSigns(code.cell, TYPED_MAX) }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(lengthMm === undefined ? {} : { lengthMm }),
  };
}

function wordsOf({ meaning }: Column, cell: string): string {
  if (meaning === 'standard') return BARE_STANDARD.test(cell) ? `ГОСТ ${cell}` : cell;
  return meaning === 'name' || meaning === 'size' || meaning === 'grade' ? cell : '';
}

type Told = { column: Column; cell: string };

/** The first column of quantities that says one, else a mass whose unit is known. */
function quantityOf(
  quantities: readonly Told[],
  masses: readonly Told[],
  unitCell = '',
): ListRow['quantity'] {
  const unitSaid = unitFromWord(unitCell.trim());
  for (const { column, cell } of quantities) {
    const read = parseQuantity(cell);
    if (read.ok)
      return { amountMilli: read.amountMilli, unit: read.unit ?? column.unit ?? unitSaid };
  }
  for (const { column, cell } of masses) {
    const read = parseQuantity(cell);
    const unit = read.ok ? (read.unit ?? column.unit) : undefined;
    if (read.ok && unit !== undefined) return { amountMilli: read.amountMilli, unit };
  }
  return undefined;
}

/** «11,7», «11,7 м», «11700»: what is too long for metres is millimetres. */
function lengthMmOf(cell = ''): number | undefined {
  const read = parseDecimalMilli(cell.replace(/\s*(?:мм|mm|м|m)\.?$/iu, ''));
  if (!read.ok || read.milli <= 0) return undefined;
  return read.milli >= LONGEST_M * 1000 ? Math.round(read.milli / 1000) : read.milli;
}
