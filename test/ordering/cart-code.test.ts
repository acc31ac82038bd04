import { describe, expect, test } from 'vitest';
import { newCartCode, readCartCode } from '../../src/ordering/cart-code.ts';

describe('a cart code', () => {
  test('has six characters that cannot be misheard', () => {
    for (let count = 0; count < 500; count += 1) {
      expect(newCartCode()).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
    }
  });

  test.each([
    ['k7m2qp', 'K7M2QP'],
    ['K7M 2QP', 'K7M2QP'],
    ['k7m-2qp', 'K7M2QP'],
  ])('is read as people type it: %s', (typed, code) => {
    expect(readCartCode(typed)).toBe(code);
  });

  test.each(['', 'K7M2Q', 'K7M2QPX', 'K0M2QP', 'КОД123', "K7M2Q'"])(
    'is not read into what cannot be one: %s',
    (typed) => {
      expect(readCartCode(typed)).toBeUndefined();
    },
  );
});
