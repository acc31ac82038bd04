import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueOf, type Instalment } from '../../src/customers/instalment.ts';
import {
  dueByMinor,
  gatesOf,
  instalmentPlan,
  type PlanInstalment,
  type PlannedOrder,
  planTermsOf,
} from '../../src/credit/instalment-plan.ts';

const share = (shareBp: number, rest: Partial<Instalment> = {}): PlanInstalment => ({
  ...{ shareBp, dueAfter: 'order', days: 0, gate: null },
  ...rest,
});
const fixed = (amountMinor: number, rest: Partial<Instalment> = {}): PlanInstalment => ({
  ...{ amountMinor, dueAfter: 'order', days: 0, gate: null },
  ...rest,
});
const planOf = (order: Partial<PlannedOrder>) =>
  instalmentPlan({
    ...{ instalments: halves, grossMinor: 100_000, laterMinor: 0, allocatedMinor: 0 },
    ...{ happenedOn: {} },
    ...order,
  });
const dues = (order: Partial<PlannedOrder>) => planOf(order).parts.map(({ dueMinor }) => dueMinor);
const targets = (order: Partial<PlannedOrder>) =>
  planOf(order).parts.map(({ targetMinor }) => targetMinor);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

const halves = [share(5000, { gate: 'cut' }), share(5000, { dueAfter: 'shipment', days: 14 })];

test.each<[string, Partial<PlannedOrder>, number[]]>([
  ['nothing is paid: two halves are due', {}, [50_000, 50_000]],
  [
    'the first half is paid: the second is half, not half again of everything',
    { allocatedMinor: 50_000 },
    [0, 50_000],
  ],
  [
    'more than the first half is paid: it counts for the second',
    { allocatedMinor: 70_000 },
    [0, 30_000],
  ],
  ['all is paid', { allocatedMinor: 100_000 }, [0, 0]],
  [
    'too much is paid: nothing is due, and never less than nothing',
    { allocatedMinor: 130_000 },
    [0, 0],
  ],
  [
    'the scale showed more: both halves are of the total as it is today',
    { grossMinor: 110_000, allocatedMinor: 50_000 },
    [5000, 55_000],
  ],
  [
    'the scale showed less: what was prepaid too much counts for the rest',
    { grossMinor: 90_000, allocatedMinor: 50_000 },
    [0, 40_000],
  ],
  [
    'lines bought later at the counter change nothing of what was to be prepaid',
    { laterMinor: 20_000, allocatedMinor: 50_000 },
    [0, 70_000],
  ],
  [
    'the order was cancelled but for a little',
    { grossMinor: 10_000, allocatedMinor: 50_000 },
    [0, 0],
  ],
  [
    'a fixed amount, then the rest',
    { instalments: [fixed(30_000), share(10_000)] },
    [30_000, 70_000],
  ],
  [
    'a fixed amount, a share of the whole, then the rest',
    { instalments: [fixed(30_000), share(5000), share(5000)] },
    [30_000, 50_000, 20_000],
  ],
  [
    'a fixed amount of more than everything',
    { instalments: [fixed(300_000), share(10_000)] },
    [100_000, 0],
  ],
  [
    'a fixed amount at the end takes the rest, whatever it says',
    { instalments: [share(5000), fixed(1000)] },
    [50_000, 50_000],
  ],
  [
    'a fixed amount does not grow with the order',
    { instalments: [fixed(30_000), share(10_000)], grossMinor: 110_000 },
    [30_000, 80_000],
  ],
  [
    'the last takes the rounding',
    { instalments: [share(3333), share(3333), share(3334)], grossMinor: 10_001 },
    [3333, 3333, 3335],
  ],
  ['without instalments all is due at once', { instalments: [] }, [100_000]],
])('%s', (_, order, expected) => {
  expect(dues(order)).toEqual(expected);
});

test('what was paid beyond the total is excess for the balance', () => {
  expect(planOf({ allocatedMinor: 130_000 }).excessMinor).toBe(30_000);
  expect(planOf({ allocatedMinor: 100_000 }).excessMinor).toBe(0);
  expect(planOf({ grossMinor: 10_000, allocatedMinor: 50_000 }).excessMinor).toBe(40_000);
});

test('a deposit is asked for once: what is paid never changes what an order comes to', () => {
  const money = [0, 1, 49_999, 50_000, 100_000, 150_000];
  const all = money.map((allocatedMinor) => sum(targets({ allocatedMinor, laterMinor: 7 })));
  expect(all).toEqual(money.map(() => 100_007));
});

test('an instalment falls due so many days after what makes it due, and not before that has happened', () => {
  const days = (order: Partial<PlannedOrder>) => planOf(order).parts.map(({ dueOn }) => dueOn);
  expect(days({ happenedOn: { order: '2026-11-27' } })).toEqual(['2026-11-27', null]);
  expect(days({ happenedOn: { order: '2026-11-27', shipment: '2026-12-25' } })).toEqual([
    '2026-11-27',
    '2027-01-08',
  ]);
});

test('by a day only what has fallen due by then and is not paid is due', () => {
  const happenedOn = { order: '2026-11-27', shipment: '2026-12-01' };
  const plan = planOf({ allocatedMinor: 20_000, happenedOn });
  expect(dueByMinor(plan, '2026-11-26')).toBe(0);
  expect(dueByMinor(plan, '2026-11-27')).toBe(30_000);
  expect(dueByMinor(plan, '2026-12-14')).toBe(30_000);
  expect(dueByMinor(plan, '2026-12-15')).toBe(80_000);
  expect(dueByMinor(planOf({ allocatedMinor: 20_000 }), '2030-01-01')).toBe(0);
});

