import type { Figure } from '../../src/loyalty/nightly/figure.ts';
import { keptBackOf, withoutKeptBack } from '../../src/loyalty/nightly/keep-back.ts';

/** Figures as they may be shown, where all their segments are given. */
export function keptBack(figures: readonly Figure[]): Figure[] {
  const kept = keptBackOf(figures);
  return figures.map((one, at) => withoutKeptBack(one, kept[at] ?? null));
}
