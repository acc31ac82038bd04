import { convert, type Quantity, weighQuantity } from '../measures/quantity.ts';
import { measuredOf, unitsOf } from '../catalogue/product.ts';
import { priceLine, type PricedLine } from '../pricing/price-line.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import type { AssortmentProduct } from './assortment.ts';

/** One quantity in every unit of the product, and what it would cost alone. Grams, thousandths. */
export type Calculation = {
  quantity: Quantity;
  weightG: number;
  inUnits: readonly Quantity[];
  /** Absent for a price on request and for those who see no prices. */
  price: PricedLine | undefined;
};

/**
 * What a quantity of a product is in its other units, what it weighs and what
 * it costs at the step that it reaches alone; in the cart the other lines of its
 * tier group count too (R8). Without `terms` it has no price. `undefined` when the
 * product cannot be measured so.
 */
export function calculate(
  product: AssortmentProduct,
  quantity: Quantity,
  terms: PriceTerms | undefined,
): Calculation | undefined {
  const measured = measuredOf(product);
  const weighed = weighQuantity(measured, quantity);
  if (!weighed || weighed.weightG <= 0) return undefined;
  const { weightG } = weighed;
  const { tierGroup, listed } = product;
  return {
    quantity,
    weightG,
    inUnits: unitsOf(product).flatMap((unit) => convert(measured, quantity, unit) ?? []),
    price: terms && priceLine({ tierGroup, weightG, tierWeightG: weightG, listed, terms }),
  };
}

/**
 * The same for a quantity that was said of a thing and not of this product:
 * pieces of another length than its bars have are metres of it. `undefined`
 * also where no quantity was said.
 */
export function calculateAsSaid(
  product: AssortmentProduct,
  said: { quantity?: Quantity; lengthMm?: number },
  terms: PriceTerms | undefined,
): Calculation | undefined {
  const { quantity, lengthMm } = said;
  if (quantity === undefined) return undefined;
  const isOther = lengthMm !== undefined && lengthMm !== product.stockLengthMm;
  if (quantity.unit !== 'pcs' || !isOther || product.massMgPerM === null) {
    return calculate(product, quantity, terms);
  }
  const amountMilli = Math.round((quantity.amountMilli * lengthMm) / 1000);
  return calculate(product, { amountMilli, unit: 'm' }, terms);
}
