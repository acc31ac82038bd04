import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CuttingState, Offcuts } from '../platform/db/schema.ts';
import type { CutBars } from './cutting-plan.ts';

/** A job for a line that is about to be written, from the plan of its cart line. */
export type NewCuttingJob = {
  id: string;
  orderLineId: string;
  cartLineId: string;
  toleranceMm: number;
  startsFrom: Date;
  readyOn: string;
};

/** The cut list of `cutting`, a row of `cart_line_cutting`, as it was written: JSON of `Pieces`. */
export const cutListSql = sql`
  (select jsonb_agg(jsonb_build_object('count', cut.pieces, 'lengthMm', cut.length_mm) order by cut.position)
   from cart_line_cut as cut where cut.line_id = cutting.line_id)`;

/** The cutting jobs of an order's lines, as a part of the statement that writes the lines; nothing where nothing is cut. */
export const cuttingJobParts = (of: {
  orderId: string;
  branchCode: string;
  jobs: readonly NewCuttingJob[];
}) =>
  of.jobs.length === 0
    ? sql``
    : sql`
  cut as (
    insert into cutting_job (id, order_id, order_line_id, branch_code, method, offcuts, bars, stock_length_mm, kerf_mm,
      tolerance_mm, cuts, pieces_mm, lost_mm, remnants_mm, scrap_mm, cut_list, plan, starts_from, ready_on)
    select job.id, ${of.orderId}, job.order_line_id, ${of.branchCode}, cutting.method, cutting.offcuts, cutting.bars,
      cutting.stock_length_mm, cutting.kerf_mm, job.tolerance_mm, cutting.cuts, cutting.pieces_mm, cutting.lost_mm,
      cutting.remnants_mm, cutting.scrap_mm, ${cutListSql}, cutting.plan, job.starts_from, job.ready_on
    from unnest(
      ${of.jobs.map((job) => job.id)}::uuid[],
      ${of.jobs.map((job) => job.orderLineId)}::uuid[],
      ${of.jobs.map((job) => job.cartLineId)}::uuid[],
      ${of.jobs.map((job) => job.toleranceMm)}::smallint[],
      ${of.jobs.map((job) => job.startsFrom)}::timestamptz[],
      ${of.jobs.map((job) => job.readyOn)}::date[]
    ) as job (id, order_line_id, cart_line_id, tolerance_mm, starts_from, ready_on)
    join cart_line_cutting as cutting on cutting.line_id = job.cart_line_id
  ),`;

/** A job as far as moving it on needs it, with what is held for its line; null: nothing is held any more. */
export type CuttingJob = {
  id: string;
  orderId: string;
  branchCode: string;
  productId: string;
  state: CuttingState;
  version: number;
  startsFrom: Date;
  offcuts: Offcuts;
  bars: number;
  stockLengthMm: number;
  plan: readonly CutBars[];
  reservationId: string | null;
  weightG: number | null;
};

/** The order that a job is of and the branch that cuts it, without a lock. */
export function findCuttingJob(
  db: Db,
  jobId: string,
): Promise<{ orderId: string; branchCode: string } | undefined> {
  return db
    .selectFrom('cuttingJob')
    .where('id', '=', jobId)
    .select(['orderId', 'branchCode'])
    .executeTakeFirst();
}

/** Locks a job until the commit; after its order, before stock. */
export async function lockCuttingJob(tx: Tx, jobId: string): Promise<CuttingJob | undefined> {
  const found = await sql<CuttingJob>`
    select job.id, job.order_id, job.branch_code, line.product_id, job.state, job.version, job.starts_from, job.offcuts,
           job.bars, job.stock_length_mm, job.plan, held.id as reservation_id, held.weight_g
    from cutting_job as job
    join sales_order_line as line on line.id = job.order_line_id
    left join reservation as held on held.order_line_id = job.order_line_id and held.ended_at is null
    where job.id = ${jobId}
    for update of job`.execute(tx);
  return found.rows[0];
}

/** Locks the jobs of a locked order until the commit, and says where they stand. */
export async function lockJobsOfOrder(tx: Tx, orderId: string): Promise<CuttingState[]> {
  const rows = await tx
    .selectFrom('cuttingJob')
    .where('orderId', '=', orderId)
    .orderBy('id')
    .select('state')
    .forUpdate()
    .execute();
  return rows.map(({ state }) => state);
}

/** Jobs of a cancelled order are not done; those that have begun are no matter of this. */
export async function scrapJobsOfOrder(tx: Tx, orderId: string): Promise<void> {
  await tx
    .updateTable('cuttingJob')
    .set((row) => ({ state: 'scrapped', version: row('version', '+', 1) }))
    .where('orderId', '=', orderId)
    .where('state', 'in', ['planned', 'released'])
    .execute();
}

/** Moves a locked job on; the database refuses a step that the graph does not have, and one before its time. */
export async function setCuttingState(
  tx: Tx,
  set: { jobId: string; state: 'released' | 'started'; at: Date },
): Promise<void> {
  const moment = set.state === 'released' ? { releasedAt: set.at } : { startedAt: set.at };
  await tx
    .updateTable('cuttingJob')
    .set((row) => ({ state: set.state, version: row('version', '+', 1), ...moment }))
    .where('id', '=', set.jobId)
    .execute();
}
