import { micrometresOf } from '../../measures/length.ts';
import type { Meaning } from './meaning.ts';
import type { Sizes } from './numbers.ts';

const um = micrometresOf;
/** A wall is at most so much of a side; a second number above it is the other side. */
const WALL_OF_SIDE = 0.35;
/** Outside diameters of European pipes with a tenth: «60,3» is one number, «50,2» is two. */
const TENTHS = new Set([
  10.2, 13.5, 17.2, 21.3, 26.7, 26.9, 33.4, 33.7, 42.2, 42.4, 48.3, 60.3, 76.1, 88.9, 101.6, 114.3,
  139.7, 141.3, 168.3, 219.1, 323.9, 355.6, 406.4,
]);
/** Sheets are thicker than a metre nowhere: larger numbers are sides. */
const THICKEST_MM = 200;
const SIDE_FROM_MM = 400;
/** Cut strips are as narrow as this; nothing as thin is measured in metres so wide. */
const STRIP_FROM_MM = 50;

type Read = { said: Meaning; rest: readonly Sizes[] };

/** Diameter of what is round and full; «8/10» is a choice. */
export function roundOf([first, ...rest]: readonly Sizes[]): Read {
  if (!first) return { said: {}, rest };
  const numbers = first.isChoice ? first.numbers : first.numbers.slice(0, 1);
  return { said: { diametersUm: numbers.map(um) }, rest };
}

/** Outside diameter and wall of a pipe. */
export function pipeOf([first, ...rest]: readonly Sizes[], said: Meaning): Read {
  const [d, s] = first?.numbers ?? [];
  if (d === undefined) return { said: {}, rest };
  const second = rest[0]?.numbers[0];
  if (s !== undefined) return { said: { diametersUm: [um(d)], thicknessUm: um(s) }, rest };
  if (said.thicknessUm !== undefined) return { said: { diametersUm: [um(d)] }, rest };
  const [whole = 0, tenth = 0] = String(d).split('.').map(Number);
  if (tenth > 0 && whole >= 10 && !TENTHS.has(d)) {
    return { said: { diametersUm: [um(whole)], thicknessUm: um(tenth) }, rest };
  }
  if (second !== undefined && second < d * WALL_OF_SIDE) {
    return { said: { diametersUm: [um(d)], thicknessUm: um(second) }, rest: rest.slice(1) };
  }
  return { said: { diametersUm: [um(d)] }, rest };
}

/** Nominal bore and wall of a water and gas pipe: its first number is never a diameter (names.md §3). */
export function boreOf([first, ...rest]: readonly Sizes[], said: Meaning): Read {
  const [bore, wall] = first?.numbers ?? [];
  if (said.boreMm !== undefined) {
    if (bore === undefined) return { said: {}, rest };
    if (wall !== undefined)
      return { said: { diametersUm: [um(bore)], thicknessUm: um(wall) }, rest };
    return { said: bore < said.boreMm ? { thicknessUm: um(bore) } : {}, rest };
  }
  if (bore === undefined) return { said: {}, rest };
  return { said: { boreMm: bore, ...(wall === undefined ? {} : { thicknessUm: um(wall) }) }, rest };
}

/** Sides and wall of a hollow section, or legs and thickness of an angle, the larger side first; one side said means both. */
export function tubeOf(sizes: readonly Sizes[]): Read {
  const { numbers, rest } = joined(sizes, 3);
  const [one, two, three] = numbers;
  if (one === undefined) return { said: {}, rest };
  if (three !== undefined && two !== undefined) {
    return { said: { ...sides(one, two), thicknessUm: um(three) }, rest };
  }
  if (two === undefined) return { said: sides(one, one), rest };
  if (isWall(two, one)) return { said: { ...sides(one, one), thicknessUm: um(two) }, rest };
  return { said: sides(one, two), rest };
}

/** Web, flange and thickness of a bent channel, in this order. */
export function bentOf(sizes: readonly Sizes[]): Read {
  // «Швеллер 12 гнутый 120х60х4»: its number says nothing beside its sizes.
  const first = sizes.findIndex(({ numbers }) => numbers.length > 1);
  const { numbers, rest } = joined(sizes.slice(Math.max(first, 0)), 3);
  const [h, b, s] = numbers;
  if (h === undefined || b === undefined) return { said: {}, rest: sizes };
  return {
    said: { heightUm: um(h), widthUm: um(b), ...(s === undefined ? {} : { thicknessUm: um(s) }) },
    rest,
  };
}

/** Width and thickness of a strip: the smaller is the thickness, whichever was said first. */
export function stripOf(sizes: readonly Sizes[]): Read {
  const { numbers, rest } = joined(sizes, 2);
  const [one, two] = numbers;
  if (one === undefined) return { said: {}, rest };
  if (two === undefined) return { said: { widthUm: um(one) }, rest };
  return { said: { widthUm: um(Math.max(one, two)), thicknessUm: um(Math.min(one, two)) }, rest };
}

/** One size over the flats. */
export function flatsOf([first, ...rest]: readonly Sizes[]): Read {
  const [h] = first?.numbers ?? [];
  return { said: h === undefined ? {} : { heightUm: um(h) }, rest };
}

/** Thickness, width and length of a sheet in whatever order; sides in metres where they are that small. */
export function sheetOf(sizes: readonly Sizes[]): Read {
  let said: Meaning = {};
  const rest: Sizes[] = [];
  for (const size of sizes) {
    const more = sheetSizes(size.numbers, said);
    if (more) said = { ...said, ...more };
    else rest.push(size);
  }
  return { said, rest };
}

