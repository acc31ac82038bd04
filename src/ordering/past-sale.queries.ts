import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** A sale made before us or beside us, as another system tells it. Minor units, grams. */
export type PastSale = {
  id: string;
  companyId: string;
  source: string;
  externalNumber: string;
  channel: 'web' | 'counter' | 'phone';
  placedAt: Date;
  pricedOn: string;
  branchCode: string;
  purchaseNumber: string;
  lines: readonly PastSaleLine[];
};

type PastSaleLine = {
  id: string;
  sku: string;
  weightG: number;
  netMinor: number;
  vatMinor: number;
  vatRateBp: number;
};

/**
 * Writes past sales as delivered orders; one that is known by its source and
 * external number is left alone, so the same file twice is one import. Returns
 * how many are new. A SKU that we do not have makes the database refuse.
 */
export async function insertPastSales(tx: Tx, sales: readonly PastSale[]): Promise<number> {
  const heads = sales.map(({ lines, ...head }) => ({
    id: head.id,
    company_id: head.companyId,
    source: head.source,
    external_number: head.externalNumber,
    channel: head.channel,
    placed_at: head.placedAt,
    priced_on: head.pricedOn,
    branch_code: head.branchCode,
    purchase_number: head.purchaseNumber,
    weight_g: sum(lines.map((line) => line.weightG)),
    net_minor: sum(lines.map((line) => line.netMinor)),
    vat_minor: sum(lines.map((line) => line.vatMinor)),
  }));
  const lines = sales.flatMap((sale) =>
    sale.lines.map((line, index) => ({
      id: line.id,
      order_id: sale.id,
      company_id: sale.companyId,
      position: index + 1,
      sku: line.sku,
      weight_g: line.weightG,
      net_minor: line.netMinor,
      vat_minor: line.vatMinor,
      vat_rate_bp: line.vatRateBp,
    })),
  );
  const inserted = await sql<{ inserted: number }>`
    with head as (
      insert into sales_order (id, number, company_id, channel, source, external_number, placed_at, priced_on,
        branch_code, payment, purchase_number, stage, weight_g, net_minor, vat_minor, gross_minor)
      select id, source || ' ' || external_number, company_id, channel, source, external_number, placed_at, priced_on,
        branch_code, 'prepaid', purchase_number, 'delivered', weight_g, net_minor, vat_minor, net_minor + vat_minor
      from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as head (
        id uuid, company_id uuid, source text, external_number text, channel channel, placed_at timestamptz,
        priced_on date, branch_code text, purchase_number text, weight_g bigint, net_minor bigint, vat_minor bigint)
      on conflict on constraint one_order_per_external_number do nothing
      returning id
    ), lined as (
      insert into sales_order_line (id, order_id, company_id, position, product_id, sku, name_en, name_ru, name_kk,
        quantity_milli, unit, weight_g, sale_basis, mass_source, price_per_tonne_minor, price_level, vat_rate_bp,
        net_minor, vat_minor, gross_minor)
      select line.id, line.order_id, line.company_id, line.position, product.id, line.sku, product.name_en,
        product.name_ru, product.name_kk, line.weight_g, 'kg', line.weight_g, 'theoretical', product.mass_source,
        greatest(1, round(line.net_minor * 1000000.0 / line.weight_g)), 'base', line.vat_rate_bp,
        line.net_minor, line.vat_minor, line.net_minor + line.vat_minor
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (
        id uuid, order_id uuid, company_id uuid, position smallint, sku text, weight_g bigint, net_minor bigint,
        vat_minor bigint, vat_rate_bp smallint)
      join head on head.id = line.order_id
      left join product on product.sku = line.sku
    )
    select count(*) as inserted from head`.execute(tx);
  return inserted.rows[0]?.inserted ?? 0;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Which of the companies, products and branches that a file names we have. One statement. */
export async function findPastSaleFacts(
  db: Db,
  named: {
    bins: readonly string[];
    skus: readonly string[];
    branchCodes: readonly string[];
  },
): Promise<{
  companies: ReadonlyMap<string, string>;
  skus: ReadonlySet<string>;
  branchCodes: ReadonlySet<string>;
}> {
  const found = await sql<{ kind: 'company' | 'sku' | 'branch'; name: string; id: string }>`
    select 'company' as kind, bin as name, id::text from company where bin = any(${[...new Set(named.bins)]}::text[])
    union all
    select 'sku', sku, sku from product where sku = any(${[...new Set(named.skus)]}::text[])
    union all
    select 'branch', code, code from branch where code = any(${[...new Set(named.branchCodes)]}::text[])`.execute(
    db,
  );
  const of = (kind: string) => found.rows.filter((row) => row.kind === kind);
  return {
    companies: new Map(of('company').map(({ name, id }) => [name, id])),
    skus: new Set(of('sku').map(({ name }) => name)),
    branchCodes: new Set(of('branch').map(({ name }) => name)),
  };
}
