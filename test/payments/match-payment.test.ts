import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type MatchedPayment,
  matchPayments,
  type Suggestion,
} from '../../src/payments/match-payment.ts';
import type { OpenItem } from '../../src/payments/open-item.ts';
import { ALTYN_BIN, TEMIR_BIN } from './statements.ts';

const bins = { altyn: ALTYN_BIN, temir: TEMIR_BIN };
const item = (number: string, dueMinor: number, rest: Partial<OpenItem> = {}): OpenItem => {
  const companyId = rest.companyId ?? 'altyn';
  return {
    kind: 'order',
    id: number,
    number,
    companyId,
    companyBin: companyId === 'temir' ? bins.temir : bins.altyn,
    dueMinor,
    dueOn: '2026-12-01',
    currency: 'KZT',
    ...rest,
  };
};
const payment = (purpose: string, amountMinor: number, rest: Partial<MatchedPayment> = {}) => ({
  ...{ id: 'p', bookedOn: '2026-11-25', payerBin: bins.altyn, currency: 'KZT' },
  ...{ purpose, amountMinor },
  ...rest,
});
const suggestionsFor = (of: MatchedPayment, items: readonly OpenItem[], toleranceMinor = 0) =>
  matchPayments([of], items, toleranceMinor)[0]?.suggestions ?? [];
const said = (suggestions: readonly Suggestion[]) =>
  suggestions.map(({ level, items, reasons }) =>
    [
      level,
      items.map(({ number, amountMinor }) => `${number}:${amountMinor}`).join(' '),
      ...reasons,
    ].join(' '),
  );
const best = (of: MatchedPayment, items: readonly OpenItem[], toleranceMinor = 0) =>
  said(suggestionsFor(of, items, toleranceMinor))[0];

const open = [
  item('26-000123', 10_000, { dueOn: '2026-11-20' }),
  item('26-000124', 20_000, { dueOn: '2026-11-21' }),
  item('26-000205', 45_000, { dueOn: null }),
  item('26-000300', 10_000, { companyId: 'temir' }),
];
const foreign = { payerBin: bins.temir };
const nobody = { payerBin: null };

test.each<[string, MatchedPayment, string | undefined]>([
  [
    'the BIN, the number and the sum: sure',
    payment('счет 26-000123', 10_000),
    'sure 26-000123:10000 number-named bin-agrees amount-equal',
  ],
  [
    'several numbers and all that is due of them: sure',
    payment('счета 26-000124, 26-000123', 30_000),
    'sure 26-000123:10000 26-000124:20000 number-named bin-agrees amount-of-several',
  ],
  [
    'a range of numbers',
    payment('с 26-000123 по 26-000124', 30_000),
    'sure 26-000123:10000 26-000124:20000 number-named bin-agrees amount-of-several',
  ],
  [
    'another sum than is due',
    payment('счет 26-000124', 15_000),
    'likely 26-000124:15000 number-named bin-agrees amount-part',
  ],
  [
    'more than is due stays in the balance',
    payment('счет 26-000124', 25_000),
    'likely 26-000124:20000 number-named bin-agrees amount-more',
  ],
  [
    'what a bank kept',
    payment('счет 26-000124', 19_700),
    'likely 26-000124:19700 number-named bin-agrees amount-less-fee',
  ],
  [
    'no number, and one order of that sum',
    payment('за металл', 20_000),
    'likely 26-000124:20000 bin-agrees amount-equal',
  ],
  [
    'no number, and some orders that come to the sum',
    payment('за металл', 55_000),
    'possible 26-000123:10000 26-000205:45000 bin-agrees amount-of-several',
  ],
  [
    'everything that is due',
    payment('погашение долга', 75_000),
    'likely 26-000123:10000 26-000124:20000 26-000205:45000 bin-agrees amount-of-several',
  ],
  [
    'only the BIN: the oldest first',
    payment('аванс', 15_000),
    'possible 26-000123:10000 26-000124:5000 bin-agrees amount-part',
  ],
  [
    'a number without its year',
    payment('счет № 124', 20_000),
    'likely 26-000124:20000 number-partly-named bin-agrees amount-equal',
  ],
  [
    'two digits that changed places',
    payment('счет 26-000250', 45_000),
    'likely 26-000205:45000 number-mistyped bin-agrees amount-equal',
  ],
  [
    'another company that names the number and pays the sum is never sure',
    payment('за ТОО Алтын счет 26-000123', 10_000, foreign),
    'likely 26-000123:10000 number-named bin-of-another amount-equal',
  ],
  [
    'a payer without a BIN is never sure',
    payment('счет 26-000123', 10_000, nobody),
    'likely 26-000123:10000 number-named bin-unknown amount-equal',
  ],
  [
    'a payer without a BIN, and one order of that sum',
    payment('за металл', 45_000, nobody),
    'possible 26-000205:45000 bin-unknown amount-equal',
  ],
  [
    'a payer without a BIN, and orders of two companies of that sum',
    payment('за металл', 10_000, nobody),
    undefined,
  ],
  [
    'a stranger with a sum alone',
    payment('за металл', 45_000, { payerBin: '940140000385' }),
    undefined,
  ],
  ['a sum in roubles', payment('счет 26-000123', 10_000, { currency: 'RUB' }), undefined],
])('%s', (_, of, expected) => {
  expect(best(of, open, 300)).toBe(expected);
});

