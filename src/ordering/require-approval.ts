import type { Actor, Guest } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type ApprovalGround, isCovered, isStuck, needsOf } from './approval.ts';
import { lockApproval, setApprovalState } from './approval.queries.ts';
import type { Budget } from './budget.ts';
import type { PricedCart } from './cart.ts';

/** What was agreed to: when it was asked, and what the order may go beyond. */
type Agreed = {
  mayGoBeyondLimit: boolean;
  mayGoBeyondBudget: boolean;
  askedAt: Date | undefined;
};

/**
 * Refuses an order that its buyer's company has not agreed to (R16). Approved is
 * not placed: who must agree is asked anew of the cart as it is now, and what was
 * approved counts as far as it covers that; where prices moved beyond what the
 * company tolerates, the steps concerned are asked again. A cart in question goes
 * on with its own question only. Staff sell by their own rights (R38), but not what
 * waits for the company's answer. Says when it was asked, and what was agreed that it goes beyond. Locks the question; it ends with the order.
 */
export async function requireApproval(
  tx: Tx,
  actor: Actor | Guest,
  placing: {
    cart: PricedCart;
    budget: Budget | null;
    approvalGround: ApprovalGround | null;
    approvalId: string | undefined;
    at: Date;
  },
): Promise<Agreed> {
  const { cart, budget, approvalGround: ground, approvalId, at } = placing;
  const order = { ...cart, budget };
  if (cart.approval && cart.approval.id !== approvalId) {
    throw new Refusal({ code: 'cart-in-approval' });
  }
  if (!cart.approval) {
    const nothingAsked = { mayGoBeyondLimit: false, mayGoBeyondBudget: false, askedAt: undefined };
    if (actor.kind === 'staff' || !ground) return nothingAsked;
    const needs = needsOf(ground, order, actor.personId);
    if (needs.some(isStuck)) throw new Refusal({ code: 'approval-stuck' });
    if (needs.length === 0) return nothingAsked;
    const people = new Set(needs.flatMap((need) => need.people.map(({ name }) => name)));
    throw new Refusal({ code: 'approval-needed', people: [...people].join(', ') });
  }
  const asked = await lockApproval(tx, cart.approval.id);
  if (!asked) throw new NotFound('approval', cart.approval.id);
  if (asked.expiresAt <= at) throw new Refusal({ code: 'approval-decided', state: 'expired' });
  if (asked.state !== 'approved') {
    throw new Refusal({ code: 'approval-decided', state: asked.state });
  }
  const needs = ground ? needsOf(ground, order, asked.requestedBy) : [];
  if (ground) {
    if (!needs.every((need) => isCovered(need, asked, ground.terms.toleranceBp))) {
      throw new Refusal({ code: 'approval-outgrown' });
    }
  }
  await setApprovalState(tx, { requestId: asked.id, state: 'placed', at });
  const mayGoBeyondLimit = needs.some(({ conditions }) => conditions.beyondLimit);
  const mayGoBeyondBudget = needs.some(({ conditions }) => conditions.beyondBudget);
  return { mayGoBeyondLimit, mayGoBeyondBudget, askedAt: asked.requestedAt };
}
