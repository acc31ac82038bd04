/** Tells a spreadsheet that the file is UTF-8. */
const MARK = '\u{FEFF}';
/** A spreadsheet would reckon a cell that begins so, and what a stranger typed must not be reckoned. */
const RECKONED = /^[=+\-@\t\r]/;

/**
 * Rows as a file that spreadsheets open: semicolons, as Russian and Kazakh ones
 * expect, every cell in quotes. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it and stays text; numbers stay numbers.
 */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  MARK + rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('');

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = RECKONED.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