test('a number that an order and a proforma bear is not sure, and both are shown', () => {
  const items = [item('26-000123', 10_000), item('26-000123', 10_000, { kind: 'proforma' })];
  const found = suggestionsFor(payment('счет 26-000123', 20_000), items);
  expect(found.map(({ level }) => level)).not.toContain('sure');
  expect(found[0]?.items.map(({ kind }) => kind)).toEqual(['order', 'proforma']);
});

test('a number that another company bears too is not sure', () => {
  const items = [
    item('26-000123', 10_000),
    item('26-000123', 10_000, { companyId: 'temir', id: 'x' }),
  ];
  expect(best(payment('счет 26-000123', 10_000), items)).toMatch(/^likely/);
});

test('who names an order of another company beside his own is not sure', () => {
  expect(best(payment('счета 26-000123, 26-000300', 10_000), open)).toMatch(/^likely 26-000123/);
  expect(best(payment('счета 26-000123, 26-000999', 10_000), open)).toMatch(/^sure 26-000123/);
});

test('of a payer without a BIN an order in another currency is none of that sum', () => {
  const roubles = item('26-000301', 45_000, { companyId: 'temir', currency: 'RUB' });
  expect(best(payment('за металл', 45_000, nobody), [...open, roubles])).toMatch(/^possible/);
});

test('a proforma whose letters may have been left out makes the number doubtful, unless its sum is another', () => {
  const order = item('26-000045', 10_000);
  const proforma = (dueMinor: number) => item('P26-000045', dueMinor, { kind: 'proforma' });
  const paid = payment('счет 26-000045', 10_000);
  expect(best(paid, [order, proforma(10_000)])).toMatch(/^likely 26-000045/);
  expect(best(paid, [order, proforma(11_000)])).toMatch(/^sure 26-000045/);
  expect(best(payment('P26-45', 10_000), [order, proforma(10_000)])).toMatch(/^sure P26-000045/);
});

test('an invoice of another system is named by its own number', () => {
  const items = [item('СФ-2026/001542', 10_000, { kind: 'invoice' })];
  expect(best(payment('по сф 2026/001542', 10_000), items)).toMatch(/^likely|^possible/);
  expect(best(payment('по СФ-2026/001542', 10_000), items)).toMatch(/^sure/);
});

test('who pays twice is not sure twice, and the earlier day is', () => {
  const late = payment('счет 26-000123', 10_000, { id: 'a', bookedOn: '2026-11-26' });
  const early = payment('счет 26-000123', 10_000, { id: 'b', bookedOn: '2026-11-25' });
  const levels = matchPayments([late, early], open, 0).map(({ paymentId, suggestions }) => [
    paymentId,
    suggestions[0]?.level,
  ]);
  expect(levels).toEqual([
    ['a', 'possible'],
    ['b', 'sure'],
  ]);
});

test('two orders of one sum are both shown, and neither is likely', () => {
  const items = [item('26-000001', 5000), item('26-000002', 5000)];
  expect(said(suggestionsFor(payment('за металл', 5000), items)).slice(0, 2)).toEqual([
    'possible 26-000001:5000 bin-agrees amount-equal',
    'possible 26-000002:5000 bin-agrees amount-equal',
  ]);
});

test('what is paid already is not suggested', () => {
  expect(suggestionsFor(payment('счет 26-000123', 10_000), [item('26-000123', 0)])).toEqual([]);
});

