import { type Kysely, sql } from 'kysely';

/**
 * What we sell: a tree of categories and products with the sizes of their
 * form. Masses are whole milligrams so that a table's four decimals of a
 * kilogram survive; sizes are whole micrometres so that 3.5 mm is exact.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create type form as enum (
      'rebar', 'wire_rod', 'wire', 'mesh', 'beam', 'channel', 'channel_bent', 'angle', 'round_bar', 'square_bar',
      'hex_bar', 'flat_bar', 'sheet', 'checkered_sheet', 'expanded_sheet', 'profiled_sheet', 'pipe_vgp',
      'pipe_welded', 'pipe_seamless', 'tube_square', 'tube_rect')`.execute(db);
  await sql`create type length_kind as enum ('measured', 'random', 'coil', 'sheet')`.execute(db);
  await sql`create type mass_source as enum ('table', 'geometry', 'trader')`.execute(db);
  await sql`create type unit as enum ('pcs', 'm', 'm2', 'kg', 't')`.execute(db);
  await sql`create type stock_class as enum ('A', 'B', 'C', 'O')`.execute(db);

  await sql`
    create table tier_group (
      code text primary key
    )`.execute(db);
  await sql`comment on table tier_group is 'Products whose weights add up towards a price break (R8).'`.execute(
    db,
  );

  await sql`
    create table category (
      code text primary key,
      parent_code text references category,
      position smallint not null,
      form form,
      name_en text not null,
      name_ru text not null,
      name_kk text not null
    )`.execute(db);

  await sql`
    create table product (
      id uuid primary key,
      sku text not null,
      barcode text,
      category_code text not null references category,
      tier_group_code text not null references tier_group,
      form form not null,
      designation text not null,
      grade text not null,
      standard text not null,
      name_en text not null,
      name_ru text not null,
      name_kk text not null,
      length_kind length_kind not null,
      stock_length_mm integer check (stock_length_mm > 0),
      height_um integer check (height_um > 0),
      width_um integer check (width_um > 0),
      thickness_um integer check (thickness_um > 0),
      flange_thickness_um integer check (flange_thickness_um > 0),
      root_radius_um integer,
      toe_radius_um integer,
      diameter_um integer check (diameter_um > 0),
      bore_mm integer check (bore_mm > 0),
      sheet_width_mm integer check (sheet_width_mm > 0),
      sheet_length_mm integer check (sheet_length_mm > 0),
      cell_width_um integer,
      cell_height_um integer,
      mass_mg_per_m bigint check (mass_mg_per_m > 0),
      mass_mg_per_m2 bigint check (mass_mg_per_m2 > 0),
      piece_mass_mg bigint check (piece_mass_mg > 0),
      mass_source mass_source not null,
      section_id text,
      accounting_mass_mg_per_m bigint check (accounting_mass_mg_per_m > 0),
      density_kg_per_m3 integer not null check (density_kg_per_m3 > 0),
      sale_unit unit not null,
      stock_class stock_class not null,
      sort_key bigint not null,
      search_key text not null,
      search_words tsvector not null generated always as (to_tsvector('simple', search_key)) stored,
      version integer not null default 1,
      withdrawn_at timestamptz,
      constraint product_sku unique (sku),
      constraint product_has_a_mass check (coalesce(mass_mg_per_m, mass_mg_per_m2, piece_mass_mg) is not null)
    )`.execute(db);
  await sql`comment on column product.mass_mg_per_m is 'Theoretical linear mass, milligrams per metre.'`.execute(
    db,
  );
  await sql`comment on column product.mass_mg_per_m2 is 'Theoretical mass of a square metre, milligrams.'`.execute(
    db,
  );
  await sql`comment on column product.piece_mass_mg is 'Theoretical mass of one sheet, card or bar as sold, milligrams.'`.execute(
    db,
  );
  await sql`comment on column product.accounting_mass_mg_per_m is 'The trader''s own linear mass for conversion, milligrams per metre.'`.execute(
    db,
  );
  await sql`comment on column product.sort_key is 'Order within a category: by size, then grade, then length.'`.execute(
    db,
  );
  await sql`comment on column product.search_key is 'Names, sizes, grade and SKU folded for finding.'`.execute(
    db,
  );
  // The category page walks this index and stops after one page.
  await sql`create index product_of_category on product (category_code, sort_key, id) where withdrawn_at is null`.execute(
    db,
  );
  await sql`create index product_search on product using gin (search_words)`.execute(db);
  await sql`create unique index product_barcode on product (barcode) where barcode is not null`.execute(
    db,
  );
  // Search by size: «50х50х5», «57х3,5», «d12».
  await sql`create index product_height on product (height_um, width_um, thickness_um)`.execute(db);
  await sql`create index product_diameter on product (diameter_um, thickness_um)`.execute(db);
}
