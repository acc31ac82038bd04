import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';

const first = await freshDatabase();
let second: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  second = await freshDatabase();
});

test('a test file works on copies of its own, which carry every migration', async () => {
  await sql`create table only_here (id int)`.execute(first.db);
  const tables = sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`;
  const there = (await tables.execute(second.db)).rows.map((row) => row.name);
  expect(there).toContain('event');
  expect(there).not.toContain('only_here');
});

test('twenty transactions at once each get a connection, and none loses a count', async () => {
  await sql`create table counted (n int)`.execute(first.db);
  await sql`insert into counted values (0)`.execute(first.db);
  const add = () =>
    first.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ n: number }>`select n from counted for update`.execute(tx);
      await sql`update counted set n = ${(rows[0]?.n ?? 0) + 1}`.execute(tx);
    });
  await Promise.all(Array.from({ length: 20 }, add));
  expect((await sql`select n from counted`.execute(first.db)).rows).toEqual([{ n: 20 }]);
});
