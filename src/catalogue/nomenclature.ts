import { divideHalfUp } from '../measures/divide.ts';
import { millimetresOfMetres } from '../measures/length.ts';
import type { Unit } from '../measures/quantity.ts';
import { accountingMassMgPerM } from './accounting-mass.ts';
import { categoryOf } from './category.ts';
import { type Dimensions, readDimensions, withDimensions } from './dimensions.ts';
import { type Form, isForm } from './form.ts';
import { productName, russianName } from './product-name.ts';
import type { LengthKind, NewProduct, StockClass } from './product.ts';
import {
  type CsvRow,
  milligramsOf,
  type PrintedSheet,
  readPrintedSheet,
  readSection,
  type Section,
} from './section.ts';
import { STEEL_KG_PER_M3, type TheoreticalMass, theoreticalMass } from './theoretical-weight.ts';

/** The tables by which a nomenclature is read: sections by id, sheets by kind and mark, densities by grade. */
export type Reference = {
  sections: ReadonlyMap<string, Section>;
  sheets: ReadonlyMap<string, PrintedSheet>;
  densities: ReadonlyMap<string, number>;
};

/** Builds the reference from the rows of sections.csv, sheets.csv and grades.csv; aliases of a grade count as its names. */
export function readReference(tables: {
  sections: readonly CsvRow[];
  sheets: readonly CsvRow[];
  grades: readonly CsvRow[];
}): Reference {
  const sections = tables.sections.map(readSection);
  const sheets = tables.sheets.map(readPrintedSheet);
  const densities = new Map<string, number>();
  for (const row of tables.grades) {
    const density = Number(row['density_kg_m3']);
    for (const alias of (row['aliases'] ?? '').split(';')) {
      if (alias && !densities.has(alias.trim())) densities.set(alias.trim(), density);
    }
  }
  // A grade's own name wins over another grade's alias.
  for (const row of tables.grades) {
    densities.set(row['grade'] ?? '', Number(row['density_kg_m3']));
  }
  return {
    sections: new Map(sections.map((section) => [section.id, section])),
    sheets: new Map(sheets.map((sheet) => [`${sheet.kind} ${sheet.mark}`, sheet])),
    densities,
  };
}

/**
 * Reads a row of the trader's nomenclature into a product. Sizes come from
 * the row of the standard's table and from the designation; the mass from the
 * table, else from the trader's own figure, else from geometry. Names in English
 * and Kazakh are composed. Throws a RangeError that names the SKU when the row
 * makes no sense, so that an import stops instead of losing a product.
 */
export function readNomenclature(row: CsvRow, reference: Reference): NewProduct {
  const sku = row['sku'] ?? '';
  const category = categoryOf(row['category'] ?? '');
  const form = formOf(row);
  const lengthKind = lengthKindOf(row['length_kind']);
  const saleUnit = saleUnitOf(row['base_unit']);
  const stockClass = stockClassOf(row['abc']);
  if (!category?.tierGroup || !form || !lengthKind || !saleUnit || !stockClass) {
    throw new RangeError(`nomenclature row makes no sense: ${sku}`);
  }

  const section = reference.sections.get(row['section_row'] ?? '');
  const dimensions = dimensionsOf(form, row, section);
  const densityKgPerM3 = densityOf(row['grade'] ?? '', reference);
  const mass = dimensions && massOf({ form, row, section, dimensions, densityKgPerM3, reference });
  if (!dimensions || !mass) throw new RangeError(`no sizes or no mass: ${sku}`);

  const stockLengthMm = row['length_m'] ? millimetresOfMetres(Number(row['length_m'])) : null;
  const standard = row['standard'] ?? '';
  const plain = {
    ...dimensions,
    sku,
    form,
    standard,
    lengthKind,
    stockLengthMm,
    densityKgPerM3,
    saleUnit,
    stockClass,
    categoryCode: category.code,
    tierGroup: category.tierGroup,
    designation: designationOf(form, row['size'] ?? '', dimensions),
    grade: gradeOf(row),
    massMgPerM: mass.massMgPerM,
    massMgPerM2: mass.massMgPerM2,
    pieceMassMg: mass.pieceMassMg ?? massOfBar(mass.massMgPerM, lengthKind, stockLengthMm),
    massSource: mass.source,
    sectionId: section?.id ?? null,
    accountingMassMgPerM: accountingMassMgPerM({ form, standard, massMgPerM: mass.massMgPerM }),
  };
  return {
    ...plain,
    nameEn: productName('en', plain),
    nameRu: russianName(row['name_ru'] ?? ''),
    nameKk: productName('kk', plain),
  };
}

/** Checkered sheet is a form of its own here; the nomenclature files it under sheet. */
function formOf(row: CsvRow): Form | undefined {
  if (row['category'] === 'sheet_checkered') return 'checkered_sheet';
  const form = row['form'] ?? '';
  return isForm(form) ? form : undefined;
}

