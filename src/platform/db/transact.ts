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

/** The last statements of the transactions under way, which the commit does not wait for. */
const lastStatements = new WeakMap<Tx, Promise<unknown>[]>();

/**
 * Runs one transaction, read committed, and repeats it with a random pause when
 * PostgreSQL asks for that (deadlock, serialization), six times at most. No
 * network call, mail or file belongs inside. Throws `OutcomeUnknown` when the
 * connection dies at the commit.
 */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    let workDone = false;
    const last: Promise<unknown>[] = [];
    try {
      const result = await db.transaction().execute(async (tx) => {
        lastStatements.set(tx, last);
        const done = await work(tx);
        // Once all that was ready to run has run, those statements are on their way.
        if (last.length > 0) await new Promise<void>((resume) => process.nextTick(resume));
        workDone = true;
        return done;
      });
      // Where one of these failed PostgreSQL has answered the commit with a rollback.
      await Promise.all(last);
      return result;
    } catch (error) {
      if (workDone && !hasCode(error)) throw new OutcomeUnknown('lost at commit', { cause: error });
      if (!asksToRepeat(error) || attempt >= ATTEMPTS_MAX) throw error;
      await pause(Math.random() * 20 * attempt);
    }
  }
}

/**
 * Leaves the last statement of a transaction to `transact`: the commit is sent
 * right behind it instead of after its answer, so that what it locks is locked
 * for no longer than PostgreSQL itself needs, however busy this process is. A
 * statement that fails fails the transaction as any other. Nothing but
 * statements already awaited may come before it, and nothing after it.
 */
export function commitBehind(tx: Tx, statement: Promise<unknown>): void {
  statement.catch(() => undefined); // told by `transact`
  const last = lastStatements.get(tx);
  if (!last) throw new Error('only within transact');
  last.push(statement);
}

const hasCode = (error: unknown) => error instanceof pg.DatabaseError && error.code !== undefined;

const asksToRepeat = (error: unknown) =>
  error instanceof pg.DatabaseError &&
  (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK);
