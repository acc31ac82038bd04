import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { Channel } from '../people/channel.ts';
import type { Language, QuoteState } from '../platform/db/schema.ts';

/** A line that was ordered, as a quote would have offered it. */
type OrderedLine = {
  productId: string;
  quantityMilli: number;
  unit: 'kg' | 't' | 'm' | 'pcs';
  weightG: number;
  pricePerTonneMinor: number;
  vatRateBp: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
};

/** An order of the world with who bought it and who of ours keeps the company. */
export type PastOrder = {
  orderId: string;
  companyId: string;
  branchCode: string;
  managerId: string;
  personId: string;
  language: Language;
  channel: Channel;
  includesVat: boolean;
  placedAt: Date;
  lines: OrderedLine[];
};

/** Every delivered order of a world that a member of its company may have asked prices for, the oldest first. One statement. */
export async function listPastOrders(tx: Tx, before: Date): Promise<PastOrder[]> {
  const found = await sql<PastOrder>`
    select placed.id as order_id, placed.company_id, placed.branch_code, company.manager_id, buyer.id as person_id,
           buyer.language, placed.channel, placed.placed_at, false as includes_vat,
           (select jsonb_agg(jsonb_build_object('productId', line.product_id, 'quantityMilli', line.quantity_milli,
                     'unit', line.unit, 'weightG', line.weight_g, 'pricePerTonneMinor', line.price_per_tonne_minor,
                     'vatRateBp', line.vat_rate_bp, 'netMinor', line.net_minor, 'vatMinor', line.vat_minor,
                     'grossMinor', line.gross_minor) order by line.position)
            from sales_order_line as line where line.order_id = placed.id) as lines
    from sales_order as placed
    join company on company.id = placed.company_id and company.manager_id is not null
    join lateral (
      select person.id, person.language from membership
      join person on person.id = membership.person_id
      where membership.company_id = company.id and membership.ended_at is null and membership.role = 'buyer'
      order by person.email limit 1
    ) as buyer on true
    where placed.stage = 'delivered' and placed.source = 'counterweight' and placed.placed_at < ${before}
    order by placed.placed_at, placed.id`.execute(tx);
  return found.rows;
}

/** A line of an account that goods were booked on, with the accountant who may dispute it. */
export type PastLine = {
  transactionId: string;
  orderId: string;
  companyId: string;
  managerId: string;
  personId: string;
  bookedAt: Date;
  amountMinor: number;
};

/** Every line of goods handed over until a moment that nobody disputes, the oldest first. One statement. */
export async function listPastLines(tx: Tx, before: Date): Promise<PastLine[]> {
  const found = await sql<PastLine>`
    select booked.id as transaction_id, booked.order_id, booked.company_id, company.manager_id, teller.id as person_id,
           booked.booked_at, placed.gross_minor as amount_minor
    from ledger_transaction as booked
    join sales_order as placed on placed.id = booked.order_id and placed.stage = 'delivered'
    join company on company.id = booked.company_id and company.manager_id is not null
    join lateral (
      select person.id from membership join person on person.id = membership.person_id
      where membership.company_id = company.id and membership.ended_at is null
        and membership.role in ('accountant', 'company_admin', 'buyer')
      order by membership.role = 'accountant' desc, person.email limit 1
    ) as teller on true
    where booked.kind = 'handed-over' and booked.booked_at < ${before} and placed.source = 'counterweight'
      and not exists (select from line_objection where transaction_id = booked.id)
    order by booked.booked_at, booked.id`.execute(tx);
  return found.rows;
}

/** The last number of a year's requests for prices, so that the next one follows it. */
export async function setQuoteCounter(
  tx: Tx,
  of: { year: number; lastNumber: number },
): Promise<void> {
  await tx
    .insertInto('documentCounter')
    .values({ series: 'quote', ...of })
    .execute();
}

/** What came of a request for prices. */
export type QuoteEnd = {
  id: string;
  state: QuoteState;
  validUntil: Date;
  closedBy: string | null;
  closedAt: Date;
  closeReason: string;
};

/** Ends requests that have had their one answer. One statement. */
export async function endQuotes(tx: Tx, ends: readonly QuoteEnd[]): Promise<void> {
  const rows = ends.map(({ id, state, validUntil, closedBy, closedAt, closeReason }) => ({
    ...{ id, state, valid_until: validUntil, closed_by: closedBy, closed_at: closedAt },
    close_reason: closeReason,
  }));
  await sql`
    update quote set state = came.state, current_version = 1, valid_until = came.valid_until, version = 3,
      closed_by = came.closed_by, closed_at = came.closed_at, close_reason = came.close_reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as came (
      id uuid, state quote_state, valid_until timestamptz, closed_by uuid, closed_at timestamptz, close_reason text)
    where quote.id = came.id`.execute(tx);
}
