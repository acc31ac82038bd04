import { recordEvent } from '../events/record-event.ts';
import { divideHalfUp } from '../measures/divide.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  isShortageKnown,
  listLotsHeld,
  type LotHeld,
  writeShortage,
} from '../stock/shortage.queries.ts';
import { mostMissing } from '../stock/shortage.ts';
import { lockLevels } from '../stock/stock.queries.ts';
import { lockLots } from '../stock/transfer.queries.ts';
import { isAmendable } from './order.ts';
import { lockOrder } from './order.queries.ts';

/**
 * One of ours looked for goods of an order in the yard, and so much of a lot is not there:
 * pieces of a line that is counted, grams of another. It leaves stock, is held for the
 * order no more, and what becomes of it is decided like of what did not come. Before the
 * order is picked it is looked for elsewhere. By a clerk of the branch where it ought to
 * lie; never more than is held of the line, nor than the lot has besides what stands on
 * vehicles. The same form again changes nothing. Locks the order, level, lot.
 */
export async function reportShortage(
  tx: Tx,
  clerk: Staff,
  said: {
    id: string;
    orderId: string;
    orderLineId: string;
    lotId: string;
    pieces?: number | undefined;
    weightG?: number | undefined;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { id, orderId, lotId, channel, at } = said;
  const order = await lockOrder(tx, orderId);
  if (!order) throw new NotFound('order', orderId);
  if (await isShortageKnown(tx, id)) return;
  if (!isAmendable(order.stage)) throw new Refusal({ code: 'order-over', stage: order.stage });
  const lot = await lockLotHeld(tx, said);
  if (clerk.branchCode !== null && clerk.branchCode !== lot.branchCode) {
    throw new NotFound('lot', lotId);
  }
  const { weightG, pieces } = missingOf(lot, said);
  await writeShortage(tx, { id, orderId, lot, weightG, pieces, foundBy: clerk.personId, at });
  failpoint('goods.after-shortage');
  const { sku, reservationId, branchCode: fromBranch } = lot;
  const about = { orderId, number: order.number, reservationId, fromBranch };
  await recordEvent(
    tx,
    { type: 'order.goods-not-there', ...about, goods: [{ sku, weightG, pieces }] },
    {
      ...{ companyId: order.companyId, personId: clerk.personId, channel },
      ...{ subjectId: orderId, at },
    },
  );
}

async function lockLotHeld(
  tx: Tx,
  of: { orderId: string; orderLineId: string; lotId: string },
): Promise<LotHeld> {
  const { orderId, orderLineId, lotId } = of;
  const find = async () =>
    (await listLotsHeld(tx, orderId)).find(
      (one) => one.lotId === lotId && one.orderLineId === orderLineId,
    );
  const seen = await find();
  if (!seen) throw new NotFound('lot', lotId);
  await lockLevels(tx, [{ ...seen, weightG: 0 }]);
  await lockLots(tx, [lotId]);
  const lot = await find();
  if (!lot) throw new Refusal({ code: 'changed-meanwhile' });
  return lot;
}

function missingOf(
  lot: LotHeld,
  said: { pieces?: number | undefined; weightG?: number | undefined },
) {
  const most = mostMissing(lot);
  const isAll = most.pieces !== null && said.pieces === most.pieces;
  const pieces = most.pieces === null ? null : (said.pieces ?? 0);
  const ofPieces = () =>
    divideHalfUp(BigInt(lot.lineWeightG) * BigInt(pieces ?? 0), BigInt(lot.linePieces ?? 1));
  const asked = pieces === null ? (said.weightG ?? 0) : ofPieces();
  const weightG = isAll ? most.weightG : asked;
  if (weightG <= 0 || weightG > most.weightG) {
    throw new Refusal({ code: 'shortage-beyond', leftG: most.weightG, leftPieces: most.pieces });
  }
  return { weightG, pieces };
}
