import { type Kysely, sql } from 'kysely';

/**
 * Goods are found by the ways in which the trade writes their sizes, and read
 * form by form in the order of their sizes, without a look at all products.
 */
export async function up(db: Kysely<never>): Promise<void> {
  // «20Б1» is found by what it begins with: 2, 20, 20б, 20б1; look-alike letters are Latin as in `fold-text.ts`.
  await sql`
    create function table_number_keys(designation text) returns text[] language sql immutable strict parallel safe as $$
      select coalesce(array_agg('№' || left(word, length)), '{}')
      from regexp_split_to_table(translate(lower(designation), 'авсенкмортху', 'abcehkmoptxy'), '\\s+') as word
      cross join lateral generate_series(1, length(word)) as length
      where word ~ '^[0-9]'
    $$`.execute(db);
  // Not in SQL: PostgreSQL would plan the body anew for each row.
  await sql`
    create function size_keys(
      form form, designation text, height_um integer, width_um integer, thickness_um integer, diameter_um integer,
      bore_mm integer, sheet_width_mm integer, sheet_length_mm integer, cell_width_um integer, cell_height_um integer
    ) returns text[] language plpgsql immutable parallel safe as $$
    declare
      bore_um bigint := bore_mm::bigint * 1000;
      sheet_width_um bigint := sheet_width_mm::bigint * 1000;
      sheet_length_um bigint := sheet_length_mm::bigint * 1000;
      has_no_face boolean := height_um is null and diameter_um is null;
    begin
      return array_remove(array[
        form::text,
        -- one number: 16, 108, DN 25; of a sheet its thickness (С21 0.5), of a strip either side
        height_um::text, diameter_um::text, bore_um::text,
        case when has_no_face or form = 'profiled_sheet' then thickness_um::text end,
        case when has_no_face then width_um::text end,
        -- two: 57×3.5, DN 25×3.2, 60×40, equal 50×5, strip 40×4, sheet 3×1250, mesh 50×50
        diameter_um || 'x' || thickness_um,
        bore_um || 'x' || thickness_um,
        height_um || 'x' || width_um,
        case when height_um = width_um then height_um || 'x' || thickness_um end,
        case when height_um is null then width_um || 'x' || thickness_um end,
        thickness_um || 'x' || sheet_width_um,
        cell_width_um || 'x' || cell_height_um,
        -- three: 60×40×2 and 40×60×2, sheet 3×1250×2500 and 1250×2500×3, mesh 50×50×4
        height_um || 'x' || width_um || 'x' || thickness_um,
        width_um || 'x' || height_um || 'x' || thickness_um,
        thickness_um || 'x' || sheet_width_um || 'x' || sheet_length_um,
        sheet_width_um || 'x' || sheet_length_um || 'x' || thickness_um,
        cell_width_um || 'x' || cell_height_um || 'x' || diameter_um
      ], null) || case when form in ('beam', 'channel') then table_number_keys(designation) else '{}' end;
    end $$`.execute(db);
  await sql`
    alter table product add column size_keys text[] not null generated always as (size_keys(
      form, designation, height_um, width_um, thickness_um, diameter_um,
      bore_mm, sheet_width_mm, sheet_length_mm, cell_width_um, cell_height_um)) stored`.execute(db);
  await sql`comment on column product.size_keys is
    'The form, each way of writing the sizes in micrometres (50000x50000x5000, 50000x5000), numbers of beams (№20б1).'`.execute(
    db,
  );
  await sql`create index product_sizes on product using gin (size_keys)`.execute(db);
  // A form alone is walked by size; what is nearest to a size lies before and behind it.
  await sql`
    create index product_of_form on product (form, sort_key, id) include (grade, stock_length_mm)
    where withdrawn_at is null`.execute(db);
  // The same size in other grades and lengths, beside a product.
  await sql`
    create index product_of_size on product (category_code, designation, sort_key) where withdrawn_at is null`.execute(
    db,
  );
  await sql`drop index product_height`.execute(db);
  await sql`drop index product_diameter`.execute(db);
}
