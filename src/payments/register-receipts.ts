import { may, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { PaymentMethod } from '../platform/db/schema.ts';
import { transact } from '../platform/db/transact.ts';
import { type FiscalDevice, FiscalRefused } from '../platform/gateways/fiscal-device.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  insertReceipt,
  listReceiptsToRegister,
  markRegistered,
  markUnregistered,
  type NewReceipt,
  numberReceipt,
  type ReceiptToRegister,
  tryAllNow,
} from './fiscal-receipt.queries.ts';

const MINUTE_MS = 60_000;
/** Tried again after one minute, two, four, and an hour at most. */
const PAUSES_MAX = 6;

/** The device of payments on the web; those at a till have the device of their branch. */
const WEB_DEVICE = 'web';

/** Money that came or went by this method needs a fiscal receipt: everything but bank transfers. */
const isFiscal = (method: PaymentMethod): boolean => method !== 'transfer';

/** What came or went, as far as a receipt tells of it. Minor units. */
type ForReceipt = {
  method: PaymentMethod;
  paymentId: string | null;
  refundId: string | null;
  branchCode: string | null;
  amountMinor: number;
  at: Date;
};

/**
 * Asks for the fiscal receipt of a refund that has reached the payer, in the
 * transaction that made it true. Nothing waits for the device. One for each;
 * asking again adds nothing.
 */
export async function askReceipt(tx: Tx, of: ForReceipt): Promise<void> {
  const receipt = receiptOf(of);
  if (receipt) await insertReceipt(tx, receipt);
}

/** The fiscal receipt that money asks for; nothing where it needs none. */
export function receiptOf(of: ForReceipt): NewReceipt | undefined {
  const { method, ...receipt } = of;
  if (!isFiscal(method) || of.amountMinor <= 0) return undefined;
  const branchCode = method === 'card' ? null : of.branchCode;
  const device = branchCode ?? WEB_DEVICE;
  return { ...receipt, id: newId(of.at.getTime()), branchCode, device };
}

/**
 * Registers the receipts whose time has come (job): the number is given and
 * committed before the device is asked, under the key of the row, so that a lost
 * answer or a killed process leads to the same receipt again and to no gap. One
 * that fails leaves the others, is seen at the till and in the office, and is
 * tried again by itself. Without a device all of them wait.
 */
export async function registerReceipts(
  db: Db,
  device: FiscalDevice | undefined,
  at: Date,
): Promise<void> {
  if (!device) return;
  for (const receipt of await listReceiptsToRegister(db, at)) {
    await registerOne(db, device, receipt, at);
  }
}

async function registerOne(
  db: Db,
  device: FiscalDevice,
  receipt: ReceiptToRegister,
  at: Date,
): Promise<void> {
  const { id, amountMinor, isRefund, tries } = receipt;
  const number = await transact(db, (tx) => numberReceipt(tx, receipt));
  const order = { key: id, device: receipt.device, number, amountMinor } as const;
  try {
    const { sign } = await device.register({ ...order, kind: isRefund ? 'refund' : 'sale' });
    await transact(db, (tx) => markRegistered(tx, { id, sign, at }));
  } catch (error) {
    const failure = error instanceof FiscalRefused ? error.code : 'no-answer';
    const pause = 2 ** Math.min(tries, PAUSES_MAX) * MINUTE_MS;
    const tryAt = new Date(at.getTime() + pause);
    await transact(db, (tx) => markUnregistered(tx, { id, failure, tryAt }));
  }
}

/** Has everything that is not registered tried at once, as when paper was put in. Pressing again does no harm. */
export async function tryReceiptsNow(tx: Tx, clerk: Staff, at: Date): Promise<void> {
  if (!may(clerk, 'move-money')) throw new Refusal({ code: 'not-permitted' });
  await tryAllNow(tx, at);
}
