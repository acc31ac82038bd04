import { findTermsAuthority } from '../customers/terms-authority.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { saveQuoteDraft, type WrittenDraft } from './draft-quote.ts';
import { findQuoteToBring } from './freight-offer.queries.ts';
import { leastFreightOfQuote } from './least-freight.ts';
import { lockQuoteFor } from './open-quote.ts';
import type { QuoteVersion } from './quote.ts';
import { quotedWeightG, totalOfVersion } from './quote-delivery.ts';
import { freezeDraft } from './quote-version.queries.ts';

/**
 * Sends an answer: what was written becomes the next version, never to change,
 * and the one that may be accepted until its time is over (R15). The buyer is
 * told. Refused without an offer, with goods of ours that have no price, with a time
 * that is over or missing, without an answer to a wish of delivery, and by who may
 * not give freight for less than the tariff asks. Returns the number of the version.
 */
export async function sendQuote(tx: Tx, actor: Staff, written: WrittenDraft): Promise<number> {
  const { quoteId, validUntil, at } = written;
  const draft = await saveQuoteDraft(tx, actor, written);
  if (draft.offers.length === 0) throw new Refusal({ code: 'quote-empty' });
  const unpriced = draft.offers.find(
    ({ productId, pricePerTonneMinor }) => productId !== null && pricePerTonneMinor === null,
  );
  if (unpriced) throw new Refusal({ code: 'price-on-request', sku: unpriced.sku ?? '' });
  if (!validUntil || validUntil <= at) throw new Refusal({ code: 'quote-validity' });
  const asked = await lockQuoteFor(tx, actor, quoteId);
  if (asked.wish !== '' && !draft.delivery) throw new Refusal({ code: 'quote-delivery-unsaid' });
  await refuseFreightBelowTariff(tx, actor, { draft, branchCode: asked.branchCode, at });
  const sentBy = actor.personId;
  const number = await freezeDraft(tx, { quoteId, versionId: draft.id, sentBy, at });
  const quote = await lockQuoteFor(tx, actor, quoteId);
  await recordEvent(
    tx,
    { type: 'quote.sent', quoteId, number: quote.number, version: number },
    { companyId: quote.companyId, personId: sentBy, channel: null, subjectId: quoteId, at },
  );
  return number;
}

/** Freight that nobody may give alone is not given by a quote either; a role that may give it sends the draft. */
async function refuseFreightBelowTariff(
  tx: Tx,
  by: Staff,
  of: { draft: QuoteVersion; branchCode: string; at: Date },
): Promise<void> {
  const { draft, branchCode, at } = of;
  const { delivery } = draft;
  if (delivery?.way !== 'own-vehicle') return;
  const quotedG = quotedWeightG(draft);
  if (quotedG === 0) throw new Refusal({ code: 'quote-nothing-to-bring' });
  const authority = await findTermsAuthority(tx, by.role);
  if (authority?.mayGiveFreight) return;
  const { siteId } = delivery;
  const toBring = await findQuoteToBring(tx, { siteId, branchCode, on: tradingDay(at) });
  const goods = { weightG: quotedG, grossMinor: totalOfVersion(draft).goodsMinor };
  const leastMinor = leastFreightOfQuote(toBring, goods, delivery.vatRateBp);
  if (delivery.netMinor >= leastMinor) return;
  throw new Refusal({ code: 'quote-freight-below', leastMinor });
}
