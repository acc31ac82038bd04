import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { afterAll, inject } from 'vitest';
import { connect } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { atDatabase, dropDatabase, onServer } from './on-server.ts';

/** Enough for twenty buyers at once, few enough for several test runs on one server. */
const CONNECTIONS_MAX = 20;
/** Two cores that are busy elsewhere take longer than people would wait; what is tested is what comes of it. */
const PATIENCE_SECONDS = 30;

/**
 * A private copy of the migrated database for one test file, dropped when the
 * file's tests are done, whoever is still connected. Call it at the top of the
 * file or in `beforeAll`.
 */
export async function freshDatabase(): Promise<{ db: Kysely<DB>; url: string }> {
  const server = inject('databaseUrl');
  const template = inject('templateName');
  const name = `${template.replace('template', 'copy')}_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`create database ${name} template ${template}`));
  const url = atDatabase(server, name);
  // Prepared, as the program is: a plan made once for all values may refuse what one made for these takes.
  const patience = { statementSeconds: PATIENCE_SECONDS, patienceSeconds: PATIENCE_SECONDS };
  const db = connect({ url, connectionsMax: CONNECTIONS_MAX, prepared: true, ...patience });
  afterAll(async () => {
    await db.destroy();
    await onServer(server, (client) => dropDatabase(client, name));
  });
  return { db, url };
}
