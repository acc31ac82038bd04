import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { Tx } from '../../src/platform/db/database.ts';
import { commitBehind, OutcomeUnknown, transact } from '../../src/platform/db/transact.ts';
import { freshDatabase } from '../support/database.ts';

const { db } = await freshDatabase();
await sql`create table noted (id integer primary key)`.execute(db);

beforeEach(() => sql`truncate noted`.execute(db));

const note = (tx: Tx, id: number) => sql`insert into noted values (${id})`.execute(tx);
const noted = async () =>
  (await sql<{ id: number }>`select id from noted order by id`.execute(db)).rows.map(
    ({ id }) => id,
  );

test('keeps what a transaction did, with the statement that the commit followed at once', async () => {
  const answer = await transact(db, async (tx) => {
    await note(tx, 1);
    commitBehind(tx, note(tx, 2));
    return 'done';
  });

  expect(answer).toBe('done');
  expect(await noted()).toEqual([1, 2]);
});

test('keeps nothing when that statement fails, and says why', async () => {
  const attempt = transact(db, async (tx) => {
    await note(tx, 1);
    commitBehind(tx, note(tx, 1));
  });

  await expect(attempt).rejects.toMatchObject({ code: '23505', constraint: 'noted_pkey' });
  expect(await noted()).toEqual([]);
});

test('sends that statement before the commit, however many turns it takes to be sent', async () => {
  const afterManyTurns = async (tx: Tx) => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    await note(tx, 2);
  };

  const attempt = transact(db, async (tx) => {
    await note(tx, 2);
    commitBehind(tx, afterManyTurns(tx));
  });

  await expect(attempt).rejects.toMatchObject({ code: '23505' });
  expect(await noted()).toEqual([]);
});

test('starts again when PostgreSQL asks for that, also in that statement', async () => {
  let attempts = 0;

  await transact(db, async (tx) => {
    attempts += 1;
    await note(tx, attempts);
    const troubled = sql`do $$ begin raise 'again' using errcode = '40001'; end $$`;
    commitBehind(tx, attempts < 3 ? troubled.execute(tx) : note(tx, 10));
  });

  expect(await noted()).toEqual([3, 10]);
});

test('says that nobody knows the outcome when the connection dies at the commit', async () => {
  const attempt = transact(db, async (tx) => {
    await note(tx, 1);
    commitBehind(tx, sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx));
  });

  await expect(attempt).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(await noted()).toEqual([]);
});

test('belongs to a transaction of `transact`', async () => {
  const attempt = db.transaction().execute(async (tx) => commitBehind(tx, note(tx, 1)));

  await expect(attempt).rejects.toThrow('only within transact');
});
