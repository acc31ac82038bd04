import { tradingDay } from '../measures/calendar.ts';
import type { Db } from '../platform/db/database.ts';
import { readTermsAndPrices } from '../pricing/pricing.queries.ts';
import { roadFrom } from '../stock/network.ts';
import { type Supply, supplyOf } from '../stock/supply.ts';
import { type Cart, type CartLineRow, type CartRow, type PricedCart, totalsOf } from './cart.ts';
import { type CartSought, readCartContent } from './cart-content.queries.ts';
import { freightOf, servicesOfCart } from './cart-freight.ts';
import { priceCartLines } from './price-cart-lines.ts';

/**
 * A cart as it stands at a moment: its lines priced at the company's own lists
 * of that day, with breaks by the weight of whole tier groups (R8), unless a person or a
 * quote fixed the price of a line, which then does not move (R10). The same in
 * every channel; two statements, however many lines. `undefined`: no such cart.
 */
export async function readCart(db: Db, sought: CartSought, at: Date): Promise<Cart | undefined> {
  const on = tradingDay(at);
  const content = await readCartContent(db, sought, on);
  if (!content) return undefined;
  const { choices, approvalGround, budget, costCentreRequired, owing } = content;
  const own = { choices, approvalGround, budget, costCentreRequired, owing };
  return { ...(await priceContent(db, content, on)), ...own };
}

const NOTHING_COMES: Supply = { coming: [], isShort: false };

/** The same for a cart whose content was read already. One statement. */
export async function priceContent(
  db: Db,
  content: { cart: CartRow; lines: readonly CartLineRow[] },
  on: string,
): Promise<PricedCart> {
  const { cart } = content;
  const { terms, listed } = await readTermsAndPrices(db, {
    ...{ companyId: cart.companyId, siteId: cart.siteId, on },
    productIds: content.lines.map((line) => line.productId),
  });
  const { siteCity, branchCode } = cart;
  const wanted = content.lines.map((line) => ({ ...line, isCut: line.cutting !== null }));
  const supplies = supplyOf(wanted, { branchCode, on });
  const lines = priceCartLines(content.lines, listed, terms).map((line) => ({
    ...line,
    supply: supplies.get(line.id) ?? NOTHING_COMES,
  }));
  const roadKm = siteCity === null ? null : roadFrom(branchCode, siteCity);
  const goods = totalsOf({ lines, services: [] });
  const freight = freightOf({ ...cart, roadKm }, goods, terms.vatRateBp);
  return { ...cart, lines, listed, terms, roadKm, freight, services: servicesOfCart(freight) };
}
