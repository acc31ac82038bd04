import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** A whole number that a seed, a purpose and a number decide, at least zero. Not for secrets. */
export const drawn = (
  seed: number,
  purpose: string,
  number: RawBuilder<unknown>,
): RawBuilder<number> =>
  sql<number>`(hashtextextended(${purpose}::text || ${number}, ${seed}::bigint) & 4611686018427387903)`;

/** An identifier that a seed, a purpose and a number decide. */
export const drawnId = (
  seed: number,
  purpose: string,
  number: RawBuilder<unknown>,
): RawBuilder<string> => sql<string>`md5(${seed}::text || ${purpose}::text || ${number})::uuid`;

const copied = [
  'category_code',
  'tier_group_code',
  'form',
  'grade',
  'standard',
  'length_kind',
  'stock_length_mm',
  'height_um',
  'width_um',
  'thickness_um',
  'flange_thickness_um',
  'root_radius_um',
  'toe_radius_um',
  'diameter_um',
  'bore_mm',
  'sheet_width_mm',
  'sheet_length_mm',
  'cell_width_um',
  'cell_height_um',
  'mass_mg_per_m',
  'mass_mg_per_m2',
  'piece_mass_mg',
  'mass_source',
  'section_id',
  'accounting_mass_mg_per_m',
  'density_kg_per_m3',
  'sale_unit',
  'stock_class',
  'sort_key',
];

/**
 * Numbers the products of the demo world and, up to the count asked for,
 * variants of them, and adds the variants, each with an SKU and name of its
 * own. Leaves the table `numbered_product` for the transaction, with what a
 * tonne costs today. Returns how many products are new.
 */
export async function insertProductVariants(
  tx: Tx,
  of: { seed: number; count: number },
): Promise<number> {
  await sql`
    create temp table numbered_product on commit drop as
    with known as (
      select row_number() over (order by sku) - 1 as number, id, count(*) over () as total from product
    ), asked as (
      select listed.product_id, listed.prices_per_tonne_minor[3] as price_minor
      from price as listed
      where listed.version_id = ${currentBase}
    )
    select n as number, known.id as original_id, n / known.total as variant,
           case when n < known.total then known.id else ${drawnId(of.seed, 'product', sql`n`)} end as id,
           coalesce(asked.price_minor, 60000000) as price_minor
    from known
    cross join lateral generate_series(known.number, greatest(${of.count}::bigint, known.total) - 1, known.total) as n
    left join asked on asked.product_id = known.id`.execute(tx);
  await sql`create unique index on numbered_product (number)`.execute(tx);
  await sql`analyze numbered_product`.execute(tx);
  const same = sql.join(copied.map((name) => sql.ref(name)));
  const inserted = await sql`
    insert into product (id, sku, designation, name_en, name_ru, name_kk, search_key, ${same})
    select made.id, sku || '-' || variant, designation || ' /' || variant, name_en || ' /' || variant,
           name_ru || ' /' || variant, name_kk || ' /' || variant, search_key || ' ' || variant, ${same}
    from numbered_product as made join product on product.id = made.original_id
    where made.variant > 0`.execute(tx);
  return Number(inserted.numAffectedRows ?? 0n);
}

/** The newest published version of the base list. */
const currentBase = sql`(
  select version.id from price_list_version as version join price_list as list on list.id = version.price_list_id
  where list.code = 'BASE' and version.published_at is not null order by version.number desc limit 1)`;

/** Prices the variants on the base list as what they vary. Returns how many prices are new. */
export async function insertVariantBasePrices(tx: Tx): Promise<number> {
  const inserted = await sql`
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor)
    select known.version_id, made.id, known.from_weights_g, known.prices_per_tonne_minor
    from numbered_product as made
    join price as known on known.product_id = made.original_id and known.version_id = ${currentBase}
    where made.variant > 0`.execute(tx);
  return Number(inserted.numAffectedRows ?? 0n);
}

/**
 * Prices so many products on each of some versions, spread over the whole
 * assortment: two breaks, a few per cent below the base price, by list.
 * Returns how many prices are new.
 */
export async function insertListPrices(
  tx: Tx,
  of: { versionIds: readonly string[]; pricesPerList: number },
): Promise<number> {
  const inserted = await sql`
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor)
    select version.id, made.id, '{0,5000000}'::bigint[],
           array[made.price_minor * rate / 10000, made.price_minor * (rate - 150) / 10000]
    from unnest(${[...of.versionIds]}::uuid[]) with ordinality as version (id, list)
    cross join lateral (select 9700 - (version.list * 37) % 400 as rate) as level
    cross join (select count(*) as total from numbered_product) as all_products
    cross join lateral generate_series(0, least(${of.pricesPerList}::bigint, total) - 1) as step
    join numbered_product as made
      on made.number = (step * (total / least(${of.pricesPerList}::bigint, total)) + version.list) % total`.execute(
    tx,
  );
  return Number(inserted.numAffectedRows ?? 0n);
}

/** Puts each variant into two branches with one lot each. Returns how many levels are new. */
export async function insertVariantStock(tx: Tx, of: { seed: number; at: Date }): Promise<number> {
  await sql`
    create temp table made_level on commit drop as
    select made.number * 2 + copy as number, branch.code as branch_code, made.id as product_id,
           (1 + ${drawn(of.seed, 'stock', sql`made.number * 2 + copy`)} % 300) * 100000 as on_hand_g
    from numbered_product as made
    cross join generate_series(0, 1) as copy
    join branch on branch.position = 1 + (made.number + copy * 5) % (select count(*) from branch)
    where made.variant > 0`.execute(tx);
  const inserted = await sql`
    insert into stock_level (branch_code, product_id, on_hand_g, counted_at)
    select branch_code, product_id, on_hand_g, ${of.at} from made_level`.execute(tx);
  await sql`
    insert into lot (id, branch_code, product_id, heat_number, received_on, received_g, on_hand_g)
    select ${drawnId(of.seed, 'lot', sql`number`)}, branch_code, product_id, 'L' || number,
           ${of.at}::date - 30, on_hand_g, on_hand_g
    from made_level`.execute(tx);
  await sql`
    insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, at)
    select branch_code, product_id, 'received', on_hand_g, 0, ${drawnId(of.seed, 'lot', sql`number`)},
           ${of.at}::timestamptz - interval '30 days'
    from made_level`.execute(tx);
  return Number(inserted.numAffectedRows ?? 0n);
}
