import { sql } from 'kysely';
import type { OrderScope } from '../people/order-scope.ts';
import { inScopeSql } from '../people/order-scope.queries.ts';
import { containing } from '../platform/db/like.ts';
import type { Db } from '../platform/db/database.ts';
import type { CertificateType } from './certificate.ts';
import { markKey } from './mark-key.ts';

/** A certificate of goods that a company bought, with its heats among them and the orders they came with. */
export type BoughtCertificate = {
  id: string;
  number: string;
  type: CertificateType;
  issuedOn: string;
  grade: string;
  millName: string;
  heatNumbers: string[];
  orders: readonly { id: string; number: string }[];
  hasFile: boolean;
};

/** Certificates in force of the heats that a company has in its orders, the last bought first; a text is a heat, a number of a certificate or of an order. */
export async function listBoughtCertificates(
  db: Db,
  of: {
    companyId: string;
    scope?: OrderScope | undefined;
    text: string | undefined;
    limit: number;
  },
): Promise<BoughtCertificate[]> {
  const sought = of.text === undefined ? null : containing(markKey(of.text));
  const { rows } = await sql<BoughtCertificate>`
    with bought as (
      select cover.certificate_id, lot.heat_number, lot.heat_key, placed.id as order_id, placed.number, placed.placed_at
      from sales_order as placed
      join order_lot on order_lot.order_id = placed.id
      join lot on lot.id = order_lot.lot_id
      join lot_certificate as cover on cover.lot_id = lot.id and cover.ended_at is null
      where placed.company_id = ${of.companyId} and ${inScopeSql(of.scope)}
    ), found as (
      select certificate_id, max(placed_at) as placed_at, array_agg(distinct heat_number) as heat_numbers,
             jsonb_agg(distinct jsonb_build_object('id', order_id, 'number', number)) as orders,
             bool_or(heat_key like ${sought} or mark_key(number) like ${sought}) as is_meant
      from bought group by certificate_id
    )
    select certificate.id, certificate.number, certificate.type, certificate.issued_on, certificate.grade,
           mill.name as mill_name, found.heat_numbers, found.orders, certificate.file_sha256 is not null as has_file
    from found
    join certificate on certificate.id = found.certificate_id
    join mill on mill.id = certificate.mill_id
    where ${sought}::text is null or found.is_meant or certificate.number_key like ${sought}
    order by found.placed_at desc, certificate.id
    limit ${of.limit}`.execute(db);
  return rows;
}

/** Whether a company has goods of a certificate in an order of its own, be it in force or ended. */
export async function hasBought(
  db: Db,
  of: { companyId: string; scope?: OrderScope | undefined; certificateId: string },
): Promise<boolean> {
  const found = await sql`
    select from sales_order as placed
    join order_lot on order_lot.order_id = placed.id
    join lot_certificate as cover on cover.lot_id = order_lot.lot_id
    where placed.company_id = ${of.companyId} and ${inScopeSql(of.scope)} and cover.certificate_id = ${of.certificateId}
    limit 1`.execute(db);
  return found.rows.length > 0;
}

/** A lot of an order line, with its certificate, or with the buyer's word that he takes it without. */
export type OrderHeat = {
  orderLineId: string;
  lotId: string;
  heatNumber: string;
  millName: string | null;
  certificateId: string | null;
  number: string | null;
  issuedOn: string | null;
  type: CertificateType | null;
  waivedAt: Date | null;
  waivedByName: string | null;
};

/**
 * The heats of a row of `sales_order_line` as far as its lots are known, as one value of a
 * statement; nothing of those that have not been loaded or cut. What is read is told by `readHeats`.
 */
export const heatsOfLine = sql<StoredHeat[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'orderLineId', heat.order_line_id, 'lotId', heat.lot_id, 'heatNumber', heat.heat_number, 'millName', heat.mill_name,
    'certificateId', heat.certificate_id, 'number', heat.number, 'issuedOn', heat.issued_on, 'type', heat.type,
    'waivedAt', heat.waived_at, 'waivedByName', heat.waived_by_name) order by heat.received_on, heat.lot_id), '[]')
  from (
    select line.id as order_line_id, lot.id as lot_id, lot.heat_number, mill.name as mill_name,
           certificate.id as certificate_id, certificate.number, certificate.issued_on, certificate.type,
           waiver.waived_at, person.name as waived_by_name, lot.received_on
    from order_lot
    join lot on lot.id = order_lot.lot_id
    left join cutting_job as job on job.id = lot.cutting_job_id
    join sales_order_line as line on line.order_id = order_lot.order_id and line.product_id = lot.product_id
     and case when job.order_line_id is null
           then not exists (select from cutting_job where order_line_id = line.id and state = 'done')
           else job.order_line_id = line.id end
    left join lateral (
      select certificate.id, certificate.number, certificate.issued_on, certificate.type, certificate.mill_id
      from lot_certificate as cover
      join certificate on certificate.id = cover.certificate_id
      where cover.lot_id = lot.id and cover.ended_at is null
      order by certificate.issued_on desc, certificate.id limit 1
    ) as certificate on true
    left join mill on mill.id = coalesce(lot.mill_id, certificate.mill_id)
    left join certificate_waiver as waiver on waiver.order_id = order_lot.order_id and waiver.lot_id = lot.id
    left join person on person.id = waiver.waived_by
    where order_lot.order_id = sales_order_line.order_id and line.id = sales_order_line.id
  ) as heat)`;

/** A moment is text on its way through JSON. */
type StoredHeat = Omit<OrderHeat, 'waivedAt'> & { waivedAt: string | null };

/** Heats as a statement gave them with `heatsOfLine`. */
export const readHeats = (stored: readonly StoredHeat[]): OrderHeat[] =>
  stored.map((heat) => ({
    ...heat,
    waivedAt: heat.waivedAt === null ? null : new Date(heat.waivedAt),
  }));
