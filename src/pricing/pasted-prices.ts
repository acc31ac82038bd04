import { parseDecimal } from '../measures/read-number.ts';
import { gramsOfTonnes } from '../measures/weight.ts';
import type { ProductPrice } from './price-list.ts';

/** A hundred million tenge a tonne: nothing that we sell comes near. */
const LARGEST_PRICE_MINOR = 10_000_000_000;
const STEPS_MAX = 12;
const HEAVIEST_STEP_T = 900;

/** A row of a spreadsheet that sets the price of one product. */
export type PastedPrice = {
  /** The line of the text, from one. */
  line: number;
  sku: string;
  price: ProductPrice;
  /** Whether the text says from which weights its prices count; one price without that is for every weight. */
  hasSteps: boolean;
};

/** What is wrong with a line; codes of `words.problems`. */
export type LineProblem = { line: number; problem: string };

const HEADS = new Set(['', 'sku', 'артикул', 'код', 'коды', 'code']);

/**
 * Reads rows copied from a spreadsheet: an SKU and a price in tenge a tonne, parted
 * by tabs or semicolons. Where the first row says weights in tonnes (`SKU  0  5`)
 * every further row has a price for each of them; an empty cell is no step. Lines
 * without anything are left out. Reads all lines, whatever is wrong with some.
 */
export function readPastedPrices(text: string): { prices: PastedPrice[]; problems: LineProblem[] } {
  const lines = text.split(/\r\n|\r|\n/).map((row, index) => ({
    line: index + 1,
    cells: row.split(/[\t;]/).map((cell) => cell.trim()),
  }));
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const weights = weightsIn(filled[0]?.cells ?? []);
  const rows = weights ? filled.slice(1) : filled;
  const prices: PastedPrice[] = [];
  const problems: LineProblem[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rows) {
    const [sku = '', ...typed] = cells;
    const price = priceOf(typed, weights);
    const problem = typeof price === 'string' ? price : problemOf(sku, seen);
    if (problem !== undefined) problems.push({ line, problem });
    else if (typeof price !== 'string')
      prices.push({ line, sku, price, hasSteps: weights !== undefined });
    seen.add(sku);
  }
  return { prices, problems };
}

function problemOf(sku: string, seen: ReadonlySet<string>): string | undefined {
  if (sku === '' || sku.length > 64) return 'sku';
  return seen.has(sku) ? 'pastedTwice' : undefined;
}

/** The weights of a first row in grams; `undefined` where it is a row of prices already. */
function weightsIn([head = '', ...cells]: readonly string[]): number[] | undefined {
  if (!HEADS.has(head.toLowerCase())) return undefined;
  const weights = cells
    .filter((cell) => cell !== '')
    .map((cell) => Number(cell.replace(/\s*[tт]$/, '').replace(',', '.')));
  const isRising = weights.every(
    (weight, i) => weight >= 0 && weight <= HEAVIEST_STEP_T && weight > (weights[i - 1] ?? -1),
  );
  if (weights.length === 0 || weights.length > STEPS_MAX || !isRising) return undefined;
  return weights.map(gramsOfTonnes);
}

/** The price that the cells of a row say, or what is wrong with them. */
function priceOf(
  cells: readonly string[],
  weights: readonly number[] | undefined,
): ProductPrice | string {
  if (cells.slice(weights?.length ?? 1).some((cell) => cell !== '')) return 'pastedSteps';
  const fromWeightsG: number[] = [];
  const pricesPerTonneMinor: number[] = [];
  for (const [index, fromWeightG] of (weights ?? [0]).entries()) {
    const cell = cells[index] ?? '';
    if (cell === '') continue;
    const read = readPrice(cell);
    if (typeof read === 'string') return read;
    fromWeightsG.push(fromWeightG);
    pricesPerTonneMinor.push(read);
  }
  return fromWeightsG.length === 0 ? 'pastedNoPrice' : { fromWeightsG, pricesPerTonneMinor };
}

/** A price per tonne in minor units as people type it, or the code of what is wrong. */
export function readPrice(text: string): number | string {
  const read = parseDecimal(text, { decimals: 2, largest: LARGEST_PRICE_MINOR });
  if (read.ok) return read.units > 0 ? read.units : 'positive';
  return read.problem === 'too-large' ? `tooLarge:${LARGEST_PRICE_MINOR / 100}` : 'number';
}
