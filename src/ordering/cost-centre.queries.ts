import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Budget } from './budget.ts';

/** A cost centre as its company keeps it. */
export type CostCentre = {
  id: string;
  code: string;
  name: string;
  isClosed: boolean;
  /** Null: as much as anybody wants. */
  budget: Budget | null;
};

/**
 * What was ordered for a cost centre with VAT since the period of its budget began,
 * without the cancelled, and what was sent for approval before a moment; an expression
 * beside `budget`.
 */
const spentSql = (of: { on: string; askedBefore: RawBuilder<unknown> }) => sql`
  (select coalesce(sum(gross_minor), 0)::bigint
   from (
     select gross_minor from sales_order
     where cost_centre_id = budget.cost_centre_id and stage <> 'cancelled'
       and placed_at >= date_trunc(budget.period::text, ${of.on}::date::timestamp) at time zone 'Asia/Almaty'
     union all
     select request.gross_minor
     from approval_request as request join cart as asked on asked.id = request.cart_id
     where asked.company_id = budget.company_id and asked.cost_centre_id = budget.cost_centre_id
       and request.state in ('pending', 'approved') and request.requested_at < ${of.askedBefore}
       and request.requested_at >= date_trunc(budget.period::text, ${of.on}::date::timestamp) at time zone 'Asia/Almaty'
   ) as spent)`;

const budgetSql = (of: { on: string; askedBefore: RawBuilder<unknown> }) => sql`
  jsonb_build_object('period', budget.period, 'amountMinor', budget.amount_minor, 'effect', budget.effect,
                     'spentMinor', ${spentSql(of)})`;

/** The budget that a cart's cost centre has on a day, as `Budget`, null where none; the cart's own question does not count. */
export const budgetOfCartSql = (of: {
  costCentreId: RawBuilder<unknown>;
  cartId: RawBuilder<unknown>;
  on: string;
}) => sql`
  (select ${budgetSql({
    on: of.on,
    askedBefore: sql`coalesce(
      (select requested_at from approval_request
       where cart_id = ${of.cartId} and state in ('pending', 'approved')), 'infinity')`,
  })}
   from budget where budget.cost_centre_id = ${of.costCentreId})`;

/** Whether a company wants a cost centre with every order. */
export const costCentreRequiredSql = (companyId: RawBuilder<unknown>) => sql`
  coalesce((select is_required from cost_centre_terms where company_id = ${companyId}), false)`;

