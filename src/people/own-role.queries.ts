import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CompanyRole, OwnScope } from '../platform/db/schema.ts';
import { type OwnCapability, rolesThatMay } from './actor.ts';

/** The ids of the sites of a row of `own_role`, as JSON; an expression. */
const sitesOfRole = sql`
  coalesce((select jsonb_agg(seen.site_id) from company_own_role_site as seen where seen.own_role_id = own_role.id), '[]')`;

/** The own role of a row of `membership` as `OwnRole`, null where the role of ours alone counts; an expression. */
export const ownRoleSql = sql`
  (select jsonb_build_object('name', own_role.name, 'capabilities', own_role.capabilities, 'scope', own_role.scope,
                             'siteIds', ${sitesOfRole})
   from company_own_role as own_role where own_role.id = membership.own_role_id)`;

/** Whether a row of `membership` may do something, by its own role where it has one; an expression. */
export const membershipMaySql = (capability: OwnCapability): RawBuilder<SqlBool> => sql`
  case when membership.own_role_id is null
       then membership.role = any(${rolesThatMay(capability)}::company_role[])
       else exists (select from company_own_role as own_role
                    where own_role.id = membership.own_role_id and ${capability} = any(own_role.capabilities)) end`;

/** A role of a company's own that is in force. */
export type CompanyOwnRole = {
  id: string;
  name: string;
  capabilities: readonly OwnCapability[];
  scope: OwnScope;
  siteIds: readonly string[];
  /** Who has it now, by name. */
  people: readonly string[];
};

/** The roles in force that a company made for itself, by name. One statement. */
export async function listOwnRoles(db: Db, companyId: string): Promise<CompanyOwnRole[]> {
  const found = await sql<CompanyOwnRole>`
    select own_role.id, own_role.name, own_role.capabilities, own_role.scope, ${sitesOfRole} as site_ids, coalesce((
             select jsonb_agg(person.name order by person.name)
             from membership join person on person.id = membership.person_id
             where membership.company_id = own_role.company_id and membership.own_role_id = own_role.id
               and membership.ended_at is null), '[]') as people
    from company_own_role as own_role
    where own_role.company_id = ${companyId} and own_role.ended_at is null
    order by own_role.name`.execute(db);
  return found.rows;
}

/** Writes a role of a company's own. The same id again does no harm; a second in force of one name is refused by `one_own_role_of_a_name`. Returns whether it is new. */
export async function insertOwnRole(
  tx: Tx,
  role: {
    id: string;
    companyId: string;
    name: string;
    capabilities: readonly OwnCapability[];
    scope: OwnScope;
    madeBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { id, companyId, name, scope, madeBy, capabilities, at: madeAt } = role;
  const inserted = await tx
    .insertInto('companyOwnRole')
    .values({ id, companyId, name, scope, madeBy, capabilities: [...capabilities], madeAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

type Of = { id: string; companyId: string };

/** What a role of a company's own says. */
export type OwnRoleSaid = Pick<CompanyOwnRole, 'name' | 'capabilities' | 'scope' | 'siteIds'>;

/** A role of a company's own as it stands, locked until the commit; `undefined` where the company has none such in force. */
export async function lockOwnRole(tx: Tx, of: Of): Promise<OwnRoleSaid | undefined> {
  const found = await sql<OwnRoleSaid>`
    select name, capabilities, scope, ${sitesOfRole} as site_ids from company_own_role as own_role
    where id = ${of.id} and company_id = ${of.companyId} and ended_at is null
    for update`.execute(tx);
  return found.rows[0];
}

/** Whether a member is in a role of a company's own, or is invited to be. */
export async function hasHolders(db: Db, of: Of & { at: Date }): Promise<boolean> {
  const found = await sql<{ isHeld: boolean }>`
    select exists (
      select from membership
      where company_id = ${of.companyId} and own_role_id = ${of.id}
        and (ended_at is null or exists (
          select from access_link as link
          where link.person_id = membership.person_id and link.company_id = membership.company_id
            and link.purpose = 'invitation' and link.used_at is null and link.expires_at > ${of.at}))) as is_held`.execute(
    db,
  );
  return found.rows[0]?.isHeld ?? false;
}

/** Writes a locked role over, and shows those who are in it or invited to it as `shownAs`; a second in force of one name is refused by `one_own_role_of_a_name`. */
export async function setOwnRole(
  tx: Tx,
  set: Of & {
    name: string;
    capabilities: readonly OwnCapability[];
    scope: OwnScope;
    shownAs: CompanyRole;
  },
): Promise<void> {
  const { id, companyId, name, capabilities, scope, shownAs } = set;
  await tx
    .updateTable('companyOwnRole')
    .set({ name, capabilities: [...capabilities], scope })
    .where('id', '=', id)
    .where('companyId', '=', companyId)
    .execute();
  await tx
    .updateTable('membership')
    .set({ role: shownAs })
    .where('companyId', '=', companyId)
    .where('ownRoleId', '=', id)
    .execute();
}

/** The sites of a company that a role may be bound to, by name. One statement. */
export function listRoleSites(db: Db, companyId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('site')
    .where('companyId', '=', companyId)
    .where('endedAt', 'is', null)
    .orderBy('name')
    .select(['id', 'name'])
    .execute();
}

/** Writes which sites a role sees, and no others; a site of another company is refused by `own_role_site_site`. */
export async function setSitesOfRole(
  tx: Tx,
  set: Of & { siteIds: readonly string[] },
): Promise<void> {
  const { id: ownRoleId, companyId, siteIds } = set;
  await tx
    .deleteFrom('companyOwnRoleSite')
    .where('ownRoleId', '=', ownRoleId)
    .where('companyId', '=', companyId)
    .execute();
  if (siteIds.length === 0) return;
  await tx
    .insertInto('companyOwnRoleSite')
    .values(siteIds.map((siteId) => ({ companyId, ownRoleId, siteId })))
    .execute();
}

/** Ends a locked role of a company's own. */
export async function setOwnRoleEnded(tx: Tx, of: Of & { at: Date }): Promise<void> {
  await tx
    .updateTable('companyOwnRole')
    .set({ endedAt: of.at })
    .where('id', '=', of.id)
    .where('companyId', '=', of.companyId)
    .execute();
}
