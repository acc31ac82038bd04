import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FingerprintOf, paymentFingerprints } from '../../src/payments/payment-fingerprint.ts';
import { ALTYN_BIN, ALTYN_IBAN, OURS, TEMIR_BIN } from './statements.ts';

const payment = (rest: Partial<FingerprintOf> = {}): FingerprintOf => ({
  account: OURS,
  direction: 'in',
  bookedOn: '2026-11-25',
  amountMinor: 10_000_000,
  currency: 'KZT',
  documentNumber: '118',
  party: { bin: ALTYN_BIN, account: ALTYN_IBAN, name: 'ТОО Алтын' },
  purpose: 'Оплата за металл по счету № 26-000123',
  ...rest,
});
const nameOf = (of: FingerprintOf) => paymentFingerprints([of])[0];

test.each<[string, Partial<FingerprintOf>]>([
  ['another wording', { purpose: 'оплата за металл' }],
  ['another name of the payer', { party: { bin: ALTYN_BIN, account: '', name: 'Altyn LLP' } }],
  ['zeros before the number', { documentNumber: '000118' }],
  ['spaces around the number', { documentNumber: ' 118 ' }],
])('%s is the same payment', (_, rest) => {
  expect(nameOf(payment(rest))).toBe(nameOf(payment()));
});

test.each<[string, Partial<FingerprintOf>]>([
  ['another number', { documentNumber: '119' }],
  ['another day', { bookedOn: '2026-11-26' }],
  ['another sum', { amountMinor: 10_000_001 }],
  ['another currency', { currency: 'RUB' }],
  ['another payer', { party: { bin: TEMIR_BIN, account: ALTYN_IBAN, name: 'ТОО Алтын' } }],
  ['another account of ours', { account: ALTYN_IBAN }],
  ['the way back', { direction: 'out' }],
])('%s is another payment', (_, rest) => {
  expect(nameOf(payment(rest))).not.toBe(nameOf(payment()));
});

test('two payments of one day that differ in their number alone are two', () => {
  const both = paymentFingerprints([payment(), payment({ documentNumber: '119' })]);
  expect(new Set(both).size).toBe(2);
});

test('a number that comes again is the same payment said twice', () => {
  expect(paymentFingerprints([payment(), payment()])).toEqual([nameOf(payment()), undefined]);
});

test.each(['', '0', '000', 'б/н', 'Б/Н', 'бн', '-', 'без номера'])(
  'of payments without a number (%j) equal ones are counted',
  (documentNumber) => {
    const names = paymentFingerprints([payment({ documentNumber }), payment({ documentNumber })]);
    expect(new Set(names).size).toBe(2);
    expect(names).not.toContain(undefined);
    expect(names[0]).toBe(nameOf(payment({ documentNumber: '' })));
  },
);

test('without a number the beginning of the purpose tells payments apart, wherever the lines stand', () => {
  const first = payment({ documentNumber: '', purpose: 'по счету 26-000123' });
  const second = payment({ documentNumber: '', purpose: 'по счету 26-000124' });
  const names = paymentFingerprints([first, second]);
  expect(paymentFingerprints([second, first])).toEqual(names.toReversed());
});

test('a purpose that another statement cuts off later is the same, with other spaces and capitals too', () => {
  const long =
    'Предоплата за арматуру А500С 12 мм по счету на оплату № 26-000123 от 20 ноября 2026 года, ';
  const whole = payment({ documentNumber: '', purpose: `${long}в том числе НДС 16 %` });
  expect(nameOf(payment({ documentNumber: '', purpose: long.toUpperCase() }))).toBe(nameOf(whole));
});

test('without a BIN the account tells payers apart, and without both the name', () => {
  const by = (account: string, name: string) =>
    nameOf(payment({ party: { bin: null, account, name } }));
  expect(by(ALTYN_IBAN, 'Алтын')).toBe(by(ALTYN_IBAN, 'Алтын ТОО'));
  expect(by('', 'ТОО «Алтын»')).toBe(by('', 'тоо "алтын"'));
  expect(by('', 'Алтын')).not.toBe(by('', 'Темир'));
});

const real = fc.record({
  documentNumber: fc.constantFrom('', '', '', '1', '2'),
  bookedOn: fc.constantFrom('2026-11-24', '2026-11-25', '2026-11-26'),
  amountMinor: fc.constantFrom(100, 200),
  purpose: fc.constantFrom('за металл', 'за трубы'),
});

test('statements that overlap book every payment once, in whatever order their lines stand', () => {
  const payments = fc.array(real, { maxLength: 14 }).map((all) => all.map((one) => payment(one)));
  fc.assert(
    fc.property(payments, fc.nat(), fc.nat(), (all, cut, turn) => {
      // What really happened: a number comes once, everything else as often as it was paid.
      const happened = all.filter((_, at) => paymentFingerprints(all)[at] !== undefined);
      const byDay = happened.toSorted((one, other) => (one.bookedOn < other.bookedOn ? -1 : 1));
      const until = cut % (byDay.length + 1);
      const early = byDay.slice(0, until);
      const late = byDay.filter(({ bookedOn }) => bookedOn >= (byDay[until]?.bookedOn ?? '9'));
      const turned = [
        ...late.slice(turn % (late.length + 1)),
        ...late.slice(0, turn % (late.length + 1)),
      ];
      const booked = new Set([
        ...paymentFingerprints(early),
        ...paymentFingerprints(turned.toReversed()),
      ]);
      expect(booked.has(undefined)).toBe(false);
      expect(booked.size).toBe(happened.length);
    }),
  );
});
