import { lockOrder } from '../ordering/order.queries.ts';
import { type Actor, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { mayDo } from './claim.ts';
import { lockOf, rememberClaim } from './claim-at-hand.ts';
import { isReopenable, nextDue } from './claim-clock.ts';
import {
  findClaimFacts,
  insertStep,
  listClaimedLines,
  setAccepted,
  setClaim,
} from './claim.queries.ts';
import { undecided } from './decide-claim.ts';

type Ending = { claimId: string; words: string; at: Date };

/** Takes a claim back that is not decided; nothing is disputed any more. Again, it changes nothing. Locks the claim. */
export async function withdrawClaim(tx: Tx, actor: Actor, ending: Ending): Promise<void> {
  const { claimId, words, at } = ending;
  refuseStrangers(actor);
  const claim = await lockOf(tx, actor, claimId);
  if (claim.state === 'withdrawn') return;
  if (!mayDo(claim, 'withdraw')) throw new Refusal({ code: 'changed-meanwhile' });
  const { companyId, number } = claim;
  const { personId } = actor;
  await setClaim(tx, claimId, { state: 'withdrawn', closedAt: at, dueAt: null, disputedMinor: 0 });
  await insertStep(tx, { claimId, companyId, kind: 'withdrawn', personId, words, at });
  const event = { type: 'claim.withdrawn', claimId, number } as const;
  await rememberClaim(tx, claim, { event, actor, at });
}

/**
 * Says that a claim is not solved although it was closed: it begins again, what was
 * given stays, and its amount is disputed as before. A buyer within ten days of
 * business, our own people at any time. Refused where other claims have meanwhile
 * taken all that was sold. Again, it changes nothing. Locks the order, then the claim.
 */
export async function reopenClaim(tx: Tx, actor: Actor, ending: Ending): Promise<void> {
  const { claimId, words, at } = ending;
  refuseStrangers(actor);
  const facts = await findClaimFacts(tx, claimId);
  if (!facts) throw new NotFound('claim', claimId);
  await lockOrder(tx, facts.orderId);
  const claim = await lockOf(tx, actor, claimId);
  if (claim.state === 'reopened') return;
  if (!mayDo(claim, 'reopen') || claim.closedAt === null) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  if (actor.kind !== 'staff' && !isReopenable(claim.closedAt, at)) {
    throw new Refusal({ code: 'claim-reopen-over' });
  }
  const lines = await listClaimedLines(tx, claimId);
  const disputedMinor = lines.reduce(
    (sum, line) => sum + Math.max(line.claimedMinor - line.settledMinor, 0),
    0,
  );
  await setAccepted(
    tx,
    lines.map(({ id }) => ({ id, acceptedMinor: null })),
  );
  const { companyId, number, rule } = claim;
  const position = lines[0]?.position ?? 1;
  const dueAt = nextDue('reopened', { rule, since: at, at });
  const again = { state: 'reopened', closedAt: null, dueAt, disputedMinor } as const;
  await setClaim(tx, claimId, { ...undecided, ...again }).catch(
    refuseOn({ claimed_within_sold: { code: 'claim-beyond', position, leftG: 0 } }),
  );
  const { personId } = actor;
  await insertStep(tx, { claimId, companyId, kind: 'reopened', personId, words, at });
  const event = { type: 'claim.reopened', claimId, number } as const;
  await rememberClaim(tx, claim, { event, actor, at });
}

function refuseStrangers(actor: Actor): void {
  if (!may(actor, actor.kind === 'staff' ? 'work-on-claims' : 'see-orders')) {
    throw new Refusal({ code: 'not-permitted' });
  }
}
