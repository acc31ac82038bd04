import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrateToLatest } from '../../src/platform/db/migrate.ts';
import { startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { atDatabase, dropDatabase } from './on-server.ts';

/** `npm run schema` writes the types of a freshly migrated database; `npm run schema:check` proves them current. */
const OUT = fileURLToPath(import.meta.resolve('#root/src/platform/db/schema.ts'));
const database = `schema_${process.pid}`;

const given = process.env['TEST_DATABASE_URL'];
const local = given ? undefined : await startEmbedded({ dataDir: '.data/test', fast: true });
const server = given ?? local?.adminUrl ?? '';
const admin = new pg.Client(server);
await admin.connect();
await admin.query(`create database ${database}`);
const url = atDatabase(server, database);
try {
  await migrateToLatest(url);
  process.exitCode = await generate(url);
} finally {
  await dropDatabase(admin, database);
  await admin.end();
  if (local && !local.adopted) await local.stop();
}

function generate(from: string): Promise<number> {
  const args = [
    `--url=${from}`,
    `--out-file=${OUT}`,
    '--dialect=postgres',
    '--camel-case',
    '--date-parser=string',
    '--type-mapping={"int8":"number"}',
    '--default-schema=public',
    '--exclude-pattern=(graphile_worker.*|kysely_*|audit.*)',
    ...process.argv.slice(2),
  ];
  const bin = path.resolve(import.meta.dirname, '../../node_modules/.bin/kysely-codegen');
  return new Promise((done) => {
    spawn(bin, args, { stdio: 'inherit' }).once('close', (code) => done(code ?? 1));
  });
}