function dimensionsOf(
  form: Form,
  row: CsvRow,
  section: Section | undefined,
): Dimensions | undefined {
  const said = readDimensions(form, row['size'] ?? '');
  return said && section ? withDimensions(said, section.dimensions) : said;
}

/** The grade without its class in brackets, or the class: "25Г2С (А400)" is as dense as 25Г2С. */
function densityOf(grade: string, reference: Reference): number {
  const names = [grade, ...grade.split(/[ /()]+/)];
  const known = names.map((name) => reference.densities.get(name)).find(Boolean);
  return known ?? STEEL_KG_PER_M3;
}

function massOf(of: {
  form: Form;
  row: CsvRow;
  section: Section | undefined;
  dimensions: Dimensions;
  densityKgPerM3: number;
  reference: Reference;
}): TheoreticalMass | undefined {
  const { form, row, section, dimensions, densityKgPerM3 } = of;
  const [, useful] = /kg\/m2 useful = ([\d.]+)/.exec(row['note'] ?? '') ?? [];
  const [, zinc] = / Z(\d+)$/.exec(row['name_ru'] ?? '') ?? [];
  const ownMgPerM = milligramsOf(row['kg_per_m']) ?? undefined;
  const ownMgPerM2 = milligramsOf(useful) ?? undefined;
  const printed = of.reference.sheets.get(sheetKeyOf(row));
  const mass = theoreticalMass({
    form,
    dimensions,
    densityKgPerM3,
    standard: row['standard'] ?? '',
    designation: row['size'] ?? '',
    zincGPerM2: zinc ? Number(zinc) : 0,
    tableMassMgPerM: section?.massMgPerM ?? ownMgPerM,
    tableMassMgPerM2: printed?.massMgPerM2 ?? ownMgPerM2,
  });
  const isOwn = section === undefined && printed === undefined && (ownMgPerM ?? ownMgPerM2);
  return mass && isOwn ? { ...mass, source: 'trader' } : mass;
}

/** Where sheets.csv prints the row's mass; zinc, stainless and aluminium are not printed there. */
function sheetKeyOf(row: CsvRow): string {
  const [thickness = '', pattern = ''] = (row['size'] ?? '').split(/[x ]/);
  switch (row['category'] ?? '') {
    case 'sheet_hot':
    case 'sheet_cold':
      return `${row['category']} ${thickness}`;
    case 'sheet_checkered':
      return `sheet_checkered_${pattern} ${thickness}`;
    case 'sheet_pvl':
      return `expanded_sheet ${row['size']}`;
    default:
      return '';
  }
}

function massOfBar(massMgPerM: number | null, lengthKind: LengthKind, lengthMm: number | null) {
  if (massMgPerM === null || lengthMm === null || lengthKind !== 'measured') return null;
  return divideHalfUp(BigInt(massMgPerM) * BigInt(lengthMm), 1000n);
}

/** As the trade writes it, with × and a decimal point. */
function designationOf(form: Form, size: string, dimensions: Dimensions): string {
  const written = size.replace(/(\d),(\d)/g, '$1.$2').replace(/(\d)[xх](?=\d)/g, '$1×');
  if (form === 'rebar' || form === 'wire_rod' || form === 'wire') return written.replace(/^d/, '');
  if (form === 'mesh') return written.replace(/ d([\d.]+) (.*)$/, '×$1 $2');
  const format = `${dimensions.sheetWidthMm}×${dimensions.sheetLengthMm}`;
  if (form === 'expanded_sheet') return `${written} ${format}`;
  if (form !== 'checkered_sheet') return written;
  const [thickness, pattern] = written.split(' ');
  return `${thickness}×${format} ${pattern === 'diamond' ? 'ромб' : 'чечевица'}`;
}

/** The mark with its coating, so that a zinc pipe is not taken for a black one: "08пс оц Z275", "Ст3пс оц". */
function gradeOf(row: CsvRow): string {
  const grade = row['grade'] ?? '';
  const name = row['name_ru'] ?? '';
  const [, coat] = / (Z\d+|RAL \d+)(?= |$)/.exec(name) ?? [];
  if (coat) return `${grade} ${coat}`;
  return / оц\. /.test(name) ? `${grade} оц` : grade;
}

const lengthKindOf = (word: string | undefined): LengthKind | undefined =>
  word === 'measured' || word === 'random' || word === 'coil' || word === 'sheet'
    ? word
    : undefined;

const saleUnitOf = (word: string | undefined): Unit | undefined =>
  word === 't' || word === 'pcs' || word === 'm2' || word === 'm' || word === 'kg'
    ? word
    : undefined;

const stockClassOf = (word: string | undefined): StockClass | undefined =>
  word === 'A' || word === 'B' || word === 'C' || word === 'O' ? word : undefined;
