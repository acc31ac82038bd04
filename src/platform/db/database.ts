import { createHash } from 'node:crypto';
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';

/** Postgres type numbers whose values we read our own way. */
const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;

/** So many distinct statements a connection may keep prepared; beyond it they go unnamed. */
const PREPARED_STATEMENTS_MAX = 500;

/**
 * A prepared statement is planned once and for all. Left to itself the server
 * plans the long statements of a page anew each time, since their values might
 * allow a better plan; ours say in their text what is asked, so the plan is the
 * same: at 100 000 products pages answer up to a fifth sooner, none later.
 */
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan';

type Writes = 'insertInto' | 'updateTable' | 'deleteFrom' | 'mergeInto' | 'replaceInto';

/** Enough to read, and to begin a transaction. */
export type Db = Omit<Kysely<DB>, Writes>;

/** The only way to write: no statement that changes a row runs outside a transaction. */
export type Tx = Transaction<DB>;

export type ConnectOptions = {
  url: string;
  connectionsMax: number;
  /** Name statements so that the server plans them once; off behind a pooler that cannot track them. */
  prepared?: boolean;
  /** Told of connections that died while idle or between two statements. */
  onLost?: (error: Error) => void;
  applicationName?: string;
  /** How long one statement may take; five seconds where nobody waits longer. */
  statementSeconds?: number;
  /** How long to wait for a connection of the pool, and for a lock; two and three seconds where people wait. */
  patienceSeconds?: number;
};

/**
 * A pool of connections as Kysely. A killed connection must never end the
 * process: the pool listens to idle clients, and each client is listened to
 * while it is checked out (reliability 0.1). An empty pool refuses after two
 * seconds instead of queueing for ever.
 */
export function connect(options: ConnectOptions): Kysely<DB> {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: openPool(options) }),
    plugins: [new CamelCasePlugin()],
  });
}

/** The pool beneath `connect`. */
export function openPool(options: ConnectOptions): pg.Pool {
  const onLost = options.onLost ?? (() => undefined);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    application_name: options.applicationName ?? 'counterweight',
    connectionTimeoutMillis: (options.patienceSeconds ?? 2) * 1_000,
    idleTimeoutMillis: 30_000,
    options: `-c statement_timeout=${options.statementSeconds ?? 5}s -c lock_timeout=${options.patienceSeconds ?? 3}s -c idle_in_transaction_session_timeout=10s ${options.prepared ? PLANNED_ONCE : ''}`,
    types: { getTypeParser: parserFor },
    pipeline: true,
    Client: options.prepared ? PreparingClient : pg.Client,
  });
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  return pool;
}

/** Gives each statement text a name, so that PostgreSQL parses and plans it once per connection. */
class PreparingClient extends pg.Client {
  readonly #names = new Map<string, string>();

  // The overloads of pg cannot be written down again here; only the one Kysely uses is touched.
  // oxlint-disable-next-line typescript/no-explicit-any -- pg types `query` by ten overloads.
  override query(...args: any[]): any {
    const [text, values] = args;
    if (args.length === 2 && typeof text === 'string' && Array.isArray(values)) {
      const name = this.#nameOf(text);
      if (name) return super.query({ text, values, name });
    }
    // oxlint-disable-next-line typescript/unbound-method -- applied to this very client.
    return Reflect.apply(super.query, this, args);
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known) return known;
    if (this.#names.size >= PREPARED_STATEMENTS_MAX) return undefined;
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    this.#names.set(text, name);
    return name;
  }
}

function parserFor(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8) return parseSafeInteger;
  if (oid === DATE) return (text: string) => text; // a day has no time zone
  if (oid === INT8_ARRAY) return parseSafeIntegers;
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- pg calls the number an enum.
  return pg.types.getTypeParser(oid, format);
}

/** Reads a bigint; throws where JavaScript could not hold it exactly. */
function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
}

/** A one-dimensional array without nulls, as prices are packed: `{1,2,3}`. */
function parseSafeIntegers(text: string): number[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(parseSafeInteger);
}
