import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  type ChangeEntry,
  publicationProblems,
  telltaleIn,
  wordingFor,
} from '../../src/loyalty/change-report.ts';
import { findReport, listReports, listTold } from '../../src/loyalty/change-report.queries.ts';
import { draftChanges, draftLastQuarter } from '../../src/loyalty/draft-changes.ts';
import { publishChanges } from '../../src/loyalty/publish-changes.ts';
import { writeChange } from '../../src/loyalty/write-change.ts';
import { firstDayOfQuarter } from '../../src/measures/calendar.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { CaseCause } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { anApp } from '../support/app.ts';
import { anOrderUntil, aSolvedCase, aTrading, type Trading } from '../support/prompting.ts';
import { aBuyer, aClerk, aTradingDay, at } from '../support/world.ts';

const shop = anApp({ at });
let head: Staff;
let trading: Trading;
let orderId: string;

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
  head = await aClerk(db, 'head_of_sales');
  trading = await aTrading(db);
  ({ orderId } = await anOrderUntil(db, trading, 'placed'));
});

/** So many people who called a case of a theme solved at a moment. */
async function solved(cause: CaseCause, moment: string, people: number, said = 'so it was') {
  const { db } = await shop;
  const { company } = trading;
  for (let one = 0; one < people; one++) {
    const { personId } = await aBuyer(db, company);
    const of = { personId, companyId: company.id, orderId, ownerId: head.personId };
    const word = (kind: string) => (kind === 'said' ? said : `the ${kind} of ${cause}`);
    await aSolvedCase(db, { ...of, word, cause, closedAt: new Date(moment) });
  }
}

async function drafted(quarter: string) {
  const { db } = await shop;
  const id = await transact(db, (tx) => draftChanges(tx, head, { quarter, at }));
  const report = await findReport(db, id);
  if (!report) throw new Error('no draft');
  return report;
}

async function write(reportId: string, theme: CaseCause, entry: Partial<Writing> = {}) {
  const { db } = await shop;
  const { version } = (await findReport(db, reportId))!;
  const written: Writing = {
    ...{ reportId, version, theme, standing: 'changed', ownerId: head.personId },
    ...{ changedOn: '2026-08-01', wordings: { ru: 'Вторая смена' } },
    ...entry,
  };
  await transact(db, (tx) => writeChange(tx, head, written));
}
type Writing = Parameters<typeof writeChange>[2];

async function publish(reportId: string) {
  const { db } = await shop;
  const { version } = (await findReport(db, reportId))!;
  return transact(db, (tx) => publishChanges(tx, head, { reportId, version, at }));
}

test('a quarter begins on the first of January, April, July or October', () => {
  expect(
    ['2026-01-01', '2026-03-31', '2026-04-01', '2026-09-30', '2026-11-26'].map(firstDayOfQuarter),
  ).toEqual(['2026-01-01', '2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01']);
});

test.each([
  ['a company without its legal form', 'У «алтын-курылыс» простаивали машины', 'name'],
  ['a surname', 'Спасибо, Сейтова!', 'name'],
  ['five words of an answer', 'Теперь не «Больше часа ждали у весов», а сразу', 'quote'],
  ['nothing of theirs', 'Вторая смена погрузчиков, ждать час больше не надо', undefined],
  ['a short name that is a word too', 'Ира и ко', undefined],
])('%s in what all read: %#', (_, text, kind) => {
  const found = telltaleIn(text, {
    companies: ['ТОО «Алтын Курылыс»'],
    people: ['Айгерим Сейтова', 'Ира Ким'],
    sayings: ['больше часа ждали у весов, погрузчик был занят'],
  });
  expect(found?.kind).toBe(kind);
});

test('whatever a customer wrote, its repetition in full is found, and shorter pieces are not', () => {
  const word = fc.stringMatching(/^[а-я]{3,8}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (said) => {
      const saying = said.join(', ');
      const of = { companies: [], people: [], sayings: [saying] };
      const found = telltaleIn(`Вы сказали: ${saying.toUpperCase()}.`, of);
      expect(found !== undefined).toBe(said.length >= 5);
      expect(telltaleIn('', of)).toBeUndefined();
    }),
  );
});

test('a theme without a decision and one without words keep a quarter from being told', () => {
  const entry: ChangeEntry = {
    ...{ theme: 'speed', standing: 'open', voices: 9, ownerId: null, ownerName: null },
    ...{ changedOn: null, wordings: {} },
  };
  const none = { companies: [], people: [], sayings: [] };
  expect(publicationProblems([entry], none)).toEqual({ 'speed-standing': 'choose' });
  const undone = { ...entry, standing: 'not-done' } as const;
  expect(publicationProblems([undone], none)).toEqual({ 'speed-ru': 'required' });
  expect(publicationProblems([{ ...entry, standing: 'left-out' }], none)).toEqual({});
});

test('a reader finds his own language, or the one that stands in for it', () => {
  expect(wordingFor({ en: 'so', kk: 'солай' }, 'en')).toEqual({ language: 'en', words: 'so' });
  expect(wordingFor({ en: 'so', kk: 'солай' }, 'ru')).toEqual({ language: 'kk', words: 'солай' });
  expect(wordingFor({}, 'ru')).toBeUndefined();
});

test('a draft has a theme for each cause, with its voices, owner, day and what was told', async () => {
  await solved('speed', '2026-07-01T00:00:00+05:00', 5);
  await solved('speed', '2026-09-30T23:59:59+05:00', 1);
  await solved('price', '2026-08-15T12:00:00+05:00', 2);
  await solved('stock', '2026-06-30T23:59:59+05:00', 1);
  const { entries, number } = await drafted('2026-07-01');
  expect(number).toBe(1);
  expect(entries).toMatchObject([
    {
      ...{ theme: 'speed', voices: 6, standing: 'open', ownerName: head.name },
      ...{ changedOn: '2026-09-30', wordings: { en: 'the outcome of speed' } },
    },
    { theme: 'price', voices: 2 },
  ]);
});

