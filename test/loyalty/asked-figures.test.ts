import { expect, test } from 'vitest';
import { loyalty } from '../../views/words/en/loyalty.ts';
import { top20Interval } from '../../src/loyalty/metrics/concentration.ts';
import {
  type AskedFacts,
  askedFigures,
  middleOfBand,
} from '../../src/loyalty/nightly/asked-figures.ts';
import { gridFigures } from '../../src/loyalty/nightly/grid-figures.ts';
import type { CodedVoice, CompanyPurchases, Voice } from '../../src/loyalty/nightly/inputs.ts';
import { clockOf, reckonModels } from '../../src/loyalty/nightly/reckon-models.ts';
import { reckonStanding } from '../../src/loyalty/nightly/reckon-standing.ts';
import { worthDraws } from '../../src/loyalty/nightly/reckon-worth.ts';
import { worthFigures } from '../../src/loyalty/nightly/worth-figures.ts';

const TODAY = 20_600;
const DAY = new Date(TODAY * 86_400_000).toISOString().slice(0, 10);

const said = (item: string, number: number, at: number, more: Partial<Voice> = {}): Voice => ({
  ...{ promptId: `q${at}`, revision: 1, companyId: `c${at % 12}`, personId: `p${at}` },
  ...{ population: 'end_user', branchCode: 'ALA', touchpoint: 'TP_REQUEST_CLOSED' },
  ...{ day: TODAY - 10, item, number, probability: 1, onlyInTotals: false, ...more },
});
const coded = (item: string, code: string, at: number, more: Partial<CodedVoice> = {}) => ({
  ...{ promptId: `q${at}`, companyId: `c${at % 12}`, personId: `p${at}`, day: TODAY - 5, item },
  ...{ code, population: 'end_user' as const, branchCode: 'ALA', onlyInTotals: false, ...more },
});
const facts = (more: Partial<AskedFacts> = {}): AskedFacts => ({
  ...{ today: TODAY, items: ['AE5', 'AE6'], shownOf: () => 50, coded: [], readDays: 731 },
  branches: [],
  ...{ constructs: [{ id: 'AE', items: ['AE1', 'AE2'] }], ...more },
});
const many = (n: number, of: (at: number) => Voice) => Array.from({ length: n }, (_, at) => of(at));
const figureIn = (figures: ReturnType<typeof askedFigures>, metric: string) =>
  figures.find((one) => one.metric === metric && one.segment === 'all');

test('effort and first contact are shares of what was answered within a year', () => {
  const voices = [
    ...many(10, (at) => said('CES2', at < 7 ? 6 : 4, at)),
    said('CES2', 7, 99, { day: TODAY - 400 }),
    ...many(4, (at) => said('FCRQ', Number(at < 3), at)),
  ];
  const figures = askedFigures(voices, facts());
  expect(figureIn(figures, 'ces')).toMatchObject({ value: 0.7, n: 10, accounts: 10, shown: 50 });
  expect(figureIn(figures, 'fcr.said')).toMatchObject({ value: 0.75, n: 4 });
});

test('the index weighs what is called important, of things that ten rated and three weighed', () => {
  const rated = (item: string, number: number) => many(10, (at) => said(item, number, at));
  const weighed = (item: string, number: number, n = 3) =>
    many(n, (at) => said(`IMP_${item}`, number, at, { day: TODAY - 500 }));
  const both = [...rated('AE5', 2), ...rated('AE6', 4), ...weighed('AE5', 9), ...weighed('AE6', 3)];
  const one = figureIn(askedFigures(both, facts()), 'csi');
  // (9 × 2 + 3 × 4) / 12 = 2.5 of 1 to 5.
  expect(one).toMatchObject({ value: 37.5, n: 6, accounts: 3, shown: 100 });
  expect(one?.detail).toMatchObject({ itemsUsed: 2, worst: ['AE5', 'AE6'] });
  const few = [
    ...rated('AE5', 2),
    ...rated('AE6', 4),
    ...weighed('AE5', 9),
    ...weighed('AE6', 3, 2),
  ];
  expect(figureIn(askedFigures(few, facts()), 'csi')).toMatchObject({ value: 25, n: 3 });
  expect(figureIn(askedFigures([], facts()), 'csi')).toMatchObject({ value: null, n: 0 });
});

