import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Account,
  allocateChosen,
  allocateOldestFirst,
  allocateProRata,
  type Allocated,
  type Allocation,
  type DueItem,
  dueMinorOf,
  excessMinorOf,
  forgiven,
  type PaymentLeft,
  takeBack,
  withAllocations,
} from '../../src/payments/allocation.ts';

const item = (id: string, targetMinor: number, rest: Partial<DueItem> = {}): DueItem => ({
  ...{ id, currency: 'KZT', targetMinor, allocatedMinor: 0, dueOn: '2026-12-01' },
  ...rest,
});
const payment = (id: string, leftMinor: number, currency = 'KZT'): PaymentLeft => ({
  ...{ id, currency, leftMinor },
});
const lines = ({ allocations }: { allocations: readonly Allocation[] }) =>
  allocations.map(({ paymentId, itemId, amountMinor }) => `${paymentId}→${itemId} ${amountMinor}`);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test('one payment pays many orders, the oldest first, and what has no day comes last', () => {
  const items = [
    item('later', 500, { dueOn: null }),
    item('new', 300, { dueOn: '2026-12-05' }),
    item('old', 200, { dueOn: '2026-11-05' }),
    item('never', 500, { dueOn: null }),
    item('last', 100, { dueOn: '2026-12-06' }),
  ];
  const paid = allocateOldestFirst({ payments: [payment('p', 700)], items });
  expect(lines(paid)).toEqual(['p→old 200', 'p→new 300', 'p→last 100', 'p→later 100']);
});

test('many payments pay one order, and the rest is the balance of the customer', () => {
  const payments = [payment('first', 300), payment('second', 300), payment('third', 300)];
  const paid = allocateOldestFirst({ payments, items: [item('order', 500)] });
  expect(lines(paid)).toEqual(['first→order 300', 'second→order 200']);
  expect(paid.payments.map(({ leftMinor }) => leftMinor)).toEqual([0, 100, 300]);
  expect(paid.items.map(dueMinorOf)).toEqual([0]);
});

test('orders of one day are paid in the order given', () => {
  const items = [item('b', 100), item('a', 100), item('c', 100)];
  const paid = allocateOldestFirst({ payments: [payment('p', 150)], items });
  expect(lines(paid)).toEqual(['p→b 100', 'p→a 50']);
});

test('pro rata shares to the tiyin, the odd one to the largest remainder', () => {
  const items = [item('a', 100), item('b', 100), item('c', 200, { allocatedMinor: 100 })];
  expect(lines(allocateProRata({ payments: [payment('p', 100)], items }))).toEqual([
    'p→a 34',
    'p→b 33',
    'p→c 33',
  ]);
});

test('tenge never pay for roubles', () => {
  const account = {
    payments: [payment('kzt', 100), payment('rub', 100, 'RUB')],
    items: [item('order', 500, { currency: 'RUB' })],
  };
  expect(lines(allocateOldestFirst(account))).toEqual(['rub→order 100']);
  expect(lines(allocateProRata(account))).toEqual(['rub→order 100']);
  const chosen = allocateChosen(account, [{ paymentId: 'kzt', itemId: 'order', amountMinor: 1 }]);
  expect(chosen).toEqual({ ok: false, problem: 'other-currency', at: 0 });
});

test.each<[string, Allocation[], ReturnType<typeof allocateChosen> & { ok: false }]>([
  [
    'of a payment that is not there',
    [{ paymentId: 'x', itemId: 'a', amountMinor: 1 }],
    { ok: false, problem: 'unknown-payment', at: 0 },
  ],
  [
    'for an order that is not there',
    [{ paymentId: 'p', itemId: 'x', amountMinor: 1 }],
    { ok: false, problem: 'unknown-item', at: 0 },
  ],
  [
    'of nothing',
    [{ paymentId: 'p', itemId: 'a', amountMinor: 0 }],
    { ok: false, problem: 'no-amount', at: 0 },
  ],
  [
    'of half a tiyin',
    [{ paymentId: 'p', itemId: 'a', amountMinor: 0.5 }],
    { ok: false, problem: 'no-amount', at: 0 },
  ],
  [
    'of less than nothing',
    [{ paymentId: 'p', itemId: 'a', amountMinor: -5 }],
    { ok: false, problem: 'no-amount', at: 0 },
  ],
  [
    'of more than is due, in two goes',
    [
      { paymentId: 'p', itemId: 'a', amountMinor: 60 },
      { paymentId: 'p', itemId: 'a', amountMinor: 50 },
    ],
    { ok: false, problem: 'more-than-due', at: 1 },
  ],
  [
    'of more than came, in two goes',
    [
      { paymentId: 'p', itemId: 'a', amountMinor: 100 },
      { paymentId: 'p', itemId: 'b', amountMinor: 51 },
    ],
    { ok: false, problem: 'more-than-left', at: 1 },
  ],
])('a choice %s is refused whole', (_, choices, refusal) => {
  const account = { payments: [payment('p', 150)], items: [item('a', 100), item('b', 100)] };
  expect(allocateChosen(account, choices)).toEqual(refusal);
});

