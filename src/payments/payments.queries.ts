import { sql } from 'kysely';
import { z } from 'zod';
import { eventParts } from '../events/record-event.ts';
import type { TradeEvent } from '../events/trade-event.ts';
import { type Booking, BOOKS_CURRENCY, type OrderBucket } from '../ledger/booking.ts';
import { bookingParts } from '../ledger/ledger.queries.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Allocation } from './allocation.ts';
import { type NewReceipt, receiptParts } from './fiscal-receipt.queries.ts';
import type { OrderStage, PaymentMethod, PaymentTerms } from '../platform/db/schema.ts';

/** Money as it came in. Minor units of the currency of the books. */
export type NewPayment = {
  id: string;
  method: PaymentMethod;
  /** Of the payment at the provider, of the statement's line, of the receipt or slip: known by it for ever. */
  reference: string;
  companyId: string;
  amountMinor: number;
  /** Of cash: what was given and what was given back. */
  cash?: { tenderedMinor: number; changeMinor: number; roundingMinor: number } | undefined;
  /** The shift of the till that took it. */
  shiftId?: string | null | undefined;
  branchCode: string | null;
  payer: string;
  purpose: string;
  at: Date;
  receivedOn: string;
  personId: string | null;
  channel: Channel | null;
};

/** What follows from money that came in, in the statement that writes it. */
type Following = {
  booking: Booking;
  /** The fiscal receipt that it asks for. */
  receipt?: NewReceipt | undefined;
  /** Whether it is told as money received; a credit note is told by its document. */
  isTold?: boolean;
};

/**
 * Writes money that came in with its entries in the books, what is told of it and
 * the receipt it asks for, in one statement. Returns false where money of this
 * method and reference is there already: then nothing is written.
 */
export async function insertPayment(
  tx: Tx,
  payment: NewPayment,
  following: Following,
): Promise<boolean> {
  const { id, method, companyId, amountMinor, personId, channel, at, cash } = payment;
  const { booking, receipt, isTold = false } = following;
  const ifNew = sql`where exists (select from received)`;
  const facts = sql`${JSON.stringify({ paymentId: id, method, amountMinor })}::jsonb`;
  const circumstances = { companyId, personId, channel, subjectId: companyId, at };
  const told = eventParts({ type: 'payment.received', facts }, circumstances, ifNew);
  const written = await sql`
    with received as (
      insert into payment (id, method, reference, company_id, amount_minor, currency, received_at, received_on,
                           received_by, channel, branch_code, tendered_minor, change_minor, rounding_minor, shift_id,
                           payer, purpose)
      values (${id}, ${method}::payment_method, ${payment.reference}, ${companyId},
              ${amountMinor}, ${BOOKS_CURRENCY}, ${at}, ${payment.receivedOn}, ${personId},
              ${channel}::channel, ${payment.branchCode}, ${cash?.tenderedMinor ?? null},
              ${cash?.changeMinor ?? null}, ${cash?.roundingMinor ?? 0}, ${payment.shiftId ?? null}, ${payment.payer}, ${payment.purpose})
      on conflict (method, reference) do nothing
      returning id
    ), ${isTold ? sql`${told},` : sql``} ${receipt ? sql`${receiptParts(receipt, ifNew)},` : sql``}
    ${bookingParts(
      [booking],
      sql`${ifNew} ${isTold ? sql`and (select count(*) from reacted) >= 0` : sql``}
          ${receipt ? sql`and (select count(*) from told_device) >= 0` : sql``}`,
    )}`.execute(tx);
  return (written.numAffectedRows ?? 0n) > 0n;
}

/** Money that came in before, by how it came and its reference. */
export function findPayment(
  db: Db,
  of: { method: PaymentMethod; reference: string },
): Promise<{ id: string; companyId: string; amountMinor: number } | undefined> {
  return db
    .selectFrom('payment')
    .where('method', '=', of.method)
    .where('reference', '=', of.reference)
    .select(['id', 'companyId', 'amountMinor'])
    .executeTakeFirst();
}

/** Payments by card since a moment whose fee is not in the books yet, at most a hundred. */
export async function listWithoutFee(
  db: Db,
  since: Date,
): Promise<{ id: string; reference: string; companyId: string }[]> {
  const found = await sql<{ id: string; reference: string; companyId: string }>`
    select id, reference, company_id from payment
    where method = 'card' and received_at > ${since} and reference like 'pi\_%'
      and not exists (select from ledger_transaction where kind = 'payment-fee' and reference = payment.id::text)
    order by received_at limit 100`.execute(db);
  return found.rows;
}

