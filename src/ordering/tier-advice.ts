import { fixedPriceInForce } from '../pricing/fixed-price.ts';
import { offerAt, withVatMinor } from '../pricing/price-level.ts';
import { type CartLine, type PricedCart, totalsOf } from './cart.ts';
import { freightOf, servicesOfCart } from './cart-freight.ts';
import { priceCartLines } from './price-cart-lines.ts';

const G_PER_KG = 1000;

/** How much more of a tier group makes the whole cart cost less. */
export type TierAdvice = {
  /** The line to add to: the cheapest of its group at the step that is reached. */
  line: CartLine;
  /** Whole kilograms, in grams. */
  addG: number;
  /** What the cart comes to then, VAT and services included. */
  grossMinor: number;
  /** By how much less than now; more than zero. */
  savedMinor: number;
};

/**
 * The cliffs of a cart (R8): for each tier group, how much more to buy so that a
 * further step of its lists makes the total lower than it is now. At most two
 * for a group, the nearest and the one that saves most. Found by the engine that
 * prices the cart, from what was read with it, bringing it included, so what is promised is what is
 * charged once that weight is added to that line. Bars that follow a cut list and
 * lines of a fixed price are not added to; a group with a line on request has no
 * total to compare.
 */
export function adviseTiers(cart: PricedCart): TierAdvice[] {
  const { grossMinor } = totalsOf(cart);
  const groups = new Set(cart.lines.map((line) => line.tierGroup));
  return [...groups].flatMap((group) => {
    const lines = cart.lines.filter((line) => line.tierGroup === group);
    if (lines.some((line) => !line.price)) return [];
    return nearestAndBest(
      stepsAbove(cart, lines).flatMap((addG) => {
        const line = cheapestAt(cart, lines, addG);
        const savedMinor = line ? savedBy(cart, { line, addG }) : 0;
        return line && savedMinor > 0
          ? [{ line, addG, savedMinor, grossMinor: grossMinor - savedMinor }]
          : [];
      }),
    );
  });
}

/** How much is missing to each further step that a list of the group's goods has, whole kilograms, ascending. */
function stepsAbove(cart: PricedCart, lines: readonly CartLine[]): number[] {
  const nowG = lines.reduce((sum, line) => sum + line.weightG, 0);
  const missing = lines
    .flatMap((line) => cart.listed.get(line.productId) ?? [])
    .flatMap(({ fromWeightsG }) => fromWeightsG)
    .filter((fromG) => fromG > nowG)
    .map((fromG) => Math.ceil((fromG - nowG) / G_PER_KG) * G_PER_KG);
  return [...new Set(missing)].toSorted((one, other) => one - other);
}

/** The line whose tonne is cheapest at that weight of the group; of equals the same one in whatever order they stand. */
function cheapestAt(
  { listed, terms }: PricedCart,
  lines: readonly CartLine[],
  addG: number,
): CartLine | undefined {
  const thenG = lines.reduce((sum, line) => sum + line.weightG, addG);
  const offered = lines.flatMap((line) => {
    if (line.cutting || fixedPriceInForce(line.fixed)) return [];
    const offer = offerAt(thenG, listed.get(line.productId) ?? [], terms);
    return offer ? [{ line, perTonneMinor: withVatMinor(offer, terms.vatRateBp) }] : [];
  });
  return offered.toSorted(
    (one, other) =>
      one.perTonneMinor - other.perTonneMinor || (one.line.id < other.line.id ? -1 : 1),
  )[0]?.line;
}

/** How much less all of it costs with that much more, brought where it goes; negative where it costs more. */
function savedBy(cart: PricedCart, more: { line: CartLine; addG: number }): number {
  const { listed, terms } = cart;
  const heavier = cart.lines.map((line) =>
    line === more.line ? { ...line, weightG: line.weightG + more.addG } : line,
  );
  const lines = priceCartLines(heavier, listed, terms);
  const freight = freightOf(cart, totalsOf({ lines, services: [] }), terms.vatRateBp);
  const then = totalsOf({ lines, services: servicesOfCart(freight) });
  return totalsOf(cart).grossMinor - then.grossMinor;
}

/** The nearest, and behind it the one that saves most where that is another. */
function nearestAndBest(advice: readonly TierAdvice[]): TierAdvice[] {
  const [nearest] = advice;
  const best = advice.toSorted((one, other) => other.savedMinor - one.savedMinor)[0];
  if (!nearest || !best) return [];
  return best.savedMinor > nearest.savedMinor ? [nearest, best] : [nearest];
}