test('what a person chose is paid, and the rest of the payment stays in the balance', () => {
  const account = { payments: [payment('p', 150)], items: [item('a', 100), item('b', 100)] };
  const choices = [{ paymentId: 'p', itemId: 'b', amountMinor: 70 }];
  expect(allocateChosen(account, choices)).toMatchObject({
    ok: true,
    payments: [{ leftMinor: 80 }],
    items: [{ allocatedMinor: 0 }, { allocatedMinor: 70 }],
  });
});

test('an order that became cheaper frees its excess, the newest payment first', () => {
  const entries = [
    { paymentId: 'old', itemId: 'order', amountMinor: 60 },
    { paymentId: 'new', itemId: 'order', amountMinor: 40 },
  ];
  const cheaper = item('order', 50, { allocatedMinor: 100 });
  expect(dueMinorOf(cheaper)).toBe(0);
  expect(lines({ allocations: takeBack(entries, excessMinorOf(cheaper)) })).toEqual([
    'new→order -40',
    'old→order -10',
  ]);
});

test('what was taken back once is not taken back again', () => {
  const entries = [
    { paymentId: 'p', itemId: 'a', amountMinor: 100 },
    { paymentId: 'p', itemId: 'b', amountMinor: 100 },
    { paymentId: 'p', itemId: 'b', amountMinor: -100 },
  ];
  expect(lines({ allocations: takeBack(entries, 150) })).toEqual(['p→a -100']);
});

test('a pair that was paid, taken back and paid again is the newest', () => {
  const entries = [
    { paymentId: 'p', itemId: 'a', amountMinor: 10 },
    { paymentId: 'q', itemId: 'a', amountMinor: 10 },
    { paymentId: 'p', itemId: 'a', amountMinor: -10 },
    { paymentId: 'p', itemId: 'a', amountMinor: 4 },
  ];
  expect(lines({ allocations: takeBack(entries, 5) })).toEqual(['p→a -4', 'q→a -1']);
});

test.each([
  ['a fee within the tolerance is forgiven', 99_500, 500, [['order', 500]]],
  ['one tiyin more is not', 99_499, 500, []],
  ['nothing is forgiven where nothing is tolerated', 99_999, 0, []],
  ['what was not paid for at all is not forgiven', 0, 100_000, []],
])('%s', (_, came, tolerance, expected) => {
  const account = { payments: [payment('p', came)], items: [item('order', 100_000)] };
  const found = forgiven(allocateOldestFirst(account), tolerance);
  expect(found.map(({ itemId, amountMinor }) => [itemId, amountMinor])).toEqual(expected);
});

test('one fee is forgiven, not one for each of the orders that a payment was shared over', () => {
  const items = [item('a', 1000), item('b', 1000), item('c', 1000)];
  const paid = allocateProRata({ payments: [payment('p', 2700)], items });
  expect(forgiven(paid, 299)).toEqual([]);
  expect(forgiven(paid, 300)).toHaveLength(3);
});

test('nothing is forgiven where a person left money of the payment in the balance', () => {
  const account = { payments: [payment('p', 1000)], items: [item('a', 1000)] };
  const paid = allocateChosen(account, [{ paymentId: 'p', itemId: 'a', amountMinor: 999 }]);
  expect(paid.ok && forgiven(paid, 10)).toEqual([]);
});

