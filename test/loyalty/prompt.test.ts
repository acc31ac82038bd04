import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstrument } from '../../src/loyalty/instrument.ts';
import { decidePrompt, promptDraws, type PromptSituation } from '../../src/loyalty/prompt.ts';

const instrument = readInstrument();
const now = new Date('2026-05-10T14:00:00Z');
const hours = (count: number) => new Date(now.getTime() - count * 3_600_000);
const days = (count: number) => hours(24 * count);
const shown = (
  at: Date,
  items: string[] = ['OSAT'],
  outcome: 'ignored' | 'dismissed' = 'ignored',
) => ({
  shownAt: at,
  outcome,
  items,
});

/** A delivery four hours ago to somebody who was never asked anything. */
const delivered: PromptSituation = {
  now,
  touchpoint: 'TP_DELIVERED',
  event: { id: 'e1', at: hours(4) },
  person: {
    id: 'p1',
    audience: 'customer',
    history: [],
    hasOptedOut: false,
    relationshipDueSince: null,
  },
  account: { openClaims: 0, promptsShownIn7Days: 0, isInLegalDispute: false },
  context: {
    order: { delivery_mode: 'delivery', channel: 'online' },
    shipment: { status_updates: 2 },
  },
  answersIn90Days: {},
};
const asked = (...history: ReturnType<typeof shown>[]): PromptSituation => ({
  ...delivered,
  person: { ...delivered.person, history },
});
const at = (touchpoint: string, eventHoursAgo: number, of = delivered): PromptSituation => ({
  ...of,
  touchpoint,
  event: { ...of.event, at: hours(eventHoursAgo) },
});
const reasonOf = (situation: PromptSituation, sample = 0) =>
  decidePrompt(instrument, situation, { sample, item: 0 }).reason;

test.each<[string, PromptSituation, string]>([
  ['at the first hour of its window', at('TP_DELIVERED', 2), 'SHOW'],
  ['at the last hour of its window', at('TP_DELIVERED', 72), 'SHOW'],
  ['a minute too late', at('TP_DELIVERED', 72.02), 'EVENT_WINDOW'],
  ['before it happened', at('TP_ORDER_CONFIRMED', -1), 'EVENT_WINDOW'],
  [
    'in a legal dispute',
    { ...delivered, account: { ...delivered.account, isInLegalDispute: true } },
    'LEGAL_DISPUTE',
  ],
  [
    'a day after the last prompt, to the minute',
    at('TP_CLAIM_RESOLVED', 30, asked(shown(hours(24)))),
    'SHOW',
  ],
  ['less than a day after it', at('TP_CLAIM_RESOLVED', 30, asked(shown(hours(23.9)))), 'HARD_GAP'],
  ['thirty days after the first of two', asked(shown(days(30)), shown(days(10))), 'SHOW'],
  ['29 days after the first of two', asked(shown(days(29)), shown(days(10))), 'PERSON_MONTH_CAP'],
  [
    'about a claim, in a month with two prompts',
    at('TP_CLAIM_RESOLVED', 30, asked(shown(days(5)), shown(days(10)))),
    'SHOW',
  ],
  [
    'the thirteenth time in a year',
    asked(...Array.from({ length: 12 }, (_, month) => shown(days(30 * (month + 1))))),
    'PERSON_YEAR_CAP',
  ],
  [
    'about a claim, the thirteenth time in a year',
    at(
      'TP_CLAIM_RESOLVED',
      30,
      asked(...Array.from({ length: 12 }, (_, month) => shown(days(30 * (month + 1))))),
    ),
    'PERSON_YEAR_CAP',
  ],
  [
    'after a dismissal and an answer',
    asked(shown(days(50), [], 'dismissed'), shown(days(40))),
    'SHOW',
  ],
  [
    'sixty days after the second dismissal',
    asked(shown(days(70), [], 'dismissed'), shown(days(60), [], 'dismissed')),
    'SHOW',
  ],
  [
    'about a claim, after two dismissals',
    at(
      'TP_CLAIM_RESOLVED',
      30,
      asked(shown(days(50), [], 'dismissed'), shown(days(40), [], 'dismissed')),
    ),
    'DISMISSAL_PAUSE',
  ],
  [
    'about the claim while another is open',
    at('TP_CLAIM_RESOLVED', 30, { ...delivered, account: { ...delivered.account, openClaims: 1 } }),
    'SHOW',
  ],
  [
    'about a claim of an account that was asked three times this week',
    at('TP_CLAIM_RESOLVED', 30, {
      ...delivered,
      account: { ...delivered.account, promptsShownIn7Days: 3 },
    }),
    'ACCOUNT_CAP',
  ],
  [
    'when the half-yearly prompt will be due next week',
    { ...delivered, person: { ...delivered.person, relationshipDueSince: days(-7) } },
    'SHOW',
  ],
  [
    'when the half-yearly prompt is due, by itself',
    at('TP_RELATIONSHIP', 4, {
      ...delivered,
      person: { ...delivered.person, relationshipDueSince: days(3) },
    }),
    'SHOW',
  ],
  [
    'fourteen days after the half-yearly prompt was due',
    { ...delivered, person: { ...delivered.person, relationshipDueSince: days(14) } },
    'RESERVED_FOR_RELATIONSHIP',
  ],
  ['about documents, when no certificate was due', at('TP_DOCS', 48), 'NO_ITEM'],
])('%s: %s', (_, situation, reason) => {
  expect(reasonOf(situation)).toBe(reason);
});

test('an event is sampled when its number is below the rate, and not at it', () => {
  const confirmed = at('TP_ORDER_CONFIRMED', 1);
  expect([reasonOf(confirmed, 0.499), reasonOf(confirmed, 0.5)]).toEqual(['SHOW', 'NOT_SAMPLED']);
});

