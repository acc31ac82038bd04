import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { sumWanted } from '../stock/availability.ts';
import { goodsGoing } from '../stock/goods-going.ts';
import { lotsForOrder } from '../stock/lots-for-order.ts';
import { type HeldElsewhere, listHeldElsewhere } from '../stock/order-transfer.queries.ts';
import { lockLevels } from '../stock/stock.queries.ts';
import { refuseForeignWay, timesBetween } from '../stock/transfer-way.ts';
import {
  findTransferFacts,
  insertTransfer,
  listLotsOf,
  lockLots,
} from '../stock/transfer.queries.ts';
import { lockOrders } from './order.queries.ts';

/**
 * Plans that what orders hold at another branch goes to theirs, all with one vehicle: with the
 * first of those that were promised and have not left, or the next one. What thereby comes
 * later than promised is promised anew. The orders go on holding it; the transfer says from
 * which lots it is taken, the oldest first. The same form again changes nothing, and what
 * another transfer takes already is not planned twice. A clerk plans what comes to his
 * branch or goes from it. Locks the orders, levels, lots, the counter.
 */
export async function planForOrders(
  tx: Tx,
  clerk: Staff,
  plan: {
    id: string;
    orderIds: readonly string[];
    fromBranch: string;
    toBranch: string;
    channel: Channel;
    at: Date;
  },
): Promise<void> {
  const { id, fromBranch, toBranch, channel, at } = plan;
  const orderIds = [...new Set(plan.orderIds)].toSorted();
  const locked = await lockOrders(tx, orderIds);
  const missing = orderIds.find((one) => !locked.includes(one));
  if (missing !== undefined) throw new NotFound('order', missing);
  if (await findTransferFacts(tx, id)) return;
  const held = await listHeldElsewhere(tx, { orderIds, fromBranch });
  const isNeeded = (orderId: string) => held.some((one) => one.orderId === orderId);
  if (held.length === 0 || !orderIds.every(isNeeded)) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  refuseForeignWay(clerk, { fromBranch, toBranch });
  if (held.some((one) => one.toBranch !== toBranch)) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }

  const going = await chooseLots(tx, { held, fromBranch });
  const on = tradingDay(at);
  const inTime = held.filter(({ leavesOn }) => leavesOn >= on);
  const [next] = inTime.toSorted((one, other) => one.leavesOn.localeCompare(other.leavesOn));
  const { leavesOn, arrivesOn } = next ?? (await timesBetween(tx, { fromBranch, toBranch, on }));
  const times = { leavesOn, arrivesOn };
  const late = held.filter((one) => one.leavesOn < on).map(({ orderId }) => orderId);
  const by = { clerk, channel, at };
  if (late.length > 0) {
    await goodsGoing(tx, by, { orderIds: late, fromBranch, leftWith: null, ...times });
  }
  const { personId } = clerk;
  await recordEvent(
    tx,
    { type: 'transfer.planned', transferId: id, fromBranch, toBranch },
    { companyId: null, personId, channel, subjectId: id, at },
  );
  failpoint('transfer.after-reserving');
  const way = { id, fromBranch, toBranch, orderIds, ...times };
  await insertTransfer(
    tx,
    { ...way, note: '', plannedBy: personId, lots: going, at },
    Number(on.slice(0, 4)),
  );
}

/** From which lots of the branch it is taken, with levels and lots locked. */
async function chooseLots(
  tx: Tx,
  { held, fromBranch }: { held: readonly HeldElsewhere[]; fromBranch: string },
) {
  await lockLevels(tx, sumWanted(held.map((one) => ({ ...one, branchCode: fromBranch }))));
  const productIds = held.map(({ productId }) => productId);
  const free = await listLotsOf(tx, { branchCode: fromBranch, productIds });
  await lockLots(
    tx,
    free.map(({ lotId }) => lotId),
  );
  const chosen = lotsForOrder(held, await listLotsOf(tx, { branchCode: fromBranch, productIds }));
  if (!('short' in chosen)) return chosen.going;
  const { sku, weightG: wantedG, foundG: availableG } = chosen.short;
  throw new Refusal({
    ...{ code: 'insufficient-stock', sku, branchCode: fromBranch, availableG, wantedG },
  });
}
