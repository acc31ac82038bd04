import type { Unit } from '../measures/quantity.ts';

/** The shape families we sell. */
export const forms = [
  'rebar',
  'wire_rod',
  'wire',
  'mesh',
  'beam',
  'channel',
  'channel_bent',
  'angle',
  'round_bar',
  'square_bar',
  'hex_bar',
  'flat_bar',
  'sheet',
  'checkered_sheet',
  'expanded_sheet',
  'profiled_sheet',
  'pipe_vgp',
  'pipe_welded',
  'pipe_seamless',
  'tube_square',
  'tube_rect',
] as const;
export type Form = (typeof forms)[number];

/** The sizes a section, sheet or mesh may have; each form uses a few of them. */
export const dimensionNames = [
  'heightUm',
  'widthUm',
  'thicknessUm',
  'flangeThicknessUm',
  'rootRadiusUm',
  'toeRadiusUm',
  'diameterUm',
  'boreMm',
  'sheetWidthMm',
  'sheetLengthMm',
  'cellWidthUm',
  'cellHeightUm',
] as const;
export type DimensionName = (typeof dimensionNames)[number];

/** Those by which a product is chosen: the radii of a rolled section only count for its area. */
export const sizeNames = [
  'heightUm',
  'widthUm',
  'thicknessUm',
  'flangeThicknessUm',
  'diameterUm',
  'boreMm',
  'sheetWidthMm',
  'sheetLengthMm',
  'cellWidthUm',
  'cellHeightUm',
] as const satisfies readonly DimensionName[];
export type SizeName = (typeof sizeNames)[number];

/** What the trade expects of a form: the size columns of its table, in order, and the units it is ordered in. */
export type FormTerms = { columns: readonly SizeName[]; units: readonly Unit[] };

const BAR_UNITS = ['pcs', 'm', 'kg', 't'] as const;
const COIL_UNITS = ['m', 'kg', 't'] as const;
const SHEET_UNITS = ['pcs', 'm2', 'kg', 't'] as const;
const ROLLED_COLUMNS = ['heightUm', 'widthUm', 'thicknessUm', 'flangeThicknessUm'] as const;

const terms: Record<Form, FormTerms> = {
  rebar: { columns: ['diameterUm'], units: BAR_UNITS },
  wire_rod: { columns: ['diameterUm'], units: BAR_UNITS },
  wire: { columns: ['diameterUm'], units: COIL_UNITS },
  mesh: {
    columns: ['cellWidthUm', 'cellHeightUm', 'diameterUm', 'sheetWidthMm', 'sheetLengthMm'],
    units: SHEET_UNITS,
  },
  beam: { columns: ROLLED_COLUMNS, units: BAR_UNITS },
  channel: { columns: ROLLED_COLUMNS, units: BAR_UNITS },
  channel_bent: { columns: ['heightUm', 'widthUm', 'thicknessUm'], units: BAR_UNITS },
  angle: { columns: ['heightUm', 'widthUm', 'thicknessUm'], units: BAR_UNITS },
  round_bar: { columns: ['diameterUm'], units: BAR_UNITS },
  square_bar: { columns: ['heightUm'], units: BAR_UNITS },
  hex_bar: { columns: ['heightUm'], units: BAR_UNITS },
  flat_bar: { columns: ['widthUm', 'thicknessUm'], units: BAR_UNITS },
  sheet: { columns: ['thicknessUm', 'sheetWidthMm', 'sheetLengthMm'], units: SHEET_UNITS },
  checkered_sheet: {
    columns: ['thicknessUm', 'sheetWidthMm', 'sheetLengthMm'],
    units: SHEET_UNITS,
  },
  expanded_sheet: { columns: ['sheetWidthMm', 'sheetLengthMm'], units: SHEET_UNITS },
  profiled_sheet: {
    columns: ['heightUm', 'thicknessUm', 'sheetWidthMm'],
    units: ['m2', 'pcs', 'm', 'kg', 't'],
  },
  pipe_vgp: { columns: ['boreMm', 'diameterUm', 'thicknessUm'], units: BAR_UNITS },
  pipe_welded: { columns: ['diameterUm', 'thicknessUm'], units: BAR_UNITS },
  pipe_seamless: { columns: ['diameterUm', 'thicknessUm'], units: BAR_UNITS },
  tube_square: { columns: ['heightUm', 'widthUm', 'thicknessUm'], units: BAR_UNITS },
  tube_rect: { columns: ['heightUm', 'widthUm', 'thicknessUm'], units: BAR_UNITS },
};

/** The size columns that a table of this form shows and the units it may be ordered in. */
export function termsOfForm(form: Form): FormTerms {
  return terms[form];
}

/** Whether a word, from a file or an address, names a form. */
export function isForm(word: string): word is Form {
  return forms.some((form) => form === word);
}
