import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Form } from '../platform/db/schema.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import type { AssortmentFilter } from './assortment.ts';
import {
  allOf,
  boughtBy,
  branchOf,
  categoriesUnder,
  codeOf,
  conditionsOf,
  type Onlooker,
} from './assortment-conditions.queries.ts';
import { isNarrowed, withoutKind } from './filter-kinds.ts';

type Named = { nameEn: string; nameRu: string; nameKk: string };

/** A heading of the catalogue with its neighbours, as a category page names them. */
export type CategoryHead = Named & {
  code: string;
  form: Form | null;
  /** From the top down. */
  ancestors: readonly (Named & { code: string })[];
  /** The headings directly below, or beside it where there is none below. */
  nearby: readonly (Named & { code: string })[];
  /** The onlooker's branch. */
  branch: (Named & { code: string }) | null;
  /** How many of its products, narrowed down by all but this, the onlooker's company bought before; null for those who buy for none. */
  bought: number | null;
};

type Sought = { slug: string; onlooker: Onlooker; terms: PriceTerms; filter: AssortmentFilter };

/** What a category is called and what stands around it; `undefined` when there is no such category. One statement. */
export async function readCategoryHead(db: Db, sought: Sought): Promise<CategoryHead | undefined> {
  const { rows } = await sql<{ head: CategoryHead | null }>`
    select (${headOf(sought)}) as head`.execute(db);
  return rows[0]?.head ?? undefined;
}

/** The category with what stands above, below or beside it, as one JSON value; null when there is none. */
export function headOf(sought: Sought): RawBuilder<CategoryHead | null> {
  const { slug, onlooker } = sought;
  const named = (table: string) => sql`
    'code', ${sql.ref(table)}.code, 'nameEn', ${sql.ref(table)}.name_en,
    'nameRu', ${sql.ref(table)}.name_ru, 'nameKk', ${sql.ref(table)}.name_kk`;
  return sql<CategoryHead | null>`
    select json_build_object(${named('category')}, 'form', category.form,
      'ancestors', (
        with recursive upward as (
          select above.*, 1 as distance from category as above where above.code = category.parent_code
          union all
          select above.*, distance + 1 from upward join category as above on above.code = upward.parent_code
        )
        select coalesce(json_agg(json_build_object(${named('upward')}) order by distance desc), '[]') from upward),
      'nearby', (
        select coalesce(json_agg(json_build_object(${named('near')}) order by near.position, near.code), '[]')
        from category as near
        where near.parent_code = case
          when exists (select from category as below where below.parent_code = category.code) then category.code
          else category.parent_code end),
      'branch', (
        select json_build_object(${named('branch')}) from branch
        where branch.code = ${branchOf(onlooker)}),
      'bought', ${onlooker.companyId === null ? sql`null::integer` : boughtCount(sought)})
    from category where category.code = ${codeOf(slug)}`;
}

/** Counted from the products that the company bought, each looked up by its key, never from all of the category. */
function boughtCount(sought: Sought): RawBuilder<number> {
  const filter = withoutKind(sought.filter, 'bought');
  return sql<number>`(
    select count(*)
    from (select distinct line.product_id from (${boughtBy(sought.onlooker)}) as line) as bought
    cross join lateral (
      select * from product where product.id = bought.product_id and product.withdrawn_at is null
      offset 0 -- for many products bought, all that are sold would be read
    ) as product
    join category on category.code = product.category_code
    where (${categoriesUnder(sought.slug)})
    ${isNarrowed(filter) ? sql`and ${allOf(conditionsOf({ ...sought, filter }))}` : sql``})`;
}
