import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { roadBetween, transferTimes, type TransferTimes } from './transfer-times.ts';
import { listSenders } from './transfer.queries.ts';

/** Refuses a clerk who may not plan what goes between two branches: he belongs to a third. */
export function refuseForeignWay(
  clerk: Staff,
  { fromBranch, toBranch }: { fromBranch: string; toBranch: string },
): void {
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { branchCode } = clerk;
  if (branchCode !== null && branchCode !== fromBranch && branchCode !== toBranch) {
    throw new NotFound('branch', fromBranch);
  }
}

/** When what is asked for on a day goes from a branch to another; there is no way between a branch and itself, nor where no road is known. */
export async function timesBetween(
  tx: Tx,
  way: { fromBranch: string; toBranch: string; on: string },
): Promise<TransferTimes> {
  const { fromBranch, toBranch, on } = way;
  const roadKm = roadBetween(fromBranch, toBranch);
  const sender = (await listSenders(tx)).find(({ code }) => code === fromBranch);
  if (!sender || roadKm === undefined || fromBranch === toBranch) {
    throw new NotFound('branch', fromBranch);
  }
  return transferTimes({ roadKm, departsOn: sender.departsOn, on });
}
