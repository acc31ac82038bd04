import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Actor, may } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { PaymentTerms } from '../platform/db/schema.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { derivedId } from '../platform/derived-id.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { weighLines } from './add-lines.ts';
import { newCartCode } from './cart-code.ts';
import { lockQuoteFor, refuseUnlessSeen } from './open-quote.ts';
import { termsHash } from './order.ts';
import { placeOrder } from './place-order.ts';
import { isOpen, isUsedUp, type QuoteVersion, type Take, takesOf, type Wanted } from './quote.ts';
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
  channel: Channel;
  at: Date;
};

/**
 * Accepts the current version of a quote, whole or in part, and orders it at
 * exactly the quoted prices (R15). Stock, credit and the right to buy are asked
 * as for any order. Once, whatever is clicked: the same key finds its order, and
 * so does whoever comes when all is ordered. Refused when the time is over at the
 * moment of accepting, and when the quote is not as it was shown. What is left of
 * a quote that may be taken in part stays open until its time is over.
 */
export async function acceptQuote(
  tx: Tx,
  actor: Actor,
  acceptance: QuoteAcceptance,
): Promise<{ orderId: string }> {
  const { key, quoteId, seenVersion, wanted, at } = acceptance;
  const quote = await lockQuoteFor(tx, actor, quoteId);
  if (!may(actor, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const before = await findAcceptedOrder(tx, { quoteId, key, isAll: quote.state === 'accepted' });
  if (before) return before;
  refuseUnlessOpen(quote, at);
  refuseUnlessSeen(quote, seenVersion);
  // Asked of the database as well, so that what accepts is a statement that knows the time.
  if (!(await isStillOpen(tx, { quoteId, at }))) throw new Refusal({ code: 'quote-expired' });

  const versions = await listVersions(tx, { quoteId, withDraft: false });
  const version = versions.find(({ number }) => number === quote.currentVersion);
  if (!version) throw new Error(`quote ${quoteId} has no current version`);
  const takes = takesOf(version, quote.taken, wanted);

  await insertAcceptance(tx, {
    ...{ id: key, quoteId, companyId: quote.companyId, versionId: version.id },
    ...{ personId: actor.personId, channel: acceptance.channel },
    ...{ orderId: key, takes, at },
  }).catch(refuseOn({ quote_taken_once: { code: 'quote-taken' } }));
  const taken = takes.map(({ offer, quantityMilli }) => ({
    ...{ offerId: offer.id, position: offer.position, takenMilli: quantityMilli },
  }));
  const isAll = !version.takesPart || isUsedUp(version, [...quote.taken, ...taken]);
  await setQuoteState(tx, { quoteId, state: isAll ? 'accepted' : 'sent', at });
  await recordEvent(
    tx,
    { type: 'quote.accepted', quoteId, number: quote.number, orderId: key },
    {
      ...{ companyId: quote.companyId, personId: actor.personId, channel: acceptance.channel },
      ...{ subjectId: quoteId, at },
    },
  );
  return orderTakes(tx, actor, { quote, version, takes, acceptance });
}

function refuseUnlessOpen(quote: LockedQuote, at: Date): void {
  if (isOpen(quote, at)) return;
  const isOver = quote.state === 'sent' || quote.state === 'expired';
  throw new Refusal(
    isOver ? { code: 'quote-expired' } : { code: 'quote-closed', state: quote.state },
  );
}

/** A cart of its own takes the offers with their prices and becomes the order. */
async function orderTakes(
  tx: Tx,
  actor: Actor,
  of: {
    quote: LockedQuote;
    version: QuoteVersion;
    takes: readonly Take[];
    acceptance: QuoteAcceptance;
  },
): Promise<{ orderId: string }> {
  const { quote, version, takes, acceptance } = of;
  const { key, channel, payment, siteId, purchaseNumber, at } = acceptance;
  const { branchCode } = quote;
  const cartId = newId();
  const lines = await weighLines(
    tx,
    branchCode,
    takes.map(({ offer, quantityMilli }) => ({
      id: derivedId(key, offer.id),
      productId: offer.productId,
      quantity: { amountMilli: quantityMilli, unit: offer.unit },
    })),
  );
  await insertQuoteCart(
    tx,
    {
      ...{ id: cartId, code: newCartCode(), companyId: quote.companyId, quoteId: quote.id },
      ...{ branchCode, siteId, purchaseNumber, openedBy: actor.personId, openedOn: channel, at },
    },
    lines.flatMap((line, index) => {
      const offer = takes[index]?.offer;
      if (!offer) return [];
      const { position, pricePerTonneMinor, includesVat } = offer;
      const quoteVersion = version.number ?? 1;
      return [{ line, position, pricePerTonneMinor, includesVat, quoteVersion }];
    }),
  ).catch(refuseForeignDetails);
  const content = await readCartContent(tx, { cartId }, tradingDay(at));
  if (!content) throw new Error(`the cart of quote ${quote.id} is gone`);
  const cart = await priceContent(tx, content, tradingDay(at));
  return placeOrder(tx, actor, {
    ...{ key, cartId, channel, payment, at },
    shownTerms: termsHash(cart),
    // Whoever accepts a quote means this order, however much it is like another.
    isAnotherOrder: true,
  });
}
