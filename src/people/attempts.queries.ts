import { CompiledQuery } from 'kysely';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Db } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';

/** So many attempts in so long a time. The name is part of the key under which they are counted. */
export type AttemptLimit = { name: string; attemptsMax: number; windowSeconds: number };

/**
 * Counts one attempt, in one statement that both counts and tells, so that a
 * hundred at once do not all pass. Throws `too-many-attempts` beyond the limit.
 * Written outside of the caller's transaction: what is refused counts too.
 */
export async function countAttempt(db: Db, limit: AttemptLimit, key: string): Promise<void> {
  try {
    await limiter(db, limit).consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new Refusal({ code: 'too-many-attempts', retryAfterSeconds });
  }
}

/** Takes an attempt back that turned out to be the owner's. */
export async function uncountAttempt(db: Db, limit: AttemptLimit, key: string): Promise<void> {
  await limiter(db, limit).reward(key);
}

/** Forgets all attempts under a key. */
export async function forgetAttempts(db: Db, limit: AttemptLimit, key: string): Promise<void> {
  await limiter(db, limit).delete(key);
}

/** Remembers a key for the limit's time, from now. */
export async function remember(db: Db, limit: AttemptLimit, key: string): Promise<void> {
  await limiter(db, limit).set(key, 1, limit.windowSeconds);
}

/** Whether a key is remembered. */
export async function isRemembered(db: Db, limit: AttemptLimit, key: string): Promise<boolean> {
  return (await limiter(db, limit).get(key)) !== null;
}

/** Holds no state but the table's, so a new one each time costs nothing; expired rows go with the sign-ins. */
function limiter(db: Db, limit: AttemptLimit): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: { query: (statement: Statement) => run(db, statement) },
    storeType: 'client',
    tableName: 'sign_in_attempt',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: limit.name,
    points: limit.attemptsMax,
    duration: limit.windowSeconds,
  });
}

type Statement = { text: string; values: readonly unknown[] };

/** The limiter's statements over our own pool, unnamed, so that they are counted and pass any pooler. */
async function run(db: Db, { text, values }: Statement) {
  const { rows, numAffectedRows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
  return { rows, rowCount: Number(numAffectedRows ?? rows.length) };
}
