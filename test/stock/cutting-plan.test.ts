import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CutOrder, type Pieces, planCuts } from '../../src/stock/cutting-plan.ts';

const cutList = (pieces: readonly (readonly [count: number, lengthMm: number])[]): Pieces[] =>
  pieces.map(([count, lengthMm]) => ({ count, lengthMm }));

const bar = { stockLengthMm: 12_000, kerfMm: 3, leastRemnantMm: 1_000 };

const planned = (order: Partial<CutOrder> & { pieces: readonly Pieces[] }) => {
  const answer = planCuts({ ...bar, ...order });
  if (!answer.ok) throw new Error(`not planned: ${answer.problem}`);
  return answer.plan;
};

describe('one bar', () => {
  test.each([
    [6_000, 2, 2_000, 3, 6, 2, 1_994],
    [6_007, 2, 3_000, 3, 6, 2, 1],
    [6_006, 2, 3_000, 3, 6, 2, 0],
    [6_005, 2, 3_000, 3, 5, 2, 0],
    [6_003, 2, 3_000, 3, 3, 1, 0],
    [6_000, 1, 6_000, 3, 0, 0, 0],
    [6_000, 1, 5_999, 3, 1, 1, 0],
    [6_000, 2, 3_000, 0, 0, 1, 0],
    [6_000, 2, 2_000, 0, 0, 2, 2_000],
  ])(
    'of %i mm, cut to %i × %i mm by a saw of %i mm, loses %i mm in %i cuts and leaves %i mm',
    (stockLengthMm, count, lengthMm, saw, kerfMm, cuts, remnantMm) => {
      const plan = planned({ stockLengthMm, kerfMm: saw, pieces: [{ count, lengthMm }] });
      expect(plan.barsNeeded).toBe(1);
      expect(plan.patterns).toMatchObject([{ bars: 1, kerfMm, remnantMm, cuts }]);
    },
  );

  test('no longer holds its pieces when a millimetre of kerf is missing', () => {
    const pieces = cutList([[2, 3_000]]);
    expect(planned({ stockLengthMm: 6_002, pieces }).barsNeeded).toBe(2);
  });

  test('leaves a lot from the least remnant on, and scrap a millimetre below', () => {
    const pieces = cutList([[1, 10_997]]);
    expect(planned({ pieces }).remnants).toEqual([{ lengthMm: 1_000, count: 1, isSellable: true }]);
    expect(planned({ pieces, leastRemnantMm: 1_001 })).toMatchObject({
      remnants: [{ lengthMm: 1_000, count: 1, isSellable: false }],
      sellableMm: 0,
      scrapMm: 1_000,
    });
  });
});

