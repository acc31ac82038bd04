import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { CuttingMethod, CuttingState, Offcuts } from '../platform/db/schema.ts';
import { wholeBarsSql } from './cut-stock.queries.ts';
import type { CutBars, Pieces } from './cutting-plan.ts';

/** A job as the yard sees it: what is cut of what, how, from when on, and the lots that it may be cut of. */
export type YardJob = {
  id: string;
  orderId: string;
  orderNumber: string;
  companyName: string;
  branchCode: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  state: Exclude<CuttingState, 'done' | 'scrapped'>;
  version: number;
  method: CuttingMethod;
  offcuts: Offcuts;
  toleranceMm: number;
  bars: number;
  stockLengthMm: number;
  cuts: number;
  cutList: readonly Pieces[];
  plan: readonly CutBars[];
  startsFrom: Date;
  readyOn: string;
  isConfirmed: boolean;
  isHeld: boolean;
  /** Only of a job that has begun: lots with whole bars and how many, the oldest first. */
  lots: readonly { id: string; heatNumber: string; onHandG: number; bars: number }[];
};

const wholeBars = wholeBarsSql({
  bars: sql`job.bars`,
  weightG: sql`held.weight_g`,
  stockLengthMm: sql`job.stock_length_mm`,
});

/** The jobs of a branch that are not done, those that come first first; of all branches for who belongs to none. */
export async function listYardJobs(
  db: Db,
  of: { branchCode: string | null; limit: number },
): Promise<YardJob[]> {
  const found = await sql<YardJob>`
    select job.id, job.order_id, placed.number as order_number, company.name as company_name, job.branch_code,
           line.sku, line.name_en, line.name_ru, line.name_kk, job.state, job.version, job.method, job.offcuts,
           job.tolerance_mm, job.bars, job.stock_length_mm, job.cuts, job.cut_list, job.plan, job.starts_from,
           job.ready_on, placed.stage <> 'placed' as is_confirmed, held.id is not null as is_held,
           case when job.state = 'started' then (
             select coalesce(jsonb_agg(jsonb_build_object('id', lot.id, 'heatNumber', lot.heat_number,
                                       'onHandG', lot.on_hand_g, 'bars', lot.bars)
                             order by lot.received_on, lot.id), '[]')
             from (select lot.*, ${wholeBars} as bars from lot
                   where lot.product_id = line.product_id and lot.branch_code = job.branch_code
                     and lot.order_id is null and lot.on_hand_g > 0) as lot
             where lot.bars > 0)
           else '[]' end as lots
    from cutting_job as job
    join sales_order as placed on placed.id = job.order_id
    join company on company.id = placed.company_id
    join sales_order_line as line on line.id = job.order_line_id
    left join reservation as held on held.order_line_id = job.order_line_id and held.ended_at is null
    where job.state in ('planned', 'released', 'started')
      and (${of.branchCode}::text is null or job.branch_code = ${of.branchCode})
    order by job.starts_from, job.id
    limit ${of.limit}`.execute(db);
  return found.rows;
}
