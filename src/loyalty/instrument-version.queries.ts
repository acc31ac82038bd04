import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { type Instrument, parseInstrument } from './instrument.ts';
import { readWritten, type WrittenInstrument } from './read-written.ts';

/** An instrument with the number under which it was published. */
export type PublishedInstrument = { version: number; instrument: Instrument };

/** As it was written: as a text, since names within it are not the database's to spell. */
const asWritten = sql<string>`content::text`.as('written');

/** The instrument by which what happens on a day is asked: the latest whose day has come. */
export async function findInstrumentOn(db: Db, day: string): Promise<PublishedInstrument> {
  const { version, written } = await db
    .selectFrom('instrumentVersion')
    .where('fromDay', '<=', day)
    .orderBy('version', 'desc')
    .limit(1)
    .select(['version', asWritten])
    .executeTakeFirstOrThrow();
  return { version, instrument: parseInstrument(JSON.parse(written)) };
}

/** The instrument of one version, however old: an answer is read by the one it was asked by. */
export async function findInstrument(db: Db, version: number): Promise<Instrument> {
  const { written } = await db
    .selectFrom('instrumentVersion')
    .where('version', '=', version)
    .select(asWritten)
    .executeTakeFirstOrThrow();
  return parseInstrument(JSON.parse(written));
}

/** A version in the list of the office. */
export type VersionRow = {
  version: number;
  name: string;
  note: string;
  fromDay: string;
  publishedAt: Date;
  publishedByName: string | null;
};

/** All versions, the newest first. */
export async function listVersions(db: Db): Promise<VersionRow[]> {
  return db
    .selectFrom('instrumentVersion as published')
    .leftJoin('person', 'person.id', 'published.publishedBy')
    .orderBy('published.version', 'desc')
    .select([
      'published.version',
      'published.name',
      'published.note',
      'published.fromDay',
      'published.publishedAt',
      'person.name as publishedByName',
    ])
    .execute();
}

/** A version as it was written, with the one before it; `undefined`: there is none. */
export async function findWritten(
  db: Db,
  version: number,
): Promise<{ now: WrittenInstrument; before: WrittenInstrument | undefined } | undefined> {
  const found = await db
    .selectFrom('instrumentVersion')
    .where('version', '<=', version)
    .orderBy('version', 'desc')
    .limit(2)
    .select(['version', asWritten])
    .execute();
  const [now, before] = found;
  if (now?.version !== version) return undefined;
  return {
    now: readWritten(JSON.parse(now.written)),
    before: before && readWritten(JSON.parse(before.written)),
  };
}

/** The version that is written at the moment. */
export type InstrumentDraft = { baseVersion: number; version: number; content: WrittenInstrument };

/** The draft, if one is written; locked for whoever changes it. */
export async function findDraft(db: Db, isLocked = false): Promise<InstrumentDraft | undefined> {
  const found = await db
    .selectFrom('instrumentDraft')
    .select(['baseVersion', 'version', asWritten])
    .$if(isLocked, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!found) return undefined;
  const { written, ...draft } = found;
  return { ...draft, content: readWritten(JSON.parse(written)) };
}

/** Begins a draft from the version published last; where one is written it stays. */
export async function insertDraft(tx: Tx, of: { by: string; at: Date }): Promise<void> {
  await sql`
    insert into instrument_draft (base_version, content, begun_at, begun_by)
    select version, content, ${of.at}, ${of.by} from instrument_version order by version desc limit 1
    on conflict do nothing`.execute(tx);
}

/** Writes the locked draft anew, which counts its version on. */
export async function setDraft(tx: Tx, content: WrittenInstrument): Promise<void> {
  await sql`
    update instrument_draft set content = ${JSON.stringify(content)}::jsonb, version = version + 1`.execute(
    tx,
  );
}

/** Drops the draft. */
export async function deleteDraft(tx: Tx): Promise<void> {
  await tx.deleteFrom('instrumentDraft').execute();
}

/** Publishes an instrument as a version, from a day on. */
export async function insertVersion(
  tx: Tx,
  of: {
    version: number;
    content: WrittenInstrument;
    note: string;
    fromDay: string;
    by: string;
    at: Date;
  },
): Promise<void> {
  const { version, content, note, fromDay, by, at } = of;
  await sql`
    insert into instrument_version (version, name, content, note, from_day, published_at, published_by)
    values (${version}, ${content.version}, ${JSON.stringify(content)}::jsonb, ${note}, ${fromDay}::date, ${at}, ${by})`.execute(
    tx,
  );
}
