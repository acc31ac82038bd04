import { sql } from 'kysely';
import { ownCodeSql } from '../customers/article.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Unit } from '../platform/db/schema.ts';
import type { CuttingTerms } from '../pricing/cutting-terms.ts';
import { cuttingTermsSql } from '../pricing/cutting-terms.queries.ts';
import type { PriceTerms } from '../pricing/price-terms.ts';
import { packedPricesSql, productColumns } from './assortment.queries.ts';
import type { AssortmentProduct } from './assortment.ts';
import { branchOf, type Onlooker } from './assortment-conditions.queries.ts';
import { type PackedPrices, readPackedPrices } from './packed-prices.ts';

type Named = { nameEn: string; nameRu: string; nameKk: string };

/** The same size in another grade or length. */
type Sibling = {
  sku: string;
  grade: string;
  stockLengthMm: number | null;
  lengthKind: AssortmentProduct['lengthKind'];
};

/** What a company bought of a product, the newest first. A tonne's price with VAT, as the order froze it. */
export type Purchase = {
  orderId: string;
  number: string;
  placedAt: Date;
  quantityMilli: number;
  unit: Unit;
  weightG: number;
  pricePerTonneMinor: number;
};

/** A product with everything that its own page says of it, stock aside. */
export type ProductSheet = AssortmentProduct & {
  /** The number of the company's own books for it. */
  ownCode: string | null;
  barcode: string | null;
  rootRadiusUm: number | null;
  toeRadiusUm: number | null;
  accountingMassMgPerM: number | null;
  densityKgPerM3: number;
  sectionId: string | null;
  sortKey: number;
  withdrawnAt: Date | null;
  category: Named & { code: string };
  siblings: readonly Sibling[];
  purchases: readonly Purchase[];
  /** What the branch of the one who asks cuts it on, the first to ask first. */
  machines: readonly CuttingTerms[];
};

const SIBLINGS_MAX = 24;
const PURCHASES_MAX = 5;

/**
 * One product by its SKU, sold or withdrawn, with the prices of the chain, the
 * same size in other grades and lengths, the last purchases of the company that
 * asks (none for a guest) and the machines that cut it. One statement; `undefined` for an unknown SKU.
 */
export async function findProductSheet(
  db: Db,
  sought: { sku: string; onlooker: Onlooker; terms: PriceTerms },
): Promise<ProductSheet | undefined> {
  const { sku, onlooker, terms } = sought;
  const found = await sql<
    Omit<ProductSheet, 'listed' | 'purchases'> & {
      packed: PackedPrices;
      bought: (Omit<Purchase, 'placedAt'> & { placedAt: string })[];
    }
  >`
    select ${productColumns}, product.barcode, product.root_radius_um, product.toe_radius_um,
      product.accounting_mass_mg_per_m, product.density_kg_per_m3, product.section_id, product.withdrawn_at,
      ${packedPricesSql(terms)} as packed, ${cuttingTermsSql(branchOf(onlooker))} as machines,
      ${ownCodeSql(sql`${onlooker.companyId}::uuid`, sql`product.id`)} as own_code,
      product.sort_key,
      (select json_build_object('code', category.code, 'nameEn', category.name_en,
                                'nameRu', category.name_ru, 'nameKk', category.name_kk)
       from category where category.code = product.category_code) as category,
      (select coalesce(json_agg(json_build_object('sku', near.sku, 'grade', near.grade,
                'stockLengthMm', near.stock_length_mm, 'lengthKind', near.length_kind) order by near.sort_key), '[]')
       from (select * from product as same
             where same.category_code = product.category_code and same.designation = product.designation
               and same.withdrawn_at is null
             order by same.sort_key limit ${SIBLINGS_MAX}) as near) as siblings,
      (select coalesce(json_agg(last order by last."placedAt" desc), '[]')
       from (select sales_order.id as "orderId", sales_order.number, sales_order.placed_at as "placedAt",
                    line.quantity_milli as "quantityMilli", line.unit, line.weight_g as "weightG",
                    round(line.gross_minor * 1000000.0 / line.weight_g)::bigint as "pricePerTonneMinor"
             from sales_order_line as line join sales_order on sales_order.id = line.order_id
             where line.company_id = ${onlooker.companyId}::uuid and line.product_id = product.id
               and sales_order.stage <> 'cancelled' and line.weight_g > 0
             order by sales_order.placed_at desc limit ${PURCHASES_MAX}) as last) as bought
    from product where product.sku = ${sku}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  return {
    ...row,
    listed: readPackedPrices(row.packed),
    purchases: row.bought.map((one) => ({ ...one, placedAt: new Date(one.placedAt) })),
  };
}

/** What one branch holds of a product: grams, the moment of the count, and the heats that lie there. */
export type BranchStock = Named & {
  branchCode: string;
  phone: string;
  onHandG: number;
  reservedG: number;
  countedAt: Date | null;
  heats: number;
  lots: number;
  /** The branch that hands out to who asks. */
  isOwn: boolean;
  /** The days of the week on which it sends vehicles to other branches, Monday is 1. */
  departsOn: readonly number[];
  /** What is on its way to it from other branches, and when the first of it arrives. Grams. */
  comingG: number;
  comingOn: string | null;
};

/**
 * The stock of a product at every branch, in the standing order of the branches, zero where
 * one never had it; with what is coming to it from others. One statement.
 */
export async function listBranchStock(
  db: Db,
  { sku, onlooker }: { sku: string; onlooker: Onlooker },
): Promise<BranchStock[]> {
  const found = await sql<BranchStock>`
    select branch.code as branch_code, branch.name_en, branch.name_ru, branch.name_kk, branch.phone,
           coalesce(level.on_hand_g, 0)::bigint as on_hand_g, coalesce(level.reserved_g, 0)::bigint as reserved_g,
           level.counted_at, coalesce(held.heats, 0)::integer as heats, coalesce(held.lots, 0)::integer as lots,
           coalesce(branch.code = ${branchOf(onlooker)}, false) as is_own, branch.departs_on,
           coalesce(coming.weight_g, 0)::bigint as coming_g, coming.arrives_on as coming_on
    from product
    cross join branch
    left join stock_level as level on level.product_id = product.id and level.branch_code = branch.code
    left join lateral (
      select count(distinct lot.heat_number) as heats, count(*) as lots from lot
      where lot.product_id = product.id and lot.branch_code = branch.code and lot.on_hand_g > 0
    ) as held on true
    left join lateral (
      select sum(going.weight_g) as weight_g, min(transfer.arrives_on) as arrives_on
      from transfer
      join transfer_lot as going on going.transfer_id = transfer.id
      join lot on lot.id = going.lot_id and lot.product_id = product.id
      where transfer.to_branch = branch.code and transfer.state in ('planned', 'left')
    ) as coming on true
    where product.sku = ${sku}
    order by branch.position`.execute(db);
  return found.rows;
}
