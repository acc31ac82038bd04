import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type { PoolClient } from 'pg';
import { createApp } from '../../src/app.tsx';
import { loadAssets } from '../../src/channels/assets.ts';
import { createLive } from '../../src/channels/live.ts';
import { createMetrics } from '../../src/channels/metrics.ts';
import { clock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openPool } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { createLog } from '../../src/platform/log.ts';
import type { Ask } from './ask.ts';

/** A statement as it went to PostgreSQL, its values as texts, numbers and lists of them. */
export type Statement = { text: string; values: readonly unknown[] };

/**
 * Everything that one request asked of the database: waves in their order, the
 * statements of a wave side by side. `holes` are the texts within the values that
 * another request must replace by its own: what is peculiar to it, and the new
 * ids that the shop made, `fresh` of them at the end.
 */
export type Recording = { waves: Statement[][]; holes: readonly string[]; fresh: number };

/** The recording that stands for a request, and what goes into its holes. */
export type Job = { recording: number; fills: readonly string[] };

const V7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export type Recorder = Awaited<ReturnType<typeof openRecorder>>;

/** The shop in this process, with an ear between Kysely and pg. What it is asked really happens. */
export async function openRecorder(url: string, connectionsMax: number) {
  const pool = openPool({ url, connectionsMax, prepared: true });
  const tape = new Tape();
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: { connect: async () => tape.ear(await pool.connect()), end: () => pool.end() },
    }),
    plugins: [new CamelCasePlugin()],
  });
  const config = readConfig({ DATABASE_URL: url, DEMO: '0' });
  const log = createLog('silent');
  const app = createApp({
    ...{ db, config, log, live: createLive(db, log), clock: clock(undefined) },
    ...{ assets: loadAssets(), metrics: createMetrics(), lifecycle: { draining: false } },
    print: () => Promise.reject(new Error('nothing is printed here')),
  });
  return {
    db,
    /** Asks the shop once; throws when it refuses. */
    ask: async (ask: Ask): Promise<string> => {
      const { path, method, headers, body } = ask;
      const answer = await app.request(path, { method, headers, ...(body ? { body } : {}) });
      const said = await answer.text();
      if (answer.status < 400) return said;
      throw new Error(`${method} ${path}: ${answer.status}\n${textOf(said)}`);
    },
    tape,
    end: () => db.destroy(),
  };
}

/** Asks once and gives the statements it took, with the answer. */
export async function record(
  recorder: Recorder,
  ask: Ask,
): Promise<{ recording: Recording; said: string }> {
  const begunMs = Date.now();
  recorder.tape.rewind();
  const said = await recorder.ask(ask);
  const waves = recorder.tape.rewind();
  const fresh =
    ask.peculiar.length > 0 ? freshIds(waves, ask.peculiar, { begunMs, endedMs: Date.now() }) : [];
  return {
    recording: { waves, holes: [...ask.peculiar, ...fresh], fresh: fresh.length },
    said,
  };
}

/** What a request puts into the recording that stands for it. */
export function jobOf(ask: Ask, recordings: readonly Recording[]): Job {
  const fresh = recordings[ask.variant]?.fresh ?? 0;
  const fills = [...ask.peculiar, ...Array.from({ length: fresh }, () => newId())];
  return { recording: ask.variant, fills };
}

/** Ids that the shop made while it answered: they carry the time. */
function freshIds(
  waves: Statement[][],
  known: readonly string[],
  span: { begunMs: number; endedMs: number },
): string[] {
  const texts = JSON.stringify(waves).matchAll(V7);
  const ids = new Set([...texts].map(([id]) => id));
  const isNew = (id: string) => {
    const madeMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    return madeMs >= span.begunMs && madeMs <= span.endedMs && !known.includes(id);
  };
  return [...ids].filter(isNew);
}

/** Hears each statement on its way. */
class Tape {
  #waves: Statement[][] = [];
  #underWay = 0;

  /** Gives what was heard and begins anew. */
  rewind(): Statement[][] {
    const heard = this.#waves;
    this.#waves = [];
    return heard;
  }

  ear(client: PoolClient) {
    return {
      query: async (text: string, values: unknown[]) => {
        this.#note({ text, values: values.map(plain) });
        this.#underWay += 1;
        try {
          return await client.query(text, values);
        } finally {
          this.#underWay -= 1;
        }
      },
      release: () => client.release(),
      // Kysely types the pool by all that pg could do; it uses these two.
    } as unknown as PoolClient;
  }

  #note(statement: Statement): void {
    if (this.#underWay === 0) this.#waves.push([statement]);
    else this.#waves.at(-1)?.push(statement);
  }
}

/** As PostgreSQL reads it in text, which a file can hold. */
function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  return value;
}

const textOf = (page: string) =>
  page
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 500);
