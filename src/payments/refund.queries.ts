import { sql } from 'kysely';
import type { Booking } from '../ledger/booking.ts';
import { bookingParts } from '../ledger/ledger.queries.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { PaymentMethod, RefundReason, RefundState } from '../platform/db/schema.ts';

/** A refund with the payment it goes back on. Minor units. */
export type Refund = {
  id: string;
  companyId: string;
  paymentId: string;
  amountMinor: number;
  reason: RefundReason;
  note: string;
  state: RefundState;
  askedBy: string;
  channel: Channel | null;
  branchCode: string | null;
  needsSecond: boolean;
  /** How it goes back. */
  way: PaymentMethod;
  /** The order that it is taken off; null where the money paid for nothing. */
  orderId: string | null;
  roundingMinor: number;
  /** So often a line of the bank was taken for it by mistake. */
  timesUndone: number;
  /** The failed one that it makes good. */
  followsId: string | null;
  /** Whether its money was left to the company after it had failed. */
  isLeft: boolean;
  providerRefundId: string | null;
  /** How the money had come. */
  method: PaymentMethod;
  reference: string;
};

const columns = sql`
  refund.id, refund.company_id, refund.payment_id, refund.amount_minor, refund.reason, refund.note, refund.state,
  refund.asked_by, refund.channel, refund.branch_code, refund.needs_second, refund.way, refund.order_id,
  refund.rounding_minor, refund.times_undone, refund.follows_id, refund.left_at is not null as is_left, refund.provider_refund_id, payment.method, payment.reference`;

/** A refund by its id, locked until the commit where it is asked for. */
export async function findRefund(
  db: Db,
  id: string,
  lock: 'locked' | 'unlocked' = 'unlocked',
): Promise<Refund | undefined> {
  const locking = lock === 'locked' ? sql`for update of refund` : sql``;
  const found = await sql<Refund>`
    select ${columns} from refund join payment on payment.id = refund.payment_id
    where refund.id = ${id} ${locking}`.execute(db);
  return found.rows[0];
}

type LockedPayment = { id: string; method: PaymentMethod; leftMinor: number };

/** Locks a payment of a company and says what is left of it; `undefined`: none such. Minor units. */
export async function lockPayment(
  tx: Tx,
  of: { companyId: string; paymentId: string },
): Promise<LockedPayment | undefined> {
  const found = await sql<LockedPayment>`
    select id, method, amount_minor - allocated_minor - refunded_minor as left_minor from payment
    where id = ${of.paymentId} and company_id = ${of.companyId} for update`.execute(tx);
  return found.rows[0];
}

/** What of a payment pays an order now; to be read once the payment is locked. Minor units. */
export async function readPaidFor(
  db: Db,
  of: { paymentId: string; orderId: string },
): Promise<number> {
  const found = await sql<{ amountMinor: number }>`
    select coalesce(sum(amount_minor), 0)::bigint as amount_minor from payment_allocation
    where payment_id = ${of.paymentId} and order_id = ${of.orderId}`.execute(db);
  return found.rows[0]?.amountMinor ?? 0;
}

/** Whose payment it is. */
export async function findPaymentOwner(db: Db, paymentId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('payment')
    .where('id', '=', paymentId)
    .select('companyId')
    .executeTakeFirst();
  return found?.companyId;
}

/** Writes a refund that was asked for; the same id again adds nothing, nor does another that makes the same failed one good. */
export async function insertRefund(
  tx: Tx,
  refund: Omit<
    Refund,
    'providerRefundId' | 'method' | 'reference' | 'roundingMinor' | 'isLeft' | 'timesUndone'
  > & {
    at: Date;
  },
): Promise<boolean> {
  const { at, ...row } = refund;
  const written = await tx
    .insertInto('refund')
    .values({ ...row, askedAt: at })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Raises what of a payment has gone back, or lowers it again, with the entries of the books. Minor units. */
export async function moveRefunded(
  tx: Tx,
  of: { paymentId: string; amountMinor: number },
  booking: Booking,
): Promise<void> {
  await sql`
    with moved as (
      update payment set refunded_minor = refunded_minor + ${of.amountMinor} where id = ${of.paymentId}
    ), ${bookingParts([booking])}`.execute(tx);
}

/** Refunds by card that are set aside and not with the provider yet, the oldest first, at most a hundred. */
export async function listRefundsToSend(db: Db): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from refund where state = 'asked' and way = 'card' order by asked_at limit 100`.execute(
    db,
  );
  return found.rows.map(({ id }) => id);
}

/** Moves a locked refund to a state. */
export async function setRefundState(
  tx: Tx,
  set: {
    id: string;
    state: RefundState;
    decidedBy?: string;
    decidedAt?: Date;
    providerRefundId?: string;
    settledAt?: Date | null;
    settledBy?: string | null;
    shiftId?: string | null;
    paidReference?: string;
    roundingMinor?: number;
    timesUndone?: number;
    failure?: string;
  },
): Promise<void> {
  const { id, ...values } = set;
  await tx.updateTable('refund').set(values).where('id', '=', id).execute();
}

/** A refund by transfer that is on its way, as an accountant recognises it. Minor units. */
export type TransferDue = {
  id: string;
  companyName: string;
  companyBin: string;
  amountMinor: number;
  note: string;
  askedAt: Date;
};

/** Refunds by transfer of a sum that no transfer has settled yet, the oldest first. */
export async function listTransfersDue(db: Db, amountMinor: number): Promise<TransferDue[]> {
  const found = await sql<TransferDue>`
    select refund.id, company.name as company_name, company.bin as company_bin, refund.amount_minor, refund.note,
           refund.asked_at
    from refund
    join company on company.id = refund.company_id
    where refund.state = 'asked' and refund.way = 'transfer' and refund.amount_minor = ${amountMinor}
    order by refund.asked_at limit 20`.execute(db);
  return found.rows;
}

/** Leaves the money of a failed refund with its company: nobody is to send it again. Only once. */
export async function markLeft(
  tx: Tx,
  left: { id: string; personId: string; at: Date },
): Promise<boolean> {
  const written = await tx
    .updateTable('refund')
    .set({ leftAt: left.at, leftBy: left.personId })
    .where('id', '=', left.id)
    .where('state', '=', 'failed')
    .where('leftAt', 'is', null)
    .executeTakeFirst();
  return written.numUpdatedRows > 0n;
}
