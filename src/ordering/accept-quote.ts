import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Actor, type Buyer, type Guest, mayOrderFrom } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { CertificateKind, PaymentTerms } from '../platform/db/schema.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { derivedId } from '../platform/derived-id.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { weighLines } from './add-lines.ts';
import { findAskedQuote, isAsked } from './approval.queries.ts';
import { askApproval } from './ask-approval.ts';
import { newCartCode } from './cart-code.ts';
import { lockQuoteFor, refuseUnlessOpen, refuseUnlessSeen } from './open-quote.ts';
import type { CartLine } from './cart.ts';
import { termsHash } from './order.ts';
import { placeOrder, type Sale } from './place-order.ts';
import { isUsedUp, type QuoteVersion, type Take, takesOf, type Wanted } from './quote.ts';
import { freightOfTakes, siteOfOrder } from './quote-delivery.ts';
import { type LockedQuote, setQuoteState } from './quote.queries.ts';
import {
  findAcceptedOrder,
  insertAcceptance,
  insertQuoteCart,
  isStillOpen,
} from './quote-acceptance.queries.ts';
import { listVersions } from './quote-version.queries.ts';
import { priceContent } from './read-cart.ts';
import { readCartContent } from './cart-content.queries.ts';
import { refuseForeignDetails } from './set-details.ts';

export type QuoteAcceptance = {
  /** Made with the form, so that a second click is known; becomes the order's id. */
  key: string;
  quoteId: string;
  /** The state of the quote that was shown. */
  seenVersion: number;
  wanted: readonly Wanted[];
  payment: PaymentTerms;
  siteId: string | null;
  purchaseNumber: string;
  /** What its company books it to. */
  costCentreId?: string | null;
  /** Who receives the goods, or asked for them. */
  contactId?: string | null;
  certificateKind?: CertificateKind | null;
  /** The day by which the goods may come from other branches, as it was shown and agreed to. */
  comesOn?: string | undefined;
  channel: Channel;
  at: Date;
};

/**
 * Accepts the current version of a quote, whole or in part, and orders it at
 * exactly the quoted prices, brought at exactly the quoted freight (R15). Stock, credit and the right to buy are asked
 * as for any order. Once, whatever is clicked: the same key finds its order, and
 * so does whoever comes when all is ordered. Refused when the time is over at the
 * moment of accepting, and when the quote is not as it was shown. What is left of
 * a quote that may be taken in part stays open until its time is over.
 */
export async function acceptQuote(
  tx: Tx,
  actor: Actor | Guest,
  acceptance: QuoteAcceptance,
): Promise<{ orderId: string }> {
  const { key, quoteId, seenVersion, channel, payment, at } = acceptance;
  const quote = await lockQuoteToOrder(tx, actor, quoteId);
  const before = await findAcceptedOrder(tx, { quoteId, key, isAll: quote.state === 'accepted' });
  if (before) return before;
  refuseUnlessOpen(quote, at);
  refuseUnlessSeen(quote, seenVersion);
  const taking = await takingOf(tx, quote, acceptance);
  await recordAcceptance(tx, actor, taking, { orderId: key, channel, at });
  const { cartId, shownTerms } = await fillQuoteCart(tx, actor, taking, acceptance);
  return placeOrder(tx, actor, {
    ...{ key, cartId, channel, payment, shownTerms, at },
    // Whoever accepts a quote means this order, however much it is like another.
    isAnotherOrder: true,
  });
}

/**
 * Asks those of the buyer's company who must agree before he accepts a quote
 * (R16). Nothing is accepted yet: the quote stays open for as long as it is valid,
 * and is accepted when the approved order is placed. The same key finds its question.
 */
export async function askApprovalOfQuote(
  tx: Tx,
  actor: Buyer,
  acceptance: QuoteAcceptance,
): Promise<{ requestId: string }> {
  const { key, quoteId, seenVersion, wanted, payment, at } = acceptance;
  const quote = await lockQuoteToOrder(tx, actor, quoteId);
  if (await isAsked(tx, key)) return { requestId: key };
  refuseUnlessOpen(quote, at);
  refuseUnlessSeen(quote, seenVersion);
  const taking = await takingOf(tx, quote, acceptance);
  const { cartId, shownTerms } = await fillQuoteCart(tx, actor, taking, acceptance);
  const version = quote.currentVersion ?? 1;
  return askApproval(tx, actor, {
    ...{ key, cartId, shownTerms, payment, note: '', placesItself: true, at },
    quote: { quoteId, version, wanted },
  });
}

/**
 * Places what was approved. Of a quote it is accepted at this moment, if it still
 * holds and was not answered anew meanwhile; the same order however often it is asked.
 */
export async function placeApproved(
  tx: Tx,
  actor: Actor,
  sale: Sale & { approvalId: string },
): Promise<{ orderId: string }> {
  const asked = await findAskedQuote(tx, sale.approvalId);
  if (!asked) return placeOrder(tx, actor, sale);
  const { key, channel, at } = sale;
  const { quoteId, wanted } = asked;
  const quote = await lockQuoteToOrder(tx, actor, quoteId);
  const before = await findAcceptedOrder(tx, { quoteId, key, isAll: quote.state === 'accepted' });
  if (before) return before;
  refuseUnlessOpen(quote, at);
  if (quote.currentVersion !== asked.version) throw new Refusal({ code: 'quote-changed' });
  const taking = await takingOf(tx, quote, { wanted, at });
  await recordAcceptance(tx, actor, taking, { orderId: key, channel, at });
  return placeOrder(tx, actor, sale);
}

