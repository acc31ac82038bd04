import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { dueOf } from './due-of.ts';
import type { OrderToPay } from './payments.queries.ts';
import { owingOf } from './pay-orders.ts';
import { issueReceipt } from './issue-receipt.ts';
import { lockPayer, type Received, receivePayment, type Receiving } from './receive-payment.ts';
import { type Laid, type Tenders, tendersOf } from './tenders.ts';
import { lockTill } from './till.queries.ts';

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
  const orderIds = orderId === undefined ? [] : [orderId];
  const locked = await lockPayer(tx, { companyId, orderIds });
  const slip = slipReference(clerk, taken);
  const { shift, wasTaken } = await lockTill(tx, { personId: clerk.personId, key, slip });
  if (wasTaken) return undefined;

  const dueMinor = orderId === undefined ? 0 : dueOfOne(locked, orderId);
  const keepsRest = taken.keepsRest || orderId === undefined;
  const read = tendersOf({ ...taken, keepsRest, dueMinor });
  if (!read.ok) throw new Refusal({ code: 'tenders-wrong', problem: read.problem, dueMinor });
  const { terminalMinor, cash } = read.tenders;
  if (cash && !shift) throw new Refusal({ code: 'till-closed' });
  const common = {
    ...{ companyId, orderIds },
    ...{ personId: clerk.personId, channel: taken.channel, at },
    ...{ branchCode: shift?.branchCode ?? clerk.branchCode, shiftId: shift?.id ?? null },
  } satisfies Partial<Receiving>;
  const received: Received[] = [];
  const owing = await owingOf(tx, { companyId, locked });
  // What the terminal took is exact, so it goes first and change is given of the cash.
  if (terminalMinor > 0) {
    if (slip === undefined) throw new Refusal({ code: 'slip-missing' });
    const byCard = { method: 'terminal', reference: slip, amountMinor: terminalMinor } as const;
    received.push(await receivePayment(tx, { ...common, ...byCard }, owing));
  }
  if (cash) {
    const { amountMinor, ...given } = cash;
    const inCash = { method: 'cash', reference: key, amountMinor, cash: given } as const;
    // What the terminal just paid is read again.
    const left = received.length > 0 ? undefined : owing;
    received.push(await receivePayment(tx, { ...common, ...inCash }, left));
  }
  const { tenders } = read;
  const receiptId = await issueReceipt(tx, clerk, {
    ...{ key, companyId, orderId, tenders, received, orders: locked, at },
    ...{ branchCode: common.branchCode, slip: taken.slip, channel: taken.channel },
  });
  return { ...tenders, receiptId };
}

/** Slips count anew each day at each branch. */
function slipReference(clerk: Staff, { slip, at }: TendersTaken): string | undefined {
  return slip === '' ? undefined : `${clerk.branchCode ?? 'house'}/${tradingDay(at)}/${slip}`;
}

/** What is due of the order that is paid; refused where that is nothing, or where it is not the company's. */
function dueOfOne(locked: readonly OrderToPay[], orderId: string): number {
  const order = locked.find(({ id }) => id === orderId);
  if (!order) throw new NotFound('order', orderId);
  const dueMinor = dueOf(order);
  if (dueMinor === 0) throw new Refusal({ code: 'nothing-due' });
  return dueMinor;
}
