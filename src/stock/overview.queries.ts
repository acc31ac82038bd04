import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Form, Unit } from '../platform/db/schema.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { readRows } from './assortment.queries.ts';
import type { AssortmentRow } from './assortment.ts';
import type { Onlooker } from './assortment-conditions.queries.ts';
import { listedEntries } from './own-price.queries.ts';

/** A heading of the catalogue with what stands under it. Grams; the cheapest tonne at its first break, minor units. */
export type CategoryOverview = {
  code: string;
  parentCode: string | null;
  form: Form | null;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  products: number;
  priceFromMinor: number | null;
  promisedG: number;
};

/**
 * All headings in their order with the number of products sold, the lowest
 * price by the terms (first found, as guests and staff see it) and the stock of
 * all branches. One statement that reads each table once.
 */
export async function listCategories(db: Db, terms: PriceTerms): Promise<CategoryOverview[]> {
  const found = await sql<CategoryOverview>`
    with asked as (
      select distinct on (entry.product_id) entry.product_id, entry.with_vat
      from (${listedEntries(terms)}) as entry
      order by entry.product_id, entry.from_g, entry.rank, entry.with_vat
    ), sold as (
      select product.category_code, count(*) as products, min(asked.with_vat) as price_from_minor
      from product left join asked on asked.product_id = product.id
      where product.withdrawn_at is null group by product.category_code
    ), kept as (
      select product.category_code, sum(level.on_hand_g - level.reserved_g)::bigint as promised_g
      from stock_level as level join product on product.id = level.product_id and product.withdrawn_at is null
      group by product.category_code
    )
    select category.code, category.parent_code, category.form, category.name_en, category.name_ru, category.name_kk,
           coalesce(sold.products, 0) as products, sold.price_from_minor,
           coalesce(kept.promised_g, 0) as promised_g
    from category
    left join sold on sold.category_code = category.code
    left join kept on kept.category_code = category.code
    order by category.position, category.code`.execute(db);
  return found.rows;
}

/** What a company bought last of a product, beside the product as it is sold now. A tonne's price with VAT. */
export type BoughtRow = AssortmentRow & {
  boughtAt: Date;
  boughtMilli: number;
  boughtUnit: Unit;
  boughtG: number;
  boughtPerTonneMinor: number;
};

/** So many of the newest orders are looked through for what is bought again. */
const ORDERS_LOOKED_AT = 40;

/** The last distinct products that a company bought and that are still sold, the newest first. */
export async function listBoughtLast(
  db: Db,
  sought: { companyId: string; onlooker: Onlooker; terms: PriceTerms; rowsMax: number },
): Promise<BoughtRow[]> {
  const { companyId, onlooker, terms, rowsMax } = sought;
  const page = sql`
    select last.product_id as id, row_number() over (order by last.placed_at desc, last.product_id) as key, last.*
    from (
      select distinct on (line.product_id) line.product_id, recent.placed_at, line.quantity_milli, line.unit,
             line.weight_g,
             round(line.gross_minor * 1000000.0 / line.weight_g)::bigint as gross_per_tonne_minor
      from (select id, placed_at from sales_order
            where company_id = ${companyId} and stage <> 'cancelled'
            order by placed_at desc, id desc limit ${ORDERS_LOOKED_AT}) as recent
      join sales_order_line as line on line.order_id = recent.id and line.weight_g > 0
      join product on product.id = line.product_id and product.withdrawn_at is null
      order by line.product_id, recent.placed_at desc
    ) as last
    order by last.placed_at desc, last.product_id limit ${rowsMax}`;
  const more = sql`
    page.placed_at as bought_at, page.quantity_milli as bought_milli, page.unit as bought_unit,
    page.weight_g as bought_g,
    page.gross_per_tonne_minor as bought_per_tonne_minor`;
  return readRows<Omit<BoughtRow, keyof AssortmentRow>>(db, { page, onlooker, terms, more });
}
