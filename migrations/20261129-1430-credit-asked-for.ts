import { type Kysely, sql } from 'kysely';

/**
 * What a company owes and what its people have sent for approval on account both
 * take of its credit (R13): else an approved order would find it gone.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index request_on_account on approval_request (company_id)
    where payment = 'on-account' and state in ('pending', 'approved')`.execute(db);
  await sql`
    create function exposure_of(account company_account) returns bigint language sql stable as $$
      select account.exposure_minor + coalesce(
        (select sum(gross_minor) from approval_request
         where company_id = account.company_id and payment = 'on-account' and state in ('pending', 'approved')),
        0)::bigint
    $$`.execute(db);
  await sql`comment on function exposure_of is 'What an account has taken of its credit: open orders, and orders on account that wait for the approval of its company. A question ends before its order is placed, so none counts twice.'`.execute(
    db,
  );
}
