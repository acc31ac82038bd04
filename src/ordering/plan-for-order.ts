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
import { listHeldElsewhere } from '../stock/order-transfer.queries.ts';
import { lockLevels } from '../stock/stock.queries.ts';
import { refuseForeignWay, timesBetween } from '../stock/transfer-way.ts';
import {
  findTransferFacts,
  insertTransfer,
  listLotsOf,
  lockLots,
} from '../stock/transfer.queries.ts';
import { lockOrder } from './order.queries.ts';

/**
 * Plans that what an order holds at another branch goes to its own, with the vehicle that
 * was promised, or the next one where that has left. The order goes on holding it; the
 * transfer says from which lots it is taken, the oldest first. The same form again
 * changes nothing, and what another transfer takes already is not planned twice. A clerk
 * plans what comes to his branch or goes from it. Locks the order, levels, lots, the counter.
 */
export async function planForOrder(
  tx: Tx,
  clerk: Staff,
  plan: { id: string; orderId: string; fromBranch: string; channel: Channel; at: Date },
): Promise<void> {
  const { id, orderId, fromBranch, channel, at } = plan;
  if (!(await lockOrder(tx, orderId))) throw new NotFound('order', orderId);
  if (await findTransferFacts(tx, id)) return;
  const held = await listHeldElsewhere(tx, { orderId, fromBranch });
  const [first] = held;
  if (!first) throw new Refusal({ code: 'changed-meanwhile' });
  const { toBranch } = first;
  refuseForeignWay(clerk, { fromBranch, toBranch });

  await lockLevels(tx, sumWanted(held.map((one) => ({ ...one, branchCode: fromBranch }))));
  const productIds = held.map(({ productId }) => productId);
  const free = await listLotsOf(tx, { branchCode: fromBranch, productIds });
  await lockLots(
    tx,
    free.map(({ lotId }) => lotId),
  );
  const chosen = lotsForOrder(held, await listLotsOf(tx, { branchCode: fromBranch, productIds }));
  if ('short' in chosen) {
    const { sku, weightG: wantedG, foundG: availableG } = chosen.short;
    throw new Refusal({
      code: 'insufficient-stock',
      sku,
      branchCode: fromBranch,
      availableG,
      wantedG,
    });
  }
  const on = tradingDay(at);
  const promised = { leavesOn: first.leavesOn, arrivesOn: first.arrivesOn };
  const isTooLate = first.leavesOn < on;
  const times = isTooLate ? await timesBetween(tx, { fromBranch, toBranch, on }) : promised;
  const by = { clerk, channel, at };
  if (isTooLate) await goodsGoing(tx, by, { orderId, fromBranch, leftWith: null, ...times });
  const { personId } = clerk;
  await recordEvent(
    tx,
    { type: 'transfer.planned', transferId: id, fromBranch, toBranch },
    { companyId: null, personId, channel, subjectId: id, at },
  );
  failpoint('transfer.after-reserving');
  const way = { id, fromBranch, toBranch, orderId, ...times };
  await insertTransfer(
    tx,
    { ...way, note: '', plannedBy: personId, lots: chosen.going, at },
    Number(on.slice(0, 4)),
  );
}
