import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language, StaffRole } from '../platform/db/schema.ts';
import type { Staff } from './actor.ts';

export type StaffMember = {
  personId: string;
  name: string;
  email: string;
  role: StaffRole;
  branchCode: string | null;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  disabledAt: Date | null;
};

/** Our own people, those who can sign in first, by name. */
export async function listStaff(db: Db): Promise<StaffMember[]> {
  const found = await sql<StaffMember>`
    select id as person_id, name, email, staff_role as role, branch_code, password_hash is not null as has_password,
           totp_confirmed_at is not null as has_second_factor, disabled_at
    from person where staff_role is not null
    order by disabled_at is not null, name, email`.execute(db);
  return found.rows;
}

/** One of our own people as an actor, for work that a job does in his name; `undefined` for others and for those who are blocked. */
export async function findStaff(db: Db, personId: string): Promise<Staff | undefined> {
  const found = await sql<Omit<Staff, 'kind'>>`
    select id as person_id, name, email, language, theme, staff_role as role, branch_code
    from person where id = ${personId} and staff_role is not null and disabled_at is null`.execute(
    db,
  );
  const [person] = found.rows;
  return person && { ...person, kind: 'staff' };
}

/** Our administrators who can sign in, locked in one order. */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const locked = await tx
    .selectFrom('person')
    .where('staffRole', '=', 'admin')
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute();
  return locked.map(({ id }) => id);
}

type Position = { role: StaffRole; branchCode: string | null };

/**
 * Makes a colleague of ours who has not signed in yet, or changes what one who
 * never did was invited as. `undefined` when the address belongs to somebody
 * who can sign in already, or to a buyer.
 */
export async function insertInvitedStaff(
  tx: Tx,
  person: Position & { id: string; email: string; name: string; language: Language },
): Promise<{ personId: string } | undefined> {
  const { id, email, name, language, role, branchCode } = person;
  const made = await sql<{ personId: string }>`
    insert into person (id, email, name, language, staff_role, branch_code)
    values (${id}, ${email}, ${name}, ${language}, ${role}, ${branchCode})
    on conflict (email) do update set name = excluded.name, staff_role = excluded.staff_role, branch_code = excluded.branch_code
      where person.staff_role is not null and person.password_hash is null and person.disabled_at is null
    returning id as person_id`.execute(tx);
  return made.rows[0];
}

/** Gives one of ours another role and branch. Says whether there is such a one. */
export async function setPosition(
  tx: Tx,
  given: Position & { personId: string },
): Promise<boolean> {
  const set = await tx
    .updateTable('person')
    .set({ staffRole: given.role, branchCode: given.branchCode })
    .where('id', '=', given.personId)
    .where('staffRole', 'is not', null)
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
  return set.numUpdatedRows === 1n;
}

/** Blocks one of ours. Says whether there was one to block. */
export async function setDisabled(tx: Tx, given: { personId: string; at: Date }): Promise<boolean> {
  const set = await tx
    .updateTable('person')
    .set({ disabledAt: given.at })
    .where('id', '=', given.personId)
    .where('staffRole', 'is not', null)
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
  return set.numUpdatedRows === 1n;
}

/** Takes away the second factor of one of ours, whose telephone is lost. Says whether there was one. */
export async function removeSecondFactor(tx: Tx, personId: string): Promise<boolean> {
  const set = await tx
    .updateTable('person')
    .set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: 0 })
    .where('id', '=', personId)
    .where('staffRole', 'is not', null)
    .where('totpConfirmedAt', 'is not', null)
    .executeTakeFirst();
  return set.numUpdatedRows === 1n;
}
