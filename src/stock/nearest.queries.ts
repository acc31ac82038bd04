import { type RawBuilder, sql } from 'kysely';
import { noDimensions, readDimensions } from '../catalogue/dimensions.ts';
import { type Form, forms } from '../catalogue/form.ts';
import { sortKeyOf } from '../catalogue/product.ts';
import type { SearchPhrase } from '../catalogue/search-phrase.ts';

const NEAREST_MAX = 10;
/** So many sizes are looked at on either side of the one that was named, of one form or of each. */
const SIZES_OF_ONE_FORM = 30;
const SIZES_OF_EACH_FORM = 3;
const UM_PER_MM = 1000;

/**
 * Products whose sizes lie nearest to those that were named, of the form or,
 * where only sizes were named, of any; of the grade that was named first. Walks
 * from size to size both ways from the one that was named, so it costs the same
 * among a hundred thousand products as among three. Gives `id` and `key`.
 */
export function nearestTo(phrase: SearchPhrase): RawBuilder<unknown> {
  const { form, grade = '', sizes } = phrase;
  const [size] = sizes;
  if (form === undefined && size === undefined) {
    return sql`select product.id, 0::bigint as key from product where false`;
  }
  const sought = form === undefined ? forms : [form];
  const keys = sought.map((each) => soughtKey(each, size));
  const steps = form === undefined ? SIZES_OF_EACH_FORM : SIZES_OF_ONE_FORM;
  return sql`
    with recursive named as (
      select * from unnest(${[...sought]}::form[], ${keys}::bigint[]) as named (form, sort_key)
    ), larger (form, target, sort_key, step) as (
      select named.form, named.sort_key, ${nextSize('named', 'min', sql`>=`)}, 1 from named
      union all
      select larger.form, larger.target, ${nextSize('larger', 'min', sql`>`)}, larger.step + 1
      from larger where larger.step < ${steps}::integer and larger.sort_key is not null
    ), smaller (form, target, sort_key, step) as (
      select named.form, named.sort_key, ${nextSize('named', 'max', sql`<`)}, 1 from named
      union all
      select smaller.form, smaller.target, ${nextSize('smaller', 'max', sql`<`)}, smaller.step + 1
      from smaller where smaller.step < ${steps}::integer and smaller.sort_key is not null
    )
    select product.id, row_number() over (
      order by product.is_of_grade desc, around.distance, product.sort_key, product.id) as key
    from (select form, sort_key, ${distance} as distance from larger
          union all select form, sort_key, ${distance} from smaller) as around
    cross join lateral (
      select product.id, product.sort_key, product.grade = ${grade} as is_of_grade from product
      where product.form = around.form and product.sort_key = around.sort_key and product.withdrawn_at is null
      order by product.grade = ${grade} desc, product.id limit ${NEAREST_MAX}
    ) as product
    order by key limit ${NEAREST_MAX}`;
}

/** The next size that is kept of the same form. */
const nextSize = (table: string, which: 'min' | 'max', beyond: RawBuilder<unknown>) => sql`(
  select ${sql.raw(which)}(product.sort_key) from product
  where product.form = ${sql.ref(`${table}.form`)} and product.withdrawn_at is null
    and product.sort_key ${beyond} ${sql.ref(`${table}.sort_key`)})`;

/** How far two sizes differ in their three parts as `sortKeyOf` packs them, tenths of a millimetre; what was not said counts nothing. */
const part = (key: string, below: RawBuilder<unknown>) => sql`${sql.ref(key)} / ${below} % 100000`;
const differs = (below: RawBuilder<unknown>) => sql`
  case when ${part('target', below)} = 0 then 0
       else abs(${part('sort_key', below)} - ${part('target', below)}) end`;
const distance = sql`
  ${differs(sql`10000000000`)} + ${differs(sql`100000`)} + ${differs(sql`1`)} / 10.0`;

/** The place of a size among those of a form; one that says not enough for the form is known by its first number. */
export function soughtKey(form: Form, size: readonly number[] = []): number {
  const [first = 0] = size;
  const said = size.map((sizeUm) => sizeUm / UM_PER_MM).join('x');
  const dimensions = readDimensions(form, said) ?? noDimensions;
  return Math.max(sortKeyOf(dimensions), sortKeyOf({ ...noDimensions, heightUm: first }));
}
