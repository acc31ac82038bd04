import { unsaidOf } from '../customers/order-field.ts';
import { Refusal } from '../platform/refusal.ts';
import type { PricedCart } from './cart.ts';
import { standingToKeep } from './cart-freight.ts';
import { termsHash } from './order.ts';
import { requireApprovedPrices } from './require-approved-prices.ts';

/**
 * Refuses a cart that is not what its buyer agreed to: an empty one, one with a line
 * that has no price or cannot be cut so, one whose terms are not those that were
 * shown, one that we would not bring where it goes, one that does not say what its
 * company's agreement asks for, and one with a price that waits for somebody. The same
 * for an order and for a question to the approvers.
 */
export function refuseUnlessAgreed(cart: PricedCart, shownTerms: string): void {
  if (cart.lines.length === 0) throw new Refusal({ code: 'cart-empty' });
  const unpriced = cart.lines.find((line) => !line.price);
  if (unpriced) throw new Refusal({ code: 'price-on-request', sku: unpriced.sku });
  const uncut = cart.lines.find((line) => line.cutting && !line.cutOn);
  if (uncut) throw new Refusal({ code: 'not-cut-so', sku: uncut.sku });
  if (termsHash(cart) !== shownTerms) throw new Refusal({ code: 'terms-changed' });
  standingToKeep(cart.freight);
  const unsaid = unsaidOf(cart.requiredFields, cart);
  if (unsaid) throw new Refusal({ code: 'field-required', field: unsaid });
  requireApprovedPrices(cart);
}
