import { lockAccount } from '../credit/credit.queries.ts';
import { PAYMENT_TOLERANCE_MINOR } from '../credit/payment-tolerance.ts';
import { recordEvent } from '../events/record-event.ts';
import { writtenOffEntries } from '../ledger/booking.ts';
import { tradingDay } from '../measures/calendar.ts';
import { findOrderFacts } from '../ordering/order.queries.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { bucketOf, type Owed, owedOf } from './pay-orders.ts';
import { findOrderOfEvent, listPaymentsLeft, lockOrdersToPay } from './payments.queries.ts';
import { insertWriteOff } from './write-off.queries.ts';

/** Up to this amount whoever keeps the books writes off alone, as what banks on the way kept (D26, default). Minor units: 10 000 tenge. */
const WRITE_OFF_ALONE_MINOR = 1_000_000;

/**
 * Writes off the little that is missing of an order once its goods were handed
 * over (job): banks on the way keep small fees, and nobody is reminded of them
 * (R12). Only of an order that was paid for at all, only what is within the
 * tolerance, and only where the company has no money left with us that would
 * pay it. Once for an order; harmless to repeat. Locks account, order.
 */
export async function forgiveRest(db: Db, payload: unknown, at: Date): Promise<void> {
  const orderId = await findOrderOfEvent(db, payload);
  if (orderId === undefined) return;
  await transact(db, async (tx) => {
    const order = await lockedOwed(tx, orderId);
    if (order?.stage !== 'delivered' || order.paidMinor === 0) return;
    const restMinor = order.grossMinor - order.paidMinor;
    if (restMinor <= 0 || restMinor > PAYMENT_TOLERANCE_MINOR) return;
    const { companyId } = order;
    if ((await listPaymentsLeft(tx, { companyId })).length > 0) return;
    await write(tx, order, { id: newId(at.getTime()), reason: '', personId: null, at });
  });
}

/**
 * Writes off all that is still owed of an order whose goods were handed over, by
 * whoever keeps the books and with a reason; what is more than a bank's fee only
 * by who may forgive debts. Nothing is left to write off the
 * second time, and that is said. Locks account, order. Returns minor units.
 */
export async function writeOffRest(
  tx: Tx,
  keeper: Staff,
  written: { orderId: string; reason: string; at: Date },
): Promise<number> {
  if (!may(keeper, 'keep-books')) throw new Refusal({ code: 'not-permitted' });
  const { orderId, reason, at } = written;
  const order = await lockedOwed(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  const restMinor = order.grossMinor - order.paidMinor;
  if (order.stage !== 'delivered' || restMinor <= 0) throw new Refusal({ code: 'nothing-due' });
  if (restMinor > WRITE_OFF_ALONE_MINOR && !may(keeper, 'forgive-debts')) {
    throw new Refusal({ code: 'write-off-beyond', mostMinor: WRITE_OFF_ALONE_MINOR });
  }
  await write(tx, order, { id: newId(at.getTime()), reason, personId: keeper.personId, at });
  return restMinor;
}

async function lockedOwed(tx: Tx, orderId: string): Promise<Owed | undefined> {
  const facts = await findOrderFacts(tx, orderId);
  if (!facts) return undefined;
  const { companyId } = facts;
  await lockAccount(tx, companyId);
  const [order] = await owedOf(tx, await lockOrdersToPay(tx, { companyId, orderIds: [orderId] }));
  return order;
}

async function write(
  tx: Tx,
  order: Owed,
  of: { id: string; reason: string; personId: string | null; at: Date },
): Promise<void> {
  const { id: orderId, companyId, number, grossMinor, paidMinor } = order;
  const { id, reason, personId, at } = of;
  const amountMinor = grossMinor - paidMinor;
  const by = { personId, at };
  const isNew = await insertWriteOff(
    tx,
    { id, companyId, orderId, amountMinor, isTolerance: personId === null, reason, ...by },
    {
      ...{ kind: 'written-off', reference: id, companyId, orderId, ...by },
      entries: writtenOffEntries({ companyId, orderId, amountMinor, bucket: bucketOf(order) }),
      ...{ effectiveOn: tradingDay(at), channel: null },
    },
  );
  if (!isNew) return;
  await recordEvent(
    tx,
    { type: 'order.written-off', orderId, number, amountMinor, reason },
    { companyId, personId, channel: null, subjectId: orderId, at },
  );
}
