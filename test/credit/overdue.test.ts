import { expect, test } from 'vitest';
import { type Debt, dueHolds, reviewOf } from '../../src/credit/overdue.ts';

const order = (leftMinor: number, dueOn = '2026-11-10') => ({
  ...{ orderId: dueOn, number: '26-000001', dueOn, leftMinor },
});

const debt = (of: Partial<Debt>): Debt => ({
  orders: [],
  leastMinor: 100,
  scope: 'block-orders',
  creditKind: 'amount',
  limitMinor: 1000,
  exposureMinor: 0,
  outgrownOn: null,
  held: [],
  spared: [],
  ...of,
});

const heldFor = (of: Partial<Debt>) => dueHolds(debt(of)).map(({ kind }) => kind);

test.each<[string, Partial<Debt>, string[]]>([
  ['nothing is overdue', {}, []],
  ['less than the least is overdue', { orders: [order(99)] }, []],
  ['the least is overdue', { orders: [order(60), order(40)] }, ['overdue']],
  ['nothing is overdue and nothing is the least', { leastMinor: 0 }, []],
  ['more than the limit is taken', { exposureMinor: 1001 }, []],
  [
    'more is taken after credit for a time',
    { exposureMinor: 1001, outgrownOn: '2026-11-20' },
    ['over-limit'],
  ],
  [
    'the limit is taken after credit for a time',
    { exposureMinor: 1000, outgrownOn: '2026-11-20' },
    [],
  ],
  [
    'a limit of zero is left after it',
    { limitMinor: 0, exposureMinor: 1, outgrownOn: '2026-11-20' },
    ['over-limit'],
  ],
  [
    'there is no limit',
    { creditKind: 'unlimited', limitMinor: null, exposureMinor: 9, outgrownOn: '2026-11-20' },
    [],
  ],
  [
    'both',
    { orders: [order(100)], exposureMinor: 1001, outgrownOn: '2026-11-20' },
    ['overdue', 'over-limit'],
  ],
])('where %s, the house holds for it', (_, of, kinds) => {
  expect(heldFor(of)).toEqual(kinds);
});

test('a hold says since when, how much and which orders', () => {
  const orders = [order(70, '2026-11-01'), order(50, '2026-11-09')];
  expect(dueHolds(debt({ orders, scope: 'warn' }))).toEqual([
    {
      kind: 'overdue',
      scope: 'warn',
      evidence: { overdueMinor: 120, since: '2026-11-01', orders },
    },
  ]);
});

test('a hold over the limit stays until what is taken has fallen, however long ago the credit for a time ended', () => {
  const held = [{ id: 'a', kind: 'over-limit' as const }];
  expect(reviewOf(debt({ held, exposureMinor: 1001 })).ended).toEqual([]);
  expect(reviewOf(debt({ held, exposureMinor: 1000 })).ended).toEqual(held);
});

test('what is held already is not held twice, and what a person ended today not before tomorrow', () => {
  const orders = [order(100)];
  expect(reviewOf(debt({ orders, held: [{ id: 'a', kind: 'overdue' }] }))).toEqual({
    ended: [],
    begun: [],
  });
  expect(reviewOf(debt({ orders, spared: ['overdue'] })).begun).toEqual([]);
});
