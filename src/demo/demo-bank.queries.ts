import { sql } from 'kysely';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { StaffRole } from '../platform/db/schema.ts';

/** Somebody of ours in a role; `undefined` where nobody is. */
export async function findStaffIn(db: Db, role: StaffRole): Promise<Staff | undefined> {
  const found = await sql<Omit<Staff, 'kind'>>`
    select id as person_id, name, email, language, theme, staff_role as role, branch_code
    from person where staff_role = ${role} and disabled_at is null order by id limit 1`.execute(db);
  const [row] = found.rows;
  return row && { ...row, kind: 'staff' };
}
