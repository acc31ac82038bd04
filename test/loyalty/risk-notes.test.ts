import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { listAtRisk } from '../../src/loyalty/nightly/figure.queries.ts';
import { noteCall, snoozeRisk } from '../../src/loyalty/note-risk.ts';
import { listRiskNotes } from '../../src/loyalty/risk-note.queries.ts';
import { addDays, tradingDay } from '../../src/measures/calendar.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { standsAtRisk } from '../support/at-risk.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, aTradingDay, at } from '../support/world.ts';

const { db } = await freshDatabase();
const today = tradingDay(at);

beforeAll(() => aTradingDay(db));

const late = { code: 'late', usualDays: 14, silentDays: 41 };
const declined = { code: 'declined', quotes: 2 };

/** A customer whom the night found at risk. */
async function atRisk(reasons: readonly object[] = [late]): Promise<string> {
  const { id } = await aCompany(db);
  await standsAtRisk(db, id, reasons);
  return id;
}

const isListed = async (companyId: string, show: 'now' | 'later', on = today) => {
  const by = { personId: newId() };
  const rows = await listAtRisk(db, { by, whose: 'all', show, on, limit: 200 });
  return rows.find((row) => row.companyId === companyId);
};

const snooze = async (companyId: string, days: number, id = newId()) => {
  const manager = await aClerk(db, 'manager');
  const put = { id, companyId, note: 'on holiday until spring', until: addDays(today, days), at };
  await transact(db, (tx) => snoozeRisk(tx, manager, put));
};

test('a call is noted once with what came of it and what is next, and stands on the list', async () => {
  const companyId = await atRisk();
  const manager = await aClerk(db, 'manager');
  const next = { step: 'send the price of angles', on: addDays(today, 3) };
  const call = { id: newId(), companyId, note: 'buys from us in December', next, at };
  await Promise.all([1, 2].map(() => transact(db, (tx) => noteCall(tx, manager, call))));
  expect(await listRiskNotes(db, { companyId, limit: 9 })).toHaveLength(1);
  expect(await isListed(companyId, 'now')).toMatchObject({
    ...{ note: 'buys from us in December', nextStep: next.step, nextOn: next.on },
    snoozedUntil: null,
  });
});

test('who is put off comes back on the day, without anybody’s doing', async () => {
  const companyId = await atRisk();
  await snooze(companyId, 10);
  expect(await isListed(companyId, 'now')).toBeUndefined();
  expect(await isListed(companyId, 'later')).toMatchObject({ snoozedUntil: addDays(today, 10) });
  expect(await isListed(companyId, 'now', addDays(today, 9))).toBeUndefined();
  expect(await isListed(companyId, 'now', addDays(today, 10))).toBeDefined();
});

test('a reason that was not there brings him back at once', async () => {
  const companyId = await atRisk();
  await snooze(companyId, 60);
  await sql`update company_standing set reasons = ${JSON.stringify([late, declined])}::jsonb
    where company_id = ${companyId}`.execute(db);
  expect(await isListed(companyId, 'now')).toMatchObject({ snoozedUntil: null });
});

test('nobody is put off for ever, nor to a day that has come, and the database knows it too', async () => {
  const companyId = await atRisk();
  for (const days of [0, -1, 61, 4000]) {
    await expect(snooze(companyId, days)).rejects.toMatchObject({
      reason: { code: 'changed-meanwhile' },
    });
  }
  const { personId } = await aClerk(db, 'manager');
  await expect(
    db
      .insertInto('riskNote')
      .values({
        ...{ id: newId(), companyId, personId, notedAt: at, note: 'x', reasons: [] },
        ...{ snoozedOn: today, snoozedUntil: addDays(today, 61) },
      })
      .execute(),
  ).rejects.toThrow('snoozed_for_a_while');
  expect(await isListed(companyId, 'now')).toBeDefined();
});

test('whoever serves a desk notes nothing, and a customer of no night is not there', async () => {
  const companyId = await atRisk();
  const call = { id: newId(), companyId, note: 'x', next: null, at };
  const clerk = await aClerk(db);
  await expect(transact(db, (tx) => noteCall(tx, clerk, call))).rejects.toMatchObject({
    reason: { code: 'not-permitted' },
  });
  const manager = await aClerk(db, 'manager');
  const nobody = { ...call, companyId: newId() };
  await expect(transact(db, (tx) => noteCall(tx, manager, nobody))).rejects.toMatchObject({
    name: 'NotFound',
  });
});
