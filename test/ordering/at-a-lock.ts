import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Tx } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { onServer } from '../support/on-server.ts';

/** A database of the shop and where a connection of one's own finds it. */
type Shop = { db: Kysely<DB>; url: string };

/** Holds a row as another transaction of the shop would, for as long as `meanwhile` takes. */
export const holding = <T>(
  { url }: Shop,
  row: string,
  values: readonly unknown[],
  meanwhile: (holder: number) => Promise<T>,
): Promise<T> =>
  onServer(url, async (client) => {
    await client.query('begin');
    const held = await client.query<{ pid: number }>(
      `select pg_backend_pid() as pid from ${row} for update`,
      [...values],
    );
    expect(held.rows).toHaveLength(1);
    const result = await meanwhile(held.rows[0]?.pid ?? 0);
    await client.query('rollback');
    return result;
  });

/** Does the first work and, before its commit, begins the second, which has to wait for it. */
export const inTurn = (
  { db }: Shop,
  first: (tx: Tx) => Promise<unknown>,
  second: () => Promise<unknown>,
) =>
  transact(db, async (tx) => {
    await first(tx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    const waiting = second();
    await waitingFor({ db }, rows[0]?.pid ?? 0, waiting);
    return { second: waiting };
  });

/** Comes back once `work` waits for the holder of a lock; throws where it ends without having waited. */
export async function waitingFor(
  { db }: Pick<Shop, 'db'>,
  holder: number,
  work: Promise<unknown>,
): Promise<void> {
  let isOver = false;
  const over = () => (isOver = true);
  work.then(over, over);
  for (;;) {
    const waiting = await sql`
      select from pg_stat_activity
      where datname = current_database() and ${holder} = any(pg_blocking_pids(pid))`.execute(db);
    if (waiting.rows.length > 0) return;
    if (isOver) throw new Error('it did not wait');
  }
}
