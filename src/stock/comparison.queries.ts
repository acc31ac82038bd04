import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { readRows } from './assortment.queries.ts';
import type { AssortmentRow } from './assortment.ts';
import { branchOf, type Onlooker } from './assortment-conditions.queries.ts';

/** A product that was named by one code or several. */
type NamedRow = AssortmentRow & { codes: string[]; onlookersBranch: string | null };

/**
 * The products that SKUs name, in the order in which they are named and each
 * once, with prices and stock, and the onlooker's branch. SKUs that name nothing,
 * or what is no longer sold, are given back as missing. One statement.
 */
export async function listNamed(
  db: Db,
  sought: { skus: readonly string[]; onlooker: Onlooker; terms: PriceTerms },
): Promise<{ rows: readonly AssortmentRow[]; missing: string[]; branchCode: string | null }> {
  const { skus, onlooker, terms } = sought;
  const page = sql`
    select product.id, min(named.place) as key, array_agg(named.code) as codes,
           ${branchOf(onlooker)} as onlookers_branch
    from unnest(${[...skus]}::text[]) with ordinality as named (code, place)
    join product on product.sku in (named.code, upper(named.code), lower(named.code))
    where product.withdrawn_at is null
    group by product.id`;
  const more = sql`page.codes, page.onlookers_branch`;
  const rows = await readRows<Omit<NamedRow, keyof AssortmentRow>>(db, {
    ...{ page, onlooker, terms, more },
  });
  const found = new Set(rows.flatMap(({ codes }) => codes));
  return {
    rows,
    missing: skus.filter((sku) => !found.has(sku)),
    branchCode: rows[0]?.onlookersBranch ?? null,
  };
}
