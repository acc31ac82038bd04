import { sql } from 'kysely';
import type { Buyer } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { CompanyRole } from '../platform/db/schema.ts';

/** Somebody of a company in one of our roles; `undefined` where it has nobody in it. */
export async function findColleague(
  db: Db,
  of: { companyId: string; role: CompanyRole },
): Promise<Buyer | undefined> {
  const { companyId, role } = of;
  const found = await sql<Omit<Buyer, 'kind' | 'role'>>`
    select person.id as person_id, person.name, person.email, person.language, person.theme,
           company.id as company_id, company.name as company_name
    from membership
    join person on person.id = membership.person_id and person.disabled_at is null
    join company on company.id = membership.company_id
    where membership.company_id = ${companyId} and membership.ended_at is null and membership.role = ${role}
    order by person.id limit 1`.execute(db);
  const [row] = found.rows;
  return row && { ...row, kind: 'buyer', role };
}
