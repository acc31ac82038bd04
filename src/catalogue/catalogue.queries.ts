import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { Category, Product } from '../platform/db/schema.ts';

/** A heading of the catalogue as it is stored. */
type CategoryRow = Category;

/** A product as it is stored: masses in milligrams, sizes in micrometres, with its keys for order and search. */
export type ProductRow = Omit<Insertable<Product>, 'searchWords' | 'version' | 'withdrawnAt'>;

/** Adds the groups whose weights add up towards a break (R8); a known one is left alone. */
export async function insertTierGroups(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`
    insert into tier_group (code) select distinct code from unnest(${[...codes]}::text[]) as given (code)
    on conflict (code) do nothing`.execute(tx);
}

/** Adds headings, or renames and moves known ones. Parents and children may come in one go, in any order. */
export async function insertCategories(tx: Tx, categories: readonly CategoryRow[]): Promise<void> {
  await sql`
    insert into category (code, parent_code, position, form, name_en, name_ru, name_kk)
    select code, parent_code, position, form, name_en, name_ru, name_kk
    from json_populate_recordset(null::category, ${toRecords(categories)})
    on conflict (code) do update set
      (parent_code, position, form, name_en, name_ru, name_kk) =
      (excluded.parent_code, excluded.position, excluded.form, excluded.name_en, excluded.name_ru, excluded.name_kk)`.execute(
    tx,
  );
}

/** The codes of a category and of all that lies below it, as a subquery; none where nothing is asked. */
export const categoriesBelow = (code: string | null): RawBuilder<unknown> => sql`
  with recursive below as (
    select code from category where code = ${code}
    union all select category.code from category join below on category.parent_code = below.code
  ) select code from below`;

/** Everything of a product that a nomenclature says; its id, version and withdrawal are ours. */
const told = sql`
  sku, barcode, category_code, tier_group_code, form, designation, grade, standard, name_en, name_ru, name_kk,
   length_kind, stock_length_mm, height_um, width_um, thickness_um, flange_thickness_um, root_radius_um,
   toe_radius_um, diameter_um, bore_mm, sheet_width_mm, sheet_length_mm, cell_width_um, cell_height_um,
   mass_mg_per_m, mass_mg_per_m2, piece_mass_mg, mass_source, section_id, accounting_mass_mg_per_m,
   density_kg_per_m3, sale_unit, stock_class, sort_key, search_key`;

/**
 * Adds products in one statement, or changes those known by their SKU. Returns
 * how many rows are new or changed; an unchanged product keeps its version.
 */
export async function insertProducts(tx: Tx, products: readonly ProductRow[]): Promise<number> {
  const written = await sql`
    insert into product (id, ${told})
    select id, ${told} from json_populate_recordset(null::product, ${toRecords(products)})
    on conflict (sku) do update set (${told}, version) = (select ${told}, product.version + 1 from (select excluded.*) as given)
    where (select row(${told}) from (select product.*) as known)
      is distinct from (select row(${told}) from (select excluded.*) as given)`.execute(tx);
  return Number(written.numAffectedRows ?? 0n);
}

/** Rows as one JSON text whose keys are columns: one parameter, however many rows. */
function toRecords(rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [columnOf(key), value])),
    ),
  );
}

/** `massMgPerM2` is `mass_mg_per_m2`. */
const columnOf = (key: string) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
