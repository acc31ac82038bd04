import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { pairsOf } from './price-marks.queries.ts';
import type { PriceDraft } from './price-draft.queries.ts';

/** A company that buys by a list. */
export type AffectedCompany = {
  companyId: string;
  name: string;
  /** How its group is called. */
  groupName: string | null;
  /** Of a list for one site. */
  siteName: string | null;
  /** Of the terms in force on the day; null where there are none. */
  agreementNumber: string | null;
  /** So many of the products that change has it ever ordered from us. */
  bought: number;
};

/**
 * The companies that a list is for, those first that ordered most of the products
 * that a draft changes; and how many they are altogether. One statement.
 */
export async function listAffected(
  db: Db,
  asked: {
    listId: string;
    draft: Pick<PriceDraft, 'versionId' | 'basedOn'>;
    on: string;
    limit: number;
  },
): Promise<{ companies: AffectedCompany[]; total: number; buying: number }> {
  const { listId, draft, on, limit } = asked;
  const found = await sql<AffectedCompany & { total: number; buying: number }>`
    with changing as materialized (
      select product_id from (${pairsOf(draft)}) as pair
      where (before_weights_g, before_prices_minor) is distinct from (after_weights_g, after_prices_minor)
    ), ordered as (
      select company_id, count(distinct product_id) filter (where product_id in (select product_id from changing)) as products
      from sales_order_line group by company_id
    )
    select company.id as company_id, company.name,
           (select name from company_group where code = company.group_code) as group_name, site.name as site_name,
           agreement.number as agreement_number, coalesce(ordered.products, 0) as bought,
           count(*) over () as total, count(*) filter (where ordered.products > 0) over () as buying
    from price_list as list
    join company on list.level = 'base' or company.id = list.company_id or company.group_code = list.group_code
    left join site on site.id = list.site_id
    left join agreement on agreement.company_id = company.id and agreement.valid_during @> ${on}::date
    left join ordered on ordered.company_id = company.id
    where list.id = ${listId}
    order by ordered.products desc nulls last, company.name, company.id
    limit ${limit}`.execute(db);
  const [first] = found.rows;
  return { companies: found.rows, total: first?.total ?? 0, buying: first?.buying ?? 0 };
}
