import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Figure, figure, type Segment } from '../../src/loyalty/nightly/figure.ts';
import { keepBack } from '../../src/loyalty/nightly/keep-back.ts';

const said = (segment: Segment, n: number, more: Partial<Figure> = {}) =>
  figure('csat', segment, { value: 0.5, low: 0.2, high: 0.8, n, accounts: n, shown: 100, ...more });
const shown = (figures: readonly Figure[]) =>
  keepBack(figures)
    .filter(({ value }) => value !== null)
    .map(({ segment }) => segment);

test.each<[string, Figure[], string[]]>([
  ['both are many', [said('all', 50), said('trader', 20)], ['all', 'trader']],
  ['five are left', [said('all', 50), said('trader', 45)], ['all', 'trader']],
  ['four are left', [said('all', 50), said('trader', 46)], ['all']],
  ['it is few itself', [said('all', 50), said('end_user', 4)], ['all']],
  ['nobody else said anything', [said('all', 50), said('trader', 50)], ['all', 'trader']],
  ['all together are four', [said('all', 4), said('trader', 4)], []],
])('a population beside all is shown where %s: %o', (_, figures, expected) => {
  expect(shown(figures)).toEqual(expected);
});

test('of branches one that is few takes the smallest other one with it, and one where nobody spoke takes none', () => {
  const branches = [said('branch:ALA', 20), said('branch:NQZ', 8), said('branch:KGF', 2)];
  expect(shown(branches)).toEqual(['branch:ALA']);
  expect(
    shown([said('branch:ALA', 20), said('branch:NQZ', 8), said('branch:KGF', 0, { value: null })]),
  ).toEqual(['branch:ALA', 'branch:NQZ']);
});

test('what nobody is asked is counted, not said, and shown of however few', () => {
  const counted = figure('ontime', 'trader', { value: 1, n: 1, accounts: 1 });
  expect(keepBack([counted])).toEqual([counted]);
});

test('a month is shown from ten answers of five companies on', () => {
  const month = (n: number, accounts: number) => said('all', n, { accounts, period: '2026-09' });
  expect(shown([month(9, 9)])).toEqual([]);
  expect(shown([month(10, 4)])).toEqual([]);
  expect(shown([month(10, 5)])).toEqual(['all']);
});

test('a year before of which the other population was few is not told', () => {
  const compared = (segment: Segment, beforeN: number) =>
    said(segment, 60, { detail: { before: 0.4, beforeN, change: 'up', mean: 4 } });
  const all = { ...compared('all', 30), n: 120 };
  expect(keepBack([all, compared('trader', 27)])[1]?.detail).toEqual({ mean: 4 });
  expect(keepBack([all, compared('trader', 25)])[1]?.detail).toMatchObject({ before: 0.4 });
});

test('whatever is shown, no two figures taken from another leave one to four answers', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(counts, (of) => {
      const code = (at: number) => `branch:${String.fromCharCode(65 + at)}X` as const;
      const all = of.reduce((sum, n) => sum + n, 0);
      const [endUsers = 0] = of;
      const figures = [
        ...[said('all', all), said('end_user', endUsers), said('trader', all - endUsers)],
        ...of.map((n, at) => said(code(at), n)),
      ];
      const kept = keepBack(figures).filter(({ value }) => value !== null);
      for (const { segment, n } of kept) expect(n >= 5 || n === 0, segment).toBe(true);
      // Of what is not shown itself nothing can be taken away.
      const isTold = (left: number) =>
        left > 0 && left < 5 && kept.some(({ segment }) => segment === 'all');
      const nOf = (wanted: (segment: string) => boolean) =>
        kept.filter(({ segment }) => wanted(segment)).reduce((sum, { n }) => sum + n, 0);
      for (const name of ['end_user', 'trader']) {
        const one = kept.find(({ segment }) => segment === name);
        const left = one ? all - one.n : 0;
        expect(isTold(left)).toBe(false);
      }
      const left = all - nOf((segment) => segment.startsWith('branch:'));
      expect(isTold(left)).toBe(false);
    }),
  );
});
