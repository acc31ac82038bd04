import { recordEvent } from '../events/record-event.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { saveQuoteDraft, type WrittenDraft } from './draft-quote.ts';
import { lockQuoteFor } from './open-quote.ts';
import { freezeDraft } from './quote-version.queries.ts';

/**
 * Sends an answer: what was written becomes the next version, never to change,
 * and the one that may be accepted until its time is over (R15). The buyer is
 * told. Refused without an offer, with goods of ours that have no price, and with
 * a time that is over or missing. Returns the number of the version.
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
