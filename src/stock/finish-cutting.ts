import { tradingDay } from '../measures/calendar.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { bookCut, type CutLot, lockLotToCut } from './cut-stock.queries.ts';
import { cutResult } from './cut-result.ts';
import type { CuttingJob } from './cutting-job.queries.ts';
import { lockLevels } from './stock.queries.ts';

/**
 * Books what a started job made of the bars of one lot: pieces that wait for the
 * order, remnants that are lots with the heat of the lot (R19), kerfs and scrap
 * that are gone. Consumed is pieces, remnants, kerfs and scrap to the gram. A lot
 * without enough whole bars is refused; so is a job for which nothing is held.
 * Locks the level, then the lot.
 */
export async function finishCutting(
  tx: Tx,
  job: CuttingJob,
  finish: { lotId: string; at: Date },
): Promise<void> {
  const { id: jobId, orderId, branchCode, productId, bars, reservationId, weightG } = job;
  const { lotId, at } = finish;
  if (reservationId === null || weightG === null) throw new Refusal({ code: 'cutting-unheld' });
  await lockLevels(tx, [{ branchCode, productId, weightG }]);
  const lot = await lockLotToCut(tx, { ...job, lotId, weightG });
  if (!lot) throw new NotFound('lot', lotId);
  if (!lot.isEnough) throw new Refusal({ code: 'lot-not-enough', heat: lot.heatNumber, bars });

  const { remnants, ...result } = cutResult(job, weightG);
  const pieces = { id: newId(), weightG: result.piecesG, pieces: null, lengthMm: null, orderId };
  const kept = remnants.map(({ count, lengthMm, weightG: keptG }): CutLot => ({
    ...{ id: newId(), weightG: keptG, pieces: count, lengthMm, orderId: null },
  }));
  await bookCut(tx, {
    ...result,
    ...{ jobId, lotId, reservationId, bars, consumedG: weightG, at },
    lots: [pieces, ...kept],
    receivedOn: tradingDay(at),
  });
}
