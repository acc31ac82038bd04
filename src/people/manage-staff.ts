import type { Tx } from '../platform/db/database.ts';
import type { StaffRole } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { voidLinks } from './access-link.queries.ts';
import { type Actor, may } from './actor.ts';
import { deleteSessionsOf } from './session.queries.ts';
import { lockAdmins, removeSecondFactor, setDisabled, setPosition } from './staff.queries.ts';

/** An administrator of ours gives a colleague another role or branch; it counts from his next request on. */
export async function changePosition(
  tx: Tx,
  actor: Actor,
  given: { personId: string; role: StaffRole; branchCode: string | null },
): Promise<void> {
  await refuseWithoutAdmin(tx, actor, given.role === 'admin' ? {} : { leaves: given.personId });
  if (!(await setPosition(tx, given))) throw new NotFound('person', given.personId);
}

/**
 * An administrator of ours blocks a colleague: his sessions end at once and no
 * link of his works any more. What he did stays. The last administrator cannot
 * be blocked (`last-admin`).
 */
export async function blockStaff(
  tx: Tx,
  actor: Actor,
  given: { personId: string; at: Date },
): Promise<void> {
  const { personId, at } = given;
  await refuseWithoutAdmin(tx, actor, { leaves: personId });
  if (!(await setDisabled(tx, given))) throw new NotFound('person', personId);
  for (const purpose of ['invitation', 'password-reset'] as const) {
    await voidLinks(tx, { personId, purpose, companyId: null, at });
  }
  await deleteSessionsOf(tx, { personId });
}

/**
 * An administrator of ours takes away a colleague's second factor, whose
 * telephone is lost. The colleague's sessions end. Not his own: whoever holds
 * an administrator's browser must not be able to weaken it.
 */
export async function resetSecondFactor(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await refuseWithoutAdmin(tx, actor, {});
  if (personId === actor.personId) throw new Refusal({ code: 'not-permitted' });
  if (!(await removeSecondFactor(tx, personId))) throw new NotFound('person', personId);
  await deleteSessionsOf(tx, { personId });
}

async function refuseWithoutAdmin(tx: Tx, actor: Actor, change: { leaves?: string }) {
  const admins = await lockAdmins(tx);
  const isStillAdmin = may(actor, 'administer') && admins.includes(actor.personId);
  if (!isStillAdmin) throw new Refusal({ code: 'not-permitted' });
  const remaining = admins.filter((personId) => personId !== change.leaves);
  if (remaining.length === 0) throw new Refusal({ code: 'last-admin' });
}
