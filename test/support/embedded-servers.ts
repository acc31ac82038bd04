import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, vi } from 'vitest';
import { z } from 'zod';
import { clusterPath } from '../../src/platform/postgres/cluster.ts';
import type { EmbeddedOptions } from '../../src/platform/postgres/embedded.ts';
import { runningServer, stopServer } from '../../src/platform/postgres/postmaster.ts';
import type { Account } from '../../src/platform/postgres/service-account.ts';
import { builtProgram } from './built-program.ts';
import { onServer } from './on-server.ts';

export const asRoot = process.getuid?.() === 0;

const project = fileURLToPath(new URL('../..', import.meta.url));

const Said = z.object({ url: z.string(), adopted: z.boolean() });

const folders: string[] = [];
const children: ChildProcess[] = [];

/** A folder that goes with the test, and so does every server whose data lies in it. */
export async function aFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'counterweight-'));
  await chmod(folder, mode);
  folders.push(folder);
  return folder;
}

/**
 * Ends what a test left running, then removes its folders. Each file that uses
 * them calls it once. Data folders are made and written to disk in earnest here,
 * which a busy machine may take its time over.
 */
export function cleanUpServers(): void {
  vi.setConfig({ testTimeout: 60_000 });
  afterEach(async () => {
    for (const child of children.splice(0)) await killed(child);
    for (const folder of folders.splice(0)) {
      for (const holder of [folder, ...(await subfolders(folder))]) await stopServerIn(holder);
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    }
  });
}

/** Another node process that runs the server, in a process group of its own as a terminal gives it. */
export type Program = ChildProcessByStdio<null, Readable, Readable>;

/** A program whose server answers. */
export type Launched = z.infer<typeof Said> & {
  child: Program;
  /** The next line it says. */
  hear: () => Promise<unknown>;
};

/** Starts the program without waiting for its server. */
export function launch(options: EmbeddedOptions, account?: Account): Program {
  const program = builtProgram('test/support/programs/embedded-server.ts');
  const child = spawn(process.execPath, [...program, JSON.stringify(options)], {
    ...account,
    cwd: project,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** Starts the program and waits until its server answers; throws what it said if it ends instead. */
export async function launched(options: EmbeddedOptions, account?: Account): Promise<Launched> {
  const child = launch(options, account);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([nextLine(lines), once(child, 'close').then(() => undefined)]);
  if (first === undefined) throw new Error(complaint);
  return { ...Said.parse(first), child, hear: () => nextLine(lines) };
}

async function nextLine(lines: Interface): Promise<unknown> {
  const [line] = await once(lines, 'line');
  return JSON.parse(String(line));
}

/** The same as `kill -9`: no handler runs. Returns when the process is gone. */
export async function killed(child: ChildProcess): Promise<void> {
  await ended(child, 'SIGKILL');
}

/** Sends a signal and waits for the end; returns the exit code. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
  return child.exitCode;
}

/** The number of a process that did start. */
export function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('The program did not start.');
  return child.pid;
}

/** The pid of the PostgreSQL that serves a folder; throws when none does. */
export function serverPid(dataDir: string): number {
  const server = runningServer(clusterPath(dataDir));
  if (!server) throw new Error(`No server runs in ${dataDir}.`);
  return server.pid;
}

/** Commits one row that a later start must find again. */
export const remember = (url: string, word: string) =>
  onServer(url, async (client) => {
    await client.query('create table if not exists memory (word text not null)');
    await client.query('insert into memory values ($1)', [word]);
  });

/** The rows that were committed, in order. */
export const remembered = (url: string): Promise<string[]> =>
  onServer(url, async (client) => {
    const { rows } = await client.query<{ word: string }>('select word from memory order by word');
    return rows.map((row) => row.word);
  });

async function stopServerIn(folder: string): Promise<void> {
  const server = runningServer(clusterPath(folder));
  if (server) await stopServer(clusterPath(folder), server.pid);
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((one) => one.isDirectory()).map((one) => path.join(folder, one.name));
}
