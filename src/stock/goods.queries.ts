import { type RawBuilder, sql } from 'kysely';
import { type Form, forms } from '../catalogue/form.ts';
import type { SearchPhrase } from '../catalogue/search-phrase.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { readRows } from './assortment.queries.ts';
import type { AssortmentFilter, AssortmentRow, Cursor } from './assortment.ts';
import { categoriesUnder, conditionsOf, type Onlooker } from './assortment-conditions.queries.ts';
import { codedAs, meantBy, restOf, saysOnlyForm } from './search.queries.ts';

/** Which goods a program asks for, one page after another. */
type SoughtGoods = {
  /** The address name of a category, with those below it. */
  slug?: string | undefined;
  form?: Form | undefined;
  /** What was typed, for codes, and what it means. */
  phrase?: { typed: string; meant: SearchPhrase } | undefined;
  filter: AssortmentFilter;
  onlooker: Onlooker;
  terms: PriceTerms;
  after?: Cursor | undefined;
  rowsMax: number;
};

const FIRST: Cursor = { key: Number.MIN_SAFE_INTEGER, id: '00000000-0000-0000-0000-000000000000' };

/**
 * A page of all goods, of a form, a category or a search, narrowed down by the
 * same filters as a category's table, by size. One statement; each category or
 * form walks its own index and stops, so the last page costs what the first does.
 * `next` is where the next page begins, absent at the end.
 */
export async function listGoods(
  db: Db,
  sought: SoughtGoods,
): Promise<{ rows: readonly AssortmentRow[]; next: Cursor | undefined }> {
  const { rowsMax, onlooker, terms } = sought;
  const rows = await readRows(db, { page: pageOf(sought), onlooker, terms });
  const shown = rows.slice(0, rowsMax);
  const last = shown.at(-1);
  const hasMore = rows.length > rowsMax && last !== undefined;
  return { rows: shown, next: hasMore ? { key: last.sortKey, id: last.id } : undefined };
}

function pageOf(sought: SoughtGoods): RawBuilder<unknown> {
  const { phrase, slug } = sought;
  if (phrase && !saysOnlyForm(phrase.meant)) return foundGoods(sought, phrase);
  const said = phrase?.meant;
  const ofPhrase = said ? [...restOf(said), sql`product.form = ${said.form ?? null}::form`] : [];
  if (slug !== undefined) {
    return sql`
      select product.id, product.sort_key as key
      from category
      cross join lateral (${walk(sought, [sql`product.category_code = category.code`, ...ofForm(sought), ...ofPhrase])}) as product
      where ${categoriesUnder(slug)}
      ${firstOf(sought)}`;
  }
  const named = sought.form ?? said?.form;
  const walked = named === undefined ? forms : [named];
  return sql`
    select product.id, product.sort_key as key
    from unnest(${[...walked]}::form[]) as each (form)
    cross join lateral (${walk(sought, [sql`product.form = each.form`, ...ofForm(sought), ...ofPhrase])}) as product
    ${firstOf(sought)}`;
}

/** A code wins alone; otherwise what the words mean. Few enough to be put in order afterwards. */
function foundGoods(
  sought: SoughtGoods,
  { typed, meant }: NonNullable<SoughtGoods['phrase']>,
): RawBuilder<unknown> {
  const { slug, onlooker } = sought;
  const inCategory =
    slug === undefined
      ? []
      : [
          sql`product.category_code in (select category.code from category where ${categoriesUnder(slug)})`,
        ];
  return sql`
    select product.id, product.sort_key as key
    from (
      with coded as materialized (
        ${codedAs({ typed, onlooker })}
      )
      select coded.id from coded
      union all
      select meant.id from (${meantBy(meant)}) as meant where not exists (select from coded)
    ) as found
    join product on product.id = found.id
    where ${all([...standing(sought), ...ofForm(sought), ...inCategory])}
    ${firstOf(sought)}`;
}

const walk = (sought: SoughtGoods, where: readonly RawBuilder<unknown>[]) => sql`
  select product.id, product.sort_key from product
  where ${all([...where, ...standing(sought)])}
  ${firstOf(sought)}`;

const ofForm = ({ form }: SoughtGoods): RawBuilder<unknown>[] =>
  form === undefined ? [] : [sql`product.form = ${form}::form`];

/** Sold, after the cursor, and through every filter. */
function standing(sought: SoughtGoods): RawBuilder<unknown>[] {
  const { after = FIRST } = sought;
  return [
    sql`product.withdrawn_at is null`,
    sql`(product.sort_key, product.id) > (${after.key}::bigint, ${after.id}::uuid)`,
    ...conditionsOf(sought),
  ];
}

const firstOf = ({ rowsMax }: SoughtGoods) => sql`
  order by product.sort_key, product.id limit ${rowsMax + 1}`;

const all = (conditions: readonly RawBuilder<unknown>[]) =>
  sql.join(
    conditions.map((condition) => sql`(${condition})`),
    sql` and `,
  );
