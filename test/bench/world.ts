import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Embedded, startEmbedded } from '../../src/platform/postgres/embedded.ts';
import { atDatabase, dropDatabase, onServer } from '../support/on-server.ts';
import type { Asked } from './arguments.ts';

/** The size of the pool, of the shop and of the statements alone: the program's own default. */
export const CONNECTIONS_MAX = 10;

const project = fileURLToPath(new URL('../..', import.meta.url));
const LARGE = ['--products', '100000', '--companies', '10000', '--lists', '500'];

/** A world in a database of its own, and a folder for what the run writes. */
export type World = {
  /** The database that the shop works on: a copy, dropped at the end. */
  url: string;
  folder: string;
  /** For what the bench itself prepares and counts; no limit on how long that takes. */
  sql: pg.Pool;
  /** For its superuser. */
  adminUrl: string;
  end: () => Promise<void>;
};

/**
 * A PostgreSQL of our own with the world asked for, as the program would start it.
 * The world is built once in the folder that keeps it, and each run works on a copy.
 */
export async function openWorld(asked: Asked, say: (words: string) => void): Promise<World> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'counterweight-bench-'));
  await chmod(scratch, 0o755); // PostgreSQL may run under an account of its own
  const dataDir = asked.data ? path.resolve(asked.data) : path.join(scratch, 'data');
  await mkdir(dataDir, { recursive: true });
  const server = await startEmbedded({ dataDir, rootDir: path.join(scratch, 'root') });
  const endings: (() => Promise<unknown>)[] = [
    () => server.stop(),
    () => rm(scratch, { recursive: true, force: true }),
  ];
  const end = async () => {
    for (const ending of endings) await ending();
  };
  try {
    const built = `world_${asked.world}`;
    if (!(await isBuilt(server.url, built))) {
      say(`Building the ${asked.world} world.`);
      await build(server, built, asked.world);
    }
    const copy = `bench_${process.pid}`;
    await onServer(server.url, (client) =>
      client.query(`create database ${copy} template ${built}`),
    );
    endings.unshift(() => onServer(server.url, (client) => dropDatabase(client, copy)));
    const url = atDatabase(server.url, copy);
    const sql = new pg.Pool({ connectionString: url, max: 2 });
    endings.unshift(() => sql.end());
    return { url, folder: scratch, sql, adminUrl: atDatabase(server.adminUrl, copy), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** A world is written in one transaction, and named by its last word when it is whole. */
async function isBuilt(serverUrl: string, name: string): Promise<boolean> {
  return onServer(serverUrl, async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    return found.rowCount === 1;
  });
}

async function build(server: Embedded, name: string, world: Asked['world']): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await onServer(server.url, (client) => client.query(`drop database if exists ${unfinished}`));
  const sizes = world === 'large' ? LARGE : [];
  await runToEnd(['dist/src/seed.js', '--seed', '1', '--database', unfinished, ...sizes], {
    DATABASE_URL: server.url,
  });
  await onServer(atDatabase(server.adminUrl, unfinished), (client) =>
    client.query('vacuum analyze'),
  );
  await onServer(server.url, (client) =>
    client.query(`alter database ${unfinished} rename to ${name}`),
  );
}

async function runToEnd(args: string[], env: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    cwd: project,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 2, 2],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
}

/** The built web program. */
export type Web = {
  address: string;
  /** Its resident memory and the processor time it has used, as it says itself. */
  usage: () => Promise<{ residentMb: number; cpuSeconds: number }>;
  /** Holds the whole process still, so that nothing of it works beside a floor. */
  hold: () => void;
  letGo: () => void;
  end: () => Promise<void>;
};

/** Starts `dist/src/main.js` as `npm start` does, on the world's database, its log in a file; without its worker where that is asked. */
export async function openWeb(
  world: World,
  { profile, hasWorker }: Pick<Asked, 'profile' | 'hasWorker'>,
): Promise<Web> {
  const log = openSync(path.join(world.folder, 'web.log'), 'a');
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`] : [];
  const child = spawn(
    process.execPath,
    [...flags, '--enable-source-maps', path.join(project, 'dist/src/main.js')],
    {
      cwd: project,
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        WORKER: hasWorker ? '1' : '0',
        DATABASE_URL: world.url,
        DATABASE_PREPARED: '1', // as with the program's own PostgreSQL: a direct connection
        DATABASE_CONNECTIONS: String(CONNECTIONS_MAX),
        ADDRESS_HEADER: 'X-Forwarded-For', // so that a thousand readers come from a thousand places
      },
      stdio: ['ignore', 'pipe', log],
    },
  );
  const address = await heard(child, /open at (\S+)/);
  return {
    address,
    usage: () => usageOf(address),
    hold: () => void child.kill('SIGSTOP'),
    letGo: () => void child.kill('SIGCONT'),
    end: () => ended(child),
  };
}

/** Waits for a line of a program and gives the part sought; throws when the program ends without it. */
export async function heard(child: ChildProcess, sought: RegExp): Promise<string> {
  const { stdout } = child;
  if (!stdout) throw new Error('the program was started without ears');
  const found = new Promise<string>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const part = sought.exec(line)?.[1];
      if (part !== undefined) resolve(part);
    });
  });
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnargs.at(-1)} ended with ${code}`);
  });
  return Promise.race([found, gone]);
}

/** Ends a program in order and waits for it; harmless to repeat. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function usageOf(address: string): Promise<{ residentMb: number; cpuSeconds: number }> {
  const said = await textAt(`${address}/metrics`);
  const figure = (name: string) =>
    Number(new RegExp(`^${name} (\\S+)`, 'm').exec(said)?.[1] ?? Number.NaN);
  return {
    residentMb: figure('process_resident_memory_bytes') / 1024 / 1024,
    cpuSeconds: figure('process_cpu_seconds_total'),
  };
}

/** Over a connection of its own: one that was kept may have ended while the process was held. */
function textAt(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (answer) => void text(answer).then(resolve, reject)).once(
      'error',
      reject,
    );
  });
}
