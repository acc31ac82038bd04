import { describe, expect, test } from 'vitest';
import { beyondAuthority, type TermsAuthority } from '../../src/customers/terms-authority.ts';
import type { Terms } from '../../src/customers/agreement.ts';
import { modestTerms } from '../support/terms.ts';

const manager: TermsAuthority = {
  creditLimitMinor: 1_000,
  mayGiveUnlimited: false,
  paymentDays: 30,
  toleranceBp: 500,
  mayTakeLowest: false,
  mayGiveFreight: false,
};
const within: Terms = {
  ...modestTerms,
  creditLimitMinor: 1_000,
  paymentDays: 30,
  toleranceBp: 500,
};

describe('the authority of a role', () => {
  test.each<[string, Partial<Terms>, string[]]>([
    ['reaches up to its limits', {}, []],
    ['ends a tiyin above its credit limit', { creditLimitMinor: 1_001 }, ['credit-limit']],
    ['ends a day above its days', { paymentDays: 31 }, ['payment-days']],
    ['counts days of grace among them', { overdueGraceDays: 1 }, ['payment-days']],
    [
      'counts the days of an instalment like any others',
      {
        instalments: [
          { shareBp: 10_000, amountMinor: null, dueAfter: 'shipment', days: 31, gate: null },
        ],
      },
      ['payment-days'],
    ],
    ['ends a basis point above its tolerance', { toleranceBp: 501 }, ['tolerance']],
    ['does not reach the lowest of all lists', { priceStrategy: 'lowest' }, ['price-strategy']],
    [
      'does not reach credit without a limit',
      { creditKind: 'unlimited', creditLimitMinor: null },
      ['credit-unlimited'],
    ],
    [
      'is told all that is beyond it at once',
      { creditLimitMinor: 2_000, paymentDays: 90, priceStrategy: 'lowest' },
      ['credit-limit', 'payment-days', 'price-strategy'],
    ],
  ])('%s', (_, change, beyond) => {
    expect(beyondAuthority(manager, within, { ...within, ...change })).toEqual(beyond);
    expect(beyondAuthority(manager, undefined, { ...within, ...change })).toEqual(beyond);
  });

  test('keeps and lowers what others agreed above it, and raises it no further', () => {
    const generous: Terms = { ...within, creditLimitMinor: 9_000, paymentDays: 90 };
    expect(beyondAuthority(manager, generous, generous)).toEqual([]);
    expect(beyondAuthority(manager, generous, { ...generous, creditLimitMinor: 8_999 })).toEqual(
      [],
    );
    expect(beyondAuthority(manager, generous, { ...generous, paymentDays: 91 })).toEqual([
      'payment-days',
    ]);
  });

  test('takes credit without a limit back to any limit', () => {
    const unlimited: Terms = { ...within, creditKind: 'unlimited', creditLimitMinor: null };
    expect(beyondAuthority(manager, unlimited, { ...within, creditLimitMinor: 9_000 })).toEqual([]);
  });

  test('of a role of which nothing is said is none', () => {
    expect(beyondAuthority(undefined, undefined, { ...within, toleranceBp: 0 })).toEqual([
      'credit-limit',
      'payment-days',
    ]);
  });

  const included: Partial<Terms> = { freightPrice: 'included' };
  const freeFrom = (tonnes: number): Partial<Terms> => ({
    freightPrice: 'free-from',
    freeFrom: { weightG: tonnes * 1_000_000, goodsMinor: null },
  });

  test.each<[string, Partial<Terms> | undefined, Partial<Terms>, string[]]>([
    ['gives no delivery away in the first terms', undefined, included, ['freight']],
    ['gives none from a weight in the first terms', undefined, freeFrom(20), ['freight']],
    ['asks the tariff in the first terms, as of everybody', undefined, {}, []],
    ['offers no delivery in the first terms', undefined, { freightPrice: 'none' }, []],
    ['keeps what was given', included, included, []],
    ['takes back what was given', included, {}, []],
    ['gives no delivery away that the tariff was asked for', {}, included, ['freight']],
    ['brings nothing free sooner', freeFrom(20), freeFrom(19), ['freight']],
    ['brings free later', freeFrom(20), freeFrom(21), []],
  ])('over freight: %s', (_, before, after, beyond) => {
    const agreed = before && { ...within, ...before };
    const head: TermsAuthority = { ...manager, mayGiveFreight: true };
    expect(beyondAuthority(manager, agreed, { ...within, ...after })).toEqual(beyond);
    expect(beyondAuthority(undefined, agreed, { ...within, ...after })).toEqual(
      expect.arrayContaining(beyond),
    );
    expect(beyondAuthority(head, agreed, { ...within, ...after })).toEqual([]);
  });
});
