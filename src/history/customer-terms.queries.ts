import { sql } from 'kysely';
import type { CreditStanding } from '../credit/credit.ts';
import type { Db } from '../platform/db/database.ts';
import type { PaymentTerms } from '../platform/db/schema.ts';

/** A customer in the office's list: on what terms, and how much is taken. */
export type CustomerTerms = CreditStanding & {
  companyId: string;
  name: string;
  bin: string;
  managerName: string | null;
  agreementNumber: string | null;
  payment: PaymentTerms | null;
  paymentDays: number | null;
};

/**
 * Customers with the agreement of the day and their account: those asked for by
 * id, in that order, or those of one manager, or all, by name. One statement.
 */
export async function listCustomerTerms(
  db: Db,
  asked: {
    ids?: readonly string[] | undefined;
    managerId?: string | undefined;
    on: string;
    limit: number;
    offset: number;
  },
): Promise<{ customers: CustomerTerms[]; total: number }> {
  const { ids, managerId = null, on, limit, offset } = asked;
  const found = await sql<CustomerTerms & { total: number }>`
    with page as (
      select id, name, bin, manager_id, count(*) over () as total,
             array_position(${[...(ids ?? [])]}::uuid[], id) as place
      from company
      where (${ids === undefined}::boolean or id = any(${[...(ids ?? [])]}::uuid[]))
        and (${managerId}::uuid is null or manager_id = ${managerId}::uuid)
      order by place, name, id
      limit ${limit} offset ${offset}
    )
    select page.id as company_id, page.name, page.bin, page.total, manager.name as manager_name,
           agreement.number as agreement_number, agreement.payment, agreement.payment_days,
           coalesce(account.credit_kind, 'none') as credit_kind, credit_limit_on(account, ${on}::date) as limit_minor,
           coalesce(exposure_of(account), 0)::bigint as exposure_minor
    from page
    left join person as manager on manager.id = page.manager_id
    left join agreement on agreement.company_id = page.id and agreement.valid_during @> ${on}::date
    left join company_account as account on account.company_id = page.id
    order by page.place, page.name, page.id`.execute(db);
  return { customers: found.rows, total: found.rows[0]?.total ?? 0 };
}
