import { millimetresOf } from '../measures/length.ts';
import type { Dimensions } from './dimensions.ts';
import type { DimensionName, Form } from './form.ts';

/** A cross section: its form, the standard and the number that decide corners and slopes, and its sizes. */
export type CrossSection = {
  form: Form;
  standard: string;
  designation: string;
  dimensions: Dimensions;
};

/** Area between a square corner and the arc in it, as a share of the radius squared: (4 − π) / 4. */
const CORNER = 1 - Math.PI / 4;
/** Slopes of the inner flange face, rise over run: ГОСТ 8239 and 19425 М, 19425 С, 8240 У, EN 10365 UPN. */
const SLOPE_OF_BEAM = 0.12;
const SLOPE_OF_MINE_BEAM = 0.16;
const SLOPE_OF_CHANNEL = 0.1;
const SLOPE_OF_UPN = 0.08;
const SLOPE_OF_TALL_UPN = 0.05;

const needed: Record<Form, readonly DimensionName[]> = {
  rebar: ['diameterUm'],
  wire_rod: ['diameterUm'],
  wire: ['diameterUm'],
  round_bar: ['diameterUm'],
  square_bar: ['heightUm'],
  hex_bar: ['heightUm'],
  flat_bar: ['widthUm', 'thicknessUm'],
  pipe_vgp: ['diameterUm', 'thicknessUm'],
  pipe_welded: ['diameterUm', 'thicknessUm'],
  pipe_seamless: ['diameterUm', 'thicknessUm'],
  tube_square: ['heightUm', 'widthUm', 'thicknessUm'],
  tube_rect: ['heightUm', 'widthUm', 'thicknessUm'],
  angle: ['heightUm', 'widthUm', 'thicknessUm'],
  channel_bent: ['heightUm', 'widthUm', 'thicknessUm'],
  beam: ['heightUm', 'widthUm', 'thicknessUm', 'flangeThicknessUm'],
  channel: ['heightUm', 'widthUm', 'thicknessUm', 'flangeThicknessUm'],
  mesh: [],
  sheet: [],
  checkered_sheet: [],
  expanded_sheet: [],
  profiled_sheet: [],
};

/**
 * Area of a cross section in square millimetres by the formulas of the standards
 * (formulas.md §1). Radii that are not known count as none. `undefined` when a
 * size that the formula needs is missing or makes no sense (a wall thicker than
 * the pipe), or when the form has no cross section of its own (sheet, mesh).
 */
export function areaOfSectionMm2(section: CrossSection): number | undefined {
  const names = needed[section.form];
  if (names.length === 0) return undefined;
  if (names.some((name) => section.dimensions[name] === null)) return undefined;
  const area = areaOf(section);
  return area > 0 ? area : undefined;
}

/** Slope of the inner face of a flange, rise over run: zero for parallel flanges. */
export function slopeOfFlange(section: CrossSection): number {
  const { form, standard, designation } = section;
  if (form === 'beam') {
    if (standard.includes('8239')) return SLOPE_OF_BEAM;
    if (!standard.includes('19425')) return 0;
    return /[СC]а?$/.test(designation) ? SLOPE_OF_MINE_BEAM : SLOPE_OF_BEAM;
  }
  if (form !== 'channel') return 0;
  if (designation.startsWith('UPN')) {
    return mm(section.dimensions.heightUm) > 300 ? SLOPE_OF_TALL_UPN : SLOPE_OF_UPN;
  }
  const isSloped = designation.endsWith('У') || standard.includes('19425');
  return isSloped ? SLOPE_OF_CHANNEL : 0;
}

function areaOf(section: CrossSection): number {
  const { dimensions } = section;
  const h = mm(dimensions.heightUm);
  const b = mm(dimensions.widthUm);
  const s = mm(dimensions.thicknessUm);
  const d = mm(dimensions.diameterUm);
  switch (section.form) {
    case 'rebar':
    case 'wire_rod':
    case 'wire':
    case 'round_bar':
      return (Math.PI / 4) * d ** 2;
    case 'square_bar':
      return h ** 2;
    case 'hex_bar':
      return (Math.sqrt(3) / 2) * h ** 2;
    case 'flat_bar':
      return b * s;
    case 'pipe_vgp':
    case 'pipe_welded':
    case 'pipe_seamless':
      return Math.PI * s * (d - s);
    case 'tube_square':
    case 'tube_rect':
      return 2 * s * (h + b - cornersOfTube(section.standard, s) * s);
    case 'angle':
      return s * (h + b - s) + CORNER * radii(dimensions, 2);
    case 'channel_bent':
      return areaOfBentStrip({ h, b, s, r: mm(dimensions.rootRadiusUm) });
    case 'beam':
      return areaOfFlanged(section, 4);
    case 'channel':
      return areaOfFlanged(section, 2);
    case 'mesh':
    case 'sheet':
    case 'checkered_sheet':
    case 'expanded_sheet':
    case 'profiled_sheet':
      return 0;
  }
}

/**
 * How many walls the rounded corners take off a tube's half perimeter. To EN
 * 10219 and ГОСТ 30245 the outer radius grows with the wall; the tables of the
 * older standards follow an outer radius of one and a half walls.
 */
function cornersOfTube(standard: string, wallMm: number): number {
  if (!/10219|30245/.test(standard)) return 2.8584;
  if (wallMm <= 6) return 3.288;
  return wallMm <= 10 ? 3.717 : 4.146;
}

/** Without a printed bend radius the strip is bent over one and a half thicknesses. */
function areaOfBentStrip({ h, b, s, r }: { h: number; b: number; s: number; r: number }): number {
  const bend = r || 1.5 * s;
  return s * (h + 2 * b - 4 * (bend + s) + Math.PI * (bend + s / 2));
}

/** Web and two flanges with so many fillets; a UPN's flange thickness is quoted at half its width. */
function areaOfFlanged(section: CrossSection, fillets: number): number {
  const { dimensions } = section;
  const h = mm(dimensions.heightUm);
  const b = mm(dimensions.widthUm);
  const s = mm(dimensions.thicknessUm);
  const slope = slopeOfFlange(section);
  const t = mm(dimensions.flangeThicknessUm) - (slope === SLOPE_OF_UPN ? 0.04 * s : 0);
  return h * s + 2 * (b - s) * t + fillets * filletShare(slope) * radii(dimensions, 1);
}

/** Area that a fillet fills, as a share of its radius squared, where the flange leans by the slope. */
function filletShare(slope: number): number {
  const angle = Math.PI / 2 + Math.atan(slope);
  return 1 / Math.tan(angle / 2) - (Math.PI - angle) / 2;
}

/** Root fillets are added, toe roundings taken away. */
const radii = (dimensions: Dimensions, toes: number) =>
  mm(dimensions.rootRadiusUm) ** 2 - toes * mm(dimensions.toeRadiusUm) ** 2;

const mm = (sizeUm: number | null) => millimetresOf(sizeUm ?? 0);
