import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readLoyaltyData } from '../../src/loyalty/data-files.ts';
import { parseInstrument } from '../../src/loyalty/instrument.ts';
import { rememberInstruments } from '../../src/loyalty/instrument-memory.ts';
import { findInstrumentOn, listVersions } from '../../src/loyalty/instrument-version.queries.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import {
  beginInstrument,
  dropInstrument,
  publishInstrument,
  writeInstrument,
} from '../../src/loyalty/write-instrument.ts';
import { readWritten, type WrittenInstrument } from '../../src/loyalty/read-written.ts';
import {
  alarmChoices,
  changesBetween,
  itemsOf,
  keepsParts,
  limitBounds,
  limitNames,
  limitsOf,
  nameAfter,
  withItem,
  withLimits,
  withTouchpoint,
} from '../../src/loyalty/written-instrument.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { anApp } from '../support/app.ts';
import { anOrderUntil, askedAfterPickUp, aTrading, hoursLater } from '../support/prompting.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';

const shipped = readWritten(readLoyaltyData('instrument'));
const OSAT = 'OSAT';
const wording = { en: 'Was it well?', ru: 'Всё хорошо?', kk: 'Бәрі жақсы ма?' };

const shop = anApp({ at });
let head: Staff;

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
  head = await aClerk(db, 'head_of_sales');
});

/** Publishes the last version with something changed, from a day on. */
async function published(
  change: (draft: WrittenInstrument) => WrittenInstrument,
  fromDay: string,
): Promise<number> {
  const { db } = await shop;
  await transact(db, async (tx) => {
    await dropInstrument(tx, head);
    await beginInstrument(tx, head, at);
    await writeInstrument(tx, head, { version: 1, change });
  });
  return transact(db, (tx) => publishInstrument(tx, head, { version: 2, note: 'x', fromDay, at }));
}

const off = (touchpoint: string, isOn = false) => ({
  ...{ touchpoint, isOn, sampledBp: 10_000, earliestHours: 1, latestHours: 72 },
});

test('an instrument that nothing was changed of asks as before', () => {
  expect(changesBetween(shipped, shipped)).toEqual([]);
});

test('words, alarms, moments and limits that change are told one by one', () => {
  const changed = withLimits(
    withTouchpoint(withItem(shipped, { item: OSAT, wording, alarmAt: 3 }), {
      ...{ touchpoint: 'TP_DOCS', isOn: false, sampledBp: 2500 },
      ...{ earliestHours: 24, latestHours: 100 },
    }),
    { ...limitsOf(shipped), inMonth: 3 },
  );
  expect(changesBetween(shipped, changed)).toMatchObject([
    { kind: 'wording', of: OSAT, language: 'kk', now: 'Бәрі жақсы ма?' },
    { kind: 'wording', of: OSAT, language: 'ru', now: 'Всё хорошо?' },
    { kind: 'wording', of: OSAT, language: 'en', now: 'Was it well?' },
    { kind: 'alarm', of: OSAT, was: '2', now: '3' },
    { kind: 'on', of: 'TP_DOCS', isOn: false },
    { kind: 'sampled', of: 'TP_DOCS', wasBp: 5000, nowBp: 2500 },
    { kind: 'window', of: 'TP_DOCS', was: '24–168', now: '24–100' },
    { kind: 'limit', of: 'inMonth', was: 2, now: 3 },
  ]);
});

test('whatever limits the forms let through make an instrument again, and change nothing else', () => {
  const limits = fc.record(
    Object.fromEntries(limitNames.map((name) => [name, fc.integer(limitBounds[name])])),
  ) as fc.Arbitrary<ReturnType<typeof limitsOf>>;
  fc.assert(
    fc.property(limits, (wanted) => {
      const changed = readWritten(withLimits(shipped, wanted));
      expect(limitsOf(changed)).toEqual(wanted);
      expect(changesBetween(shipped, changed).every(({ kind }) => kind === 'limit')).toBe(true);
    }),
  );
});

test('any alarm that may be chosen is an answer of its scale, and never its best one', () => {
  for (const item of itemsOf(shipped)) {
    for (const alarmAt of alarmChoices(shipped, item)) {
      const changed = withItem(shipped, { item: item.id, wording, alarmAt });
      expect(() => parseInstrument(changed)).not.toThrow();
    }
  }
  const osat = itemsOf(shipped).find(({ id }) => id === OSAT)!;
  expect(alarmChoices(shipped, osat)).toEqual([1, 2, 3, 4]);
});

test('each moment may be off by itself: nothing is asked there, and its rules are kept', () => {
  for (const { id, audience } of shipped.touchpoints) {
    if (audience !== 'customer') continue;
    const read = parseInstrument(withTouchpoint(shipped, off(id)));
    expect(read.touchpoints.map((one) => one.id)).not.toContain(id);
    expect(read.items.flatMap(({ touchpoints }) => touchpoints)).not.toContain(id);
    const again = withTouchpoint(withTouchpoint(shipped, off(id)), off(id, true));
    expect(parseInstrument(again).touchpoints.map((one) => one.id)).toContain(id);
  }
});

