import { tradingDay } from '../measures/calendar.ts';
import { shareOut } from '../measures/share-out.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { bookCut, type CutLot, lockLotsToCut } from './cut-stock.queries.ts';
import { cutResult, dealBars } from './cut-result.ts';
import type { CuttingJob } from './cutting-job.queries.ts';
import { lockLevels } from './stock.queries.ts';

/**
 * Books what a started job made of the bars of some lots, the oldest first:
 * pieces that wait for the order, remnants that are lots with the heat of their
 * lot (R19), kerfs and scrap that are gone. Consumed is pieces, remnants, kerfs
 * and scrap to the gram. Lots without enough whole bars are refused; so is a job
 * for which nothing is held. Locks the level, then the lots.
 */
export async function finishCutting(
  tx: Tx,
  job: CuttingJob,
  finish: { lotIds: readonly string[]; at: Date },
): Promise<void> {
  const { id: jobId, branchCode, productId, reservationId, weightG } = job;
  const { lotIds, at } = finish;
  if (reservationId === null || weightG === null) throw new Refusal({ code: 'cutting-unheld' });
  await lockLevels(tx, [{ branchCode, productId, weightG }]);
  const found = await lockLotsToCut(tx, { ...job, lotIds, weightG });
  const missing = lotIds.find((lotId) => !found.some(({ id }) => id === lotId));
  if (missing !== undefined) throw new NotFound('lot', missing);

  const parts = partsOf(job, found, weightG);
  const sum = (name: 'piecesG' | 'remnantsG' | 'lostG' | 'scrapG') =>
    parts.reduce((total, { result }) => total + result[name], 0);
  await bookCut(tx, {
    ...{ jobId, branchCode, productId, reservationId, consumedG: weightG, at },
    ...{ piecesG: sum('piecesG'), remnantsG: sum('remnantsG') },
    ...{ lostG: sum('lostG'), scrapG: sum('scrapG') },
    from: parts.map(({ result, ...part }) => ({ ...part, goneG: result.lostG + result.scrapG })),
    lots: parts.flatMap((part) => lotsOf(part, job.orderId)),
    receivedOn: tradingDay(at),
  });
}

type Part = {
  lotId: string;
  bars: number;
  consumedG: number;
  result: ReturnType<typeof cutResult>;
};

/** What each lot gives, until the bars are together, and what becomes of it. */
function partsOf(
  job: CuttingJob,
  lots: readonly { id: string; bars: number }[],
  weightG: number,
): Part[] {
  let missing = job.bars;
  const given = lots.flatMap(({ id, bars: has }) => {
    const bars = Math.min(missing, has);
    missing -= bars;
    return bars > 0 ? [{ lotId: id, bars }] : [];
  });
  if (missing > 0) throw new Refusal({ code: 'lots-not-enough', bars: job.bars });
  const bars = given.map((one) => one.bars);
  const weights = shareOut(weightG, bars);
  const plans = dealBars(job.plan, bars);
  return given.map((one, index) => {
    const consumedG = weights[index] ?? 0;
    const plan = plans[index] ?? [];
    return { ...one, consumedG, result: cutResult({ plan, offcuts: job.offcuts }, consumedG) };
  });
}

function lotsOf({ lotId: parentLotId, result }: Part, orderId: string): CutLot[] {
  const pieces = { weightG: result.piecesG, pieces: null, lengthMm: null, orderId };
  const kept = result.remnants
    // What weighs less than half a gram is no goods.
    .filter(({ weightG }) => weightG > 0)
    .map(({ count, lengthMm, weightG }) => ({ weightG, pieces: count, lengthMm, orderId: null }));
  return [pieces, ...kept].map((lot) => ({ ...lot, id: newId(), parentLotId }));
}