/** The open cost centres of a company, for a choice. */
export const costCentreChoicesSql = (companyId: RawBuilder<unknown>) => sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('id', centre.id, 'code', centre.code, 'name', centre.name)
                     order by centre.code)
    from cost_centre as centre where centre.company_id = ${companyId} and centre.closed_at is null), '[]')`;

/** A locked budget as it stands on a day; of an order that was asked about itself, as it stood then. */
export async function readBudget(
  tx: Tx,
  of: { costCentreId: string; on: string; askedAt: Date | undefined },
): Promise<Budget | undefined> {
  const askedBefore = sql`coalesce(${of.askedAt ?? null}::timestamptz, 'infinity')`;
  const found = await sql<{ budget: Budget }>`
    select ${budgetSql({ on: of.on, askedBefore })} as budget from budget
    where cost_centre_id = ${of.costCentreId}`.execute(tx);
  return found.rows[0]?.budget;
}

/** All cost centres of a company with what was ordered for them, the open ones first, and whether one is asked for. One statement. */
export async function listCostCentres(
  db: Db,
  of: { companyId: string; on: string },
): Promise<{ centres: CostCentre[]; isRequired: boolean }> {
  const found = await sql<{ centres: CostCentre[]; isRequired: boolean }>`
    select ${costCentreRequiredSql(sql`${of.companyId}::uuid`)} as is_required, coalesce((
      select jsonb_agg(jsonb_build_object('id', centre.id, 'code', centre.code, 'name', centre.name,
               'isClosed', centre.closed_at is not null, 'budget', (
                 select ${budgetSql({ on: of.on, askedBefore: sql`'infinity'` })}
                 from budget where budget.cost_centre_id = centre.id))
             order by centre.closed_at is not null, centre.code)
      from cost_centre as centre where centre.company_id = ${of.companyId}), '[]') as centres`.execute(
    db,
  );
  const [row] = found.rows;
  return row ?? { centres: [], isRequired: false };
}

/** Opens a cost centre; the same id again does no harm. Another open one with its code is refused by `one_cost_centre_of_a_code`. Says whether it is new. */
export async function insertCostCentre(
  tx: Tx,
  centre: {
    id: string;
    companyId: string;
    code: string;
    name: string;
    madeBy: string;
    at: Date;
  },
): Promise<boolean> {
  const { at: madeAt, ...rest } = centre;
  const inserted = await tx
    .insertInto('costCentre')
    .values({ ...rest, madeAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Closes a cost centre; one that is closed stays so. Says which it is and whether it was closed now; `undefined` where the company has none such. */
export async function setCostCentreClosed(
  tx: Tx,
  of: { id: string; companyId: string; at: Date },
): Promise<{ code: string; name: string; isClosedNow: boolean } | undefined> {
  const closed = await sql<{ code: string; name: string; isClosedNow: boolean }>`
    with centre as (
      select id, code, name, closed_at from cost_centre
      where id = ${of.id} and company_id = ${of.companyId} for no key update
    ), closed as (
      update cost_centre set closed_at = ${of.at} from centre
      where cost_centre.id = centre.id and centre.closed_at is null
    )
    select code, name, closed_at is null as is_closed_now from centre`.execute(tx);
  return closed.rows[0];
}

type BudgetSet = Omit<Budget, 'spentMinor'>;

/**
 * Writes a budget over the one before, or takes it away. Says of which cost centre, and what it was before;
 * `undefined` where the company has no such one.
 */
export async function upsertBudget(
  tx: Tx,
  set: {
    costCentreId: string;
    companyId: string;
    budget: BudgetSet | null;
    setBy: string;
    at: Date;
  },
): Promise<{ code: string; was: BudgetSet | null } | undefined> {
  const { costCentreId, companyId, budget, setBy, at } = set;
  const centre = await tx
    .selectFrom('costCentre')
    .where('id', '=', costCentreId)
    .where('companyId', '=', companyId)
    .select('code')
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!centre) return undefined;
  const was = await tx
    .selectFrom('budget')
    .where('costCentreId', '=', costCentreId)
    .select(['amountMinor', 'period', 'effect'])
    .executeTakeFirst();
  const told = { ...centre, was: was ?? null };
  if (!budget) {
    await tx.deleteFrom('budget').where('costCentreId', '=', costCentreId).execute();
    return told;
  }
  const values = { ...budget, setBy, setAt: at };
  await tx
    .insertInto('budget')
    .values({ costCentreId, companyId, ...values })
    .onConflict((conflict) => conflict.column('costCentreId').doUpdateSet(values))
    .execute();
  return told;
}

/** Writes whether a company wants a cost centre with every order. Says whether it wanted one before. */
export async function upsertCostCentreTerms(
  tx: Tx,
  set: { companyId: string; isRequired: boolean; setBy: string; at: Date },
): Promise<boolean> {
  const { companyId, isRequired, setBy, at } = set;
  const was = await tx
    .selectFrom('costCentreTerms')
    .where('companyId', '=', companyId)
    .select('isRequired')
    .forUpdate()
    .executeTakeFirst();
  const values = { isRequired, setBy, setAt: at };
  await tx
    .insertInto('costCentreTerms')
    .values({ companyId, ...values })
    .onConflict((conflict) => conflict.column('companyId').doUpdateSet(values))
    .execute();
  return was?.isRequired ?? false;
}
