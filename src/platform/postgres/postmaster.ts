import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

/** What PostgreSQL's lock file says: line 1 the pid, line 4 the port, line 8 the state. */
export type PidFile = { pid: number; port: number; ready: boolean; text: string };

/** Longer than any clean start or stop of ours takes on a busy machine. */
const PATIENCE_MS = 30_000;
const STEP_MS = 20;

const pidFilePath = (data: string) => path.join(data, 'postmaster.pid');

/** The lock file as it is, true or stale; absent where there is none. */
export function readPidFile(data: string): PidFile | undefined {
  if (!existsSync(pidFilePath(data))) return undefined;
  const text = readOrNothing(pidFilePath(data));
  const lines = text.split('\n');
  return {
    pid: Number(lines[0]),
    port: Number(lines[3]),
    ready: lines[7]?.startsWith('ready') ?? false,
    text,
  };
}

/**
 * The lock file of a server that lives and serves exactly this folder. A dead
 * server's file still says "ready", and its pid may belong to a stranger by
 * now, so the process is asked for its command line too.
 */
export function runningServer(data: string): PidFile | undefined {
  const file = readPidFile(data);
  return file && isServer(file.pid, data) ? file : undefined;
}

/**
 * Takes away the lock file of a server that is gone, which PostgreSQL itself
 * dares not do while any process has that pid. Only the very text that was
 * judged stale is removed; a newer file goes back. PostgreSQL's second lock,
 * on shared memory, still keeps two servers from one folder.
 */
export function discardPidFile(data: string, judged: PidFile): void {
  const aside = path.join(data, `postmaster.pid.stale-${process.pid}`);
  if (!existsSync(pidFilePath(data))) return;
  renameSync(pidFilePath(data), aside);
  if (readFileSync(aside, 'utf8') === judged.text) rmSync(aside);
  else renameSync(aside, pidFilePath(data));
}

/**
 * Waits while a server is on its way up, or down: returns its lock file once
 * it is ready, nothing once none is running. Throws after half a minute.
 */
export async function settledServer(data: string): Promise<PidFile | undefined> {
  return until(`The PostgreSQL in ${data} neither starts nor stops`, () => {
    const file = runningServer(data);
    if (!file) return { done: undefined };
    return file.ready ? { done: file } : undefined;
  });
}

/**
 * Waits until the server that we just started under this pid is ready, or
 * `ended` says that it gave up: then nothing is returned.
 */
export async function readyServer(
  data: string,
  pid: number,
  ended: () => boolean,
): Promise<PidFile | undefined> {
  return until(`The PostgreSQL in ${data} does not become ready`, () => {
    const file = readPidFile(data);
    if (file?.pid === pid && file.ready) return { done: file };
    return ended() ? { done: undefined } : undefined;
  });
}

/**
 * Fast shutdown: open transactions are rolled back, everything is written
 * down, the process ends. Returns when it has ended; does nothing when the
 * folder is no longer served by this pid.
 */
export async function stopServer(data: string, pid: number): Promise<void> {
  if (!isServer(pid, data)) return;
  process.kill(pid, 'SIGINT');
  await until(`The PostgreSQL in ${data} does not stop`, () =>
    isServer(pid, data) ? undefined : { done: undefined },
  );
}

async function until<T>(complaint: string, look: () => { done: T } | undefined): Promise<T> {
  for (let step = 0; step * STEP_MS < PATIENCE_MS; step++) {
    const seen = look();
    if (seen) return seen.done;
    await sleep(STEP_MS);
  }
  throw new Error(`${complaint} (waited ${PATIENCE_MS / 1000} s).`);
}

/** Whether this process is, at this moment, the server of exactly this folder; a zombie is not. */
export function isServer(pid: number, data: string): boolean {
  if (!(pid > 1) || !isAlive(pid)) return false;
  if (process.platform === 'win32') return true; // tells no command line cheaply
  return commandLine(pid).includes(`postgres -D ${data} `);
}

/** Empty for a zombie, and for a process that ended this moment. */
function commandLine(pid: number): string {
  if (existsSync('/proc/self/cmdline')) {
    return readOrNothing(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
  }
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** The file may vanish between two looks. */
function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
