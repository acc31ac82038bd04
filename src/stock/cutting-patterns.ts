import { type CutList, dot, fillBar, type Pattern, type Steps, timesIn } from './bar-filling.ts';
import { provenBars, relax, type Share, TINY } from './bar-shares.ts';

const STEPS_IN_ALL = 400_000;
/** From which part of a bar on a share is rounded up, one try after another. */
const ROUND_UP_FROM = [1, 0.5, 0.7, 0.9, 0.3];
/** A longer remnant is worth another setting of the saw only if the difference can be seen. */
const REMNANT_STEP_MM = 100;

/**
 * Lays the pieces of a list into bars, never into more than first-fit decreasing would, and says
 * below how many bars no plan can go; `fewestBars` is such a bound that is known already. Bars
 * are filled one after another: with the longest piece that fits, and with the best filling
 * around the longest piece (minimum bin slack, Gupta & Ho 1999). Where that does not meet the
 * bound, the list is solved in parts of bars (column generation, Gilmore & Gomory 1961), which
 * gives a better bound, and rounded to whole bars in several ways until the bound is met or the
 * steps are used up. Of plans with as few bars the one with the longest sellable remnant is
 * taken, to the decimetre, then the one with the fewest different patterns.
 */
export function layIntoBars(
  list: CutList,
  fewestBars: number,
): { patterns: readonly Pattern[]; fewestBars: number } {
  const steps = { left: STEPS_IN_ALL };
  const fullest = (rest: CutList) => fullestAroundLongest(rest, steps);
  let best = betterOf(list, fillInTurn(list, longestFirst), fillInTurn(list, fullest));
  if (countBars(best) <= fewestBars) return { patterns: best, fewestBars };

  const shares = relax(list, best, steps);
  const bound = Math.max(fewestBars, provenBars(list, shares, steps));
  for (const plan of roundedPlans(list, shares, steps)) {
    best = betterOf(list, best, plan);
    if (countBars(best) <= bound) break;
  }
  return { patterns: best, fewestBars: bound };
}

/**
 * Plans that follow the shares: their whole bars first, and what is left either filled in turn,
 * which is a plan, or solved anew, which gives the next whole bars. At least one bar each time.
 */
function* roundedPlans(list: CutList, shares: readonly Share[], steps: Steps) {
  for (const roundUpFrom of ROUND_UP_FROM) {
    const cut: Pattern[] = [];
    let rest = list;
    let now = shares;
    while (hasPieces(rest) && steps.left > 0) {
      for (const [at, share] of now.toSorted((one, other) => other.bars - one.bars).entries()) {
        const rounded = Math.floor(share.bars + 1 - roundUpFrom + TINY);
        const wanted = at === 0 ? Math.max(1, rounded) : rounded;
        const bars = Math.min(wanted, timesIn(rest, share.counts));
        if (bars === 0) continue;
        cut.push({ bars, counts: share.counts });
        rest = without(rest, { bars, counts: share.counts });
      }
      yield gather([...cut, ...fillInTurn(rest, (left) => fullestAroundLongest(left, steps))]);
      now = relax(rest, now, steps);
    }
  }
}

/** Bars one after another, each pattern as often as there are pieces for it. */
function fillInTurn(list: CutList, fill: (rest: CutList) => readonly number[]): readonly Pattern[] {
  const patterns: Pattern[] = [];
  let rest = list;
  while (hasPieces(rest)) {
    const counts = fill(rest);
    const pattern = { bars: timesIn(rest, counts), counts };
    patterns.push(pattern);
    rest = without(rest, pattern);
  }
  return patterns;
}

/** The next bar of first-fit decreasing: from long to short, as many as there are and as fit. */
function longestFirst({ roomMm, sizes }: CutList): readonly number[] {
  let freeMm = roomMm;
  return sizes.map(({ sizeMm, count }) => {
    const taken = Math.min(count, Math.floor(freeMm / sizeMm));
    freeMm -= taken * sizeMm;
    return taken;
  });
}

/** The longest piece and the pieces that fill the bar best beside it. */
function fullestAroundLongest(list: CutList, steps: Steps): readonly number[] {
  const longest = list.sizes.findIndex(({ count }) => count > 0);
  const first = list.sizes.map((_, line) => (line === longest ? 1 : 0));
  const rest = without(list, { bars: 1, counts: first });
  const sizesMm = list.sizes.map(({ sizeMm }) => sizeMm);
  const roomMm = list.roomMm - (sizesMm[longest] ?? 0);
  const { counts } = fillBar({ ...rest, roomMm }, sizesMm, 0, steps);
  return first.map((one, line) => one + (counts?.[line] ?? 0));
}

const hasPieces = ({ sizes }: CutList) => sizes.some(({ count }) => count > 0);

const without = (list: CutList, { bars, counts }: Pattern): CutList => ({
  ...list,
  sizes: list.sizes.map(({ sizeMm, count }, line) => ({
    sizeMm,
    count: count - bars * (counts[line] ?? 0),
  })),
});

function gather(patterns: readonly Pattern[]): readonly Pattern[] {
  const alike = new Map<string, Pattern>();
  for (const { bars, counts } of patterns) {
    const key = counts.join(' ');
    alike.set(key, { bars: bars + (alike.get(key)?.bars ?? 0), counts });
  }
  return [...alike.values()];
}

const countBars = (patterns: readonly Pattern[]) =>
  patterns.reduce((sum, { bars }) => sum + bars, 0);

/** The first plan unless the other is better: fewer bars, a longer remnant, fewer patterns. */
function betterOf(list: CutList, one: readonly Pattern[], other: readonly Pattern[]) {
  const more =
    countBars(one) - countBars(other) ||
    remnantSteps(list, other) - remnantSteps(list, one) ||
    one.length - other.length;
  return more > 0 ? other : one;
}

/** The longest remnant that can be sold, in whole decimetres; 0 where there is none. */
function remnantSteps({ sizes, ...list }: CutList, patterns: readonly Pattern[]): number {
  const sizesMm = sizes.map(({ sizeMm }) => sizeMm);
  const remnants = patterns
    .map(({ counts }) => list.roomMm - list.kerfMm - dot(sizesMm, counts))
    .filter((remnantMm) => remnantMm >= list.leastRemnantMm);
  return Math.floor(Math.max(0, ...remnants) / REMNANT_STEP_MM);
}
