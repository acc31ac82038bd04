import { type RawBuilder, sql } from 'kysely';
import { membershipMaySql } from '../people/own-role.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { spentSql } from './spending.queries.ts';
import {
  type ApprovalGround,
  type ApprovalRule,
  type ApprovalTerms,
  defaultApprovalTerms,
} from './approval.ts';

/** What a row of `approval_rule` asks for, as `ApprovalConditions`. */
export const conditionsSql = (rule: string) =>
  sql.raw(`jsonb_build_object('form', ${rule}.form, 'siteId', ${rule}.site_id,
    'aboveMinor', ${rule}.above_minor, 'aboveWeightG', ${rule}.above_weight_g, 'beyondLimit', ${rule}.beyond_limit,
    'beyondBudget', ${rule}.beyond_budget, 'aboveFreightMinor', ${rule}.above_freight_minor,
    'aboveFreightBp', ${rule}.above_freight_bp, 'aboveProducts', ${rule}.above_products,
    'neverBought', ${rule}.never_bought)`);

const termsSql = (companyId: RawBuilder<unknown>) => sql`
  coalesce((select jsonb_build_object('ownAllowed', own_allowed, 'lastsDays', lasts_days, 'toleranceBp', tolerance_bp)
            from approval_terms where company_id = ${companyId}),
           ${JSON.stringify(defaultApprovalTerms)}::jsonb)`;

