import { addDays, momentOn, tradingDay } from '../measures/calendar.ts';
import { listOpenOrders } from '../payments/account.queries.ts';
import { readLedger } from '../payments/account-ledger.queries.ts';
import { answerObjection } from '../payments/answer-objection.ts';
import { objectToLine } from '../payments/object-to-line.ts';
import { receivePayment } from '../payments/receive-payment.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { findNegotiators } from './demo-quotes.queries.ts';

/** Paid by the demo's company before it ordered: whole tenge. */
const AHEAD_TENGE = 4_250_000;
const MINOR_PER_TENGE = 100;
/** What the goods of a disputed line weighed less by its books. */
const SHORT_MINOR = 48_600_00;
const LOOKED_AT_DAYS = 60;
const LINES_MAX = 200;

/**
 * Money of the demo's company that pays for no order yet, and two lines of its
 * account that its books say otherwise, one answered, made by the very operations
 * of the trade. Does nothing where the world lacks the people or the lines.
 */
export async function seedDemoAccount(db: Db, at: Date): Promise<void> {
  const people = await findNegotiators(db);
  if (!people) return;
  const { buyer, manager } = people;
  const { companyId } = buyer;
  const today = tradingDay(at);
  const paidAt = momentOn(addDays(today, -2), '11:20');
  await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: '704417', personId: null, channel: null, at: paidAt },
      ...{ companyId, amountMinor: AHEAD_TENGE * MINOR_PER_TENGE, orderIds: [] },
      ...{ payer: buyer.companyName, purpose: 'Аванс по договору поставки, в т.ч. НДС 16 %' },
    }),
  );

  const from = addDays(today, -LOOKED_AT_DAYS);
  const { lines } = await readLedger(db, { companyId, from, to: today, limit: LINES_MAX });
  const open = await listOpenOrders(db, { companyId, limit: LINES_MAX });
  const isOpen = ({ orderId }: { orderId: string | null }) => open.some(({ id }) => id === orderId);
  const goods = lines.filter(
    ({ kind, amountMinor }) => kind === 'handed-over' && amountMinor > SHORT_MINOR,
  );
  const settled = goods.find((line) => !isOpen(line));
  const unpaid = goods.find(isOpen);
  if (!settled || !unpaid) return;
  const said = [
    { line: settled, note: 'Недовес 36 кг, взвешено при приёмке' },
    { line: unpaid, note: 'В накладной на одну связку меньше' },
  ].map(({ line, note }) => ({
    ...{ id: newId(at.getTime()), lineId: line.id, note, at },
    theirsMinor: line.amountMinor - SHORT_MINOR,
  }));
  for (const one of said) await transact(db, (tx) => objectToLine(tx, buyer, one));
  const [answered] = said;
  if (!answered) return;
  const answer = 'Взвешивали на наших весах, талон приложен к накладной.';
  await transact(db, (tx) =>
    answerObjection(tx, manager, { id: answered.id, isAgreed: false, answer, at }),
  );
}
