import type { Quantity } from '../../measures/quantity.ts';
import type { Form } from '../form.ts';

/** What people name that is wider than our forms, or that we do not roll. */
export type SpokenForm =
  | Form
  | 'pipe'
  | 'pipe_spiral'
  | 'plate'
  | 'coil'
  | 'disc'
  | 'electrode'
  | 'flange';

/**
 * What a buyer's words mean, as far as he said it: what is absent was not said
 * and is not invented (names.md). Sizes in micrometres, lengths and sheets in
 * millimetres.
 */
export type Meaning = {
  /** Absent: no metal, or none that the words name. */
  form?: SpokenForm;
  heightUm?: number;
  widthUm?: number;
  thicknessUm?: number;
  /** Only where it is said in so many words: no line of the trade names it. */
  flangeThicknessUm?: number;
  /** Several where the buyer gives a choice: «8/10». */
  diametersUm?: readonly number[];
  /** Nominal bore, DN. */
  boreMm?: number;
  /** Number in the table of beams and channels: «16», «200». */
  number?: string;
  /** Series of such a table: Б1, У, HEB; several where the buyer gives a choice. */
  series?: readonly string[];
  /** The name of a profile: С21, W12x26. */
  profile?: string;
  designation?: string;
  grade?: string;
  /** 12 of «09Г2С-12»: the category of the impact test. */
  gradeCategory?: string;
  /** The strength class said beside a steel, or that it belongs to: 35ГС is А400. */
  gradeClass?: string;
  /** Another name of the same grade. */
  gradeAlso?: string;
  standard?: string;
  lengthMm?: number;
  lengthKind?: 'measured' | 'random' | 'measured_or_random';
  lengthRangeMm?: readonly [number, number];
  /** To be cut to that length. */
  isCut?: boolean;
  supply?: 'coil' | 'straightened_bar';
  coilMassG?: number;
  coating?: 'zinc' | 'none';
  zinc?: string;
  colour?: string;
  surface?: string;
  process?: 'hot_rolled' | 'cold_rolled' | 'cold_drawn';
  /** Delivery condition: +N. */
  delivery?: string;
  temper?: string;
  material?: 'aluminium' | 'lead' | 'copper';
  schedule?: string;
  maker?: string;
  use?: 'tying';
  sheetWidthMm?: number;
  sheetLengthMm?: number;
  cellUm?: readonly [number, number];
  corrugationMm?: number;
  coverWidthMm?: number;
  mark?: string;
  pressureBar?: number;
  quantity?: Quantity;
  city?: string;
  intent?: 'price' | 'price_list' | 'buy' | 'delivery';
  priceUnit?: 'm' | 't' | 'pcs' | 'kg';
};

/** A text while it is read: what is left of it, and what was understood so far. */
export type Draft = { text: string; said: Meaning };

/** One kind of things that are looked for; leaves a bar where it found something, so that nothing grows together. */
export type Step = (draft: Draft) => Draft;
