import {
  GrowingTable,
  SHORT_LIST,
  type RowsRead,
  type TableBounds,
  type TableProblem,
  TableRefused,
  type TakeRows,
} from '../spreadsheet/bounds.ts';
import { readDelimited } from '../spreadsheet/read-delimited.ts';
import { readWorkbook } from '../spreadsheet/read-workbook.ts';
import { type Cell, writeDelimited, writeWorkbook } from '../spreadsheet/write-cells.ts';

/** The rows as they stand in the file, so that `rows[3]` is row 4; empty cells at the end of a row are left out. */
export type TableRead = { ok: true; rows: string[][] } | { ok: false; problem: TableProblem };

export type { Cell, RowsRead, TableBounds, TableProblem };
export type TableKind = 'xlsx' | 'csv';

const ZIP = 'PK';
/** Old Excel files, and new ones under a password, are both of this kind. */
const COMPOUND_FILE = 'd0cf11e0a1b11ae1';
/** The one word of an Excel file that tells an encrypted one, as its list of parts writes it. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Reads the table of an uploaded file: XLSX or CSV, told apart by their content,
 * never by their name. It is unpacked and read piece by piece, with bytes, cells
 * and time counted, so that no file costs more than 256 MB and two seconds of the processor, and
 * other requests are answered meanwhile. Formulas are never reckoned. Whatever
 * is wrong with the file is an answer, not an error.
 */
export async function readTable(bytes: Uint8Array, bounds: TableBounds): Promise<TableRead> {
  return read(bytes, bounds);
}

/**
 * The same for a long table, whose rows are handed on a thousand at a time, in
 * their order, and not kept. What was handed on before a file turned out to be
 * broken is the caller's to forget.
 */
export async function readRows(
  bytes: Uint8Array,
  bounds: TableBounds,
  take: TakeRows,
): Promise<{ ok: true } | { ok: false; problem: TableProblem }> {
  return read(bytes, bounds, take);
}

async function read(bytes: Uint8Array, bounds: TableBounds, take?: TakeRows): Promise<TableRead> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const fresh = () => new GrowingTable(bounds, take);
    const table = await readerOf(file)(file, fresh, bounds.cost ?? SHORT_LIST);
    await table.handOn({ isWhole: true });
    return { ok: true, rows: table.rows };
  } catch (error) {
    if (error instanceof TableRefused) return { ok: false, problem: error.problem };
    if (isOfBrokenFile(error)) return { ok: false, problem: 'fileUnreadable' };
    throw error;
  }
}

/** Writes a table that keeps every text a text, whatever it begins with. The first row is its head. */
export function writeTable(
  kind: TableKind,
  table: { name: string; rows: readonly (readonly Cell[])[] },
): { bytes: Buffer; type: string } {
  if (kind === 'csv') return { bytes: writeDelimited(table.rows), type: 'text/csv; charset=utf-8' };
  return {
    bytes: writeWorkbook(table.rows, table.name),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
}

function readerOf(file: Buffer) {
  if (file.length === 0) throw new TableRefused('fileEmpty');
  if (file.toString('latin1', 0, 2) === ZIP) return readWorkbook;
  if (file.toString('hex', 0, 8) !== COMPOUND_FILE) return readDelimited;
  throw new TableRefused(file.includes(ENCRYPTED) ? 'fileLocked' : 'fileKind');
}

/** What Node and its parsers throw when bytes are not what they claim to be. */
function isOfBrokenFile(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(?:Z_|CSV_|ERR_OUT_OF_RANGE|ERR_ENCODING_INVALID|ERR_BUFFER_OUT_OF_BOUNDS)/.test(
    String(error.code),
  );
}
