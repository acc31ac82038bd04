import { type RawBuilder, sql } from 'kysely';
import type { Form } from '../catalogue/form.ts';
import type { SearchPhrase } from '../catalogue/search-phrase.ts';
import { sizeKeysOf } from '../catalogue/size-keys.ts';
import { articleKeyOf } from '../customers/company-article.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { readRows } from './assortment.queries.ts';
import { type AssortmentRow, COUNTED_MAX } from './assortment.ts';
import type { Onlooker } from './assortment-conditions.queries.ts';
import { neighboursOf } from './analogues.queries.ts';
import { nearestTo, soughtKey } from './nearest.queries.ts';
import { gradePatterns, wordsQuery } from './words-query.ts';

type Sought = {
  /** As typed, for codes: ours, those on the goods and the company's own. */
  typed: string;
  /** What may be the company's own number, the likeliest first; what was typed, where nothing is said. */
  ownCodes?: readonly string[];
  phrase: SearchPhrase;
  onlooker: Onlooker;
  terms: PriceTerms;
  rowsMax: number;
  /** So many were shown before. */
  rowsSkipped?: number;
};

/** What a search found, `total` up to one more than `COUNTED_MAX`. `exactSku`: what was typed is the SKU, the bar code or the company's own number of one product. */
export type Found = {
  rows: readonly AssortmentRow[];
  total: number;
  exactSku: string | undefined;
  /** The company's own number by which the product was found, as its books write it. */
  ownCode: string | undefined;
  /** What is kept nearest, where nothing was found. */
  nearest: readonly AssortmentRow[];
  /** The same size in other grades, and thicker walls, where nothing was found. */
  neighbours: readonly (AssortmentRow & { isThicker: boolean })[];
};

/**
 * Products by code, or by sizes, form, grade, length and the remaining words as
 * beginnings; where there are none, what is kept nearest to the form and sizes
 * that were named. One statement. The order is that of sizes; a code wins alone.
 */
export async function searchAssortment(db: Db, sought: Sought): Promise<Found> {
  const { phrase, rowsMax, rowsSkipped = 0 } = sought;
  const { matching, total } = matchesOf(phrase, rowsSkipped + rowsMax);
  const page = sql`
    with coded as materialized (${codedAs(sought)}
    ), found as materialized (
      select matching.* from (${matching}) as matching where not exists (select from coded)
    )
    select coded.id, 0 as key, true as exact, false as near, (select count(*) from coded) as total, coded.own_code,
           false as is_neighbour, false as is_thicker
    from coded
    union all
    (select found.id, row_number() over (order by found.sort_key, found.id), false, false, ${total}, null, false, false
     from found order by found.sort_key, found.id limit ${rowsMax} offset ${rowsSkipped})
    union all
    select near.id, near.key, false, true, 0, null, false, false from (${nearestTo(phrase)}) as near
    where not exists (select from found) and not exists (select from coded)
    union all
    select beside.id, beside.key, false, false, 0, null, true, beside.is_thicker from (${neighboursIn(phrase)}) as beside
    where not exists (select from found) and not exists (select from coded)`;
  const more = sql`page.exact, page.near, page.total, page.own_code, page.is_neighbour, page.is_thicker`;
  const rows = await readRows<RowMarks>(db, { ...sought, page, more });
  const found = rows.filter((row) => !row.near && !row.isNeighbour);
  const [first] = found;
  return {
    rows: found,
    total: first?.total ?? 0,
    exactSku: first?.exact ? first.sku : undefined,
    ownCode: first?.ownCode ?? undefined,
    nearest: rows.filter((row) => row.near),
    neighbours: rows.filter((row) => row.isNeighbour),
  };
}

/** The product whose SKU, bar code or number of the onlooker's company was typed, in whatever case; `own_code` where it was that number. */
export function codedAs(of: Pick<Sought, 'typed' | 'ownCodes' | 'onlooker'>): RawBuilder<unknown> {
  const typed = of.typed.trim();
  const ownKeys = (of.ownCodes ?? [typed]).map(articleKeyOf);
  return sql`
    with own as materialized (
      select product_id, code from company_article
      where company_id = ${of.onlooker.companyId}::uuid and code_key = any(${ownKeys}::text[])
      order by array_position(${ownKeys}::text[], code_key) limit 1
    )
    select product.id, (select code from own where own.product_id = product.id) as own_code from product
    where (lower(product.sku) = ${typed.toLowerCase()} or product.barcode = ${typed}
           or product.id = (select product_id from own))
      and product.withdrawn_at is null`;
}

type RowMarks = {
  exact: boolean;
  near: boolean;
  total: number;
  ownCode: string | null;
  isNeighbour: boolean;
  isThicker: boolean;
};

/** Of what was named by its size: the size whatever its grade, and the walls above it. */
function neighboursIn(phrase: SearchPhrase): RawBuilder<unknown> {
  const { all, any } = sizeKeysOf(phrase);
  const { form, sizes } = phrase;
  if (form === undefined || (any.length === 0 && all.length < 2)) {
    return sql`select product.id, 0::bigint as key, false as is_thicker from product where false`;
  }
  const keys = [
    sql`product.size_keys @> ${all}::text[]`,
    ...(any.length > 0 ? [sql`product.size_keys && ${any}::text[]`] : []),
  ];
  const [size] = sizes;
  return neighboursOf({
    ...{ same: and(keys), form },
    sortKey: size === undefined ? undefined : soughtKey(form, size),
  });
}

