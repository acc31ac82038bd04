import { sql } from 'kysely';
import { populationOfCompany } from '../population.queries.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Complaint, Delivered } from './inputs.ts';

const YEAR_MS = 365 * 86_400_000;

/**
 * What of the orders of a year was delivered, and what their buyers complained of until a
 * moment: claims, and disputed lines of the account of an order that has no claim, so that
 * what is told twice counts once. What the buyer took back is no complaint. Two statements.
 */
export async function listComplaints(
  db: Db,
  asOf: Date,
): Promise<{ delivered: Delivered[]; complaints: Complaint[] }> {
  const since = new Date(asOf.getTime() - YEAR_MS);
  const isOfCohort = sql`placed.stage = 'delivered' and placed.placed_at > ${since} and placed.placed_at <= ${asOf}`;
  const isClaim = sql`claim.state <> 'withdrawn' and claim.received_at <= ${asOf}`;
  const delivered = await sql<Delivered>`
    select placed.company_id, ${populationOfCompany} as population, placed.branch_code,
           count(*)::integer as lines, sum(line.weight_g)::bigint as weight_g
    from sales_order as placed
    join sales_order_line as line on line.order_id = placed.id
    join company on company.id = placed.company_id
    where ${isOfCohort}
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  const complaints = await sql<Complaint>`
    select said.company_id, ${populationOfCompany} as population, placed.branch_code, said.kind, said.came_at, said.ended_at
    from (
      select claim.id, claim.order_id, claim.company_id, claim.kind::text as kind, claim.received_at as came_at,
             case when claim.closed_at <= ${asOf} then claim.closed_at end as ended_at
      from claim where ${isClaim}
      union all
      select objection.id, objection.order_id, objection.company_id, 'account', objection.raised_at,
             case when objection.answered_at <= ${asOf} then objection.answered_at end
      from line_objection as objection
      where objection.state <> 'withdrawn' and objection.raised_at <= ${asOf}
        and not exists (select from claim where claim.order_id = objection.order_id and ${isClaim})
    ) as said
    join sales_order as placed on placed.id = said.order_id
    join company on company.id = said.company_id
    where ${isOfCohort}
    order by said.came_at, said.id`.execute(db);
  return { delivered: delivered.rows, complaints: complaints.rows };
}
