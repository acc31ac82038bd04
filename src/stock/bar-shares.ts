import { type CutList, dot, fillBar, type Pattern, type Steps, timesIn } from './bar-filling.ts';

/** A pattern that may be used for parts of bars too, with its row of the simplex inverse. */
export type Share = Pattern & { inverse: readonly number[] };

const STEPS_PER_SHARE = 10;
/** Shares of bars nearer than this are equal. */
export const TINY = 1e-7;
/** What a bar is worth where prices are whole numbers. */
const BAR_WORTH = 10_000_000;

/**
 * The fewest bars if parts of bars could be used. From bars of one size each on, the pattern that
 * is worth most at the prices which the patterns in use put on the pieces is brought in, first
 * among those known, until none is worth more than its bar.
 */
export function relax(list: CutList, known: readonly Pattern[], steps: Steps): readonly Share[] {
  let shares: readonly Share[] = list.sizes.flatMap(({ sizeMm, count }, line) => {
    if (count === 0) return [];
    const pieces = Math.min(count, Math.floor(list.roomMm / sizeMm));
    const only = (number: number) => list.sizes.map((_, at) => (at === line ? number : 0));
    return [{ bars: count / pieces, counts: only(pieces), inverse: only(1 / pieces) }];
  });
  for (const { counts } of known.filter((pattern) => timesIn(list, pattern.counts) > 0)) {
    if (dot(pricesOf(list, shares), counts) <= 1 + TINY) continue;
    shares = bringIn(shares, counts, steps) ?? shares;
  }
  while (steps.left > 0) {
    const { counts } = fillBar(list, pricesOf(list, shares), 1 + TINY, steps);
    const next = counts && bringIn(shares, counts, steps);
    if (!next) break;
    shares = next;
  }
  return shares;
}

/** A step of the simplex method: the new pattern takes the place of the one it uses up first. */
function bringIn(
  shares: readonly Share[],
  counts: readonly number[],
  steps: Steps,
): readonly Share[] | undefined {
  steps.left -= shares.length * STEPS_PER_SHARE;
  const weighed = shares.map((share) => ({ share, weight: dot(share.inverse, counts) }));
  const [leaving] = weighed
    .filter(({ weight }) => weight > TINY)
    .toSorted((one, other) => one.share.bars / one.weight - other.share.bars / other.weight);
  if (!leaving) return undefined;
  const bars = leaving.share.bars / leaving.weight;
  const inverse = leaving.share.inverse.map((part) => part / leaving.weight);
  return weighed.map(({ share, weight }) =>
    share === leaving.share
      ? { bars, counts, inverse }
      : {
          bars: Math.max(0, share.bars - weight * bars),
          counts: share.counts,
          inverse: share.inverse.map((part, line) => part - weight * (inverse[line] ?? 0)),
        },
  );
}

const pricesOf = ({ sizes }: CutList, shares: readonly Share[]) =>
  sizes.map((_, line) => shares.reduce((sum, { inverse }) => sum + (inverse[line] ?? 0), 0));

/**
 * Whatever the prices of the pieces: no plan has fewer bars than all pieces together are worth
 * over the most that one bar can be worth (Farley 1990). Prices are rounded to whole numbers and
 * that most is searched again, so that no rounding can raise the bound; 0 if the search got stuck.
 */
export function provenBars(list: CutList, shares: readonly Share[], steps: Steps): number {
  const prices = pricesOf(list, shares).map((price) => Math.floor(price * BAR_WORTH));
  const dearest = fillBar(list, prices, BAR_WORTH, steps);
  if (!dearest.isFinished) return 0;
  const worth = list.sizes.reduce(
    (sum, { count }, line) => sum + count * Math.max(0, prices[line] ?? 0),
    0,
  );
  return Math.ceil(worth / dearest.value);
}
