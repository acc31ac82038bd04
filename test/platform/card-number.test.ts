import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hideCardNumbers } from '../../src/platform/card-number.ts';

test.each([
  ['4242424242424242', '•••• 4242'],
  ['card 4242 4242 4242 4242, Arman', 'card •••• 4242, Arman'],
  ['5555-5555-5555-4444', '•••• 4444'],
  ['карта:2200000000000004.', 'карта:•••• 0004.'],
  ['3782 822463 10005', '•••• 0005'],
  ['6205500000000000004 и 378282246310005', '•••• 0004 и •••• 0005'],
  ['4242424242424242\n4000056655665556', '•••• 4242\n•••• 5556'],
  ['4242 4242 4242 4242 12/27 123', '•••• 4242 12/27 123'],
  ['4242 4242 4242 4242 1227', '•••• 4242 1227'],
  ['4242 4242 4242 4242 123', '•••• 4242 123'],
  ['4242424242424242 12/27 123', '•••• 4242 12/27 123'],
  ['5 bars, 12/27 4242424242424242', '5 bars, 12/27 •••• 4242'],
  ['12 2027 4242 4242 4242 4242', '12 2027 •••• 4242'],
  ['карта4242424242424242', 'карта•••• 4242'],
  ['4242\u00a04242\u00a04242\u00a04242', '•••• 4242'],
  ['4242  4242  4242  4242', '•••• 4242'],
  ['4242.4242.4242.4242', '•••• 4242'],
  ['4242–4242–4242–4242', '•••• 4242'],
  ['30569309025904', '•••• 5904'],
  ['3056 930902 5904', '•••• 5904'],
  ['6011111111111117', '•••• 1117'],
  ['6304000000000000', '•••• 0000'],
  ['9860 0000 0000 0000', '•••• 0000'],
  ['4000 0000 0000 0000 006', '•••• 0006'],
])('the number of a card is hidden up to its last four digits: %s', (text, hidden) => {
  expect(hideCardNumbers(text)).toBe(hidden);
});

test.each([
  ['a wrong check digit', '4242424242424241'],
  ['a bar code', '4870001234561'],
  ['a BIN', '030940001242'],
  ['an account', 'KZ86125KZT5004100100'],
  ['an account in groups', 'DE89 3704 0044 0532 0130 00'],
  ['a Russian account', '40702810400000012345'],
  ['a Russian account in groups', '4242 4242 4242 4242 2345'],
  ['an account of Kazakhstan in groups', 'KZ86 4242 4242 4242 4242'],
  ['a date and sums', '28.11.2026 4 094 161.54 512 730.24'],
  ['an identifier', '42424242-4242-4242-8242-424242424242'],
  ['a code that goes on', '4242424242424242-A'],
  ['a phone', '+7 701 555 12 34'],
  ['sizes', '40 x 40 x 2, 6000 6000 12'],
])('%s is left as it is', (_, text) => {
  expect(hideCardNumbers(text)).toBe(text);
});

/** Each scheme by a beginning and a length; the last digit is the check digit. */
const numbering = [
  ...(['4', '51', '55', '2221', '2720', '6011', '62', '3528', '9860'] as const).map(
    (from) => [from, 16] as const,
  ),
  ...([
    ['34', 15] as const,
    ['3782', 15] as const,
    ['6304', 18] as const,
    ['4', 19] as const,
  ] as const),
];
const gaps = [' ', '-', '.', '\u00a0', '\u2009', '\u2013', '  '];
const around = [
  '',
  ' ',
  ', ',
  ': ',
  ' 12/27 ',
  ' 12/27 123 ',
  '\n',
  'карта ',
  ' CVC 123 ',
  '(',
  ')',
];

test('whatever card, however it is written and whatever stands beside it, no more than its last four digits stay', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...numbering),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 19, maxLength: 19 }),
      fc.option(fc.constantFrom(...gaps)),
      fc.constantFrom(...around),
      fc.constantFrom(...around),
      ([from, length], random, gap, before, behind) => {
        const body = `${from}${random.join('')}`.slice(0, length - 1);
        const card = `${body}${checkDigitOf(body)}`;
        const groups = length === 15 ? /^(.{4})(.{6})(.*)$/ : /^(.{4})(.{4})(.{4})(.{4})(.*)$/;
        const inGroups =
          groups
            .exec(card)
            ?.slice(1)
            .filter((group) => group !== '') ?? [];
        const written = gap === null || length === 18 ? card : inGroups.join(gap);
        const hidden = hideCardNumbers(`${before}${written}${behind}`);
        const left = hidden.replaceAll(/\D/g, '');
        expect(left).not.toContain(card.slice(0, 8));
        expect(hidden).toContain(`•••• ${card.slice(-4)}`);
      },
    ),
    { numRuns: 5_000 },
  );
});

/** Reckoned apart from the code that is tested: doubled digits add their digits. */
function checkDigitOf(body: string): number {
  const sum = body
    .split('')
    .toReversed()
    .map((digit, place) => (place % 2 === 0 ? String(Number(digit) * 2).split('') : [digit]))
    .flat()
    .reduce((total, digit) => total + Number(digit), 0);
  return (10 - (sum % 10)) % 10;
}

test('any other text is left as it is, in time that grows with its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      fc.pre(!/\d{4}/.test(text));
      expect(hideCardNumbers(text)).toBe(text);
    }),
  );
  const long = '4242 '.repeat(20_000);
  expect(hideCardNumbers(long)).toBe(long);
});
