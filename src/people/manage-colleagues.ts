import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { voidLinks } from './access-link.queries.ts';
import type { Buyer } from './actor.ts';
import {
  findMemberRole,
  lockCompanyAdmins,
  setCompanyRole,
  setMembershipEnded,
} from './membership.queries.ts';
import { type GivenRole, roleToKeep } from './keep-own-roles.ts';
import { deleteSession, deleteSessionsOf } from './session.queries.ts';
import { openSession, type SignedIn } from './sign-in.ts';

/**
 * A company's administrator ends a colleague's membership, or his own. The
 * colleague's sessions for this company end at once, and what was still open of
 * an invitation is void; his orders stay. The last administrator cannot go
 * (`last-admin`); a stranger to the company is not found.
 */
export async function endMembership(
  tx: Tx,
  actor: Buyer,
  given: { personId: string; at: Date },
): Promise<void> {
  const { personId, at } = given;
  const { companyId } = actor;
  await refuseWithoutAdmin(tx, actor, { leaves: personId });
  if (!(await setMembershipEnded(tx, { personId, companyId, at }))) {
    throw new NotFound('colleague', personId);
  }
  await voidLinks(tx, { personId, purpose: 'invitation', companyId, at });
  await deleteSessionsOf(tx, { personId, companyId });
}

/**
 * A company's administrator gives a colleague another role, one of ours or one
 * of the company's own; it counts from his next request on. Locks the
 * administrators, then the own role. Returns the role that he had; `undefined`
 * where it is the same.
 */
export async function changeCompanyRole(
  tx: Tx,
  actor: Buyer,
  given: { personId: string; role: GivenRole },
): Promise<{ was: GivenRole } | undefined> {
  const { personId, role } = given;
  const { companyId } = actor;
  await refuseWithoutAdmin(tx, actor, role === 'company_admin' ? {} : { leaves: personId });
  const kept = await roleToKeep(tx, { companyId, role });
  const had = await findMemberRole(tx, { personId, companyId });
  if (!had) throw new NotFound('colleague', personId);
  if (had.role === kept.role && had.ownRoleId === kept.ownRoleId) return undefined;
  await setCompanyRole(tx, { personId, companyId, ...kept });
  return { was: had.ownRoleId === null ? had.role : { ownRoleId: had.ownRoleId } };
}

/**
 * Goes on in another company of the same person, under a new token. A company
 * that he is no member of is not found, like one that does not exist.
 */
export async function switchCompany(
  tx: Tx,
  actor: Buyer,
  given: { companyId: string; tokenHash: Buffer; at: Date },
): Promise<SignedIn> {
  const { companyId, tokenHash, at } = given;
  const { personId } = actor;
  const opened = await openSession(tx, { personId, companyId, secondFactorAt: null, at });
  if (!opened) throw new NotFound('company', companyId);
  await deleteSession(tx, tokenHash);
  return opened;
}

/** Locks the administrators; the actor must still be one of them, and one must remain. */
async function refuseWithoutAdmin(tx: Tx, actor: Buyer, change: { leaves?: string }) {
  const admins = await lockCompanyAdmins(tx, actor.companyId);
  if (!admins.includes(actor.personId)) throw new Refusal({ code: 'not-permitted' });
  const remaining = admins.filter((personId) => personId !== change.leaves);
  if (remaining.length === 0) throw new Refusal({ code: 'last-admin' });
}
