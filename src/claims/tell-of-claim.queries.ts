import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { ClaimKind, ClaimOutcome, ClaimVerdict, Language } from '../platform/db/schema.ts';

/** What one reader is told about a claim. Money stands in letters of our own people and of who may see it. */
export type ClaimNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  isStaff: boolean;
  eventType: string;
  claimId: string;
  number: string;
  orderNumber: string;
  companyName: string;
  kind: ClaimKind;
  words: string;
  /** Who has it. */
  handlerName: string | null;
  dueAt: Date | null;
  verdict: ClaimVerdict | null;
  outcome: ClaimOutcome | null;
  reasons: string;
  /** What was said with this step. */
  said: string;
  promisedOn: string | null;
};

/**
 * The readers of an event of a claim: the customer of what we did, by the person who
 * complained or, where nobody of his is known, the address of the company; our own
 * people of what he did, who has it or else the account manager; the heads of what is late
 * or waits for a second person. One statement.
 */
export async function findClaimNotice(db: Db, eventId: number): Promise<ClaimNotice[]> {
  const found = await sql<ClaimNotice>`
    with told as (
      select event.id as event_id, event.type, event.facts, event.at, event.person_id as actor_id, claim.*,
             event.type in ('claim.acknowledged', 'claim.decided', 'claim.refused', 'claim.settled')
               or event.type = 'claim.said' and (event.facts ->> 'isOurs')::boolean as to_customer
      from event join claim on claim.id = event.subject_id where event.id = ${eventId}
    ), readers as (
      select told.event_id, coalesce(reader.email, company.email) as recipient, coalesce(reader.name, company.name) as reader_name,
             coalesce(reader.language, company.language) as language, false as is_staff
      from told join company on company.id = told.company_id
      left join person as reader on reader.id = told.person_id and reader.disabled_at is null
        and exists (select from membership where membership.person_id = reader.id
                    and membership.company_id = told.company_id and membership.ended_at is null)
      where told.to_customer and coalesce(reader.email, company.email) is not null
      union all
      select told.event_id, reader.email, reader.name, reader.language, true
      from told join company on company.id = told.company_id
      join person as reader on reader.disabled_at is null and reader.staff_role is not null and reader.id is distinct from told.actor_id
        and case when told.type in ('claim.overdue', 'claim.proposed') then reader.staff_role = 'head_of_sales'
                 when told.handled_by is not null then reader.id = told.handled_by
                 else ${accountManagerSql()} end
      where not told.to_customer
    )
    select readers.recipient, readers.reader_name, readers.language, readers.is_staff, told.type as event_type, told.id as claim_id,
           told.number, placed.number as order_number, company.name as company_name, told.kind, told.words,
           handler.name as handler_name, told.due_at, told.verdict, told.outcome, told.reasons, told.promised_on,
           coalesce((select step.words from claim_step as step where step.claim_id = told.id and step.at = told.at
                     order by step.id desc limit 1), '') as said
    from readers
    join told on true
    join sales_order as placed on placed.id = told.order_id
    join company on company.id = told.company_id
    left join person as handler on handler.id = told.handled_by`.execute(db);
  return found.rows;
}
