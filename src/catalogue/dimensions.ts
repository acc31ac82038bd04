import { micrometresOf } from '../measures/length.ts';
import { type DimensionName, dimensionNames, type Form } from './form.ts';

/**
 * Sizes of a section, sheet or mesh: height, width, wall or web or leg thickness,
 * flange thickness, radii and diameter in micrometres, nominal bore and sheet in
 * millimetres. For a hexagon the height is the size across flats. `null`: the
 * form has no such size, or nobody said it.
 */
export type Dimensions = Record<DimensionName, number | null>;

/** Sizes of nothing yet. */
export const noDimensions: Dimensions = {
  heightUm: null,
  widthUm: null,
  thicknessUm: null,
  flangeThicknessUm: null,
  rootRadiusUm: null,
  toeRadiusUm: null,
  diameterUm: null,
  boreMm: null,
  sheetWidthMm: null,
  sheetLengthMm: null,
  cellWidthUm: null,
  cellHeightUm: null,
};

/** Corrugation height and useful width of profiled sheet, GOST 24045 and the coil of 1 250 mm it is rolled from. */
const PROFILES: Record<string, { heightMm: number; usefulWidthMm: number }> = {
  С8: { heightMm: 8, usefulWidthMm: 1150 },
  С10: { heightMm: 10, usefulWidthMm: 1100 },
  С21: { heightMm: 21, usefulWidthMm: 1000 },
  НС35: { heightMm: 35, usefulWidthMm: 1000 },
  Н57: { heightMm: 57, usefulWidthMm: 750 },
  Н60: { heightMm: 60, usefulWidthMm: 845 },
  Н75: { heightMm: 75, usefulWidthMm: 750 },
};
/** Expanded sheet is kept in sheets of one size; its mark says thickness and mesh, not a size in millimetres. */
const EXPANDED_SHEET = { sheetWidthMm: 1000, sheetLengthMm: 3000 };
/** Checkered sheet without a said format. */
const CHECKERED_SHEET = { sheetWidthMm: 1500, sheetLengthMm: 6000 };

/**
 * Reads the sizes that a designation itself says: "40×20×2", "57х3,5", "d12",
 * "Ду50х3", "S25", "0.8x1250x2500", "50x50 d4 1x2", "5 diamond", "С21 0.55".
 * A number such as "20П", "20Б1" or "HEA 200" names a row of a table and says
 * nothing but the nominal height, so its sizes come from that row
 * (`withDimensions`) and this gives none. `undefined` when the text makes no
 * sense for the form.
 */
export function readDimensions(form: Form, designation: string): Dimensions | undefined {
  const text = designation
    .trim()
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/[×хХ*X]/g, 'x');
  const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  const [first, second, third] = numbers;
  if (first === undefined) return undefined;
  // 70Б0 is a number of a table; everywhere else a size of nothing is no size.
  if (form === 'beam' || form === 'channel') return noDimensions;
  if (numbers.some((number) => number <= 0)) return undefined;

  switch (form) {
    case 'rebar':
    case 'wire_rod':
    case 'wire':
    case 'round_bar':
      return sizes({ diameterUm: micrometresOf(first) });
    case 'square_bar':
      return sizes({ heightUm: micrometresOf(first), widthUm: micrometresOf(first) });
    case 'hex_bar':
      return sizes({ heightUm: micrometresOf(first) });
    case 'flat_bar':
      if (second === undefined) return undefined;
      return sizes({ widthUm: micrometresOf(first), thicknessUm: micrometresOf(second) });
    case 'angle':
    case 'tube_square':
    case 'tube_rect':
    case 'channel_bent':
      return sectionSizes(form, numbers);
    case 'pipe_welded':
    case 'pipe_seamless':
      if (second === undefined) return undefined;
      return sizes({ diameterUm: micrometresOf(first), thicknessUm: micrometresOf(second) });
    case 'pipe_vgp':
      if (second === undefined) return undefined;
      return sizes({ boreMm: first, thicknessUm: micrometresOf(second) });
    case 'sheet':
    case 'checkered_sheet': {
      const usual = form === 'sheet' ? {} : CHECKERED_SHEET;
      const said = third === undefined ? {} : { sheetWidthMm: second, sheetLengthMm: third };
      return sizes({ thicknessUm: micrometresOf(first), ...usual, ...said });
    }
    case 'expanded_sheet':
      return sizes(EXPANDED_SHEET);
    case 'profiled_sheet':
      return profiledSizes(text);
    case 'mesh':
      return meshSizes(numbers);
  }
}

/** The sizes said, completed by those of the row of the standard's table; what was said wins. */
export function withDimensions(said: Dimensions, row: Dimensions): Dimensions {
  const both = { ...row };
  for (const name of dimensionNames) both[name] = said[name] ?? row[name];
  return both;
}

const sizes = (known: { [name in DimensionName]?: number | undefined }): Dimensions => {
  const all = { ...noDimensions };
  for (const name of dimensionNames) all[name] = known[name] ?? null;
  return all;
};

/** Two numbers are an equal section and its wall, three are height, width and wall. */
function sectionSizes(form: Form, numbers: readonly number[]): Dimensions | undefined {
  const [height, second, third] = numbers;
  if (height === undefined || second === undefined) return undefined;
  if (third === undefined && form === 'channel_bent') return undefined;
  const width = third === undefined ? height : second;
  const wallUm = micrometresOf(third ?? second);
  return sizes({
    heightUm: micrometresOf(height),
    widthUm: micrometresOf(width),
    thicknessUm: wallUm,
    flangeThicknessUm: form === 'angle' || form === 'channel_bent' ? wallUm : undefined,
  });
}

function profiledSizes(text: string): Dimensions | undefined {
  const [, mark = '', thickness] = /^([СНC H]{1,2}\d+)[ x-]+(\d+(?:\.\d+)?)/i.exec(text) ?? [];
  const cyrillic = mark.toUpperCase().replace('C', 'С').replace('H', 'Н');
  const profile = PROFILES[cyrillic];
  if (!profile || thickness === undefined) return undefined;
  return sizes({
    heightUm: micrometresOf(profile.heightMm),
    thicknessUm: micrometresOf(Number(thickness)),
    sheetWidthMm: profile.usefulWidthMm,
  });
}

/** Cell, wire and card: the card is said in metres ("1x2") or millimetres. */
function meshSizes(numbers: readonly number[]): Dimensions | undefined {
  const [cellWidth, cellHeight, wire, width, length] = numbers;
  if (cellWidth === undefined || cellHeight === undefined || wire === undefined) return undefined;
  const millimetres = (side: number | undefined) =>
    side === undefined || side >= 100 ? side : Math.round(side * 1000);
  return sizes({
    cellWidthUm: micrometresOf(cellWidth),
    cellHeightUm: micrometresOf(cellHeight),
    diameterUm: micrometresOf(wire),
    sheetWidthMm: millimetres(width),
    sheetLengthMm: millimetres(length),
  });
}
