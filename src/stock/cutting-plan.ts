import { divideHalfUp } from '../measures/divide.ts';
import type { CutList, Pattern } from './bar-filling.ts';
import { layIntoBars } from './cutting-patterns.ts';

/** So many pieces of one length. */
export type Pieces = { lengthMm: number; count: number };

/**
 * What is to be cut: bars of one length, the width of the saw, the pieces in any order, and the
 * remnant from which on it is a lot again. The same length may stand on several lines.
 */
export type CutOrder = {
  stockLengthMm: number;
  kerfMm: number;
  leastRemnantMm: number;
  pieces: readonly Pieces[];
};

/**
 * So many bars cut alike. Of each bar, `pieces` + `kerfMm` + `remnantMm` is the stock length to
 * the millimetre; `cuts` and `kerfMm` are of one bar too. A remnant that is not sellable is scrap.
 */
export type CutBars = {
  bars: number;
  pieces: readonly Pieces[];
  cuts: number;
  kerfMm: number;
  remnantMm: number;
  isSellable: boolean;
};

/** Remnants of one length from the whole plan. */
type Remnants = Pieces & { isSellable: boolean };

/** How a cut list comes out of bars; the sums are of all bars. Millimetres. */
export type CuttingPlan = {
  barsNeeded: number;
  fewestBars: number;
  patterns: readonly CutBars[];
  remnants: readonly Remnants[];
  cuts: number;
  piecesMm: number;
  kerfMm: number;
  sellableMm: number;
  scrapMm: number;
  yieldBp: number;
};

/** Why a cut list cannot be planned. */
export type CuttingProblem =
  | 'no-pieces'
  | 'not-positive'
  | 'not-whole'
  | 'too-large'
  | 'longer-than-stock'
  | 'too-many-pieces'
  | 'too-many-lengths';

/** A plan, or what is wrong and on which line of the list, from 0; `null` where on no one line. */
type PlannedCuts =
  | { ok: true; plan: CuttingPlan }
  | { ok: false; problem: CuttingProblem; line: number | null };

/** In millimetres a kilometre: no bar and no rail is longer. */
const LARGEST = 1_000_000;
const PIECES_MOST = 2_000;
const LENGTHS_MOST = 100;

/**
 * Plans how a cut list comes out of bars of one stock length: how many bars, how each is cut, and
 * what is left of it (R19). Every wanted piece is cut exactly as often as wanted.
 *
 * A bar cut into k pieces takes k kerfs, but k - 1 if the last piece ends exactly at the bar's
 * end, where nothing is cut off. If less than a kerf is left behind the last piece, the saw eats
 * all of it: that last kerf counts as wide as what was left, and there is no remnant. So for
 * every bar pieces + kerfs + remnant = stock length exactly, in whole millimetres.
 *
 * `barsNeeded` is never more than first-fit decreasing needs, and no plan whatever has fewer than
 * `fewestBars`; how the plan is found is said at `layIntoBars`. Among plans with as few bars one
 * long remnant comes before several short ones, since it can be sold, and then few different
 * patterns, since each is a setting of the saw. `yieldBp` is the length of the pieces, which are
 * billed, over the length of the bars, which are consumed, rounded half up once. The order of
 * the list does not matter, and the same list always gives the same plan.
 *
 * Lengths are whole millimetres up to 1 km; the kerf and the least remnant may be zero. At most
 * 2 000 pieces of 100 different lengths. Anything else is a problem and never a plan.
 */
export function planCuts(order: CutOrder): PlannedCuts {
  const wrong = problemOf(order);
  if (wrong) return { ok: false, ...wrong };

  const list = cutListOf(order);
  const laid = layIntoBars(list, fewestBarsFor(list));
  const patterns = laid.patterns.map((pattern) => cutBars(order, list, pattern));
  const plan = {
    ...sumsOf(order.stockLengthMm, patterns),
    fewestBars: laid.fewestBars,
    patterns,
    remnants: remnantsOf(patterns),
  };
  return { ok: true, plan };
}

type Fault = { problem: CuttingProblem; line: number | null };

function problemOf({ stockLengthMm, kerfMm, leastRemnantMm, pieces }: CutOrder): Fault | undefined {
  const bar =
    numberProblem(stockLengthMm, 1) ?? numberProblem(kerfMm, 0) ?? numberProblem(leastRemnantMm, 0);
  if (bar) return { problem: bar, line: null };
  if (pieces.length === 0) return { problem: 'no-pieces', line: null };

  for (const [line, { lengthMm, count }] of pieces.entries()) {
    const problem =
      numberProblem(lengthMm, 1) ??
      numberProblem(count, 1) ??
      (lengthMm > stockLengthMm ? 'longer-than-stock' : undefined);
    if (problem) return { problem, line };
  }
  const count = pieces.reduce((sum, one) => sum + one.count, 0);
  if (count > PIECES_MOST) return { problem: 'too-many-pieces', line: null };
  const lengths = new Set(pieces.map(({ lengthMm }) => lengthMm));
  return lengths.size > LENGTHS_MOST ? { problem: 'too-many-lengths', line: null } : undefined;
}

