import { createHash } from 'node:crypto';
import { takeCredit } from '../credit/take-credit.ts';
import { holdHoursOf } from '../customers/agreed.ts';
import { dueOf, longestDays } from '../customers/instalment.ts';
import { addDays, businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import { type Actor, type Guest, may, mayActFor, mayOrderFrom } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import { mayOrderTo } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import type { PaymentTerms } from '../platform/db/schema.ts';
import { commitBehind } from '../platform/db/transact.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { holdStock, type LineToHold } from '../stock/reserve.ts';
import { type PricedCart, totalsOf } from './cart.ts';
import { type ContentToPlace, readContentToPlace } from './cart-content.queries.ts';
import type { CartDetails } from './cart.queries.ts';
import { saleBasisOf } from './order.ts';
import { findOrderOfCart } from './order.queries.ts';
import { keepBudget } from './keep-budget.ts';
import { keepSpendingLimit } from './keep-spending-limit.ts';
import { standingToKeep } from './cart-freight.ts';
import { jobsToPlace, type PlacedLine, servicesToPlace } from './place-cutting.ts';
import {
  type Claim,
  claimKeyAndCart,
  findClaim,
  insertOrder,
  insertOrderInstalments,
  insertOrderLines,
  lockMeans,
  type NewOrder,
  type NewOrderLine,
  pointKeyAt,
} from './placing.queries.ts';
import { priceContent } from './read-cart.ts';
import { promiseGoods } from '../stock/promise-goods.ts';
import { refuseUnlessAgreed } from './refuse-unless-agreed.ts';
import { requireApproval } from './require-approval.ts';
import { refuseForeignDetails } from './set-details.ts';

/** An unpaid order holds its stock for so many business hours (R18, default). */
const HOLD_BUSINESS_HOURS = 24;
/** How far back a repeated order is looked for: five working days (R25). */
const TWIN_DAYS = 7;

export type Sale = {
  /** Made with the form, so that a second click is known; becomes the order's id. */
  key: string;
  cartId: string;
  /** Where the sale is closed; the cart may have been begun elsewhere. */
  channel: Channel;
  payment: PaymentTerms;
  /** What the buyer saw: `termsHash` of the cart as it was shown. */
  shownTerms: string;
  /** The buyer was asked and said that this is another order (R25). */
  isAnotherOrder?: boolean;
  /** What the form says of place, contact and purchase number; undefined leaves the cart's own. */
  details?: CartDetails | undefined;
  /** The question in which the company's approvers agreed, where its rules ask for one (R16). */
  approvalId?: string | undefined;
  at: Date;
};

export type PlacedOrder = { orderId: string };

/**
 * Turns a cart into an order. The only way an order comes to be, whatever the
 * channel; a second call for the same key or the same cart finds the first
 * order and returns it. Locks in the written order: key, cart, question to the
 * approvers, the buyer's spending limit, the budget, account, stock, counter. Refuses what the
 * buyer did not see, what has no price, what his company has not agreed to, what his
 * limit or credit does not cover and what the branch does not have.
 */
export async function placeOrder(tx: Tx, actor: Actor | Guest, sale: Sale): Promise<PlacedOrder> {
  if (actor.kind !== 'guest' && !may(actor, 'place-orders')) {
    throw new Refusal({ code: 'not-permitted' });
  }
  const claim = claimOf(actor, sale);
  const claimed = await claimKeyAndCart(tx, claim, sale.cartId);
  if (!claimed) return answerOfKey(tx, claim, sale);
  if (!mayActFor(actor, claimed.companyId) || !mayOrderFrom(actor, claimed.quoteId)) {
    throw new NotFound('cart', sale.cartId);
  }
  failpoint('order.after-cart-lock');
  if (claimed.placedAt) return orderOfPlacedCart(tx, sale);

  const { cart, ...own } = await readToPlace(tx, sale);
  if (!mayOrderTo(actor, cart.siteId)) throw new Refusal({ code: 'not-permitted' });
  await keepOwnRules(tx, actor, { cart, ...own, sale });
  await takeCreditIfOnAccount(tx, actor, { cart, sale });
  failpoint('order.after-credit');
  await writeOrder(tx, actor, sale, cart);
  failpoint('order.before-commit');
  return { orderId: sale.key };
}

function claimOf(actor: Actor | Guest, sale: Sale): Claim {
  const content = JSON.stringify([sale.cartId, sale.payment, sale.shownTerms, sale.details]);
  return {
    key: sale.key,
    personId: actor.personId,
    fingerprint: createHash('sha256').update(content).digest('base64url'),
    orderId: sale.key,
    at: sale.at,
  };
}

/** What the same form was answered before; the same key with other content is refused. */
async function answerOfKey(tx: Tx, claim: Claim, sale: Sale): Promise<PlacedOrder> {
  const before = await findClaim(tx, claim.key);
  if (!before.isPlaced) throw new NotFound('cart', sale.cartId);
  if (before.personId !== claim.personId || before.fingerprint !== claim.fingerprint) {
    throw new Refusal({ code: 'key-reused' });
  }
  return { orderId: before.orderId };
}

async function orderOfPlacedCart(tx: Tx, sale: Sale): Promise<PlacedOrder> {
  const placed = await findOrderOfCart(tx, sale.cartId);
  if (!placed) throw new Error(`cart ${sale.cartId} is placed but has no order`);
  await pointKeyAt(tx, sale.key, placed.id);
  return { orderId: placed.id };
}

/** The locked cart with the details of the form, as it is priced now; refused where it is not what the buyer agreed to. */
async function readToPlace(tx: Tx, sale: Sale): Promise<CompanysOwn & { cart: PricedCart }> {
  const { cartId, details, channel, at } = sale;
  const since = new Date(at.getTime() - TWIN_DAYS * 86_400_000);
  const twin = sale.isAnotherOrder ? undefined : { channel, since };
  const on = tradingDay(at);
  const content = await readContentToPlace(tx, { cartId, details, twin, at }, on).catch(
    refuseForeignDetails,
  );
  const cart = await priceContent(tx, content, on);
  refuseUnlessAgreed(cart, sale.shownTerms);
  const { twinNumber, approvalGround, budget, costCentreRequired } = content;
  if (twinNumber !== null) throw new Refusal({ code: 'looks-like-order', number: twinNumber });
  return { cart, approvalGround, budget, costCentreRequired };
}

/** What the company decides of its orders by rules of its own. */
type CompanysOwn = Pick<ContentToPlace, 'approvalGround' | 'budget' | 'costCentreRequired'>;

/** Whoever must agree has agreed, and neither the buyer's limit nor the budget is gone beyond without it (R16, R17). */
async function keepOwnRules(
  tx: Tx,
  actor: Actor | Guest,
  of: CompanysOwn & { cart: PricedCart; sale: Sale },
): Promise<void> {
  const { cart, approvalGround, budget, sale } = of;
  const { approvalId, at } = sale;
  const { grossMinor } = totalsOf(cart);
  const asked = { cart, budget, approvalGround, approvalId, at };
  const { askedAt, ...agreed } = await requireApproval(tx, actor, asked);
  const { costCentreId, companyId } = cart;
  const { limit, hasBudget } = await lockMeans(tx, {
    buyer: actor.kind === 'buyer' ? actor : undefined,
    costCentreId: actor.kind === 'staff' ? null : costCentreId,
    accountOf: sale.payment === 'on-account' ? companyId : undefined,
  });
  if (!agreed.mayGoBeyondLimit) {
    await keepSpendingLimit(tx, actor, { limit, grossMinor, at, askedAt });
  }
  await keepBudget(tx, actor, {
    ...{ costCentreId, hasBudget, isCostCentreRequired: of.costCentreRequired },
    ...{ grossMinor, mayGoBeyond: agreed.mayGoBeyondBudget, askedAt, at },
  });
}

async function takeCreditIfOnAccount(
  tx: Tx,
  actor: { personId: string },
  { cart, sale }: { cart: PricedCart; sale: Sale },
): Promise<void> {
  if (sale.payment === 'prepaid') return;
  if (cart.payment !== 'on-account') throw new Refusal({ code: 'credit-none' });
  await takeCredit(tx, {
    companyId: cart.companyId,
    orderId: sale.key,
    orderMinor: totalsOf(cart).grossMinor,
    on: tradingDay(sale.at),
    at: sale.at,
    personId: actor.personId,
    channel: sale.channel,
  });
}

async function writeOrder(
  tx: Tx,
  actor: Actor | Guest,
  sale: Sale,
  cart: PricedCart,
): Promise<void> {
  const { companyId, branchCode } = cart;
  const orderId = sale.key;
  const pricedOn = tradingDay(sale.at);
  const placed = cart.lines.map((line) => ({ line, orderLineId: newId() }));
  const lines = placed.map(orderLine);
  const { unpriced: _, ...totals } = totalsOf(cart);
  const holdHours = holdHoursOf(cart.agreed, HOLD_BUSINESS_HOURS);
  const reservedUntil = sale.payment === 'prepaid' ? businessHoursAfter(sale.at, holdHours) : null;

  const toHold = placed.map(({ line, orderLineId }): LineToHold => ({
    ...{ orderLineId, branchCode, sku: line.sku, productId: line.productId },
    ...{ weightG: line.weightG, coming: line.supply.coming },
  }));
  const held = await holdStock(tx, { lines: toHold, at: sale.at });
  failpoint('order.after-reserve');
  const of = { orderId, companyId, branchCode, cartId: cart.id, at: sale.at };
  const services = servicesToPlace(placed, cart.services);
  const jobs = jobsToPlace(placed);
  await insertOrderLines(tx, of, { lines, held, services, jobs });
  await promiseGoods(tx, { held, companyId, at: sale.at });
  await freezeInstalments(tx, sale, cart);
  failpoint('order.after-insert');
  const order: NewOrder = {
    ...totals,
    id: orderId,
    companyId,
    cartId: cart.id,
    channel: sale.channel,
    placedBy: actor.personId,
    contactId: cart.contactId,
    placedAt: sale.at,
    pricedOn,
    agreementId: cart.agreementId,
    branchCode,
    siteId: cart.siteId,
    freight: standingToKeep(cart.freight),
    payment: sale.payment,
    dueOn: sale.payment === 'on-account' ? addDays(pricedOn, daysToPay(cart)) : null,
    purchaseNumber: cart.purchaseNumber,
    costCentreId: cart.costCentreId,
    certificateKind: cart.certificateKind,
    note: cart.note,
    reservedUntil,
  };
  commitBehind(tx, insertOrder(tx, order));
}

/** What is due with each instalment of an order on account, as agreed today; nothing where it is paid whole. */
async function freezeInstalments(tx: Tx, sale: Sale, cart: PricedCart): Promise<void> {
  if (sale.payment !== 'on-account' || cart.instalments.length === 0) return;
  const due = dueOf(cart.instalments, totalsOf(cart).grossMinor);
  await insertOrderInstalments(tx, { orderId: sale.key, on: tradingDay(sale.at) }, due);
}

/** The days in which all of an order on account is paid. */
const daysToPay = ({ paymentDays, instalments }: PricedCart): number =>
  instalments.length > 0 ? longestDays({ paymentDays: 0, instalments }) : (paymentDays ?? 0);

/** A cart line frozen: names, weight, price and why this price (R4, R10). */
function orderLine({ line, orderLineId }: PlacedLine, index: number): NewOrderLine {
  const { price } = line;
  if (!price) throw new Refusal({ code: 'price-on-request', sku: line.sku });
  return {
    id: orderLineId,
    position: index + 1,
    productId: line.productId,
    sku: line.sku,
    ownCode: line.ownCode,
    nameEn: line.nameEn,
    nameRu: line.nameRu,
    nameKk: line.nameKk,
    quantityMilli: line.quantityMilli,
    unit: line.unit,
    pieces: line.pieces,
    lengthMm: line.lengthMm,
    weightG: line.weightG,
    saleBasis: saleBasisOf(line.lengthKind),
    massSource: line.massSource,
    pricePerTonneMinor: price.pricePerTonneMinor,
    priceLevel: price.level,
    vatRateBp: price.derivation.vatRateBp,
    netMinor: price.netMinor,
    vatMinor: price.vatMinor,
    grossMinor: price.grossMinor,
    derivation: price.derivation,
  };
}
