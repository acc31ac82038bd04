import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstrument } from '../../src/loyalty/instrument.ts';
import {
  emotionalLoyaltyOf,
  isAtRisk,
  isSatisfiedAndAttached,
  loyaltiesOfGroup,
  rationalLoyaltyOf,
  shareOfAccounts,
} from '../../src/loyalty/metrics/outcomes.ts';
import { decidePrivacy } from '../../src/loyalty/metrics/privacy-threshold.ts';
import {
  importanceGrid,
  relationshipIndexOf,
  relationshipIndexOfPerson,
  relationTypeOf,
} from '../../src/loyalty/metrics/relationship-index.ts';
import {
  evaluateStage,
  type Stage,
  type StageFindings,
  stageOf,
  type StageStanding,
} from '../../src/loyalty/metrics/relationship-stage.ts';
import { enpsOfGroups, socoOf } from '../../src/loyalty/metrics/staff-pulse.ts';

const rank: Record<Stage, number> = {
  lapsed: 0,
  potential: 0,
  unstabilised: 1,
  customer: 2,
  customer_hostage: 2,
  customer_attitude_unknown: 2,
  loyal: 3,
};

const nothing: StageFindings = {
  purchaseEvents24Months: 0,
  purchaseEvents12Months: 0,
  alarm: 'not_enough_history',
  tenureDays: 0,
  hasEverBought: false,
  lastNps: null,
  lastNpsAgeDays: null,
  shareOfWallet: null,
};
const regular: StageFindings = {
  ...nothing,
  purchaseEvents24Months: 20,
  purchaseEvents12Months: 11,
  alarm: 'on_time',
  tenureDays: 900,
  hasEverBought: true,
};
const fan: StageFindings = { ...regular, lastNps: 10, lastNpsAgeDays: 30 };
const late: StageFindings = { ...fan, alarm: 'late' };
const silent: StageFindings = { ...fan, alarm: 'very_late' };

const evaluateAll = (all: readonly StageFindings[], from: StageStanding | null = null) =>
  all.reduce<StageStanding | null>((before, findings) => evaluateStage(before, findings), from)!;

const findings = fc.record({
  purchaseEvents24Months: fc.nat(12),
  purchaseEvents12Months: fc.nat(12),
  alarm: fc.constantFrom('on_time', 'due', 'late', 'very_late', 'not_enough_history'),
  tenureDays: fc.nat(1000),
  hasEverBought: fc.constant(true),
  lastNps: fc.option(fc.nat(10)),
  lastNpsAgeDays: fc.nat(600),
  shareOfWallet: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});

test('one evaluation never costs a stage, however bad it is', () => {
  fc.assert(
    fc.property(fc.array(findings, { minLength: 1, maxLength: 12 }), findings, (history, bad) => {
      const before = evaluateAll(history);
      const isUnchallenged =
        before.veryLateChecks === 0 &&
        (before.pending === null || rank[before.pending] >= rank[before.stage]);
      fc.pre(isUnchallenged);
      expect(rank[evaluateStage(before, bad).stage]).toBeGreaterThanOrEqual(rank[before.stage]);
    }),
  );
});

test('what three evaluations in a row say of an account is where it stands', () => {
  fc.assert(
    fc.property(fc.array(findings, { maxLength: 8 }), findings, (history, same) => {
      const standing = evaluateStage(evaluateAll([...history, same, same]), same);
      const { stage, facts } = standing;
      const checks = stage === 'loyal' ? 2 : facts.okChecks;
      expect(rank[stage]).toBe(rank[stageOf({ ...facts, okChecks: checks })]);
    }),
  );
});

test('up and down take two evaluations, and then go no further than both say', () => {
  const loyal = evaluateAll([fan, fan, fan]);
  expect(loyal.stage).toBe('loyal');
  const doubted = evaluateStage(loyal, late);
  expect(doubted).toMatchObject({ stage: 'loyal', pending: 'unstabilised' });
  expect(evaluateStage(doubted, late).stage).toBe('unstabilised');
  expect(evaluateStage(doubted, fan)).toMatchObject({ stage: 'loyal', pending: null, okChecks: 1 });
  expect(evaluateStage(doubted, { ...fan, lastNps: 8 }).stage).toBe('customer');
});

test('silent twice is lapsed, from wherever it was', () => {
  const loyal = evaluateAll([fan, fan, fan]);
  expect(evaluateStage(loyal, silent).stage).toBe('loyal');
  expect(evaluateAll([silent, silent], loyal).stage).toBe('lapsed');
  expect(evaluateAll([silent, late, silent], loyal).stage).toBe('unstabilised');
});

