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
  ['an identifier', '42424242-4242-4242-8242-424242424242'],
  ['a code that goes on', '4242424242424242-A'],
  ['a phone', '+7 701 555 12 34'],
  ['sizes', '40 x 40 x 2, 6000 6000 12'],
])('%s is left as it is', (_, text) => {
  expect(hideCardNumbers(text)).toBe(text);
});

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
