import { lockAccount } from '../credit/credit.queries.ts';
import { recordEvent } from '../events/record-event.ts';
import { type Booking, moneyAccountOf, paymentEntries } from '../ledger/booking.ts';
import { businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import { setReservedUntil } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { takeBack } from './allocation.ts';
import { type LockedLine, lockBankLine, settleLine } from './bank-line.queries.ts';
import { owedOf, writeAllocations } from './pay-orders.ts';
import { lockOrdersToPay } from './payments.queries.ts';
import {
  decideReversalRow,
  findWaitingReversal,
  insertReversal,
  listAllocationsOfPayment,
  takePaymentOut,
} from './payment-reversal.queries.ts';
import { needsSecond } from './refund.ts';
import { undoTransfer } from './settle-by-transfer.ts';

/** The stock of an order whose money turned out to be another's stays held so many business hours more. */
const HELD_BUSINESS_HOURS = 72;

type BookedLine = LockedLine & { companyId: string; paymentId: string };
type Reversing = { id: string; reason: string; personId: string; at: Date };

/**
 * Takes back money that was booked to a wrong company or order: never by changing
 * what stands in the books, always by entries against it, with a reason. The line
 * waits again and may be booked to whom it belongs. Up to an amount an
 * accountant's word is enough, above it a second person agrees, as with refunds
 * (D26). Money that went out and was taken for a refund by mistake is told in
 * `undoTransfer`. The same again changes nothing. Locks line, account, orders.
 */
export async function reverseBankLine(
  tx: Tx,
  clerk: Staff,
  asked: { lineId: string; reason: string; at: Date },
): Promise<void> {
  if (!may(clerk, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { lineId, reason, at } = asked;
  const { personId } = clerk;
  const line = await lockBankLine(tx, lineId);
  if (!line) throw new NotFound('bank line', lineId);
  if (line.direction === 'out') return undoTransfer(tx, line, { reason, personId, at });
  if (!isBooked(line)) return;
  const { companyId, paymentId, amountMinor } = line;
  const id = newId(at.getTime());
  const second = needsSecond({
    ...{ amountMinor, takesOffOrder: false },
    ...{ way: 'transfer', method: 'transfer' },
  });
  const isNew = await insertReversal(tx, {
    ...{ id, lineId, companyId, paymentId, reason, askedBy: personId, askedAt: at },
    ...{ needsSecond: second, state: second ? 'waiting' : 'done' },
  });
  if (!isNew) return;
  await recordEvent(
    tx,
    { type: 'payment.reversal-asked', paymentId, amountMinor, reason, waits: second },
    { companyId, personId, channel: null, subjectId: companyId, at },
  );
  if (!second) await reverse(tx, line, { id, reason, personId, at });
}

/** Agrees as the second person that a booking is taken back, or refuses. Whoever asked cannot. Locks line, account, orders. */
export async function decideReversal(
  tx: Tx,
  decider: Staff,
  decision: { lineId: string; isAgreed: boolean; at: Date },
): Promise<void> {
  if (!may(decider, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { lineId, isAgreed, at } = decision;
  const line = await lockedLine(tx, lineId);
  const waiting = await findWaitingReversal(tx, lineId);
  if (!waiting || !isBooked(line)) throw new Refusal({ code: 'reversal-decided' });
  const { id, reason, askedBy } = waiting;
  const { personId } = decider;
  if (askedBy === personId) throw new Refusal({ code: 'reversal-own' });
  const state = isAgreed ? 'done' : 'refused';
  await decideReversalRow(tx, { id, state, decidedBy: personId, decidedAt: at });
  const { companyId, paymentId, amountMinor } = line;
  await recordEvent(
    tx,
    { type: 'payment.reversal-decided', paymentId, amountMinor, isAgreed },
    { companyId, personId, channel: null, subjectId: companyId, at },
  );
  if (isAgreed) await reverse(tx, line, { id, reason, personId, at });
}

async function lockedLine(tx: Tx, lineId: string): Promise<LockedLine> {
  const line = await lockBankLine(tx, lineId);
  if (line?.direction !== 'in') throw new NotFound('bank line', lineId);
  return line;
}

const isBooked = (line: LockedLine): line is BookedLine =>
  line.state === 'booked' && line.companyId !== null && line.paymentId !== null;

/** Frees the orders of the money, takes it out of the company's balance and out of the bank, and lets the line wait. */
async function reverse(tx: Tx, line: BookedLine, by: Reversing): Promise<void> {
  const { companyId, paymentId, amountMinor } = line;
  const { personId, at } = by;
  await lockAccount(tx, companyId);
  await freeOrders(tx, line, by);
  const isOut = await takePaymentOut(tx, { paymentId, amountMinor }, bookingOf(line, by));
  if (!isOut) throw new Refusal({ code: 'payment-went-back' });
  await settleLine(tx, { id: line.id, personId, at }, { state: 'waits', isReversed: true });
}

async function freeOrders(tx: Tx, line: BookedLine, by: Reversing): Promise<void> {
  const { companyId, paymentId, amountMinor } = line;
  const { reason, personId, at } = by;
  const entries = await listAllocationsOfPayment(tx, paymentId);
  const allocations = takeBack(entries, amountMinor);
  const orderIds = [...new Set(allocations.map(({ itemId }) => itemId))];
  const orders = await owedOf(tx, await lockOrdersToPay(tx, { companyId, orderIds }));
  await writeAllocations(
    tx,
    { companyId, personId, channel: null, at, reason },
    { orders, allocations },
  );
  // What was held for good because it was paid is held for a time again (R18).
  const until = businessHoursAfter(at, HELD_BUSINESS_HOURS);
  for (const { id: orderId, payment, stage, reservedUntil } of orders) {
    const isHeldForGood = payment === 'prepaid' && stage === 'placed' && reservedUntil === null;
    if (isHeldForGood) await setReservedUntil(tx, { orderIds: [orderId], until });
  }
}

/** The entries of the payment with the other sign. */
const bookingOf = ({ companyId, amountMinor }: BookedLine, by: Reversing): Booking => ({
  ...{ kind: 'correction', reference: by.id, companyId, orderId: null, note: by.reason },
  entries: paymentEntries({ companyId, amountMinor: -amountMinor, into: moneyAccountOf.transfer }),
  ...{ at: by.at, effectiveOn: tradingDay(by.at), personId: by.personId, channel: null },
});
