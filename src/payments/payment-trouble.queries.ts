import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { receiptOpen } from './fiscal-receipt.queries.ts';
import type { TroubleKind } from './payment-trouble.ts';
import type {
  CardAttemptState,
  PaymentMethod,
  RefundReason,
  RefundState,
} from '../platform/db/schema.ts';

/** Nothing about a card is unknown for longer than this (reliability, invariant 21). */
const UNKNOWN_MS = 15 * 60_000;
const unknownSince = (at: Date) => new Date(at.getTime() - UNKNOWN_MS);

const disputeOpen = sql`status in ('warning', 'needsAnswer', 'underReview')`;
const failedOpen = sql`refund.state = 'failed' and refund.left_at is null
  and not exists (select from refund as next where next.follows_id = refund.id and next.state <> 'refused')`;
const toGive = sql`refund.state in ('asked', 'sent')`;
/** Of which nobody knows whether there is a page, or on whose page nobody can pay any more and which has not ended. */
const attemptUnknown = (at: Date) => sql`state in ('begun', 'open')
  and case state when 'begun' then opened_at else expires_at end < ${unknownSince(at)}`;
const noticeOpen = (at: Date) => sql`closed_at is null and (trouble <> '' or handled_at is null)
  and (trouble <> '' or received_at < ${unknownSince(at)})`;
/** Paid, and yet nothing is held for it: whoever paid gets other goods or his money. */
const stockless = sql`placed.stage in ('placed', 'confirmed') and placed.paid_minor > 0
  and exists (select from event where event.subject_id = placed.id and type = 'order.paid-without-stock')
  and not exists (select from reservation where order_id = placed.id and ended_at is null)`;

/** How much waits of each kind. One statement. */
export async function countTroubles(db: Db, at: Date): Promise<Record<TroubleKind, number>> {
  const found = await sql<{ counts: Record<TroubleKind, number> }>`
    select jsonb_build_object(
      'waiting', (select count(*) from refund where state = 'waiting'),
      'to-give', (select count(*) from refund where ${toGive}),
      'failed', (select count(*) from refund where ${failedOpen}),
      'disputes', (select count(*) from card_dispute where ${disputeOpen}),
      'notices', (select count(*) from provider_notice where ${noticeOpen(at)}),
      'attempts', (select count(*) from card_attempt where ${attemptUnknown(at)}),
      'stockless', (select count(*) from sales_order as placed where ${stocklessIds} and ${stockless}),
      'unspent', (select count(*) from payment where allocated_minor + refunded_minor < amount_minor),
      'receipts', (select count(*) from fiscal_receipt where ${receiptOpen(at)})
    ) as counts`.execute(db);
  const [row] = found.rows;
  if (!row) throw new Error('counts without a row');
  return row.counts;
}

/** The few orders that it was ever said of, found by an index of its own. */
const stocklessIds = sql`placed.id in (select subject_id from event where type = 'order.paid-without-stock')`;

/** A refund that waits for somebody. Minor units. */
export type RefundRow = {
  id: string;
  paymentId: string;
  companyName: string;
  method: PaymentMethod;
  way: PaymentMethod;
  reference: string;
  amountMinor: number;
  reason: RefundReason;
  note: string;
  state: RefundState;
  askedByName: string;
  askedAt: Date;
  failure: string;
};

/** Refunds that wait for a second person, for whoever gives them, or that failed and are not over; the oldest first. */
export async function listRefunds(
  db: Db,
  of: { kind: 'waiting' | 'to-give' | 'failed'; rowsMax: number },
): Promise<RefundRow[]> {
  const condition = {
    waiting: sql`refund.state = 'waiting'`,
    'to-give': toGive,
    failed: failedOpen,
  };
  const found = await sql<RefundRow>`
    select refund.id, refund.payment_id, company.name as company_name, payment.method, refund.way, payment.reference,
           refund.amount_minor, refund.reason, refund.note, refund.state, person.name as asked_by_name,
           refund.asked_at, refund.failure
    from refund
    join payment on payment.id = refund.payment_id
    join company on company.id = refund.company_id
    join person on person.id = refund.asked_by
    where ${condition[of.kind]}
    order by refund.asked_at limit ${of.rowsMax}`.execute(db);
  return found.rows;
}

