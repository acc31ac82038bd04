import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CompanyRole, Language, StaffRole, Theme } from '../platform/db/schema.ts';
import type { Actor, OwnRole } from './actor.ts';
import { ownRoleSql } from './own-role.queries.ts';
import { idleSince, noteAgainAfter, sessionEnds } from './session-limits.ts';

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
  ownRole: OwnRole | null;
  secondFactorAt: Date | null;
  awaitsSecondFactor: boolean;
  cartLines: number;
};

type FoundSession = {
  /** Absent while the session is half open: the password was right, the code has not been given. Such a one is a stranger everywhere but at the second step. */
  actor: Actor | undefined;
  session: {
    tokenHash: Buffer;
    secondFactorAt: Date | null;
    /** Lines of the open cart that a buyer fills on the web: every page shows them in its badge. */
    cartLines: number;
  };
};

/**
 * Who holds the session, as of now: role and membership are read at each
 * request, so that a change counts at once. `undefined` for a session that has
 * run out or lay idle, a person who is blocked, a membership that has ended.
 * The same statement notes, once a minute at most, that the session is in use;
 * it waits for nobody who is changing the session meanwhile.
 */
export async function findActor(
  db: Db,
  tokenHash: Buffer,
  at: Date,
): Promise<FoundSession | undefined> {
  const idle = idleSince(at);
  const found = await sql<Row>`
    with found as (
      select person.id as person_id, person.name, person.email, person.language, person.theme, person.staff_role,
             person.branch_code, company.id as company_id, company.name as company_name, membership.role,
             ${ownRoleSql} as own_role,
             session.second_factor_at,
             person.totp_confirmed_at is not null and session.second_factor_at is null as awaits_second_factor,
             (select count(*) from cart join cart_line on cart_line.cart_id = cart.id
              where cart.company_id = membership.company_id and cart.opened_by = person.id
                and cart.opened_on = 'web' and cart.placed_at is null and cart.set_aside_at is null) as cart_lines
      from session
      join person on person.id = session.person_id and person.disabled_at is null
      left join membership on membership.person_id = person.id and membership.company_id = session.company_id
        and membership.ended_at is null
      left join company on company.id = membership.company_id
      where session.token_hash = ${tokenHash} and session.expires_at > ${at}
        and session.seen_at > case when person.staff_role is null then ${idle.buyer}::timestamptz else ${idle.staff} end
    ), stale as (
      select session.token_hash from session
      where session.token_hash = ${tokenHash} and session.seen_at < ${noteAgainAfter(at)}
        and exists (select from found)
      for update of session skip locked
    ), noted as (
      update session set seen_at = ${at} from stale where session.token_hash = stale.token_hash
    )
    select * from found`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const { secondFactorAt, cartLines } = row;
  const session = { tokenHash, secondFactorAt, cartLines };
  if (row.awaitsSecondFactor) return { actor: undefined, session };
  const actor = actorOf(row);
  return actor && { actor, session };
}

/** Whoever has a role of ours is staff, whatever company the session names: no member of staff ever acts as a buyer (R38). */
function actorOf(row: Row): Actor | undefined {
  const { personId, name, email, language, theme, staffRole, branchCode } = row;
  const person = { personId, name, email, language, theme };
  if (staffRole) return { ...person, kind: 'staff', role: staffRole, branchCode };
  const { companyId, companyName, role, ownRole } = row;
  if (!companyId || !companyName || !role) return undefined;
  return { ...person, kind: 'buyer', companyId, companyName, role, ownRole };
}

export type NewSession = {
  tokenHash: Buffer;
  personId: string;
  /** The company to buy for; without one the company used last, else the first. */
  companyId?: string | undefined;
  /** The hash the password was checked against: when it was changed meanwhile, nothing opens. */
  passwordHash?: string | undefined;
  secondFactorAt: Date | null;
  at: Date;
};

export type OpenedSession = { companyId: string | null; expiresAt: Date; isHalfOpen: boolean };