test('a first purchase is a fact, and so is one after a long silence; what is more must show', () => {
  const potential = evaluateAll([nothing]);
  expect(potential.stage).toBe('potential');
  const first = {
    ...nothing,
    hasEverBought: true,
    purchaseEvents24Months: 1,
    purchaseEvents12Months: 1,
  };
  expect(evaluateStage(potential, first).stage).toBe('unstabilised');
  const lapsed = evaluateAll([silent, silent]);
  const back = evaluateStage(lapsed, fan);
  expect(back).toMatchObject({ stage: 'unstabilised', pending: 'customer' });
  expect(rank[evaluateStage(back, fan).stage]).toBe(2);
});

test('an account that bought is never a mere possibility again', () => {
  const lapsed = evaluateAll([{ ...nothing, hasEverBought: true }]);
  expect(lapsed.stage).toBe('lapsed');
  expect(evaluateStage(lapsed, nothing).stage).toBe('lapsed');
});

test('side states follow the facts at once, and an answer of last year says nothing', () => {
  const customer = evaluateAll([regular, regular]);
  expect(customer.stage).toBe('customer_attitude_unknown');
  expect(evaluateStage(customer, { ...fan, lastNps: 3 }).stage).toBe('customer_hostage');
  const facts = { ...fan, okChecks: 5, veryLateChecks: 0 };
  expect(stageOf({ ...facts, lastNpsAgeDays: 365 })).toBe('loyal');
  expect(stageOf({ ...facts, lastNpsAgeDays: 366 })).toBe('customer_attitude_unknown');
  expect(stageOf({ ...facts, tenureDays: 364 })).toBe('customer');
  expect(stageOf({ ...facts, okChecks: 1 })).toBe('customer');
  expect(stageOf({ ...facts, lastNps: 8 })).toBe('customer');
  expect(stageOf({ ...facts, shareOfWallet: 0.5 })).toBe('loyal');
  expect(stageOf({ ...facts, shareOfWallet: 0.49 })).toBe('customer');
});

test('three purchases in a year that cannot be called late make a customer', () => {
  const young = {
    ...nothing,
    hasEverBought: true,
    purchaseEvents24Months: 3,
    purchaseEvents12Months: 3,
  };
  const checks = { okChecks: 0, veryLateChecks: 0 };
  expect(stageOf({ ...young, ...checks })).toBe('customer');
  expect(stageOf({ ...young, ...checks, purchaseEvents12Months: 2 })).toBe('unstabilised');
});

const groups = fc
  .array(fc.nat(14), { maxLength: 8 })
  .map((sizes) => sizes.map((answers, at) => ({ name: `group ${at}`, answers })));

test('nobody is found by taking what is shown from the total', () => {
  fc.assert(
    fc.property(groups, (all) => {
      const { totalShown, shown, hidden } = decidePrivacy(all);
      const sum = (names: readonly string[]) =>
        all
          .filter(({ name }) => names.includes(name))
          .reduce((total, { answers }) => total + answers, 0);
      expect([...shown, ...hidden].toSorted()).toEqual(all.map(({ name }) => name).toSorted());
      expect(all.every(({ name, answers }) => answers >= 5 || hidden.includes(name))).toBe(true);
      expect(totalShown).toBe(sum([...shown, ...hidden]) >= 5);
      const rest = sum(hidden);
      expect(hidden.length === 0 || !totalShown || (hidden.length > 1 && rest >= 5)).toBe(true);
      expect(totalShown || shown.length === 0).toBe(true);
    }),
  );
});

test('no more is hidden than it takes: the smallest group goes first', () => {
  const sizes = (counts: number[]) =>
    decidePrivacy(counts.map((answers, at) => ({ name: String(at), answers }))).hidden;
  expect(sizes([9, 7, 2])).toEqual(['1', '2']);
  expect(sizes([9, 7, 4, 1])).toEqual(['2', '3']);
  expect(sizes([9, 7, 2, 2])).toEqual(['1', '2', '3']);
  expect(sizes([6, 6, 4])).toEqual(['0', '2']);
  expect(sizes([3])).toEqual(['0']);
  expect(sizes([5])).toEqual([]);
  expect(sizes([])).toEqual([]);
});

test('employees of small groups are shown only in the total', () => {
  const nine = Array.from({ length: 9 }, () => 10);
  const { total, byGroup } = enpsOfGroups({
    Almaty: nine,
    Karaganda: nine,
    Temirtau: [0, null, 3],
  });
  expect(total).toMatchObject({ n: 20, promoters: 18, detractors: 2 });
  expect(Object.entries(byGroup).filter(([, nps]) => nps === null)).toHaveLength(2);
  expect(enpsOfGroups({ Almaty: [10, 9, 8] })).toEqual({ total: null, byGroup: { Almaty: null } });
});