test('a certificate is what both halves of one person say, and half a pair says nothing', () => {
  const pairs = Array.from({ length: 24 }, (_, at) => [
    coded('SUS3F', 'expect', at),
    coded('SUS3', 'dislike', at),
  ]).flat();
  const figures = askedFigures([], facts({ coded: [...pairs, coded('SUS3', 'like', 77)] }));
  const one = figureIn(figures, 'kano.SUS3');
  expect(one).toMatchObject({ n: 24, accounts: 12, value: 0 });
  expect(one?.detail).toMatchObject({ category: 'M', isEnough: true, isMixed: false, worse: -1 });
});

test('the share of what they buy is the last word of each person, and bands are no other text', () => {
  const words = [
    coded('SOW', '0-20', 1, { day: TODAY - 300 }),
    coded('SOW', '60-80', 1),
    coded('SOW', '20-40', 2),
    coded('SOW', 'na', 3),
  ];
  const one = figureIn(askedFigures([], facts({ coded: words })), 'wallet');
  expect(one?.value).toBeCloseTo(0.5, 12);
  expect(one).toMatchObject({ n: 2, detail: { bands: { '60-80': 1, '20-40': 1 } } });
  expect([middleOfBand('80-100'), middleOfBand('full'), middleOfBand('')]).toEqual([
    0.9,
    undefined,
    undefined,
  ]);
});

test('alpha is collecting below a hundred people who answered all, however clear it is', () => {
  const people = (n: number) => [
    ...many(n, (at) => said('AE1', 1 + (at % 5), at)),
    ...many(n, (at) => said('AE2', 1 + ((at + Math.floor(at / 40)) % 5), at)),
    said('AE1', 5, 1000),
  ];
  expect(figureIn(askedFigures(people(99), facts()), 'alpha.AE')).toMatchObject({
    value: null,
    n: 99,
  });
  const one = figureIn(askedFigures(people(100), facts()), 'alpha.AE');
  expect(one?.n).toBe(100);
  expect(one?.value).toBeGreaterThan(0.4);
});

test('what is said to matter and what is seen to matter are two things, named where draws agree', () => {
  const rated = (item: string, of: (at: number) => number, from: number) =>
    Array.from({ length: 60 }, (_, at) => [
      said('OSAT', 1 + (at % 5), from + at),
      said(item, of(at), from + at),
    ]).flat();
  const voices = [
    ...rated('AE5', (at) => 1 + (at % 5), 0),
    ...rated('AE6', (at) => 1 + ((at * 7 + Math.floor(at / 5)) % 5), 100),
    ...many(20, (at) => said('IMP_AE5', 2, 200 + at)),
    ...many(20, (at) => said('IMP_AE6', 9, 300 + at)),
  ];
  const types = gridFigures(voices, { today: TODAY, items: ['AE5', 'AE6'], branches: [] })
    .filter(({ segment }) => segment === 'all')
    .map(({ metric, detail }) => [metric, detail['type']]);
  expect(types).toEqual([
    ['grid.AE5', 'hidden_opportunity'],
    ['grid.AE6', 'hygienic'],
  ]);
});

/** A trade of so many companies that buy every so many days, each with its own sum. */
const trade = (n: number): CompanyPurchases[] =>
  Array.from({ length: n }, (_, at) => {
    const gap = 9 + (at % 7) * 4;
    const days: number[] = [];
    for (
      let day = TODAY - 600 + at;
      day <= TODAY - (at % 9 === 0 ? 200 : 0);
      day += gap + (day % 5)
    ) {
      days.push(day);
    }
    return {
      ...{ companyId: `c${at}`, population: at % 3 === 0 ? 'trader' : 'end_user' },
      ...{ branchCode: 'ALA', days, amountsMinor: days.map(() => 1_000_000 * (1 + (at % 4))) },
      ...{ isBusy: false, declined: 0, caseOpenSince: null, shown: 0, answered: 0 },
      ...{ costedNetMinor: 1000, costMinor: 800 },
    } as CompanyPurchases;
  });

