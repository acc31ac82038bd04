import { findVatRate } from '../ledger/turnover.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Staff, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockQuoteFor } from './open-quote.ts';
import { priceOffers, type WrittenOffer } from './price-offers.ts';
import type { Offer, QuoteVersion } from './quote.ts';
import type { WrittenDelivery } from './quote-delivery.ts';
import { findQuote, type LockedQuote, setQuoteState } from './quote.queries.ts';
import { deleteDraft, insertDraft, listVersions, writeDraft } from './quote-version.queries.ts';

/** Locks a quote that one of ours answers. */
async function lockToAnswer(tx: Tx, actor: Staff, quoteId: string): Promise<LockedQuote> {
  if (!may(actor, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  return lockQuoteFor(tx, actor, quoteId);
}

/**
 * Begins the next version of an answer. The first offers what was asked for at
 * the company's own list prices; a later one, also of a quote that has run out,
 * was declined or withdrawn, begins with the offers of the version before beside
 * the list prices of today (R15). What its branch cannot cut begins as whole bars.
 * Harmless to repeat: a draft that is there stays.
 */
export async function beginQuoteDraft(
  tx: Tx,
  actor: Staff,
  of: { quoteId: string; at: Date },
): Promise<void> {
  const { quoteId, at } = of;
  const quote = await lockToAnswer(tx, actor, quoteId);
  if (quote.state === 'accepted') throw new Refusal({ code: 'quote-closed', state: quote.state });
  if (quote.hasDraft) return;
  const { companyId, branchCode } = quote;
  const versionId = newId();
  await insertDraft(tx, { id: versionId, quoteId, companyId, begunBy: actor.personId, at });
  const sent = await listVersions(tx, { quoteId, withDraft: false });
  const before = sent.at(-1);
  const offers = before ? before.offers.map(offeredAgain) : await offersOfRequest(tx, quoteId);
  const { takesPart = true, conditions = '', delivery = null } = before ?? {};
  const quoteVersion = sent.length + 1;
  const answer = { companyId, branchCode, quoteId, quoteVersion, offers, at };
  const priced = await priceOffers(tx, { ...answer, dropsCuts: true });
  const vatRateBp = await findVatRate(tx, tradingDay(at));
  const written = { validUntil: null, takesPart, conditions, delivery, vatRateBp };
  await writeDraft(tx, { versionId, ...written, offers: priced });
}

const offeredAgain = (offer: Offer): WrittenOffer => {
  const { position, alternative, productId, typed, pricePerTonneMinor, takesMore, note, cutting } =
    offer;
  const quantity = { amountMilli: offer.quantityMilli, unit: offer.unit };
  const said = { position, alternative, productId, typed, quantity, takesMore, note, cutting };
  return { ...said, pricePerTonneMinor };
};

/** A line of the request without a quantity is offered as a tonne: the draft is there to be changed. */
async function offersOfRequest(tx: Tx, quoteId: string): Promise<WrittenOffer[]> {
  const asked = await findQuote(tx, quoteId);
  return (asked?.lines ?? []).map(
    ({ position, productId, typed, quantityMilli, unit, cutting }) => ({
      ...{ position, alternative: 1, productId, typed, takesMore: false, note: '', cutting },
      quantity: { amountMilli: quantityMilli ?? 1000, unit: unit ?? 't' },
      pricePerTonneMinor: undefined,
    }),
  );
}

export type WrittenDraft = {
  quoteId: string;
  /** How often the draft had been saved when it was shown. */
  seenEdits: number;
  validUntil: Date | null;
  takesPart: boolean;
  conditions: string;
  /** How the goods get to the buyer; null: nothing is said of it. */
  delivery: WrittenDelivery | null;
  offers: readonly WrittenOffer[];
  at: Date;
};

/** Saves a draft as it was written; refused where somebody saved it meanwhile. Returns it with its amounts. */
export async function saveQuoteDraft(
  tx: Tx,
  actor: Staff,
  written: WrittenDraft,
): Promise<QuoteVersion> {
  const { quoteId, seenEdits, validUntil, takesPart, conditions, delivery, offers, at } = written;
  const { companyId, branchCode } = await lockToAnswer(tx, actor, quoteId);
  const versions = await listVersions(tx, { quoteId, withDraft: true });
  const draft = draftOf(versions);
  if (!draft || draft.edits !== seenEdits) throw new Refusal({ code: 'changed-meanwhile' });
  const quoteVersion = versions.length;
  const cut = withOffcuts(offers, draft.offers);
  const of = { companyId, branchCode, quoteId, quoteVersion, offers: cut, at };
  const priced = await priceOffers(tx, of);
  const vatRateBp = await findVatRate(tx, tradingDay(at));
  const head = { validUntil, takesPart, conditions, delivery, vatRateBp };
  await writeDraft(tx, { versionId: draft.id, ...head, offers: priced }).catch(
    refuseOn({ quote_version_site: { code: 'not-permitted' } }),
  );
  const saved = draftOf(await listVersions(tx, { quoteId, withDraft: true }));
  if (!saved) throw new Error(`the draft of quote ${quoteId} is gone`);
  return saved;
}

/** What becomes of the rest of the bars stays as the buyer said it; nothing of that is written in an answer. */
const withOffcuts = (offers: readonly WrittenOffer[], before: readonly Offer[]): WrittenOffer[] =>
  offers.map((offer) => {
    const said = before.find(({ position, cutting }) => cutting && position === offer.position);
    const { offcuts } = said?.cutting ?? {};
    const cutting = offer.cutting ? { ...offer.cutting, ...(offcuts && { offcuts }) } : null;
    return { ...offer, cutting };
  });

/** Throws the draft away; the version that was sent before stays as it was. Harmless to repeat. */
export async function discardQuoteDraft(
  tx: Tx,
  actor: Staff,
  of: { quoteId: string; at: Date },
): Promise<void> {
  const { hasDraft, state } = await lockToAnswer(tx, actor, of.quoteId);
  if (!hasDraft) return;
  await deleteDraft(tx, of.quoteId);
  if (state === 'requested') await setQuoteState(tx, { ...of, state });
}

const draftOf = (versions: readonly QuoteVersion[]) =>
  versions.find(({ number }) => number === null);
