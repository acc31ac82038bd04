const GRAMS_PER_KILOGRAM = 1_000;
const GRAMS_PER_TONNE = 1_000_000;

/** Grams in a number of kilograms; the third decimal is the last that counts, halves go up. */
export function gramsOfKilograms(kilograms: number): number {
  return whole(kilograms * GRAMS_PER_KILOGRAM);
}

/** Grams in a number of tonnes; the sixth decimal is the last that counts, halves go up. */
export function gramsOfTonnes(tonnes: number): number {
  return whole(tonnes * GRAMS_PER_TONNE);
}

/** Kilograms of a weight in grams, for showing. Never calculate on with it. */
export function kilogramsOf(weightG: number): number {
  return weightG / GRAMS_PER_KILOGRAM;
}

/** Tonnes of a weight in grams, for showing. Never calculate on with it. */
export function tonnesOf(weightG: number): number {
  return weightG / GRAMS_PER_TONNE;
}

function whole(grams: number): number {
  const rounded = Math.round(grams);
  if (!Number.isSafeInteger(rounded)) throw new RangeError(`weight out of range: ${grams}`);
  return rounded;
}
