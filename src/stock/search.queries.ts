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
export type Found = {
  rows: readonly AssortmentRow[];
  total: number;
  exactSku: string | undefined;
  /** What is kept nearest, where nothing was found. */
  nearest: readonly AssortmentRow[];
};

const NEAREST_MAX = 10;
const GRADE_SIGNS = /[%_\\]/g;
/** Signs with a meaning in a text query. */
const QUERY_SIGNS = /['\\\0]/g;

/**
 * Products by code, or by sizes, form, grade, length and the remaining words as
 * beginnings; where there are none, what is kept nearest to the form and sizes
 * that were named. One statement. The order is that of sizes; a code wins alone.
 */
export async function searchAssortment(db: Db, sought: Sought): Promise<Found> {
  const { phrase, rowsMax } = sought;
  const typed = sought.typed.trim();
  const codes = [typed, typed.toUpperCase(), typed.toLowerCase()];
  const page = sql`
    with found as materialized (
      select product.id, product.sort_key, true as exact from product
      where (product.sku = any(${codes}::text[]) or product.barcode = ${typed}) and product.withdrawn_at is null
      union all
      select product.id, product.sort_key, false from product
      where product.withdrawn_at is null and ${saysSomething(phrase)} and ${matches(phrase)}
        and product.sku <> all(${codes}::text[]) and product.barcode is distinct from ${typed}
    )
    (select found.id, row_number() over (order by found.exact desc, found.sort_key, found.id) as key,
            found.exact, false as near, count(*) over () as total
     from found order by key limit ${rowsMax})
    union all
    (select near.id, near.key, false, true, 0 from (${nearestTo(phrase)}) as near
     where not exists (select from found))`;
  const more = sql`page.exact, page.near, page.total`;
  const rows = await readRows<RowMarks>(db, { ...sought, page, more });
  const found = rows.filter((row) => !row.near);
  const [first] = found;
  return {
    rows: found,
    total: first?.total ?? 0,
    exactSku: first?.exact ? first.sku : undefined,
    nearest: rows.filter((row) => row.near),
  };
}

type RowMarks = { exact: boolean; near: boolean; total: number };

/** Products of the form, or of any form where only sizes were named, by how far their sizes are away. */
function nearestTo({ form: said, grade = '', sizes }: SearchPhrase): RawBuilder<unknown> {
  const form = said ?? null;
  const [first = null, second = null, third = null]: readonly (number | null)[] = sizes[0] ?? [];
  const main = sql`coalesce(product.height_um, product.diameter_um, product.bore_mm * 1000,
                            product.width_um, product.thickness_um)`;
  const next = sql`coalesce(product.width_um, product.thickness_um)`;
  return sql`
    select product.id, row_number() over (
      order by (product.grade = ${grade}) desc,
               abs(${main} - coalesce(${first}::bigint, ${main}))
               + abs(coalesce(${next} - ${second}::bigint, 0))
               + abs(coalesce(product.thickness_um - ${third}::bigint, 0)),
               product.sort_key, product.id) as key
    from product
    where product.withdrawn_at is null
      and (${form}::form is not null or ${first}::bigint is not null)
      and (${form}::form is null or product.form = ${form}::form)
    order by key limit ${NEAREST_MAX}`;
}

/** Nothing understood finds nothing, not everything. */
const saysSomething = ({ words, sizes, grade, form, lengthMm }: SearchPhrase) =>
  sql`${words.length + sizes.length > 0 || [grade, form, lengthMm].some((said) => said !== undefined)}::boolean`;

/** All that was said must be true of a product; one of two sizes is enough («8/10»); more are not read. */
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
    and (${sizes.length}::integer = 0 or ${isOfSize(sizes[0])} or ${isOfSize(sizes[1])})`;
}

/** In whichever of its ways the trade writes the sizes of a product: 50×50×5 and 50×5 are one angle. */
function isOfSize(size: readonly number[] = []): RawBuilder<boolean> {
  const said = (place: number) => sql`${size[place] ?? null}::bigint`;
  const [first, second, third] = [said(0), said(1), said(2)];
  return sql`coalesce(case
    when ${second} is null then ${first} in (product.height_um, product.diameter_um, product.bore_mm * 1000)
      or (product.height_um is null and product.diameter_um is null
          and ${first} in (product.thickness_um, product.width_um))
    when ${third} is null then
      (${first} in (product.diameter_um, product.bore_mm * 1000) and ${second} = product.thickness_um)
      or (${first} = product.height_um and ${second} in (product.width_um, product.thickness_um)
          and (${second} = product.width_um or product.height_um = product.width_um))
      or (product.height_um is null and ${first} = product.width_um and ${second} = product.thickness_um)
      or (${first} = product.thickness_um and ${second} = product.sheet_width_mm * 1000::bigint)
      or (${first} = product.cell_width_um and ${second} = product.cell_height_um)
    else
      (${third} = product.thickness_um
        and ((${first}, ${second}) = (product.height_um, product.width_um)
          or (${second}, ${first}) = (product.height_um, product.width_um)))
      or ((${first}, ${second}, ${third})
          = (product.thickness_um, product.sheet_width_mm * 1000::bigint, product.sheet_length_mm * 1000::bigint))
      or ((${third}, ${first}, ${second})
          = (product.thickness_um, product.sheet_width_mm * 1000::bigint, product.sheet_length_mm * 1000::bigint))
      or ((${first}, ${second}, ${third}) = (product.cell_width_um, product.cell_height_um, product.diameter_um))
  end, false)`;
}
