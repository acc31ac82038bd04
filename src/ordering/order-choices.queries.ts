import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { costCentreChoicesSql, costCentreRequiredSql } from './cost-centre.queries.ts';

/** What a company's buyer chooses with an order that no cart precedes. */
export type OrderChoices = {
  sites: { id: string; name: string }[];
  costCentres: { id: string; code: string; name: string }[];
  costCentreRequired: boolean;
};

/** Where a company's goods may go, by name, and what they may be booked to, by code. One statement. */
export async function readOrderChoices(db: Db, companyId: string): Promise<OrderChoices> {
  const id = sql`${companyId}::uuid`;
  const found = await sql<OrderChoices>`
    select ${costCentreChoicesSql(id)} as cost_centres, ${costCentreRequiredSql(id)} as cost_centre_required,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', site.id, 'name', site.name) order by site.name)
             from site where site.company_id = ${id} and site.ended_at is null), '[]') as sites`.execute(
    db,
  );
  const [row] = found.rows;
  return row ?? { sites: [], costCentres: [], costCentreRequired: false };
}
