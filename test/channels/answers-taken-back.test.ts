import { beforeAll, expect, test } from 'vitest';
import { answerPrompt } from '../../src/loyalty/answer-prompt.ts';
import { forgetOldAnswers } from '../../src/loyalty/forget-answers.ts';
import { asksReason } from '../../src/loyalty/prompt.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import {
  anOrderUntil,
  aResolvedCase,
  aShownPrompt,
  aTrading,
  type Trading,
} from '../support/prompting.ts';
import { aBuyer, aClerk, aTradingDay, at } from '../support/world.ts';

const shop = anApp({ at });
let trading: Trading;
let orderId: string;

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
  trading = await aTrading(db);
  ({ orderId } = await anOrderUntil(db, trading, 'placed'));
});

type Reader = { personId: string; companyId?: string };

async function ask(reader: Reader, path: string, method = 'GET') {
  const { db, app } = await shop;
  const cookie = await signedIn(db, reader, at);
  return app.request(path, { method, headers: { cookie, ...fromOurPage } });
}

/** A low answer that was followed up. */
async function followedUp() {
  const { db } = await shop;
  const head = await aClerk(db, 'head_of_sales');
  const { personId, companyId } = trading.buyer;
  const of = { personId, companyId, orderId, ownerId: head.personId };
  const made = await aResolvedCase(db, { ...of, word: (kind) => `zq ${kind}` });
  return { ...made, head };
}

const rowsOf = async (promptId: string) => {
  const { db } = await shop;
  const [items, answers, prompt] = await Promise.all([
    db.selectFrom('promptAnswerItem').where('promptId', '=', promptId).select('item').execute(),
    db.selectFrom('promptAnswer').where('promptId', '=', promptId).select('revision').execute(),
    db
      .selectFrom('prompt')
      .where('id', '=', promptId)
      .select(['state', 'shownAt', 'revision'])
      .executeTakeFirstOrThrow(),
  ]);
  return { items: items.length, answers: answers.length, ...prompt };
};

test('whoever takes his answer back deletes it whole, with what we wrote; that he was asked stays', async () => {
  const { db } = await shop;
  const { promptId, caseId, head } = await followedUp();
  expect(await (await ask(trading.buyer, '/company/answers')).text()).toContain('zq said');
  const twice = await Promise.all(
    [1, 2].map(() => ask(trading.buyer, `/company/answers/${promptId}/deletion`, 'POST')),
  );
  expect(twice.map(({ status }) => status)).toEqual([303, 303]);
  expect(await rowsOf(promptId)).toMatchObject({
    ...{ items: 0, answers: 0, state: 'expired', revision: 0, shownAt: at },
  });
  expect(await (await ask(trading.buyer, '/company/answers')).text()).not.toContain('zq');
  expect((await ask(head, `/office/cases/${caseId}`)).status).toBe(404);
  const complaint = db.selectFrom('satisfactionCase').where('id', '=', caseId).selectAll();
  expect(JSON.stringify(await complaint.execute())).not.toContain('zq');
  const events = db.selectFrom('event').where('subjectId', '=', promptId).select('type');
  const types = (await events.execute()).map(({ type }) => type);
  expect(types.filter((type) => type === 'prompt.taken-back')).toHaveLength(1);
});

test('nobody takes back what another said: no colleague, no clerk, no head of sales', async () => {
  const { db } = await shop;
  const { promptId, head } = await followedUp();
  const path = `/company/answers/${promptId}/deletion`;
  const colleague = await aBuyer(db, trading.company);
  const stranger = (await aTrading(db)).buyer;
  expect((await ask(colleague, path, 'POST')).status).toBe(404);
  expect((await ask(stranger, path, 'POST')).status).toBe(404);
  expect((await ask(head, path, 'POST')).status).toBe(403);
  expect((await ask(trading.clerk, path, 'POST')).status).toBe(403);
  expect(await rowsOf(promptId)).toMatchObject({ items: 2, answers: 1, state: 'answered' });
});

