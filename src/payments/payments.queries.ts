import { sql } from 'kysely';
import { z } from 'zod';
import { type Booking, BOOKS_CURRENCY, type OrderBucket } from '../ledger/booking.ts';
import { bookingParts } from '../ledger/ledger.queries.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Allocation } from './allocation.ts';
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

/**
 * Writes money that came in with its entries in the books, in one statement.
 * Returns false where money of this method and reference is there already: then
 * nothing is written.
 */
export async function insertPayment(
  tx: Tx,
  payment: NewPayment,
  booking: Booking,
): Promise<boolean> {
  const { cash } = payment;
  const written = await sql`
    with received as (
      insert into payment (id, method, reference, company_id, amount_minor, currency, received_at, received_on,
                           received_by, channel, branch_code, tendered_minor, change_minor, rounding_minor, shift_id,
                           payer, purpose)
      values (${payment.id}, ${payment.method}::payment_method, ${payment.reference}, ${payment.companyId},
              ${payment.amountMinor}, ${BOOKS_CURRENCY}, ${payment.at}, ${payment.receivedOn}, ${payment.personId},
              ${payment.channel}::channel, ${payment.branchCode}, ${cash?.tenderedMinor ?? null},
              ${cash?.changeMinor ?? null}, ${cash?.roundingMinor ?? 0}, ${payment.shiftId ?? null}, ${payment.payer}, ${payment.purpose})
      on conflict (method, reference) do nothing
      returning id
    ), ${bookingParts([booking], sql`where exists (select from received)`)}`.execute(tx);
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

const NO_ORDER = '00000000-0000-0000-0000-000000000000';

/** Which of these orders are invoiced now; to be read once they are locked. */
export async function listInvoiced(
  db: Db,
  orderIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await sql<{ orderId: string }>`
    select order_id from ledger_transaction
    where order_id = any(${[...orderIds]}::uuid[]) and kind in ('invoiced', 'invoice-voided')
    group by order_id
    having count(*) filter (where kind = 'invoiced') > count(*) filter (where kind = 'invoice-voided')`.execute(
    db,
  );
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

/** Writes allocations with their entries in the books, in one statement. */
export async function insertAllocations(
  tx: Tx,
  of: { companyId: string; personId: string | null; reason: string; at: Date },
  allocations: readonly NewAllocation[],
  bookings: readonly Booking[],
): Promise<void> {
  if (allocations.length === 0) return;
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
    ), ${bookingParts(bookings)}`.execute(tx);
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
