import { Refusal } from '../platform/refusal.ts';
import { askedByLists } from '../pricing/fixed-price.ts';
import { withVatMinor } from '../pricing/price-level.ts';
import type { CartLine, PricedCart } from './cart.ts';

/** What stands in the way of an overridden price; `undefined` where it counts, or where there is none. */
export function openQuestionOf(
  line: CartLine,
  vatRateBp: number,
): 'pending' | 'judged-before' | undefined {
  const { fixed, price } = line;
  if (fixed?.kind !== 'override' || fixed.state === 'refused') return undefined;
  if (fixed.state === 'pending') return 'pending';
  const listed = price && askedByLists(price.derivation);
  const isDearerNow = listed && withVatMinor(listed, vatRateBp) > (fixed.judgedAgainstMinor ?? 0);
  return isDearerNow ? 'judged-before' : undefined;
}

/**
 * Refuses a cart with a price that waits for approval, or that was judged when the
 * lists asked less than now, so that it goes further below them than anybody
 * decided (D11): fewer tonnes, or a newer list.
 */
export function requireApprovedPrices(cart: PricedCart): void {
  for (const line of cart.lines) {
    const question = openQuestionOf(line, cart.terms.vatRateBp);
    const { sku } = line;
    if (question === 'pending') throw new Refusal({ code: 'price-not-approved', sku });
    if (question) throw new Refusal({ code: 'price-judged-before', sku });
  }
}