/**
 * How many would be found by each of several phrases, up to one more than
 * `COUNTED_MAX`, in their order: what to leave out of a search in vain. One
 * statement; none for no phrase.
 */
export async function countFound(
  db: Db,
  phrases: readonly SearchPhrase[],
): Promise<readonly number[]> {
  if (phrases.length === 0) return [];
  const counts = phrases.map((phrase, place) => {
    const { matching } = matchesOf(phrase, COUNTED_MAX + 1);
    return sql`
      select ${place}::integer as place,
             (select count(*) from (select from (${matching}) as found limit ${COUNTED_MAX + 1}) as counted)::integer as count`;
  });
  const found = await sql<{ count: number }>`
    ${sql.join(counts, sql` union all `)} order by place`.execute(db);
  return found.rows.map(({ count }) => count);
}

/**
 * The products that a phrase means, and how many they are. Forms alone are
 * walked in their order; of anything else more than `COUNTED_MAX` are neither
 * counted nor put in order: nobody reads them through.
 */
export function matchesOf(phrase: SearchPhrase, rowsMax: number) {
  const { all, any, forms, words } = sizeKeysOf(phrase);
  const enough = sql`limit ${COUNTED_MAX + 1}`;
  if (forms.length === 0 || all.length > 1 || any.length + words.length > 0) {
    return { matching: sql`${meantBy(phrase)} ${enough}`, total: sql`count(*) over ()` };
  }
  const rest = restOf(phrase);
  const ofForm = and([sql`product.form = named.form`, ...rest, sold]);
  return {
    matching: sql`
      select product.id, product.sort_key from unnest(${[...forms]}::form[]) as named (form)
      cross join lateral (
        ${chosen} where ${ofForm} order by product.sort_key, product.id limit ${rowsMax}
      ) as product`,
    total: sql`(
      select count(*) from (select from product where ${and([formedAs(forms), ...rest, sold])} ${enough}) as counted)`,
  };
}

/** Whether a phrase names one form, perhaps with grade and length, and nothing by which the goods of it are told apart. */
export function saysOnlyForm(phrase: SearchPhrase): boolean {
  const { all, any, words } = sizeKeysOf(phrase);
  return all.length === 1 && any.length + words.length === 0;
}

/**
 * All products that a phrase means, `id` and `sort_key`, in no order. The text
 * holds only what was said, so that each kind of phrase has a plan of its own:
 * sizes and numbers are looked up by their keys and leave few products to read,
 * other words go by their index. Nothing understood finds nothing, not everything.
 */
export function meantBy(phrase: SearchPhrase): RawBuilder<unknown> {
  const { all, any, forms, words } = sizeKeysOf(phrase);
  const said = [...worded(words), ...restOf(phrase)];
  if (any.length > 0 || all.length > 1) {
    const keys = [
      ...(all.length > 0 ? [sql`product.size_keys @> ${all}::text[]`] : []),
      ...(any.length > 0 ? [sql`product.size_keys && ${any}::text[]`] : []),
    ];
    const isChoice = all.length === 0 && forms.length > 0;
    const keyed = isChoice ? keyedOfForms(forms, keys) : keyedBy(keys);
    return sql`select product.id, product.sort_key from ${keyed} as product where ${and(said)}`;
  }
  const asked = [...said, ...(forms.length === 0 ? [] : [formedAs(forms)])];
  return sql`${chosen} where ${asked.length > 0 ? and([...asked, sold]) : sql`false`}`;
}

/** Fenced: the keys leave few products, the index of words would collect thousands first. */
const keyedBy = (keys: readonly RawBuilder<unknown>[]) =>
  sql`(select * from product where ${and([...keys, sold])} offset 0)`;

/**
 * A number of several forms, «труба 5»: each form is a key beside the number, so
 * that the index leaves only its goods. By the number alone thousands of sheets
 * and bars would be read to find that no pipe is meant.
 */
const keyedOfForms = (forms: readonly Form[], keys: readonly RawBuilder<unknown>[]) => sql`(
  select keyed.* from unnest(${[...forms]}::text[]) as named (form)
  cross join lateral ${keyedBy([sql`product.size_keys @> array[named.form]`, ...keys])} as keyed)`;

const chosen = sql`select product.id, product.sort_key from product`;
const formedAs = (forms: readonly Form[]) => sql`product.form = any(${[...forms]}::form[])`;
const sold = sql`product.withdrawn_at is null`;
/** All of them; nothing asked lets everything through. */
export const and = (conditions: readonly RawBuilder<unknown>[]) =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);

/** What must stand beside sizes and words: grade and length. */
export function restOf({ grade, lengthMm, lengthKind }: SearchPhrase): RawBuilder<unknown>[] {
  return [
    ...(grade === undefined ? [] : [sql`product.grade like any(${gradePatterns(grade)}::text[])`]),
    ...(lengthMm === undefined ? [] : [sql`product.stock_length_mm = ${lengthMm}::integer`]),
    ...(lengthKind === undefined ? [] : [sql`product.length_kind = ${lengthKind}::length_kind`]),
  ];
}

/** Every word as a beginning. */
export const worded = (words: readonly string[]): RawBuilder<unknown>[] =>
  words.length === 0
    ? []
    : [sql`product.search_words @@ to_tsquery('simple', ${wordsQuery(words)})`];
