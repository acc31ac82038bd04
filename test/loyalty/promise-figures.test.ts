import { expect, test } from 'vitest';
import { promiseFigures } from '../../src/loyalty/nightly/promise-figures.ts';

const of = (
  companyId: string,
  counts: Partial<Record<'kept' | 'renegotiated' | 'broken', number>>,
  branchCode = 'ALA',
) => ({
  ...{ companyId, branchCode, population: 'end_user' as const },
  ...{ kept: 0, renegotiated: 0, broken: 0, ...counts },
});

const found = (promises: Parameters<typeof promiseFigures>[0], segment = 'all') =>
  promiseFigures(promises, ['ALA', 'NQZ']).find((one) => one.segment === segment);

test('on time is what came when it was first promised; what was promised anew is neither that nor broken', () => {
  const promises = [of('a', { kept: 6, renegotiated: 2 }), of('b', { kept: 1, broken: 1 }, 'NQZ')];
  expect(found(promises)).toMatchObject({
    ...{ metric: 'ontime', value: 0.7, n: 10, accounts: 2 },
    detail: { kept: 7, renegotiated: 2, broken: 1 },
  });
  expect(found(promises, 'branch:NQZ')).toMatchObject({ value: 0.5, n: 2, accounts: 1 });
  expect(found(promises, 'trader')).toMatchObject({ value: null, n: 0, low: null });
});

test('deliveries of companies that differ are less certain than as many of companies that are alike', () => {
  const alike = ['a', 'b', 'c', 'd'].map((one) => of(one, { kept: 7, broken: 3 }));
  const unlike = [
    ...['a', 'b'].map((one) => of(one, { kept: 10 })),
    ...['c', 'd'].map((one) => of(one, { kept: 4, broken: 6 })),
  ];
  const [sure, unsure] = [found(alike), found(unlike)];
  expect(sure?.value).toBeCloseTo(0.7, 9);
  expect(unsure?.value).toBeCloseTo(0.7, 9);
  const width = (one: typeof sure) => (one?.high ?? 0) - (one?.low ?? 0);
  expect(width(unsure)).toBeGreaterThan(width(sure));
  expect(unsure?.low).toBeGreaterThanOrEqual(0);
  expect(unsure?.high).toBeLessThanOrEqual(1);
});

test('of one company there is the interval of its deliveries alone', () => {
  const one = found([of('a', { kept: 8, broken: 2 })]);
  expect(one?.low).toBeCloseTo(0.4902, 3);
  expect(one?.high).toBeCloseTo(0.9433, 3);
});
