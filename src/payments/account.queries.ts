import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { CreditKind, OrderStage, PaymentTerms } from '../platform/db/schema.ts';
import type { AccountBuckets, OwedOn } from './account.ts';

/** A customer's account as it stands now. Minor units. */
export type AccountNow = AccountBuckets & {
  companyName: string;
  creditKind: CreditKind;
  /** Of the day; null where the credit has none. */
  limitMinor: number | null;
  exposureMinor: number;
  /** Goods that were handed over and are not paid, by the day they fall due. */
  owed: readonly OwedOn[];
  /** What is left to pay of orders that are still with us. */
  toHandOverMinor: number;
  openCount: number;
};

/** An order of which something is left to pay. Minor units. */
export type OpenOrder = {
  id: string;
  number: string;
  purchaseNumber: string;
  placedAt: Date;
  payment: PaymentTerms;
  stage: OrderStage;
  grossMinor: number;
  leftMinor: number;
  /** Of what is left: disputed, and therefore not overdue. */
  objectedMinor: number;
  /** The day it falls due; what is paid first falls due when it is handed over all the same. */
  dueOn: string | null;
  isHandedOver: boolean;
};

/**
 * Orders of a company of which something is left to pay. Handed over is what the
 * books say; goods that went out unpaid although they were to be paid first are
 * due on that day.
 */
const openOrders = (companyId: string) => sql`
  select placed.id, placed.number, placed.purchase_number, placed.placed_at, placed.payment, placed.stage, placed.gross_minor,
         placed.gross_minor - placed.paid_minor as left_minor,
         least(objected_minor_of(placed.id), placed.gross_minor - placed.paid_minor) as objected_minor,
         coalesce(placed.due_on, handed.effective_on) as due_on, handed.effective_on is not null as is_handed_over
  from sales_order as placed
  left join lateral (
    select min(effective_on) as effective_on from ledger_transaction
    where order_id = placed.id and kind = 'handed-over'
  ) as handed on true
  where placed.company_id = ${companyId} and placed.paid_minor < placed.gross_minor and placed.stage <> 'cancelled'
    and placed.source = 'counterweight'`;

/** How a company's account stands on a day; `undefined` for one without an account. One statement. */
export async function readAccountNow(
  db: Db,
  of: { companyId: string; on: string },
): Promise<AccountNow | undefined> {
  const { companyId, on } = of;
  const found = await sql<AccountNow>`
    with open_order as materialized (${openOrders(companyId)}), owed as (
      select due_on, sum(left_minor)::bigint as left_minor, sum(objected_minor)::bigint as objected_minor, count(*) as count
      from open_order where is_handed_over group by due_on
    )
    select company.name as company_name, account.credit_kind, credit_limit_on(account, ${on}::date) as limit_minor,
           exposure_of(account) as exposure_minor, account.unbilled_minor, account.receivable_minor, account.advance_minor,
           account.prepayment_minor, account.balance_minor,
           (select coalesce(jsonb_agg(jsonb_build_object('dueOn', due_on, 'leftMinor', left_minor,
                                                         'objectedMinor', objected_minor, 'count', count)), '[]')
            from owed) as owed,
           (select coalesce(sum(left_minor), 0)::bigint from open_order where not is_handed_over) as to_hand_over_minor,
           (select count(*)::int from open_order) as open_count
    from company_account as account join company on company.id = account.company_id
    where account.company_id = ${companyId}`.execute(db);
  return found.rows[0];
}

/** The place of an order among the open ones. */
export type OpenPlace = { dueOn: string | null; id: string };

/** Open orders of a company, what falls due first first, those without a day last; at most so many, behind a place. */
export async function listOpenOrders(
  db: Db,
  of: { companyId: string; after?: OpenPlace | undefined; limit: number },
): Promise<OpenOrder[]> {
  const { companyId, after, limit } = of;
  const behind = after
    ? sql`where (coalesce(due_on, 'infinity'), id) > (coalesce(${after.dueOn}::date, 'infinity'), ${after.id}::uuid)`
    : sql``;
  const found = await sql<OpenOrder>`
    with open_order as (${openOrders(companyId)})
    select * from open_order ${behind} order by coalesce(due_on, 'infinity'), id limit ${limit}`.execute(
    db,
  );
  return found.rows;
}

/** What is open of the orders that are named, those of other companies left out, in the order of their days. */
export async function findOpenOrders(
  db: Db,
  of: { companyId: string; orderIds: readonly string[] },
): Promise<OpenOrder[]> {
  const found = await sql<OpenOrder>`
    select * from (${openOrders(of.companyId)} and placed.id = any(${[...of.orderIds]}::uuid[])) as open_order
    order by coalesce(due_on, 'infinity'), id`.execute(db);
  return found.rows;
}

/** Whether orders are all a company's own. */
export async function areOrdersOf(
  db: Db,
  of: { companyId: string; orderIds: readonly string[] },
): Promise<boolean> {
  const ids = new Set(of.orderIds);
  const { count } = await db
    .selectFrom('salesOrder')
    .where('companyId', '=', of.companyId)
    .where('id', 'in', [...ids])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count) === ids.size;
}