/** A dispute as the bank of the payer and the provider keep it. Minor units. */
export type DisputeRow = {
  id: string;
  paymentId: string;
  companyName: string;
  reference: string;
  amountMinor: number;
  feeMinor: number;
  status: string;
  answerBy: Date | null;
  seenAt: Date;
};

/** Disputes that are not over; whose answer is due first, first. */
export async function listOpenDisputes(db: Db, rowsMax: number): Promise<DisputeRow[]> {
  const found = await sql<DisputeRow>`
    select card_dispute.id, payment_id, company.name as company_name, payment.reference, card_dispute.amount_minor,
           fee_minor, status, answer_by, seen_at
    from card_dispute
    join payment on payment.id = payment_id
    join company on company.id = card_dispute.company_id
    where ${disputeOpen} order by answer_by nulls last, seen_at limit ${rowsMax}`.execute(db);
  return found.rows;
}

/** What the provider told us and nobody has made good: why, or not even looked into. */
export type NoticeRow = {
  eventId: string;
  type: string;
  aboutKind: string;
  aboutId: string;
  trouble: string;
  receivedAt: Date;
};

/** Notices in trouble, the oldest first. */
export async function listOpenNotices(
  db: Db,
  of: { at: Date; rowsMax: number },
): Promise<NoticeRow[]> {
  const found = await sql<NoticeRow>`
    select event_id, type, about_kind, about_id, trouble, received_at from provider_notice
    where ${noticeOpen(of.at)} order by received_at limit ${of.rowsMax}`.execute(db);
  return found.rows;
}

/** An attempt to pay by card of which nobody knows how it ended, with the orders that it pays. Minor units. */
export type AttemptRow = {
  id: string;
  companyName: string;
  orders: readonly { id: string; number: string }[];
  amountMinor: number;
  state: CardAttemptState;
  openedAt: Date;
};

/** Attempts of which nothing was heard for too long, the oldest first. */
export async function listUnknownAttempts(
  db: Db,
  of: { at: Date; rowsMax: number },
): Promise<AttemptRow[]> {
  const found = await sql<AttemptRow>`
    select attempt.id, company.name as company_name, attempt.amount_minor, attempt.state, attempt.opened_at,
           (select jsonb_agg(jsonb_build_object('id', placed.id, 'number', placed.number) order by placed.number)
            from card_attempt_part as part join sales_order as placed on placed.id = part.order_id
            where part.attempt_id = attempt.id) as orders
    from (select * from card_attempt where ${attemptUnknown(of.at)}) as attempt
    join company on company.id = attempt.company_id
    order by attempt.opened_at limit ${of.rowsMax}`.execute(db);
  return found.rows;
}

/** An order that is paid and for which nothing is held. Minor units. */
export type StocklessRow = {
  id: string;
  number: string;
  companyName: string;
  branchCode: string;
  paidMinor: number;
  grossMinor: number;
  sku: string;
  since: Date;
};

/** Orders that were paid and whose goods were sold meanwhile, the oldest first. */
export async function listStockless(db: Db, rowsMax: number): Promise<StocklessRow[]> {
  const found = await sql<StocklessRow>`
    select placed.id, placed.number, company.name as company_name, placed.branch_code, placed.paid_minor,
           placed.gross_minor, told.sku, told.since
    from sales_order as placed
    join company on company.id = placed.company_id
    cross join lateral (
      select facts->>'sku' as sku, at as since from event
      where subject_id = placed.id and type = 'order.paid-without-stock' order by id limit 1
    ) as told
    where ${stocklessIds} and ${stockless}
    order by told.since limit ${rowsMax}`.execute(db);
  return found.rows;
}

/** What a till of a branch still has to do beside its customers: refunds to give out, receipts that are not registered. One statement. */
export async function countTillTasks(
  db: Db,
  of: { branchCode: string; at: Date },
): Promise<{ toGive: number; receipts: number }> {
  const found = await sql<{ toGive: number; receipts: number }>`
    select (select count(*) from refund where state = 'asked' and way in ('cash', 'terminal')
              and coalesce(branch_code, ${of.branchCode}) = ${of.branchCode}) as to_give,
           (select count(*) from fiscal_receipt where branch_code = ${of.branchCode} and ${receiptOpen(of.at)}) as receipts`.execute(
    db,
  );
  return found.rows[0] ?? { toGive: 0, receipts: 0 };
}
