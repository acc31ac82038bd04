import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApprovalConditions } from '../../src/ordering/approval-conditions.ts';
import {
  type ApprovalGround,
  type AskedNeed,
  type Decision,
  defaultApprovalTerms,
  isMet,
  isStuck,
  needsOf,
  openNeeds,
  voicesOf,
} from '../../src/ordering/approval.ts';
import type { CartLine, Totalled } from '../../src/ordering/cart.ts';
import { everyOrder } from '../support/approval.ts';

const line = (
  form: CartLine['form'],
  grossMinor: number,
  weightG: number,
  productId: string = form,
) =>
  // Only what a rule looks at.
  ({
    ...{ form, productId },
    weightG,
    services: [],
    price: { grossMinor, netMinor: 0, vatMinor: 0 },
  }) as unknown as CartLine;

const person = (
  personId: string,
  more: { isAdmin?: boolean; limitMinor?: number | null } = {},
) => ({
  ...{ personId, name: personId, isAdmin: false, limitMinor: null },
  ...more,
});

const rule = (more: Partial<ApprovalGround['rules'][number]> = {}) => ({
  ...{
    id: 'r',
    ...everyOrder,
  },
  steps: [{ quorum: 1, people: [] }],
  ...more,
});

const ground = (more: Partial<ApprovalGround> = {}): ApprovalGround => ({
  rules: [rule()],
  approvers: [person('ana'), person('boss', { isAdmin: true })],
  spending: [],
  newProducts: [],
  terms: defaultApprovalTerms,
  ...more,
});

const order = (lines = [line('rebar', 1_000, 500)], siteId: string | null = null) => ({
  lines,
  siteId,
  services: [],
  budget: null,
});

