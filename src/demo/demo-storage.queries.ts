import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

/**
 * The letters by which the buyers of orders that lie ready were told so, as they went out
 * minutes after; only where storage was agreed.
 */
export async function insertReadyLetters(tx: Tx): Promise<void> {
  await sql`
    with ready as (
      select max(event.id) as event_id, max(event.at) as at, placed.number, company.name,
             (select min(person.email) from membership join person on person.id = membership.person_id
              where membership.company_id = placed.company_id and membership.ended_at is null
                and membership.role in ('buyer', 'company_admin')) as recipient
      from sales_order as placed
      join company on company.id = placed.company_id
      join agreement on agreement.id = placed.agreement_id and agreement.storage_free_days is not null
      join event on event.subject_id = placed.id and event.type = 'order.moved' and event.facts ->> 'to' = 'ready'
      where placed.stage = 'ready' and placed.site_id is null
      group by placed.id, company.id
    ), mail as (
      insert into outgoing_mail (id, dedupe_key, recipient, subject, body, created_at, sent_at)
      select gen_random_uuid(), 'event ' || event_id || ' to ' || recipient, recipient, 'Заказ ' || number || ' готов',
             'Заказ ' || number || ' (' || name || ') готов, товар можно забрать.', at, at + interval '2 minutes'
      from ready where recipient is not null
      returning id, dedupe_key
    )
    insert into ready_notice (event_id, mail_id)
    select event_id, mail.id from ready join mail on mail.dedupe_key = 'event ' || event_id || ' to ' || recipient`.execute(
    tx,
  );
}