function numberProblem(number: number, least: 0 | 1): CuttingProblem | undefined {
  if (!Number.isInteger(number)) return 'not-whole';
  if (number < least) return 'not-positive';
  return number > LARGEST ? 'too-large' : undefined;
}

function cutListOf({ stockLengthMm, kerfMm, leastRemnantMm, pieces }: CutOrder): CutList {
  const counts = new Map<number, number>();
  for (const { lengthMm, count } of pieces) {
    counts.set(lengthMm, (counts.get(lengthMm) ?? 0) + count);
  }
  const sizes = [...counts]
    .map(([lengthMm, count]) => ({ sizeMm: lengthMm + kerfMm, count }))
    .toSorted((one, other) => other.sizeMm - one.sizeMm);
  return { roomMm: stockLengthMm + kerfMm, kerfMm, leastRemnantMm, sizes };
}

/** The bars of one pattern as they come off the saw. */
function cutBars(order: CutOrder, list: CutList, { bars, counts }: Pattern): CutBars {
  const pieces = list.sizes
    .map(({ sizeMm }, line) => ({ lengthMm: sizeMm - order.kerfMm, count: counts[line] ?? 0 }))
    .filter(({ count }) => count > 0);
  const count = pieces.reduce((sum, one) => sum + one.count, 0);
  const freeMm = order.stockLengthMm - lengthOf(pieces);
  const kerfMm = Math.min(freeMm, count * order.kerfMm);
  const endsAtBarEnd = freeMm === (count - 1) * order.kerfMm;
  const remnantMm = freeMm - kerfMm;
  return {
    bars,
    pieces,
    cuts: endsAtBarEnd ? count - 1 : count,
    kerfMm,
    remnantMm,
    isSellable: remnantMm > 0 && remnantMm >= order.leastRemnantMm,
  };
}

function sumsOf(stockLengthMm: number, patterns: readonly CutBars[]) {
  const sum = (ofOne: (bar: CutBars) => number) =>
    patterns.reduce((total, pattern) => total + pattern.bars * ofOne(pattern), 0);
  const barsNeeded = sum(() => 1);
  const piecesMm = sum(({ pieces }) => lengthOf(pieces));
  return {
    barsNeeded,
    cuts: sum(({ cuts }) => cuts),
    piecesMm,
    kerfMm: sum(({ kerfMm }) => kerfMm),
    sellableMm: sum(({ isSellable, remnantMm }) => (isSellable ? remnantMm : 0)),
    scrapMm: sum(({ isSellable, remnantMm }) => (isSellable ? 0 : remnantMm)),
    yieldBp: divideHalfUp(BigInt(piecesMm) * 10_000n, BigInt(barsNeeded * stockLengthMm)),
  };
}

/** Longest first; patterns that leave the same length are one entry. */
function remnantsOf(patterns: readonly CutBars[]): Remnants[] {
  const remnants = new Map<number, Remnants>();
  for (const { bars, remnantMm: lengthMm, isSellable } of patterns) {
    if (lengthMm === 0) continue;
    const count = (remnants.get(lengthMm)?.count ?? 0) + bars;
    remnants.set(lengthMm, { lengthMm, count, isSellable });
  }
  return [...remnants.values()].toSorted((one, other) => other.lengthMm - one.lengthMm);
}

const lengthOf = (pieces: readonly Pieces[]) =>
  pieces.reduce((sum, { lengthMm, count }) => sum + lengthMm * count, 0);

/**
 * A number of bars below which no plan can go: all material with its kerfs, and the bound for
 * long pieces of Martello & Toth (1990, L2), in which pieces beside which no piece of at least
 * `leastMm` fits have their bar to themselves and shorter ones than that count nothing.
 */
function fewestBarsFor({ roomMm, sizes }: CutList): number {
  const bounds = [0, ...sizes.map(({ sizeMm }) => sizeMm)]
    .filter((leastMm) => leastMm * 2 <= roomMm)
    .map((leastMm) => {
      const weightOf = (sizeMm: number) => (sizeMm > roomMm - leastMm ? roomMm : sizeMm);
      const all = sizes
        .filter(({ sizeMm }) => sizeMm >= leastMm)
        .reduce((sum, { sizeMm, count }) => sum + weightOf(sizeMm) * count, 0);
      return Math.ceil(all / roomMm);
    });
  return Math.max(...bounds);
}