describe('a rule asks', () => {
  test.each([
    ['of a total above its own', { aboveMinor: 999 }, true],
    ['not of the total itself', { aboveMinor: 1_000 }, false],
    ['of a weight above its own', { aboveWeightG: 499 }, true],
    ['not of the weight itself', { aboveWeightG: 500 }, false],
    ['of its form', { form: 'rebar' as const }, true],
    ['not of another form', { form: 'pipe_welded' as const }, false],
    ['not for another site', { siteId: 'block-b' }, false],
    ['of everything, where it says nothing', {}, true],
    ['not within the limit of its buyer', { beyondLimit: true, aboveMinor: 999 }, false],
    ['only where all holds', { aboveMinor: 10, aboveWeightG: 5_000 }, false],
  ])('%s', (_, conditions, asks) => {
    const needs = needsOf(ground({ rules: [rule(conditions)] }), order(), 'buyer');
    expect(needs.length > 0).toBe(asks);
  });

  test.each([
    ['whose delivery is dearer', { aboveFreightMinor: 199 }, true],
    ['not at that price itself', { aboveFreightMinor: 200 }, false],
    ['whose delivery is a larger share of its goods', { aboveFreightBp: 1_990 }, true],
    ['not at that share itself', { aboveFreightBp: 2_000 }, false],
    ['only where both hold', { aboveFreightMinor: 199, aboveFreightBp: 5_000 }, false],
  ])('of an order %s', (_, conditions, asks) => {
    const services = [
      { grossMinor: 200, netMinor: 172, vatMinor: 28 },
    ] as unknown as Totalled['services'];
    const brought = { ...order(), services };
    const needs = needsOf(ground({ rules: [rule(conditions)] }), brought, 'buyer');
    expect(needs.map(({ grossMinor }) => grossMinor)).toEqual(asks ? [1_200] : []);
    expect(needsOf(ground({ rules: [rule(conditions)] }), order(), 'buyer')).toEqual([]);
  });

  test('of an order whose delivery is still to be agreed, which may be dear, where it asks of delivery', () => {
    const freight = { standing: 'to-agree' } as const;
    const asks = (conditions: Partial<ApprovalConditions>) =>
      needsOf(ground({ rules: [rule(conditions)] }), { ...order(), freight }, 'buyer').length > 0;
    expect(asks({ aboveFreightMinor: 1_000_000 })).toBe(true);
    expect(asks({ aboveFreightBp: 9_000 })).toBe(true);
    expect(asks({ aboveMinor: 1_000 })).toBe(false);
  });

  const two = [line('rebar', 10, 1, 'A'), line('pipe_welded', 10, 1, 'B')];
  test.each([
    ['of more products than its own', { aboveProducts: 1 }, two, true],
    ['not of that many', { aboveProducts: 2 }, two, false],
    [
      'not of one product in two lines',
      { aboveProducts: 1 },
      [line('rebar', 10, 1, 'A'), line('rebar', 10, 1, 'A')],
      false,
    ],
    ['not of products of other forms', { aboveProducts: 1, form: 'rebar' as const }, two, false],
    ['of goods never bought', { neverBought: true }, two, true],
    ['not where all was bought', { neverBought: true }, two.slice(0, 1), false],
    [
      'not where what is new is of another form',
      { neverBought: true, form: 'rebar' as const },
      two,
      false,
    ],
    ['not where the new is not dear enough', { neverBought: true, aboveMinor: 20 }, two, false],
  ])('%s', (_, conditions, lines, asks) => {
    const company = ground({ rules: [rule(conditions)], newProducts: ['B'] });
    expect(needsOf(company, order(lines), 'buyer').length > 0).toBe(asks);
  });

  test('of as many products as there are, however they lie in lines', () => {
    const products = fc.array(fc.constantFrom('A', 'B', 'C', 'D'), { minLength: 1 });
    fc.assert(
      fc.property(products, fc.integer({ min: 1, max: 5 }), (lying, aboveProducts) => {
        const lines = lying.map((product) => line('rebar', 10, 1, product));
        const needs = needsOf(ground({ rules: [rule({ aboveProducts })] }), order(lines), 'buyer');
        expect(needs.length > 0).toBe(new Set(lying).size > aboveProducts);
      }),
    );
  });

  test('of what is left of an order only where it asked of the whole: less is never more products or newer', () => {
    const asked = fc.record({
      aboveProducts: fc.option(fc.integer({ min: 1, max: 3 })),
      neverBought: fc.boolean(),
    });
    const lying = fc.array(
      fc.record({ product: fc.constantFrom('A', 'B', 'C', 'D'), isLeft: fc.boolean() }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(
        asked,
        lying,
        fc.subarray(['A', 'B', 'C', 'D']),
        (conditions, all, newProducts) => {
          const company = ground({ rules: [rule(conditions)], newProducts });
          const needsOfLines = (some: typeof all) =>
            needsOf(
              company,
              order(some.map(({ product }) => line('rebar', 10, 1, product))),
              'buyer',
            );
          const whole = needsOfLines(all).length;
          expect(needsOfLines(all.filter(({ isLeft }) => isLeft)).length).toBeLessThanOrEqual(
            whole,
          );
        },
      ),
    );
  });

  test('by what its own form costs and weighs in a mixed order', () => {
    const mixed = order([line('rebar', 700, 100), line('pipe_welded', 600, 900)]);
    const rules = [rule({ form: 'rebar', aboveMinor: 700 }), rule({ aboveMinor: 1_200 })];
    const needs = needsOf(ground({ rules }), mixed, 'buyer');
    expect(needs).toMatchObject([{ grossMinor: 1_300, weightG: 1_000 }]);
  });
});

describe('whom it asks', () => {
  const names = (more: Partial<ApprovalGround>, requester = 'buyer') =>
    needsOf(ground(more), order(), requester)[0]?.people.map(({ personId }) => personId);

  test('is everybody who may approve, where it names nobody', () => {
    expect(names({})).toEqual(['ana', 'boss']);
  });

  test('is never who orders, unless the company lets him', () => {
    expect(names({}, 'ana')).toEqual(['boss']);
    expect(names({ terms: { ...defaultApprovalTerms, ownAllowed: true } }, 'ana')).toEqual([
      'ana',
      'boss',
    ]);
  });

  test('is nobody whose limit is below the order, and zero is a limit', () => {
    expect(names({ approvers: [person('ana', { limitMinor: 1_000 }), person('bek')] })).toEqual([
      'ana',
      'bek',
    ]);
    expect(names({ approvers: [person('ana', { limitMinor: 999 }), person('bek')] })).toEqual([
      'bek',
    ]);
    expect(names({ approvers: [person('ana', { limitMinor: 0 }), person('bek')] })).toEqual([
      'bek',
    ]);
  });

  test('are the administrators too, where too few of those meant may; and it says so', () => {
    const rules = [rule({ steps: [{ quorum: 1, people: ['ana'] }] })];
    const approvers = [person('ana', { limitMinor: 1 }), person('boss', { isAdmin: true })];
    const [need] = needsOf(ground({ rules, approvers }), order(), 'buyer');
    expect(need).toMatchObject({ isEscalated: true, people: [{ personId: 'boss' }] });
    expect(need && isStuck(need)).toBe(false);
  });

  test('is nobody, and it is known before anything is sent, where nobody may', () => {
    const [need] = needsOf(
      ground({ approvers: [person('boss', { isAdmin: true })] }),
      order(),
      'boss',
    );
    expect(need && isStuck(need)).toBe(true);
  });
});

const people = ['a', 'b', 'c', 'd'];
const aNeed = fc.record({
  ruleId: fc.constantFrom('r', 's'),
  step: fc.integer({ min: 1, max: 3 }),
  quorum: fc.integer({ min: 1, max: 3 }),
  people: fc.subarray(people, { minLength: 3 }),
  grossMinor: fc.constant(1),
  weightG: fc.constant(1),
  hasLapsed: fc.constant(false),
});
const needsOfQuestion = fc.uniqueArray(aNeed, {
  selector: ({ ruleId, step }) => `${ruleId}${step}`,
  minLength: 1,
});

/** People come one after the other and say all that they may, some for others. */
function heard(needs: readonly AskedNeed[], turns: readonly { who: string; for: string[] }[]) {
  let decisions: Decision[] = [];
  for (const { who, for: standsInFor } of turns) {
    const voices = voicesOf(who, { needs, decisions, standsInFor, excludedId: 'a' });
    decisions = [
      ...decisions,
      ...voices.map((voice) => ({ ...voice, decidedBy: who, verdict: 'approved' as const })),
    ];
  }
  return decisions;
}

describe('however people answer', () => {
  const turns = fc.array(fc.record({ who: fc.constantFrom(...people), for: fc.subarray(people) }), {
    maxLength: 20,
  });

  test('nobody is heard twice in a step, and whoever orders never, not even by a deputy', () => {
    fc.assert(
      fc.property(needsOfQuestion, turns, (needs, asked) => {
        const decisions = heard(needs, asked);
        const keys = decisions.map(({ ruleId, step, decidedBy }) => `${ruleId}${step}${decidedBy}`);
        const principals = decisions.map(
          ({ ruleId, step, principalId }) => `${ruleId}${step}${principalId}`,
        );
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Set(principals).size).toBe(principals.length);
        expect(decisions.some((one) => one.decidedBy === 'a' || one.principalId === 'a')).toBe(
          false,
        );
      }),
    );
  });

  test('no step is answered before the one before it is done', () => {
    fc.assert(
      fc.property(needsOfQuestion, turns, (needs, asked) => {
        const decisions = heard(needs, asked);
        for (const need of needs) {
          const isBegun = decisions.some(
            ({ ruleId, step }) => ruleId === need.ruleId && step === need.step,
          );
          const isFirst = needs.every(
            (before) =>
              before.ruleId !== need.ruleId || before.step >= need.step || isMet(before, decisions),
          );
          expect(!isBegun || isFirst).toBe(true);
        }
      }),
    );
  });

  test('as long as a step is not done, some step is open', () => {
    fc.assert(
      fc.property(needsOfQuestion, turns, (needs, asked) => {
        const decisions = heard(needs, asked);
        const isDone = needs.every((need) => isMet(need, decisions));
        expect(openNeeds(needs, decisions).length === 0).toBe(isDone);
      }),
    );
  });
});
