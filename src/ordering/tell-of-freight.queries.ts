import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { readersOfOrder } from './tell-buyer.queries.ts';

/** What one reader is told about the freight of an order. Minor units. */
export type FreightNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  eventType:
    | 'freight.named'
    | 'freight.offered'
    | 'freight.agreed'
    | 'freight.sent-back'
    | 'freight.declined';
  orderId: string;
  number: string;
  companyName: string;
  netMinor: number;
  grossMinor: number;
  /** What the order comes to with it. */
  orderMinor: number;
  reason: string;
  /** Why somebody said no. */
  note: string | null;
};

/** The readers of an event of an order's freight. One statement. */
export async function findFreightNotice(db: Db, eventId: number): Promise<FreightNotice[]> {
  const found = await sql<FreightNotice>`
    select reader.*, event.type as event_type, placed.id as order_id, placed.number, company.name as company_name,
           offer.net_minor, offer.gross_minor,
           placed.gross_minor + case when placed.freight = 'agreed' then 0 else offer.gross_minor end as order_minor,
           offer.reason, event.facts ->> 'note' as note
    from event
    join sales_order as placed on placed.id = event.subject_id
    join company on company.id = placed.company_id
    join freight_offer as offer on offer.id = (event.facts ->> 'offerId')::uuid
    left join person as placer on placer.id = placed.placed_by
    cross join lateral (
      select told.* from (${readersOfOrder}) as told where event.type in ('freight.offered', 'freight.agreed')
      union
      select email, name, language from person
      where disabled_at is null
        and case when event.type in ('freight.sent-back', 'freight.declined')
                 then id = offer.named_by and id is distinct from event.person_id
                 else event.type = 'freight.named' and id <> offer.named_by
                   and staff_role in (select role from terms_authority where may_give_freight) end
    ) as reader
    where event.id = ${eventId}`.execute(db);
  return found.rows;
}
