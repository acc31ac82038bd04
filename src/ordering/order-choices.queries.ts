import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { OrderField } from '../platform/db/schema.ts';
import { costCentreChoicesSql, costCentreRequiredSql } from './cost-centre.queries.ts';

/** What a company's buyer chooses with an order that no cart precedes. */
export type OrderChoices = {
  sites: { id: string; name: string }[];
  contacts: { id: string; name: string }[];
  /** What the agreement of the day asks every order to say. */
  requiredFields: OrderField[];
  costCentres: { id: string; code: string; name: string }[];
  costCentreRequired: boolean;
};

/** Where a company's goods may go and who may receive them, by name, what they may be booked to, by code, and what an order must say. One statement. */
export async function readOrderChoices(
  db: Db,
  of: { companyId: string; on: string },
): Promise<OrderChoices> {
  const id = sql`${of.companyId}::uuid`;
  const found = await sql<OrderChoices>`
    select ${costCentreChoicesSql(id)} as cost_centres, ${costCentreRequiredSql(id)} as cost_centre_required,
           coalesce((select required_fields::text[] from agreement
                     where company_id = ${id} and valid_during @> ${of.on}::date), '{}') as required_fields,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', contact.id, 'name', contact.name) order by contact.name)
             from contact where contact.company_id = ${id}), '[]') as contacts,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', site.id, 'name', site.name) order by site.name)
             from site where site.company_id = ${id} and site.ended_at is null), '[]') as sites`.execute(
    db,
  );
  const [row] = found.rows;
  if (!row) throw new Error('a statement without tables gave no row');
  return row;
}
