import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LotToLoad } from '../../src/delivery/load.queries.ts';
import { pickRowsOf, picksOf } from '../../src/delivery/picking.ts';

const KG = 1000;
const aLot = (lotId: string, onHandKg: number, more: Partial<LotToLoad> = {}): LotToLoad => ({
  ...{ lotId, productId: 'beam', heatNumber: lotId, millName: null, receivedOn: '2026-11-01' },
  ...{ lengthMm: 12_000, onHandG: onHandKg * KG, takenG: 0, isForOrder: false, place: '' },
  ...{ certificateNumbers: ['1'], isWaived: false },
  ...more,
});

type Line = Parameters<typeof picksOf>[0][number];
const aLine = (id: string, plannedKg: number, plannedPieces: number | null = null): Line => ({
  ...{ id, position: Number(id), productId: 'beam', plannedG: plannedKg * KG, plannedPieces },
  ...{ loadedG: null, lots: [] },
});

const picks = (lines: readonly Line[], lots: readonly LotToLoad[], id = '1') =>
  picksOf(lines, lots)
    .get(id)
    ?.picks.map(({ lotId, weightG, pieces }) => [lotId, pieces ?? weightG / KG]);

test.each([
  ['from one lot', 300, 1000, [['A', 300]]],
  [
    'from the next lot what the first has not',
    1300,
    1000,
    [
      ['A', 1000],
      ['B', 300],
    ],
  ],
] as const)('by weight it is taken %s', (_how, wantedKg, inFirstKg, expected) => {
  expect(picks([aLine('1', wantedKg)], [aLot('A', inFirstKg), aLot('B', 900)])).toEqual(expected);
});

test('what is counted is taken in whole pieces from each lot', () => {
  // A piece weighs a hundred kilograms; the first lot has two of them and a bit.
  expect(picks([aLine('1', 500, 5)], [aLot('A', 250), aLot('B', 900)])).toEqual([
    ['A', 2],
    ['B', 3],
  ]);
});

test('what stands on other vehicles is not taken again', () => {
  const lots = [aLot('A', 1000, { takenG: 800 * KG }), aLot('B', 1000)];
  expect(picks([aLine('1', 500)], lots)).toEqual([
    ['A', 200],
    ['B', 300],
  ]);
});

test('two lines of the same goods share their lots, the first line first', () => {
  const lines = [aLine('2', 600), aLine('1', 600)];
  const lots = [aLot('A', 1000), aLot('B', 1000)];
  expect(picks(lines, lots, '1')).toEqual([['A', 600]]);
  expect(picks(lines, lots, '2')).toEqual([
    ['A', 400],
    ['B', 200],
  ]);
});

test('what was loaded stands on the list as it was loaded, and is taken by nobody else', () => {
  const loaded = { lotId: 'A', heatNumber: 'A', millName: null, certificates: [], isWaived: false };
  const first = { ...aLine('1', 600), loadedG: 700 * KG };
  const lines = [
    { ...first, lots: [{ ...loaded, weightG: 700 * KG, pieces: null }] },
    aLine('2', 600),
  ];
  const lots = [aLot('A', 1000), aLot('B', 1000)];
  expect(picks(lines, lots, '1')).toEqual([['A', 700]]);
  expect(picks(lines, lots, '2')).toEqual([
    ['A', 300],
    ['B', 300],
  ]);
});

test('other goods are not taken, and what no lot has is told', () => {
  const lots = [aLot('A', 250), aLot('C', 1000, { productId: 'angle' })];
  const found = picksOf([aLine('1', 500, 5)], lots).get('1');
  expect(found).toMatchObject({ shortPieces: 3, shortG: 300 * KG });
});

test('what is picked and what is short come to the plan, and no lot gives more than it has', () => {
  const lots = fc.array(fc.nat(3_000), { maxLength: 6 });
  const lines = fc.array(
    fc.record({
      kg: fc.integer({ min: 1, max: 5_000 }),
      pieces: fc.option(fc.integer({ min: 1, max: 40 })),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(lots, lines, (inLots, wanted) => {
      const stock = inLots.map((kg, at) => aLot(`L${at}`, kg));
      const planned = wanted.map(({ kg, pieces }, at) => aLine(`${at + 1}`, kg, pieces));
      const picked = picksOf(planned, stock);
      for (const line of planned) {
        const of = picked.get(line.id)!;
        const takenG = of.picks.reduce((sum, { weightG }) => sum + weightG, 0);
        expect(takenG + of.shortG).toBe(line.plannedG);
        const pieces = of.picks.reduce((sum, one) => sum + (one.pieces ?? 0), 0);
        expect(pieces + of.shortPieces).toBe(line.plannedPieces ?? 0);
      }
      for (const { lotId, onHandG } of stock) {
        const all = [...picked.values()].flatMap((of) => of.picks);
        const takenG = all
          .filter((pick) => pick.lotId === lotId)
          .reduce((sum, { weightG }) => sum + weightG, 0);
        // A piece is rounded to the gram.
        expect(takenG).toBeLessThanOrEqual(onHandG + planned.length);
      }
    }),
  );
});

test('the list is walked place by place as the yard numbers them, last what nobody placed', () => {
  const named = (id: string) => ({ ...aLine(id, 1), productId: id, sku: `SKU-${id}` });
  const lines = ['1', '2', '3', '4'].map(named) as unknown as Parameters<typeof pickRowsOf>[0];
  const lotAt = (productId: string, place: string) =>
    aLot(`lot ${productId}`, 10, { productId, place });
  const lots = [lotAt('1', ''), lotAt('2', 'Bay 10'), lotAt('3', 'bay 9'), lotAt('4', 'Bay 9')];

  const walked = pickRowsOf(lines, lots).map(({ place, line }) => [place, line.sku]);

  expect(walked).toEqual([
    ['bay 9', 'SKU-3'],
    ['Bay 9', 'SKU-4'],
    ['Bay 10', 'SKU-2'],
    ['', 'SKU-1'],
  ]);
});
