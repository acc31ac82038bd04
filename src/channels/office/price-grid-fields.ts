import { z } from 'zod';
import { readPrice } from '../../pricing/pasted-prices.ts';
import type { ProductPrice } from '../../pricing/price-list.ts';
import type { TypedPrice } from '../../pricing/set-prices.ts';
import type { Fields } from '../limits.ts';

const STEPS_MAX = 12;
const STEP = /^(?:0|[1-9]\d{0,8})$/;

type Grid = {
  prices: ReadonlyMap<string, TypedPrice>;
  /** What is wrong with a cell, by its field. */
  problems: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
};

/**
 * Reads the rows of a grid of prices: `seen.<product>` says what stood in a row,
 * `price.<product>.<from grams>` what stands there now in tenge. An empty cell is no step, an empty
 * row no price. A row without its `seen`, or of no product's id, is none.
 */
export function readPriceGrid(fields: Fields): Grid {
  const problems: Record<string, string> = {};
  const values: Record<string, string> = {};
  const prices = new Map<string, TypedPrice>();
  for (const [name, [seen = '', ...more]] of fields) {
    const productId = idIn(name, 'seen');
    if (productId && more.length === 0) prices.set(productId, { seen, price: null });
  }
  const steps = new Map<string, [fromWeightG: number, perTonneMinor: number][]>();
  for (const [name, [text = '', ...more]] of fields) {
    const productId = idIn(name, 'price');
    const [, , from = ''] = name.split('.');
    if (!productId || !STEP.test(from)) continue;
    values[name] = text;
    if (more.length > 0 || !prices.has(productId)) problems[name] = 'invalid';
    if (text.trim() === '') continue;
    const read = readPrice(text);
    if (typeof read === 'string') problems[name] = read;
    else steps.set(productId, [...(steps.get(productId) ?? []), [Number(from), read]]);
  }
  for (const [productId, row] of steps) {
    const { seen } = prices.get(productId) ?? { seen: '' };
    prices.set(productId, { seen, price: priceOf(row) });
    if (row.length > STEPS_MAX)
      problems[`price.${productId}.${row[0]?.[0]}`] = `tooLarge:${STEPS_MAX}`;
  }
  return { prices, problems, values };
}

function idIn(name: string, kind: string): string | undefined {
  const [found, id] = name.split('.');
  return found === kind ? z.uuid().safeParse(id).data : undefined;
}

function priceOf(steps: readonly (readonly [number, number])[]): ProductPrice {
  const ascending = steps.toSorted(([one], [other]) => one - other);
  return {
    fromWeightsG: ascending.map(([fromWeightG]) => fromWeightG),
    pricesPerTonneMinor: ascending.map(([, perTonneMinor]) => perTonneMinor),
  };
}
