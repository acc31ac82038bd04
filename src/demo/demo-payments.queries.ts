import { sql } from 'kysely';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';

/** Those of the demo who take and give money back, as the trade's own operations know them. */
export async function findTreasurers(
  db: Db,
): Promise<{ clerk: Staff; manager: Staff; head: Staff } | undefined> {
  const found = await sql<Omit<Staff, 'kind'>>`
    select id as person_id, name, email, language, theme, staff_role as role, branch_code from person
    where email in ('counter@counterweight.example', 'manager@counterweight.example', 'head@counterweight.example')`.execute(
    db,
  );
  const of = (role: Staff['role']): Staff | undefined => {
    const row = found.rows.find((one) => one.role === role);
    return row && { ...row, kind: 'staff' };
  };
  const [clerk, manager, head] = [of('counter'), of('manager'), of('head_of_sales')];
  return clerk && manager && head && { clerk, manager, head };
}

/** The newest payments by card of different companies, a day old and older. Minor units. */
export async function listCardPayments(
  db: Db,
  of: { before: Date; limit: number },
): Promise<{ companyId: string; reference: string; amountMinor: number }[]> {
  const found = await sql<{ companyId: string; reference: string; amountMinor: number }>`
    select company_id, reference, amount_minor from (
      select distinct on (company_id) company_id, reference, amount_minor, received_at from payment
      where method = 'card' and received_at < ${of.before} order by company_id, received_at desc, id
    ) as newest order by received_at desc, company_id limit ${of.limit}`.execute(db);
  return found.rows;
}
