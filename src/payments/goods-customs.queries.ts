import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { DocumentLine } from './document-lines.ts';

/** What the register of electronic invoices asks of goods. */
export type GoodsCustoms = NonNullable<DocumentLine['customs']>;

/** A category of goods that are sold, with what the register asks of it; nulls where nobody said it. */
export type CustomsRow = {
  categoryCode: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  originCode: number | null;
  tnvedCode: string | null;
  tnvedName: string | null;
  keptByName: string | null;
  keptAt: Date | null;
};

/** Each category that has goods, those of which nothing is known first. One statement. */
export async function listGoodsCustoms(db: Db): Promise<CustomsRow[]> {
  const found = await sql<CustomsRow>`
    select category.code as category_code, category.name_en, category.name_ru, category.name_kk, customs.origin_code,
           customs.tnved_code, customs.tnved_name, person.name as kept_by_name, customs.kept_at
    from category
    left join goods_customs as customs on customs.category_code = category.code
    left join person on person.id = customs.kept_by
    where exists (select from product where product.category_code = category.code)
    order by customs.category_code is not null, category.position, category.code`.execute(db);
  return found.rows;
}

/** What the register asks of the lines of an order, by their position; lines of which nobody said it are left out. One statement. */
export async function listCustomsOfOrder(
  db: Db,
  orderId: string,
): Promise<ReadonlyMap<number, GoodsCustoms>> {
  const found = await sql<GoodsCustoms & { position: number }>`
    select line.position, customs.origin_code, customs.tnved_code, nullif(customs.tnved_name, '') as tnved_name
    from sales_order_line as line
    join product on product.id = line.product_id
    join goods_customs as customs on customs.category_code = product.category_code
    where line.order_id = ${orderId}`.execute(db);
  return new Map(found.rows.map(({ position, ...customs }) => [position, customs]));
}

/** Keeps what the register asks of a category, in place of what was kept; false where there is no such category. */
export async function replaceGoodsCustoms(
  tx: Tx,
  kept: {
    categoryCode: string;
    originCode: number;
    tnvedCode: string;
    tnvedName: string;
    personId: string;
    at: Date;
  },
): Promise<boolean> {
  const { categoryCode, originCode, tnvedCode, tnvedName, personId, at } = kept;
  const written = await sql`
    insert into goods_customs (category_code, origin_code, tnved_code, tnved_name, kept_by, kept_at)
    select code, ${originCode}, ${tnvedCode}, ${tnvedName}, ${personId}::uuid, ${at} from category where code = ${categoryCode}
    on conflict (category_code) do update
      set origin_code = excluded.origin_code, tnved_code = excluded.tnved_code, tnved_name = excluded.tnved_name,
          kept_by = excluded.kept_by, kept_at = excluded.kept_at`.execute(tx);
  return (written.numAffectedRows ?? 0n) > 0n;
}
