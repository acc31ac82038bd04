import { tradingDay } from '../measures/calendar.ts';
import { recordEvent } from '../events/record-event.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { Refusal } from '../platform/refusal.ts';
import { promiseGoods } from '../stock/promise-goods.ts';
import { holdStock, type LineToHold } from '../stock/reserve.ts';
import { supplyOf } from '../stock/supply.ts';
import { insertReservations } from '../stock/stock.queries.ts';
import { findOrderFacts, listLinesToHold, lockOrder } from './order.queries.ts';

/**
 * Holds the stock again of an order that was paid after its time had run out
 * (R18; reliability, invariant 5), what its branch lacks at the branches from which it is
 * there first, which is promised for that day. Where it is sold meanwhile, that is
 * remembered as `order.paid-without-stock`, so that somebody offers other goods
 * or gives the money back: money is never silently kept for nothing. Harmless
 * to repeat: what is held, gone or ended is left alone. Locks order, stock.
 */
export async function holdAgain(db: Db, orderId: string, at: Date): Promise<void> {
  try {
    await transact(db, async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (order?.stage !== 'placed' && order?.stage !== 'confirmed') return;
      const lines = await listLinesToHold(tx, orderId);
      if (lines.length === 0) return;
      const { number, companyId } = order;
      const held = await holdStock(tx, { lines: toHold(lines, tradingDay(at)), at });
      await insertReservations(tx, { orderId, at, lines: held });
      await promiseGoods(tx, { held, companyId, at });
      await recordEvent(
        tx,
        { type: 'order.held-again', orderId, number },
        { companyId, personId: null, channel: null, subjectId: orderId, at },
      );
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.code !== 'insufficient-stock') throw error;
    await tellWithoutStock(db, { orderId, sku: error.reason.sku, at });
  }
}

function toHold(
  lines: Awaited<ReturnType<typeof listLinesToHold>>,
  on: string,
): readonly LineToHold[] {
  const branchCode = lines[0]?.branchCode ?? '';
  const supplies = supplyOf(lines, { branchCode, on });
  return lines.map(({ id: orderLineId, ...line }) => ({
    ...{ ...line, orderLineId, coming: supplies.get(orderLineId)?.coming ?? [] },
  }));
}

async function tellWithoutStock(
  db: Db,
  { orderId, sku, at }: { orderId: string; sku: string; at: Date },
): Promise<void> {
  await transact(db, async (tx) => {
    const order = await findOrderFacts(tx, orderId);
    if (!order) return;
    const { number, companyId } = order;
    await recordEvent(
      tx,
      { type: 'order.paid-without-stock', orderId, number, sku },
      { companyId, personId: null, channel: null, subjectId: orderId, at },
    );
  });
}
