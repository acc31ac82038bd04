import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { CompanyRole, Language, StaffRole, Theme } from '../platform/db/schema.ts';
import type { Actor } from './actor.ts';

type Row = {
  personId: string;
  name: string;
  email: string;
  language: Language;
  theme: Theme;
  staffRole: StaffRole | null;
  branchCode: string | null;
  companyId: string | null;
  companyName: string | null;
  role: CompanyRole | null;
  secondFactorAt: Date | null;
};

/**
 * Who holds the session, as of now: role and membership are read at each
 * request, so that a change counts at once. `undefined` for a session that has
 * run out, a person who is blocked, a membership that has ended.
 */
export async function findActor(
  db: Db,
  tokenHash: Buffer,
  at: Date,
): Promise<
  { actor: Actor; session: { tokenHash: Buffer; secondFactorAt: Date | null } } | undefined
> {
  const found = await sql<Row>`
    select person.id as person_id, person.name, person.email, person.language, person.theme, person.staff_role,
           person.branch_code, company.id as company_id, company.name as company_name, membership.role,
           session.second_factor_at
    from session
    join person on person.id = session.person_id and person.disabled_at is null
    left join membership on membership.person_id = person.id and membership.company_id = session.company_id
      and membership.ended_at is null
    left join company on company.id = membership.company_id
    where session.token_hash = ${tokenHash} and session.expires_at > ${at}`.execute(db);
  const [row] = found.rows;
  const actor = row && actorOf(row);
  return actor && { actor, session: { tokenHash, secondFactorAt: row.secondFactorAt } };
}

function actorOf(row: Row): Actor | undefined {
  const { personId, name, email, language, theme, staffRole, branchCode } = row;
  const person = { personId, name, email, language, theme };
  if (staffRole) return { ...person, kind: 'staff', role: staffRole, branchCode };
  const { companyId, companyName, role } = row;
  if (!companyId || !companyName || !role) return undefined;
  return { ...person, kind: 'buyer', companyId, companyName, role };
}
