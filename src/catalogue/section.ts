import { micrometresOf } from '../measures/length.ts';
import { type Dimensions, noDimensions } from './dimensions.ts';
import { type Form, isForm } from './form.ts';

/** A row of a CSV file: column to text. */
export type CsvRow = Readonly<Record<string, string>>;

/** A row of a standard's table: the printed mass is the truth for every product of that size. */
export type Section = {
  id: string;
  form: Form;
  family: string;
  standard: string;
  designation: string;
  dimensions: Dimensions;
  massMgPerM: number;
};

/** A sheet as its standard prints it: the mark or thickness and the mass of a square metre, milligrams. */
export type PrintedSheet = { kind: string; mark: string; massMgPerM2: number };

const MG_PER_KG = 1_000_000;

/** Milligrams in a printed mass in kilograms; `null` for an empty cell. Throws a RangeError on what is no mass. */
export function milligramsOf(kilograms: string | undefined): number | null {
  if (kilograms === undefined || kilograms === '') return null;
  const massMg = Math.round(Number(kilograms) * MG_PER_KG);
  if (!Number.isSafeInteger(massMg) || massMg <= 0) throw new RangeError(`no mass: ${kilograms}`);
  return massMg;
}

/**
 * Reads one row of sections.csv. Throws a RangeError, naming the row, when it has no
 * known form or no mass: a table with a broken row must not be half loaded.
 */
export function readSection(row: CsvRow): Section {
  const id = row['id'] ?? '';
  const form = row['form'] ?? '';
  const massMgPerM = milligramsOf(row['mass_kg_m']);
  if (!isForm(form) || massMgPerM === null)
    throw new RangeError(`section without form or mass: ${id}`);
  return {
    id,
    form,
    family: row['family'] ?? '',
    standard: row['standard'] ?? '',
    designation: row['designation'] ?? '',
    dimensions: {
      ...noDimensions,
      heightUm: size(row['h_mm']),
      widthUm: size(row['b_mm']),
      thicknessUm: size(row['s_mm']),
      flangeThicknessUm: size(row['t_mm']),
      rootRadiusUm: size(row['r1_mm']),
      toeRadiusUm: size(row['r2_mm']),
      diameterUm: size(row['d_mm']),
      boreMm: row['dn'] ? Number(row['dn']) : null,
    },
    massMgPerM,
  };
}

/** Reads one row of sheets.csv; throws a RangeError when it has no mass. */
export function readPrintedSheet(row: CsvRow): PrintedSheet {
  const massMgPerM2 = milligramsOf(row['kg_m2']);
  const mark = row['thickness_or_mark'] ?? '';
  if (massMgPerM2 === null) throw new RangeError(`sheet without a mass: ${mark}`);
  return { kind: row['form'] ?? '', mark, massMgPerM2 };
}

const size = (millimetres: string | undefined) =>
  millimetres ? micrometresOf(Number(millimetres)) : null;
