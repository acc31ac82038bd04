import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  discardPidFile,
  readPidFile,
  readyServer,
  runningServer,
  settledServer,
} from './postmaster.ts';
import { type Account, launchAs } from './service-account.ts';

/** What a server is started with. */
export type ServerPlan = {
  binaries: string;
  data: string;
  logFile: string;
  account: Account | undefined;
  /** Trade crash safety for speed. */
  fast: boolean;
};

/** A server that answers. */
export type Server = { pid: number; port: number; adopted: boolean };

/**
 * Complaints that pass by themselves: a killed server's children still hold
 * its memory, another start holds the lock, somebody took the port.
 */
const PASSING = /shared memory|lock file|postmaster\.pid|could not bind|Address already in use/;
const ATTEMPTS_MAX = 60;
const PAUSE_MS = 250;

/**
 * The server of a cluster: the one that runs already, whoever started it, else
 * a new one. PostgreSQL's own lock file decides between two starts at once; the
 * loser adopts the winner's server. Throws with the server's last words.
 */
export async function startServer(plan: ServerPlan): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const found = await settledServer(plan.data);
    if (found) return { pid: found.pid, port: found.port, adopted: true };
    const before = readPidFile(plan.data);
    const booted = await boot(plan);
    if ('port' in booted) return { ...booted, adopted: false };
    if (attempt >= ATTEMPTS_MAX || !PASSING.test(booted.said)) {
      throw new Error(`PostgreSQL did not start:\n${lastLines(booted.said)}`);
    }
    await sleep(PAUSE_MS);
    const after = readPidFile(plan.data);
    if (after && after.text === before?.text && !runningServer(plan.data)) {
      discardPidFile(plan.data, after);
    }
  }
}

async function boot(plan: ServerPlan): Promise<{ pid: number; port: number } | { said: string }> {
  const port = await freePort();
  const log = openSync(plan.logFile, 'a', 0o600);
  const spokenBefore = statSync(plan.logFile).size;
  const child = spawn(path.join(plan.binaries, 'bin', 'postgres'), settings(plan, port), {
    ...launchAs(plan.account),
    stdio: ['ignore', log, log],
    detached: true, // Ctrl-C reaches only us, and we stop the server in order
  });
  closeSync(log);
  let ended = false;
  const end = () => {
    ended = true;
  };
  child.once('error', end);
  child.once('exit', end);
  const ready = await readyServer(plan.data, child.pid ?? 0, () => ended);
  child.unref();
  if (ready) return { pid: ready.pid, port: ready.port };
  return { said: readFileSync(plan.logFile).subarray(spokenBefore).toString() };
}

function settings({ data, fast }: ServerPlan, port: number): string[] {
  const chosen = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '', // no stale sockets, no limit on the length of a path
    port,
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return [
    '-D',
    data,
    ...Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** A port that was free a moment ago; when somebody is quicker, the start is tried again. */
async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  return address.port;
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-8).join('\n');
