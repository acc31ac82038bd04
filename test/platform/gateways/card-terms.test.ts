import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CardTerms,
  isCardCurrency,
  refuseCardAmount,
} from '../../../src/platform/gateways/card-terms.ts';

const terms: CardTerms = {
  limits: {
    KZT: { amountMinorMin: 50_000, amountMinorMax: 99_999_999 },
    JPY: { amountMinorMin: 50, amountMinorMax: 9_999_999 },
    KWD: { amountMinorMin: 200, amountMinorMax: 99_999_999 },
    UGX: { amountMinorMin: 1, amountMinorMax: 1000 },
  },
  refundsInPart: true,
};

test.each([
  ['the most in tenge, 999 999.99', 99_999_999, 'KZT', undefined],
  ['one tiyin more', 100_000_000, 'KZT', { code: 'tooLarge', amountMinorMax: 99_999_999 }],
  ['5 million tenge', 500_000_000, 'KZT', { code: 'tooLarge', amountMinorMax: 99_999_999 }],
  ['the least in tenge, 500', 50_000, 'KZT', undefined],
  ['one tiyin less', 49_999, 'KZT', { code: 'tooSmall', amountMinorMin: 50_000 }],
  ['nothing', 0, 'KZT', { code: 'tooSmall', amountMinorMin: 50_000 }],
  ['a debt', -60_000, 'KZT', { code: 'tooSmall', amountMinorMin: 50_000 }],
  ['half a tiyin', 60_000.5, 'KZT', { code: 'notWhole' }],
  ['no number', Number.NaN, 'KZT', { code: 'notWhole' }],
  ['more than can be counted', 2 ** 53, 'KZT', { code: 'notWhole' }],
  ['500 yen, which have no hundredths', 500, 'JPY', undefined],
  ['5.12 dinars of Kuwait, in thousandths', 5_120, 'KWD', undefined],
  ['5.124 dinars', 5_124, 'KWD', { code: 'lastDigit', stepMinor: 10 }],
  ['a currency without limits', 60_000, 'RUB', { code: 'currency', currency: 'RUB' }],
  ['one that Stripe counts otherwise', 100, 'UGX', { code: 'currency', currency: 'UGX' }],
  ['small letters', 60_000, 'kzt', { code: 'currency', currency: 'kzt' }],
  ['a name of every object', 60_000, 'constructor', { code: 'currency', currency: 'constructor' }],
])('%s: %i %s', (_what, amountMinor, currency, problem) => {
  expect(refuseCardAmount(terms, { amountMinor, currency })).toEqual(problem);
});

test('whatever is asked, only whole amounts within the limits pass', () => {
  const currency = fc.constantFrom('KZT', 'JPY', 'KWD', 'UGX', 'RUB');
  const amountMinor = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 200_000_000 }), fc.double());
  fc.assert(
    fc.property(currency, amountMinor, (asked, amount) => {
      const passes = !refuseCardAmount(terms, { amountMinor: amount, currency: asked });
      const { amountMinorMin, amountMinorMax } = terms.limits[asked] ?? {
        ...{ amountMinorMin: 1, amountMinorMax: 0 },
      };
      const isWithin = amount >= amountMinorMin && amount <= amountMinorMax;
      const isTaken = isWithin && Number.isInteger(amount) && asked !== 'UGX';
      expect(passes).toBe(isTaken && (asked !== 'KWD' || amount % 10 === 0));
    }),
  );
});

test.each(['KZT', 'USD', 'JPY', 'KWD'])('cards pay in %s', (currency) => {
  expect(isCardCurrency(currency)).toBe(true);
});

test.each(['ISK', 'MGA', 'UGX', 'kzt', 'KZ', 'TENGE', ''])('not in %j', (currency) => {
  expect(isCardCurrency(currency)).toBe(false);
});
