import { findOrInsertContact } from '../customers/contact.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import { findOrInsertPerson } from '../people/membership.queries.ts';
import { hashToken, newSessionToken } from '../people/session-token.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockQuoteFor } from './open-quote.ts';
import { isOpen } from './quote.ts';
import {
  findCompanyLanguage,
  findGuestStanding,
  insertQuoteLink,
  isLinkOf,
  voidQuoteLink,
} from './quote-link.queries.ts';

/** What the letter with a link is made of. The token stands nowhere else. */
export type QuoteLinkLetter = {
  token: string;
  linkId: string;
  name: string;
  email: string;
  language: Language;
  number: string;
  companyName: string;
  validUntil: Date;
};

/**
 * Sends a quote to somebody of the company who is no member: he becomes a contact
 * of it, and a link shows him this quote and nothing else while it is valid. A link
 * that he had of it before is void. Refused while there is nothing to accept,
 * and for an address of ours or of a member, who finds the quote on his own page.
 */
export async function sendQuoteLink(
  tx: Tx,
  actor: Staff,
  sending: { quoteId: string; name: string; email: string; at: Date },
): Promise<QuoteLinkLetter> {
  const { quoteId, name, email, at } = sending;
  if (!may(actor, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const quote = await lockQuoteFor(tx, actor, quoteId);
  const { companyId, number, validUntil, companyName } = quote;
  if (!isOpen(quote, at) || !validUntil) throw new Refusal({ code: 'quote-not-open' });
  const language = await findCompanyLanguage(tx, companyId);
  const { personId } = await findOrInsertPerson(tx, { id: newId(), email, name, language });
  const standing = await findGuestStanding(tx, { personId, companyId });
  if (standing.isStaff || standing.isBlocked) throw new Refusal({ code: 'guest-is-staff' });
  if (standing.isMember) throw new Refusal({ code: 'guest-is-member' });
  const contact = { id: newId(), companyId, personId, name, email };
  const contactId = await findOrInsertContact(tx, contact);
  const [linkId, token] = [newId(), newSessionToken()];
  const kept = { quoteId, companyId, contactId, personId, name, email };
  const tokenHash = hashToken(token);
  await insertQuoteLink(tx, { id: linkId, tokenHash, ...kept, sentBy: actor.personId, at });
  await recordEvent(
    tx,
    { type: 'quote.link-sent', quoteId, number, linkId, email },
    { companyId, personId: actor.personId, channel: null, subjectId: quoteId, at },
  );
  return { token, linkId, name, email, language, number, companyName, validUntil };
}

/** Makes a link void from now on; what was ordered by it stays ordered. A second click finds it done. */
export async function withdrawQuoteLink(
  tx: Tx,
  actor: Staff,
  which: { quoteId: string; linkId: string; at: Date },
): Promise<void> {
  const { quoteId, linkId, at } = which;
  if (!may(actor, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, number } = await lockQuoteFor(tx, actor, quoteId);
  const by = actor.personId;
  const voided = await voidQuoteLink(tx, { linkId, quoteId, by, at });
  if (!voided) {
    if (await isLinkOf(tx, { linkId, quoteId })) return;
    throw new NotFound('link', linkId);
  }
  await recordEvent(
    tx,
    { type: 'quote.link-withdrawn', quoteId, number, linkId, email: voided.email },
    { companyId, personId: by, channel: null, subjectId: quoteId, at },
  );
}
