import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCatalogueData } from '../../src/catalogue/data-files.ts';
import { mayStandFor, yieldOf } from '../../src/catalogue/grade-order.ts';

const known = readCatalogueData('grades').map(({ grade = '', yield_min_MPa: said = '' }) => ({
  grade,
  yieldMpa: Number(/\d+/.exec(said)?.[0] ?? Number.NaN),
}));
const grades = [
  ...known.map(({ grade }) => grade),
  'Ст3',
  '09Г2С (С345)',
  '35ГС (А400)',
  'Ст3пс оц',
];

test('the strengths are those of the table of grades', () => {
  const wrong = known.filter(({ grade, yieldMpa }) => {
    const ours = yieldOf(grade);
    return ours !== undefined && ours !== yieldMpa;
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['09Г2С', 'Ст3', true],
  ['09Г2С (С345)', 'Ст3сп5 (С255)', true],
  ['Ст3сп5', 'Ст3пс', true],
  ['А500С', 'А400', true],
  ['А500С', '35ГС (А400)', true],
  ['S355J2', 'S235JR', true],
  ['45', '20', true],
  ['Ст3', '09Г2С', false],
  ['Ст3пс', 'Ст3сп5', false],
  ['А400', 'А500С', false],
  ['А500С', 'А240', false],
  ['Ст3', 'Hardox 450', false],
  ['Hardox 450', 'Ст3', false],
  ['AISI 304', 'Ст3', false],
  ['12Х18Н10Т', 'AISI 304', false],
  ['45', 'Ст3', false],
  ['Ст3пс оц', 'Ст3кп', false],
  ['09Г2С', '09Г2С', false],
])('%s in place of %s: %s', (offered, asked, isAllowed) => {
  expect(mayStandFor(offered, asked)).toBe(isAllowed);
});

test('of two grades at most one may stand for the other, and the stronger one it is', () => {
  const any = fc.constantFrom(...grades);
  fc.assert(
    fc.property(any, any, any, (one, other, third) => {
      expect(mayStandFor(one, one)).toBe(false);
      const [may, next] = [mayStandFor(one, other), mayStandFor(other, third)];
      expect(may && mayStandFor(other, one)).toBe(false);
      expect(may && (yieldOf(one) ?? 0) < (yieldOf(other) ?? 0)).toBe(false);
      expect(may && next && !mayStandFor(one, third)).toBe(false);
    }),
  );
});
