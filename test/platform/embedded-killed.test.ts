import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { clusterPath } from '../../src/platform/postgres/cluster.ts';
import { startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { isAlive } from '../../src/platform/postgres/is-alive.ts';
import { isServer } from '../../src/platform/postgres/postmaster.ts';
import {
  aFolder,
  asRoot,
  cleanUpServers,
  ended,
  killed,
  launch,
  launched,
  pidOf,
  remember,
  remembered,
  serverPid,
} from '../support/embedded-servers.ts';
import { onServer } from '../support/on-server.ts';

cleanUpServers();

test('after `kill -9` of the program the next start adopts the running server', async () => {
  const dataDir = await aFolder();
  const first = await launched({ dataDir, fast: true });
  await remember(first.url, 'rebar');
  const pid = serverPid(dataDir);
  await killed(first.child);
  const second = await startEmbedded({ dataDir, fast: true });
  expect(second.adopted).toBe(true);
  expect(second.url).toBe(first.url);
  expect(serverPid(dataDir)).toBe(pid);
  expect(await remembered(second.url)).toEqual(['rebar']);
  await second.stop();
  expect(existsSync(path.join(clusterPath(dataDir), 'postmaster.pid'))).toBe(false);
});

test('after `kill -9` of program and server the next start recovers all that was committed', async () => {
  const dataDir = await aFolder();
  const first = await launched({ dataDir });
  await remember(first.url, 'rebar');
  const pid = serverPid(dataDir);
  await killed(first.child);
  process.kill(pid, 'SIGKILL');
  const second = await startEmbedded({ dataDir });
  expect(second.adopted).toBe(false);
  expect(await remembered(second.url)).toEqual(['rebar']);
});

test('a program killed while it makes the data folder leaves nothing half-made', async () => {
  const dataDir = await aFolder();
  const child = launch({ dataDir, fast: true });
  await vi.waitUntil(() => inTheMaking(dataDir), { timeout: 15_000, interval: 5 });
  await killed(child);
  expect(existsSync(clusterPath(dataDir))).toBe(false);
  const server = await startEmbedded({ dataDir, fast: true });
  await remember(server.url, 'rebar');
  expect(await remembered(server.url)).toEqual(['rebar']);
  expect((await readdir(dataDir)).toSorted()).toEqual(['pg.log', 'pg18']);
});

async function inTheMaking(dataDir: string): Promise<boolean> {
  const fresh = (await readdir(dataDir)).find((name) => /^pg18\.new-\d+-\w+$/.test(name));
  return fresh !== undefined && existsSync(path.join(dataDir, fresh, 'base'));
}

// PostgreSQL itself gives way to a stranger of another account only; ours must do for both.
test('a dead server’s pid that a stranger of the same account has by now is ignored', async () => {
  const { dataDir, stale } = await aDeadServer();
  const { uid, gid } = statSync(clusterPath(dataDir));
  const account = asRoot ? { uid, gid } : {};
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  await writeStale(dataDir, stale, pidOf(stranger));
  const server = await startEmbedded({ dataDir });
  expect(server.adopted).toBe(false);
  expect(await remembered(server.url)).toEqual(['rebar']);
  expect(isAlive(pidOf(stranger))).toBe(true);
  await killed(stranger);
});

test('a dead server’s pid that this very program has by now is ignored', async () => {
  const { dataDir, stale } = await aDeadServer();
  await writeStale(dataDir, stale, process.pid);
  const server = await startEmbedded({ dataDir });
  expect(server.adopted).toBe(false);
  expect(await remembered(server.url)).toEqual(['rebar']);
});

test('a pid file left empty by a full disk is ignored', async () => {
  const { dataDir } = await aDeadServer();
  await writeFile(path.join(clusterPath(dataDir), 'postmaster.pid'), '');
  const server = await startEmbedded({ dataDir });
  expect(await remembered(server.url)).toEqual(['rebar']);
});

/** A folder whose server was killed, and its pid file, which still says "ready". */
async function aDeadServer(): Promise<{ dataDir: string; stale: string }> {
  const dataDir = await aFolder();
  const server = await startEmbedded({ dataDir });
  await remember(server.url, 'rebar');
  const stale = readFileSync(path.join(clusterPath(dataDir), 'postmaster.pid'), 'utf8');
  expect(stale).toContain('ready');
  process.kill(serverPid(dataDir), 'SIGKILL');
  return { dataDir, stale };
}

const writeStale = (dataDir: string, stale: string, pid: number) =>
  writeFile(
    path.join(clusterPath(dataDir), 'postmaster.pid'),
    stale.replace(/^\d+/, () => String(pid)),
  );

test('Ctrl-C, which goes to the whole process group, does not reach the server', async () => {
  const dataDir = await aFolder();
  const { child, url, hear } = await launched({ dataDir, fast: true });
  const pid = serverPid(dataDir);
  await onServer(url, async (client) => {
    process.kill(-pidOf(child), 'SIGINT');
    expect(await hear()).toBe('interrupted');
    expect((await client.query('select 1 as answer')).rows).toEqual([{ answer: 1 }]);
    expect(process.kill(-pid, 0)).toBe(true); // the server leads a group of its own
  });
  expect(await ended(child, 'SIGTERM')).toBe(0);
  expect(isServer(pid, clusterPath(dataDir))).toBe(false);
});
