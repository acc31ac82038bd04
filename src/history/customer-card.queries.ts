import { sql } from 'kysely';
import type { Happening } from './history.queries.ts';
import { owingSql } from '../credit/owing.queries.ts';
import type { Db } from '../platform/db/database.ts';
import type { CustomerCard } from './customer-card.ts';

const HAPPENINGS_MAX = 8;

type Row = Omit<CustomerCard, 'happenings'> & {
  happenings: (Omit<Happening, 'at'> & { at: string })[];
};

/**
 * A company with its agreement of the day, its account, the people who speak
 * for it and what happened last. One statement; `undefined` for an unknown id.
 */
export async function findCustomerCard(
  db: Db,
  of: { companyId: string; on: string },
): Promise<CustomerCard | undefined> {
  const found = await sql<Row>`
    select company.id, company.name, company.bin, company.phone, company.email, company.address, company.branch_code,
           company.language, manager.name as manager_name, agreement.number as agreement_number, agreement.payment,
           agreement.payment_days, upper(agreement.valid_during) as agreement_until,
           coalesce(agreement.required_fields::text[], '{}') as required_fields,
           coalesce(account.credit_kind, 'none') as credit_kind, credit_limit_on(account, ${of.on}::date) as limit_minor,
           coalesce(exposure_of(account), 0)::bigint as exposure_minor,
           ${owingSql(of)} as owing,
           (select coalesce(json_agg(json_build_object('id', contact.id, 'name', contact.name, 'duty', contact.duty,
                                                       'phone', contact.phone, 'email', contact.email)
                                     order by contact.name), '[]')
            from contact where contact.company_id = company.id) as contacts,
           (select coalesce(json_agg(last order by last.at desc), '[]')
            from (select event.id, event.type, event.at, event.channel, event.facts - 'set' as facts, person.name as "personName",
                         coalesce(person.staff_role is not null, false) as "isStaff"
                  from event left join person on person.id = event.person_id
                  where event.company_id = company.id
                  order by event.at desc limit ${HAPPENINGS_MAX}) as last) as happenings
    from company
    left join person as manager on manager.id = company.manager_id
    left join agreement on agreement.company_id = company.id and agreement.valid_during @> ${of.on}::date
    left join company_account as account on account.company_id = company.id
    where company.id = ${of.companyId}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  return { ...row, happenings: row.happenings.map((one) => ({ ...one, at: new Date(one.at) })) };
}

/** What a company is called; `undefined` for an unknown id. */
export async function findCompanyName(db: Db, companyId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('company')
    .where('id', '=', companyId)
    .select('name')
    .executeTakeFirst();
  return found?.name;
}
