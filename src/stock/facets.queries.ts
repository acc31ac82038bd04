import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Form } from '../platform/db/schema.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import type { AssortmentFilter, FacetChoice, Facets, SizeName } from './assortment.ts';
import { sizeNames } from './assortment.ts';
import {
  branchOf,
  categoriesUnder,
  codeOf,
  conditionsOf,
  lengthKey,
  type Onlooker,
  sizeColumns,
} from './assortment-conditions.queries.ts';

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

/** Bits of the kinds of filter, in the order of `conditionsOf`. */
const kinds = ['grade', 'standard', 'length', 'stock', 'price', ...sizeNames] as const;
const bitOf = (kind: (typeof kinds)[number]) => 1 << kinds.indexOf(kind);

/** Rows that pass every filter but those of one kind: what a further choice of that kind would find. */
const passesBut = (kind: (typeof kinds)[number]) => sql`item.fails & ${sql.lit(~bitOf(kind))} = 0`;

type FacetRow = {
  kind: 'grade' | 'standard' | 'length' | 'total';
  value: string | null;
  count: number;
  branch: number;
  anywhere: number;
  ranges: (number | null)[] | null;
  head: CategoryHead;
};

/**
 * What a category is called and what it offers to choose from, in one
 * statement. A kind of filter does not narrow its own choices, so several can
 * be ticked. `undefined` when there is no such category.
 */
export async function readFacets(
  db: Db,
  sought: { slug: string; onlooker: Onlooker; terms: PriceTerms; filter: AssortmentFilter },
): Promise<{ head: CategoryHead; facets: Facets } | undefined> {
  const { rows } = await facetsStatement(sought).execute(db);
  const total = rows.find((row) => row.kind === 'total');
  if (!total) return undefined;
  const choices = (kind: FacetRow['kind']): FacetChoice[] =>
    rows.flatMap((row) =>
      row.kind === kind && row.value !== null ? [{ value: row.value, count: row.count }] : [],
    );
  return {
    head: total.head,
    facets: {
      total: total.count,
      grades: choices('grade'),
      standards: choices('standard'),
      lengths: choices('length'),
      stock: { branch: total.branch, anywhere: total.anywhere },
      sizes: readRanges(total.ranges ?? []),
    },
  };
}

/** The ranges come as from, to, from, to … in the order of the sizes. */
function readRanges(bounds: readonly (number | null)[]): Facets['sizes'] {
  const ranges: Partial<Record<SizeName, { from: number; to: number }>> = {};
  for (const [place, name] of sizeNames.entries()) {
    const from = bounds[place * 2] ?? null;
    const to = bounds[place * 2 + 1] ?? null;
    if (from !== null && to !== null) ranges[name] = { from, to };
  }
  return ranges;
}

function facetsStatement(sought: Parameters<typeof readFacets>[1]) {
  const fails = sql.join(
    conditionsOf({
      ...sought,
      stock: { atBranch: sql`product.at_branch`, anywhere: sql`product.anywhere` },
    }).map(
      (condition, place) => sql`case when ${condition} then 0 else ${sql.lit(1 << place)} end`,
    ),
    sql` | `,
  );
  const ranges = sizeNames.map(
    (name) => sql`
      min(item.${sql.ref(name)}) filter (where ${passesBut(name)}),
      max(item.${sql.ref(name)}) filter (where ${passesBut(name)})`,
  );
  return sql<FacetRow>`
    with item as materialized (
      select product.grade, product.standard, ${lengthKey} as length,
             ${sql.join(sizeNames.map((name) => sql`${sizeColumns[name]} as ${sql.ref(name)}`))},
             product.at_branch, product.anywhere, ${fails} as fails
      from category
      cross join lateral (
        select product.*, stock.at_branch, stock.anywhere
        from product
        left join lateral (
          select coalesce(bool_or(level.branch_code = ${branchOf(sought.onlooker)}), false) as at_branch,
                 count(*) > 0 as anywhere
          from stock_level as level
          where level.product_id = product.id and level.on_hand_g > level.reserved_g
        ) as stock on true
        where product.category_code = category.code and product.withdrawn_at is null
        offset 0 -- each category walks its own index; flattened, all products would be read
      ) as product
      where ${categoriesUnder(sought.slug)}
    ), choice as (
      select 'grade' as kind, grade as value, count(*) filter (where ${passesBut('grade')}) as count
      from item group by grade
      union all
      select 'standard', standard, count(*) filter (where ${passesBut('standard')}) from item group by standard
      union all
      select 'length', length, count(*) filter (where ${passesBut('length')}) from item group by length
    )
    select choice.kind, choice.value, choice.count, 0 as branch, 0 as anywhere,
           null::json as ranges, null::json as head
    from choice
    union all
    select * from (
      select 'total', null, count(*) filter (where item.fails = 0),
             count(*) filter (where ${passesBut('stock')} and item.at_branch),
             count(*) filter (where ${passesBut('stock')} and item.anywhere),
             json_build_array(${sql.join(ranges)}), (${headOf(sought)})
      from item
    ) as total
    where ${codeOf(sought.slug)} is not null
    order by 1, 3 desc, 2`;
}

/** The category with what stands above, below or beside it, as one JSON value. */
function headOf({ slug, onlooker }: Parameters<typeof readFacets>[1]) {
  const named = (table: string) => sql`
    'code', ${sql.ref(table)}.code, 'nameEn', ${sql.ref(table)}.name_en,
    'nameRu', ${sql.ref(table)}.name_ru, 'nameKk', ${sql.ref(table)}.name_kk`;
  return sql`
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
