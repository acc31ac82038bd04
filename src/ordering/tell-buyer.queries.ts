import { sql } from 'kysely';
import { membershipMaySql } from '../people/own-role.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language, Unit } from '../platform/db/schema.ts';
import type { CancellationReason } from './order.ts';

/** What one reader is told about an order. Minor units, grams. */
export type OrderNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  eventType: string;
  orderId: string;
  number: string;
  companyName: string;
  channel: 'web' | 'counter' | 'phone';
  placedByName: string | null;
  isPlacedByStaff: boolean;
  weightG: number;
  grossMinor: number;
  /** Of that, what cutting costs and, negative, what comes back for remnants. */
  cuttingMinor: number;
  remnantsMinor: number;
  freightMinor: number;
  reservedUntil: Date | null;
  cancellationReason: CancellationReason | null;
  cancellationNote: string;
  /** What was ordered, in its order, each with the number of the company's own books. */
  lines: readonly {
    sku: string;
    ownCode: string | null;
    nameEn: string;
    nameRu: string;
    nameKk: string;
    quantityMilli: number;
    unit: Unit;
  }[];
};

/**
 * Who is written to about an order `placed` of a `company`, as a part of a larger statement: `placer`, where he is a
 * member; where that was one of ours or no member, every buyer of the company who may place; and the address that
 * its agreement names for copies.
 */
export const readersOfOrder = sql`
  select person.email as recipient, person.name as reader_name, person.language
from membership
join person on person.id = membership.person_id and person.disabled_at is null
where membership.company_id = placed.company_id and membership.ended_at is null
  and case when exists (select from membership as own where own.person_id = placer.id
                        and own.company_id = placed.company_id and own.ended_at is null)
             then person.id = placer.id
           when membership.own_role_id is null then membership.role in ('buyer', 'company_admin')
           else ${membershipMaySql('place-orders')} end
union
  select need.said, company.name, company.language
from agreement_need as need
where need.agreement_id = placed.agreement_id and need.kind = 'letters-copy'`;

/** The readers of an event of an order: the buyer who placed it; where that was one of ours or no member, every buyer of the company who may place; and the address that its agreement names for copies. */
export async function findOrderNotice(db: Db, eventId: number): Promise<OrderNotice[]> {
  const found = await sql<OrderNotice>`
    select reader.recipient, reader.reader_name, reader.language, event.type as event_type,
           placed.id as order_id, placed.number, company.name as company_name, placed.channel,
           placer.name as placed_by_name, coalesce(placer.staff_role is not null, false) as is_placed_by_staff,
           placed.weight_g, placed.gross_minor, served.cutting_minor, served.remnants_minor, served.freight_minor,
           placed.reserved_until, placed.cancellation_reason,
           placed.cancellation_note,
           (select coalesce(jsonb_agg(jsonb_build_object('sku', line.sku, 'ownCode', line.own_code,
                     'nameEn', line.name_en, 'nameRu', line.name_ru, 'nameKk', line.name_kk,
                     'quantityMilli', line.quantity_milli, 'unit', line.unit) order by line.position), '[]')
            from sales_order_line as line where line.order_id = placed.id) as lines
    from event
    join sales_order as placed on placed.id = event.subject_id
    join company on company.id = placed.company_id
    left join person as placer on placer.id = placed.placed_by
    cross join lateral (
      ${readersOfOrder}
    ) as reader
    cross join lateral (
      select coalesce(sum(gross_minor) filter (where kind = 'cutting'), 0)::bigint as cutting_minor,
             coalesce(sum(gross_minor) filter (where kind = 'remnants'), 0)::bigint as remnants_minor,
             coalesce(sum(gross_minor) filter (where kind = 'freight'), 0)::bigint as freight_minor
      from sales_order_service where order_id = placed.id
    ) as served
    where event.id = ${eventId}`.execute(db);
  return found.rows;
}