/** What is left of a company's payments, the oldest first: all of them, or those that are named. Minor units. */
export async function listPaymentsLeft(
  db: Db,
  of: { companyId: string; paymentIds?: readonly string[] | undefined },
): Promise<{ id: string; currency: string; leftMinor: number }[]> {
  const { companyId, paymentIds } = of;
  const found = await sql<{ id: string; currency: string; leftMinor: number }>`
    select id, currency, amount_minor - allocated_minor - refunded_minor as left_minor from payment
    where company_id = ${companyId} and allocated_minor + refunded_minor < amount_minor
      and (${paymentIds === undefined} or id = any(${[...(paymentIds ?? [])]}::uuid[]))
    order by received_at, id`.execute(db);
  return found.rows;
}

/** An order as paying it needs it. Minor units. */
export type OrderToPay = {
  id: string;
  number: string;
  companyId: string;
  placedAt: Date;
  payment: PaymentTerms;
  stage: OrderStage;
  grossMinor: number;
  /** What settles it: what pays for it, and what was written off. */
  paidMinor: number;
  dueOn: string | null;
  reservedUntil: Date | null;
};

/** Locks orders of a company until the commit, by their ids: after its account. Those of others are left out. */
export function lockOrdersToPay(
  tx: Tx,
  of: { companyId: string; orderIds: readonly string[] },
): Promise<OrderToPay[]> {
  return tx
    .selectFrom('salesOrder')
    .where('companyId', '=', of.companyId)
    .where('source', '=', 'counterweight')
    .where('id', 'in', of.orderIds.length > 0 ? [...of.orderIds] : [NO_ORDER])
    .orderBy('id')
    .select([
      'id',
      'number',
      'companyId',
      'placedAt',
      'payment',
      'stage',
      'grossMinor',
      'paidMinor',
      'dueOn',
      'reservedUntil',
    ])
    .forUpdate()
    .execute();
}

/**
 * Locks a company's account until the commit and, behind it, orders of the company
 * by their ids, in one statement. `undefined` where it has no account: then nothing
 * is locked. What else is read of them is read by a later statement, since only that
 * sees what the holder of a lock committed.
 */
export async function lockAccountAndOrders(
  tx: Tx,
  of: { companyId: string; orderIds: readonly string[] },
): Promise<OrderToPay[] | undefined> {
  const { companyId, orderIds } = of;
  const found = await sql<{ [Column in keyof OrderToPay]: OrderToPay[Column] | null }>`
    with account as materialized (
      select company_id from company_account where company_id = ${companyId} for update
    ), placed as materialized (
      select placed.id, number, placed.company_id, placed_at, payment, stage, gross_minor, paid_minor, due_on, reserved_until
      from account join sales_order as placed on placed.company_id = account.company_id
      where placed.source = 'counterweight' and placed.id = any(${[...orderIds]}::uuid[])
      order by placed.id
      for update of placed
    )
    select placed.* from account left join placed on true`.execute(tx);
  if (found.rows.length === 0) return undefined;
  return found.rows.filter((row): row is OrderToPay => row.id !== null);
}

/**
 * Which of locked orders are invoiced now, and whether the house holds their company:
 * what must be known before they are paid. One statement.
 */
export async function readBeforePaying(
  db: Db,
  of: { companyId: string; orderIds: readonly string[] },
): Promise<{ invoiced: ReadonlySet<string>; isHeld: boolean }> {
  const { companyId, orderIds } = of;
  const found = await sql<{ invoiced: string[]; isHeld: boolean }>`
    select exists (select from credit_hold
                   where company_id = ${companyId} and ended_at is null and placed_by is null) as is_held,
           (select coalesce(jsonb_agg(order_id), '[]') from (${invoicedAmong(orderIds)}) as billed) as invoiced`.execute(
    db,
  );
  const [row] = found.rows;
  return { invoiced: new Set(row?.invoiced), isHeld: row?.isHeld ?? false };
}

const invoicedAmong = (orderIds: readonly string[]) => sql<{ orderId: string }>`
  select order_id from ledger_transaction
  where order_id = any(${[...orderIds]}::uuid[]) and kind in ('invoiced', 'invoice-voided')
  group by order_id
  having count(*) filter (where kind = 'invoiced') > count(*) filter (where kind = 'invoice-voided')`;

