import { type Element, elements } from './certificate.ts';

/** A heat as a laboratory's table has it: the texts of its cells, by element and as they stand there. */
export type AnalysisRow = {
  heatNumber: string;
  shares: Readonly<Partial<Record<Element | 'carbonEquivalent', string>>>;
};

const LONGEST_CELL = 40;
const ROWS_MAX = 8;
const HEAT_HEAD = /плавк|балқ|heat|cast|charge/iu;
const EQUIVALENT_HEAD = /^(?:cev|ceq|ce$|[cс]э)/iu;
const FIGURE = /^\d{1,3}(?:[.,]\d{1,5})?$/;

type Column = Element | 'carbonEquivalent' | 'heat' | undefined;

/**
 * Reads rows that were copied from a spreadsheet: heat and shares of elements,
 * with a head that names the columns or in the usual order of mills. Texts are
 * given back as they were copied, for the form to judge. Rows of nothing known are
 * left out, and what comes after eight of them.
 */
export function readAnalysisRows(text: string): AnalysisRow[] {
  const rows = text
    .split(/\r?\n/u)
    .map(cellsOf)
    .filter((cells) => cells.length > 1);
  const headAt = rows.findIndex((cells) => columnsOf(cells).filter(isElement).length > 1);
  const head = headAt === -1 ? undefined : columnsOf(rows[headAt] ?? []);
  return rows
    .slice(headAt + 1)
    .map((cells) => rowOf(cells, head ?? usualColumns(cells)))
    .filter(({ shares }) => Object.keys(shares).length > 0)
    .slice(0, ROWS_MAX);
}

/** Cells stand between tabs, and an empty one keeps its place; who copies from a PDF gets spaces. */
const cellsOf = (line: string): string[] =>
  line.includes('\t')
    ? line.split('\t').map((cell) => cell.trim())
    : line.split(/[;|]|\s+/u).filter((cell) => cell !== '');

function columnsOf(cells: readonly string[]): Column[] {
  return cells.map((cell) => {
    if (HEAT_HEAD.test(cell)) return 'heat';
    if (EQUIVALENT_HEAD.test(cell)) return 'carbonEquivalent';
    const [sign] = /^[A-Z][a-z]?(?![A-Za-z])/u.exec(latin(cell)) ?? [];
    return elements.find((element) => element === sign);
  });
}

/** «С» and «Р» of a Russian head are the signs of carbon and phosphorus. */
const latin = (cell: string): string =>
  cell.replace(/^[СРВ]/u, (letter) => ({ С: 'C', Р: 'P', В: 'B' })[letter] ?? letter);

const isElement = (column: Column): boolean => column !== undefined && column !== 'heat';

/** Without a head the heat comes first, if it is none of the figures, then the elements as mills print them. */
function usualColumns(cells: readonly string[]): Column[] {
  const [first = ''] = cells;
  const isFigure = /^\d[.,]\d+$/.test(first);
  return isFigure ? [...elements] : ['heat', ...elements];
}

function rowOf(cells: readonly string[], columns: readonly Column[]): AnalysisRow {
  const shares: Partial<Record<Element | 'carbonEquivalent', string>> = {};
  let heatNumber = '';
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (column === 'heat') heatNumber = cell.slice(0, LONGEST_CELL);
    else if (column !== undefined && FIGURE.test(cell)) shares[column] = cell;
  }
  return { heatNumber, shares };
}
