import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Db } from '../platform/db/database.ts';
import type { PriceLevel, Unit } from '../platform/db/schema.ts';

/** What a clerk wants to know of the line in hand: where it lies, and what this customer paid before. */
export type LineAside = {
  /** Branches that can promise something, in their standing order. Grams. */
  stock: readonly {
    branchCode: string;
    nameEn: string;
    nameRu: string;
    nameKk: string;
    availableG: number;
    countedAt: Date;
  }[];
  /** The newest first. A tonne's price with VAT, as the order froze it. */
  paid: readonly {
    orderId: string;
    number: string;
    placedAt: Date;
    quantityMilli: number;
    unit: Unit;
    pricePerTonneMinor: number;
    /** The same as it was agreed on, with VAT or without: what can be agreed on again. */
    frozen: { pricePerTonneMinor: number; includesVat: boolean };
    priceLevel: PriceLevel;
    channel: Channel;
  }[];
};

type Row = {
  stock: (Omit<LineAside['stock'][number], 'countedAt'> & { countedAt: string })[];
  paid: (Omit<LineAside['paid'][number], 'placedAt'> & { placedAt: string })[];
};

const PAID_MAX = 5;

/** Stock of a product by branch and the last prices that a company paid for it. One statement. */
export async function readLineAside(
  db: Db,
  of: { companyId: string; productId: string },
): Promise<LineAside> {
  const found = await sql<Row>`
    select
      (select coalesce(json_agg(json_build_object(
                'branchCode', branch.code, 'nameEn', branch.name_en, 'nameRu', branch.name_ru, 'nameKk', branch.name_kk,
                'availableG', level.on_hand_g - level.reserved_g, 'countedAt', level.counted_at)
              order by branch.position), '[]')
       from stock_level as level join branch on branch.code = level.branch_code
       where level.product_id = ${of.productId} and level.on_hand_g > level.reserved_g) as stock,
      (select coalesce(json_agg(last order by last."placedAt" desc), '[]')
       from (select placed.id as "orderId", placed.number, placed.placed_at as "placedAt",
                    line.quantity_milli as "quantityMilli", line.unit,
                    round(line.gross_minor * 1000000.0 / line.weight_g)::bigint as "pricePerTonneMinor",
                    json_build_object('pricePerTonneMinor', line.price_per_tonne_minor, 'includesVat',
                      round(line.price_per_tonne_minor::numeric * line.weight_g / 1000000) <> line.net_minor) as frozen,
                    line.price_level as "priceLevel", placed.channel
             from sales_order_line as line join sales_order as placed on placed.id = line.order_id
             where line.company_id = ${of.companyId} and line.product_id = ${of.productId}
               and placed.stage <> 'cancelled' and line.weight_g > 0
             order by placed.placed_at desc limit ${PAID_MAX}) as last) as paid`.execute(db);
  const [row] = found.rows;
  return {
    stock: (row?.stock ?? []).map((one) => ({ ...one, countedAt: new Date(one.countedAt) })),
    paid: (row?.paid ?? []).map((one) => ({ ...one, placedAt: new Date(one.placedAt) })),
  };
}
