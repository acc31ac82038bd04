import { sql } from 'kysely';
import type { ApprovalConditions } from '../ordering/approval-conditions.ts';
import { conditionsSql } from '../ordering/approval-rule.queries.ts';
import type { Db } from '../platform/db/database.ts';
import { type CompanyChange, readCompanyChange } from './company-change.ts';

/** As the index `event_of_company_changes` names them. */
const changesSql =
  sql.raw(`type in ('person.invited', 'person.invitation-withdrawn', 'membership.begun', 'membership.role-changed',
      'membership.limit-set', 'membership.approval-limit-set', 'membership.ended', 'own-role.made', 'own-role.changed',
      'own-role.ended', 'site.opened', 'site.closed', 'approval-rule.begun', 'approval-rule.ended',
      'approval-terms.set', 'deputy.named', 'deputy.ended', 'cost-centre.opened', 'cost-centre.closed',
      'cost-centre.budget-set', 'cost-centre.required')`);

/** A rule as it was made: it is never changed. A step without names asks whoever may approve. */
export type RuleThen = {
  conditions: ApprovalConditions;
  siteName: string | null;
  steps: readonly { quorum: number; names: readonly string[] }[];
};

const ruleSql = sql`
  jsonb_build_object('conditions', ${conditionsSql('rule')},
    'siteName', (select name from site where site.id = rule.site_id),
    'steps', (select jsonb_agg(jsonb_build_object('quorum', step.quorum, 'names', (
                select coalesce(jsonb_agg(person.name order by person.name), '[]')
                from approval_step_person as named join person on person.id = named.person_id
                where named.rule_id = step.rule_id and named.step = step.step)) order by step.step)
              from approval_step as step where step.rule_id = rule.id))`;

/** A change with who made it and when; null where nobody did, such as our own setting up. */
export type CompanyChangeMade = {
  id: number;
  at: Date;
  byName: string | null;
  /** One of ours did it. */
  isStaff: boolean;
  /** Of whom, where it is about a person. */
  ofName: string | null;
  /** The address of the same; the name of somebody who was only invited is none of the company's business. */
  ofEmail: string | null;
  deputyName: string | null;
  rule: RuleThen | null;
  /** The own role that was given, by the name that it has now. */
  ownRoleName: string | null;
  /** The own role that he had before. */
  wasRoleName: string | null;
  change: CompanyChange;
};

type Row = Omit<CompanyChangeMade, 'change'> & { type: string; facts: unknown };

/**
 * What was changed of who may do what in a company and of how it buys, the newest first. What was kept in a shape that is not read any more is left out. One statement.
 */
export async function listCompanyChanges(
  db: Db,
  of: { companyId: string; limit: number; offset: number },
): Promise<{ changes: CompanyChangeMade[]; hasNext: boolean }> {
  const found = await sql<Row>`
    select event.id, event.at, event.type, event.facts, doer.name as by_name,
           coalesce(doer.staff_role is not null, false) as is_staff, subject.name as of_name,
           subject.email as of_email, deputy.name as deputy_name, own_role.name as own_role_name,
           was_role.name as was_role_name, case when rule.id is not null then ${ruleSql} end as rule
    from (
      select id, at, type, facts, person_id, company_id from event
      where company_id = ${of.companyId} and ${changesSql}
      order by id desc limit ${of.limit + 1} offset ${of.offset}
    ) as event
    left join person as doer on doer.id = event.person_id
    left join person as subject on subject.id = (event.facts ->> 'personId')::uuid
    left join company_own_role as own_role
      on own_role.company_id = event.company_id and own_role.id::text = event.facts ->> 'role'
    left join company_own_role as was_role
      on was_role.company_id = event.company_id and was_role.id::text = event.facts ->> 'was'
    left join person as deputy on deputy.id = (event.facts ->> 'deputyId')::uuid
    left join approval_rule as rule
      on rule.company_id = event.company_id and rule.id = (event.facts ->> 'ruleId')::uuid
    order by event.id desc`.execute(db);
  const changes = found.rows.slice(0, of.limit).flatMap(({ type, facts, ...made }) => {
    const change = readCompanyChange({ type, facts });
    return change ? [{ ...made, change }] : [];
  });
  return { changes, hasNext: found.rows.length > of.limit };
}
