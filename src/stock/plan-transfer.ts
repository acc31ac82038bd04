import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { failpoint } from '../platform/failpoint.ts';
import { Refusal } from '../platform/refusal.ts';
import { shortages, sumWanted } from './availability.ts';
import { lockLevels, raiseReserved } from './stock.queries.ts';
import { isWithin, partOf } from './transfer.ts';
import { refuseForeignWay, timesBetween } from './transfer-way.ts';
import {
  findLotsToSend,
  findTransferFacts,
  insertTransfer,
  lockLots,
  type LotToSend,
} from './transfer.queries.ts';

/** What is to go from one branch to another. `id` is made with the form, so that a second click is known. */
export type TransferPlan = {
  id: string;
  fromBranch: string;
  toBranch: string;
  /** Of each lot pieces where it is counted, else grams. */
  lots: readonly { lotId: string; pieces?: number | undefined; weightG?: number | undefined }[];
  note: string;
  channel: Channel;
  at: Date;
};

/**
 * Plans that goods go to another branch: from now on they are reserved where they lie, so
 * that nobody else sells or loads them, and the day is promised on which the other branch
 * has them, by the distance and the days on which vehicles leave. Refused for more than
 * is free in a lot or at the branch. The same form again changes nothing. A clerk plans
 * what comes to his branch or goes from it. Locks levels, lots, the counter.
 */
export async function planTransfer(tx: Tx, clerk: Staff, plan: TransferPlan): Promise<void> {
  const { id, fromBranch, toBranch, note, channel, at } = plan;
  refuseForeignWay(clerk, plan);
  const day = tradingDay(at);
  const times = await timesBetween(tx, { fromBranch, toBranch, on: day });
  const lotIds = plan.lots.map(({ lotId }) => lotId);
  const products = await findLotsToSend(tx, { lotIds, besides: null });
  await lockLevels(tx, sumWanted(products.map((lot) => ({ ...lot, weightG: 0 }))));
  // Two clicks on one form wait for one another here.
  if (await findTransferFacts(tx, id)) return;
  await lockLots(tx, lotIds);
  const lots = await findLotsToSend(tx, { lotIds, besides: null });
  const going = plan.lots.flatMap((wanted) => goingOf(wanted, lots, fromBranch));
  if (going.length === 0) throw new Refusal({ code: 'shipment-empty' });

  const wanted = sumWanted(going.map((one) => ({ ...one, branchCode: fromBranch })));
  const [missing] = shortages(await raiseReserved(tx, { wanted, at }), wanted);
  if (missing) {
    const { availableG, weightG: wantedG } = missing;
    const sku = lots.find(({ productId }) => productId === missing.productId)?.sku ?? '';
    const short = { sku, branchCode: fromBranch, availableG, wantedG };
    throw new Refusal({ code: 'insufficient-stock', ...short });
  }
  const { personId } = clerk;
  await recordEvent(
    tx,
    { type: 'transfer.planned', transferId: id, fromBranch, toBranch },
    { companyId: null, personId, channel, subjectId: id, at },
  );
  failpoint('transfer.after-reserving');
  const planned = {
    id,
    fromBranch,
    toBranch,
    orderIds: [],
    ...times,
    note,
    plannedBy: personId,
    lots: going,
    at,
  };
  await insertTransfer(tx, planned, Number(day.slice(0, 4)));
}

function goingOf(
  wanted: TransferPlan['lots'][number],
  lots: readonly LotToSend[],
  fromBranch: string,
) {
  const lot = lots.find(({ lotId }) => lotId === wanted.lotId);
  if (!lot || lot.branchCode !== fromBranch) throw new Refusal({ code: 'changed-meanwhile' });
  const { lotId, productId, onHandG, pieces, takenG, heatNumber } = lot;
  const whole = { weightG: onHandG, pieces };
  const part = partOf(whole, wanted);
  if (part.weightG === 0) return [];
  const leftG = Math.max(0, onHandG - takenG);
  if (!isWithin(part, whole) || part.weightG > leftG) {
    throw new Refusal({ code: 'lot-short', heatNumber, leftG });
  }
  return [{ lotId, productId, ...part }];
}