describe('a cut list', () => {
  test('comes out as bars that are cut alike, with its sums', () => {
    const pieces = cutList([
      [9, 3_000],
      [2, 5_500],
    ]);

    expect(planned({ kerfMm: 5, pieces })).toEqual({
      barsNeeded: 4,
      fewestBars: 4,
      patterns: [
        {
          bars: 2,
          pieces: [
            { lengthMm: 5_500, count: 1 },
            { lengthMm: 3_000, count: 2 },
          ],
          cuts: 3,
          kerfMm: 15,
          remnantMm: 485,
          isSellable: false,
        },
        {
          bars: 1,
          pieces: [{ lengthMm: 3_000, count: 3 }],
          cuts: 3,
          kerfMm: 15,
          remnantMm: 2_985,
          isSellable: true,
        },
        {
          bars: 1,
          pieces: [{ lengthMm: 3_000, count: 2 }],
          cuts: 2,
          kerfMm: 10,
          remnantMm: 5_990,
          isSellable: true,
        },
      ],
      remnants: [
        { lengthMm: 5_990, count: 1, isSellable: true },
        { lengthMm: 2_985, count: 1, isSellable: true },
        { lengthMm: 485, count: 2, isSellable: false },
      ],
      cuts: 11,
      piecesMm: 38_000,
      kerfMm: 55,
      sellableMm: 8_975,
      scrapMm: 970,
      yieldBp: 7_917, // 38 m of 48 m
    });
  });

  test('is what its lines add up to when a length stands on several of them', () => {
    const twice = cutList([
      [3, 2_400],
      [1, 700],
      [4, 2_400],
    ]);
    const once = cutList([
      [7, 2_400],
      [1, 700],
    ]);
    expect(planned({ pieces: twice })).toEqual(planned({ pieces: once }));
  });

  test('of 2 000 pieces in 100 lengths, the most there may be, finds a plan', () => {
    const pieces = cutList(Array.from({ length: 100 }, (_, at) => [20, 450 + at * 57]));
    const { barsNeeded, fewestBars } = planned({ pieces });
    expect(barsNeeded).toBeLessThanOrEqual(fewestBars * 1.01);
  });

  test.each([
    ['no piece at all', { pieces: [] }, 'no-pieces', null],
    [
      'a piece longer than the bar',
      {
        pieces: cutList([
          [1, 500],
          [1, 12_001],
        ]),
      },
      'longer-than-stock',
      1,
    ],
    ['no length', { pieces: cutList([[1, 0]]) }, 'not-positive', 0],
    ['a negative length', { pieces: cutList([[1, -5]]) }, 'not-positive', 0],
    ['half a millimetre', { pieces: cutList([[1, 10.5]]) }, 'not-whole', 0],
    ['what is no number', { pieces: cutList([[1, Number.NaN]]) }, 'not-whole', 0],
    [
      'a count of nothing',
      {
        pieces: cutList([
          [1, 10],
          [0, 20],
        ]),
      },
      'not-positive',
      1,
    ],
    ['half a piece', { pieces: cutList([[0.5, 10]]) }, 'not-whole', 0],
    ['an endless count', { pieces: cutList([[Number.POSITIVE_INFINITY, 10]]) }, 'not-whole', 0],
    ['a count beyond all counting', { pieces: cutList([[1e21, 10]]) }, 'too-large', 0],
    [
      'more than 2 000 pieces',
      {
        pieces: cutList([
          [1_999, 10],
          [2, 20],
        ]),
      },
      'too-many-pieces',
      null,
    ],
    [
      'more than 100 lengths',
      { pieces: cutList(Array.from({ length: 101 }, (_, at) => [1, 100 + at])) },
      'too-many-lengths',
      null,
    ],
    ['a bar of no length', { stockLengthMm: 0, pieces: cutList([[1, 10]]) }, 'not-positive', null],
    [
      'a bar of more than a kilometre',
      { stockLengthMm: 1_000_001, pieces: cutList([[1, 10]]) },
      'too-large',
      null,
    ],
    ['a kerf below nothing', { kerfMm: -1, pieces: cutList([[1, 10]]) }, 'not-positive', null],
    [
      'a least remnant in parts of a millimetre',
      { leastRemnantMm: 0.1, pieces: cutList([[1, 10]]) },
      'not-whole',
      null,
    ],
  ] as const)('with %s is refused', (_, order, problem, line) => {
    expect(planCuts({ ...bar, ...order })).toEqual({ ok: false, problem, line });
  });
});

describe('among plans', () => {
  test('finds the three bars for which longest-first takes four', () => {
    const pieces = cutList([
      [1, 4_400],
      [2, 2_400],
      [1, 2_200],
      [1, 2_100],
      [1, 1_700],
      [2, 800],
      [2, 600],
    ]);
    const order = { stockLengthMm: 6_100, kerfMm: 0, pieces };
    expect(firstFitDecreasing({ ...order, leastRemnantMm: 0 })).toBe(4);
    expect(planned(order)).toMatchObject({ barsNeeded: 3, fewestBars: 3 });
  });

  test('one long remnant is left rather than several short ones', () => {
    const pieces = cutList([
      [1, 6_000],
      [1, 5_000],
      [1, 4_000],
      [1, 3_500],
      [1, 2_500],
    ]);
    // Longest first would leave 1 m and 2 m.
    expect(planned({ kerfMm: 0, pieces }).remnants).toEqual([
      { lengthMm: 3_000, count: 1, isSellable: true },
    ]);
  });
});

