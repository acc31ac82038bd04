import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language, Unit } from '../platform/db/schema.ts';
import type { WantedCutting } from './cut-line.ts';

/** What one reader is told about a quote. */
export type QuoteNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  isStaff: boolean;
  eventType: string;
  quoteId: string;
  number: string;
  companyName: string;
  /** Who did it; null where time did. */
  actorName: string | null;
  actorEmail: string | null;
  actorPhone: string | null;
  /** The version that was sent, and until when it holds. */
  version: number | null;
  validUntil: Date | null;
  reason: string | null;
  note: string | null;
  /** What is asked for, in its order. */
  lines: readonly {
    typed: string;
    nameEn: string | null;
    nameRu: string | null;
    nameKk: string | null;
    quantityMilli: number | null;
    unit: Unit | null;
    /** Cut to these pieces; null: nothing is cut. */
    cutting: WantedCutting | null;
  }[];
};

/** The readers of an event of a quote: our manager for what the buyer did, who asked for what we did, both for what time did. */
export async function findQuoteNotice(db: Db, eventId: number): Promise<QuoteNotice[]> {
  const found = await sql<QuoteNotice>`
    select reader.email as recipient, reader.name as reader_name, reader.language,
           reader.staff_role is not null as is_staff, event.type as event_type, quote.id as quote_id, quote.number,
           company.name as company_name, actor.name as actor_name, actor.email as actor_email, actor.phone as actor_phone,
           (event.facts ->> 'version')::integer as version, quote.valid_until, event.facts ->> 'reason' as reason,
           event.facts ->> 'note' as note,
           (select coalesce(jsonb_agg(jsonb_build_object('typed', line.typed, 'nameEn', product.name_en,
                     'nameRu', product.name_ru, 'nameKk', product.name_kk, 'quantityMilli', line.quantity_milli,
                     'unit', line.unit, 'cutting', line.cutting) order by line.position), '[]')
            from quote_request_line as line left join product on product.id = line.product_id
            where line.quote_id = quote.id) as lines
    from event
    join quote on quote.id = event.subject_id
    join company on company.id = quote.company_id
    left join person as actor on actor.id = event.person_id
    join person as reader on reader.disabled_at is null and (
      (event.type in ('quote.requested', 'quote.accepted', 'quote.declined', 'quote.expired')
       or event.type = 'quote.said' and not (event.facts ->> 'isOurs')::boolean)
      and ${accountManagerSql()}
      or (event.type in ('quote.sent', 'quote.withdrawn', 'quote.expired')
          or event.type = 'quote.said' and (event.facts ->> 'isOurs')::boolean)
      and reader.id = quote.requested_by
      and exists (select from membership where membership.person_id = reader.id
                  and membership.company_id = quote.company_id and membership.ended_at is null))
    where event.id = ${eventId}`.execute(db);
  return found.rows;
}
