import type { CuttingMethod } from '../../../src/platform/db/schema.ts';
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
  ready: 'Ready',
  readyOn: (day: string) => `${day} at the earliest`,
  cancelling: 'Cancelling',
  freeUntil: (moment: string) =>
    `free until ${moment}; after that, once the saw has begun, all of it is to be paid`,
  yield: 'Yield',
  cuts: 'Cuts',
  methods: {
    guillotine: 'Shear',
    abrasive: 'Abrasive saw',
    'band-saw': 'Band saw',
    gas: 'Gas cutting',
  } satisfies Record<CuttingMethod, string>,
  kerf: (length: string) => `kerf ${length}`,
  tolerance: 'Tolerance',
  fee: 'Cutting',
  withVat: (rate: string) => `including VAT ${rate}`,
  feeFollows: 'How the fee comes about',
  feeCuts: (cuts: string, rate: string, area: string) =>
    `${cuts} × ${rate} a cut, section ${area} mm²`,
  feeGrade: (factor: string) => `× ${factor}, a hard grade`,
  feeSetUp: 'Setting up',
  feeLeast: 'Least charge',
  feeVat: (rate: string) => `VAT ${rate}`,
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