test.each([
  ['How important is {attribute}?', 'Is {attribute} important?', true],
  ['How important is {attribute}?', 'Is it important?', false],
  ['Is it?', 'Is {x}?', false],
])('%s as %s keeps its parts: %s', (was, now, isKept) => {
  expect(keepsParts(was, now)).toBe(isKept);
});

test('versions count on in the middle', () => {
  expect(['1.0.0', '1.9.0', '2.3.7'].map(nameAfter)).toEqual(['1.1.0', '1.10.0', '2.4.0']);
});

test('what has happened is asked by the version of its day, whoever would rather hide it', async () => {
  const { db } = await shop;
  const trading = await aTrading(db);
  const { eventId } = await anOrderUntil(db, trading, 'delivered');
  await noteMoment(db, { eventId }, at);
  const version = await published(
    (draft) => withTouchpoint(draft, off('TP_PICKUP_DONE')),
    '2026-11-27',
  );
  // The day has come, and the question about yesterday is decided only now.
  await offerPrompts(db, hoursLater(30));
  const asked = await db
    .selectFrom('prompt')
    .where('eventId', '=', eventId)
    .where('touchpoint', '=', 'TP_PICKUP_DONE')
    .select(['state', 'reason', 'instrumentVersion'])
    .execute();
  expect(asked).toEqual([{ state: 'offered', reason: 'SHOW', instrumentVersion: 1 }]);

  const later = await aTrading(db);
  const next = await anOrderUntil(db, later, 'delivered', hoursLater(30));
  await noteMoment(db, { eventId: next.eventId }, hoursLater(30));
  const waiting = db.selectFrom('prompt').where('eventId', '=', next.eventId).select('touchpoint');
  const touchpoints = (await waiting.execute()).map(({ touchpoint }) => touchpoint);
  expect(touchpoints).not.toContain('TP_PICKUP_DONE');
  expect((await findInstrumentOn(db, '2026-11-26')).version).toBe(1);
  expect((await findInstrumentOn(db, '2026-11-27')).version).toBe(version);
});

test('answers keep the version they were asked by; the next question has the new words', async () => {
  const { db } = await shop;
  const read = rememberInstruments(db);
  const wordsOf = async (version: number) =>
    (await read(version)).items.find(({ id }) => id === OSAT)?.wording.en;
  const before = await wordsOf(1);
  const again = (draft: WrittenInstrument) =>
    withItem(withTouchpoint(draft, off('TP_PICKUP_DONE', true)), {
      item: OSAT,
      wording,
      alarmAt: 2,
    });
  const version = await published(again, '2026-12-01');
  expect(await wordsOf(version)).toBe('Was it well?');
  expect(await wordsOf(1)).toBe(before);
  const moment = hoursLater(24 * 5);
  const { promptId } = await askedAfterPickUp(db, await aTrading(db), moment);
  const asked = await db
    .selectFrom('prompt')
    .where('id', '=', promptId)
    .select('instrumentVersion')
    .executeTakeFirstOrThrow();
  expect(asked.instrumentVersion).toBe(version);
});

test('two who write at one draft: the second is told that it changed; two drafts at once are one', async () => {
  const { db } = await shop;
  await transact(db, (tx) => dropInstrument(tx, head));
  await Promise.all([1, 2].map(() => transact(db, (tx) => beginInstrument(tx, head, at))));
  const write = (inMonth: number) =>
    transact(db, (tx) =>
      writeInstrument(tx, head, {
        version: 1,
        change: (draft) => withLimits(draft, { ...limitsOf(draft), inMonth }),
      }),
    );
  const both = await Promise.allSettled([write(3), write(4)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const publishing = { version: 2, note: 'x', fromDay: '2026-12-10', at };
  const twice = await Promise.allSettled(
    [1, 2].map(() => transact(db, (tx) => publishInstrument(tx, head, publishing))),
  );
  expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const names = (await listVersions(db)).map(({ name }) => name);
  expect(names).toEqual(['1.3.0', '1.2.0', '1.1.0', '1.0.0']);
});

test('a draft that asks as before is not published, and a manager writes none', async () => {
  const { db } = await shop;
  await transact(db, (tx) => beginInstrument(tx, head, at));
  const publishing = { version: 1, note: 'x', fromDay: '2026-12-11', at };
  await expect(transact(db, (tx) => publishInstrument(tx, head, publishing))).rejects.toMatchObject(
    { reason: { code: 'instrument-unchanged' } },
  );
  for (const role of ['manager', 'counter', 'phone'] as const) {
    const other = await aClerk(db, role);
    await expect(transact(db, (tx) => beginInstrument(tx, other, at))).rejects.toMatchObject({
      reason: { code: 'not-permitted' },
    });
  }
});

test('no draft can contradict itself', async () => {
  const { db } = await shop;
  const change = (draft: WrittenInstrument) => ({ ...draft, touchpoints: [] });
  await expect(
    transact(db, (tx) => writeInstrument(tx, head, { version: 1, change })),
  ).rejects.toThrow(/names touchpoint/);
});
