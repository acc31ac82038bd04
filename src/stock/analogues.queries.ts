import { type RawBuilder, sql } from 'kysely';
import type { Form } from '../catalogue/form.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { type Analogue, analoguesAmong, massOf } from './analogue.ts';
import { readRows } from './assortment.queries.ts';
import type { Onlooker } from './assortment-conditions.queries.ts';
import { offerOf } from './offer.ts';
import type { ProductSheet } from './product-page.queries.ts';

const SAME_SIZE_MAX = 30;
const THICKER_MAX = 6;
/** The wall is the last part of `sortKeyOf`. */
const WALLS = 100_000;
/** Forms whose sizes end with a wall that may be thicker without anything else changing. */
const WALLED: ReadonlySet<Form> = new Set([
  'angle',
  'channel_bent',
  'flat_bar',
  'pipe_vgp',
  'pipe_welded',
  'pipe_seamless',
  'tube_square',
  'tube_rect',
]);

/**
 * The neighbours of a size from which analogues are chosen: the same size in
 * whatever grade and standard, and the same section with a thicker wall. `same`
 * is what finds the size. Gives `id`, `key` and `is_thicker`.
 */
export function neighboursOf(of: {
  same: RawBuilder<unknown>;
  form: Form | undefined;
  sortKey: number | undefined;
}): RawBuilder<unknown> {
  const { same, form, sortKey } = of;
  const sameSize = sql`
    (select product.id, product.sort_key as key, false as is_thicker from product
     where ${same} and product.withdrawn_at is null limit ${SAME_SIZE_MAX})`;
  if (form === undefined || sortKey === undefined || !WALLED.has(form)) return sameSize;
  const thickest = (Math.floor(sortKey / WALLS) + 1) * WALLS;
  return sql`
    ${sameSize} union all
    (select product.id, product.sort_key, true from product
     where product.form = ${form}::form and product.withdrawn_at is null
       and product.sort_key > ${sortKey}::bigint and product.sort_key < ${thickest}::bigint
     order by product.sort_key, product.id limit ${THICKER_MAX})`;
}

/** What may be taken instead of a product, with the buyer's consent. One statement. */
export async function listAnalogues(
  db: Db,
  sought: { product: ProductSheet; onlooker: Onlooker; terms: PriceTerms },
): Promise<readonly Analogue[]> {
  const { product, terms } = sought;
  const { form, sortKey } = product;
  const same = sql`product.form = ${form}::form and product.sort_key = ${sortKey}::bigint`;
  const page = neighboursOf({ same, form, sortKey });
  const more = sql`page.is_thicker`;
  const rows = await readRows<{ isThicker: boolean }>(db, { ...sought, page, more });
  const { id, grade, standard } = product;
  return analoguesAmong(
    rows.map((row) => offerOf(row, terms)),
    {
      ...{ id, grade, standard, massMg: massOf(product) },
      pricePerTonneMinor: offerOf(product, terms).price?.perTonneMinor,
    },
  );
}
