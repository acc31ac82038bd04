import type { Actor } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type ApprovalGround, isCovered, isStuck, needsOf } from './approval.ts';
import { lockApproval, setApprovalState } from './approval.queries.ts';
import type { PricedCart } from './cart.ts';

/**
 * Refuses an order that its buyer's company has not agreed to (R16). Approved is
 * not placed: who must agree is asked anew of the cart as it is now, and what was
 * approved counts as far as it covers that; where prices moved beyond what the
 * company tolerates, the steps concerned are asked again. A cart in question goes
 * on with its own question only. Staff sell by their own rights (R38), but not what
 * waits for the company's answer. Says when it was asked, and whether it was agreed that the order
 * goes beyond its buyer's spending limit. Locks the question; it ends with the order.
 */
export async function requireApproval(
  tx: Tx,
  actor: Actor,
  placing: {
    cart: PricedCart;
    approvalGround: ApprovalGround | null;
    approvalId: string | undefined;
    at: Date;
  },
): Promise<{ mayGoBeyondLimit: boolean; askedAt: Date | undefined }> {
  const { cart, approvalGround: ground, approvalId, at } = placing;
  if (cart.approval && cart.approval.id !== approvalId) {
    throw new Refusal({ code: 'cart-in-approval' });
  }
  if (!cart.approval) {
    const nothingAsked = { mayGoBeyondLimit: false, askedAt: undefined };
    if (actor.kind === 'staff' || !ground) return nothingAsked;
    const needs = needsOf(ground, cart, actor.personId);
    if (needs.some(isStuck)) throw new Refusal({ code: 'approval-stuck' });
    if (needs.length === 0) return nothingAsked;
    const people = new Set(needs.flatMap((need) => need.people.map(({ name }) => name)));
    throw new Refusal({ code: 'approval-needed', people: [...people] });
  }
  const asked = await lockApproval(tx, cart.approval.id);
  if (!asked) throw new NotFound('approval', cart.approval.id);
  if (asked.expiresAt <= at) throw new Refusal({ code: 'approval-decided', state: 'expired' });
  if (asked.state !== 'approved') {
    throw new Refusal({ code: 'approval-decided', state: asked.state });
  }
  const needs = ground ? needsOf(ground, cart, asked.requestedBy) : [];
  if (ground) {
    if (!needs.every((need) => isCovered(need, asked, ground.terms.toleranceBp))) {
      throw new Refusal({ code: 'approval-outgrown' });
    }
  }
  await setApprovalState(tx, { requestId: asked.id, state: 'placed', at });
  const mayGoBeyondLimit = needs.some(({ conditions }) => conditions.beyondLimit);
  return { mayGoBeyondLimit, askedAt: asked.requestedAt };
}
