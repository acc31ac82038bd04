import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { foldCompanyName } from './company-name.ts';
import { phoneDigits } from './phone.ts';

/** A customer as a search shows it, with the contact by which it was found. */
export type CustomerFound = {
  companyId: string;
  name: string;
  bin: string;
  contactName: string | null;
  phone: string | null;
};

/** Below this likeness a name is another name. */
const LIKENESS_MIN = 0.3;

/**
 * Customers by BIN, by a phone number in any form or its last four digits, or
 * by name of the company or a contact in Russian, Kazakh or Latin spelling,
 * mistakes allowed. Exact answers first, then by likeness, of equals the one whose
 * whole name is nearer. One statement.
 */
export async function findCustomers(db: Db, text: string, limit: number): Promise<CustomerFound[]> {
  const digits = phoneDigits(text) ?? '';
  const name = foldCompanyName(text);
  const bin = /^\d{6,12}$/.test(text.trim()) ? text.trim() : '';
  const found = await sql<CustomerFound>`
    with hit as (
      select company.id as company_id, null::uuid as contact_id, 3::real as likeness
      from company where ${bin} <> '' and company.bin like ${`${bin}%`}
      union all
      select contact.company_id, contact.id, 2 from contact
      where length(${digits}) >= 5 and contact.phone_digits = ${digits}
      union all
      select contact.company_id, contact.id, 2 from contact
      where length(${digits}) = 4 and right(contact.phone_digits, 4) = ${digits}
      union all
      select company.id, null, word_similarity(${name}, company.search_name) from company
      where ${name} <> '' and ${name} <% company.search_name
      union all
      select company.id, null, similarity(${name}, company.search_name) from company
      where ${name} <> '' and company.search_name % ${name}
      union all
      select contact.company_id, contact.id, word_similarity(${name}, contact.search_name) from contact
      where ${name} <> '' and ${name} <% contact.search_name
    ), best as (
      select distinct on (company_id) company_id, contact_id, likeness
      from hit where likeness >= ${LIKENESS_MIN}
      order by company_id, likeness desc
    )
    select company.id as company_id, company.name, company.bin, contact.name as contact_name,
           coalesce(contact.phone, company.phone) as phone
    from best
    join company on company.id = best.company_id
    left join contact on contact.id = best.contact_id
    order by best.likeness desc, similarity(${name}, company.search_name) desc, company.name
    limit ${limit}`.execute(db);
  return found.rows;
}

/** The company under a BIN, if we know it. */
export function findCompanyByBin(
  db: Db,
  bin: string,
): Promise<{ id: string; name: string } | undefined> {
  return db.selectFrom('company').where('bin', '=', bin).select(['id', 'name']).executeTakeFirst();
}

/** A company by its id. */
export function findCompany(
  db: Db,
  id: string,
): Promise<{ id: string; name: string; bin: string } | undefined> {
  return db
    .selectFrom('company')
    .where('id', '=', id)
    .select(['id', 'name', 'bin'])
    .executeTakeFirst();
}

export type NewCompany = {
  id: string;
  bin: string;
  name: string;
  searchName: string;
  phone: string | null;
  branchCode: string;
};

/** Writes a company; returns false where the BIN is taken, by whoever came first. */
export async function insertCompany(tx: Tx, company: NewCompany): Promise<boolean> {
  const inserted = await tx
    .insertInto('company')
    .values(company)
    .onConflict((oc) => oc.column('bin').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** The first agreement of a company: prepaid, no credit, the first list that has a price, from a day on. */
export async function insertFirstAgreement(
  tx: Tx,
  agreement: { id: string; companyId: string; number: string; from: string; by: string; at: Date },
): Promise<void> {
  const { id, companyId, number, from, by, at } = agreement;
  await sql`
    insert into agreement (id, company_id, version, number, valid_during, price_strategy, public_price_if_better,
      pricing_date, payment, payment_days, tolerance_bp, credit_kind, changed_by, changed_at)
    values (${id}, ${companyId}, 1, ${number}, daterange(${from}::date, null), 'first-found', false,
      'order', 'prepaid', 0, 500, 'none', ${by}, ${at})`.execute(tx);
}
