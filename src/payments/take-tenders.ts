import { lockAccount, openAccount } from '../credit/credit.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { dueOf } from './due-of.ts';
import { findPayment, lockOrdersToPay } from './payments.queries.ts';
import { issueReceipt } from './issue-receipt.ts';
import { receivePayment, type Receiving } from './receive-payment.ts';
import { type Laid, type Tenders, tendersOf } from './tenders.ts';
import { lockOpenShift } from './till.queries.ts';

/** What is laid on the counter, for an order or, without one, for the company's balance. Minor units. */
export type TendersTaken = Omit<Laid, 'dueMinor'> & {
  /** Made with the form, so that a second click is known. */
  key: string;
  companyId: string;
  orderId: string | undefined;
  /** The number on the slip of the card terminal; no card number (reliability §4.2). */
  slip: string;
  channel: Channel;
  at: Date;
};

/**
 * Takes money over the counter: cash into the clerk's open shift, with change,
 * and what the card terminal took, by the number of its slip. For an order, or
 * into the balance of a company (F9). The same form again, or the same slip,
 * takes nothing again. Cash without an open shift is refused. A receipt is issued
 * with it. Locks account, order, shift. Returns what was taken; `undefined` for a repeat.
 */
export async function takeTenders(
  tx: Tx,
  clerk: Staff,
  taken: TendersTaken,
): Promise<(Tenders & { receiptId: string | undefined }) | undefined> {
  if (!may(clerk, 'take-payments')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, orderId, key, at } = taken;
  await openAccount(tx, companyId);
  await lockAccount(tx, companyId);
  const slip = slipReference(clerk, taken);
  if (await wasTaken(tx, { key, slip })) return undefined;

  const dueMinor = orderId === undefined ? 0 : await lockDue(tx, { companyId, orderId });
  const keepsRest = taken.keepsRest || orderId === undefined;
  const read = tendersOf({ ...taken, keepsRest, dueMinor });
  if (!read.ok) throw new Refusal({ code: 'tenders-wrong', problem: read.problem, dueMinor });
  const { terminalMinor, cash } = read.tenders;
  const shift = await lockOpenShift(tx, clerk.personId);
  if (cash && !shift) throw new Refusal({ code: 'till-closed' });
  const common = {
    ...{ companyId, orderIds: orderId === undefined ? [] : [orderId] },
    ...{ personId: clerk.personId, channel: taken.channel, at },
    ...{ branchCode: shift?.branchCode ?? clerk.branchCode, shiftId: shift?.id ?? null },
  } satisfies Partial<Receiving>;
  const paymentIds: string[] = [];
  // What the terminal took is exact, so it goes first and change is given of the cash.
  if (terminalMinor > 0) {
    if (slip === undefined) throw new Refusal({ code: 'slip-missing' });
    const { paymentId } = await receivePayment(tx, {
      ...{ ...common, method: 'terminal', reference: slip, amountMinor: terminalMinor },
    });
    paymentIds.push(paymentId);
  }
  if (cash) {
    const { amountMinor, ...given } = cash;
    const { paymentId } = await receivePayment(tx, {
      ...{ ...common, method: 'cash', reference: key, amountMinor, cash: given },
    });
    paymentIds.push(paymentId);
  }
  const { tenders } = read;
  const receiptId = await issueReceipt(tx, clerk, {
    ...{ key, companyId, orderId, tenders, paymentIds, at },
    ...{ branchCode: common.branchCode, slip: taken.slip, channel: taken.channel },
  });
  return { ...tenders, receiptId };
}

/** Slips count anew each day at each branch. */
function slipReference(clerk: Staff, { slip, at }: TendersTaken): string | undefined {
  return slip === '' ? undefined : `${clerk.branchCode ?? 'house'}/${tradingDay(at)}/${slip}`;
}

async function wasTaken(tx: Tx, of: { key: string; slip: string | undefined }): Promise<boolean> {
  if (await findPayment(tx, { method: 'cash', reference: of.key })) return true;
  if (of.slip === undefined) return false;
  return (await findPayment(tx, { method: 'terminal', reference: of.slip })) !== undefined;
}

async function lockDue(tx: Tx, of: { companyId: string; orderId: string }): Promise<number> {
  const { companyId, orderId } = of;
  const [order] = await lockOrdersToPay(tx, { companyId, orderIds: [orderId] });
  if (!order) throw new NotFound('order', orderId);
  const dueMinor = dueOf(order);
  if (dueMinor === 0) throw new Refusal({ code: 'nothing-due' });
  return dueMinor;
}
