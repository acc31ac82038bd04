import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateToLatest } from '../../src/platform/db/migrate.ts';
import { isAlive } from '../../src/platform/postgres/is-alive.ts';
import { type Embedded, startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { atDatabase, dropDatabase, onServer } from './on-server.ts';

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface can be extended.
  export interface ProvidedContext {
    /** The server of this run, at its maintenance database. */
    databaseUrl: string;
    /** The empty migrated database that every test file copies. */
    templateName: string;
  }
}

/** Who holds it may look at the list of runs and act on it: join, tidy up, stop the server. */
const RUNS_LOCK = 6_150_417;
const ATTEMPTS_MAX = 5;

// A pid means something on one machine only, and TEST_DATABASE_URL may be shared by several.
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const templateName = `template_${machine}_${process.pid}`;

/**
 * Before all tests: a server (`TEST_DATABASE_URL`, else our own in `.data/test`,
 * with crash safety traded for speed) and on it one empty database with every
 * migration applied. Several runs may share a server: each has a template of its
 * own, removes only what dead runs left, and the last to leave stops our server.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = await join(path.join(project.config.root, '.data', 'test'));
  try {
    await migrateToLatest(atDatabase(run.url, templateName));
  } catch (error) {
    await leave(run); // nobody calls the teardown of a set-up that failed
    throw error;
  }
  project.provide('databaseUrl', run.url);
  project.provide('templateName', templateName);
  return () => leave(run);
}

type Run = { url: string; server: Embedded | undefined };

async function join(dataDir: string): Promise<Run> {
  const given = process.env['TEST_DATABASE_URL'];
  for (let attempt = 1; ; attempt++) {
    const server = given ? undefined : await startEmbedded({ dataDir, fast: true });
    const url = given ?? server?.url ?? '';
    try {
      await amongRuns(url, (client) => client.query(`create database ${templateName}`));
      return { url, server };
    } catch (error) {
      // The last run before us may stop the server between our finding and our joining it.
      if (!server || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function leave({ url, server }: Run): Promise<void> {
  await amongRuns(url, async (client) => {
    const others = await client.query("select from pg_database where datname ~ '^template_'");
    if (others.rowCount === 0) await server?.stop();
  });
}

/** One run at a time, and with nothing of this run or of a dead one on the server. */
async function amongRuns(url: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  await onServer(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [RUNS_LOCK]);
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database',
    );
    for (const { name } of rows) {
      if (isLeftover(name)) await dropDatabase(client, name);
    }
    await act(client);
  });
}

function isLeftover(name: string): boolean {
  const pid = new RegExp(`^(?:template|copy)_${machine}_(\\d+)`).exec(name)?.[1];
  return pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)));
}
