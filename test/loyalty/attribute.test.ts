import { expect, test } from 'vitest';
import { attributesOf, spreadItems } from '../../src/loyalty/attribute.ts';
import { withAttribute } from '../../src/loyalty/draw-attribute.ts';
import { parseInstrument, readInstrument } from '../../src/loyalty/instrument.ts';
import { readLoyaltyData } from '../../src/loyalty/data-files.ts';
import { decidePrompt, promptDraws, type PromptSituation } from '../../src/loyalty/prompt.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { questionsOf, readAnswer } from '../../src/loyalty/questions.ts';
import { freshDatabase } from '../support/database.ts';
import { newId } from '../../src/platform/id.ts';
import { aTrading, hoursLater } from '../support/prompting.ts';
import { aTradingDay, at } from '../support/world.ts';

const instrument = readInstrument();
const languages = ['en', 'ru', 'kk'] as const;

test('no question of a customer has a gap in it, in any language', () => {
  for (const language of languages) {
    const ids = spreadItems(instrument).map(({ id }) => id);
    const wordings = questionsOf(instrument, ids, language).map(({ wording }) => wording);
    expect(wordings.filter((wording) => /[{}]/.test(wording))).toEqual([]);
    expect(new Set(wordings).size).toBe(wordings.length);
  }
});

test('importance is asked of each thing that customers rate and that has a name, and of nothing else', () => {
  const rated = instrument.items.filter(
    ({ role, audience }) => role === 'driver' && audience === 'customer',
  );
  expect(rated.map(({ id }) => id)).toEqual(expect.arrayContaining(attributesOf(instrument)));
  expect(attributesOf(instrument)).toHaveLength(13);
});

const due = (personId: string): PromptSituation => ({
  now: at,
  touchpoint: 'TP_RELATIONSHIP',
  event: { id: '7', at },
  person: {
    ...{ id: personId, audience: 'customer', history: [], hasOptedOut: false },
    relationshipDueSince: at,
  },
  account: { openClaims: 0, promptsShownIn7Days: 0, isInLegalDispute: false },
  context: {},
  answersIn90Days: {},
});

test('over many people every thing comes up, each as likely, and always the same for the same person', () => {
  const asked = Array.from({ length: 3000 }, (_, at_) => {
    const personId = `p${at_}`;
    const drawn = decidePrompt(instrument, due(personId), promptDraws(personId, '7'));
    const lot = { personId, eventId: '7' };
    const put = withAttribute(drawn, instrument, lot);
    expect(withAttribute(drawn, instrument, lot)).toEqual(put);
    return { drawn, put };
  }).filter(({ drawn }) => drawn.items.includes('IMP'));
  const counts = new Map<string, number>();
  for (const { drawn, put } of asked) {
    const [anchor, item = ''] = put.items;
    expect(anchor).toBe('CCS3');
    expect(put.inclusionProbability).toBeCloseTo((drawn.inclusionProbability ?? 0) / 13, 12);
    expect(put.itemProbability).toBeCloseTo((drawn.itemProbability ?? 0) / 13, 12);
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(
    attributesOf(instrument)
      .map((id) => `IMP_${id}`)
      .toSorted(),
  );
  expect(Math.min(...counts.values())).toBeGreaterThan(asked.length / 13 / 3);
});

test('what is asked otherwise stays as it was drawn', () => {
  const drawn = { items: ['OSAT', 'AE5'], itemProbability: 0.5, inclusionProbability: 0.5 };
  expect(withAttribute(drawn, instrument, { personId: 'p', eventId: '1' })).toBe(drawn);
});

test('an importance is a number of its own scale, and of nothing that is not asked', () => {
  const read = (value: string) => readAnswer(instrument, ['IMP_AE2'], () => value);
  expect(read('10').given[0]).toMatchObject({ item: 'IMP_AE2', number: 10 });
  expect(read('11').problems).toEqual({ IMP_AE2: 'choose' });
  expect(() => questionsOf(instrument, ['IMP_CCS3'], 'en')).toThrow('nothing to weigh');
});

test('a version of the house asks in its own words of the same things', () => {
  const written = structuredClone(readLoyaltyData('instrument')) as {
    extra_items: { id: string; wording: object }[];
  };
  for (const item of written.extra_items) {
    if (item.id === 'IMP')
      item.wording = { en: 'Do you need {attribute}?', ru: '{attribute}?', kk: '{attribute}?' };
  }
  const own = parseInstrument(written);
  expect(questionsOf(own, ['IMP_AI3'], 'en')[0]?.wording).toBe('Do you need delivery on time?');
});

const { db } = await freshDatabase();

test('who weighed one thing is asked of no other for half a year', async () => {
  await aTradingDay(db);
  const { company, buyer } = await aTrading(db);
  const happened = async (moment: Date) => {
    const { id } = await db
      .insertInto('event')
      .values({
        ...{ type: 'relationship.due', companyId: company.id, personId: buyer.personId },
        ...{ subjectId: buyer.personId, facts: '{}', at: moment },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };
  const before = hoursLater(-24 * 100);
  await db
    .insertInto('prompt')
    .values({
      ...{ id: newId(), eventId: await happened(before), touchpoint: 'TP_RELATIONSHIP' },
      ...{ personId: buyer.personId, companyId: company.id, eventAt: before, dueAt: before },
      ...{ state: 'expired', instrumentVersion: 1, reason: 'SHOW', inclusionProbability: 1 },
      ...{ items: ['REL_BOND', 'IMP_AE2'], decidedAt: before, shownAt: before, shownIn: 'page' },
      ...{ openUntil: before, language: 'en' },
    })
    .execute();
  const eventId = await happened(at);
  await noteMoment(db, { eventId }, at);
  await offerPrompts(db, at);
  const asked = await db
    .selectFrom('prompt')
    .where('eventId', '=', eventId)
    .select(['state', 'candidates'])
    .executeTakeFirstOrThrow();
  expect(asked.state).toBe('offered');
  expect(asked.candidates).not.toContain('IMP');
  expect(asked.candidates).toContain('SOW');
});
