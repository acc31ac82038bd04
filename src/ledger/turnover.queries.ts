import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { AgreedLine } from './turnover.ts';

/** An order's lines and services as they were agreed, and the VAT rate of a day, basis points. One statement. */
export async function readAgreedLines(
  db: Db,
  of: { orderId: string; on: string },
): Promise<{ lines: readonly AgreedLine[]; rateBp: number }> {
  const found = await sql<AgreedLine & { rateBp: number | null }>`
    select agreed.*, (select rate_bp from vat_rate where valid_during @> ${of.on}::date) as rate_bp
    from (
      select position, 0 as part, net_minor, vat_minor, gross_minor, vat_rate_bp
      from sales_order_line where order_id = ${of.orderId}
      union all
      -- What is done for the whole order comes last.
      select coalesce(line.position, 32767), 1, service.net_minor, service.vat_minor, service.gross_minor, service.vat_rate_bp
      from sales_order_service as service left join sales_order_line as line on line.id = service.order_line_id
      where service.order_id = ${of.orderId}
    ) as agreed order by position, part`.execute(db);
  const rateBp = found.rows[0]?.rateBp;
  if (rateBp === undefined || rateBp === null) throw new Error(`no VAT rate is known for ${of.on}`);
  return { lines: found.rows, rateBp };
}

/** The VAT rate of a day, basis points. */
export async function findVatRate(db: Db, on: string): Promise<number> {
  const found = await sql<{ rateBp: number }>`
    select rate_bp from vat_rate where valid_during @> ${on}::date`.execute(db);
  const [row] = found.rows;
  if (!row) throw new Error(`no VAT rate is known for ${on}`);
  return row.rateBp;
}