async function lockQuoteToOrder(
  tx: Tx,
  actor: Actor | Guest,
  quoteId: string,
): Promise<LockedQuote> {
  const quote = await lockQuoteFor(tx, actor, quoteId);
  if (!mayOrderFrom(actor, quoteId)) throw new Refusal({ code: 'not-permitted' });
  return quote;
}

/** What of a quote is taken now, its current version, and whether anything is left. */
type Taking = { quote: LockedQuote; version: QuoteVersion; takes: readonly Take[] };

async function takingOf(
  tx: Tx,
  quote: LockedQuote,
  { wanted, at }: { wanted: readonly Wanted[]; at: Date },
): Promise<Taking> {
  const quoteId = quote.id;
  // Asked of the database as well, so that what accepts is a statement that knows the time.
  if (!(await isStillOpen(tx, { quoteId, at }))) throw new Refusal({ code: 'quote-expired' });
  const versions = await listVersions(tx, { quoteId, withDraft: false });
  const version = versions.find(({ number }) => number === quote.currentVersion);
  if (!version) throw new Error(`quote ${quoteId} has no current version`);
  return { quote, version, takes: takesOf(version, quote.taken, wanted) };
}

async function recordAcceptance(
  tx: Tx,
  actor: Actor | Guest,
  { quote, version, takes }: Taking,
  { orderId, channel, at }: { orderId: string; channel: Channel; at: Date },
): Promise<void> {
  const { id: quoteId, companyId, number } = quote;
  const { personId } = actor;
  await insertAcceptance(tx, {
    ...{ id: orderId, quoteId, companyId, versionId: version.id, personId, channel },
    ...{ orderId, takes, at, linkId: actor.kind === 'guest' ? actor.linkId : null },
  }).catch(refuseOn({ quote_taken_once: { code: 'quote-taken' } }));
  const taken = takes.map(({ offer, quantityMilli }) => ({
    ...{ offerId: offer.id, position: offer.position, takenMilli: quantityMilli },
  }));
  const isAll = !version.takesPart || isUsedUp(version, [...quote.taken, ...taken]);
  await setQuoteState(tx, { quoteId, state: isAll ? 'accepted' : 'sent', at });
  await recordEvent(
    tx,
    { type: 'quote.accepted', quoteId, number, orderId },
    { companyId, personId, channel, subjectId: quoteId, at },
  );
}

/** A cart of its own takes the offers with their prices; it becomes the order. */
async function fillQuoteCart(
  tx: Tx,
  actor: Actor | Guest,
  { quote, version, takes }: Taking,
  acceptance: QuoteAcceptance,
): Promise<{ cartId: string; shownTerms: string }> {
  const { key, channel, purchaseNumber, costCentreId = null, at } = acceptance;
  const { contactId = null, certificateKind = null } = acceptance;
  const { branchCode } = quote;
  const siteId = siteOfOrder(version, acceptance.siteId);
  const quoteVersion = version.number ?? 1;
  const freight = freightOfTakes(version, quote.taken, takes);
  const cartId = newId();
  const lines = await weighLines(
    tx,
    branchCode,
    takes.map(({ offer, quantityMilli }) => ({
      id: derivedId(key, offer.id),
      productId: offer.productId,
      quantity: { amountMilli: quantityMilli, unit: offer.unit },
      cutting: offer.cutting ?? undefined,
    })),
  );
  await insertQuoteCart(
    tx,
    {
      ...{ id: cartId, code: newCartCode(), companyId: quote.companyId, quoteId: quote.id },
      ...{ branchCode, siteId, contactId, purchaseNumber, costCentreId, certificateKind },
      ...{ openedBy: actor.personId, openedOn: channel, at },
    },
    lines.flatMap((line, index) => {
      const offer = takes[index]?.offer;
      if (!offer) return [];
      const { position, pricePerTonneMinor, includesVat, cutting, services, sku } = offer;
      // Another saw by now takes other bars: that is not what was offered.
      const isAsOffered = !cutting || line.quantityMilli === offer.quantityMilli;
      if (!isAsOffered) throw new Refusal({ code: 'not-cut-so', sku: sku ?? '' });
      const fixed = { position, pricePerTonneMinor, includesVat, quoteVersion };
      return [{ line, ...fixed, services: cutting && services }];
    }),
    freight && { ...freight, quoteVersion },
  ).catch(refuseForeignDetails);
  const content = await readCartContent(tx, { cartId }, tradingDay(at));
  if (!content) throw new Error(`the cart of quote ${quote.id} is gone`);
  const cart = await priceContent(tx, content, tradingDay(at));
  refuseUnlessTaken(cart.lines, acceptance.comesOn);
  return { cartId, shownTerms: termsHash(cart) };
}

/**
 * A quote does not say when goods of another branch would be at its own, and how much is
 * taken is said with the answer: so whoever accepts is shown the last day first, and
 * says that they may come by then.
 */
function refuseUnlessTaken(lines: readonly CartLine[], comesOn: string | undefined): void {
  const [last] = lines
    .flatMap(({ sku, supply }) => supply.coming.map((coming) => ({ sku, ...coming })))
    .toSorted((one, other) => other.arrivesOn.localeCompare(one.arrivesOn));
  if (!last || (comesOn !== undefined && last.arrivesOn <= comesOn)) return;
  const { sku, weightG, branchCode, arrivesOn } = last;
  throw new Refusal({ code: 'comes-later', sku, weightG, branchCode, arrivesOn });
}
