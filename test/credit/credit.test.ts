import { describe, expect, test } from 'vitest';
import { coversOrder, creditLeftMinor } from '../../src/credit/credit.ts';

describe('credit', () => {
  test('left is the limit less what is owed and promised', () => {
    const standing = { creditKind: 'amount', limitMinor: 1_000, exposureMinor: 400 } as const;
    expect(creditLeftMinor(standing)).toBe(600);
    expect(coversOrder(standing, 600)).toBe(true);
    expect(coversOrder(standing, 601)).toBe(false);
  });

  test('of zero is zero, not unlimited (R13)', () => {
    const standing = { creditKind: 'amount', limitMinor: 0, exposureMinor: 0 } as const;
    expect(coversOrder(standing, 1)).toBe(false);
  });

  test('of none covers nothing and unlimited covers everything', () => {
    expect(coversOrder({ creditKind: 'none', limitMinor: null, exposureMinor: 0 }, 1)).toBe(false);
    expect(
      coversOrder({ creditKind: 'unlimited', limitMinor: null, exposureMinor: 9e14 }, 9e14),
    ).toBe(true);
  });

  test('beyond its limit leaves nothing and never less', () => {
    expect(creditLeftMinor({ creditKind: 'amount', limitMinor: 10, exposureMinor: 30 })).toBe(0);
  });
});
