import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language, StaffRole } from '../platform/db/schema.ts';

export type LinkPurpose = 'invitation' | 'password-reset';

/** What a link opens, for whom. */
export type OpenLink = {
  personId: string;
  email: string;
  name: string;
  hasPassword: boolean;
  staffRole: StaffRole | null;
  /** The company that invites; null for an invitation to our own staff and for a password. */
  companyId: string | null;
  companyName: string | null;
};

type Sought = { tokenHash: Buffer; purpose: LinkPurpose; at: Date };

/** Keeps a link by the hash of its token. */
export async function insertLink(
  tx: Tx,
  link: Sought & { personId: string; companyId: string | null; expiresAt: Date },
): Promise<void> {
  const { tokenHash, purpose, personId, companyId, at, expiresAt } = link;
  await tx
    .insertInto('accessLink')
    .values({ tokenHash, purpose, personId, companyId, createdAt: at, expiresAt })
    .execute();
}

/**
 * Keeps a link for whoever signs in with an address and says whom the letter
 * goes to; `undefined`, in the same one statement, when nobody does.
 */
export async function insertResetLink(
  tx: Tx,
  link: { tokenHash: Buffer; email: string; at: Date; expiresAt: Date },
): Promise<{ name: string; language: Language } | undefined> {
  const kept = await sql<{ name: string; language: Language }>`
    with whose as (
      select id, name, language from person
      where email = ${link.email} and disabled_at is null and password_hash is not null
    ), kept as (
      insert into access_link (token_hash, purpose, person_id, created_at, expires_at)
      select ${link.tokenHash}, 'password-reset', id, ${link.at}, ${link.expiresAt} from whose
    )
    select name, language from whose`.execute(tx);
  return kept.rows[0];
}

/** What a link would open; `undefined` for one that is used, too old, of another purpose, or whose person is blocked. */
export async function findLink(db: Db, sought: Sought): Promise<OpenLink | undefined> {
  const found = await sql<OpenLink>`
    select ${sql.raw(opened)}
    from access_link as link
    join person on person.id = link.person_id and person.disabled_at is null
    left join company on company.id = link.company_id
    where link.token_hash = ${sought.tokenHash} and link.purpose = ${sought.purpose}
      and link.used_at is null and link.expires_at > ${sought.at}`.execute(db);
  return found.rows[0];
}

/** Uses a link up and says what it opens. Of two at the same time the second waits and finds it used. */
export async function takeLink(tx: Tx, sought: Sought): Promise<OpenLink | undefined> {
  const taken = await sql<OpenLink>`
    with link as (
      update access_link set used_at = ${sought.at}
      where token_hash = ${sought.tokenHash} and purpose = ${sought.purpose}
        and used_at is null and expires_at > ${sought.at}
      returning person_id, company_id
    )
    select ${sql.raw(opened)}
    from link
    join person on person.id = link.person_id and person.disabled_at is null
    left join company on company.id = link.company_id`.execute(tx);
  return taken.rows[0];
}

const opened = `person.id as person_id, person.email, person.name, person.password_hash is not null as has_password,
  person.staff_role, company.id as company_id, company.name as company_name`;

/** Makes the links void that a person still has of one purpose; of an invitation only those of one inviter. Says whether there was one. */
export async function voidLinks(
  tx: Tx,
  which: { personId: string; purpose: LinkPurpose; companyId: string | null; at: Date },
): Promise<boolean> {
  const voided = await tx
    .updateTable('accessLink')
    .set({ usedAt: which.at })
    .where('personId', '=', which.personId)
    .where('purpose', '=', which.purpose)
    .where('companyId', 'is not distinct from', which.companyId)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return voided.numUpdatedRows > 0n;
}
