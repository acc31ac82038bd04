import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { type CompanyChange, readCompanyChange } from './company-change.ts';

/** As the index `event_of_rights` names them. */
const rightsSql =
  sql.raw(`type in ('person.invited', 'membership.begun', 'membership.role-changed', 'membership.limit-set',
      'membership.approval-limit-set', 'membership.ended', 'own-role.made', 'own-role.changed', 'own-role.ended',
      'site.opened', 'site.closed')`);

/** A change with who made it and when; null where nobody did, such as our own setting up. */
export type CompanyChangeMade = {
  id: number;
  at: Date;
  byName: string | null;
  /** One of ours did it. */
  isStaff: boolean;
  /** Of whom, where it is about a person. */
  ofName: string | null;
  /** The own role that was given, by the name that it has now. */
  ownRoleName: string | null;
  change: CompanyChange;
};

type Row = Omit<CompanyChangeMade, 'change'> & { type: string; facts: unknown };

/**
 * What was changed of who may do what in a company, the newest first: invitations, roles,
 * limits, sites. What was kept in a shape that is not read any more is left out. One statement.
 */
export async function listCompanyChanges(
  db: Db,
  of: { companyId: string; limit: number; offset: number },
): Promise<{ changes: CompanyChangeMade[]; hasNext: boolean }> {
  const found = await sql<Row>`
    select event.id, event.at, event.type, event.facts, doer.name as by_name,
           coalesce(doer.staff_role is not null, false) as is_staff, subject.name as of_name,
           own_role.name as own_role_name
    from (
      select id, at, type, facts, person_id, company_id from event
      where company_id = ${of.companyId} and ${rightsSql}
      order by id desc limit ${of.limit + 1} offset ${of.offset}
    ) as event
    left join person as doer on doer.id = event.person_id
    left join person as subject on subject.id::text = event.facts ->> 'personId'
    left join company_own_role as own_role
      on own_role.company_id = event.company_id and own_role.id::text = event.facts ->> 'role'
    order by event.id desc`.execute(db);
  const changes = found.rows.slice(0, of.limit).flatMap(({ type, facts, ...made }) => {
    const change = readCompanyChange({ type, facts });
    return change ? [{ ...made, change }] : [];
  });
  return { changes, hasNext: found.rows.length > of.limit };
}
