import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Db } from '../platform/db/database.ts';
import type {
  FiscalState,
  LedgerAccount,
  OrderStage,
  PaymentMethod,
  RefundReason,
  RefundState,
} from '../platform/db/schema.ts';

/** One payment whole. Minor units. */
export type PaymentHead = {
  id: string;
  method: PaymentMethod;
  reference: string;
  companyId: string;
  companyName: string;
  companyBin: string;
  amountMinor: number;
  allocatedMinor: number;
  refundedMinor: number;
  leftMinor: number;
  tenderedMinor: number | null;
  changeMinor: number | null;
  roundingMinor: number;
  receivedAt: Date;
  receivedOn: string;
  receivedByName: string | null;
  channel: Channel | null;
  branchCode: string | null;
  shiftId: string | null;
  payer: string;
  purpose: string;
  /** Its fiscal receipt, where it needs one. */
  receiptState: FiscalState | null;
  receiptNumber: number | null;
  receiptSign: string | null;
  receiptFailure: string | null;
  /** Orders of the company that are not paid whole, the first due first, at most twenty; where nothing is left, none. */
  openOrders: readonly { id: string; number: string; leftMinor: number }[];
};

type StoredOrders = {
  openIds: readonly string[];
  openNumbers: readonly string[];
  openLefts: readonly number[];
};

