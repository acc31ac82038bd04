import { hideCardNumbers } from '../card-number.ts';

/** What the reading of one file may cost. */
export type TableCost = { charsMax: number; processorMs: number; unpackedBytesMax: number };

/** How much of a table a channel takes: rows, columns, and signs in one cell; at what cost, if not that of a short list. */
export type TableBounds = {
  rowsMax: number;
  columnsMax: number;
  cellCharsMax: number;
  cost?: TableCost;
};

/** Rows as they are read: those from one row of the file on, and how many there seem to be in all. */
export type RowsRead = { rows: string[][]; from: number; expected: number | undefined };
export type TakeRows = (read: RowsRead) => Promise<void>;

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

/**
 * A list that somebody waits for. The processor is held for less than the two
 * seconds after which nobody believes that anything happens, which a busy machine
 * does not count against a file; all signs are some 20 MB of memory.
 */
export const SHORT_LIST: TableCost = {
  charsMax: 10_000_000,
  processorMs: 1500,
  unpackedBytesMax: 32 * 1024 * 1024,
};
const US_PER_MS = 1000;

/** So many rows are handed on together. */
const ROWS_AT_ONCE = 1000;

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
  /** How many rows the file seems to have, where that is known before they are read. */
  expected: number | undefined;
  readonly #bounds: TableBounds;
  readonly #take: TakeRows | undefined;
  #handedOn = 0;
  #chars = 0;

  /** With `take`, rows are handed on while they are read, and none is kept. */
  constructor(bounds: TableBounds, take?: TakeRows) {
    this.#bounds = bounds;
    this.#take = take;
  }

  get isEmpty(): boolean {
    return this.#handedOn === 0 && this.rows.length === 0;
  }

  /** Hands on the rows that are complete: all but the last while there are more to come. */
  async handOn({ isWhole = false } = {}): Promise<void> {
    const count = isWhole ? this.rows.length : this.rows.length - 1;
    if (!this.#take || count <= 0 || (!isWhole && count < ROWS_AT_ONCE)) return;
    const from = this.#handedOn;
    this.#handedOn += count;
    await this.#take({ rows: this.rows.splice(0, count), from, expected: this.expected });
  }

  /** Puts a text where it stands in the file, without the number of a payment card in it; refuses what lies outside. */
  set(row: number, column: number, text: string): void {
    const { rowsMax, columnsMax, cellCharsMax } = this.#bounds;
    const cell = hideCardNumbers(
      text
        .slice(0, cellCharsMax * LONGEST_WRITING)
        .normalize('NFC')
        .trim(),
    );
    const spare = cell === '' ? EMPTY_SPARE : 1;
    if (row >= rowsMax * spare) throw new TableRefused(`fileRows:${rowsMax}`);
    if (column >= columnsMax * spare) throw new TableRefused(`fileColumns:${columnsMax}`);
    if (cell === '') return;
    if (cell.length > cellCharsMax) throw new TableRefused(`fileCell:${cellCharsMax}`);
    this.#chars += cell.length;
    const { charsMax } = this.#bounds.cost ?? SHORT_LIST;
    if (this.#chars > charsMax) throw new TableRefused('fileTooLarge');
    const place = row - this.#handedOn;
    // A row that comes again when it was handed on already.
    if (place < 0) throw new TableRefused('fileUnreadable');
    while (this.rows.length <= place) this.rows.push([]);
    const cells = this.rows[place] ?? [];
    while (cells.length < column) cells.push('');
    cells[column] = cell;
  }
}

/** Begins to count the time of one file; the answer, called again and again, throws when it is over. */
export function startTheClock({ processorMs }: TableCost): () => void {
  const began = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(began);
    if (user + system > processorMs * US_PER_MS) throw new TableRefused('fileTooLarge');
  };
}