describe('the bars below which no plan can go', () => {
  test.each([
    ['all material with its kerfs', { pieces: cutList([[13, 3_000]]), kerfMm: 0 }, 4],
    ['kerfs between the pieces', { pieces: cutList([[12, 3_000]]), kerfMm: 1 }, 4],
    ['pieces of more than half a bar', { pieces: cutList([[7, 6_001]]) }, 7],
    ['pieces of more than a third of a bar', { pieces: cutList([[8, 4_001]]) }, 4],
  ])('count %s', (_, order, bars) => {
    expect(planned(order).fewestBars).toBe(bars);
  });
});

/** As the books have it, piece by piece: each into the first bar that still holds it. */
function firstFitDecreasing({ stockLengthMm, kerfMm, pieces }: CutOrder): number {
  const lengths = pieces.flatMap(({ lengthMm, count }) => Array<number>(count).fill(lengthMm));
  const usedMm: number[] = [];
  for (const lengthMm of lengths.toSorted((one, other) => other - one)) {
    const bar = usedMm.findIndex((used) => used + kerfMm + lengthMm <= stockLengthMm);
    if (bar === -1) usedMm.push(lengthMm);
    else usedMm[bar] = (usedMm[bar] ?? 0) + kerfMm + lengthMm;
  }
  return usedMm.length;
}

const countsOf = (pieces: readonly Pieces[], times = 1) => {
  const counts = new Map<number, number>();
  for (const { lengthMm, count } of pieces) {
    counts.set(lengthMm, (counts.get(lengthMm) ?? 0) + count * times);
  }
  return counts;
};

const anyOrder = fc
  .record({
    stockLengthMm: fc.constantFrom(6_000, 11_700, 12_000),
    kerfMm: fc.integer({ min: 0, max: 12 }),
    leastRemnantMm: fc.integer({ min: 0, max: 3_000 }),
  })
  .chain((saw) =>
    fc
      .array(
        fc.record({
          lengthMm: fc.integer({ min: 150, max: saw.stockLengthMm }),
          count: fc.integer({ min: 1, max: 15 }),
        }),
        { minLength: 1, maxLength: 20 },
      )
      .map((pieces): CutOrder => ({ ...saw, pieces })),
  );