test('the first shut gate is the reason, in the order of the instrument', () => {
  const everythingShut = {
    ...at('TP_EMPLOYEE_PULSE', 200, asked(shown(hours(1)))),
    account: { openClaims: 2, promptsShownIn7Days: 9, isInLegalDispute: true },
  };
  expect(reasonOf(everythingShut)).toBe('EVENT_WINDOW');
  const gates = instrument.gates.toReversed();
  expect(decidePrompt({ ...instrument, gates }, everythingShut).reason).not.toBe('EVENT_WINDOW');
});

test('each item is drawn as often as its probability says, the fewer its answers the oftener', () => {
  const situation = { ...delivered, answersIn90Days: { AI2: 9, AI3: 1 } };
  const counts = new Map<string, number>();
  const probabilities = new Map<string, number>();
  for (let step = 0; step < 1000; step += 1) {
    const found = decidePrompt(instrument, situation, { sample: 0, item: step / 1000 });
    const drawn = found.items[1]!;
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    probabilities.set(drawn, found.itemProbability!);
    expect(found.inclusionProbability).toBe(found.itemProbability);
  }
  expect([...counts.keys()]).toEqual(['AI2', 'AI3', 'EXP3', 'O2O2', 'TFC2']);
  for (const [item, count] of counts) {
    expect(Math.abs(count / 1000 - probabilities.get(item)!)).toBeLessThan(0.002);
  }
  expect(probabilities.get('AI2')! * 10).toBeCloseTo(probabilities.get('TFC2')!, 9);
});

test('an item rests after it was shown, and the anchor alone is asked when all others rest', () => {
  const seen = asked(shown(days(20), ['AI2', 'AI3', 'EXP3', 'O2O2', 'TFC2']));
  const found = decidePrompt(instrument, seen, { sample: 0, item: 0.9 });
  expect(found).toMatchObject({
    items: ['OSAT'],
    candidates: [],
    itemProbability: null,
    inclusionProbability: 1,
  });
  const rested = decidePrompt(instrument, asked(shown(days(90), ['AI3'])), { sample: 0, item: 0 });
  expect(rested.candidates).toContain('AI3');
});

test('the recommendation is asked once in 180 days, and the halves of a Kano pair only together', () => {
  const relation = (ago: number) =>
    decidePrompt(instrument, at('TP_RELATIONSHIP', 4, asked(shown(days(ago), ['CCS3']))), {
      sample: 0,
      item: 0,
    });
  expect(relation(179).items).not.toContain('CCS3');
  expect(relation(180).items[0]).toBe('CCS3');

  const documents = {
    ...at('TP_DOCS', 48),
    context: { order: { certificate_due: true, certificate_received: true } },
  };
  expect(decidePrompt(instrument, documents, { sample: 0, item: 0 }).items).toEqual([
    'SUS3F',
    'SUS3',
  ]);
  const half = { ...documents, person: asked(shown(days(200), ['SUS3F'])).person };
  expect(decidePrompt(instrument, half, { sample: 0, item: 0 }).reason).toBe('NO_ITEM');
});

test('a question is asked only of what is known to have happened', () => {
  const unknown = decidePrompt(instrument, { ...delivered, context: {} }, { sample: 0, item: 0 });
  expect(unknown.candidates).toEqual(['EXP3', 'TFC2']);
  const certificate = { ...at('TP_DOCS', 48), context: { order: { certificate_due: true } } };
  expect(decidePrompt(instrument, certificate, { sample: 0, item: 0 }).candidates).toEqual([
    'CERT',
  ]);
});

test('whoever is asked was left alone before, whatever his history is', () => {
  const history = fc.array(
    fc.record({
      shownAt: fc.integer({ min: 1, max: 24 * 400 }).map(hours),
      outcome: fc.constantFrom('answered', 'ignored', 'dismissed'),
      items: fc.subarray(['OSAT', 'AI2', 'AI3', 'TFC2']),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(history, promptId(), (of, event) => {
      const situation = {
        ...delivered,
        event: { ...delivered.event, id: event },
        person: { ...delivered.person, history: of },
      };
      const found = decidePrompt(instrument, situation);
      const within = (count: number) => of.filter(({ shownAt }) => shownAt > days(count));
      const isRested = within(7).length === 0 && within(30).length < 2 && within(365).length < 12;
      expect(found.reason === 'SHOW' ? isRested : found.items.length === 0).toBe(true);
      expect(found.items.length).toBeLessThanOrEqual(2);
      expect(decidePrompt(instrument, situation)).toEqual(found);
    }),
  );
});

function promptId() {
  return fc.integer({ min: 1, max: 1e9 }).map((id) => `e${id}`);
}

test('the lot of a person and an event is always the same, and spread evenly over all', () => {
  expect(promptDraws('p1', 'e5')).toEqual(promptDraws('p1', 'e5'));
  const draws = Array.from({ length: 2000 }, (_, at_) => promptDraws('p', `e${at_}`));
  const mean = (of: (draw: (typeof draws)[number]) => number) =>
    draws.reduce((sum, draw) => sum + of(draw), 0) / draws.length;
  expect(Math.abs(mean(({ sample }) => sample) - 0.5)).toBeLessThan(0.03);
  expect(Math.abs(mean(({ item }) => item) - 0.5)).toBeLessThan(0.03);
  expect(Math.abs(mean(({ sample, item }) => sample * item) - 0.25)).toBeLessThan(0.03);
});

test('a touchpoint that nobody knows is a fault of ours', () => {
  expect(() => decidePrompt(instrument, at('TP_DREAM', 1))).toThrow('no touchpoint: TP_DREAM');
});
