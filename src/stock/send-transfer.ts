import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { Refusal } from '../platform/refusal.ts';
import { lockLevels } from './stock.queries.ts';
import { goodsGoing } from './goods-going.ts';
import { arrivalOf, roadBetween } from './transfer-times.ts';
import { findLotsToSend, lockLots, setTransferState, takeOut } from './transfer.queries.ts';
import { levelsOf, lockTransfer, noteTransfer } from './lock-transfer.ts';

/**
 * Lets a vehicle with goods for another branch leave: they lie nowhere from now on, and
 * nobody can be promised them until they arrive; the day of that is counted anew from
 * today, and promised anew where an order waits for them and they come later. Refused where a lot has less than was planned, because it was cut or loaded
 * since. Said again it changes nothing. Locks the transfer, levels, lots.
 */
export async function sendTransfer(
  tx: Tx,
  clerk: Staff,
  sent: { transferId: string; version: number; vehiclePlate: string; channel: Channel; at: Date },
): Promise<void> {
  const { transferId, version, vehiclePlate, channel, at } = sent;
  const transfer = await lockTransfer(tx, clerk, { transferId, end: 'fromBranch' });
  const { state, fromBranch, toBranch } = transfer;
  if (state === 'left' || state === 'arrived') return;
  if (state === 'cancelled') throw new Refusal({ code: 'transfer-over', state });
  if (transfer.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  await lockLevels(tx, levelsOf(transfer, fromBranch));
  const lotIds = transfer.lots.map(({ lotId }) => lotId);
  await lockLots(tx, lotIds);
  const lots = await findLotsToSend(tx, { lotIds, besides: transferId });
  for (const { lotId, weightG, pieces } of transfer.lots) {
    const lot = lots.find((one) => one.lotId === lotId);
    const leftG = lot ? Math.max(0, lot.onHandG - lot.takenG) : 0;
    if (weightG > leftG || (pieces ?? 0) > (lot?.pieces ?? pieces ?? 0)) {
      throw new Refusal({ code: 'lot-short', heatNumber: lot?.heatNumber ?? '', leftG });
    }
  }
  await takeOut(tx, { transfer, at });
  failpoint('transfer.after-stock');
  const leavesOn = tradingDay(at);
  const roadKm = roadBetween(fromBranch, toBranch) ?? 0;
  const arrivesOn = arrivalOf({ roadKm, leftOn: leavesOn });
  const { orderIds } = transfer;
  if (orderIds.length > 0) {
    const going = { orderIds, fromBranch, leftWith: transferId };
    await goodsGoing(tx, { clerk, channel, at }, { ...going, leavesOn, arrivesOn });
  }
  const way = { leavesOn, arrivesOn, vehiclePlate };
  await setTransferState(tx, { id: transferId, state: 'left', ...way, by: clerk.personId, at });
  await noteTransfer(tx, 'transfer.left', transfer, { clerk, channel, at });
}
