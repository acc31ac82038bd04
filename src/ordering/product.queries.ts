import { sql } from 'kysely';
import type { Measured } from '../measures/quantity.ts';
import type { Db } from '../platform/db/database.ts';
import { type CuttingTerms, type ProductToCut } from '../pricing/cutting-terms.ts';
import { cuttingTermsSql } from '../pricing/cutting-terms.queries.ts';

/** A product as far as weighing needs it. Bars and sheets of a fixed size are sold whole. */
export type MeasuredProduct = { id: string; sku: string; isSoldWhole: boolean; measured: Measured };

/** The same with the group whose weight decides its price (R8). */
export type TieredProduct = MeasuredProduct & { tierGroup: string };

type Row = Omit<TieredProduct, 'measured'> & Measured;

/** Masses of the products that are sold now, by id; ids that are not are absent. Milligrams, millimetres. */
export async function listMeasuredProducts(
  db: Db,
  productIds: readonly string[],
): Promise<Map<string, TieredProduct>> {
  const found = await sql<Row>`
    select id, sku, tier_group_code as tier_group, length_kind in ('measured', 'sheet') as is_sold_whole, mass_mg_per_m, mass_mg_per_m2, piece_mass_mg, stock_length_mm as piece_length_mm,
           sheet_width_mm::bigint * sheet_length_mm as piece_area_mm2
    from product
    where id = any(${[...productIds]}::uuid[]) and withdrawn_at is null`.execute(db);
  return new Map(
    found.rows.map(
      ({ id, sku, tierGroup, isSoldWhole, ...measured }) =>
        [id, { id, sku, tierGroup, isSoldWhole, measured }] as const,
    ),
  );
}

/** A product as far as cutting it needs it, with the machines of a branch that take its form. */
export type CuttableProduct = ProductToCut & {
  id: string;
  stockLengthMm: number;
  machines: readonly CuttingTerms[];
};

/** Products that come in bars of one length, with what a branch cuts them on; others are absent. */
export async function listCuttableProducts(
  db: Db,
  of: { branchCode: string; productIds: readonly string[] },
): Promise<CuttableProduct[]> {
  const found = await sql<CuttableProduct>`
    select id, grade, mass_mg_per_m, density_kg_per_m3, stock_length_mm,
           ${cuttingTermsSql(sql`${of.branchCode}::text`)} as machines
    from product
    where id = any(${[...of.productIds]}::uuid[]) and stock_length_mm is not null`.execute(db);
  return found.rows;
}

/** The products that are sold now under these SKUs; unknown ones are absent. */
export function listSoldProducts(
  db: Db,
  skus: readonly string[],
): Promise<{ id: string; sku: string }[]> {
  return db
    .selectFrom('product')
    .where(sql<boolean>`sku = any(${[...skus]}::text[])`)
    .where('withdrawnAt', 'is', null)
    .select(['id', 'sku'])
    .execute();
}
