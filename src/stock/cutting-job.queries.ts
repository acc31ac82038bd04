import { sql } from 'kysely';

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
