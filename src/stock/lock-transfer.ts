import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { sumWanted, type WantedStock } from './availability.ts';
import { findTransferFacts, type LockedTransfer } from './transfer.queries.ts';

/**
 * Locks a transfer for a clerk of the branch at one of its ends, or of no branch;
 * another branch's is not there for him.
 */
export async function lockTransfer(
  tx: Tx,
  clerk: Staff,
  of: { transferId: string; end: 'fromBranch' | 'toBranch' },
): Promise<LockedTransfer> {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const transfer = await findTransferFacts(tx, of.transferId, { isLocked: true });
  const isTheirs = clerk.branchCode === null || clerk.branchCode === transfer?.[of.end];
  if (!transfer || !isTheirs) throw new NotFound('transfer', of.transferId);
  return transfer;
}

/** The levels of a branch that a transfer touches, in the common order of locking. */
export const levelsOf = (transfer: LockedTransfer, branchCode: string): WantedStock[] =>
  sumWanted(transfer.lots.map(({ productId, weightG }) => ({ branchCode, productId, weightG })));

/** Remembers what became of a transfer. */
export async function noteTransfer(
  tx: Tx,
  type: 'transfer.left' | 'transfer.arrived' | 'transfer.cancelled',
  { id, fromBranch, toBranch }: LockedTransfer,
  by: { clerk: Staff; channel: Channel; at: Date },
): Promise<void> {
  const { clerk, channel, at } = by;
  await recordEvent(
    tx,
    { type, transferId: id, fromBranch, toBranch },
    { companyId: null, personId: clerk.personId, channel, subjectId: id, at },
  );
}
