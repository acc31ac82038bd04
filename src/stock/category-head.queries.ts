import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Form } from '../platform/db/schema.ts';
import { branchOf, codeOf, type Onlooker } from './assortment-conditions.queries.ts';

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
};

/** What a category is called and what stands around it; `undefined` when there is no such category. One statement. */
export async function readCategoryHead(
  db: Db,
  sought: { slug: string; onlooker: Onlooker },
): Promise<CategoryHead | undefined> {
  const { rows } = await sql<{ head: CategoryHead | null }>`
    select (${headOf(sought)}) as head`.execute(db);
  return rows[0]?.head ?? undefined;
}

/** The category with what stands above, below or beside it, as one JSON value; null when there is none. */
export function headOf({
  slug,
  onlooker,
}: {
  slug: string;
  onlooker: Onlooker;
}): RawBuilder<CategoryHead | null> {
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
        where branch.code = ${branchOf(onlooker)}))
    from category where category.code = ${codeOf(slug)}`;
}