test('an answer changes and vanishes in no other way', async () => {
  const { db } = await shop;
  const { promptId } = await followedUp();
  const items = db.deleteFrom('promptAnswerItem').where('promptId', '=', promptId);
  await expect(items.execute()).rejects.toThrow(/append-only/);
  await expect(
    transact(db, async (tx) => {
      const changed = tx.updateTable('promptAnswerItem').set({ number: 5 });
      await changed.where('promptId', '=', promptId).execute();
    }),
  ).rejects.toThrow(/append-only/);
});

test('after 24 months an answer is nobody’s: counted once by its month, its words gone', async () => {
  const { db } = await shop;
  const { personId, companyId } = trading.buyer;
  const moment = new Date('2024-11-20T08:00:00Z');
  const old = await aShownPrompt(db, { personId, companyId, orderId, moment });
  const words = { item: 'WHY', number: null, code: null, words: 'zq long ago' };
  const score = { item: 'OSAT', number: 4, code: null, words: null };
  const how = {
    answeredIn: 'page',
    language: 'en',
    dictatedTo: null,
    onlyInTotals: false,
  } as const;
  await transact(db, (tx) =>
    answerPrompt(tx, {
      ...{ promptId: old, personId, companyId, given: [score, words], at: moment },
      ...how,
    }),
  );
  const { promptId: young } = await followedUp();
  const early = await forgetOldAnswers(db, new Date('2026-11-20T07:00:00Z'));
  const runs = await Promise.all([1, 2].map(() => forgetOldAnswers(db, at)));
  expect([early, ...runs.toSorted((one, other) => one - other)]).toEqual([0, 0, 1]);
  expect(await rowsOf(old)).toMatchObject({ items: 0, answers: 0, state: 'expired' });
  expect(await rowsOf(young)).toMatchObject({ state: 'answered' });
  expect(await db.selectFrom('answerTotal').selectAll().execute()).toEqual([
    {
      ...{ month: '2024-11-01', touchpoint: 'TP_PICKUP_DONE', instrumentVersion: 1 },
      ...{ item: 'OSAT', value: '4', answers: 1 },
    },
  ]);
});

test('of answers that are no alarm one in five is asked for its reason, always the same ones', () => {
  const ids = Array.from({ length: 4000 }, () => newId());
  const share = ids.filter(asksReason).length / ids.length;
  expect(share).toBeGreaterThan(0.17);
  expect(share).toBeLessThan(0.23);
  expect(ids.map(asksReason)).toEqual(ids.map(asksReason));
});

test('the list of answers by month names nobody, tells no count below five, and nothing of the month that runs', async () => {
  const { db } = await shop;
  const admin = await aClerk(db, 'admin');
  const october = new Date('2026-10-10T08:00:00Z');
  const how = {
    answeredIn: 'page',
    language: 'en',
    dictatedTo: null,
    onlyInTotals: false,
  } as const;
  const say = async (number: number, moment: Date) => {
    const { personId, companyId } = trading.buyer;
    const promptId = await aShownPrompt(db, { personId, companyId, orderId, moment });
    const given = [{ item: 'OSAT', number, code: null, words: null }];
    await transact(db, (tx) =>
      answerPrompt(tx, { promptId, personId, companyId, given, ...how, at: moment }),
    );
  };
  for (const score of [5, 5, 5, 5, 5, 2, 2, 2, 2]) await say(score, october);
  for (let one = 0; one < 6; one++) await say(4, at);
  const csv = await (await ask(admin, '/office/instrument/export')).text();
  expect(csv.split('\r\n').slice(1)).toEqual(['"2026-10";"TP_PICKUP_DONE";"OSAT";1;"5";5', '']);
  expect((await ask(await aClerk(db, 'manager'), '/office/instrument/export')).status).toBe(403);
});
