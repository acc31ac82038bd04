import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { remindOfStorage } from '../../src/ordering/remind-of-storage.ts';
import { waiveStorage } from '../../src/ordering/waive-storage.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { armFailpoints } from '../../src/platform/failpoint.ts';
import { momentOn } from '../../src/measures/calendar.ts';
import { figuresFor } from '../../views/figures.ts';
import { storageLetter } from '../../views/mail/storage-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aLyingOrder, onDay } from '../support/storage.ts';
import { aClerk, aTradingDay } from '../support/world.ts';

/** Told on the first of November; five days free. */
const DAY_BEFORE_LAST = '2026-11-05';
const FIRST_CHARGED = '2026-11-07';

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

/** A day's look, and the same again. */
async function remindOn(...days: string[]): Promise<void> {
  for (const day of days) {
    await remindOfStorage(db, storageLetter, onDay(day));
    await remindOfStorage(db, storageLetter, onDay(day));
  }
}

/** The reminders about an order, by their numbers in the order in which they were written. */
async function remindersOf(orderId: string) {
  const found = await sql<{ subject: string; body: string }>`
    select subject, body from outgoing_mail
    where dedupe_key like ${`storage % of order ${orderId}%`} order by created_at, id`.execute(db);
  return found.rows;
}

/** Days are looked at once in a database, so each test has days of its own made new. */
const forgetDays = () => sql`delete from daily_work`.execute(db);

test('the buyer is reminded the day before the free days end and when storage is charged, once each', async () => {
  const orderId = await aLyingOrder(db, clerk);
  await forgetDays();
  await remindOn('2026-11-03', DAY_BEFORE_LAST, '2026-11-06', FIRST_CHARGED, '2026-11-08');
  const [ending, begun, ...more] = await remindersOf(orderId);
  expect(more).toEqual([]);
  expect(ending?.subject).toContain(`is free until ${figuresFor('en').date('2026-11-06')}`);
  expect(begun?.subject).toContain('storage is charged now');
  // 1.039 t at ₸200.
  for (const said of ['₸200 for a tonne and a day', '₸207.79 a day', 'At most 10 days']) {
    expect(begun?.body).toContain(said);
  }
});

test('a reminder that was missed is written the next day, and none a week after', async () => {
  const orderId = await aLyingOrder(db, clerk);
  await forgetDays();
  await remindOn('2026-11-06', '2026-11-14', '2026-11-20');
  const subjects = (await remindersOf(orderId)).map(({ subject }) => subject);
  expect(subjects).toEqual([expect.stringContaining('free until')]);
});

test.each([
  ['whose buyer was not told that they are ready', { isTold: false }],
  ['whose storage costs nothing', { storage: { freeDays: 5, feeMinor: 0, mostDays: null } }],
] as const)('of goods %s nobody is reminded', async (_, of) => {
  const orderId = await aLyingOrder(db, clerk, of);
  await forgetDays();
  await remindOn(DAY_BEFORE_LAST, FIRST_CHARGED);
  expect(await remindersOf(orderId)).toEqual([]);
});

test('of goods whose storage was waived nobody is reminded', async () => {
  const orderId = await aLyingOrder(db, clerk);
  const waived = { orderId, reason: 'our crane stood still', channel: null };
  await transact(db, (tx) => waiveStorage(tx, manager, { ...waived, at: onDay('2026-11-02') }));
  await forgetDays();
  await remindOn(DAY_BEFORE_LAST, FIRST_CHARGED);
  expect(await remindersOf(orderId)).toEqual([]);
});

test('nobody is written to at night, and the morning after makes up for it', async () => {
  const orderId = await aLyingOrder(db, clerk);
  await forgetDays();
  await remindOfStorage(db, storageLetter, momentOn(DAY_BEFORE_LAST, '05:00'));
  expect(await remindersOf(orderId)).toEqual([]);
  await remindOn(DAY_BEFORE_LAST);
  expect(await remindersOf(orderId)).toHaveLength(1);
});

test('two workers at once, and one that dies after its letters, write one letter', async () => {
  const orderId = await aLyingOrder(db, clerk);
  await forgetDays();
  onTestFinished(() => armFailpoints(''));
  armFailpoints('daily-work.after-batch=throw');
  const look = () => remindOfStorage(db, storageLetter, onDay(DAY_BEFORE_LAST));
  const died = await Promise.allSettled([look(), look()]);
  expect(died.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  armFailpoints('');
  await remindOn(DAY_BEFORE_LAST);
  expect(await remindersOf(orderId)).toHaveLength(1);
});