const gates = (order: Partial<PlannedOrder>, toleranceMinor = 0) =>
  Object.fromEntries(
    gatesOf(planOf(order), toleranceMinor).map(({ gate, isOpen, waitsForMinor }) => [
      gate,
      isOpen ? 'open' : waitsForMinor,
    ]),
  );

test('who has to pay before the cut gets the goods reserved, and nothing later', () => {
  expect(gates({})).toEqual({
    ...{ reserve: 'open', cut: 50_000, load: 50_000, 'hand-over': 50_000 },
  });
});

test('the second half waits for nothing, so paying the first opens everything', () => {
  expect(gates({ allocatedMinor: 50_000 })).toEqual({
    ...{ reserve: 'open', cut: 'open', load: 'open', 'hand-over': 'open' },
  });
});

test('each gate waits for its own part and for those of the steps before it', () => {
  const instalments = [
    share(2000, { gate: 'reserve' }),
    share(3000, { gate: 'load' }),
    share(5000, { gate: 'hand-over' }),
  ];
  expect(gates({ instalments, allocatedMinor: 15_000 })).toEqual({
    ...{ reserve: 5000, cut: 5000, load: 35_000, 'hand-over': 85_000 },
  });
  expect(gates({ instalments, allocatedMinor: 25_000 })).toEqual({
    ...{ reserve: 'open', cut: 'open', load: 25_000, 'hand-over': 75_000 },
  });
});

test('a part that comes before in the plan is paid before, also where nothing waits for it', () => {
  const instalments = [share(4000), share(6000, { gate: 'load' })];
  expect(gates({ instalments })).toMatchObject({ cut: 'open', load: 100_000 });
});

test('a bank fee within the tolerance opens the gate, nothing paid does not', () => {
  expect(gates({ allocatedMinor: 49_700 }, 300)).toMatchObject({ cut: 'open' });
  expect(gates({ allocatedMinor: 49_699 }, 300)).toMatchObject({ cut: 301 });
  expect(gates({ grossMinor: 600 }, 300)).toMatchObject({ cut: 300 });
});

test('who pays first gets no goods before, who buys on account does, and agreed instalments win', () => {
  const terms = { instalments: [], paymentDays: 14 };
  expect(planTermsOf({ ...terms, isPrepaid: true })).toEqual([
    share(10_000, { gate: 'hand-over' }),
  ]);
  expect(planTermsOf({ ...terms, isPrepaid: false })).toEqual([share(10_000, { days: 14 })]);
  expect(planTermsOf({ ...terms, instalments: halves, isPrepaid: true })).toBe(halves);
});

const minor = fc.oneof(fc.nat(100), fc.nat(1_000_000_000_000));
const anInstalment: fc.Arbitrary<PlanInstalment> = fc
  .tuple(
    fc.oneof(
      fc.record({ shareBp: fc.integer({ min: 1, max: 10_000 }) }),
      fc.record({ amountMinor: minor }),
    ),
    fc.constantFrom('order', 'ready', 'shipment', 'invoice'),
    fc.nat(365),
    fc.constantFrom(null, 'reserve', 'cut', 'load', 'hand-over'),
  )
  .map(([asks, dueAfter, days, gate]) => ({ ...asks, dueAfter, days, gate }));
const orders: fc.Arbitrary<PlannedOrder> = fc.record({
  instalments: fc.array(anInstalment, { maxLength: 5 }),
  grossMinor: minor,
  laterMinor: minor,
  allocatedMinor: minor,
  happenedOn: fc.constantFrom({}, { order: '2026-11-27' }),
});

test('the parts are the total to the tiyin, and what is paid, due and in excess never contradict', () => {
  fc.assert(
    fc.property(orders, (order) => {
      const { parts, excessMinor } = instalmentPlan(order);
      const totalMinor = order.grossMinor + order.laterMinor;
      expect(sum(parts.map(({ targetMinor }) => targetMinor))).toBe(totalMinor);
      expect(sum(parts.map(({ allocatedMinor }) => allocatedMinor)) + excessMinor).toBe(
        order.allocatedMinor,
      );
      expect(sum(parts.map(({ dueMinor }) => dueMinor))).toBe(
        Math.max(0, totalMinor - order.allocatedMinor),
      );
      expect(parts.filter(({ dueMinor, targetMinor }) => dueMinor < 0 || targetMinor < 0)).toEqual(
        [],
      );
    }),
  );
});

test('paying exactly what a gate waits for opens it, and a tiyin less does not', () => {
  const gateAt = fc.nat(3);
  fc.assert(
    fc.property(orders, gateAt, (order, at) => {
      const { isOpen, waitsForMinor } = gatesOf(instalmentPlan(order), 0)[at]!;
      const openWith = (moreMinor: number) =>
        gatesOf(instalmentPlan({ ...order, allocatedMinor: order.allocatedMinor + moreMinor }), 0)[
          at
        ]!.isOpen;
      expect(isOpen).toBe(waitsForMinor === 0);
      expect(openWith(waitsForMinor)).toBe(true);
      expect(isOpen || !openWith(waitsForMinor - 1)).toBe(true);
    }),
  );
});

test('shares alone are split as they were when the order was placed', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { maxLength: 3 });
  fc.assert(
    fc.property(cuts, minor, (at, grossMinor) => {
      const edges = [0, ...at.toSorted((one, other) => one - other), 10_000];
      const parts = edges.slice(1).map((edge, i) => edge - edges[i]!);
      const agreed = parts.map((shareBp): Instalment => ({
        shareBp,
        amountMinor: null,
        dueAfter: 'order',
        days: 0,
        gate: null,
      }));
      expect(targets({ instalments: agreed, grossMinor })).toEqual(
        dueOf(agreed, grossMinor).map(({ dueMinor }) => dueMinor),
      );
    }),
  );
});
