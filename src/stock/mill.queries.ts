import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';

/** The mill of a name, made if it is new: one mill however its name is typed. Two who bring the same new one at once share it. */
export async function keepMill(tx: Tx, mill: { id: string; name: string }): Promise<string> {
  await sql`
    insert into mill (id, name) values (${mill.id}, ${mill.name}) on conflict (mill_key) do nothing`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    select id from mill where mill_key = mark_key(${mill.name})`.execute(tx);
  const [kept] = rows;
  if (!kept) throw new Error(`mill ${mill.name} was not kept`);
  return kept.id;
}

/** The names of all mills that we know, as they are offered to who types one. */
export async function listMillNames(db: Db): Promise<string[]> {
  const mills = await db.selectFrom('mill').select('name').orderBy('name').execute();
  return mills.map(({ name }) => name);
}