const NO_ORDER = '00000000-0000-0000-0000-000000000000';

/** Which of these orders are invoiced now; to be read once they are locked. */
export async function listInvoiced(
  db: Db,
  orderIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await invoicedAmong(orderIds).execute(db);
  return new Set(found.rows.map(({ orderId }) => orderId));
}

/** What was allocated to an order and taken back, the oldest first. Minor units. */
export async function listAllocations(db: Db, orderId: string): Promise<Allocation[]> {
  return db
    .selectFrom('paymentAllocation')
    .where('orderId', '=', orderId)
    .orderBy('allocatedAt')
    .orderBy('id')
    .select(['paymentId', 'orderId as itemId', 'amountMinor'])
    .execute();
}

/** What was allocated of a payment and taken back, the oldest first. Minor units. */
export async function listAllocationsOfPayment(db: Db, paymentId: string): Promise<Allocation[]> {
  return db
    .selectFrom('paymentAllocation')
    .where('paymentId', '=', paymentId)
    .orderBy('allocatedAt')
    .orderBy('id')
    .select(['paymentId', 'orderId as itemId', 'amountMinor'])
    .execute();
}

const Job = z.object({ eventId: z.int().positive() });

/** The order that the event of a job happened to. */
export async function findOrderOfEvent(db: Db, payload: unknown): Promise<string | undefined> {
  const { eventId } = Job.parse(payload);
  const found = await db
    .selectFrom('event')
    .where('id', '=', eventId)
    .select('subjectId')
    .executeTakeFirst();
  return found?.subjectId ?? undefined;
}

/** A part of a payment for an order, or one taken back with a minus; minor units. */
export type NewAllocation = {
  id: string;
  paymentId: string;
  orderId: string;
  amountMinor: number;
  bucket: OrderBucket;
};

/** What is told of an order once money was put to it. Minor units. */
export type PaidOrder = Omit<Extract<TradeEvent, { type: 'order.paid' }>, 'type'>;

/** Writes allocations with their entries in the books and what is told of them, in one statement. */
export async function insertAllocations(
  tx: Tx,
  of: {
    companyId: string;
    personId: string | null;
    channel: Channel | null;
    reason: string;
    at: Date;
  },
  allocations: readonly NewAllocation[],
  following: { bookings: readonly Booking[]; paid: readonly PaidOrder[] },
): Promise<void> {
  if (allocations.length === 0) return;
  const { bookings, paid } = following;
  const { companyId, personId, channel, at } = of;
  const told = eventParts(
    { type: 'order.paid', facts: sql`one.facts`, subjectId: sql`one.order_id` },
    { companyId, personId, channel, subjectId: null, at },
    sql`from (select value as facts, (value->>'orderId')::uuid as order_id
              from jsonb_array_elements(${JSON.stringify(paid)}::jsonb)) as one`,
  );
  const rows = allocations.map((one) => ({
    id: one.id,
    payment_id: one.paymentId,
    order_id: one.orderId,
    amount_minor: one.amountMinor,
  }));
  await sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (
        id uuid, payment_id uuid, order_id uuid, amount_minor bigint)
    ), spent as (
      update payment set allocated_minor = allocated_minor + moved.amount_minor
      from (select payment_id, sum(amount_minor) as amount_minor from asked group by payment_id) as moved
      where payment.id = moved.payment_id and payment.company_id = ${of.companyId}
      returning payment.id
    ), allocated as (
      insert into payment_allocation (id, payment_id, company_id, order_id, amount_minor, allocated_at, allocated_by, reason)
      select asked.id, payment_id, ${of.companyId}, order_id, amount_minor, ${of.at}, ${of.personId}, ${of.reason}
      from asked join spent on spent.id = asked.payment_id
    ), ${told}, ${bookingParts(bookings, sql`where (select count(*) from reacted) >= 0`)}`.execute(
    tx,
  );
}

/** The orders that a payment pays for now. Minor units. */
export async function listPaidBy(
  db: Db,
  paymentId: string,
): Promise<{ orderId: string; number: string; amountMinor: number }[]> {
  const found = await sql<{ orderId: string; number: string; amountMinor: number }>`
    select placed.id as order_id, placed.number, sum(share.amount_minor)::bigint as amount_minor
    from payment_allocation as share join sales_order as placed on placed.id = share.order_id
    where share.payment_id = ${paymentId}
    group by placed.id having sum(share.amount_minor) <> 0
    order by placed.number`.execute(db);
  return found.rows;
}