function sheetSizes(numbers: readonly number[], said: Meaning): Meaning | undefined {
  const [one, two, three] = numbers;
  if (one === undefined) return undefined;
  if (two === undefined) {
    if (one >= SIDE_FROM_MM)
      return said.sheetWidthMm === undefined ? { sheetWidthMm: one } : undefined;
    const isKnown = said.thicknessUm !== undefined || one > THICKEST_MM;
    return isKnown ? undefined : { thicknessUm: um(one) };
  }
  if (three === undefined) {
    if (one >= SIDE_FROM_MM && two >= SIDE_FROM_MM)
      return { sheetWidthMm: one, sheetLengthMm: two };
    const isStrip = said.thicknessUm === undefined && one <= 20 && two >= STRIP_FROM_MM;
    if (two >= SIDE_FROM_MM || isStrip) return { thicknessUm: um(one), sheetWidthMm: two };
    const isMetres = said.thicknessUm !== undefined && one <= 3 && two <= 13;
    return isMetres ? { sheetWidthMm: one * 1000, sheetLengthMm: two * 1000 } : undefined;
  }
  const thinnest = Math.min(one, two, three);
  const [width = 0, length = 0] = numbers.filter((_, at) => at !== numbers.indexOf(thinnest));
  return { thicknessUm: um(thinnest), sheetWidthMm: width, sheetLengthMm: length };
}

/** Cells, wire and card of a mesh. Small cells of masonry mesh are centimetres, cards of a few are metres (names.md §3). */
export function meshOf(sizes: readonly Sizes[], said: Meaning): Read {
  let read: Meaning = {};
  const rest: Sizes[] = [];
  for (const size of sizes) {
    const [one = 0, two, wire] = size.numbers;
    if (two === undefined) {
      const isWire = said.diametersUm === undefined && read.diametersUm === undefined && one <= 12;
      if (isWire) read = { ...read, diametersUm: [um(one)] };
      else rest.push(size);
    } else if (read.cellUm === undefined) {
      const scale = wire === undefined && one <= 20 && two <= 20 ? 10 : 1;
      read = {
        ...read,
        cellUm: [um(one * scale), um(two * scale)],
        ...(wire === undefined ? {} : { diametersUm: [um(wire)] }),
      };
    } else if (one <= 12 && two <= 12) {
      read = { ...read, sheetWidthMm: one * 1000, sheetLengthMm: two * 1000 };
    } else read = { ...read, sheetWidthMm: one, sheetLengthMm: two };
  }
  return { said: read, rest };
}

const sides = (one: number, two: number): Meaning => ({
  heightUm: um(Math.max(one, two)),
  widthUm: um(Math.min(one, two)),
});
const isWall = (second: number, side: number) => second < side * WALL_OF_SIDE && second <= 40;

/** Numbers said one by one are as good as joined by a sign: «80 80 4», «75 6». */
function joined(
  sizes: readonly Sizes[],
  most: number,
): { numbers: readonly number[]; rest: readonly Sizes[] } {
  const [first, ...others] = sizes;
  if (!first) return { numbers: [], rest: [] };
  if (first.numbers.length > 1) return { numbers: first.numbers, rest: others };
  const alone = sizes.slice(0, most).filter(({ numbers }) => numbers.length === 1);
  return { numbers: alone.flatMap(({ numbers }) => numbers), rest: sizes.slice(alone.length) };
}

/** Diameter and thickness of a disc. */
export function discOf([first, ...rest]: readonly Sizes[]): Read {
  const [d, s] = first?.numbers ?? [];
  if (d === undefined) return { said: {}, rest };
  return {
    said: { diametersUm: [um(d)], ...(s === undefined ? {} : { thicknessUm: um(s) }) },
    rest,
  };
}

/** Bore and pressure of a flange: «100-16». */
export function flangeOf([first, ...rest]: readonly Sizes[]): Read {
  const [boreMm, pressureBar] = first?.numbers ?? [];
  if (boreMm === undefined) return { said: {}, rest };
  return { said: { boreMm, ...(pressureBar === undefined ? {} : { pressureBar }) }, rest };
}

/** Thickness of a profiled sheet, with its width in «0,5х1150х6000»; «6х1.0» beside it is length and width in metres. */
export function profiledOf(found: readonly Sizes[], known: Meaning): Read {
  let said: Meaning = {};
  const rest: Sizes[] = [];
  for (const size of found) {
    const [one = 0, two] = size.numbers;
    if (two === undefined && one < 3 && said.thicknessUm === undefined)
      said = { ...said, thicknessUm: um(one) };
    else if (two !== undefined && one < 3 && two >= SIDE_FROM_MM) {
      const [, , length] = size.numbers;
      said = { ...said, thicknessUm: um(one), coverWidthMm: two };
      if (length !== undefined && known.lengthMm === undefined) said.lengthMm = length;
    } else if (two !== undefined && known.lengthMm === undefined) {
      said = { ...said, lengthMm: Math.round(one * 1000), coverWidthMm: Math.round(two * 1000) };
    } else rest.push(size);
  }
  return { said, rest };
}

/** Outside diameter and wall as a table gives them. */
export const pipeSize = (outsideMm: number, wallMm: number): Meaning => ({
  diametersUm: [um(outsideMm)],
  thicknessUm: um(wallMm),
});
/** A wall that was named as one. */
export const wallSize = (wallMm: number): Meaning => ({ thicknessUm: um(wallMm) });
/** A diameter that was named as one. */
export const roundSize = (diameterMm: number): Meaning => ({ diametersUm: [um(diameterMm)] });
