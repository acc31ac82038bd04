import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Db, Tx } from './database.ts';

const ATTEMPTS_MAX = 6;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/**
 * The connection was lost while the commit was on its way, so nobody knows
 * whether it happened. Only the key that made the request repeatable can tell:
 * the caller sends the same form again.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/**
 * Runs one transaction, read committed, and repeats it with a random pause when
 * PostgreSQL asks for that (deadlock, serialization), six times at most. No
 * network call, mail or file belongs inside. Throws `OutcomeUnknown` when the
 * connection dies at the commit.
 */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    let workDone = false;
    try {
      return await db.transaction().execute(async (tx) => {
        const result = await work(tx);
        workDone = true;
        return result;
      });
    } catch (error) {
      if (workDone && !hasCode(error)) throw new OutcomeUnknown('lost at commit', { cause: error });
      if (!asksToRepeat(error) || attempt >= ATTEMPTS_MAX) throw error;
      await pause(Math.random() * 20 * attempt);
    }
  }
}

const hasCode = (error: unknown) => error instanceof pg.DatabaseError && error.code !== undefined;

const asksToRepeat = (error: unknown) =>
  error instanceof pg.DatabaseError &&
  (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK);
