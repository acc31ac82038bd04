import { newId } from '../../src/platform/id.ts';
import type { World } from './world.ts';

/** So many products are ordered and looked at in the bench. */
const GOODS_MAX = 400;
/** A million tonnes: no measure ever sells a branch out. */
const PLENTY_G = 1_000_000_000_000;

export type Good = { id: string; sku: string; nameRu: string };

/** Products that the base lists price today, spread over the whole catalogue; the same in each run. */
export async function chooseGoods({ sql }: World): Promise<Good[]> {
  const found = await sql.query<Good>(
    `select product.id, product.sku, product.name_ru as "nameRu" from product
     where withdrawn_at is null and exists (
       select from price join price_list_version as version on version.id = price.version_id
       join price_list as list on list.id = version.price_list_id
       where price.product_id = product.id and list.level = 'base' and version.published_at is not null
         and version.valid_during @> current_date)
     order by md5(sku) limit $1`,
    [GOODS_MAX],
  );
  return found.rows;
}

/** Receives a lot of each at every branch, with its movement, so that levels, lots and movements still agree. */
export async function stockUp({ sql }: World, goods: readonly Good[]): Promise<void> {
  const { rows: branches } = await sql.query<{ code: string }>('select code from branch');
  const lots = branches.flatMap(({ code }) =>
    goods.map(({ id }) => ({ id: newId(), branchCode: code, productId: id })),
  );
  await sql.query(
    `with lot_in as (
       select * from unnest($1::uuid[], $2::text[], $3::uuid[]) as lot_in (id, branch_code, product_id)
     ), raised as (
       insert into stock_level (branch_code, product_id, on_hand_g, counted_at)
       select branch_code, product_id, $4, now() from lot_in
       on conflict (product_id, branch_code)
       do update set on_hand_g = stock_level.on_hand_g + excluded.on_hand_g
     ), received as (
       insert into lot (id, branch_code, product_id, heat_number, received_on, received_g, on_hand_g)
       select id, branch_code, product_id, 'BENCH', current_date, $4, $4 from lot_in
     )
     insert into stock_movement (branch_code, product_id, kind, on_hand_change_g, reserved_change_g, lot_id, at)
     select branch_code, product_id, 'received', $4, 0, id, now() from lot_in`,
    [
      lots.map((lot) => lot.id),
      lots.map((lot) => lot.branchCode),
      lots.map((lot) => lot.productId),
      PLENTY_G,
    ],
  );
}

/** Categories that fill a whole page of fifty rows, by their part of the address. */
export async function chooseCategories({ sql }: World): Promise<string[]> {
  const found = await sql.query<{ slug: string }>(
    `select replace(lower(category_code), '_', '-') as slug from product
     where withdrawn_at is null group by category_code having count(*) >= 50
     order by count(*) desc, category_code limit 12`,
  );
  return found.rows.map(({ slug }) => slug);
}

/** A bar that some machine takes. */
export type Bar = { sku: string; stockLengthMm: number };

/** Bars that are cut: of a form and a section (a hand's breadth of steel at most) that some machine takes. */
export async function chooseBars({ sql }: World): Promise<Bar[]> {
  const found = await sql.query<Bar>(
    `select sku, stock_length_mm as "stockLengthMm" from product
     where withdrawn_at is null and stock_length_mm between 5000 and 12000
       and mass_mg_per_m is not null and mass_mg_per_m < 8000000
       and exists (select from cutting_terms as terms where terms.branch_code is null and product.form = any(terms.forms))
     order by md5(sku) limit $1`,
    [GOODS_MAX],
  );
  return found.rows;
}
