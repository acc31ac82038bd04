import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoriesBegunBy } from '../../src/catalogue/category.ts';
import { completionsOf, sizeBegunIn } from '../../src/catalogue/reading/begun.ts';

test.each([
  ['арм', 'арматура'],
  ['АРМ', 'арматура'],
  ['fhv', 'арматура'],
  ['армт', 'арматура'],
  ['швел', 'швеллер'],
  ['швеле', 'швеллер'],
  ['құб', 'құбыр'],
  ['reb', 'rebar'],
  ['оцинкованный лис', 'оцинкованный лист'],
])('takes «%s» for the beginning of «%s»', (typed, meant) => {
  expect(completionsOf(typed)).toContain(meant);
});

test.each(['qqq', 'а', '57x3', 'арматура 12 ', '', 'REBAR-84'])(
  'leaves «%s» as it is, since no word of the trade begins so',
  (typed) => {
    expect(completionsOf(typed)).toEqual([typed]);
  },
);

test.each([
  ['уголок 50x', { before: 'уголок ', beginning: '50x' }],
  ['уголок 50 х 5', { before: 'уголок ', beginning: '50x5' }],
  ['57х3,', { before: '', beginning: '57x3' }],
  ['труба 57*3,5', { before: 'труба ', beginning: '57x3.5' }],
  ['балка 20Б', { before: 'балка ', beginning: '20б' }],
  ['арматура', undefined],
  ['REBAR-84', undefined],
  ['09Г2С', undefined],
])('reads how far the size at the end of «%s» is typed', (typed, begun) => {
  expect(sizeBegunIn(typed)).toEqual(begun);
});

test.each([
  ['проф', 'tube-square', false],
  ['профил тру', 'hollow', true],
  ['square tu', 'tube-square', true],
  ['шаршы', 'tube-square', true],
  ['труба', 'angle', false],
  ['', 'angle', false],
])('whether «%s» may begin the name of the category %s: %s', (typed, slug, isMeant) => {
  expect(categoriesBegunBy(typed).some((category) => category.slug === slug)).toBe(isMeant);
});

test('whatever is typed, something is meant, and no more than a few things', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const meant = completionsOf(typed);
      expect(meant.length).toBeGreaterThan(0);
      expect(meant.length).toBeLessThanOrEqual(4);
      sizeBegunIn(typed);
    }),
  );
});
