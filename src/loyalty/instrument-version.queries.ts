import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import { type Instrument, parseInstrument } from './instrument.ts';

/** An instrument with the number under which it was published. */
export type PublishedInstrument = { version: number; instrument: Instrument };

/** As it was written: as a text, since names within it are not the database's to spell. */
const asWritten = sql<string>`content::text`.as('written');

/** The instrument that is asked by from now on: the one published last. */
export async function findNewestInstrument(db: Db): Promise<PublishedInstrument> {
  const { version, written } = await db
    .selectFrom('instrumentVersion')
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
