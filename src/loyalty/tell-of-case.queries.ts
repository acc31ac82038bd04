import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';

/** What one reader is told about a case. What was answered stands in no letter. */
export type CaseNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  eventType: string;
  caseId: string;
  companyName: string;
  customerName: string;
  ownerName: string | null;
  /** Of the order or quote that it is about; null where it is about none. */
  number: string | null;
  contactDueAt: Date;
  resolution: string;
  promisedOn: string | null;
  outcome: string;
};

/**
 * The readers of an event of a case: the customer of what is promised and done; its
 * owner of what waits for him, or every head of sales where it has none; the heads of
 * what nobody has taken up. One statement.
 */
export async function findCaseNotice(db: Db, eventId: number): Promise<CaseNotice[]> {
  const found = await sql<CaseNotice>`
    select reader.email as recipient, reader.name as reader_name, reader.language, event.type as event_type,
           complaint.id as case_id, company.name as company_name, customer.name as customer_name,
           owner.name as owner_name, coalesce(placed.number, quote.number) as number,
           complaint.contact_due_at, complaint.resolution, complaint.promised_on, complaint.outcome
    from event
    join satisfaction_case as complaint on complaint.id = event.subject_id
    join company on company.id = complaint.company_id
    join person as customer on customer.id = complaint.person_id
    join prompt on prompt.id = complaint.prompt_id
    left join person as owner on owner.id = complaint.owner_id and owner.disabled_at is null
    left join sales_order as placed on placed.id = prompt.order_id
    left join quote on quote.id = prompt.quote_id
    join person as reader on reader.disabled_at is null
      and case when event.type in ('case.promised', 'case.resolved') then reader.id = complaint.person_id
               when event.type = 'case.escalated' or owner.id is null then reader.staff_role = 'head_of_sales'
               else reader.id = owner.id end
    where event.id = ${eventId}`.execute(db);
  return found.rows;
}
