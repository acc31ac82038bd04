import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Figure, figure, type Segment } from '../../src/loyalty/nightly/figure.ts';
import { hiddenSegments } from '../../src/loyalty/nightly/hidden-segments.ts';
import { keptBack } from '../support/kept-back.ts';

const said = (segment: Segment, n: number, more: Partial<Figure> = {}) =>
  figure('csat', segment, { value: 0.5, low: 0.2, high: 0.8, n, accounts: n, shown: 100, ...more });
const shown = (figures: readonly Figure[]) =>
  keptBack(figures)
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
  expect(keptBack([counted])).toEqual([counted]);
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
  expect(keptBack([all, compared('trader', 27)])[1]?.detail).toEqual({ beforeN: 27, mean: 4 });
  expect(keptBack([all, compared('trader', 25)])[1]?.detail).toMatchObject({ before: 0.4 });
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
      const kept = keptBack(figures).filter(({ value }) => value !== null);
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

/** A branch that has so many answers of end users and of traders. */
type Branch = readonly [endUsers: number, traders: number];

/** Every segment with the places of the atoms in it: a branch's population is one. */
function segmentsOfAll(branches: readonly Branch[]): { segment: string; atoms: number[] }[] {
  const at = branches.map((_, place) => ({ code: String.fromCharCode(65 + place), place }));
  const of = (wanted: readonly number[]) =>
    at.flatMap(({ place }) => wanted.map((w) => 2 * place + w));
  return [
    { segment: 'all', atoms: of([0, 1]) },
    { segment: 'end_user', atoms: of([0]) },
    { segment: 'trader', atoms: of([1]) },
    ...at.flatMap(({ code, place }) => [
      { segment: `branch:${code}`, atoms: [2 * place, 2 * place + 1] },
      { segment: `branch:${code}:end_user`, atoms: [2 * place] },
      { segment: `branch:${code}:trader`, atoms: [2 * place + 1] },
    ]),
  ];
}

/** The rank of rows, by elimination. */
function rankOf(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (left[0]?.length ?? 0); column += 1) {
    const at = left.findIndex((row, place) => place >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    const pivot = left[at];
    if (!pivot) continue;
    left[at] = left[rank] ?? [];
    left[rank] = pivot;
    for (let place = rank + 1; place < left.length; place += 1) {
      const row = left[place] ?? [];
      const times = (row[column] ?? 0) / (pivot[column] ?? 1);
      left[place] = row.map((value, each) => value - times * (pivot[each] ?? 0));
    }
    rank += 1;
  }
  return rank;
}

/** Groups of one to four answers whose sum follows from the sums of what is shown. */
function foundIn(branches: readonly Branch[]): string[] {
  const sizes = branches.flat();
  const all = segmentsOfAll(branches);
  const countOf = (atoms: readonly number[]) =>
    atoms.reduce((sum, at) => sum + (sizes[at] ?? 0), 0);
  const hidden = hiddenSegments(new Map(all.map((one) => [one.segment, countOf(one.atoms)])));
  // Of a group that is empty the sum is known, so its place says nothing.
  const filled = sizes.flatMap((n, at) => (n > 0 ? [at] : []));
  const vector = (atoms: readonly number[]) => filled.map((at) => Number(atoms.includes(at)));
  const shownSums = all
    .filter(({ segment }) => !hidden.has(segment))
    .map(({ atoms }) => vector(atoms));
  const rank = rankOf(shownSums);
  const found: string[] = [];
  for (let mask = 1; mask < 2 ** filled.length; mask += 1) {
    const atoms = filled.filter((_, place) => (mask >> place) & 1);
    const n = countOf(atoms);
    if (n < 5 && rankOf([...shownSums, vector(atoms)]) === rank)
      found.push(`${atoms.join(' ')} of ${n}`);
  }
  return found;
}

test('of branches and populations together no sum of one to four answers follows from what is shown', () => {
  const n = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 7, max: 40 }),
  );
  const branches = fc.array(fc.tuple(n, n), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(branches, (of) => {
      expect(foundIn(of)).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test.each<[string, Branch[], string[]]>([
  [
    'all are many',
    [
      [20, 20],
      [20, 20],
    ],
    [],
  ],
  [
    'a branch has few traders, it and another are not told apart',
    [
      [20, 4],
      [20, 6],
      [20, 30],
    ],
    ['branch:A:end_user', 'branch:A:trader', 'branch:B:end_user', 'branch:B:trader'],
  ],
  [
    'a branch has none, it is told apart from nothing',
    [
      [20, 0],
      [20, 30],
    ],
    [],
  ],
  [
    'all others have none of its few, no population is told',
    [
      [47, 0],
      [3, 40],
    ],
    ['end_user', 'trader', 'branch:B:end_user', 'branch:B:trader'],
  ],
])('where %s', (_, branches, expected) => {
  const sizes = branches.flat();
  const hidden = hiddenSegments(
    new Map(
      segmentsOfAll(branches).map(({ segment, atoms }) => [
        segment,
        atoms.reduce((sum, at) => sum + (sizes[at] ?? 0), 0),
      ]),
    ),
  );
  expect([...hidden]).toEqual(expected);
});
