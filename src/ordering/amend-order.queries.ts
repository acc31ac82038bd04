import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CuttingState } from '../platform/db/schema.ts';
import type { FreightToLower } from './less-freight.ts';
import type { AgreedAmount } from './left-out.ts';
import { correctInstalments } from './correct-order.queries.ts';
import { cameShort, isRunOut, keptG } from './missing-goods.queries.ts';

/** A line of an order of which some does not come, with what is held of it or has gone. Grams. */
export type LineToLeaveOut = AgreedAmount & {
  id: string;
  productId: string;
  sku: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  keptG: number;
  /** What all lines of its order weigh together. */
  orderWeightG: number;
  /** How far its cutting is; null where it stays whole. */
  cuttingState: CuttingState | null;
};

/** The lines of an order of which some does not come: neither held nor gone. One statement. */
export async function listLinesToLeaveOut(db: Db, orderId: string): Promise<LineToLeaveOut[]> {
  const found = await sql<LineToLeaveOut>`
    select line.id, line.product_id, line.sku, line.name_en, line.name_ru, line.name_kk, line.quantity_milli, line.unit, line.pieces, line.weight_g, line.net_minor,
           line.vat_minor, line.derivation, ${keptG} as kept_g, placed.weight_g as order_weight_g,
           (select state from cutting_job where order_line_id = line.id) as cutting_state
    from sales_order as placed join sales_order_line as line on line.order_id = placed.id
    where placed.id = ${orderId} and ${cameShort} and ${keptG} < line.weight_g and not ${isRunOut}
    order by line.position`.execute(db);
  return found.rows;
}

/** A line that an amendment lowers: as it was, and as it is from now on. */
export type LoweredLine = {
  before: LineToLeaveOut;
  after: LineToLeaveOut & { grossMinor: number };
};

/** Freight that was reckoned by a tariff, while nothing of it is billed; `undefined` without any. One statement. */
export async function findFreightToLower(
  db: Db,
  orderId: string,
): Promise<FreightToLower | undefined> {
  const found = await sql<FreightToLower>`
    select id, net_minor, vat_minor, derivation from sales_order_service as service
    where order_id = ${orderId} and kind = 'freight'
      and not exists (select from shipment_service where order_service_id = service.id)`.execute(
    db,
  );
  return found.rows[0];
}

/**
 * Writes a new version of a locked order, in which its lines and its freight come to less:
 * what each line was stays beside it. The order is the sum of what is left, and its last
 * instalments give what is less. Grams, minor units. Tells the number of the version.
 */
export async function amendOrder(
  tx: Tx,
  amendment: {
    id: string;
    orderId: string;
    companyId: string;
    lines: readonly LoweredLine[];
    freight: (FreightToLower & { grossMinor: number }) | undefined;
    lessNetMinor: number;
    lessVatMinor: number;
    by: { personId: string; channel: Channel; at: Date };
  },
): Promise<number> {
  const { id, orderId, companyId, lines, freight, lessNetMinor, lessVatMinor, by } = amendment;
  const lessMinor = lessNetMinor + lessVatMinor;
  const lessG = lines.reduce((sum, { before, after }) => sum + before.weightG - after.weightG, 0);
  const written = await sql<{ number: number }>`
    insert into order_amendment (id, order_id, company_id, number, from_gross_minor, to_gross_minor, made_by, channel, made_at)
    select ${id}, id, company_id, 2 + (select count(*) from order_amendment where order_id = placed.id), gross_minor,
           gross_minor - ${lessMinor}::bigint, ${by.personId}, ${by.channel}::channel, ${by.at}
    from sales_order as placed where id = ${orderId} and company_id = ${companyId}
    returning number`.execute(tx);
  await lowerLines(tx, id, lines);
  if (freight) await lowerFreight(tx, freight);
  await sql`
    update sales_order
    set net_minor = net_minor - ${lessNetMinor}::bigint, vat_minor = vat_minor - ${lessVatMinor}::bigint,
        gross_minor = gross_minor - ${lessMinor}::bigint, weight_g = weight_g - ${lessG}::bigint, version = version + 1
    where id = ${orderId}`.execute(tx);
  await correctInstalments(tx, orderId);
  return written.rows[0]?.number ?? 0;
}

/** What each line was is kept, and what is left of it is written. One statement. */
async function lowerLines(tx: Tx, id: string, lines: readonly LoweredLine[]): Promise<void> {
  const rows = lines.map(({ before, after }) => ({
    ...{
      id: before.id,
      quantity: after.quantityMilli,
      pieces: after.pieces,
      weight: after.weightG,
    },
    ...{ net: after.netMinor, vat: after.vatMinor, derivation: after.derivation },
    outG: before.weightG - after.weightG,
    outPieces: before.pieces === null ? null : before.pieces - (after.pieces ?? 0),
  }));
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (id uuid, quantity bigint, pieces integer, weight bigint, net bigint, vat bigint, derivation jsonb,
                  "outG" bigint, "outPieces" integer)
    ), kept as (
      insert into order_amendment_line (amendment_id, order_line_id, left_out_g, left_out_pieces, from_weight_g, from_pieces,
                                        from_quantity_milli, from_net_minor, from_vat_minor, from_derivation)
      select ${id}::uuid, line.id, "outG", "outPieces", line.weight_g, line.pieces, line.quantity_milli, line.net_minor,
             line.vat_minor, line.derivation
      from given join sales_order_line as line on line.id = given.id
    )
    update sales_order_line as line
    set quantity_milli = given.quantity, pieces = given.pieces, weight_g = given.weight, net_minor = given.net,
        vat_minor = given.vat, gross_minor = given.net + given.vat,
        derivation = case when line.derivation is null then null else given.derivation end
    from given where line.id = given.id`.execute(tx);
}

async function lowerFreight(
  tx: Tx,
  freight: FreightToLower & { grossMinor: number },
): Promise<void> {
  const { id, netMinor, vatMinor, grossMinor, derivation } = freight;
  await tx
    .updateTable('salesOrderService')
    .set({ netMinor, vatMinor, grossMinor, derivation: JSON.stringify(derivation) })
    .where('id', '=', id)
    .execute();
}
