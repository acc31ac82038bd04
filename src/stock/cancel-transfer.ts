import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { levelsOf, lockTransfer, noteTransfer } from './lock-transfer.ts';
import { lockLevels } from './stock.queries.ts';
import { giveBack, setTransferState } from './transfer.queries.ts';
import { mayBecome } from './transfer.ts';

/**
 * Takes back a transfer that has not left, with a reason: its goods are free again where
 * they lie, or still held where an order needs them. Said again it changes nothing. Locks the transfer, levels.
 */
export async function cancelTransfer(
  tx: Tx,
  clerk: Staff,
  cancelled: { transferId: string; version: number; note: string; channel: Channel; at: Date },
): Promise<void> {
  const { transferId, version, note, channel, at } = cancelled;
  const transfer = await lockTransfer(tx, clerk, { transferId, end: 'fromBranch' });
  const { state, fromBranch } = transfer;
  if (state === 'cancelled') return;
  if (!mayBecome(state, 'cancelled')) throw new Refusal({ code: 'transfer-over', state });
  if (transfer.version !== version) throw new Refusal({ code: 'changed-meanwhile' });
  await lockLevels(tx, levelsOf(transfer, fromBranch));
  // What goes for orders is held by them, and stays so until another transfer takes it.
  if (transfer.orderIds.length === 0) await giveBack(tx, { transfer, at });
  const by = clerk.personId;
  await setTransferState(tx, { id: transferId, state: 'cancelled', note, by, at });
  await noteTransfer(tx, 'transfer.cancelled', transfer, { clerk, channel, at });
}
