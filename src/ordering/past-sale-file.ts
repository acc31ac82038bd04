import { parse } from 'csv-parse/sync';
import { isDay } from '../measures/calendar.ts';
import { parseDecimal } from '../measures/read-number.ts';
import { type Channel, channels } from '../people/channel.ts';

/** One row of a file of past sales: a line of a sale, with the head of the sale repeated. Grams, minor units. */
export type PastSaleRow = {
  /** Of the file, the first after the head is 2, as a spreadsheet counts. */
  row: number;
  externalNumber: string;
  day: string;
  bin: string;
  channel: Channel;
  branchCode: string;
  purchaseNumber: string;
  sku: string;
  weightG: number;
  netMinor: number;
  vatMinor: number;
};

/** What is wrong with a row, in words for whoever runs the import. */
export type RowProblem = { row: number; problem: string };

const COLUMNS = [
  'number',
  'date',
  'bin',
  'channel',
  'branch',
  'purchase_number',
  'sku',
  'weight_kg',
  'net',
  'vat',
] as const;
type Column = (typeof COLUMNS)[number];

const HEAVIEST_G = 10_000_000_000;
const LARGEST_MINOR = 1_000_000_000_000;

/**
 * Reads a file of past sales: CSV with a head that names `number, date, bin,
 * channel, branch, purchase_number, sku, weight_kg, net, vat` in any order, set
 * apart by comma, semicolon or tab; decimals with point or comma. Rows that make
 * no sense are told with what is wrong, and never guessed at.
 */
export function readPastSaleFile(text: string): { rows: PastSaleRow[]; problems: RowProblem[] } {
  const records: string[][] = parse(text, {
    bom: true,
    delimiter: separatorOf(text),
    skip_empty_lines: true,
    trim: true,
    relax_column_count: true,
  });
  const [head = [], ...body] = records;
  const names = head.map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    return { rows: [], problems: [{ row: 1, problem: `no column ${missing.join(', ')}` }] };
  }
  const rows: PastSaleRow[] = [];
  const problems: RowProblem[] = [];
  for (const [i, record] of body.entries()) {
    const row = i + 2;
    const read = readRow(row, (column) => record[names.indexOf(column)] ?? '');
    if (typeof read === 'string') problems.push({ row, problem: read });
    else rows.push(read);
  }
  return { rows, problems };
}

/** The sign that sets the columns of the head apart: a comma may also be a decimal one, so only one counts. */
function separatorOf(text: string): string {
  const [head = ''] = text.split('\n', 1);
  return [';', '\t'].find((separator) => head.includes(separator)) ?? ',';
}

function readRow(row: number, text: (column: Column) => string): PastSaleRow | string {
  const channel = channels.find((known) => known === text('channel'));
  const day = text('date');
  const weight = parseDecimal(text('weight_kg'), { decimals: 3, largest: HEAVIEST_G });
  const net = parseDecimal(text('net'), { decimals: 2, largest: LARGEST_MINOR });
  const vat = parseDecimal(text('vat'), { decimals: 2, largest: LARGEST_MINOR });
  if (text('number') === '') return 'number is empty';
  if (!isDay(day)) return `date ${day} is not a day such as 2026-11-03`;
  if (!/^\d{12}$/.test(text('bin'))) return `bin ${text('bin')} has not twelve digits`;
  if (!channel) return `channel ${text('channel')} is not one of ${channels.join(', ')}`;
  if (!weight.ok || weight.units <= 0) return `weight_kg ${text('weight_kg')} is not a weight`;
  if (!net.ok || net.units < 0) return `net ${text('net')} is not an amount`;
  if (!vat.ok || vat.units < 0) return `vat ${text('vat')} is not an amount`;
  if (vat.units > net.units) return `vat ${text('vat')} is more than the net amount`;
  return {
    row,
    externalNumber: text('number'),
    day,
    bin: text('bin'),
    channel,
    branchCode: text('branch').toUpperCase(),
    purchaseNumber: text('purchase_number'),
    sku: text('sku'),
    weightG: weight.units,
    netMinor: net.units,
    vatMinor: vat.units,
  };
}