test('whoever drafts a quarter again gets the draft that waits; two at once make one', async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await drafted('2026-07-01')).id));
  expect(new Set(ids).size).toBe(1);
});

test('customers read what is published: few voices are not counted, what is left out is not there', async () => {
  const { db } = await shop;
  const { id } = await drafted('2026-07-01');
  expect(await publish(id)).toEqual({ 'speed-standing': 'choose', 'price-standing': 'choose' });
  expect(await listTold(db, { limit: 9 })).toEqual([]);
  await write(id, 'speed');
  await write(id, 'price', { standing: 'not-done', wordings: { kk: 'Болмайды' } });
  expect(await publish(id)).toEqual({});
  expect(await publish(id)).toEqual({});
  const [told, ...more] = await listTold(db, { limit: 9 });
  expect(more).toEqual([]);
  expect(told?.entries).toMatchObject([
    { theme: 'speed', voices: 6, standing: 'changed', wordings: { ru: 'Вторая смена' } },
    { theme: 'price', voices: null, standing: 'not-done' },
  ]);
  const events = db.selectFrom('event').where('subjectId', '=', id).select('type').orderBy('id');
  expect((await events.execute()).map(({ type }) => type)).toEqual([
    'changes.drafted',
    'changes.published',
  ]);
});

test('a further version goes on from the first, which stays as it was', async () => {
  const { db } = await shop;
  await solved('site', '2026-09-01T12:00:00+05:00', 1);
  const first = (await listReports(db, 9)).find(({ quarter }) => quarter === '2026-07-01')!;
  const { id, number, entries } = await drafted('2026-07-01');
  expect(number).toBe(2);
  expect(entries.map(({ theme, standing }) => [theme, standing])).toEqual([
    ['speed', 'changed'],
    ['price', 'not-done'],
    ['site', 'open'],
  ]);
  await write(id, 'speed', { wordings: { ru: 'Третья смена' } });
  await write(id, 'site', { standing: 'left-out' });
  await publish(id);
  const [newest] = await listTold(db, { limit: 9 });
  expect(newest).toMatchObject({ number: 2, earlier: [{ id: first.id, number: 1 }] });
  expect(newest?.entries.map(({ theme }) => theme)).toEqual(['speed', 'price']);
  const [old] = await listTold(db, { reportId: first.id, limit: 1 });
  expect(old?.isNewest).toBe(false);
  expect(old?.entries[0]?.wordings).toEqual({ ru: 'Вторая смена' });
});

test('what is published is written anew by nobody, not by a statement either', async () => {
  const { db } = await shop;
  const { id } = (await listTold(db, { limit: 1 }))[0]!;
  await expect(write(id, 'speed')).rejects.toMatchObject({ reason: { code: 'changed-meanwhile' } });
  const kept = /changes_kept|these changes are published/;
  await expect(db.updateTable('changeEntry').set({ voices: 99 }).execute()).rejects.toThrow(kept);
  await expect(db.deleteFrom('changeWording').execute()).rejects.toThrow(kept);
  await expect(db.deleteFrom('changeReport').execute()).rejects.toThrow(kept);
});

test('two who write at one draft: the second is told that it changed', async () => {
  const { db } = await shop;
  await solved('delivery', '2026-10-05T12:00:00+05:00', 1, 'the driver never called us back');
  const { id: reportId, version } = await drafted('2026-10-01');
  const entry: Writing = {
    ...{ reportId, version, theme: 'delivery', standing: 'changed', ownerId: head.personId },
    ...{ changedOn: '2026-11-01', wordings: { en: 'Drivers call an hour before' } },
  };
  const both = await Promise.allSettled(
    [1, 2].map(() => transact(db, (tx) => writeChange(tx, head, entry))),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const manager = await aClerk(db, 'manager');
  await expect(
    transact(db, (tx) => writeChange(tx, manager, { ...entry, version: version + 1 })),
  ).rejects.toMatchObject({ reason: { code: 'not-permitted' } });
});

test('nobody is named or quoted: the draft says where', async () => {
  const { id } = await drafted('2026-10-01');
  const en = `${trading.company.name} said that the driver never called us back`;
  await write(id, 'delivery', { wordings: { en } });
  expect(await publish(id)).toEqual({
    'delivery-en': `customerNamed:${trading.company.name}`,
  });
  await write(id, 'delivery', { wordings: { en: '“The driver never called us back”, was said' } });
  expect(await publish(id)).toEqual({
    'delivery-en': 'customerQuoted:the driver never called us',
  });
});

test('a quarter in which nobody called anything solved has nothing to tell', async () => {
  await expect(drafted('2025-01-01')).rejects.toMatchObject({ reason: { code: 'changes-empty' } });
});

test('once a quarter is over it is drafted, and once only', async () => {
  const { db } = await shop;
  await solved('quality', '2026-05-05T12:00:00+05:00', 1);
  const july = new Date('2026-07-01T00:30:00+05:00');
  await draftLastQuarter(db, new Date('2026-06-30T23:30:00+05:00'));
  await Promise.all([draftLastQuarter(db, july), draftLastQuarter(db, july)]);
  await draftLastQuarter(db, july);
  const reports = await listReports(db, 99);
  expect(reports.filter(({ quarter }) => quarter === '2026-04-01')).toMatchObject([
    { number: 1, publishedAt: null },
  ]);
});