test('a payment with less than nothing left is nonsense', () => {
  const account = { payments: [payment('p', -1)], items: [item('a', 100)] };
  expect(() => allocateOldestFirst(account)).toThrow(RangeError);
  expect(() => allocateProRata(account)).toThrow(RangeError);
});

const currencies = fc.constantFrom('KZT', 'RUB');
const amounts = fc.oneof(fc.nat(10), fc.nat(100_000_000_000));
const anItem = fc.record({
  currency: currencies,
  targetMinor: amounts,
  allocatedMinor: amounts,
  dueOn: fc.constantFrom(null, '2026-11-01', '2026-12-01', '2026-12-31'),
});
const accounts: fc.Arbitrary<Account> = fc
  .tuple(
    fc.array(fc.record({ currency: currencies, leftMinor: amounts }), { maxLength: 6 }),
    fc.array(anItem, { maxLength: 8 }),
  )
  .map(([payments, items]) => ({
    payments: payments.map((one, at) => ({ id: `p${at}`, ...one })),
    items: items.map((one, at) => ({ id: `i${at}`, ...one })),
  }));
const ways = fc.constantFrom(allocateOldestFirst, allocateProRata);

const leftOf = ({ payments }: Pick<Account, 'payments'>) =>
  sum(payments.map(({ leftMinor }) => leftMinor));
const allocatedOf = (allocated: Allocated) =>
  sum(allocated.allocations.map(({ amountMinor }) => amountMinor));

test('what is allocated and what is left are what was paid, and nothing is paid twice', () => {
  fc.assert(
    fc.property(ways, accounts, (way, account) => {
      const paid = way(account);
      expect(allocatedOf(paid) + leftOf(paid)).toBe(leftOf(account));
      expect(Math.min(0, ...paid.payments.map(({ leftMinor }) => leftMinor))).toBe(0);
      const gained = paid.items.map(
        (one, at) => one.allocatedMinor - account.items[at]!.allocatedMinor,
      );
      const dues = account.items.map(dueMinorOf);
      expect(gained.filter((gain, at) => gain < 0 || gain > dues[at]!)).toEqual([]);
      expect(paid.allocations.filter(({ amountMinor }) => amountMinor <= 0)).toEqual([]);
      expect(way(paid).allocations).toEqual([]);
    }),
  );
});

test('money lies idle in no currency in which something is due', () => {
  fc.assert(
    fc.property(ways, accounts, (way, account) => {
      const paid = way(account);
      const idle = paid.payments.filter(({ leftMinor }) => leftMinor > 0);
      const due = paid.items.filter((one) => dueMinorOf(one) > 0);
      const both = idle.filter((one) => due.some(({ currency }) => currency === one.currency));
      expect(both).toEqual([]);
    }),
  );
});

test('pro rata gives every item its share to the tiyin, in each currency by itself', () => {
  fc.assert(
    fc.property(accounts, currencies, (account, currency) => {
      const paid = allocateProRata(account);
      const money = BigInt(
        leftOf({ payments: account.payments.filter((p) => p.currency === currency) }),
      );
      const items = account.items.filter((one) => one.currency === currency);
      const all = BigInt(sum(items.map(dueMinorOf)));
      const most = money < all ? money : all;
      const strayed = items.filter((before) => {
        const after = paid.items.find(({ id }) => id === before.id)!;
        const gain = BigInt(after.allocatedMinor - before.allocatedMinor);
        const off = gain * all - BigInt(dueMinorOf(before)) * most;
        return all > 0n && (off >= all || off <= -all);
      });
      expect(strayed).toEqual([]);
    }),
  );
});

test('what is taken back whole is as if it had never been allocated', () => {
  fc.assert(
    fc.property(ways, accounts, fc.nat(), (way, account, part) => {
      const paid = way(account);
      const some = takeBack(paid.allocations, Math.min(part, allocatedOf(paid)));
      const backMinor = 0 - sum(some.map(({ amountMinor }) => amountMinor));
      expect(backMinor).toBe(Math.min(part, allocatedOf(paid)));
      const rest = takeBack([...paid.allocations, ...some], Number.MAX_SAFE_INTEGER);
      const back = withAllocations(paid, [...some, ...rest]);
      expect(back.payments).toEqual(account.payments);
      expect(back.items).toEqual(account.items);
    }),
  );
});
