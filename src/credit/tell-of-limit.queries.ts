import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import { membershipMaySql } from '../people/own-role.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';

/** What one reader is told about a wish for more credit for a time. */
export type LimitNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  eventType: string;
  companyId: string;
  companyName: string;
  /** Who asked, or who of ours decided. */
  actorName: string | null;
  actorEmail: string | null;
  actorPhone: string | null;
  /** Above the limit of the agreement: as granted, else as asked for; minor units. Null for a buyer who sees no amounts any more. */
  extraMinor: number | null;
  /** The last day, `YYYY-MM-DD`. */
  untilDay: string;
  /** What it is for, or why it is refused; empty where nothing was said. */
  note: string;
};

/** The readers of an event of a wish: our manager of what was asked for, who asked of what we decided. One statement. */
export async function findLimitNotice(db: Db, eventId: number): Promise<LimitNotice[]> {
  const found = await sql<LimitNotice>`
    select reader.email as recipient, reader.name as reader_name, reader.language, event.type as event_type,
           company.id as company_id, company.name as company_name, actor.name as actor_name,
           actor.email as actor_email, actor.phone as actor_phone,
           case when event.type = 'credit.limit-requested'
                  or ${membershipMaySql('see-prices')}
             then coalesce((event.facts ->> 'extraMinor')::bigint, request.extra_minor) end as extra_minor,
           coalesce((event.facts ->> 'untilDay')::date, request.until_day) as until_day,
           case event.type when 'credit.limit-requested' then request.note
                           else coalesce(event.facts ->> 'note', '') end as note
    from event
    join limit_request as request on request.id = event.subject_id
    join company on company.id = request.company_id
    left join person as actor on actor.id = event.person_id
    join person as reader on reader.disabled_at is null
    left join membership on membership.person_id = reader.id and membership.company_id = request.company_id
      and membership.ended_at is null
    where event.id = ${eventId}
      and case event.type when 'credit.limit-requested' then ${accountManagerSql()}
               else reader.id = request.requested_by and membership.role is not null end`.execute(
    db,
  );
  return found.rows;
}
