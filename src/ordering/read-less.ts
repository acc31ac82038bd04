import { tradingDay } from '../measures/calendar.ts';
import type { Db } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import type { QuotedFreight } from '../pricing/quoted-freight.ts';
import {
  type AskedNeed,
  type Decision,
  defaultApprovalTerms,
  isStuck,
  needsOf,
} from './approval.ts';
import { type AskedQuote, findAskedQuote } from './approval.queries.ts';
import { readCartContent } from './cart-content.queries.ts';
import type { CartLineRow, PricedCart, PricedCartLine } from './cart.ts';
import { type NeedsAfterChange, needsAfterChange } from './needs-after-change.ts';
import { leaveLess, type LeftOfLine, type LessLines } from './order-less.ts';
import { priceCartLines } from './price-cart-lines.ts';
import { listMeasuredProducts } from './product.queries.ts';
import { takesOf, type Wanted } from './quote.ts';
import { freightOfTakes } from './quote-delivery.ts';
import { findQuote } from './quote.queries.ts';
import { listVersions } from './quote-version.queries.ts';
import { priceContent } from './read-cart.ts';

/** What remains of a cart in question, priced as it would be ordered today, and who must agree to that. */
export type CartOfLess = LessLines & {
  cart: PricedCart;
  /** All that was asked, at the prices of today: where a price is another, a break was lost. */
  before: readonly PricedCartLine[];
  after: NeedsAfterChange;
  /** What of it the company never bought, where a rule asks for that. */
  newProducts: readonly string[];
  /** Of a quote: what is taken of it now, and its freight. */
  quoted: { wanted: readonly Wanted[]; freight: QuotedFreight | undefined } | undefined;
};

/**
 * A cart in question as it would be if an approver left less of it: weighed, priced and
 * judged by the company's rules as any cart is, with breaks, freight, limit and budget
 * looked at for what remains (R8, R16, R17). Changes nothing. Refuses as `leaveLess`
 * does, where a quote is taken as a whole, and where nobody could agree to what remains.
 */
export async function readLess(
  db: Db,
  of: {
    asked: {
      id: string;
      cartId: string;
      requestedBy: string;
      needs: readonly AskedNeed[];
      decisions: readonly Decision[];
    };
    left: readonly LeftOfLine[];
    at: Date;
  },
): Promise<CartOfLess> {
  const { asked, at } = of;
  const { cartId } = asked;
  const on = tradingDay(at);
  const content = await readCartContent(db, { cartId }, on);
  if (!content) throw new NotFound('cart', cartId);
  const { lines } = content;
  const products = await listMeasuredProducts(
    db,
    lines.map(({ productId }) => productId),
  );
  const less = leaveLess(lines, of.left, products);
  const ofQuote = content.cart.quoteId ? await findAskedQuote(db, asked.id) : undefined;
  const quoted = ofQuote && (await takeLess(db, ofQuote, less.left));
  const { quotedFreight: named } = content.cart;
  const quotedFreight = named && quoted?.freight ? { ...named, ...quoted.freight } : named;
  const head = { ...content.cart, quotedFreight };
  const cart = await priceContent(db, { cart: head, lines: less.left }, on);
  const { approvalGround: ground, budget } = content;
  const needs = ground ? needsOf(ground, { ...cart, budget }, asked.requestedBy) : [];
  const { toleranceBp } = ground?.terms ?? defaultApprovalTerms;
  const after = needsAfterChange(asked, needs, toleranceBp);
  if (after.fresh.some(isStuck)) throw new Refusal({ code: 'approval-stuck' });
  const before = priceCartLines(lines, cart.listed, cart.terms);
  return { ...less, cart, before, after, newProducts: ground?.newProducts ?? [], quoted };
}

/** What is taken of a quote when its cart takes less; refused where the quote does not let it (R15). */
async function takeLess(
  db: Db,
  { quoteId, version: number, wanted }: AskedQuote,
  left: readonly CartLineRow[],
): Promise<CartOfLess['quoted']> {
  const quote = await findQuote(db, quoteId);
  if (quote?.currentVersion !== number) throw new Refusal({ code: 'quote-changed' });
  const versions = await listVersions(db, { quoteId, withDraft: false });
  const version = versions.find((one) => one.number === number);
  if (!version) throw new NotFound('quote', quoteId);
  const less = wanted.flatMap(({ offerId }): Wanted[] => {
    const offer = version.offers.find(({ id }) => id === offerId);
    const line = left.find(
      ({ fixed }) => fixed?.kind === 'quote' && fixed.quoteLine === offer?.position,
    );
    return line ? [{ offerId, quantityMilli: line.quantityMilli }] : [];
  });
  const takes = takesOf(version, quote.taken, less);
  return { wanted: less, freight: freightOfTakes(version, quote.taken, takes) };
}
