import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language, StaffRole } from '../platform/db/schema.ts';

/** What one of ours is told of goods that wait to be let go. Minor units. */
export type ReleaseNotice = {
  recipient: string;
  readerName: string;
  readerRole: StaffRole;
  language: Language;
  eventType: string;
  orderId: string;
  number: string;
  companyName: string;
  /** Above the limit; nothing where a hold alone stops them. */
  overMinor: number;
  /** Who asked, or who decided. */
  actorName: string | null;
  /** What the customer promised, or why they stay. */
  note: string;
};

/** The readers of an event of a release: who may decide what was asked for, and who asked what was decided by another. One statement. */
export async function findReleaseNotices(db: Db, eventId: number): Promise<ReleaseNotice[]> {
  const found = await sql<ReleaseNotice>`
    select reader.email as recipient, reader.name as reader_name, reader.staff_role as reader_role, reader.language,
           event.type as event_type, placed.id as order_id, placed.number, company.name as company_name,
           release.over_minor, actor.name as actor_name,
           case event.type when 'credit.release-asked' then release.reason else release.note end as note
    from event
    join shipment_release as release on release.id = event.subject_id
    join sales_order as placed on placed.id = release.order_id
    join company on company.id = release.company_id
    left join person as actor on actor.id = event.person_id
    join person as reader on reader.disabled_at is null and reader.staff_role is not null
      and case event.type when 'credit.release-asked' then release.state = 'waiting' and ${accountManagerSql(sql`release.asked_by`)}
               else reader.id = release.asked_by and reader.id is distinct from event.person_id end
    where event.id = ${eventId}`.execute(db);
  return found.rows;
}
