import { sql } from 'kysely';
import type { BriefMemory } from '../platform/brief-memory.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { type SizeName, sizeNames } from '../catalogue/form.ts';
import { type AssortmentFilter, type FacetChoice, type Facets, isBounded } from './assortment.ts';
import { type FilterKind, filterKinds, isNarrowed, narrowsBy } from './filter-kinds.ts';
import {
  categoriesUnder,
  codeOf,
  conditionsOf,
  lengthKey,
  type Onlooker,
  servesFrom,
  sizeColumns,
} from './assortment-conditions.queries.ts';
import { type CategoryHead, headOf, readCategoryHead } from './category-head.queries.ts';

/** What a category offers to choose from, with the stock of each branch apart: the same for every company that narrows it alike. */
export type CategoryFacets = Omit<Facets, 'stock' | 'bought'> & {
  stock: { anywhere: number; byBranch: Readonly<Record<string, number>> };
};

/** Facets of categories, kept for seconds; `undefined` for a category that there is not. */
export type FacetMemory = BriefMemory<CategoryFacets | undefined>;

type Sought = { slug: string; onlooker: Onlooker; terms: PriceTerms; filter: AssortmentFilter };

/**
 * What a category is called and what it offers to choose from. A kind of filter
 * does not narrow its own choices, so several can be ticked. One statement; all
 * products of the category are looked at, so what does not depend on who asks
 * comes from the memory where one is given. `undefined` when there is no such
 * category.
 */
export async function readFacets(
  db: Db,
  sought: Sought,
  remember?: FacetMemory,
): Promise<{ head: CategoryHead; facets: Facets } | undefined> {
  const key = sharedKeyOf(sought);
  const { head, facets } =
    remember && key !== undefined
      ? await recall(db, sought, (read) => remember(key, read))
      : await readAnew(db, sought);
  if (!head || !facets) return undefined;
  const { anywhere, byBranch } = facets.stock;
  const ready = head.branch ? (byBranch[head.branch.code] ?? 0) : anywhere;
  return { head, facets: { ...facets, stock: { ready, anywhere }, bought: head.bought } };
}

/** Under which key facets may be shown to others, too; `undefined` where own prices decide what is counted. */
function sharedKeyOf({ slug, filter, onlooker }: Sought): string | undefined {
  if (isBounded(filter.pricePerTonneMinor)) return undefined;
  const isOwn = filter.stock === 'ready' || filter.bought;
  return JSON.stringify([slug, filter, isOwn ? onlooker : null]);
}

/** Whoever reads the facets gets the head with them; who finds them kept reads only the head. One statement either way. */
async function recall(
  db: Db,
  sought: Sought,
  keep: (read: () => Promise<CategoryFacets | undefined>) => Promise<CategoryFacets | undefined>,
): ReturnType<typeof readAnew> {
  const readings: ReturnType<typeof readAnew>[] = [];
  const kept = keep(async () => {
    const reading = readAnew(db, sought);
    readings.push(reading);
    return (await reading).facets;
  });
  const [reading] = readings;
  if (reading) return reading;
  const [facets, head] = await Promise.all([kept, readCategoryHead(db, sought)]);
  return { head, facets };
}

type FacetRow = {
  kind: 'grade' | 'standard' | 'length' | 'branch' | 'total';
  value: string | null;
  count: number;
  anywhere: number;
  ranges: (number | null)[] | null;
  without: (number | null)[] | null;
  head: CategoryHead | null;
};

