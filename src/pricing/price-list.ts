/** What a list asks for one product: break n applies from weight n upwards. Grams, minor units per tonne. */
export type ProductPrice = {
  fromWeightsG: readonly number[];
  pricesPerTonneMinor: readonly number[];
};

/** One product on a list as it was and as a draft has it; null where it has no price. */
export type PriceChange = {
  before: ProductPrice | null;
  after: ProductPrice | null;
  /** The lowest price that its cost allows, on the list's own basis of VAT; null where no cost is known. */
  floorMinor: number | null;
};

/**
 * What a person should look at before a draft is published: a price that moves
 * far, a product that loses its price or gets its first one, a price below the
 * floor, a larger weight that costs more per tonne.
 */
export type Remark =
  | { kind: 'moved'; byBp: number }
  | { kind: 'below-floor'; floorMinor: number }
  | { kind: 'lost' | 'new' | 'rises' };

/** Everything that is remarked on, in the order in which it is said. */
export const remarkKinds = ['lost', 'below-floor', 'moved', 'rises', 'new'] as const;
export type RemarkKind = (typeof remarkKinds)[number];

/** How many remarks there are altogether, of all kinds. */
export const remarksAmong = (counts: Readonly<Record<RemarkKind, number>>): number =>
  remarkKinds.reduce((sum, kind) => sum + counts[kind], 0);

/** Beyond ten per cent a price is more often a slip than a wish. */
export const MOVE_BP_MAX = 1_000;
const BP_PER_WHOLE = 10_000;

/** What is to be said of one change, the gravest first; of a price that stays as it was, nothing. */
export function remarksOn({ before, after, floorMinor }: PriceChange): Remark[] {
  if (priceText(before) === priceText(after)) return [];
  if (!after) return [{ kind: 'lost' }];
  const remarks: Remark[] = before ? [] : [{ kind: 'new' }];
  if (floorMinor !== null && Math.min(...after.pricesPerTonneMinor) < floorMinor) {
    remarks.push({ kind: 'below-floor', floorMinor });
  }
  const byBp = largestMoveBp(before, after);
  if (Math.abs(byBp) > MOVE_BP_MAX) remarks.push({ kind: 'moved', byBp });
  if (rises(after)) remarks.push({ kind: 'rises' });
  return remarks;
}

/**
 * By how much a price moves at the weight at which it moves most, in basis
 * points of the old price, rounded; both are compared at every weight at which
 * either of them has a step. Zero where there is nothing to compare.
 */
export function largestMoveBp(before: ProductPrice | null, after: ProductPrice | null): number {
  if (!before || !after) return 0;
  const weights = [...before.fromWeightsG, ...after.fromWeightsG];
  const moves = weights.flatMap((weightG) => {
    const was = priceFrom(before, weightG);
    const becomes = priceFrom(after, weightG);
    if (was === undefined || becomes === undefined) return [];
    return [Math.round(((becomes - was) * BP_PER_WHOLE) / was)];
  });
  return moves.toSorted((one, other) => Math.abs(other) - Math.abs(one))[0] ?? 0;
}

/** Whether somewhere a larger weight costs more per tonne than a smaller one. */
function rises({ pricesPerTonneMinor }: ProductPrice): boolean {
  return pricesPerTonneMinor.some((price, i) => price > (pricesPerTonneMinor[i - 1] ?? price));
}

/** A price as one text, by which two of them are compared: `0:42000000 5000000:41000000`; empty for none. */
export function priceText(price: ProductPrice | null): string {
  if (!price) return '';
  return price.fromWeightsG
    .map((fromG, i) => `${fromG}:${price.pricesPerTonneMinor[i] ?? ''}`)
    .join(' ');
}

function priceFrom(price: ProductPrice, weightG: number): number | undefined {
  const reached = price.fromWeightsG.findLastIndex((fromG) => fromG <= weightG);
  return price.pricesPerTonneMinor[reached];
}
