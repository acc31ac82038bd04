import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Language, LetterRhythm, StaffRole } from '../platform/db/schema.ts';

/** How somebody of ours wants the figures by mail. */
export type LetterWish = { rhythm: LetterRhythm; language: Language; since: Date };

/** What somebody wants; `undefined` where he wants no letters. */
export async function findLetterWish(db: Db, personId: string): Promise<LetterWish | undefined> {
  return db
    .selectFrom('dashboardLetter')
    .where('personId', '=', personId)
    .select(['rhythm', 'language', 'since'])
    .executeTakeFirst();
}

/** Keeps what somebody wants; the same again changes nothing, so that no letter is put off by it. */
export async function putLetterWish(
  tx: Tx,
  wish: LetterWish & { personId: string },
): Promise<void> {
  const { personId, rhythm, language, since } = wish;
  await sql`
    insert into dashboard_letter as known (person_id, rhythm, language, since)
    values (${personId}, ${rhythm}, ${language}, ${since})
    on conflict (person_id) do update set
      rhythm = excluded.rhythm, language = excluded.language,
      since = case when known.rhythm = excluded.rhythm then known.since else excluded.since end`.execute(
    tx,
  );
}

/** Writes to somebody no more. Again, it changes nothing. */
export async function deleteLetterWish(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom('dashboardLetter').where('personId', '=', personId).execute();
}

/** Somebody who is still to be written to for a period. */
export type LetterReader = {
  personId: string;
  recipient: string;
  readerName: string;
  role: StaffRole;
  language: Language;
};

/**
 * Who wanted letters of a rhythm before a period began and has none of it yet. One
 * statement; the one who writes finds out again, under the lock of the letter's own key.
 */
export async function listLetterReaders(
  db: Db,
  of: { rhythm: LetterRhythm; periodBegins: string },
): Promise<LetterReader[]> {
  const found = await sql<LetterReader>`
    select person.id as person_id, person.email as recipient, person.name as reader_name,
           person.staff_role as role, wish.language
    from dashboard_letter as wish
    join person on person.id = wish.person_id and person.disabled_at is null and person.staff_role is not null
    where wish.rhythm = ${of.rhythm}
      and (wish.since at time zone 'Asia/Almaty')::date < ${of.periodBegins}::date
      and not exists (
        select from dashboard_letter_sent as sent
        where sent.person_id = person.id and sent.rhythm = wish.rhythm and sent.period_begins = ${of.periodBegins})
    order by person.id`.execute(db);
  return found.rows;
}

/** Notes the letter of a period; `false` where there is one, or he wants none any more. */
export async function insertLetter(
  tx: Tx,
  letter: {
    personId: string;
    rhythm: LetterRhythm;
    periodBegins: string;
    tokenHash: Buffer;
    at: Date;
  },
): Promise<boolean> {
  const { personId, rhythm, periodBegins, tokenHash, at } = letter;
  const written = await sql`
    insert into dashboard_letter_sent (person_id, rhythm, period_begins, token_hash, written_at)
    select wish.person_id, wish.rhythm, ${periodBegins}, ${tokenHash}, ${at}
    from dashboard_letter as wish where wish.person_id = ${personId} and wish.rhythm = ${rhythm}
    on conflict (person_id, rhythm, period_begins) do nothing`.execute(tx);
  return written.numAffectedRows === 1n;
}

/** Whose letters a link ends, in his language, and whether he gets any still; `undefined` where it leads nowhere. */
export async function findLetterByLink(
  db: Db,
  tokenHash: Buffer,
): Promise<{ personId: string; language: Language; isWanted: boolean } | undefined> {
  const found = await sql<{ personId: string; language: Language; isWanted: boolean }>`
    select sent.person_id, coalesce(wish.language, person.language) as language,
           wish.person_id is not null as is_wanted
    from dashboard_letter_sent as sent
    join person on person.id = sent.person_id
    left join dashboard_letter as wish on wish.person_id = sent.person_id
    where sent.token_hash = ${tokenHash}`.execute(db);
  return found.rows[0];
}
