import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LineToSupply, supplyOf } from '../../src/stock/supply.ts';

/** Thursday, 26 November 2026. */
const order = { branchCode: 'ALA', on: '2026-11-26' };
const astana = { branchCode: 'NQZ', departsOn: [1, 3, 5], freeG: 1000 };
const karaganda = { branchCode: 'KRG', departsOn: [1, 3, 5], freeG: 1000 };

const aLine = (more: Partial<LineToSupply> = {}): LineToSupply => ({
  ...{ id: 'one', productId: 'rebar', weightG: 1000, pieces: null, isCut: false },
  ...{ availableG: 400, elsewhere: [astana], ...more },
});

describe('where the goods of a line come from', () => {
  test('what its branch lacks comes from another, with the day on which it is here', () => {
    const { coming, isShort } = supplyOf([aLine()], order).get('one') ?? {};
    expect(isShort).toBe(false);
    expect(coming).toEqual([
      {
        ...{ branchCode: 'NQZ', weightG: 600, pieces: null },
        ...{ leavesOn: '2026-11-27', arrivesOn: '2026-11-30' },
      },
    ]);
  });

  test.each<[string, Partial<LineToSupply>, (string | number)[][], boolean]>([
    ['nothing comes where its branch has all of it', { availableG: 1000 }, [], false],
    [
      'a piece is not divided between branches',
      { pieces: 3, availableG: 400 },
      [['NQZ', 667]],
      false,
    ],
    [
      'the nearest first, from which it is here as soon',
      { elsewhere: [astana, karaganda] },
      [['KRG', 600]],
      false,
    ],
    [
      'the next one gives what the first has not',
      { elsewhere: [astana, { ...karaganda, freeG: 250 }] },
      [
        ['KRG', 250],
        ['NQZ', 350],
      ],
      false,
    ],
    [
      'the one from which it is here first, though it lies further away',
      { elsewhere: [astana, { ...karaganda, departsOn: [4] }] },
      [['NQZ', 600]],
      false,
    ],
    ['nothing where all have not enough', { elsewhere: [{ ...astana, freeG: 599 }] }, [], true],
    ['nothing of what is cut', { isCut: true }, [], true],
    ['nothing over no road', { elsewhere: [{ ...astana, branchCode: 'nowhere' }] }, [], true],
  ])('%s', (_what, line, coming, isShort) => {
    const supply = supplyOf([aLine(line)], order).get('one');
    expect(supply?.coming.map(({ branchCode, weightG }) => [branchCode, weightG])).toEqual(coming);
    expect(supply?.isShort).toBe(isShort);
  });

  test('lines of the same goods share what is free, and are all short where there is not enough for all', () => {
    const two = [aLine(), aLine({ id: 'two', weightG: 300 })];
    const shared = supplyOf(two, order);
    expect([...shared.values()].map(({ coming }) => coming[0]?.weightG)).toEqual([600, 300]);
    const tooMuch = supplyOf([two[0] ?? aLine(), aLine({ id: 'two', weightG: 500 })], order);
    expect([...tooMuch.values()]).toEqual([
      { coming: [], isShort: true },
      { coming: [], isShort: true },
    ]);
  });

  test('never more than is free anywhere, never more or less than the line, and only whole pieces', () => {
    const grams = fc.integer({ min: 0, max: 5000 });
    const line = fc.record({
      weightG: fc.integer({ min: 1, max: 5000 }),
      pieces: fc.option(fc.integer({ min: 1, max: 20 })),
    });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.tuple(grams, grams, grams),
        (wanted, [hereG, freeA, freeK]) => {
          const elsewhere = [
            { ...astana, freeG: freeA },
            { ...karaganda, freeG: freeK },
          ];
          const lines = wanted.map((one, index) =>
            aLine({ ...one, id: `${index}`, availableG: hereG, elsewhere }),
          );
          const supplies = lines.map(({ id, ...own }) => ({
            ...own,
            ...supplyOf(lines, order).get(id),
          }));
          const from = (branchCode: string) =>
            supplies
              .flatMap(({ coming = [] }) => coming)
              .filter((one) => one.branchCode === branchCode)
              .reduce((sum, { weightG }) => sum + weightG, 0);
          expect(from('NQZ')).toBeLessThanOrEqual(freeA);
          expect(from('KRG')).toBeLessThanOrEqual(freeK);
          const isShort = supplies.some((one) => one.isShort);
          const wantedG = lines.reduce((sum, { weightG }) => sum + weightG, 0);
          expect(isShort || wantedG - from('NQZ') - from('KRG') <= hereG).toBe(true);
          for (const { coming = [], pieces, weightG } of supplies) {
            for (const part of coming) {
              expect(part.weightG > 0 && part.weightG <= weightG).toBe(true);
              expect((part.pieces === null) === (pieces === null)).toBe(true);
            }
          }
        },
      ),
    );
  });
});
