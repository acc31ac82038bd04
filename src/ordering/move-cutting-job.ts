import { recordEvent } from '../events/record-event.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { CuttingState } from '../platform/db/schema.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  type CuttingJob,
  findCuttingJob,
  lockCuttingJob,
  setCuttingState,
} from '../stock/cutting-job.queries.ts';
import { countWholeBars } from '../stock/cut-stock.queries.ts';
import { finishCutting } from '../stock/finish-cutting.ts';
import { refuseUnpaid } from './refuse-unpaid.ts';
import { clearReservedUntil, type LockedOrder, lockOrder } from './order.queries.ts';

export type JobMove = {
  jobId: string;
  /** What the screen showed. */
  version: number;
  /** The lots that were cut, to finish. */
  lotIds: readonly string[];
  channel: Channel;
  at: Date;
};

const NEXT: Partial<Record<CuttingState, 'released' | 'started' | 'done'>> = {
  planned: 'released',
  released: 'started',
  started: 'done',
};

/**
 * Moves a cutting job on, as the yard sees it happen: released, started, done
 * (R19). Only by people of its branch, or of none. A job is released once its
 * order is confirmed, and not started before the moment until which cancelling
 * is free, nor without whole bars to cut; from then on its stock is held for good. A screen that showed another
 * version is refused as changed meanwhile. Locks order, job, stock.
 */
export async function moveCuttingJob(tx: Tx, clerk: Staff, move: JobMove): Promise<void> {
  const { jobId, channel, at } = move;
  if (!may(clerk, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const facts = await findCuttingJob(tx, jobId);
  const isTheirs = clerk.branchCode === null || clerk.branchCode === facts?.branchCode;
  if (!facts || !isTheirs) throw new NotFound('cutting job', jobId);
  const order = await lockOrder(tx, facts.orderId);
  const job = await lockCuttingJob(tx, jobId);
  const state = job && NEXT[job.state];
  if (!order || !state || job.version !== move.version) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }

  await moveTo(tx, { state, job, order }, move);
  const { id: orderId, number, companyId } = order;
  await recordEvent(
    tx,
    { type: 'cutting.moved', orderId, number, jobId, from: job.state, to: state },
    { companyId, personId: clerk.personId, channel, subjectId: orderId, at },
  );
}

async function moveTo(
  tx: Tx,
  to: { state: 'released' | 'started' | 'done'; job: CuttingJob; order: LockedOrder },
  { jobId, lotIds, at }: JobMove,
): Promise<void> {
  const { state, job, order } = to;
  switch (state) {
    case 'released':
      if (order.stage === 'placed') throw new Refusal({ code: 'cutting-unconfirmed' });
      await refuseUnpaid(tx, order, 'cut');
      break;
    case 'started':
      if (at < job.startsFrom) {
        throw new Refusal({ code: 'cutting-too-early', startsFrom: job.startsFrom });
      }
      await refuseUnlessBarsAreThere(tx, job);
      if (order.reservedUntil) await clearReservedUntil(tx, order.id);
      break;
    case 'done':
      if (lotIds.length === 0) throw new Refusal({ code: 'lot-not-chosen' });
      return finishCutting(tx, job, { lotIds, at });
  }
  await setCuttingState(tx, { jobId, state, at });
}

/** What has begun is not cancelled any more, so it must be possible to end it. */
async function refuseUnlessBarsAreThere(tx: Tx, job: CuttingJob): Promise<void> {
  const { weightG, bars } = job;
  if (weightG === null) throw new Refusal({ code: 'cutting-unheld' });
  const there = await countWholeBars(tx, { ...job, weightG });
  if (there < bars) throw new Refusal({ code: 'lots-not-enough', bars });
}
