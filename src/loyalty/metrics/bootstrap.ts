import { quantileOf } from './sample.ts';
import type { Interval } from './interval.ts';

/** Draws of a bootstrap, as the definitions of the metrics have it. */
const DRAWS = 1000;
const SEED = 20_260_101;

/**
 * Numbers from 0 up to 1 in an order that a seed decides (mulberry32), so that
 * the same answers give the same interval tonight and tomorrow. Not for secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Draws as many accounts as there are, with repetition, again and again, and
 * tells each time how often every account was drawn. The counts are one array
 * that is used again for the next draw.
 */
export function resample(
  accounts: number,
  each: (times: Uint16Array) => void,
  draws = DRAWS,
  seed = SEED,
): void {
  const random = seededRandom(seed);
  const times = new Uint16Array(accounts);
  for (let draw = 0; draw < draws && accounts > 0; draw += 1) {
    times.fill(0);
    for (let taken = 0; taken < accounts; taken += 1) {
      const account = Math.floor(random() * accounts);
      times[account] = (times[account] ?? 0) + 1;
    }
    each(times);
  }
}

/**
 * The interval of a figure over accounts by the percentiles of its bootstrap.
 * Draws in which the figure does not exist are left out; `null` of fewer than two
 * accounts, or when it exists in fewer than half of the draws.
 */
export function bootstrapInterval(
  accounts: number,
  figure: (times: Uint16Array) => number | null,
): Interval | null {
  if (accounts < 2) return null;
  const figures: number[] = [];
  resample(accounts, (times) => {
    const drawn = figure(times);
    if (drawn !== null) figures.push(drawn);
  });
  const sorted = Float64Array.from(figures).sort();
  const [low, high] = [quantileOf(sorted, 0.025), quantileOf(sorted, 0.975)];
  return low === null || high === null || sorted.length < DRAWS / 2 ? null : [low, high];
}
