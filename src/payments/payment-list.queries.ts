import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { beginningWith } from '../platform/db/like.ts';
import type { PaymentMethod } from '../platform/db/schema.ts';

/** A payment in a list. Minor units. */
export type PaymentRow = {
  id: string;
  method: PaymentMethod;
  reference: string;
  companyId: string;
  companyName: string;
  receivedOn: string;
  amountMinor: number;
  refundedMinor: number;
  /** What of it neither pays an order nor went back. */
  leftMinor: number;
  payer: string;
  purpose: string;
  /** Numbers of the orders that it pays, at most three of them, and how many it pays in all. */
  orderNumbers: readonly string[];
  orders: number;
};

/** What a list of payments is narrowed down to, and after which payment it goes on. */
export type PaymentFilter = {
  /** Beginning of a reference, or the number of an order that it pays. */
  text?: string | undefined;
  companyId?: string | undefined;
  method?: PaymentMethod | undefined;
  fromDay?: string | undefined;
  toDay?: string | undefined;
  /** Only those of which something is left. */
  isUnspent?: boolean;
  after?: { receivedOn: string; id: string } | undefined;
  limit: number;
};

/** Payments of all companies, or of one, by the day they came, the newest first; page by page. One statement. */
export async function listPayments(db: Db, filter: PaymentFilter): Promise<PaymentRow[]> {
  const { text, companyId, method, fromDay, toDay, isUnspent, after, limit } = filter;
  const conditions = [
    text ? meant(text) : sql`true`,
    companyId ? sql`payment.company_id = ${companyId}` : sql`true`,
    method ? sql`method = ${method}::payment_method` : sql`true`,
    fromDay ? sql`received_on >= ${fromDay}::date` : sql`true`,
    toDay ? sql`received_on <= ${toDay}::date` : sql`true`,
    isUnspent ? sql`allocated_minor + refunded_minor < amount_minor` : sql`true`,
    after
      ? sql`(received_on, payment.id) < (${after.receivedOn}::date, ${after.id}::uuid)`
      : sql`true`,
  ];
  const found = await sql<PaymentRow>`
    with page as (
      select payment.id, method, reference, payment.company_id, received_on, amount_minor, refunded_minor,
             amount_minor - allocated_minor - refunded_minor as left_minor, payer, purpose
      from payment
      where ${sql.join(conditions, sql` and `)}
      order by received_on desc, payment.id desc
      limit ${limit}
    )
    select page.*, company.name as company_name, paid.*
    from page
    join company on company.id = page.company_id
    cross join lateral (
      select coalesce((array_agg(number order by number))[1:3], '{}') as order_numbers, count(*) as orders
      from (
        select placed.number from payment_allocation as one join sales_order as placed on placed.id = one.order_id
        where one.payment_id = page.id group by placed.number having sum(one.amount_minor) > 0
      ) as now
    ) as paid
    order by page.received_on desc, page.id desc`.execute(db);
  return found.rows;
}

/** Found in two indexes and joined, so that a rare reference is not looked for along all payments. */
const meant = (text: string) => sql`payment.id in (
  select id from payment where lower(reference) like ${beginningWith(text.toLowerCase())}
  union
  select one.payment_id from sales_order as placed join payment_allocation as one on one.order_id = placed.id
  where placed.number = ${text})`;
