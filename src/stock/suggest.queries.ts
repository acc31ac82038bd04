import { type RawBuilder, sql } from 'kysely';
import type { Beginning } from '../catalogue/beginning.ts';
import { isCatalogued } from '../catalogue/grade-names.ts';
import { type Form, forms } from '../catalogue/form.ts';
import { sizeKeysOf } from '../catalogue/size-keys.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { readRows } from './assortment.queries.ts';
import type { AssortmentRow } from './assortment.ts';
import { type Onlooker, promisedAnywhere } from './assortment-conditions.queries.ts';
import { and, codedAs, matchesOf, restOf, worded } from './search.queries.ts';

/** A product that somebody may be about to ask for; `isExact`: what was typed is its code. */
export type Suggested = AssortmentRow & { isExact: boolean };

/** So many of each way of understanding are looked at before those in stock are put first. */
const LOOKED_AT = 12;
/** Of each form, where none was named. */
const OF_EACH_FORM = 2;
/** How an SKU begins. */
const SKU_BEGUN = /^[a-z]{2,}[a-z\d]*(?:-[a-z\d-]*)?$/i;
/** Behind every sign that a code or a size is written with. */
const LAST_SIGN = '\u{10FFFF}';

/**
 * Products that a text means which is still being typed: the one whose code it
 * is, alone; else those that the whole text means, then those whose size or SKU
 * begins so. What can be promised stands first. Walks indexes and stops after a
 * few, so it costs the same among a hundred thousand products as among three.
 * One statement.
 */
export async function suggestProducts(
  db: Db,
  sought: { begun: Beginning; onlooker: Onlooker; terms: PriceTerms; rowsMax: number },
): Promise<readonly Suggested[]> {
  const { begun: text, onlooker, rowsMax } = sought;
  const { typed } = text;
  const ways = [nothing, ...wholeTexts(text), ...sizesBegun(text), ...skusBegun(typed)];
  const begun = sql.join(ways, sql` union all `);
  const page = sql`
    with coded as materialized (${codedAs({ typed, onlooker })})
    select coded.id, 0 as key, true as is_exact from coded
    union all
    (select begun.id, row_number() over (order by begun.way, begun.is_promised desc, begun.sort_key, begun.id), false
     from (
       select product.id, product.sort_key, min(product.way) as way, ${promisedAnywhere} as is_promised
       from (${begun}) as product
       where not exists (select from coded) group by product.id, product.sort_key
     ) as begun
     order by 2 limit ${rowsMax})`;
  return readRows<{ isExact: boolean }>(db, { ...sought, page, more: sql`page.is_exact` });
}

/** As a search would understand the text, its last word completed; a choice of forms is one way, a grade of nobody's none. */
function wholeTexts({ phrases }: Beginning): RawBuilder<unknown>[] {
  const sold = phrases.filter(({ grade }) => grade === undefined || isCatalogued(grade));
  return sold.map((phrase) => {
    const { matching } = matchesOf(phrase, LOOKED_AT);
    return way(1, sql`select * from (${matching}) as matching limit ${LOOKED_AT}`);
  });
}

/** Sizes that begin as the text ends, of the form that it names or of each. */
function sizesBegun({ size }: Beginning): RawBuilder<unknown>[] {
  if (!size) return [];
  const phrase = size.before;
  const { any, all, words, forms: named } = sizeKeysOf(phrase);
  // Another size was said before: this number is an amount, a length or a grade.
  if (any.length > 0 || all.length > 1) return [];
  const among: readonly Form[] = named.length > 0 ? named : forms;
  const more = and([...worded(words), ...restOf(phrase)]);
  const begins = folded(sql`product.designation`);
  return [
    way(
      2,
      sql`
        select product.id, product.sort_key from unnest(${[...among]}::form[]) as named (form)
        cross join lateral (
          select product.id, product.sort_key from product
          where product.form = named.form and product.withdrawn_at is null
            and ${begins} ~>=~ ${size.beginning}::text and ${begins} ~<~ ${size.beginning + LAST_SIGN}::text and ${more}
          order by ${begins} using ~<~ limit ${named.length > 0 ? LOOKED_AT : OF_EACH_FORM}
        ) as product`,
    ),
  ];
}

/** Goods whose SKU begins so. */
function skusBegun(typed: string): RawBuilder<unknown>[] {
  const code = typed.trim().toLowerCase();
  if (!SKU_BEGUN.test(code)) return [];
  return [
    way(
      3,
      sql`
        select product.id, product.sort_key from product
        where product.withdrawn_at is null and lower(product.sku) ~>=~ ${code}::text and lower(product.sku) ~<~ ${code + LAST_SIGN}::text
        order by lower(product.sku) using ~<~ limit ${LOOKED_AT}`,
    ),
  ];
}

const nothing = sql`select product.id, product.sort_key, 0 as way from product where false`;

const way = (rank: number, found: RawBuilder<unknown>) =>
  sql`select found.id, found.sort_key, ${rank}::integer as way from (${found}) as found`;

/** A size as `foldText` folds it, without the sign before it («Ду15», «S12»); the same expression as in the index. */
const folded = (size: RawBuilder<unknown>) =>
  sql`ltrim(translate(lower(${size}), 'авсенкмортху×', 'abcehkmoptxyx'), 'дys')`;