/**
 * Opens a session for staff, or for a buyer who is a member of a company now;
 * `undefined` for a person who is blocked, belongs nowhere or got another
 * password since. Who has confirmed a second factor and not given it gets a
 * session that is half open and short.
 */
export async function insertSession(
  tx: Tx,
  session: NewSession,
): Promise<OpenedSession | undefined> {
  const { tokenHash, personId, companyId, passwordHash, secondFactorAt, at } = session;
  const ends = sessionEnds(at);
  const opened = await sql<OpenedSession>`
    insert into session (token_hash, person_id, company_id, second_factor_at, created_at, seen_at, expires_at)
    select ${tokenHash}, person.id, chosen.company_id, ${secondFactorAt}::timestamptz, ${at}, ${at},
           case when person.totp_confirmed_at is not null and ${secondFactorAt}::timestamptz is null then ${ends.halfOpen}::timestamptz
                when person.staff_role is not null then ${ends.staff} else ${ends.buyer} end
    from person
    left join lateral (
      select membership.company_id from membership
      where membership.person_id = person.id and membership.ended_at is null and person.staff_role is null
        and (${companyId ?? null}::uuid is null or membership.company_id = ${companyId ?? null}::uuid)
      order by (select max(used.seen_at) from session used
                where used.person_id = person.id and used.company_id = membership.company_id) desc nulls last,
               membership.created_at, membership.company_id
      limit 1
    ) chosen on true
    where person.id = ${personId} and person.disabled_at is null
      and (person.staff_role is not null or chosen.company_id is not null)
      and (${passwordHash ?? null}::text is null or person.password_hash = ${passwordHash ?? null}::text)
    for share of person
    returning session.company_id, session.expires_at,
              session.expires_at = ${ends.halfOpen}::timestamptz as is_half_open`.execute(tx);
  return opened.rows[0];
}

/** Ends one session. Repeats harmlessly. */
export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.deleteFrom('session').where('tokenHash', '=', tokenHash).execute();
}

/** Ends every session of a person, in one company only where one is named. */
export async function deleteSessionsOf(
  tx: Tx,
  whose: { personId: string; companyId?: string },
): Promise<void> {
  const { personId, companyId } = whose;
  let sessions = tx.deleteFrom('session').where('personId', '=', personId);
  if (companyId) sessions = sessions.where('companyId', '=', companyId);
  await sessions.execute();
}

/** Removes what nobody can use any more: sessions past their end, and counts of attempts whose time is over. */
export async function deleteExpired(tx: Tx, at: Date): Promise<void> {
  await sql`
    with over as (
      select token_hash from session where expires_at <= ${at} order by token_hash limit 500 for update skip locked
    ), counted as (
      select key from sign_in_attempt
      where expire < extract(epoch from now()) * 1000 order by key limit 500 for update skip locked
    ), forgotten as (
      delete from sign_in_attempt using counted where sign_in_attempt.key = counted.key
    )
    delete from session using over where session.token_hash = over.token_hash`.execute(tx);
}

export type SessionShown = {
  companyName: string | null;
  createdAt: Date;
  seenAt: Date;
  isThisOne: boolean;
};

/** The sessions a person has open, the one used last first; 50 at most. */
export async function listSessions(
  db: Db,
  of: { personId: string; tokenHash: Buffer; at: Date },
): Promise<SessionShown[]> {
  const { personId, tokenHash, at } = of;
  const idle = idleSince(at);
  const found = await sql<SessionShown>`
    select company.name as company_name, session.created_at, session.seen_at,
           session.token_hash = ${tokenHash} as is_this_one
    from session
    join person on person.id = session.person_id
    left join company on company.id = session.company_id
    where session.person_id = ${personId} and session.expires_at > ${at}
      and session.seen_at > case when person.staff_role is null then ${idle.buyer}::timestamptz else ${idle.staff} end
    order by session.seen_at desc, session.created_at desc
    limit 50`.execute(db);
  return found.rows;
}
