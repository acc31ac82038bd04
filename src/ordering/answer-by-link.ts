import { CODE_LASTS_MS, hashCode, isSameHash, newCode } from '../people/one-time-code.ts';
import { isTryLeft } from '../people/attempts.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { PaymentTerms } from '../platform/db/schema.ts';
import { Refusal, type RefusalReason } from '../platform/refusal.ts';
import { acceptQuote } from './accept-quote.ts';
import { declineQuote } from './close-quote.ts';
import { lockQuoteFor, refuseUnlessOpen } from './open-quote.ts';
import type { DeclineReason, Wanted } from './quote.ts';
import { findAcceptedOrder } from './quote-acceptance.queries.ts';
import {
  findLinkCode,
  isLinkOpen,
  type OpenQuoteLink,
  setLinkCode,
  spendCode,
} from './quote-link.queries.ts';

/**
 * Makes a code by which a guest proves that the address of his link is his: six
 * digits, for ten minutes and five tries. One that was out before is void.
 * Refused once nothing can be accepted any more. Returns the code for the letter.
 */
export async function makeLinkCode(
  tx: Tx,
  guest: OpenQuoteLink,
  asked: { token: string; at: Date },
): Promise<{ code: string; expiresAt: Date }> {
  const { token, at } = asked;
  const quote = await lockQuoteFor(tx, guest, guest.quoteId);
  refuseUnlessOpen(quote, at);
  const code = newCode();
  const expiresAt = new Date(at.getTime() + CODE_LASTS_MS);
  const codeHash = hashCode(code, token);
  await setLinkCode(tx, { linkId: guest.linkId, codeHash, expiresAt });
  return { code, expiresAt };
}

/**
 * Looks at a code that a guest typed and gives the hash by which it is used up.
 * Each look is counted before it is known whether it is right, outside of the
 * acceptance, so that what is refused counts too. Refuses a wrong code, and one
 * that has run out, is used up, or was tried five times.
 */
export async function tryLinkCode(
  db: Db,
  guest: OpenQuoteLink,
  typed: { token: string; code: string; at: Date },
): Promise<Buffer> {
  const { token, code, at } = typed;
  const codeHash = await findLinkCode(db, { linkId: guest.linkId, at });
  if (!codeHash || !(await isTryLeft(db, codeHash))) throw new Refusal({ code: 'code-over' });
  if (isSameHash(codeHash, hashCode(code, token))) return codeHash;
  throw new Refusal({ code: 'code-wrong' });
}

/** What a guest's form says, without the code. */
export type GuestAcceptance = {
  key: string;
  seenVersion: number;
  wanted: readonly Wanted[];
  payment: PaymentTerms;
  purchaseNumber: string;
  /** The day by which the goods may come from other branches, as it was shown and agreed to. */
  comesOn?: string | undefined;
  at: Date;
};

/** Whether a form of this guest's quote was accepted before: then its second click needs no code. */
export async function wasAcceptedByLink(
  tx: Tx,
  guest: OpenQuoteLink,
  key: string,
): Promise<boolean> {
  const { quoteId } = guest;
  return (await findAcceptedOrder(tx, { quoteId, key, isAll: false })) !== undefined;
}

/**
 * Accepts a quote for somebody without a membership, who has typed the code of the
 * letter: at exactly the quoted prices, once, whatever is clicked. The code opens one
 * acceptance. The rules of the company hold as for its own buyers: where somebody must
 * agree, he is named, and a member has to accept (R16). What the company owes or may
 * owe is not told to a guest.
 */
export async function acceptByLink(
  tx: Tx,
  guest: OpenQuoteLink,
  said: GuestAcceptance & { codeHash: Buffer },
): Promise<{ orderId: string }> {
  const { codeHash, key, at } = said;
  const { quoteId, contactId, linkId } = guest;
  await lockQuoteFor(tx, guest, quoteId);
  const before = await findAcceptedOrder(tx, { quoteId, key, isAll: false });
  if (before) return before;
  if (!(await spendCode(tx, { linkId, codeHash, at }))) {
    throw new Refusal({ code: 'code-over' });
  }
  const acceptance = { ...said, quoteId, contactId, siteId: null, channel: 'web' } as const;
  try {
    return await acceptQuote(tx, guest, acceptance);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(toldToGuest(error.reason)) : error;
  }
}

/** A guest does not want the quote; why is asked, as of members. A second click finds it done. */
export async function declineByLink(
  tx: Tx,
  guest: OpenQuoteLink,
  said: { seenVersion: number; reason: DeclineReason; note: string; at: Date },
): Promise<void> {
  const { quoteId, linkId } = guest;
  await lockQuoteFor(tx, guest, quoteId);
  if (!(await isLinkOpen(tx, linkId))) throw new Refusal({ code: 'token-invalid' });
  await declineQuote(tx, guest, { quoteId, ...said });
}

/** A refusal as somebody may read it who is no member: who can help, and nothing of the company's money. */
function toldToGuest(reason: RefusalReason): RefusalReason {
  const { code } = reason;
  if (code === 'approval-needed') return { code: 'guest-needs-colleague', people: reason.people };
  if (code === 'approval-stuck') return { code: 'guest-needs-colleague', people: '' };
  if (code === 'cost-centre-required') return { code: 'guest-needs-details', field: 'cost-centre' };
  if (code === 'field-required' && reason.field !== 'purchase-number') {
    return { code: 'guest-needs-details', field: reason.field };
  }
  const isOfCredit =
    code === 'credit-none' || code === 'credit-held' || code === 'credit-limit-exceeded';
  return isOfCredit ? { code: 'guest-credit' } : reason;
}