async function readAnew(
  db: Db,
  sought: Sought,
): Promise<{ head: CategoryHead | undefined; facets: CategoryFacets | undefined }> {
  const { rows } = await facetsStatement(sought).execute(db);
  const total = rows.find((row) => row.kind === 'total');
  if (!total?.head) return { head: undefined, facets: undefined };
  const choices = (kind: FacetRow['kind']): FacetChoice[] =>
    rows.flatMap((row) =>
      row.kind === kind && row.value !== null ? [{ value: row.value, count: row.count }] : [],
    );
  const byBranch = Object.fromEntries(choices('branch').map(({ value, count }) => [value, count]));
  return {
    head: total.head,
    facets: {
      total: total.count,
      grades: choices('grade'),
      standards: choices('standard'),
      lengths: choices('length'),
      stock: { anywhere: total.anywhere, byBranch },
      sizes: readRanges(total.ranges ?? []),
      without: readWithout(sought.filter, total),
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

/** What each kind of filter alone keeps out: the rows without it less those with it. */
function readWithout(filter: AssortmentFilter, total: FacetRow): Facets['without'] {
  const without: Facets['without'] = {};
  for (const [place, kind] of filterKinds.entries()) {
    if (narrowsBy(filter, kind)) without[kind] = (total.without?.[place] ?? 0) - total.count;
  }
  return without;
}

/** Bits of the kinds of filter, in the order of `conditionsOf`. */
const bitOf = (kind: FilterKind) => 1 << filterKinds.indexOf(kind);

/** Rows that pass every filter but those of one kind: what a further choice of that kind would find. */
const passesBut = (kind: FilterKind) => sql`item.fails & ${sql.lit(~bitOf(kind))} = 0`;

/** Which kinds of filter leave a product out, one bit each; nothing is asked where nothing was chosen. */
function failsOf(sought: Sought) {
  if (!isNarrowed(sought.filter)) return sql`0`;
  const ready = sql<boolean>`coalesce(stocked.is_ready, false)`;
  const anywhere = sql<boolean>`stocked.product_id is not null`;
  return sql.join(
    conditionsOf({ ...sought, stock: { ready, anywhere } }).map(
      (condition, place) => sql`case when ${condition} then 0 else ${sql.lit(1 << place)} end`,
    ),
    sql` | `,
  );
}

/**
 * Every product of the category is read once, by the indexes of its category,
 * and put with those that are alike in all but their size; choices, totals and
 * ranges are counted from these few kinds.
 */
function facetsStatement(sought: Sought) {
  const sizes = (each: (name: SizeName) => ReturnType<typeof sql>) => sql.join(sizeNames.map(each));
  const least = (name: SizeName) => sql.ref(`least_${name}`);
  const most = (name: SizeName) => sql.ref(`most_${name}`);
  return sql<FacetRow>`
    with below as materialized (
      select category.code from category where ${categoriesUnder(sought.slug)}
    ), promisable as materialized (
      select level.* from below
      cross join lateral (
        select level.product_id, level.branch_code from stock_level as level
        where level.category_code = below.code and level.is_promisable
        offset 0 -- each category walks its own index; flattened, all stock would be read
      ) as level
    ), stocked as (
      select product_id, bool_or(${servesFrom(sought.onlooker)}) as is_ready
      from promisable as level group by product_id
    ), item as materialized (
      select product.id, product.grade, product.standard, product.stock_length_mm, product.length_kind,
             ${sizes((name) => sql`${sizeColumns[name]} as ${sql.ref(name)}`)},
             stocked.product_id is not null as is_stocked, ${failsOf(sought)} as fails
      from below
      cross join lateral (
        select * from product
        where product.category_code = below.code and product.withdrawn_at is null
        offset 0 -- for the same reason
      ) as product
      left join stocked on stocked.product_id = product.id
    ), alike as materialized (
      select product.grade, product.standard, ${lengthKey} as length, product.fails,
             count(*) as products, count(*) filter (where product.is_stocked) as stocked,
             ${sizes((name) => sql`min(${sql.ref(name)}) as ${least(name)}, max(${sql.ref(name)}) as ${most(name)}`)}
      from item as product
      group by product.grade, product.standard, product.stock_length_mm, product.length_kind, product.fails
    ), choice as (
      select 'grade' as kind, grade as value, sum(products) filter (where ${passesBut('grade')}) as count
      from alike as item group by grade
      union all
      select 'standard', standard, sum(products) filter (where ${passesBut('standard')})
      from alike as item group by standard
      union all
      select 'length', length, sum(products) filter (where ${passesBut('length')})
      from alike as item group by length
      union all
      select 'branch', promisable.branch_code, count(*)
      from promisable join item on item.id = promisable.product_id and ${passesBut('stock')}
      group by promisable.branch_code
    )
    select choice.kind, choice.value, coalesce(choice.count, 0)::bigint as count, 0::bigint as anywhere,
           null::json as ranges, null::json as without, null::json as head
    from choice
    union all
    select * from (
      select 'total', null, coalesce(sum(products) filter (where item.fails = 0), 0)::bigint,
             coalesce(sum(stocked) filter (where ${passesBut('stock')}), 0)::bigint,
             json_build_array(${sizes(
               (name) => sql`
               min(item.${least(name)}) filter (where ${passesBut(name)}),
               max(item.${most(name)}) filter (where ${passesBut(name)})`,
             )}),
             json_build_array(${sql.join(
               filterKinds.map((kind) => sql`sum(products) filter (where ${passesBut(kind)})`),
             )}),
             (${headOf(sought)})
      from alike as item
    ) as total
    where ${codeOf(sought.slug)} is not null
    order by 1, 3 desc, 2`;
}
