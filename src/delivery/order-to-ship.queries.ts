import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { OrderStage, PaymentTerms } from '../platform/db/schema.ts';
import type { FreightToBill } from './bill-freight.ts';
import type { LineToAsk } from './excess-question.ts';

/** A line of an order by name, with everything that carries something of it. */
export type OrderLineToShip = LineToAsk & {
  orderId: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  ownCode: string | null;
  lengthMm: number | null;
};

/** What vehicles carry of a line, the first planned first, with what their scale said. */
export const partsOfLine = (orderLineId: RawBuilder<unknown>) => sql<OrderLineToShip['parts']>`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'shipmentId', shipment.id, 'shipmentLineId', line.id, 'stage', shipment.stage, 'plannedG', planned_g,
      'plannedPieces', planned_pieces, 'loadedG', loaded_g, 'loadedPieces', loaded_pieces, 'taggedG', tagged_g,
      'weighedG', weighed_g, 'billedG', billed_g, 'netMinor', line.net_minor, 'vatMinor', line.vat_minor,
      'isExcessAccepted', coalesce((select is_accepted from excess_decision where shipment_line_id = line.id), false),
      'excessWord', (select jsonb_build_object('isAccepted', is_accepted, 'byName', decider.name)
                     from excess_decision join person as decider on decider.id = decided_by
                     where shipment_line_id = line.id),
      'onScale', (
        select jsonb_build_object('netG', net_g, 'divisionG', division_g, 'knownG', (
          select sum(coalesce(tagged_g, loaded_g)) from shipment_line where shipment_id = shipment.id))
        from weigh_ticket as ticket
        where ticket.shipment_id = shipment.id and line.weighed_g is not null
          and not exists (select from weigh_ticket where supersedes_id = ticket.id))
    ) order by shipment.position), '[]')
   from shipment_line as line join shipment on shipment.id = line.shipment_id
   where line.order_line_id = ${orderLineId})`;

/** What is done to a line, with what of it was billed. */
export const billedServicesOfLine = (orderLineId: RawBuilder<unknown>) => sql<
  OrderLineToShip['services']
>`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', service.id, 'vatRateBp', service.vat_rate_bp, 'netMinor', service.net_minor, 'vatMinor', service.vat_minor,
      'billedNetMinor', coalesce(billed.net_minor, 0), 'billedVatMinor', coalesce(billed.vat_minor, 0)
    ) order by service.kind), '[]')
   from sales_order_service as service
   left join lateral (
     select sum(net_minor) as net_minor, sum(vat_minor) as vat_minor from shipment_service
     where order_service_id = service.id
   ) as billed on true
   where service.order_line_id = ${orderLineId})`;

const orderedId = sql.ref('ordered.id');

/** The lines of an order of which something is left, with what vehicles carry of them and what was billed. One statement. */
export const listLinesToShip = (db: Db, orderId: string): Promise<OrderLineToShip[]> =>
  listLinesOfOrders(db, [orderId]);

/** The same of several orders at once; of none nothing is asked. One statement. */
export async function listLinesOfOrders(
  db: Db,
  orderIds: readonly string[],
): Promise<OrderLineToShip[]> {
  if (orderIds.length === 0) return [];
  const found = await sql<OrderLineToShip>`
    select ordered.order_id, ordered.id, ordered.position, ordered.product_id, ordered.sku, ordered.name_en, ordered.name_ru,
           ordered.name_kk, ordered.own_code, ordered.length_mm, ordered.sale_basis, ordered.weight_g, ordered.pieces,
           ordered.net_minor, ordered.vat_minor, ordered.vat_rate_bp, agreement.tolerance_bp, ${partsOfLine(orderedId)} as parts,
           ${billedServicesOfLine(orderedId)} as services
    from sales_order_line as ordered
    join sales_order as placed on placed.id = ordered.order_id
    left join agreement on agreement.id = placed.agreement_id
    where ordered.order_id = any(${[...new Set(orderIds)]}::uuid[]) and ordered.weight_g > 0
    order by ordered.order_id, ordered.position`.execute(db);
  return found.rows;
}

/** The freight of an order that has one; by its agreement, and with each shipment where it has none. One statement. */
export async function findFreightToBill(
  db: Db,
  orderId: string,
): Promise<FreightToBill | undefined> {
  const found = await sql<FreightToBill>`
    select service.id, service.vat_rate_bp, service.net_minor, service.vat_minor,
           coalesce(agreement.freight, 'per-shipment') as charging,
           coalesce(billed.net_minor, 0)::bigint as billed_net_minor, coalesce(billed.vat_minor, 0)::bigint as billed_vat_minor
    from sales_order_service as service
    join sales_order as placed on placed.id = service.order_id
    left join agreement on agreement.id = placed.agreement_id
    cross join lateral (
      select sum(net_minor) as net_minor, sum(vat_minor) as vat_minor from shipment_service
      where order_service_id = service.id
    ) as billed
    where service.order_id = ${orderId} and service.kind = 'freight'`.execute(db);
  return found.rows[0];
}

/** An order as far as planning needs it. */
export type OrderToShip = {
  id: string;
  number: string;
  companyId: string;
  branchCode: string;
  siteId: string | null;
  stage: OrderStage;
  payment: PaymentTerms;
  nextPosition: number;
};

/** A locked order with the place of its next shipment. */
export async function findOrderToShip(db: Db, orderId: string): Promise<OrderToShip | undefined> {
  const found = await sql<OrderToShip>`
    select id, number, company_id, branch_code, site_id, stage, payment,
           (select coalesce(max(position), 0) + 1 from shipment where order_id = placed.id) as next_position
    from sales_order as placed where id = ${orderId}`.execute(db);
  return found.rows[0];
}