/** Bars cut up to the last millimetre: the pieces fit into as many bars again and into no fewer. */
const cutUpBars = fc
  .record({
    kerfMm: fc.integer({ min: 0, max: 8 }),
    cuttings: fc.array(
      fc.record({
        decimetres: fc.array(fc.integer({ min: 5, max: 60 }), { maxLength: 4 }),
        bars: fc.integer({ min: 1, max: 12 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ kerfMm, cuttings }) => ({
    order: {
      ...bar,
      kerfMm,
      pieces: cuttings.flatMap(({ decimetres, bars }) =>
        cutUp(decimetres, kerfMm).map((lengthMm) => ({ lengthMm, count: bars })),
      ),
    },
    bars: cuttings.reduce((sum, cutting) => sum + cutting.bars, 0),
  }));

function cutUp(decimetres: readonly number[], kerfMm: number): number[] {
  const lengthsMm: number[] = [];
  let freeMm = bar.stockLengthMm;
  for (const lengthMm of decimetres.map((length) => length * 100)) {
    if (lengthMm + kerfMm >= freeMm) break;
    lengthsMm.push(lengthMm);
    freeMm -= lengthMm + kerfMm;
  }
  return [...lengthsMm, freeMm];
}

describe('whatever is wanted', () => {
  test('every piece is cut exactly as often as wanted', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const cut = planned(order).patterns.flatMap(({ bars, pieces }) =>
          pieces.map((one) => ({ ...one, count: one.count * bars })),
        );
        expect(countsOf(cut)).toEqual(countsOf(order.pieces));
      }),
    );
  });

  test('of every bar the pieces, the kerfs and the remnant are the stock length to the millimetre', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const plan = planned(order);
        for (const { pieces, kerfMm, remnantMm, cuts } of plan.patterns) {
          const count = pieces.reduce((sum, one) => sum + one.count, 0);
          const piecesMm = pieces.reduce((sum, one) => sum + one.count * one.lengthMm, 0);
          expect(piecesMm + kerfMm + remnantMm).toBe(order.stockLengthMm);
          const behindMm = order.stockLengthMm - piecesMm - (count - 1) * order.kerfMm;
          const lastKerfMm = Math.min(order.kerfMm, behindMm);
          expect(kerfMm).toBe((count - 1) * order.kerfMm + lastKerfMm);
          expect(remnantMm).toBe(behindMm - lastKerfMm);
          expect(remnantMm).toBeGreaterThanOrEqual(0);
          expect(cuts).toBe(behindMm > 0 ? count : count - 1);
        }
        expect(plan.piecesMm + plan.kerfMm + plan.sellableMm + plan.scrapMm).toBe(
          plan.barsNeeded * order.stockLengthMm,
        );
      }),
    );
  });

  test('there are never more bars than first-fit decreasing takes, nor fewer than can be', () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const plan = planned(order);
        expect(plan.barsNeeded).toBeLessThanOrEqual(firstFitDecreasing(order));
        expect(plan.barsNeeded).toBeGreaterThanOrEqual(plan.fewestBars);
        expect(plan.patterns.reduce((sum, { bars }) => sum + bars, 0)).toBe(plan.barsNeeded);
      }),
    );
  });

  test('bars that were cut up to the last millimetre need at least as many bars again', () => {
    fc.assert(
      fc.property(cutUpBars, ({ order, bars }) => {
        expect(planned(order).fewestBars).toBe(bars);
      }),
    );
  });

  test('of two hundred such lists, always the same, at most three take one bar more', () => {
    const lists = fc.sample(cutUpBars, { seed: 8, numRuns: 200 });
    const more = lists.reduce((sum, { order, bars }) => sum + planned(order).barsNeeded - bars, 0);
    expect(more).toBeLessThanOrEqual(3);
  });

  test('no bound asks for more bars than the pieces were cut from', () => {
    const someOfThem = cutUpBars.chain(({ order, bars }) =>
      fc
        .subarray(order.pieces, { minLength: 1 })
        .map((pieces) => ({ order: { ...order, pieces }, bars })),
    );
    fc.assert(
      fc.property(someOfThem, ({ order, bars }) => {
        expect(planned(order).fewestBars).toBeLessThanOrEqual(bars);
      }),
      { numRuns: 300 },
    );
  });

  test('two hundred pieces in twenty lengths come within a bar of the fewest, no two patterns alike', () => {
    const twenty = fc
      .uniqueArray(fc.integer({ min: 300, max: 6_000 }), { minLength: 20, maxLength: 20 })
      .map((lengths) => lengths.map((lengthMm) => ({ lengthMm, count: 10 })));
    fc.assert(
      fc.property(twenty, (pieces) => {
        const { barsNeeded, fewestBars, patterns } = planned({ pieces });
        const different = new Set(patterns.map((pattern) => JSON.stringify(pattern.pieces)));
        expect(barsNeeded - fewestBars).toBeLessThanOrEqual(1);
        expect(patterns).toHaveLength(different.size);
      }),
      { seed: 20 },
    );
  });

  test('neither the order of the list nor another run changes the plan', () => {
    const shuffled = anyOrder.chain((order) =>
      fc
        .shuffledSubarray([...order.pieces], { minLength: order.pieces.length })
        .map((pieces) => ({ order, again: { ...order, pieces } })),
    );
    fc.assert(
      fc.property(shuffled, ({ order, again }) => {
        expect(planCuts(again)).toEqual(planCuts(order));
      }),
    );
  });
});
