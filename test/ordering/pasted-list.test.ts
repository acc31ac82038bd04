import { expect, test } from 'vitest';
import { judgeLines, type PastedLine, tallyOf } from '../../src/ordering/pasted-list.ts';
import type { MeasuredProduct } from '../../src/ordering/product.queries.ts';

const bar: MeasuredProduct = {
  ...{ id: 'bar', sku: 'BAR-1', isSoldWhole: true },
  measured: {
    ...{ massMgPerM: 888_000, massMgPerM2: null, pieceMassMg: null },
    ...{ pieceLengthMm: 11_700, pieceAreaMm2: null },
  },
};
const products = new Map([[bar.id, bar]]);

const aLine = (position: number, more: Partial<PastedLine> = {}): PastedLine => ({
  ...{ position, typed: 'арматура 12', words: 'арматура 12', code: null, aliasKey: '' },
  ...{ quantityMilli: 10_000, unit: 'pcs', lengthMm: null, match: 'exact', productId: 'bar' },
  ...{ isChosen: false, assumed: [], candidateIds: [], candidateCount: 1, decision: null },
  ...{ cartLineId: null, ...more },
});
const judged = (...lines: PastedLine[]) =>
  judgeLines(lines, products).map(({ status, problem }) => [status, problem]);

test.each([
  ['a product that everything was said of', {}, 'exact', undefined],
  ['one that a person chose', { match: 'candidate', isChosen: true }, 'exact', undefined],
  ['one of which something was left open', { match: 'specified' }, 'guessed', undefined],
  ['several', { match: 'candidate', productId: null }, 'ambiguous', 'ambiguous'],
  ['nothing of ours', { match: 'rejected', productId: null }, 'not-found', 'not-found'],
  ['what is not sold any more', { productId: 'gone' }, 'not-found', 'not-found'],
  ['no quantity', { quantityMilli: null, unit: null }, 'exact', 'no-quantity'],
  ['square metres of a bar', { unit: 'm2' }, 'exact', 'not-sold-so'],
  ['what was left out', { productId: null, decision: 'left-out' }, 'not-found', undefined],
] as const)('a line with %s', (_, more, status, problem) => {
  expect(judged(aLine(1, more))).toEqual([[status, problem]]);
});

test('the same thing a second time is a duplicate until it is kept, and another length is another thing', () => {
  expect(judged(aLine(1), aLine(2))).toEqual([
    ['exact', undefined],
    ['duplicate', 'duplicate'],
  ]);
  expect(judged(aLine(1), aLine(2, { decision: 'kept' }))[1]).toEqual(['exact', undefined]);
  expect(judged(aLine(1, { decision: 'left-out' }), aLine(2))[1]).toEqual(['exact', undefined]);
  expect(judged(aLine(1), aLine(2, { lengthMm: 2000 }))[1]).toEqual(['exact', undefined]);
});

test('every line is counted once, and only what goes into the cart is weighed', () => {
  const lines = [
    aLine(1),
    aLine(2),
    aLine(3, { productId: null, match: 'rejected', decision: 'asked' }),
    aLine(4, { decision: 'left-out' }),
    aLine(5, { decision: 'kept', cartLineId: 'in' }),
  ];

  expect(tallyOf(judgeLines(lines, products))).toEqual({
    ...{ ready: 1, problems: 1, asked: 1, leftOut: 1, added: 1 },
    weightG: 103_896,
  });
});
