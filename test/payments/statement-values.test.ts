import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldAccount, isIban } from '../../src/payments/iban.ts';
import {
  plainText,
  readStatementBin,
  readStatementCurrency,
  readStatementDay,
  readStatementSum,
} from '../../src/payments/statement-values.ts';

test.each([
  ['12345.67', 1_234_567],
  ['160000', 16_000_000],
  ['202742.8', 20_274_280],
  ['12 345,67', 1_234_567],
  ['12\u00a0345,67', 1_234_567],
  ['12\u202f345,6', 1_234_560],
  ['1,234,567.89', 123_456_789],
  ['1.234.567,89', 123_456_789],
  ['1,234,567', 123_456_700],
  ['12345-67', 1_234_567],
  ["12'345.67", 1_234_567],
  ['12 345,67 KZT', 1_234_567],
  ['12 345,67₸', 1_234_567],
  ['12 345,67 тг.', 1_234_567],
  ['-5,00', -500],
  ['−5', -500],
  ['(5,00)', -500],
  ['+5', 500],
  ['0.00', 0],
  ['1500.0000', 150_000],
  ['1 000', 100_000],
])('%j is a sum', (text, minor) => {
  expect(readStatementSum(text)).toEqual({ ok: true, minor });
});

test.each(['', ' ', '-'])('%j says no sum', (text) => {
  expect(readStatementSum(text)).toEqual({ ok: true, minor: undefined });
});

test.each(['1,234', '1.234', '12.345', '-1,000'])(
  '%j may be two sums, and nobody guesses',
  (text) => {
    expect(readStatementSum(text)).toEqual({ ok: false, problem: 'amount-unclear' });
  },
);

test.each([
  'сто',
  '1e5',
  '0x10',
  '１２',
  '1,2,3',
  '12,34,567.00',
  '1,234,56',
  '12.345.67',
  '1.234,567',
  '5.0055',
  '--5',
  '5 000 руб',
  '100000000000.01',
  '9'.repeat(101),
])('%j is no sum', (text) => {
  expect(readStatementSum(text)).toEqual({ ok: false, problem: 'amount-unreadable' });
});

test('a sum that a bank wrote is read back to the tiyin, whatever its marks', () => {
  const minors = fc.integer({ min: 1, max: 1_000_000_000_000 });
  const ways = fc.constantFrom<[string, string]>(
    [' ', ','],
    [',', '.'],
    ['.', ','],
    ['', '.'],
    ['', '-'],
  );
  fc.assert(
    fc.property(minors, ways, (minor, [thousands, point]) => {
      const whole = String(Math.floor(minor / 100)).replaceAll(/\B(?=(\d{3})+$)/g, thousands);
      const text = `${whole}${point}${String(minor % 100).padStart(2, '0')}`;
      expect(readStatementSum(text)).toEqual({ ok: true, minor });
    }),
  );
});

test.each([
  ['27.11.2026', '2026-11-27'],
  ['7.1.2026', '2026-01-07'],
  ['27.11.26', '2026-11-27'],
  ['27/11/2026', '2026-11-27'],
  ['27-11-2026', '2026-11-27'],
  ['2026-11-27', '2026-11-27'],
  ['2026-11-27T10:00:00', '2026-11-27'],
  ['27.11.2026 23:42:00', '2026-11-27'],
  [' 27.11.2026 ', '2026-11-27'],
  ['31.11.2026', undefined],
  ['11/27/2026', undefined],
  ['2026', undefined],
  ['27.11.2026г', undefined],
  ['', undefined],
])('%j is the day %s', (text, day) => {
  expect(readStatementDay(text)).toBe(day);
});

test.each([
  ['KZT', 'KZT'],
  ['kzt', 'KZT'],
  ['398', 'KZT'],
  ['тенге', 'KZT'],
  ['тг.', 'KZT'],
  ['RUR', 'RUB'],
  ['USD', 'USD'],
  ['тугрик', undefined],
  ['constructor', undefined],
  ['', undefined],
])('%j is the currency %s', (text, currency) => {
  expect(readStatementCurrency(text)).toBe(currency);
});

test.each([
  ['150340012340', '150340012340'],
  ['20240000555', '020240000555'],
  ['150340012341', null],
  ['000000000000', null],
  ['1503400123400', null],
  ['', null],
])('%j is the BIN %s', (text, bin) => {
  expect(readStatementBin(text)).toBe(bin);
});

test('a text loses control signs and spaces too many, and is cut to its length', () => {
  expect(plainText(' за\u0000 металл\r\n\tи  трубы\ud800 ', 100)).toBe('за металл и трубы');
  expect(plainText('за металл', 3)).toBe('за');
});

test.each([
  // Registry example, and generated ones (checks right).
  ['KZ86125KZT5004100100', true],
  ['KZ84722C000012345678', true],
  ['KZ84601A111000012345', true],
  ['KZ988562203100001234', true],
  ['KZ38965F010000123456', true],
  ['KZ5594806KZT22030123', true],
  ['DE89370400440532013000', true],
  ['KZ86125KZT5004100101', false],
  ['KZ68125KZT5004100100', false],
  ['KZ86125KZT500410010', false],
  ['KZ86A25KZT5004100100', false],
  ['40702810900000012345', false],
  ['kz86125KZT5004100100', false],
  ['', false],
])('%s is an IBAN: %s', (text, expected) => {
  expect(isIban(text)).toBe(expected);
});

test('two neighbouring signs that changed places are noticed', () => {
  const valid = 'KZ84722C000012345678';
  const places = fc.integer({ min: 4, max: valid.length - 2 });
  fc.assert(
    fc.property(places, (at) => {
      const [one = '', other = ''] = [valid[at], valid[at + 1]];
      fc.pre(one !== other);
      expect(isIban(valid.slice(0, at) + other + one + valid.slice(at + 2))).toBe(false);
    }),
  );
});

test('an account is compared without spaces and in capitals', () => {
  expect(foldAccount(' kz86 125k zt50 0410 0100 ')).toBe('KZ86125KZT5004100100');
});
