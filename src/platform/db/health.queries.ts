import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Names of the migrations that this database has seen; also the shortest proof that it answers. */
export async function listAppliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map((row) => row.name);
}
