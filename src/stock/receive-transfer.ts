import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { holdForOrder } from './hold-for-order.ts';
import { levelsOf, lockTransfer, noteTransfer } from './lock-transfer.ts';
import { lockLevels } from './stock.queries.ts';
import { insertLotsOf } from './take-back.queries.ts';
import { isWithin, partOf } from './transfer.ts';
import { openLevels, setTransferState, writeArrived } from './transfer.queries.ts';

/** What of each lot arrived: pieces where it is counted, else grams. */
export type Arrived = {
  transferId: string;
  version: number;
  lots: readonly { lotId: string; pieces?: number | undefined; weightG?: number | undefined }[];
  note: string;
  channel: Channel;
  at: Date;
};

/**
 * Books goods in that came from another branch: each as a lot of the branch that got it,
 * with the heat, the mill and the age of the lot that was sent, so that the same
 * certificates speak of it. Less than was sent is written down as it is and stays
 * missing; more is refused. What an order waits for is held for it at once. Said again it changes nothing. Locks the transfer, levels.
 */
export async function receiveTransfer(tx: Tx, clerk: Staff, arrived: Arrived): Promise<void> {
  const { transferId, version, note, channel, at } = arrived;
  const transfer = await lockTransfer(tx, clerk, { transferId, end: 'toBranch' });
  const { state, toBranch: branchCode } = transfer;
  if (state === 'arrived') return;
  if (state !== 'left') throw new Refusal({ code: 'transfer-not-left', state });
  if (transfer.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  const lots = transfer.lots.map(({ lotId: fromLotId, productId, weightG, pieces }) => {
    const whole = { weightG, pieces };
    const told = arrived.lots.find(({ lotId }) => lotId === fromLotId);
    const part = partOf(whole, told ?? {});
    if (!isWithin(part, whole)) throw new Refusal({ code: 'transfer-beyond' });
    return { ...part, fromLotId, productId, lotId: part.weightG > 0 ? newId(at.getTime()) : null };
  });
  const productIds = lots.map(({ productId }) => productId);
  await openLevels(tx, { branchCode, productIds, at });
  await lockLevels(tx, levelsOf(transfer, branchCode));
  const goods = lots.flatMap(({ lotId, ...lot }) =>
    lotId === null ? [] : [{ ...lot, lotId, branchCode }],
  );
  await insertLotsOf(tx, { goods, kind: 'arrived', transferId, at });
  failpoint('transfer.after-lots');
  if (transfer.orderIds.length > 0) {
    await holdForOrder(tx, clerk, { transfer, came: lots, channel, at });
  }
  await writeArrived(tx, { transferId, lots });
  const by = clerk.personId;
  await setTransferState(tx, { id: transferId, state: 'arrived', note, by, at });
  await noteTransfer(tx, 'transfer.arrived', transfer, { clerk, channel, at });
}
