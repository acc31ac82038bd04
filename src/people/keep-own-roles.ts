import type { Tx } from '../platform/db/database.ts';
import type { CompanyRole, OwnScope } from '../platform/db/schema.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type Buyer, may, nearestRole, type OwnCapability } from './actor.ts';
import { lockCompanyAdmins } from './membership.queries.ts';
import {
  hasHolders,
  insertOwnRole,
  lockOwnRole,
  type OwnRoleSaid,
  setOwnRole,
  setOwnRoleEnded,
  setSitesOfRole,
} from './own-role.queries.ts';

/**
 * A company's administrator makes a role beside the five of ours; whoever is in
 * it sees the orders within its scope and may do what is named, nothing else. The same
 * id again does no harm; a name is in force once (`own-role-there`), and a site of
 * another company is refused. Returns whether it is new.
 */
export async function makeOwnRole(
  tx: Tx,
  actor: Buyer,
  role: RoleGiven & { at: Date },
): Promise<boolean> {
  demandKeeper(actor);
  const { companyId, personId: madeBy } = actor;
  const capabilities = withOrders(role.capabilities);
  const { scope = 'company' } = role;
  const isNew = await insertOwnRole(tx, { ...role, scope, capabilities, companyId, madeBy }).catch(
    refuseOn({ one_own_role_of_a_name: { code: 'own-role-there' } }),
  );
  if (isNew) await keepSites(tx, { companyId, role });
  return isNew;
}

/** What an administrator says of a role: what it includes and how far it sees. */
type RoleGiven = {
  id: string;
  name: string;
  capabilities: readonly OwnCapability[];
  /** How far it sees; all of the company where nothing is said. */
  scope?: OwnScope;
  /** Of the company; counted where the scope is sites. */
  siteIds?: readonly string[];
};

async function keepSites(tx: Tx, of: { companyId: string; role: RoleGiven }): Promise<void> {
  const { companyId, role } = of;
  const siteIds = role.scope === 'sites' ? (role.siteIds ?? []) : [];
  await setSitesOfRole(tx, { id: role.id, companyId, siteIds }).catch(
    refuseOn({ own_role_site_site: { code: 'not-permitted' } }),
  );
}

/**
 * Changes the name of a role, what whoever is in it may do and how far he sees, from his next
 * request on. One that the company has not, or not any more, is not found; a
 * name is in force once (`own-role-there`). Repeats harmlessly. Locks the
 * administrators, then the role. Returns what it said and what it says;
 * `undefined` where that is the same.
 */
export async function changeOwnRole(
  tx: Tx,
  actor: Buyer,
  role: RoleGiven,
): Promise<{ was: OwnRoleSaid; is: OwnRoleSaid } | undefined> {
  const of = { id: role.id, companyId: actor.companyId };
  const admins = await lockCompanyAdmins(tx, actor.companyId);
  if (!admins.includes(actor.personId)) throw new Refusal({ code: 'not-permitted' });
  const was = await lockOwnRole(tx, of);
  if (!was) throw new NotFound('own role', role.id);
  const capabilities = withOrders(role.capabilities);
  const shownAs = nearestRole(capabilities);
  const { name, scope = 'company' } = role;
  await setOwnRole(tx, { ...of, name, capabilities, scope, shownAs }).catch(
    refuseOn({ one_own_role_of_a_name: { code: 'own-role-there' } }),
  );
  await keepSites(tx, { companyId: actor.companyId, role });
  const is = await lockOwnRole(tx, of);
  if (!is || sameText(was) === sameText(is)) return undefined;
  return { was, is };
}

/** What a role says as text that is the same for the same, in whatever order it was ticked. */
const sameText = ({ name, capabilities, scope, siteIds }: OwnRoleSaid): string =>
  JSON.stringify([name, capabilities.toSorted(), scope, siteIds.toSorted()]);

const withOrders = (capabilities: readonly OwnCapability[]): OwnCapability[] => [
  ...new Set<OwnCapability>([...capabilities, 'see-orders']),
];

/** Ends a role that nobody is in or invited to (`own-role-held`); one that the company has not, or not any more, is not found. Locks the role. Returns what it said. */
export async function endOwnRole(
  tx: Tx,
  actor: Buyer,
  ending: { id: string; at: Date },
): Promise<OwnRoleSaid> {
  demandKeeper(actor);
  const of = { ...ending, companyId: actor.companyId };
  const was = await lockOwnRole(tx, of);
  if (!was) throw new NotFound('own role', ending.id);
  if (await hasHolders(tx, of)) throw new Refusal({ code: 'own-role-held' });
  await setOwnRoleEnded(tx, of);
  return was;
}

/** The role that a member is given: one of ours, or one of the company's own by its id. */
export type GivenRole = CompanyRole | { ownRoleId: string };

/** A given role as a membership keeps it. One of another company, or that has ended, is not found. Locks an own role, so that it does not end meanwhile. */
export async function roleToKeep(
  tx: Tx,
  of: { companyId: string; role: GivenRole },
): Promise<{ role: CompanyRole; ownRoleId: string | null }> {
  const { companyId, role } = of;
  if (typeof role === 'string') return { role, ownRoleId: null };
  const { ownRoleId } = role;
  const kept = await lockOwnRole(tx, { id: ownRoleId, companyId });
  if (!kept) throw new NotFound('own role', ownRoleId);
  return { role: nearestRole(kept.capabilities), ownRoleId };
}

function demandKeeper(actor: Buyer): void {
  if (!may(actor, 'manage-colleagues')) throw new Refusal({ code: 'not-permitted' });
}
