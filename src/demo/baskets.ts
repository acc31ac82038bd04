import { weighQuantity, type Quantity } from '../measures/quantity.ts';
import type { Trade } from './company-book.ts';
import type { DemoProduct } from './goods.ts';
import type { Random } from './random.ts';

/** A line as a buyer says it, with what it weighs. */
export type BasketLine = {
  product: DemoProduct;
  quantity: Quantity;
  pieces: number | null;
  lengthMm: number | null;
  weightG: number;
};

const LINES_MOST = 7;
/** How often a line is one of the usual items and not something else the trade buys. */
const USUAL_SHARE = 0.88;
const TYPICAL_PRICE_MINOR = 40_000_000;
const BUNDLE_G = 100_000;
const T = 1_000_000;
/** A usual line of a builder weighs about so much; others follow. */
const typicalLineG: Record<Trade, number> = {
  builder: 1.6 * T,
  manufacturer: 0.9 * T,
  reseller: 3.2 * T,
  utility: 0.8 * T,
};

/**
 * What one order asks for: a few different products, most of them usual items,
 * the favourites oftenest; dear metal in smaller weights. Everything that is
 * counted comes in whole pieces, coils and random lengths by weight.
 */
export function fillBasket(
  random: Random,
  of: { trade: Trade; usual: readonly DemoProduct[]; others: readonly DemoProduct[] },
): BasketLine[] {
  const count = Math.min(LINES_MOST, 1 + Math.floor(-Math.log(1 - random.fraction()) * 2.4));
  const favourites = of.usual.map((product, index) => [product, 1 / (index + 1.5)] as const);
  const chosen = new Set<DemoProduct>();
  for (let line = 0; line < count; line += 1) {
    const isUsual = of.others.length === 0 || random.chance(USUAL_SHARE);
    chosen.add(isUsual ? random.pickWeighted(favourites) : random.pick(of.others));
  }
  return [...chosen].flatMap(
    (product) => sayQuantity(random, product, typicalLineG[of.trade]) ?? [],
  );
}

function sayQuantity(
  random: Random,
  product: DemoProduct,
  typicalG: number,
): BasketLine | undefined {
  const spread = 0.15 + random.fraction() ** 2 * 3.2;
  const dearness = Math.min(1, TYPICAL_PRICE_MINOR / product.typicalPriceMinor);
  const wantedG = Math.max(20_000, typicalG * spread * dearness);
  const quantity = roundQuantity(random, product, wantedG);
  const weighed = weighQuantity(product.measured, quantity);
  if (!weighed || weighed.weightG <= 0) return undefined;
  return { product, quantity, ...weighed };
}

/** As people say it: pieces in tens where there are many, otherwise hundreds of kilograms. */
function roundQuantity(random: Random, product: DemoProduct, wantedG: number): Quantity {
  const piece = weighQuantity(product.measured, { amountMilli: 1_000, unit: 'pcs' });
  const byWeight = product.lengthKind === 'coil' || product.lengthKind === 'random';
  if (!piece || byWeight || piece.weightG <= 0) {
    const bundles = Math.max(1, Math.round(wantedG / BUNDLE_G));
    return { amountMilli: bundles * 100, unit: 't' };
  }
  const pieces = Math.max(1, Math.round(wantedG / piece.weightG));
  const step = pieces > 40 && random.chance(0.8) ? 10 : 1;
  return { amountMilli: Math.max(1, Math.round(pieces / step)) * step * 1_000, unit: 'pcs' };
}
