import { sql } from 'kysely';
import type { Measured } from '../measures/quantity.ts';
import type { Db } from '../platform/db/database.ts';

/** A product as far as weighing needs it. Bars and sheets of a fixed size are sold whole. */
export type MeasuredProduct = { id: string; sku: string; isSoldWhole: boolean; measured: Measured };

type Row = { id: string; sku: string; isSoldWhole: boolean } & Measured;

/** Masses of the products that are sold now, by id; ids that are not are absent. Milligrams, millimetres. */
export async function listMeasuredProducts(
  db: Db,
  productIds: readonly string[],
): Promise<Map<string, MeasuredProduct>> {
  const found = await sql<Row>`
    select id, sku, length_kind in ('measured', 'sheet') as is_sold_whole, mass_mg_per_m, mass_mg_per_m2, piece_mass_mg, stock_length_mm as piece_length_mm,
           sheet_width_mm::bigint * sheet_length_mm as piece_area_mm2
    from product
    where id = any(${[...productIds]}::uuid[]) and withdrawn_at is null`.execute(db);
  return new Map(
    found.rows.map(
      ({ id, sku, isSoldWhole, ...measured }) => [id, { id, sku, isSoldWhole, measured }] as const,
    ),
  );
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
