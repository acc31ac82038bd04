import { parseDecimal } from '../measures/read-number.ts';
import type { PriceColumns } from './price-columns.ts';
import type { ProductPrice } from './price-list.ts';

/** Why a row of a price file is not taken. */
export type RowProblem =
  | 'no-goods'
  | 'no-price'
  | 'not-a-number'
  | 'not-positive'
  | 'too-large'
  | 'unknown'
  | 'several'
  | 'twice'
  | 'repeated';

/** What a row says, before the goods are looked up. */
export type PriceRow =
  | { ok: true; code: string; words: string; price: ProductPrice }
  | { ok: false; problem: RowProblem }
  | { ok: false; problem: 'idle' };

/** A hundred million tenge per tonne, in tiyin. */
const PRICE_MINOR_MAX = 10_000_000_000;
/** Spreadsheets reckon prices to many decimals; what is beyond a tiyin is rounded half up. */
const DECIMALS_READ = 6;
const UNITS_PER_TIYIN = 10_000;
const CURRENCY = /(?:₸|тг\.?|тенге|теңге|kzt)?\s*(?:\/\s*(?:т|тн|t)\.?)?\s*$/iu;

/**
 * Reads a row of a price file by its columns: prices per tonne in tiyin, an
 * empty step is none. A row without a price in which only one cell is filled,
 * and no code, is a heading between the goods and idle.
 */
export function readPriceRow(cells: readonly string[], { columns }: PriceColumns): PriceRow {
  const said = (means: 'code' | 'words') =>
    columns.flatMap((column, at) => (column.means === means ? (cells[at] ?? '') : []));
  const code = said('code').join(' ').trim();
  const words = said('words')
    .filter((text) => text !== '')
    .join(' ');
  const steps = columns
    .flatMap((column, at) =>
      column.means === 'price' && (cells[at] ?? '') !== ''
        ? [{ fromG: column.fromG, text: cells[at] ?? '' }]
        : [],
    )
    .toSorted((one, other) => one.fromG - other.fromG);
  const filled = cells.filter((cell) => cell !== '').length;
  if (filled === 0 || (filled === 1 && steps.length === 0 && code === '')) {
    return { ok: false, problem: 'idle' };
  }
  if (code === '' && words === '') return { ok: false, problem: 'no-goods' };
  if (steps.length === 0) return { ok: false, problem: 'no-price' };
  const prices: number[] = [];
  for (const { text } of steps) {
    const read = parseDecimal(roundedText(text.replace(CURRENCY, '')), {
      decimals: DECIMALS_READ,
      largest: Number.MAX_SAFE_INTEGER,
    });
    if (!read.ok) {
      return { ok: false, problem: read.problem === 'too-large' ? 'too-large' : 'not-a-number' };
    }
    const minor = Math.round(read.units / UNITS_PER_TIYIN);
    if (minor <= 0) return { ok: false, problem: 'not-positive' };
    if (minor > PRICE_MINOR_MAX) return { ok: false, problem: 'too-large' };
    prices.push(minor);
  }
  const fromWeightsG = steps.map(({ fromG }) => fromG);
  return { ok: true, code, words, price: { fromWeightsG, pricesPerTonneMinor: prices } };
}

/** No more decimals than are read. */
const roundedText = (text: string) => text.trim().replace(/([.,]\d{6})\d+$/, '$1');
