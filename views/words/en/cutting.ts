import type { CuttingProblem } from '../../../src/stock/cutting-plan.ts';

/** Cutting bars to length. */
export const cutting = {
  title: 'Cut to length',
  hint: (bar: string, kerf: string) =>
    `A line for each length: 40 × 2350, or 2.35 m × 40 pcs. Bars of ${bar}, kerf ${kerf}.`,
  list: 'Cut list',
  plan: 'Plan the cuts',
  needed: 'Bars needed',
  bound: (count: number) => `no plan whatever needs fewer than ${count}`,
  best: 'no plan needs fewer',
  yield: 'Yield',
  cuts: 'Cuts',
  remnants: 'Usable remnants',
  scrap: 'Scrap',
  none: 'none',
  picture: (bars: number, pieces: string, left: string) => `${bars} × (${pieces}), ${left} left`,
  unread: (typed: string) => `“${typed}” cannot be read: write how many pieces and how long.`,
  add: (bars: string) => `Put ${bars} into the cart`,
  problems: {
    'no-pieces': 'Write what is to be cut.',
    'not-positive': 'Lengths and numbers of pieces are more than zero.',
    'not-whole': 'Lengths are whole millimetres.',
    'too-large': 'Nothing is that long.',
    'longer-than-stock': 'A piece is longer than the bar.',
    'too-many-pieces': 'At most 2 000 pieces at once: split the list.',
    'too-many-lengths': 'At most 100 different lengths at once: split the list.',
  } satisfies Record<CuttingProblem, string>,
};
