/**
 * What is still to be cut from bars of one length. A piece needs itself and the kerf behind it,
 * and only the last one may end at the bar's end; so `sizeMm` has the kerf in it and `roomMm` is
 * the bar and one kerf. The sizes are all different and stand longest first.
 */
export type CutList = {
  roomMm: number;
  kerfMm: number;
  leastRemnantMm: number;
  sizes: readonly { sizeMm: number; count: number }[];
};

/** So many bars cut alike: how many pieces of each size of the list come out of one of them. */
export type Pattern = { bars: number; counts: readonly number[] };

/** One size while a bar is filled, and what it and the sizes behind it could still bring. */
type Choice = {
  line: number;
  sizeMm: number;
  value: number;
  most: number;
  restValue: number;
  next: Choice | undefined;
};

/** Work is bounded by steps and not by a clock: a list has the same plan on every machine. */
export type Steps = { left: number };

const STEPS_ONCE_FOUND = 1_000;
/** That nothing is found is what a bound rests on, so the search for it may take longer. */
const STEPS_UNTIL_FOUND = 100_000;

/**
 * The filling of one bar that is worth most, if any is worth more than `above`: depth first, the
 * sizes with most value for their length first. `isFinished` says that all were tried.
 */
export function fillBar(list: CutList, values: readonly number[], above: number, steps: Steps) {
  const taken = list.sizes.map(() => 0);
  let best: { value: number; counts: readonly number[] | undefined } = {
    value: above,
    counts: undefined,
  };
  let used = 0;
  const isSpent = () => used > (best.counts ? STEPS_ONCE_FOUND : STEPS_UNTIL_FOUND);
  const fillFrom = (choice: Choice | undefined, freeMm: number, value: number) => {
    used += 1;
    if (value > best.value) best = { value, counts: [...taken] };
    if (!choice || isSpent()) return;
    let count = Math.min(choice.most, Math.floor(freeMm / choice.sizeMm));
    for (; count >= 0; count -= 1) {
      const leftMm = freeMm - count * choice.sizeMm;
      const worth = value + count * choice.value;
      const next = firstFitting(choice.next, leftMm);
      if (worth + worthAtMost(next, leftMm) <= best.value) continue;
      taken[choice.line] = count;
      fillFrom(next, leftMm, worth);
    }
    taken[choice.line] = 0;
  };
  fillFrom(firstFitting(choicesOf(list, values), list.roomMm), list.roomMm, 0);
  steps.left -= used;
  return { ...best, isFinished: !isSpent() };
}

function firstFitting(choice: Choice | undefined, freeMm: number): Choice | undefined {
  let fitting = choice;
  while (fitting && fitting.sizeMm > freeMm) fitting = fitting.next;
  return fitting;
}

/** As if the best of the sizes that are left filled the bar to its end. */
const worthAtMost = (choice: Choice | undefined, freeMm: number) =>
  choice ? Math.min(choice.restValue, (freeMm * choice.value) / choice.sizeMm) : 0;

function choicesOf({ sizes }: CutList, values: readonly number[]): Choice | undefined {
  return sizes
    .map(({ sizeMm, count }, line) => ({ line, sizeMm, value: values[line] ?? 0, most: count }))
    .filter(({ most, value }) => most > 0 && value > 0)
    .toSorted((one, other) => other.value * one.sizeMm - one.value * other.sizeMm)
    .reduceRight<Choice | undefined>((next, { line, sizeMm, value, most }) => {
      const restValue = most * value + (next?.restValue ?? 0);
      return { line, sizeMm, value, most, restValue, next };
    }, undefined);
}

/** What things are worth together: each of the ones times what stands beside it. */
export const dot = (ones: readonly number[], others: readonly number[]) =>
  ones.reduce((sum, one, at) => sum + one * (others[at] ?? 0), 0);

/** How many bars can be cut so from the pieces that are left. */
export const timesIn = ({ sizes }: CutList, counts: readonly number[]) =>
  sizes.reduce((times, { count }, line) => {
    const wanted = counts[line] ?? 0;
    return wanted === 0 ? times : Math.min(times, Math.floor(count / wanted));
  }, Number.POSITIVE_INFINITY);
