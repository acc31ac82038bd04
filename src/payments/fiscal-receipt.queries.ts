import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { counterPart } from '../platform/document-counter.queries.ts';
import type { FiscalState } from '../platform/db/schema.ts';

/** A receipt to be registered. Minor units. */
export type NewReceipt = {
  id: string;
  paymentId: string | null;
  refundId: string | null;
  device: string;
  branchCode: string | null;
  amountMinor: number;
  at: Date;
};

/** Writes what is to be registered, with the job that does it; one for each payment and refund. One statement. */
export async function insertReceipt(tx: Tx, receipt: NewReceipt): Promise<void> {
  await sql`
    with ${receiptParts(receipt)}
    select (select count(*) from told_device) as jobs`.execute(tx);
}

/**
 * The same as parts of a larger `with`, for a receipt that is asked for only where
 * another part gave a row: `where` asks for it. PostgreSQL adds the job when
 * `told_device` is counted.
 */
export const receiptParts = (receipt: NewReceipt, where: RawBuilder<unknown> = sql``) => {
  const { id, paymentId, refundId, device, branchCode, amountMinor, at } = receipt;
  return sql`
    receipt_asked as (
      insert into fiscal_receipt (id, payment_id, refund_id, device, branch_code, amount_minor, asked_at, try_at)
      select ${id}::uuid, ${paymentId}::uuid, ${refundId}::uuid, ${device}, ${branchCode}, ${amountMinor}::bigint,
             ${at}::timestamptz, ${at}::timestamptz
      ${where}
      on conflict do nothing
      returning id
    ), told_device as (
      select graphile_worker.add_job('register-receipts', '{}'::json, job_key := 'register-receipts') from receipt_asked
    )`;
};

/** A receipt as the device is asked to register it. */
export type ReceiptToRegister = {
  id: string;
  device: string;
  number: number | null;
  isRefund: boolean;
  amountMinor: number;
  tries: number;
};

/** Receipts whose time to be tried has come, the oldest first, at most fifty. */
export async function listReceiptsToRegister(db: Db, at: Date): Promise<ReceiptToRegister[]> {
  const found = await sql<ReceiptToRegister>`
    select id, device, number, refund_id is not null as is_refund, amount_minor, tries from fiscal_receipt
    where state <> 'registered' and try_at <= ${at} order by asked_at, id limit 50`.execute(db);
  return found.rows;
}

/** A device counts on from year to year. */
const ALL_YEARS = 0;

/**
 * Gives a receipt the next number of its device, in a transaction of its own
 * that ends at once: the counter is its only other lock. One that has a number
 * keeps it.
 */
export async function numberReceipt(tx: Tx, of: { id: string; device: string }): Promise<number> {
  const locked = await sql<{ number: number | null }>`
    select number from fiscal_receipt where id = ${of.id} for update`.execute(tx);
  const known = locked.rows[0]?.number;
  if (known) return known;
  const numbered = await sql<{ number: number }>`
    with ${counterPart({ series: `fiscal-${of.device}`, year: ALL_YEARS })}
    update fiscal_receipt set number = last_number from counter where id = ${of.id} returning number`.execute(
    tx,
  );
  const [row] = numbered.rows;
  if (!row) throw new Error(`no receipt ${of.id}`);
  return row.number;
}

/** Notes that the device has registered a receipt, with its sign. Once. */
export async function markRegistered(
  tx: Tx,
  done: { id: string; sign: string; at: Date },
): Promise<void> {
  await sql`
    update fiscal_receipt set state = 'registered', sign = ${done.sign}, registered_at = ${done.at}, failure = '',
           tries = tries + 1
    where id = ${done.id} and state <> 'registered'`.execute(tx);
}

/** Notes that a receipt could not be registered, why, and when to try again. */
export async function markUnregistered(
  tx: Tx,
  failed: { id: string; failure: string; tryAt: Date },
): Promise<void> {
  await sql`
    update fiscal_receipt set state = 'failed', failure = ${failed.failure}, try_at = ${failed.tryAt}, tries = tries + 1
    where id = ${failed.id} and state <> 'registered'`.execute(tx);
}

/** Has all receipts that failed tried at once, with the job that does it. One statement. */
export async function tryAllNow(tx: Tx, at: Date): Promise<void> {
  await sql`
    with due as (
      update fiscal_receipt set try_at = ${at} where state <> 'registered' returning id
    ), reacted as (
      select graphile_worker.add_job('register-receipts', '{}'::json, job_key := 'register-receipts') from due limit 1
    )
    select (select count(*) from reacted) as jobs`.execute(tx);
}

/** A receipt that is not registered, as our people see it. Minor units. */
export type OpenReceipt = {
  id: string;
  paymentId: string;
  companyName: string;
  isRefund: boolean;
  device: string;
  amountMinor: number;
  state: FiscalState;
  failure: string;
  tries: number;
  askedAt: Date;
};

/** So long a receipt may wait before anybody is told. */
const QUIET_MS = 5 * 60_000;

/** What counts as a receipt in trouble: one that failed, or that waits for longer than a few minutes. */
export const receiptOpen = (at: Date) => sql`state <> 'registered'
  and (state = 'failed' or asked_at < ${new Date(at.getTime() - QUIET_MS)})`;

/** Receipts in trouble of all devices, the oldest first. */
export async function listOpenReceipts(
  db: Db,
  of: { at: Date; rowsMax: number },
): Promise<OpenReceipt[]> {
  const found = await sql<OpenReceipt>`
    select receipt.id, payment.id as payment_id, company.name as company_name, refund_id is not null as is_refund, device,
           receipt.amount_minor, receipt.state, receipt.failure, tries, receipt.asked_at
    from (
      select * from fiscal_receipt where ${receiptOpen(of.at)}
      order by asked_at limit ${of.rowsMax}
    ) as receipt
    left join refund on refund.id = receipt.refund_id
    join payment on payment.id = coalesce(receipt.payment_id, refund.payment_id)
    join company on company.id = payment.company_id
    order by receipt.asked_at`.execute(db);
  return found.rows;
}
