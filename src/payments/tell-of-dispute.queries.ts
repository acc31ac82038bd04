import { sql } from 'kysely';
import { accountManagerSql } from '../customers/account-manager.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';

/** What one reader is told of a dispute about a payment by card. Minor units. */
export type DisputeNotice = {
  recipient: string;
  readerName: string;
  language: Language;
  isOurs: boolean;
  disputeId: string;
  /** As that event told of it, in the provider's word. */
  status: string;
  companyName: string;
  amountMinor: number;
  answerBy: Date | null;
  paidAt: Date;
  /** The orders that the payment pays for, by their numbers. */
  orders: readonly string[];
};

/**
 * The readers of an event of a dispute: the accountants of the company whose card
 * it was, every head of sales, and the account manager, who keeps its books. One statement.
 */
export async function findDisputeNotices(db: Db, eventId: number): Promise<DisputeNotice[]> {
  const found = await sql<DisputeNotice>`
    select reader.email as recipient, reader.name as reader_name, reader.language,
           reader.staff_role is not null as is_ours, dispute.id as dispute_id, event.facts ->> 'status' as status,
           company.name as company_name, dispute.amount_minor, dispute.answer_by, payment.received_at as paid_at,
           (select coalesce(jsonb_agg(paid.number order by paid.number), '[]')
            from (select placed.number
                  from payment_allocation as share join sales_order as placed on placed.id = share.order_id
                  where share.payment_id = payment.id
                  group by placed.number having sum(share.amount_minor) > 0) as paid) as orders
    from event
    join card_dispute as dispute on dispute.id = event.facts ->> 'disputeId'
    join payment on payment.id = dispute.payment_id
    join company on company.id = dispute.company_id
    join person as reader on reader.disabled_at is null
      and case when reader.staff_role is not null then reader.staff_role = 'head_of_sales' or ${accountManagerSql()}
               else exists (select from membership where person_id = reader.id and company_id = company.id
                            and role = 'accountant' and own_role_id is null and ended_at is null) end
    where event.id = ${eventId}`.execute(db);
  return found.rows;
}
