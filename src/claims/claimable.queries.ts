import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { ClaimKind, OrderStage } from '../platform/db/schema.ts';
import type { ClaimRule } from './claim-clock.ts';

/** An order as far as a complaint about it asks. */
export type ClaimableOrder = {
  id: string;
  number: string;
  companyId: string;
  stage: OrderStage;
  siteId: string | null;
  placedBy: string | null;
  /** The last day on which goods of it were handed over. */
  handedOn: string | null;
  /** Goods of it were taken over by signature without a word of something missing (R22). */
  isSeenComplete: boolean;
  /** How much its lines may differ in weight by its terms. */
  toleranceBp: number;
  /** How long one may complain of each kind, by its agreement or else as everybody (R24). */
  rules: readonly (ClaimRule & { kind: ClaimKind })[];
  /** Who of the company is written to: who ordered himself, else the contact. */
  personId: string | null;
};

/** Terms without a tolerance of their own: five per cent (R6). */
const TOLERANCE_BP = 500;

/** How long one may complain of each kind about an order `placed`, and how long we take: where its agreement says nothing, as for everybody. */
const rulesOfOrder = sql`
  (select jsonb_agg(jsonb_build_object('kind', rule.kind, 'claimDays', coalesce(agreed.days, rule.claim_days),
                                       'countsFromDiscovery', counts_from_discovery, 'decideDays', decide_days,
                                       'settleDays', settle_days) order by rule.kind)
   from claim_rule as rule
   left join agreement_claim_days as agreed on agreed.agreement_id = placed.agreement_id and agreed.kind = rule.kind)`;

/** An order as a complaint about it finds it; the caller asks whose it is. */
export async function findClaimableOrder(
  db: Db,
  orderId: string,
): Promise<ClaimableOrder | undefined> {
  const found = await sql<ClaimableOrder>`
    select placed.id, placed.number, placed.company_id, placed.stage, placed.site_id, placed.placed_by,
           (select max(booked.effective_on) from ledger_transaction as booked
            where booked.order_id = placed.id and booked.kind = 'handed-over') as handed_on,
           exists (select from hand_over join shipment on shipment.id = hand_over.shipment_id
                   where shipment.order_id = placed.id)
             and not exists (select from hand_over join shipment on shipment.id = hand_over.shipment_id
                             where shipment.order_id = placed.id and hand_over.discrepancy <> '') as is_seen_complete,
           coalesce(agreement.tolerance_bp, ${TOLERANCE_BP}) as tolerance_bp, ${rulesOfOrder} as rules,
           case when placer.staff_role is null then placer.id else contact.person_id end as person_id
    from sales_order as placed
    left join agreement on agreement.id = placed.agreement_id
    left join person as placer on placer.id = placed.placed_by
    left join contact on contact.id = placed.contact_id
    where placed.id = ${orderId}`.execute(db);
  return found.rows[0];
}

/** A line of an order as a complaint about it finds it. Grams, minor units. */
export type ClaimableLine = {
  id: string;
  position: number;
  productId: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  sku: string;
  pieces: number | null;
  weightG: number;
  grossMinor: number;
  /** What was ordered, or shipped where that is more; and what stands in claims already. */
  soldG: number;
  claimedG: number;
  /** Its lots as far as they are known: which heat a complaint is of. */
  lots: readonly { id: string; heatNumber: string }[];
};

/** The lines of an order in their order. */
export async function listClaimableLines(db: Db, orderId: string): Promise<ClaimableLine[]> {
  const found = await sql<ClaimableLine>`
    select line.id, line.position, line.product_id, line.name_en, line.name_ru, line.name_kk, line.sku, line.pieces,
           line.weight_g, line.gross_minor, sold_g_of(line.id) as sold_g, claimed_g_of(line.id) as claimed_g,
           (select coalesce(jsonb_agg(jsonb_build_object('id', lot.id, 'heatNumber', lot.heat_number)
                                      order by lot.received_on, lot.id), '[]')
            from order_lot join lot on lot.id = order_lot.lot_id
            where order_lot.order_id = line.order_id and lot.product_id = line.product_id) as lots
    from sales_order_line as line
    where line.order_id = ${orderId}
    order by line.position`.execute(db);
  return found.rows;
}

/** Which lines of an order a line of a shipment belongs to. */
export async function listShipmentLines(
  db: Db,
  orderId: string,
): Promise<{ id: string; orderLineId: string }[]> {
  const found = await sql<{ id: string; orderLineId: string }>`
    select loaded.id, loaded.order_line_id
    from shipment join shipment_line as loaded on loaded.shipment_id = shipment.id
    where shipment.order_id = ${orderId}`.execute(db);
  return found.rows;
}
