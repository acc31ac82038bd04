import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import type { ApprovalState } from '../platform/db/schema.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { Refusal } from '../platform/refusal.ts';
import { voicesOf } from './approval.ts';
import { findAskedQuote, type LockedApproval, lockApproval } from './approval.queries.ts';
import { type AskedLine, askedLineOf, tellLess } from './asked-line.ts';
import { deleteCartLines, setCartLines, touchCart } from './cart.queries.ts';
import { totalsOf } from './cart.ts';
import {
  insertChange,
  isChangeMade,
  setNeeds,
  setQuotedFreight,
} from './change-approval.queries.ts';
import { listStandingInFor } from './deputy.queries.ts';
import { endIfDone, lockForApprover, recordVoices, refuseUnlessShown } from './decide-approval.ts';
import type { LeftOfLine } from './order-less.ts';
import { lockQuote } from './quote.queries.ts';
import { type CartOfLess, readLess } from './read-less.ts';
import { refuseUnlessAgreed } from './refuse-unless-agreed.ts';

/** What an approver leaves of an order, and why. */
export type ApprovalChanging = {
  /** Made with the form, so that a second click is known; becomes the change's id. */
  key: string;
  requestId: string;
  personId: string;
  companyId: string;
  /** The version of the question that he saw. */
  seenVersion: number;
  left: readonly LeftOfLine[];
  /** What he was shown that it comes to: `termsHash` of what remains. */
  shownTerms: string;
  reason: string;
  at: Date;
};

/**
 * An approver leaves less of an order and agrees to what remains (R16): lower quantities
 * and struck lines, never more and nothing new, at prices taken again by the same engine,
 * which he saw before (a break that is lost makes what remains dearer). The order as it
 * was and as it is stay with the question. Who agreed to a larger amount agrees to the
 * smaller one still; his answer is taken off only where his step measures more now than
 * he agreed to and than the company tolerates. Rules that what remains does not meet
 * lapse, those that it meets for the first time are asked; limit and budget are those of
 * the new total, here and again when it is placed. Where the question ends without an
 * order, the cart goes back as it was left. The same key again changes nothing. Refuses
 * whoever has no voice now, and what another approver changed meanwhile. Locks the quote, the cart and the question.
 */
export async function changeApproval(
  tx: Tx,
  changing: ApprovalChanging,
): Promise<{ state: ApprovalState }> {
  const { key, requestId, personId, companyId, reason, at } = changing;
  const ofQuote = await findAskedQuote(tx, requestId);
  if (ofQuote) await lockQuote(tx, ofQuote.quoteId);
  const asked = await lockForApprover(tx, changing);
  if (await isChangeMade(tx, { id: key, requestId })) return { state: asked.state };
  await refuseUnlessHeard(tx, asked, changing);
  refuseUnlessShown(asked, changing.seenVersion);
  const less = await readLess(tx, { asked, left: changing.left, at });
  refuseUnlessAgreed(less.cart, changing.shownTerms);

  await writeLess(tx, asked, less, changing);
  const version = asked.version + 1;
  const lessened = tellLess(asked.lines, askedLinesOf(less));
  await recordEvent(
    tx,
    { type: 'approval.changed', requestId, version, reason, lessened },
    { companyId, personId, channel: 'web', subjectId: requestId, at },
  );
  const changed = await lockApproval(tx, requestId);
  if (!changed) throw new Error(`the locked question ${requestId} is gone`);
  const voice = { requestId, personId, companyId, verdict: 'approved', note: '' } as const;
  const state = await recordVoices(tx, changed, { ...voice, byMail: false, at });
  // Where every rule lapsed nobody has a voice left, and nobody needs one.
  return { state: state ?? (await endIfDone(tx, changed, changing)) };
}

/** Refuses whoever has nothing to say in an open question now. */
async function refuseUnlessHeard(
  tx: Tx,
  asked: LockedApproval,
  { personId, companyId, at }: ApprovalChanging,
): Promise<void> {
  const { state, expiresAt } = asked;
  if (state !== 'pending') throw new Refusal({ code: 'approval-decided', state });
  if (expiresAt <= at) throw new Refusal({ code: 'approval-decided', state: 'expired' });
  const standsInFor = await listStandingInFor(tx, { companyId, personId, on: tradingDay(at) });
  const excludedId = asked.ownAllowed ? null : asked.requestedBy;
  if (voicesOf(personId, { ...asked, standsInFor, excludedId }).length === 0) {
    throw new Refusal({ code: 'approval-not-yours' });
  }
}

const askedLinesOf = ({ cart, newProducts }: CartOfLess): AskedLine[] =>
  cart.lines.map((line) => askedLineOf(line, newProducts));

/** The cart, the question with its steps, and what stood there before. */
async function writeLess(
  tx: Tx,
  asked: LockedApproval,
  less: CartOfLess,
  changing: ApprovalChanging,
): Promise<void> {
  const { key: id, personId: changedBy, requestId, shownTerms, reason, at } = changing;
  const { cartId } = asked;
  const { cart, lowered, struck, after, quoted } = less;
  if (lowered.length > 0) await setCartLines(tx, cartId, lowered);
  if (struck.length > 0) await deleteCartLines(tx, { cartId, lineIds: struck });
  if (quoted?.freight) await setQuotedFreight(tx, cartId, quoted.freight);
  await touchCart(tx, { cartId, at });
  const { grossMinor, weightG } = totalsOf(cart);
  const lines = askedLinesOf(less);
  const change = { id, requestId, changedBy, reason, lines, grossMinor, weightG, shownTerms, at };
  await insertChange(tx, { ...change, wanted: quoted?.wanted }, after.annulled).catch(
    refuseOn({ approval_change_pkey: { code: 'key-reused' } }),
  );
  await setNeeds(tx, requestId, after);
}