test('what a customer is worth is a range, wider than nothing, and none of one who never bought', () => {
  const companies = trade(40);
  const models = reckonModels(companies, DAY);
  expect(models.worth?.draws).toHaveLength(20);
  const { worth } = models;
  const of = { worth: worth ?? { correlation: 0, isDependent: false, draws: [] }, margin: 0.2 };
  const given = { ...of, today: TODAY, clock: clockOf(models) };
  const [first] = companies;
  const drawn = first ? worthDraws(first, given) : [];
  expect(Math.min(...drawn)).toBeGreaterThan(0);
  expect(Math.max(...drawn)).toBeGreaterThan(Math.min(...drawn));
  expect(first && worthDraws({ ...first, days: [], amountsMinor: [] }, given)).toEqual([]);
  // Twice the margin is twice the worth.
  const twice = first ? worthDraws(first, { ...given, margin: 0.4 }) : [];
  twice.forEach((value, at) => expect(value).toBeCloseTo(2 * (drawn[at] ?? 0), 3));
});

test('no worth is told where the model is not trusted, and fifths count every buyer of the year once', () => {
  const companies = trade(40);
  const models = reckonModels(companies, DAY);
  const given = { day: DAY, models, branches: [], marginShareOf: () => 0.2 };
  const trusted = { ...models, buying: models.buying && { ...models.buying, isTrusted: true } };
  const blind = { ...models, buying: models.buying && { ...models.buying, isTrusted: false } };
  const all = (figures: ReturnType<typeof worthFigures>, metric: string) =>
    figures.find((one) => one.metric === metric && one.segment === 'all');
  expect(all(worthFigures(companies, { ...given, models: blind }), 'worth')).toMatchObject({
    ...{ value: null, low: null, n: 0 },
  });
  const known = worthFigures(companies, { ...given, models: trusted });
  expect(all(known, 'worth')?.low).toBeLessThan(all(known, 'worth')?.high ?? 0);
  const rfm = all(known, 'rfm');
  const cells = (rfm?.detail['cells'] ?? []) as number[][];
  expect(cells.flat().reduce((sum, one) => sum + one, 0)).toBe(rfm?.n);
  expect(rfm?.n).toBe(companies.filter(({ days }) => (days.at(-1) ?? 0) > TODAY - 365).length);
});

test('who buys less than half of its metal here is not loyal, whatever else it does', () => {
  const days = Array.from({ length: 60 }, (_, at) => TODAY - 600 + at * 10);
  const [model] = trade(1);
  const company = { ...(model as CompanyPurchases), days, amountsMinor: days.map(() => 1e6) };
  const models = reckonModels(trade(40), DAY);
  const reckoning = { day: DAY, models, marginShare: 0.2, clock: clockOf(models) };
  const nps = [{ day: TODAY - 100, number: 10 }];
  const stageWith = (wallet: { day: number; share: number }[]) =>
    reckonStanding(company, null, { nps, wallet }, reckoning).standing.stage;
  expect(stageWith([])).toBe('loyal');
  expect(stageWith([{ day: TODAY - 300, share: 0.9 }])).toBe('loyal');
  expect(stageWith([{ day: TODAY - 300, share: 0.3 }])).toBe('customer');
});

test('the share of the largest fifth has an interval that holds it', () => {
  const revenues = Array.from({ length: 40 }, (_, at) => (at + 1) ** 2);
  const [low = 0, high = 0] = top20Interval(revenues) ?? [];
  expect(low).toBeLessThan(0.49);
  expect(high).toBeGreaterThan(0.47);
  expect(top20Interval([-1, 5])).toBeNull();
});

test('every figure that is shown has its definition on the page of method', () => {
  const { metrics, paper } = loyalty;
  const besides = ['nps.contact', 'nps.account', 'nps.revenue'];
  const defined = new Set([...Object.keys(paper.definitions), ...besides]);
  expect(Object.keys(metrics).filter((metric) => !defined.has(metric))).toEqual([]);
  expect(Object.keys(paper.definitions).filter((metric) => !(metric in metrics))).toEqual([]);
});
