import { type RawBuilder, sql } from 'kysely';
import type { SearchPhrase } from '../catalogue/search-phrase.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { readRows } from './assortment.queries.ts';
import type { AssortmentRow } from './assortment.ts';
import type { Onlooker } from './assortment-conditions.queries.ts';

type Sought = {
  /** As typed, for codes. */
  typed: string;
  phrase: SearchPhrase;
  onlooker: Onlooker;
  terms: PriceTerms;
  rowsMax: number;
};

/** What a search found. `exactSku`: what was typed is the SKU or the bar code of one product. */
export type Found = { rows: readonly AssortmentRow[]; total: number; exactSku: string | undefined };

const GRADE_SIGNS = /[%_\\]/g;
/** Signs with a meaning in a text query. */
const QUERY_SIGNS = /['\\\0]/g;

/**
 * Products by code, or by sizes, form, grade, length and the remaining words as
 * beginnings, in one statement. The order is that of sizes. A code wins alone.
 */
export async function searchAssortment(db: Db, sought: Sought): Promise<Found> {
  const { phrase, rowsMax } = sought;
  const typed = sought.typed.trim();
  const codes = [typed, typed.toUpperCase(), typed.toLowerCase()];
  const page = sql`
    select found.id, row_number() over (order by found.exact desc, found.sort_key, found.id) as key,
           found.exact, count(*) over () as total
    from (
      select product.id, product.sort_key, true as exact from product
      where (product.sku = any(${codes}::text[]) or product.barcode = ${typed}) and product.withdrawn_at is null
      union all
      select product.id, product.sort_key, false from product
      where product.withdrawn_at is null and ${saysSomething(phrase)} and ${matches(phrase)}
        and product.sku <> all(${codes}::text[]) and product.barcode is distinct from ${typed}
    ) as found
    order by key limit ${rowsMax}`;
  const more = sql`page.exact, page.total`;
  const rows = await readRows<{ exact: boolean; total: number }>(db, { ...sought, page, more });
  const [first] = rows;
  return { rows, total: first?.total ?? 0, exactSku: first?.exact ? first.sku : undefined };
}

/**
 * What is kept nearest to sizes that nobody keeps: products of the form, or of
 * any form where none was said, by how far their sizes are away, in one statement.
 */
export async function listNearest(db: Db, sought: Omit<Sought, 'typed'>): Promise<AssortmentRow[]> {
  const { phrase, rowsMax } = sought;
  const [first = null, second = null, third = null] = phrase.sizes[0] ?? [];
  const main = sql`coalesce(product.height_um, product.diameter_um, product.bore_mm * 1000, product.width_um, product.thickness_um)`;
  const next = sql`coalesce(product.width_um, product.thickness_um)`;
  const page = sql`
    select product.id, row_number() over (
      order by (product.grade = ${phrase.grade ?? ''}) desc,
               abs(${main} - coalesce(${first}::bigint, ${main}))
               + abs(coalesce(${next} - ${second}::bigint, 0))
               + abs(coalesce(product.thickness_um - ${third}::bigint, 0)),
               product.sort_key, product.id) as key
    from product
    where product.withdrawn_at is null
      and (${phrase.form ?? null}::form is null or product.form = ${phrase.form ?? null}::form)
    order by key limit ${rowsMax}`;
  return readRows(db, { ...sought, page });
}

/** Nothing understood finds nothing, not everything. */
const saysSomething = ({ words, sizes, grade, form, lengthMm }: SearchPhrase) =>
  sql`${words.length + sizes.length > 0 || [grade, form, lengthMm].some((said) => said !== undefined)}::boolean`;

/** All that was said must be true of a product; one of several sizes is enough («8/10» are two). */
function matches(phrase: SearchPhrase): RawBuilder<unknown> {
  const { words, sizes, grade, form, lengthMm } = phrase;
  const query = words.map((word) => `'${word.replace(QUERY_SIGNS, ' ')}':*`).join(' & ');
  const likeGrade = (grade ?? '').replace(GRADE_SIGNS, '\\$&');
  return sql`
    (${form ?? null}::form is null or product.form = ${form ?? null}::form)
    and (${grade ?? null}::text is null or product.grade = ${grade ?? null} or product.grade like ${`${likeGrade} %`}
         or product.grade like ${`%(${likeGrade})%`})
    and (${lengthMm ?? null}::integer is null or product.stock_length_mm = ${lengthMm ?? null}::integer)
    and (${query}::text = '' or product.search_words @@ to_tsquery('simple', ${query}))
    and (${sizes.length}::integer = 0 or exists (
      select from jsonb_array_elements(${JSON.stringify(sizes)}::jsonb) as said
      cross join lateral (
        select (said ->> 0)::bigint as first, (said ->> 1)::bigint as second, (said ->> 2)::bigint as third
      ) as size
      where ${isOfSize}))`;
}

/** In whichever of its ways the trade writes the sizes of a product: 50×50×5 and 50×5 are one angle. */
const isOfSize = sql`
  case
    when size.second is null then size.first in (product.height_um, product.diameter_um, product.bore_mm * 1000)
      or (product.height_um is null and product.diameter_um is null
          and size.first in (product.thickness_um, product.width_um))
    when size.third is null then
      (size.first in (product.diameter_um, product.bore_mm * 1000) and size.second = product.thickness_um)
      or (size.first = product.height_um and size.second in (product.width_um, product.thickness_um)
          and (size.second = product.width_um or product.height_um = product.width_um))
      or (product.height_um is null and size.first = product.width_um and size.second = product.thickness_um)
      or (size.first = product.thickness_um and size.second = product.sheet_width_mm * 1000::bigint)
      or (size.first = product.cell_width_um and size.second = product.cell_height_um)
    else
      (size.third = product.thickness_um
        and ((size.first, size.second) = (product.height_um, product.width_um)
          or (size.second, size.first) = (product.height_um, product.width_um)))
      or ((size.first, size.second, size.third)
          = (product.thickness_um, product.sheet_width_mm * 1000::bigint, product.sheet_length_mm * 1000::bigint))
      or ((size.third, size.first, size.second)
          = (product.thickness_um, product.sheet_width_mm * 1000::bigint, product.sheet_length_mm * 1000::bigint))
      or ((size.first, size.second, size.third) = (product.cell_width_um, product.cell_height_um, product.diameter_um))
  end`;
