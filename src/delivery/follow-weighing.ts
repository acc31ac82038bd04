import { commitmentEntries } from '../ledger/booking.ts';
import { book } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Channel } from '../people/channel.ts';
import { takeBackBeyond } from '../payments/take-back-beyond.ts';
import { correctOrder } from '../ordering/correct-order.queries.ts';
import type { LockedOrder } from '../ordering/order.queries.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Locked } from './lock-shipment.ts';
import { correctionOf } from './settle-line.ts';
import { freightCorrection } from './bill-freight.ts';
import { findFreightToBill, listLinesToShip } from './order-to-ship.queries.ts';

/**
 * Lets the sum of an order follow what its vehicles weigh: what its closed lines
 * come to more or less than was ordered (R6), and what no vehicle will be billed of
 * its freight (R20), stands beside them, the last
 * instalments take it, and on account it is promised more or less (R13). What was
 * paid beyond the new sum goes back to the company's balance. Run again it changes
 * nothing. Account and order are locked, and the shipment that gave cause.
 */
export function followWeighing(tx: Tx, { order, shipment }: Locked, by: Following): Promise<void> {
  return followGoods(tx, order, { ...by, reference: `${shipment.id}:${shipment.version}` });
}

type Following = { personId: string; channel: Channel; at: Date };

/** The same for whatever else gave cause, under a reference of its own in the books. */
export async function followGoods(
  tx: Tx,
  order: LockedOrder,
  by: Following & { reference: string },
): Promise<void> {
  const { id: orderId, companyId } = order;
  const { personId, channel, at, reference } = by;
  const lines = await listLinesToShip(tx, orderId);
  const freight = freightCorrection(await findFreightToBill(tx, orderId), lines);
  const corrections = [...lines.map(correctionOf), freight];
  const correction = {
    netMinor: corrections.reduce((sum, { netMinor }) => sum + netMinor, 0),
    vatMinor: corrections.reduce((sum, { vatMinor }) => sum + vatMinor, 0),
  };
  const paidBefore = order.paidMinor;
  const differenceMinor = correction.netMinor + correction.vatMinor - order.weighingMinor;
  const beyondMinor = paidBefore - order.grossMinor - differenceMinor;
  await takeBackBeyond(tx, { companyId, orderId, beyondMinor, reason: 'weighed' }, by);
  if (!(await correctOrder(tx, { orderId, ...correction }))) return;
  if (order.payment !== 'on-account' || differenceMinor === 0) return;
  await book(tx, {
    ...{ kind: 'weighed', reference, companyId, orderId },
    entries: commitmentEntries({ companyId, orderId, grossMinor: differenceMinor }),
    ...{ at, effectiveOn: tradingDay(at), personId, channel },
  });
}
