/** How much of a table a channel takes: rows, columns, and signs in one cell. */
export type TableBounds = { rowsMax: number; columnsMax: number; cellCharsMax: number };

/** Why a file gives no table: a code of `words.problems`, with its limit after a colon. */
export type TableProblem =
  | 'fileEmpty'
  | 'fileUnreadable'
  | 'fileKind'
  | 'fileLocked'
  | 'fileTooLarge'
  | `fileRows:${number}`
  | `fileColumns:${number}`
  | `fileCell:${number}`;

/** Thrown inside the reading alone; `readTable` makes an answer of it. */
export class TableRefused extends Error {
  override readonly name = 'TableRefused';
  readonly problem: TableProblem;

  constructor(problem: TableProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** Below the two seconds after which nobody believes that anything happens; of the processor, for a busy machine is not the fault of a file. */
const READING_MS_MAX = 1500;
const US_PER_MS = 1000;

/** All signs of one table, whatever its rows and columns: some 20 MB of memory. */
const CHARS_MAX = 10_000_000;

/** Spreadsheets write formatted rows and columns without content; so many times the bounds are passed over. */
const EMPTY_SPARE = 20;

/** Letters with their accents apart and spaces around are longer than what they become; beyond this they are cut, and still too long. */
const LONGEST_WRITING = 10;

/**
 * A table as it grows cell by cell, never beyond its bounds. Empty cells are not
 * kept, so a million empty rows cost nothing; row and column count from 0.
 */
export class GrowingTable {
  readonly rows: string[][] = [];
  readonly #bounds: TableBounds;
  #chars = 0;

  constructor(bounds: TableBounds) {
    this.#bounds = bounds;
  }

  /** Puts a text where it stands in the file; refuses what lies outside. */
  set(row: number, column: number, text: string): void {
    const { rowsMax, columnsMax, cellCharsMax } = this.#bounds;
    const cell = text
      .slice(0, cellCharsMax * LONGEST_WRITING)
      .normalize('NFC')
      .trim();
    const spare = cell === '' ? EMPTY_SPARE : 1;
    if (row >= rowsMax * spare) throw new TableRefused(`fileRows:${rowsMax}`);
    if (column >= columnsMax * spare) throw new TableRefused(`fileColumns:${columnsMax}`);
    if (cell === '') return;
    if (cell.length > cellCharsMax) throw new TableRefused(`fileCell:${cellCharsMax}`);
    this.#chars += cell.length;
    if (this.#chars > CHARS_MAX) throw new TableRefused('fileTooLarge');
    while (this.rows.length <= row) this.rows.push([]);
    const cells = this.rows[row] ?? [];
    while (cells.length < column) cells.push('');
    cells[column] = cell;
  }
}

/** Begins to count the time of one file; the answer, called again and again, throws when it is over. */
export function startTheClock(): () => void {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    if (user + system > READING_MS_MAX * US_PER_MS) throw new TableRefused('fileTooLarge');
  };
}
