import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/** An order that was brought to a site, and when that was. */
export type Brought = {
  orderId: string;
  companyId: string;
  branchCode: string;
  siteId: string;
  placedAt: Date;
  handedAt: Date;
  /** Who of us noted it. */
  clerkId: string;
  lines: { id: string; weightG: number; pieces: number | null }[];
};

/** Every order that was brought to a site until a moment and is on no vehicle yet, the oldest first. One statement. */
export async function listBrought(tx: Tx, at: Date): Promise<Brought[]> {
  const found = await sql<Brought>`
    select placed.id as order_id, placed.company_id, placed.branch_code, placed.site_id, placed.placed_at,
           handed.at as handed_at, handed.person_id as clerk_id,
           (select jsonb_agg(jsonb_build_object('id', line.id, 'weightG', line.weight_g, 'pieces', line.pieces)
                             order by line.position)
            from sales_order_line as line where line.order_id = placed.id) as lines
    from event as handed
    join sales_order as placed on placed.id = handed.subject_id and placed.stage = 'delivered'
    where handed.type = 'order.moved' and handed.facts ->> 'to' = 'delivered' and handed.at <= ${at}
      and placed.site_id is not null and handed.person_id is not null
      and not exists (select from shipment where shipment.order_id = placed.id)
    order by handed.at, handed.id`.execute(tx);
  return found.rows;
}
