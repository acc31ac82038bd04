import { recordEvent } from '../events/record-event.ts';
import type { TradeEvent } from '../events/trade-event.ts';
import { type Actor, type Capability, may } from '../people/actor.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type ClaimDeed, mayDo } from './claim.ts';
import { type LockedClaim, lockClaim } from './claim.queries.ts';

/** Which claim somebody works on, the version of it that he saw, and when. */
export type AtClaim = { claimId: string; version: number; at: Date };

/**
 * Locks a claim for what one of ours does with it: by his capability, in the state
 * that he saw. One that was moved meanwhile is refused as changed; a missing one is none.
 */
export async function lockToWork(
  tx: Tx,
  actor: Actor,
  of: AtClaim & { deed: ClaimDeed; capability: Capability },
): Promise<LockedClaim> {
  const { claimId, version, deed, capability } = of;
  if (!may(actor, capability)) throw new Refusal({ code: 'not-permitted' });
  const claim = await lockOf(tx, actor, claimId);
  if (claim.version !== version || !mayDo(claim, deed)) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  return claim;
}

/** Locks a claim for somebody in whose affairs it is; another's is as if it were not there. */
export async function lockOf(tx: Tx, actor: Actor, claimId: string): Promise<LockedClaim> {
  const claim = await lockClaim(tx, claimId);
  if (!claim || !maySeeOrder(actor, claim)) throw new NotFound('claim', claimId);
  return claim;
}

/** Remembers what happened to a claim, with the letters and looks that follow. */
export async function rememberClaim(
  tx: Tx,
  { id, companyId }: Pick<LockedClaim, 'id' | 'companyId'>,
  happened: { event: TradeEvent; actor: Actor; at: Date },
): Promise<void> {
  const { event, actor, at } = happened;
  const channel = actor.kind === 'staff' ? null : 'web';
  const { personId } = actor;
  await recordEvent(tx, event, { companyId, personId, channel, subjectId: id, at });
}
