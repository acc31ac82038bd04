import { runMigrations } from 'graphile-worker';
import { CamelCasePlugin, Kysely, Migrator, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrations } from '../../../migrations/index.ts';

/**
 * Brings a database to the newest schema, the job queue's included, and names
 * what was applied. Safe from several processes at once: Kysely takes a lock,
 * and so does the queue. A failed migration leaves the schema as it was.
 */
export async function migrateToLatest(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  const db = new Kysely<never>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });
  try {
    await runMigrations({ connectionString: url, noPreparedStatements: true });
    const { error, results = [] } = await new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    }).migrateToLatest();
    if (error)
      throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
    return results.map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** Names of migrations that this program knows and the database has not seen: `/readyz` asks. */
export const migrationNames = (): readonly string[] => Object.keys(migrations);
