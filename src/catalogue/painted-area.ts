import { millimetresOf } from '../measures/length.ts';
import { type CrossSection, slopeOfFlange } from './section-area.ts';

/** What a rounded corner shortens of the two edges that would meet in it, as a share of the radius: 2 − π / 2. */
const ROUNDED = 2 - Math.PI / 2;

/**
 * The outside of a metre of a section in square millimetres: what is painted or
 * galvanised. Rounded corners are counted, the ribs of rebar and the inside of
 * pipes are not. `undefined` where a size that it needs is missing, and for what
 * is sold by its face.
 */
export function paintedMm2PerM(section: CrossSection): number | undefined {
  const edgeMm = edgeOf(section);
  return edgeMm !== undefined && edgeMm > 0 ? Math.round(edgeMm * 1000) : undefined;
}

function edgeOf(section: CrossSection): number | undefined {
  const { form, dimensions } = section;
  const h = mm(dimensions.heightUm);
  const b = mm(dimensions.widthUm);
  const s = mm(dimensions.thicknessUm);
  const d = mm(dimensions.diameterUm);
  const root = mm(dimensions.rootRadiusUm);
  const toe = mm(dimensions.toeRadiusUm);
  switch (form) {
    case 'rebar':
    case 'wire_rod':
    case 'wire':
    case 'round_bar':
    case 'pipe_vgp':
    case 'pipe_welded':
    case 'pipe_seamless':
      return Math.PI * d;
    case 'square_bar':
      return 4 * h;
    case 'hex_bar':
      return 2 * Math.sqrt(3) * h;
    case 'flat_bar':
      return 2 * (b + s);
    case 'tube_square':
    case 'tube_rect':
      return 2 * (h + b) - 4 * ROUNDED * (root || 2 * s);
    case 'angle':
      return 2 * (h + b) - ROUNDED * (root + 2 * toe);
    case 'channel_bent':
      return edgeOfBentStrip(h, b, s, root || 1.5 * s);
    case 'channel':
      return 2 * h + 4 * b - 2 * s + lean(section, 2) - 2 * ROUNDED * (root + toe);
    case 'beam':
      return 2 * h + 4 * b - 2 * s + lean(section, 4) - 4 * ROUNDED * (root + toe);
    case 'mesh':
    case 'sheet':
    case 'checkered_sheet':
    case 'expanded_sheet':
    case 'profiled_sheet':
      return undefined;
  }
}

/** Both sides of the strip and its two edges. */
function edgeOfBentStrip(h: number, b: number, s: number, bend: number): number {
  const straight = h + 2 * b - 4 * (bend + s);
  return 2 * (straight + Math.PI * (bend + s / 2)) + 2 * s;
}

/** How much longer the inner faces of flanges are for leaning, all of them together. */
function lean(section: CrossSection, faces: number): number {
  const { widthUm, thicknessUm } = section.dimensions;
  const free = ((mm(widthUm) - mm(thicknessUm)) * 2) / faces;
  return faces * free * (Math.hypot(1, slopeOfFlange(section)) - 1);
}

const mm = (sizeUm: number | null) => millimetresOf(sizeUm ?? 0);
