import { appendFile, readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clusterPath } from '../../src/platform/postgres/cluster.ts';
import { startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { isServer } from '../../src/platform/postgres/postmaster.ts';
import {
  aFolder,
  cleanUpServers,
  ended,
  launched,
  remember,
  remembered,
  serverPid,
} from '../support/embedded-servers.ts';
import { onServer } from '../support/on-server.ts';

cleanUpServers();

test('what was committed is there after a stop and a new start', async () => {
  const dataDir = await aFolder();
  const first = await startEmbedded({ dataDir });
  await remember(first.url, 'rebar');
  await first.stop();
  const second = await startEmbedded({ dataDir });
  expect(second.adopted).toBe(false);
  expect(await remembered(second.url)).toEqual(['rebar']);
});

test('a stop in order leaves no process and no pid file, and may be repeated', async () => {
  const dataDir = await aFolder();
  const { child } = await launched({ dataDir, fast: true });
  const pid = serverPid(dataDir);
  expect(await ended(child, 'SIGTERM')).toBe(0);
  expect(isServer(pid, clusterPath(dataDir))).toBe(false);
  expect(existsSync(path.join(clusterPath(dataDir), 'postmaster.pid'))).toBe(false);
  const server = await startEmbedded({ dataDir, fast: true });
  await server.stop();
  await server.stop();
  expect((await readdir(dataDir)).toSorted()).toEqual(['pg.log', 'pg18']);
});

test('two programs that start at once in an empty folder share one server', async () => {
  const dataDir = await aFolder();
  const both = await Promise.all([
    launched({ dataDir, fast: true }),
    launched({ dataDir, fast: true }),
  ]);
  expect(both.filter((one) => one.adopted)).toHaveLength(1);
  expect(both[0].url).toBe(both[1].url);
  await remember(both[0].url, 'beam');
  expect(await remembered(both[1].url)).toEqual(['beam']);
  expect((await readdir(dataDir)).toSorted()).toEqual(['pg.log', 'pg18']);
});

test('three starts at once in a folder with data share one server', async () => {
  const dataDir = await aFolder();
  const before = await startEmbedded({ dataDir, fast: true });
  await remember(before.url, 'angle');
  await before.stop();
  const start = () => startEmbedded({ dataDir, fast: true });
  const all = await Promise.all([start(), start(), start()]);
  expect(all.filter((one) => !one.adopted)).toHaveLength(1);
  expect(new Set(all.map((one) => one.url)).size).toBe(1);
  expect(await remembered(all[2].url)).toEqual(['angle']);
});

test('a start while the server is being stopped waits and gets a server', async () => {
  const dataDir = await aFolder();
  const first = await startEmbedded({ dataDir, fast: true });
  await remember(first.url, 'channel');
  const [, second] = await Promise.all([first.stop(), startEmbedded({ dataDir, fast: true })]);
  expect(await remembered(second.url)).toEqual(['channel']);
});

test('a server that cannot start says why in its own words', async () => {
  const dataDir = await aFolder();
  await (await startEmbedded({ dataDir, fast: true })).stop();
  await appendFile(
    path.join(clusterPath(dataDir), 'postgresql.conf'),
    '\nweight_of_steel = 7850\n',
  );
  await expect(startEmbedded({ dataDir, fast: true })).rejects.toThrow('weight_of_steel');
});

test('the shop has what it needs: its own database, 200 connections, its alphabets, similarity', async () => {
  const { url } = await startEmbedded({ dataDir: await aFolder(), fast: true });
  await onServer(url, async (client) => {
    await client.query('create extension pg_trgm');
    const { rows } = await client.query(`
      select current_user as role, current_database() as database, lower('ӘБВ') as lower,
             rolsuper as super, rolcreatedb as createdb,
             current_setting('max_connections') as connections,
             current_setting('timezone') as zone, similarity('уголок', 'уголок') as alike
      from pg_roles where rolname = current_user`);
    expect(rows).toEqual([
      {
        role: 'shop',
        database: 'shop',
        lower: 'әбв',
        super: false,
        createdb: true,
        connections: '200',
        zone: 'UTC',
        alike: 1,
      },
    ]);
    const sorted = await client.query<{ letter: string }>(
      `select letter from unnest('{Я,Қ,Ә,Б,К,А}'::text[]) letter order by letter collate "kk-x-icu"`,
    );
    expect(sorted.rows.map((row) => row.letter).join('')).toBe('АӘБКҚЯ');
  });
});
