import { businessHoursAfter, tradingDay } from '../measures/calendar.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { failpoint } from '../platform/failpoint.ts';
import { Refusal } from '../platform/refusal.ts';
import { listWithdrawn } from '../stock/order-transfer.queries.ts';
import { lastArrivalOf, promiseGoods } from '../stock/promise-goods.ts';
import { holdStock, type LineToHold } from '../stock/reserve.ts';
import { supplyOf } from '../stock/supply.ts';
import { insertReservations } from '../stock/stock.queries.ts';
import { PART_PAID_BUSINESS_HOURS, waitsForMoney } from './order.ts';
import {
  isToldStockless,
  listLinesToHold,
  type LockedOrder,
  lockOrder,
  setReservedUntil,
} from './order.queries.ts';

/**
 * Holds the stock again of an order that was paid after its time had run out
 * (R18; reliability, invariant 5), what its branch lacks at the branches from which it is
 * there first. Its day is promised anew, in place of the one that was shown before, and
 * the buyer is told of it and why; what is paid in part is held for as long as any such
 * order. Where it is sold meanwhile, that is
 * remembered as `order.paid-without-stock`, so that somebody offers other goods
 * or gives the money back: money is never silently kept for nothing. Harmless
 * to repeat: what is held, gone or ended is left alone. Locks order, stock.
 */
export async function holdAgain(db: Db, orderId: string, at: Date): Promise<void> {
  try {
    await transact(db, async (tx) => {
      const unheld = await lockUnheld(tx, orderId);
      if (unheld) await holdUnheld(tx, { ...unheld, at });
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.code !== 'insufficient-stock') throw error;
    await tellWithoutStock(db, { orderId, sku: error.reason.sku, at });
  }
}

/** A locked order that waits for its goods, for which nothing is held; nothing where that is not so. */
type Unheld = { order: LockedOrder; lines: Awaited<ReturnType<typeof listLinesToHold>> };

async function lockUnheld(tx: Tx, orderId: string): Promise<Unheld | undefined> {
  const order = await lockOrder(tx, orderId);
  if (order?.stage !== 'placed' && order?.stage !== 'confirmed') return undefined;
  const lines = await listLinesToHold(tx, orderId);
  return lines.length === 0 ? undefined : { order, lines };
}

async function holdUnheld(tx: Tx, { order, lines, at }: Unheld & { at: Date }): Promise<void> {
  const { id: orderId, number, companyId } = order;
  const held = await holdStock(tx, { lines: toHold(lines, tradingDay(at)), at });
  await insertReservations(tx, { orderId, at, lines: held });
  const ended = await listWithdrawn(tx, orderId);
  const type = 'order.held-again';
  await promiseGoods(tx, { held, companyId, at, instead: { ended, reason: type } });
  failpoint('goods.after-holding-again');
  if (waitsForMoney(order)) {
    const until = businessHoursAfter(at, PART_PAID_BUSINESS_HOURS);
    await setReservedUntil(tx, { orderIds: [orderId], until });
  }
  const [latest] = ended;
  const arrivesOn = lastArrivalOf(held);
  const promisedOn = latest ? tradingDay(latest.dueFrom) : null;
  await recordEvent(
    tx,
    { type, orderId, number, arrivesOn, promisedOn },
    { companyId, personId: null, channel: null, subjectId: orderId, at },
  );
}

function toHold(lines: Unheld['lines'], on: string): readonly LineToHold[] {
  const branchCode = lines[0]?.branchCode ?? '';
  const supplies = supplyOf(lines, { branchCode, on });
  return lines.map(({ id: orderLineId, ...line }) => ({
    ...{ ...line, orderLineId, coming: supplies.get(orderLineId)?.coming ?? [] },
  }));
}

/** Once for each time that ran out, however many payments come. */
async function tellWithoutStock(
  db: Db,
  { orderId, sku, at }: { orderId: string; sku: string; at: Date },
): Promise<void> {
  await transact(db, async (tx) => {
    const unheld = await lockUnheld(tx, orderId);
    if (!unheld || (await isToldStockless(tx, orderId))) return;
    const { number, companyId } = unheld.order;
    await recordEvent(
      tx,
      { type: 'order.paid-without-stock', orderId, number, sku },
      { companyId, personId: null, channel: null, subjectId: orderId, at },
    );
  });
}