/** A payment by its id, with the orders that what is left of it could pay. */
export async function findPaymentHead(db: Db, id: string): Promise<PaymentHead | undefined> {
  const found = await sql<Omit<PaymentHead, 'openOrders'> & StoredOrders>`
    select payment.id, method, reference, payment.company_id, company.name as company_name, company.bin as company_bin,
           payment.amount_minor, allocated_minor, refunded_minor, payment.amount_minor - allocated_minor - refunded_minor as left_minor,
           tendered_minor, change_minor, rounding_minor, received_at, received_on, person.name as received_by_name,
           channel, payment.branch_code, shift_id, payer, purpose, receipt.state as receipt_state, receipt.number as receipt_number,
           receipt.sign as receipt_sign, receipt.failure as receipt_failure, open.*
    from payment
    join company on company.id = payment.company_id
    left join person on person.id = payment.received_by
    left join fiscal_receipt as receipt on receipt.payment_id = payment.id
    cross join lateral (
      select coalesce(array_agg(due.id), '{}') as open_ids, coalesce(array_agg(due.number), '{}') as open_numbers,
             coalesce(array_agg(due.left_minor), '{}') as open_lefts
      from (
        select placed.id, placed.number, gross_minor - paid_minor as left_minor from sales_order as placed
        where placed.company_id = payment.company_id and paid_minor < gross_minor and stage <> 'cancelled'
          and source = 'counterweight' and allocated_minor + refunded_minor < payment.amount_minor
        order by due_on nulls last, placed_at limit 20
      ) as due
    ) as open
    where payment.id = ${id}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const { openIds, openNumbers, openLefts, ...head } = row;
  const openOrders = openIds.map((orderId, i) => ({
    ...{ id: orderId, number: openNumbers[i] ?? '', leftMinor: openLefts[i] ?? 0 },
  }));
  return { ...head, openOrders };
}

/** What of a payment was put to an order or taken off it. Minor units. */
export type PaymentUse = {
  orderId: string;
  number: string;
  stage: OrderStage;
  amountMinor: number;
  at: Date;
  byName: string | null;
  reason: string;
};

/** Everything a payment was put to, the oldest first. */
export async function listUses(db: Db, paymentId: string): Promise<PaymentUse[]> {
  const found = await sql<PaymentUse>`
    select order_id, placed.number, placed.stage, one.amount_minor, allocated_at as at, person.name as by_name, reason
    from payment_allocation as one
    join sales_order as placed on placed.id = one.order_id
    left join person on person.id = one.allocated_by
    where one.payment_id = ${paymentId} order by allocated_at, one.id`.execute(db);
  return found.rows;
}

/** A refund of a payment, or a dispute about it, as its page tells it. Minor units. */
export type GivenBack =
  | {
      kind: 'refund';
      id: string;
      amountMinor: number;
      way: PaymentMethod;
      orderNumber: string | null;
      reason: RefundReason;
      note: string;
      state: RefundState;
      askedBy: string;
      askedByName: string;
      at: Date;
      decidedByName: string | null;
      decidedAt: Date | null;
      settledAt: Date | null;
      paidReference: string;
      roundingMinor: number;
      failure: string;
      /** Failed, and nobody has tried again or left it. */
      isOpen: boolean;
      isLeft: boolean;
    }
  | {
      kind: 'dispute';
      id: string;
      amountMinor: number;
      feeMinor: number;
      status: string;
      answerBy: Date | null;
      at: Date;
    };

/** Refunds and disputes of a payment, the oldest first. One statement. */
export async function listGivenBack(db: Db, paymentId: string): Promise<GivenBack[]> {
  const found = await sql<GivenBack>`
    select 'refund' as kind, refund.id::text as id, refund.amount_minor, refund.way, placed.number as order_number,
           refund.reason, refund.note, refund.state, refund.asked_by, asker.name as asked_by_name, refund.asked_at as at,
           decider.name as decided_by_name, refund.decided_at, refund.settled_at, refund.paid_reference,
           refund.rounding_minor, refund.failure,
           refund.state = 'failed' and refund.left_at is null
             and not exists (select from refund as next where next.follows_id = refund.id and next.state <> 'refused') as is_open,
           refund.left_at is not null as is_left, null::bigint as fee_minor, null as status, null::timestamptz as answer_by
    from refund
    join person as asker on asker.id = refund.asked_by
    left join person as decider on decider.id = refund.decided_by
    left join sales_order as placed on placed.id = refund.order_id
    where refund.payment_id = ${paymentId}
    union all
    select 'dispute', id, amount_minor, null, null, null, null, null, null, null, seen_at, null, null, null, null, null,
           null, null, null, fee_minor, status, answer_by
    from card_dispute where payment_id = ${paymentId}
    order by at, id`.execute(db);
  return found.rows;
}

/** One entry of the books that a payment led to. Minor units: debit is positive. */
export type BookedEntry = {
  transactionId: string;
  kind: string;
  effectiveOn: string;
  account: LedgerAccount;
  number: string | null;
  amountMinor: number;
};

/** What the books say of a payment, its allocations, refunds and disputes; in the order they were booked. */
export async function listBooked(db: Db, paymentId: string): Promise<BookedEntry[]> {
  const found = await sql<BookedEntry>`
    with about (kind, reference) as (
      select kind, ${paymentId} from unnest(array['payment', 'payment-fee']) as kind
      union all
      select kind, one.id::text from payment_allocation as one, unnest(array['allocated', 'allocation-ended']) as kind
      where one.payment_id = ${paymentId}::uuid
      union all
      select kind, refund.id::text from refund, unnest(array['refund', 'refund-settled', 'refund-failed']) as kind
      where refund.payment_id = ${paymentId}::uuid
      union all
      select kind, refund.id || ':' || time
      from refund, generate_series(1, refund.times_undone) as time, unnest(array['refund-settled', 'refund-unsettled']) as kind
      where refund.payment_id = ${paymentId}::uuid
      union all
      select kind, card_dispute.id from card_dispute, unnest(array['dispute', 'dispute-won', 'dispute-lost']) as kind
      where card_dispute.payment_id = ${paymentId}::uuid
    )
    select booked.id as transaction_id, booked.kind, booked.effective_on, entry.account, placed.number, entry.amount_minor
    from about
    join ledger_transaction as booked on booked.kind = about.kind and booked.reference = about.reference
    join ledger_entry as entry on entry.transaction_id = booked.id
    left join sales_order as placed on placed.id = entry.order_id
    order by booked.booked_at, booked.id, entry.position`.execute(db);
  return found.rows;
}