test('selling orientation is two means of five people and more, and no total', () => {
  const { staffItems } = readInstrument();
  const person = Object.fromEntries(
    staffItems.map(({ id, facet }) => [id, facet === 'CO' ? 5 : 2]),
  );
  const people = Array.from({ length: 5 }, () => person);
  expect(socoOf(people, staffItems)).toEqual({
    customerOriented: { n: 5, mean: 5, ci95: [5, 5] },
    sellingOriented: { n: 5, mean: 2, ci95: [2, 2] },
  });
  expect(socoOf(people.slice(1), staffItems)).toBeNull();
  expect(socoOf([...people.slice(1), { SOCO_C1: 5 }], staffItems)).toBeNull();
});

/** The worst and the best answers to questions, on the scales of the instrument. */
function extremes(ids: readonly string[]) {
  const { items, scales } = readInstrument();
  const answers = (end: 0 | -1) =>
    Object.fromEntries(
      ids.map((id) => {
        const { scale, isReversed } = items.find((item) => item.id === id)!;
        const values = (scales[scale]!.values as number[]).toSorted((one, other) => one - other);
        return [id, values.at(isReversed ? -1 - end : end)];
      }),
    );
  return { worst: answers(0), best: answers(-1) };
}

test.each([
  [
    'the relationship index',
    relationshipIndexOfPerson,
    ['REL_OVERALL', 'CCS3', 'REL_REBUY', 'REL_ADV'],
  ],
  ['rational loyalty', rationalLoyaltyOf, ['REL_REBUY', 'TFC3', 'REL_ADV']],
  ['emotional loyalty', emotionalLoyaltyOf, ['CCS3', 'REL_BOND']],
] as const)('%s goes from 0 to 100 on the scales of the instrument', (_, score, ids) => {
  const { worst, best } = extremes(ids);
  expect([score(worst), score(best)]).toEqual([0, 100]);
  expect(score({ [ids[0]]: best[ids[0]] })).toBeNull();
  expect(score({})).toBeNull();
});

test('a group is scored by the means of its questions, whoever was asked which', () => {
  const people = [{ REL_OVERALL: 5 }, { REL_OVERALL: 3 }, { CCS3: 10 }, { REL_REBUY: 1, TFC3: 5 }];
  expect(relationshipIndexOf(people)).toMatchObject({ score: (75 + 100 + 0) / 3, itemsUsed: 3 });
  expect(loyaltiesOfGroup(people)).toEqual({ rational: 0, emotional: 100 });
  expect(loyaltiesOfGroup([])).toEqual({ rational: null, emotional: null });
});

test('satisfied and staying, staying, satisfied, neither', () => {
  expect([
    relationTypeOf(4, 4),
    relationTypeOf(3, 5),
    relationTypeOf(5, 3),
    relationTypeOf(1, 1),
    relationTypeOf(null, 5),
  ]).toEqual(['advocate', 'hostage', 'opportunist', 'critic', null]);
});

test('what is said to matter and what is seen to matter make four kinds; the mean counts as high', () => {
  expect(
    importanceGrid([
      { id: 'a', stated: 9, derived: 0.6 },
      { id: 'b', stated: 9, derived: 0.2 },
      { id: 'c', stated: 5, derived: 0.6 },
      { id: 'd', stated: 5, derived: 0.2 },
      { id: 'e', stated: null, derived: 0.9 },
    ]).map(({ type }) => type),
  ).toEqual(['motivator', 'hygienic', 'hidden_opportunity', 'saver']);
  expect(importanceGrid([{ id: 'a', stated: 4.1, derived: 0.1 }])[0]?.type).toBe('motivator');
});

const account = { isActive: true, ccs1: null, ccs3: null, bond: null, overall: null };

test('an account is satisfied and attached, or not, or it was not asked enough', () => {
  expect([
    isSatisfiedAndAttached({ ...account, ccs1: 4, ccs3: 9 }),
    isSatisfiedAndAttached({ ...account, ccs1: 4, ccs3: 8, bond: 4 }),
    isSatisfiedAndAttached({ ...account, ccs1: 4, ccs3: 8 }),
    isSatisfiedAndAttached({ ...account, ccs1: 3, bond: 5 }),
    isSatisfiedAndAttached({ ...account, ccs1: 5 }),
    isSatisfiedAndAttached({ ...account, ccs3: 10 }),
  ]).toEqual([true, true, false, false, null, null]);
});

test('an active account is at risk by any low answer; one that left is not counted', () => {
  expect([
    isAtRisk({ ...account, ccs1: 2, overall: 5 }),
    isAtRisk({ ...account, overall: 2 }),
    isAtRisk({ ...account, ccs3: 6 }),
    isAtRisk({ ...account, ccs1: 3, ccs3: 7, overall: 3 }),
    isAtRisk(account),
    isAtRisk({ ...account, isActive: false, ccs1: 1 }),
  ]).toEqual([true, true, true, false, null, null]);
  expect(shareOfAccounts([true, false, null, true])).toMatchObject({ n: 3, share: 2 / 3 });
  expect(shareOfAccounts([null])).toEqual({ n: 0, share: null, ci95: null });
});
