import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { type Buyer, may, mayActFor } from '../people/actor.ts';
import { mayOrderTo } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import type { PaymentTerms } from '../platform/db/schema.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type ApprovalGround, type ApprovalNeed, isCovered, isStuck, needsOf } from './approval.ts';
import { askedLineOf } from './asked-line.ts';
import {
  type AskedQuote,
  copyDecisions,
  findAskedQuote,
  insertApproval,
  lockApproval,
  setApprovalState,
} from './approval.queries.ts';
import { readCartContent } from './cart-content.queries.ts';
import { type CartDetails, lockCart, setCartDetails } from './cart.queries.ts';
import { type PricedCart, totalsOf } from './cart.ts';
import { recordVoices } from './decide-approval.ts';
import { priceContent } from './read-cart.ts';
import { refuseUnlessAgreed } from './refuse-unless-agreed.ts';
import { refuseForeignDetails } from './set-details.ts';

const DAY_MS = 86_400_000;

export type ApprovalAsked = {
  /** Made with the form, so that a second click is known; becomes the question's id. */
  key: string;
  cartId: string;
  /** What the buyer saw: `termsHash` of the cart as it was shown. */
  shownTerms: string;
  payment: PaymentTerms;
  /** What the form says of place, contact and purchase number; undefined leaves the cart's own. */
  details?: CartDetails | undefined;
  note: string;
  /** The order is placed as soon as the last one has agreed. */
  placesItself: boolean;
  /** The cart is of a quote, which is accepted when it is placed. */
  quote?: AskedQuote;
  at: Date;
};

/**
 * Sends a cart to those of its company who must agree (R16). From then on it stays
 * as it is and its buyer fills another. Where the company lets its buyers agree
 * themselves, his own voice is heard at once. A cart that was approved and has
 * become dearer since is asked about again, and what still covers it is not asked
 * twice; of a quote it stays the question of that quote. The same key finds its question. Refuses a cart that nobody must agree to,
 * and one that nobody can. Locks the cart and the question before.
 */
export async function askApproval(
  tx: Tx,
  actor: Buyer,
  asked: ApprovalAsked,
): Promise<{ requestId: string }> {
  const { key, cartId, details, at } = asked;
  if (!may(actor, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const locked = await lockCart(tx, cartId, tradingDay(at));
  if (!locked || !mayActFor(actor, locked.companyId)) throw new NotFound('cart', cartId);
  if (locked.placedAt) throw new Refusal({ code: 'cart-placed' });
  if (locked.approval?.id === key) return { requestId: key };
  const before = locked.approval ? await lockApproval(tx, locked.approval.id) : undefined;
  if (before?.state === 'pending') throw new Refusal({ code: 'cart-in-approval' });
  if (details && !before) {
    await setCartDetails(tx, { ...details, cartId, at }).catch(refuseForeignDetails);
  }

  const content = await readCartContent(tx, { cartId }, tradingDay(at));
  if (!content) throw new NotFound('cart', cartId);
  const cart = await priceContent(tx, content, tradingDay(at));
  if (!mayOrderTo(actor, cart.siteId)) throw new Refusal({ code: 'not-permitted' });
  refuseUnlessAgreed(cart, asked.shownTerms);
  const { approvalGround: ground } = content;
  const requesterId = before?.requestedBy ?? actor.personId;
  const needs = ground ? needsOf(ground, { ...cart, budget: content.budget }, requesterId) : [];
  if (!ground || needs.length === 0) throw new Refusal({ code: 'approval-not-needed' });
  if (needs.some(isStuck)) throw new Refusal({ code: 'approval-stuck' });
  const steps = before
    ? needs.filter((need) => isCovered(need, before, ground.terms.toleranceBp))
    : [];
  if (steps.length === needs.length) throw new Refusal({ code: 'approval-not-needed' });

  const quote = asked.quote ?? (before && (await findAskedQuote(tx, before.id)));
  if (before) {
    const ended = { requestId: before.id, state: 'withdrawn', isAskedAnew: true } as const;
    await setApprovalState(tx, { ...ended, at });
  }
  await write(tx, {
    asked: { ...asked, ...(quote && { quote }) },
    cart,
    needs,
    ground,
    requesterId,
  }).catch(refuseOn({ approval_request_pkey: { code: 'key-reused' } }));
  if (before) await copyDecisions(tx, { requestId: before.id, toRequestId: key, steps });
  const { companyId } = cart;
  await recordEvent(
    tx,
    { type: 'approval.asked', requestId: key, code: cart.code },
    { companyId, personId: actor.personId, channel: 'web', subjectId: key, at },
  );
  const question = ground.terms.ownAllowed ? await lockApproval(tx, key) : undefined;
  if (question) {
    const voice = { personId: requesterId, companyId, verdict: 'approved', note: '' } as const;
    await recordVoices(tx, question, { ...voice, requestId: key, byMail: false, at });
  }
  return { requestId: key };
}

function write(
  tx: Tx,
  of: {
    asked: ApprovalAsked;
    cart: PricedCart;
    needs: readonly ApprovalNeed[];
    ground: ApprovalGround;
    requesterId: string;
  },
): Promise<void> {
  const { asked, cart, needs, ground, requesterId } = of;
  const { terms, newProducts } = ground;
  const { key: id, shownTerms, payment, note, placesItself, at } = asked;
  const { grossMinor, weightG } = totalsOf(cart);
  return insertApproval(tx, {
    ...{ id, companyId: cart.companyId, cartId: cart.id, requestedBy: requesterId },
    ...{ ownAllowed: terms.ownAllowed, note, payment, shownTerms, placesItself },
    ...{ grossMinor, weightG, needs, quote: asked.quote, at },
    lines: cart.lines.map((line) => askedLineOf(line, newProducts)),
    expiresAt: new Date(at.getTime() + terms.lastsDays * DAY_MS),
  });
}
