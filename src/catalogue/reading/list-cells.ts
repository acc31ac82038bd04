import { parse } from 'csv-parse/sync';
import { columnsOf } from './list-columns.ts';

/** What sets columns apart in what people paste: a spreadsheet's tab, the bars of a message, a file's semicolon. */
const SEPARATORS = ['\t', '|', ';'] as const;
/** So many of the lines must have columns. */
const MOST = 0.6;
const CELLS_MAX = 50;

/**
 * The rows and cells of a pasted table, or `undefined` for a text that is none: a
 * message with one thing a line, or several things between semicolons. Quoted
 * cells may hold line breaks and separators, as spreadsheets copy them.
 */
export function cellsOf(text: string): string[][] | undefined {
  const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== '');
  for (const separator of SEPARATORS) {
    const split = lines.filter((line) => line.includes(separator));
    if (split.length === 0 || split.length < lines.length * MOST) continue;
    const rows = cut(text, separator);
    if (separator === '\t' || isTable(rows)) return rows;
  }
  return undefined;
}

/** Semicolons and bars make a table where a column holds quantities or units, or has a head. */
function isTable(rows: readonly (readonly string[])[]): boolean {
  const { columns, headRows } = columnsOf(rows);
  if (headRows > 0) return true;
  const kinds = columns.map(({ meaning }) => meaning);
  return rows.length > 1 && kinds.includes('name') && kinds.includes('quantity');
}

function cut(text: string, separator: string): string[][] {
  const isQuoted = text.includes('"') && (text.split('"').length - 1) % 2 === 0;
  const rows =
    (isQuoted && quoted(text, separator)) ||
    text.split(/\r?\n/u).map((line) => line.split(separator));
  return rows
    .map((row) => row.slice(0, CELLS_MAX).map((cell) => cell.replaceAll(/\s+/gu, ' ').trim()))
    .filter((row) => row.some((cell) => cell !== ''));
}

/** An inch sign may stand where a quote would; then the lines are cut as they are. */
function quoted(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true });
  } catch {
    return undefined;
  }
}
