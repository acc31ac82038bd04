import type { Quantity } from '../measures/quantity.ts';
import { weighQuantity } from '../measures/quantity.ts';
import { amountForWeight } from '../measures/money.ts';
import { withVatMinor } from '../pricing/price-level.ts';
import { priceLines } from '../pricing/price-cart.ts';
import { type PriceDifference, priceDifferenceOf } from '../pricing/price-difference.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import type { AssortmentRow } from '../stock/assortment.ts';
import type { OrderLine } from './order-lines.queries.ts';

const G_PER_TONNE = 1_000_000;

/** What of a line is wanted again; a quantity that is not said stays that of the order. */
export type ChosenLine = { isTaken: boolean; quantity?: Quantity | undefined };

/** A line of an order beside what the same costs now. Minor units per tonne, VAT included. */
export type RepeatedLine = {
  line: OrderLine;
  isTaken: boolean;
  quantity: Quantity;
  /** What is said of it: not sold any more, not sold in that quantity, no price now, or too little in stock. */
  trouble: 'not-sold' | 'not-sold-so' | 'on-request' | 'out-of-stock' | 'short' | undefined;
  /** What all branches can promise; grams. */
  anywhereG: number;
  thenMinor: number;
  nowMinor: number | undefined;
  /** Why; `undefined` without a price now, and for what was sold before us. */
  difference: PriceDifference | undefined;
  /** What the line comes to now, its cutting left out; and the same weight at the price of then. */
  amounts: { nowMinor: number; thenMinor: number } | undefined;
};

/** An order as it would be today: its lines, and what those taken come to together. */
export type Repetition = {
  lines: readonly RepeatedLine[];
  nowMinor: number;
  thenMinor: number;
};

/**
 * Prices the lines of an old order as one basket of today, so that the weights
 * of tier groups count together (R8); what is not taken weighs nothing. `rows`
 * are the goods that are sold now. The cut list of a line says how many bars
 * there are, whatever quantity is chosen. Pure.
 */
export function repetitionOf(
  lines: readonly OrderLine[],
  now: { rows: readonly AssortmentRow[]; terms: PriceTerms },
  chosen: ReadonlyMap<string, ChosenLine>,
): Repetition {
  const { rows, terms } = now;
  const rowById = new Map(rows.map((row) => [row.id, row] as const));
  const wanted = lines.map((line) => {
    const { isTaken = true, quantity: said } = chosen.get(line.id) ?? {};
    const quantity = (!line.cutting && said) || {
      ...{ amountMilli: line.quantityMilli, unit: line.unit },
    };
    const row = rowById.get(line.productId);
    const weightG = row && weightOf(row, line, quantity);
    return { line, isTaken, quantity, row, weightG };
  });
  const listed = new Map(rows.map((row) => [row.id, row.listed] as const));
  // A line that is not taken is still told its price: as if it alone joined the basket.
  const basket = wanted.flatMap((one) => (one.isTaken ? toPrice(one) : []));
  const priced = priceLines(basket, listed, terms);
  const repeated = wanted.map((one): RepeatedLine => {
    const { line, isTaken, quantity, row, weightG = 0 } = one;
    const alone = () => priceLines([...basket, ...toPrice(one)], listed, terms);
    const price = (isTaken ? priced : alone()).get(line.id);
    const thenMinor = chargedThen(line);
    const nowMinor = price && withVatMinor({ ...price, link: price }, price.derivation.vatRateBp);
    return {
      ...{ line, isTaken, quantity, thenMinor, nowMinor, anywhereG: row?.anywhereG ?? 0 },
      trouble: troubleOf(row, one.weightG, nowMinor),
      difference: price && line.derivation && priceDifferenceOf(line.derivation, price.derivation),
      amounts: price && {
        nowMinor: price.grossMinor,
        thenMinor: amountForWeight({ weightG, pricePerTonneMinor: thenMinor }),
      },
    };
  });
  const sum = (which: 'nowMinor' | 'thenMinor') =>
    repeated.reduce((total, one) => total + ((one.isTaken && one.amounts?.[which]) || 0), 0);
  return { lines: repeated, nowMinor: sum('nowMinor'), thenMinor: sum('thenMinor') };
}

type Wanted = { line: OrderLine; row: AssortmentRow | undefined; weightG: number | undefined };

const toPrice = ({ line, row, weightG }: Wanted) =>
  row && weightG !== undefined
    ? [{ id: line.id, productId: row.id, tierGroup: row.tierGroup, weightG }]
    : [];

/** What a quantity weighs today; `undefined` where the goods are not sold so. Whole bars and sheets, as carts weigh them. */
function weightOf(row: AssortmentRow, line: OrderLine, quantity: Quantity): number | undefined {
  const { sheetWidthMm, sheetLengthMm } = row;
  const measured = {
    ...{ massMgPerM: row.massMgPerM, massMgPerM2: row.massMgPerM2, pieceMassMg: row.pieceMassMg },
    pieceLengthMm: row.stockLengthMm,
    pieceAreaMm2: sheetWidthMm && sheetLengthMm ? sheetWidthMm * sheetLengthMm : null,
  };
  const isCounted = line.unit === 'pcs' && quantity.unit === 'pcs';
  const lengthMm = isCounted ? (line.lengthMm ?? undefined) : undefined;
  const wholePieces = row.lengthKind === 'measured' || row.lengthKind === 'sheet';
  const weighed = weighQuantity(measured, quantity, { lengthMm, wholePieces });
  return weighed && weighed.weightG > 0 ? weighed.weightG : undefined;
}

function troubleOf(
  row: AssortmentRow | undefined,
  weightG: number | undefined,
  nowMinor: number | undefined,
): RepeatedLine['trouble'] {
  if (!row) return 'not-sold';
  if (weightG === undefined) return 'not-sold-so';
  if (row.anywhereG <= 0) return 'out-of-stock';
  if (row.anywhereG < weightG) return 'short';
  return nowMinor === undefined ? 'on-request' : undefined;
}

/** What a tonne was charged at with VAT: by its derivation, and of what was sold before us by its sum. */
function chargedThen(line: OrderLine): number {
  if (line.derivation) return priceDifferenceOf(line.derivation, line.derivation).thenMinor;
  return line.weightG > 0 ? Math.round((line.grossMinor * G_PER_TONNE) / line.weightG) : 0;
}
