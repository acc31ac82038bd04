import { readFileSync } from 'node:fs';
import type { PoolClient } from 'pg';
import { openPool } from '../../../src/platform/db/database.ts';
import { type Figures, sumUp } from '../figures.ts';
import type { Job, Recording, Statement } from '../statements.ts';

/**
 * The same statements through pg alone: no HTTP, no Kysely, no page. Reads from a
 * file what to send, so many requests at once over the same size of pool, and says
 * its figures as JSON.
 */
export type SqlFloor = {
  url: string;
  connectionsMax: number;
  atOnce: number;
  warmUpSeconds: number;
  seconds: number;
  recordings: readonly Recording[];
  /** Each sent once; undefined: the recordings in turn, as often as they fit. */
  jobs: readonly Job[] | undefined;
};

/** The figures, and what each statement took on the average, the dearest first. */
export type SqlFigures = Figures & { statements: { text: string; meanMs: number }[] };

const [file = ''] = process.argv.slice(2);
const floor = JSON.parse(readFileSync(file, 'utf8')) as SqlFloor;
const pool = openPool({ ...floor, prepared: true });

/** A text cut at its holes: the pieces between, and which hole follows each. */
type Cut = { pieces: string[]; holes: number[] };
type Value = { cut: Cut } | { list: Value[] } | { given: unknown };
type Prepared = { text: string; values: Value[] }[][];

const prepared: Prepared[] = floor.recordings.map(({ waves, holes }) =>
  waves.map((wave) =>
    wave.map(({ text, values }) => ({ text, values: values.map((value) => cutUp(value, holes)) })),
  ),
);

function cutUp(value: unknown, holes: readonly string[]): Value {
  if (Array.isArray(value)) return { list: value.map((one) => cutUp(one, holes)) };
  if (typeof value !== 'string' || !holes.some((hole) => value.includes(hole))) {
    return { given: value };
  }
  const escaped = holes.map((hole) => hole.replaceAll('\\', '\\\\')).join('|');
  const parts = value.split(new RegExp(`(${escaped})`));
  const cut = {
    pieces: parts.filter((_, index) => index % 2 === 0),
    holes: parts.filter((_, index) => index % 2 === 1).map((part) => holes.indexOf(part)),
  };
  return { cut };
}

function fill(value: Value, fills: readonly string[]): unknown {
  if ('given' in value) return value.given;
  if ('list' in value) return value.list.map((one) => fill(one, fills));
  const { pieces, holes } = value.cut;
  return pieces.map((piece, index) => piece + (fills[holes[index] ?? -1] ?? '')).join('');
}

let next = 0;
const times = new Map<string, { count: number; ms: number }>();

function take(): Job | undefined {
  const at = next++;
  if (floor.jobs) return floor.jobs[at];
  return { recording: at % prepared.length, fills: [] };
}

/** One request: its waves in turn, a transaction on a connection of its own. */
async function send({ recording, fills }: Job): Promise<void> {
  let held: PoolClient | undefined;
  try {
    for (const wave of prepared[recording] ?? []) {
      await Promise.all(
        wave.map(async ({ text, values }) => {
          const statement = { text, values: values.map((value) => fill(value, fills)) };
          if (text === 'begin') held = await pool.connect();
          if (!held) return once(statement);
          await timed(held, statement);
          if (text !== 'commit') return;
          held.release();
          held = undefined;
        }),
      );
    }
  } finally {
    held?.release(true);
  }
}

async function once(statement: Statement): Promise<void> {
  const client = await pool.connect();
  try {
    await timed(client, statement);
  } finally {
    client.release();
  }
}

async function timed(client: PoolClient, { text, values }: Statement): Promise<void> {
  const atMs = performance.now();
  await client.query(text, values as unknown[]);
  const time = times.get(text) ?? { count: 0, ms: 0 };
  times.set(text, { count: time.count + 1, ms: time.ms + performance.now() - atMs });
}

const beginsMs = performance.now() + floor.warmUpSeconds * 1000;
const endsMs = beginsMs + floor.seconds * 1000;
let lastMs = beginsMs;
const durationsMs: number[] = [];

async function worker(): Promise<void> {
  for (let job = take(); job && performance.now() < endsMs; job = take()) {
    const atMs = performance.now();
    await send(job);
    const nowMs = performance.now();
    if (nowMs < beginsMs || nowMs > endsMs) continue;
    durationsMs.push(nowMs - atMs);
    lastMs = nowMs;
  }
}

await Promise.all(Array.from({ length: floor.atOnce }, worker));
await pool.end();

const statements = [...times]
  .map(([text, { count, ms }]) => ({ text, meanMs: ms / count }))
  .toSorted((one, other) => other.meanMs - one.meanMs);
const figures: SqlFigures = { ...sumUp(durationsMs, lastMs - beginsMs), statements };
process.stdout.write(JSON.stringify(figures));
