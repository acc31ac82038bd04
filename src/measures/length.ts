const MILLIMETRES_PER_METRE = 1_000;
const MICROMETRES_PER_MILLIMETRE = 1_000;

/** Millimetres in a number of metres, to the nearest millimetre: 11.7 m is 11 700 mm. */
export function millimetresOfMetres(metres: number): number {
  return whole(metres * MILLIMETRES_PER_METRE);
}

/** Metres of a length in millimetres, for showing. */
export function metresOf(lengthMm: number): number {
  return lengthMm / MILLIMETRES_PER_METRE;
}

/** Micrometres in a size in millimetres, to the nearest micrometre: a 3.5 mm wall is 3 500 µm. */
export function micrometresOf(millimetres: number): number {
  return whole(millimetres * MICROMETRES_PER_MILLIMETRE);
}

/** Millimetres of a size in micrometres, for showing and for geometry. */
export function millimetresOf(sizeUm: number): number {
  return sizeUm / MICROMETRES_PER_MILLIMETRE;
}

function whole(length: number): number {
  const rounded = Math.round(length);
  if (!Number.isSafeInteger(rounded)) throw new RangeError(`length out of range: ${length}`);
  return rounded;
}
