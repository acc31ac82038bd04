import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrateToLatest, migrationNames } from '../../src/platform/db/migrate.ts';
import { atDatabase, dropDatabase, onServer } from '../support/on-server.ts';

const name = `empty_${randomBytes(6).toString('hex')}`;
const server = inject('databaseUrl');

beforeAll(() => onServer(server, (client) => client.query(`create database ${name}`)));
afterAll(() => onServer(server, (client) => dropDatabase(client, name)));

test('two processes that migrate an empty database at once apply each migration once, and both end well', async () => {
  const url = atDatabase(server, name);

  const [one, other] = await Promise.all([migrateToLatest(url), migrateToLatest(url)]);

  expect([...(one ?? []), ...(other ?? [])].toSorted()).toEqual([...migrationNames()].toSorted());
  expect(await migrateToLatest(url)).toEqual([]);
});
