import { existsSync, readFileSync, statSync } from 'node:fs';
import { chown, cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { binariesFor, findBinaries } from '../../src/platform/postgres/binaries.ts';
import { clusterPath, stateFolder } from '../../src/platform/postgres/cluster.ts';
import { startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { runProgram } from '../../src/platform/postgres/run-program.ts';
import { canReach, chooseAccount, launchAs } from '../../src/platform/postgres/service-account.ts';
import {
  aFolder,
  asRoot,
  cleanUpServers,
  ended,
  launched,
  remember,
  remembered,
} from '../support/embedded-servers.ts';

cleanUpServers();

const NOBODY = { uid: 65_534, gid: 65_534 };
const NAMELESS = { uid: 54_321, gid: 54_321 };
const native = await findBinaries();
/** Whether others can read this checkout; in root's closed home an ordinary user has no project. */
const openProject = asRoot && (await canReach(NOBODY, path.join(native, 'bin', 'initdb')));

test('root lends PostgreSQL the account `postgres`, else `nobody`, else says what to do', () => {
  const root = 'root:x:0:0:root:/root:/bin/sh';
  const nobody = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
  const postgres = 'postgres:x:101:104::/var/lib/postgresql:/bin/bash';
  expect(chooseAccount([root, nobody, postgres].join('\n'))).toEqual({ uid: 101, gid: 104 });
  expect(chooseAccount([root, nobody].join('\n'))).toEqual(NOBODY);
  expect(() => chooseAccount(root)).toThrow('DATABASE_URL');
});

test.runIf(asRoot)('root in an open folder: the data stays there, under the account', async () => {
  const dataDir = path.join(await aFolder(), '.data');
  const rootDir = path.join(await aFolder(), 'state');
  const server = await startEmbedded({ dataDir, rootDir, fast: true });
  await remember(server.url, 'rebar');
  const account = chooseAccount(readFileSync('/etc/passwd', 'utf8'));
  expect(statSync(clusterPath(dataDir)).uid).toBe(account.uid);
  await server.stop();
});

test.runIf(asRoot)('root in a closed folder: the data goes below the root folder', async () => {
  const dataDir = path.join(await aFolder(0o700), 'shop', '.data');
  const rootDir = path.join(await aFolder(), 'state');
  const first = await startEmbedded({ dataDir, rootDir, fast: true });
  await remember(first.url, 'rebar');
  expect(existsSync(clusterPath(dataDir))).toBe(false);
  await first.stop();
  const second = await startEmbedded({ dataDir, rootDir, fast: true });
  expect(await remembered(second.url)).toEqual(['rebar']);
  await second.stop();
  const kept = (await readdir(rootDir)).filter((name) => /^[0-9a-f]{16}$/.test(name));
  expect(kept).toHaveLength(1);
});

test.runIf(asRoot)('two closed projects of one name do not share their data', async () => {
  const rootDir = path.join(await aFolder(), 'state');
  const folderOf = async () =>
    stateFolder(path.join(await aFolder(0o700), 'shop', '.data'), NOBODY, rootDir);
  expect(await folderOf()).not.toBe(await folderOf());
});

test.runIf(asRoot)('binaries that the account cannot reach are copied once, readable', async () => {
  const closed = path.join(await aFolder(0o700), 'package', 'native');
  const rootDir = path.join(await aFolder(), 'state');
  await cp(native, closed, { recursive: true, verbatimSymlinks: true });
  await cp(path.join(native, '..', 'package.json'), path.join(closed, '..', 'package.json'));
  await runProgram('chmod', ['-R', 'go-rwx', closed], {}); // as a strict umask installs it
  const copy = await binariesFor(closed, NOBODY, rootDir);
  const asked = await runProgram(path.join(copy, 'bin', 'initdb'), ['-V'], launchAs(NOBODY));
  expect(asked).toEqual({ code: 0, said: expect.stringContaining('(PostgreSQL) 18.') });
  const madeAt = statSync(copy).ctimeMs;
  expect(await binariesFor(closed, NOBODY, rootDir)).toBe(copy);
  expect(statSync(copy).ctimeMs).toBe(madeAt);
});

test.runIf(openProject)('an ordinary user runs the server himself', async () => {
  const dataDir = path.join(await aFolder(), '.data');
  await mkdir(dataDir);
  await chown(dataDir, NOBODY.uid, NOBODY.gid);
  const first = await launched({ dataDir, fast: true }, NOBODY);
  await remember(first.url, 'rebar');
  expect(statSync(clusterPath(dataDir)).uid).toBe(NOBODY.uid);
  expect(await ended(first.child, 'SIGTERM')).toBe(0);
  const second = await launched({ dataDir, fast: true }, NOBODY);
  expect(await remembered(second.url)).toEqual(['rebar']);
});

test.runIf(openProject)(
  'root takes over the data of an ordinary user, and gives it back',
  async () => {
    const dataDir = path.join(await aFolder(), '.data');
    await mkdir(dataDir);
    await chown(dataDir, NOBODY.uid, NOBODY.gid);
    const users = await launched({ dataDir, fast: true }, NOBODY);
    await remember(users.url, 'rebar');
    await ended(users.child, 'SIGTERM');
    const roots = await startEmbedded({ dataDir, fast: true });
    expect(await remembered(roots.url)).toEqual(['rebar']);
    await roots.stop();
    expect(statSync(clusterPath(dataDir)).uid).toBe(NOBODY.uid);
  },
);

test.runIf(openProject)(
  'an ordinary user is told whose data it is when it is not his',
  async () => {
    const dataDir = path.join(await aFolder(), '.data');
    await mkdir(clusterPath(dataDir), { recursive: true });
    await chown(dataDir, NOBODY.uid, NOBODY.gid);
    await expect(launched({ dataDir }, NOBODY)).rejects.toThrow('belongs to another user');
  },
);

test.runIf(openProject)('a user without a name on this machine is told what to do', async () => {
  const dataDir = path.join(await aFolder(), '.data');
  await mkdir(dataDir);
  await chown(dataDir, NAMELESS.uid, NAMELESS.gid);
  await expect(launched({ dataDir }, NAMELESS)).rejects.toThrow('DATABASE_URL');
  expect(existsSync(clusterPath(dataDir))).toBe(false);
});