const approversSql = (companyId: RawBuilder<unknown>) => sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('personId', person.id, 'name', person.name,
                       'isAdmin', membership.role = 'company_admin', 'limitMinor', own.limit_minor)
                     order by person.name, person.id)
    from membership
    join person on person.id = membership.person_id and person.disabled_at is null
    left join approval_limit as own
      on own.person_id = membership.person_id and own.company_id = membership.company_id
    where membership.company_id = ${companyId} and membership.ended_at is null
      and ${membershipMaySql('approve-orders')}), '[]')`;

/** How much those with a limit have left, where a rule asks for it. */
const spendingSql = (of: GroundSought) => sql`
  case when exists (select from approval_rule
                    where company_id = ${of.companyId} and ended_at is null and beyond_limit) then (
    select coalesce(jsonb_agg(jsonb_build_object('personId', limited.person_id, 'limitMinor', limited.limit_minor,
             'spentMinor', ${spentSql({
               companyId: sql`limited.company_id`,
               personId: sql`limited.person_id`,
               from: sql`date_trunc(limited.period::text, ${of.on}::date::timestamp)`,
               askedBefore: sql`coalesce(
                 (select requested_at from approval_request
                  where cart_id = ${of.cartId} and state in ('pending', 'approved')), 'infinity')`,
             })})), '[]')
    from spending_limit as limited where limited.company_id = ${of.companyId})
  else '[]' end`;

/**
 * What of a cart its company never bought, where a rule asks for it: no order of any channel, imported ones too, has
 * it but cancelled ones. The order that the cart itself became is not looked at.
 */
const newProductsSql = ({ companyId, cartId }: GroundSought) => sql`
  case when exists (select from approval_rule where company_id = ${companyId} and ended_at is null and never_bought) then (
    select coalesce(jsonb_agg(distinct wanted.product_id), '[]') from cart_line as wanted
    where wanted.cart_id = ${cartId} and not exists (
      select from sales_order_line as bought join sales_order on sales_order.id = bought.order_id
      where bought.company_id = ${companyId} and bought.product_id = wanted.product_id
        and sales_order.stage <> 'cancelled' and sales_order.cart_id is distinct from wanted.cart_id))
  else '[]' end`;

/** Of which company, on which day, and which of its carts is looked at: what was asked after it does not count. */
type GroundSought = { companyId: RawBuilder<unknown>; on: string; cartId: RawBuilder<unknown> };

/** The rules of a company in force, with what decides who must agree, as `ApprovalGround`; null for a company without rules. */
export const approvalGroundSql = (of: GroundSought) => sql`
  case when exists (select from approval_rule where company_id = ${of.companyId} and ended_at is null) then
    jsonb_build_object(
      'rules', (
        select jsonb_agg(${conditionsSql('rule')} || jsonb_build_object('id', rule.id, 'steps', (
          select jsonb_agg(jsonb_build_object('quorum', step.quorum, 'people', (
              select coalesce(jsonb_agg(named.person_id), '[]') from approval_step_person as named
              where named.rule_id = step.rule_id and named.step = step.step)) order by step.step)
          from approval_step as step where step.rule_id = rule.id)) order by rule.made_at, rule.id)
        from approval_rule as rule where rule.company_id = ${of.companyId} and rule.ended_at is null),
      'approvers', ${approversSql(of.companyId)},
      'spending', ${spendingSql(of)},
      'newProducts', ${newProductsSql(of)},
      'terms', ${termsSql(of.companyId)})
  end`;

type Deputy = {
  id: string;
  personId: string;
  personName: string;
  deputyId: string;
  deputyName: string;
  fromDay: string;
  untilDay: string;
};

/** All that a company's administrator sees of its approvals: the rules, the people, who stands in for whom. */
export type ApprovalRules = ApprovalGround & {
  deputies: readonly Deputy[];
  sites: readonly { id: string; name: string }[];
};

/** The approvals of a company as its administrator keeps them; deputies whose time is over are left out. One statement. */
export async function readApprovalRules(
  db: Db,
  of: { companyId: string; on: string },
): Promise<ApprovalRules> {
  const companyId = sql`${of.companyId}::uuid`;
  const found = await sql<{
    ground: ApprovalGround | null;
    approvers: ApprovalGround['approvers'];
    terms: ApprovalTerms;
    deputies: Deputy[];
    sites: { id: string; name: string }[];
  }>`
    select ${approvalGroundSql({ companyId, on: of.on, cartId: sql`null::uuid` })} as ground, ${approversSql(companyId)} as approvers,
           ${termsSql(companyId)} as terms,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', deputy.id, 'personId', person.id, 'personName', person.name,
                                'deputyId', stand.id, 'deputyName', stand.name, 'fromDay', lower(deputy.during),
                                'untilDay', upper(deputy.during) - 1) order by deputy.during, person.name)
             from approval_deputy as deputy
             join person on person.id = deputy.person_id
             join person as stand on stand.id = deputy.deputy_id
             where deputy.company_id = ${companyId} and deputy.ended_at is null
               and upper(deputy.during) > ${of.on}::date), '[]') as deputies,
           coalesce((select jsonb_agg(jsonb_build_object('id', id, 'name', name) order by name)
                     from site where company_id = ${companyId} and ended_at is null), '[]') as sites`.execute(
    db,
  );
  const [row] = found.rows;
  if (!row) throw new Error('a statement without tables gave no row');
  const { ground, ...rest } = row;
  return { rules: ground?.rules ?? [], spending: [], newProducts: [], ...rest };
}

/** Whether all these people may approve orders of a company now. */
export async function areApprovers(
  db: Db,
  of: { companyId: string; people: readonly string[] },
): Promise<boolean> {
  const people = [...new Set(of.people)];
  if (people.length === 0) return true;
  const found = await db
    .selectFrom('membership')
    .where('companyId', '=', of.companyId)
    .where('personId', 'in', people)
    .where('endedAt', 'is', null)
    .where(membershipMaySql('approve-orders'))
    .select('personId')
    .execute();
  return found.length === people.length;
}

/** Writes a rule with its steps. The same id again does no harm. Says whether it is new. */
export async function insertApprovalRule(
  tx: Tx,
  rule: ApprovalRule & { companyId: string; madeBy: string; at: Date },
): Promise<boolean> {
  const { id, companyId, form, siteId, aboveMinor, aboveWeightG, beyondLimit } = rule;
  const { beyondBudget, aboveFreightMinor, aboveFreightBp, aboveProducts, neverBought } = rule;
  const { steps, madeBy, at } = rule;
  const numbered = steps.map((step, index) => ({ ...step, step: index + 1 }));
  const found = await sql`
    with made as (
      insert into approval_rule (id, company_id, form, site_id, above_minor, above_weight_g, beyond_limit, beyond_budget,
                                 above_freight_minor, above_freight_bp, above_products, never_bought, made_by, made_at)
      values (${id}, ${companyId}, ${form}::form, ${siteId}, ${aboveMinor}, ${aboveWeightG}, ${beyondLimit}, ${beyondBudget},
              ${aboveFreightMinor}, ${aboveFreightBp}, ${aboveProducts}, ${neverBought}, ${madeBy}, ${at})
      on conflict (id) do nothing
      returning id
    ), given as (
      select made.id, step.* from made,
        jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) as step (step smallint, quorum smallint, people uuid[])
    ), stepped as (
      insert into approval_step (rule_id, step, quorum) select id, step, quorum from given
    ), named as (
      insert into approval_step_person (rule_id, step, person_id)
      select id, step, unnest(people) from given
    )
    select from made`.execute(tx);
  return found.rows.length === 1;
}

/** Ends a rule; one that has ended stays as it was. Says whether it ended now; `undefined` where the company has no such rule. */
export async function endApprovalRule(
  tx: Tx,
  ending: { ruleId: string; companyId: string; endedBy: string; at: Date },
): Promise<boolean | undefined> {
  const { ruleId, companyId, endedBy, at } = ending;
  const found = await sql<{ isEndedNow: boolean }>`
    with rule as (
      select id, ended_at from approval_rule where id = ${ruleId} and company_id = ${companyId} for update
    ), ended as (
      update approval_rule set ended_by = ${endedBy}, ended_at = ${at} from rule
      where approval_rule.id = rule.id and rule.ended_at is null
    )
    select ended_at is null as is_ended_now from rule`.execute(tx);
  return found.rows[0]?.isEndedNow;
}

/** Writes how a company approves, over what it said before, which it gives back. */
export async function upsertApprovalTerms(
  tx: Tx,
  set: ApprovalTerms & { companyId: string; setBy: string; at: Date },
): Promise<ApprovalTerms> {
  const { companyId, ownAllowed, lastsDays, toleranceBp, setBy, at } = set;
  const was = await tx
    .selectFrom('approvalTerms')
    .where('companyId', '=', companyId)
    .select(['ownAllowed', 'lastsDays', 'toleranceBp'])
    .forUpdate()
    .executeTakeFirst();
  const values = { ownAllowed, lastsDays, toleranceBp, setBy, setAt: at };
  await tx
    .insertInto('approvalTerms')
    .values({ companyId, ...values })
    .onConflict((conflict) => conflict.column('companyId').doUpdateSet(values))
    .execute();
  return was ?? defaultApprovalTerms;
}

/** Writes up to what amount somebody may approve, null takes the limit away; gives back what it was. */
export async function setApprovalLimit(
  tx: Tx,
  set: { personId: string; companyId: string; limitMinor: number | null; setBy: string; at: Date },
): Promise<number | null> {
  const { personId, companyId, limitMinor, setBy, at } = set;
  const was = await tx
    .selectFrom('approvalLimit')
    .where('personId', '=', personId)
    .where('companyId', '=', companyId)
    .select('limitMinor')
    .forUpdate()
    .executeTakeFirst();
  const wasMinor = was?.limitMinor ?? null;
  if (limitMinor === null) {
    await tx
      .deleteFrom('approvalLimit')
      .where('personId', '=', personId)
      .where('companyId', '=', companyId)
      .execute();
    return wasMinor;
  }
  const values = { limitMinor, setBy, setAt: at };
  await tx
    .insertInto('approvalLimit')
    .values({ personId, companyId, ...values })
    .onConflict((conflict) => conflict.columns(['personId', 'companyId']).doUpdateSet(values))
    .execute();
  return wasMinor;
}
