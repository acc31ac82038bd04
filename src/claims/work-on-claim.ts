import { type Actor, may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { takeWaiting } from '../platform/stored-file.queries.ts';
import { mayDo } from './claim.ts';
import { type AtClaim, lockOf, lockToWork, rememberClaim } from './claim-at-hand.ts';
import { nextDue } from './claim-clock.ts';
import { insertStep, setClaim } from './claim.queries.ts';

/**
 * Takes a claim up by name: from now on the customer knows who has it and until when
 * it is decided (N2). Locks the claim.
 */
export async function acknowledgeClaim(
  tx: Tx,
  clerk: Staff,
  work: AtClaim & { words: string },
): Promise<void> {
  const { words, at } = work;
  const claim = await lockToWork(tx, clerk, {
    ...{ ...work, deed: 'acknowledge', capability: 'work-on-claims' },
  });
  const { id: claimId, companyId, number, rule, since } = claim;
  const { personId } = clerk;
  await setClaim(tx, claimId, {
    ...{ state: 'acknowledged', handledBy: personId, acknowledgedAt: at },
    dueAt: nextDue('acknowledged', { rule, since, at }),
  });
  await insertStep(tx, { claimId, companyId, kind: 'acknowledged', personId, words, at });
  const event = { type: 'claim.acknowledged', claimId, number } as const;
  await rememberClaim(tx, claim, { event, actor: clerk, at });
}

/** Notes what was found when the goods or the papers were looked at; more may be found until it is decided. Locks the claim. */
export async function inspectClaim(
  tx: Tx,
  clerk: Staff,
  work: AtClaim & { words: string; fileIds: readonly string[] },
): Promise<void> {
  const { words, fileIds, at } = work;
  const claim = await lockToWork(tx, clerk, {
    ...{ ...work, deed: 'inspect', capability: 'work-on-claims' },
  });
  const { id: claimId, companyId, number, rule, since } = claim;
  const { personId } = clerk;
  const files = await takeWaiting(tx, { ids: fileIds, personId });
  await setClaim(tx, claimId, {
    ...{ state: 'inspecting', dueAt: nextDue('inspecting', { rule, since, at }) },
  });
  await insertStep(tx, { claimId, companyId, kind: 'inspected', personId, words, files, at });
  const event = { type: 'claim.inspected', claimId, number } as const;
  await rememberClaim(tx, claim, { event, actor: clerk, at });
}

/**
 * Says something to the other side while a claim is live, with files where there are
 * some: evidence that comes later among them. The same form again changes nothing. Locks the claim.
 */
export async function sayOfClaim(
  tx: Tx,
  actor: Actor,
  said: { key: string; claimId: string; words: string; fileIds: readonly string[]; at: Date },
): Promise<void> {
  const { key, claimId, words, fileIds, at } = said;
  const isOurs = actor.kind === 'staff';
  if (!may(actor, isOurs ? 'work-on-claims' : 'see-orders')) {
    throw new Refusal({ code: 'not-permitted' });
  }
  const claim = await lockOf(tx, actor, claimId);
  const { companyId, number } = claim;
  const { personId } = actor;
  if (!mayDo(claim, 'say')) throw new Refusal({ code: 'changed-meanwhile' });
  const files = await takeWaiting(tx, { ids: fileIds, personId });
  const step = { claimId, companyId, kind: 'said', personId, words, key, files, at } as const;
  if (!(await insertStep(tx, step))) return;
  const event = { type: 'claim.said', claimId, number, isOurs } as const;
  await rememberClaim(tx, claim, { event, actor, at });
}