const numbers = ['26-000001', '26-000002', '26-000012', '25-000001', 'P26-000001'];
const items = fc
  .array(
    fc.record({
      kind: fc.constantFrom('order', 'proforma', 'invoice'),
      number: fc.constantFrom(...numbers),
      companyId: fc.constantFrom('altyn', 'temir'),
      dueMinor: fc.constantFrom(0, 100, 200, 300, 1000),
      dueOn: fc.constantFrom(null, '2026-11-01', '2026-12-01'),
      currency: fc.constantFrom('KZT', 'KZT', 'RUB'),
    }),
    { maxLength: 7 },
  )
  .map((all) => all.map((one, at) => item(one.number, one.dueMinor, { ...one, id: `i${at}` })));
const payments = fc
  .array(
    fc.record({
      named: fc.subarray(numbers, { maxLength: 2 }),
      amountMinor: fc.constantFrom(99, 100, 200, 300, 400, 1000, 5000),
      payerBin: fc.constantFrom(bins.altyn, bins.temir, null),
      currency: fc.constantFrom('KZT', 'KZT', 'RUB'),
      bookedOn: fc.constantFrom('2026-11-24', '2026-11-25'),
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map(({ named, amountMinor, ...rest }, at) => ({
      ...payment(`оплата по счетам ${named.join(', ')}`, amountMinor, { ...rest, id: `p${at}` }),
      named,
    })),
  );

test('sure is of the payer’s company and currency, named, paid to the tiyin and of nothing else', () => {
  fc.assert(
    fc.property(items, payments, fc.nat(5), (all, paid, toleranceMinor) => {
      const found = matchPayments(paid, all, toleranceMinor);
      const sure = found.flatMap(({ paymentId, suggestions }) =>
        suggestions
          .filter(({ level }) => level === 'sure')
          .map((suggestion) => ({ paymentId, ...suggestion })),
      );
      expect(new Set(sure.map(({ paymentId }) => paymentId)).size).toBe(sure.length);
      const taken = sure.flatMap((one) => one.items.map(({ kind, id }) => `${kind} ${id}`));
      expect(new Set(taken).size).toBe(taken.length);
      for (const { paymentId, items: chosen, restMinor } of sure) {
        const of = paid.find(({ id }) => id === paymentId)!;
        const whole = chosen.map(({ id }) => all.find((one) => one.id === id)!);
        expect(restMinor).toBe(0);
        expect(chosen.map(({ amountMinor }) => amountMinor)).toEqual(
          whole.map(({ dueMinor }) => dueMinor),
        );
        expect(whole.reduce((sum, { dueMinor }) => sum + dueMinor, 0)).toBe(of.amountMinor);
        expect(new Set(whole.map(({ companyBin }) => companyBin))).toEqual(new Set([of.payerBin]));
        expect(new Set(whole.map(({ currency }) => currency))).toEqual(new Set([of.currency]));
        expect(whole.filter(({ number }) => !of.named.includes(number))).toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('no suggestion gives more than was paid or is due, or crosses companies or currencies', () => {
  fc.assert(
    fc.property(items, payments, (all, paid) => {
      for (const { paymentId, suggestions } of matchPayments(paid, all, 0)) {
        const of = paid.find(({ id }) => id === paymentId)!;
        for (const { companyId, items: chosen, restMinor } of suggestions) {
          const whole = chosen.map(({ id }) => all.find((one) => one.id === id)!);
          const given = chosen.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
          expect(given + restMinor).toBe(of.amountMinor);
          expect(chosen.filter(({ amountMinor }, at) => amountMinor > whole[at]!.dueMinor)).toEqual(
            [],
          );
          const strange = whole.filter(
            (one) => one.companyId !== companyId || one.currency !== of.currency,
          );
          expect(strange).toEqual([]);
        }
      }
    }),
  );
});

test('the order in which payments and items come never matters', () => {
  fc.assert(
    fc.property(items, payments, fc.nat(), (all, paid, turn) => {
      const turned = <Of>(list: readonly Of[]) => {
        const at = turn % (list.length + 1);
        return [...list.slice(at), ...list.slice(0, at)].toReversed();
      };
      const found = matchPayments(turned(paid), turned(all), 0);
      const byId = new Map(found.map(({ paymentId, suggestions }) => [paymentId, suggestions]));
      const straight = matchPayments(paid, all, 0);
      expect(straight.map(({ paymentId }) => byId.get(paymentId))).toEqual(
        straight.map(({ suggestions }) => suggestions),
      );
    }),
  );
});
