import { amountForWeight } from '../measures/money.ts';
import { convert, type Measured, type Quantity, weighQuantity } from '../measures/quantity.ts';
import { type Dimensions, withDimensions } from './dimensions.ts';
import { dimensionNames, type Form, termsOfForm } from './form.ts';
import { densityOf } from './density.ts';
import type { Reference } from './nomenclature.ts';
import { paintedMm2PerM } from './painted-area.ts';
import type { Meaning } from './reading/meaning.ts';
import { type Readable, readableAs } from './said-section.ts';
import { areaOfSectionMm2 } from './section-area.ts';
import { rowsOf } from './table-rows.ts';
import { type MassSource, STEEL_KG_PER_M3, theoreticalMass } from './theoretical-weight.ts';

/**
 * What a form weighs, and by what that is known. Masses in milligrams, areas in
 * square millimetres; `null`: it has no such measure.
 */
export type CalculatedMass = {
  form: Form;
  /** As the table writes it, or the sizes that were said. */
  designation: string;
  /** Whose table or rule it is; `null` where it is plain geometry. */
  standard: string | null;
  grade: string | null;
  densityKgPerM3: number;
  dimensions: Dimensions;
  massMgPerM: number | null;
  massMgPerM2: number | null;
  source: MassSource;
  /** The row of sections.csv. */
  sectionId: string | null;
  areaMm2: number | null;
  paintedMm2PerM: number | null;
};

/** A text may fit many rows of many tables; nobody chooses from more. */
const CANDIDATES_MAX = 24;
/** Rules by which the corners of hollow sections are rounded, where nobody said whose they are. */
const TUBE_RULES: Partial<Record<Form, readonly string[]>> = {
  tube_square: ['ГОСТ 8639-82', 'ГОСТ 30245-2003'],
  tube_rect: ['ГОСТ 8645-68', 'ГОСТ 30245-2003'],
};

/**
 * What the words of a buyer may weigh (R3): each row of a standard's table that
 * has the sizes or the number that were said, and geometry for a form whose
 * tables have no such row. Several answers are a choice that the buyer has to make;
 * none means that it is no metal, or that a size is missing. A metal of another
 * density than steel's is computed by its own, since the tables are those of steel.
 * Never throws.
 */
export function massesOf(said: Meaning, tables: Reference): CalculatedMass[] {
  return readableAs(said, tables)
    .flatMap((one) => massesOfForm(one, said, tables))
    .slice(0, CANDIDATES_MAX);
}

function massesOfForm(one: Readable, said: Meaning, tables: Reference): CalculatedMass[] {
  const density = densityOf(said, tables.densities);
  const rows = rowsOf(one, tables.sections.values());
  const isSteel = density === STEEL_KG_PER_M3;
  const printed = rows.flatMap((row) =>
    calculated({
      ...{ said, density, form: one.form, sectionId: isSteel ? row.id : null },
      ...{ standard: row.standard, designation: row.designation },
      // The number decides: a size beside it that the row has otherwise is not this section's.
      dimensions: withDimensions(row.dimensions, one.dimensions),
      tableMassMgPerM: isSteel ? row.massMgPerM : undefined,
    }),
  );
  if (printed.length > 0) return isSteel ? printed : withoutTwins(printed);
  const standards = said.standard === undefined ? TUBE_RULES[one.form] : undefined;
  return (standards ?? [said.standard ?? null]).flatMap((standard) =>
    calculated({
      ...{ said, density, form: one.form, sectionId: null, standard },
      ...{ designation: one.designation, dimensions: one.dimensions },
      tableMassMgPerM2: isSteel ? one.tableMassMgPerM2 : undefined,
    }),
  );
}

/** Geometry of the same sizes gives the same mass in every table. */
function withoutTwins(masses: readonly CalculatedMass[]): CalculatedMass[] {
  const seen = new Map(masses.toReversed().map((mass) => [mass.massMgPerM, mass]));
  return [...seen.values()].toReversed();
}

function calculated(of: {
  said: Meaning;
  form: Form;
  standard: string | null;
  designation: string;
  dimensions: Dimensions;
  density: number;
  sectionId: string | null;
  tableMassMgPerM?: number | undefined;
  tableMassMgPerM2?: number | undefined;
}): CalculatedMass[] {
  const { said, form, dimensions, density, sectionId } = of;
  if (!isOfThisWorld(dimensions)) return [];
  const section = { ...of, standard: of.standard ?? '' };
  const [, zinc] = /^Z(\d+)$/u.exec(said.zinc ?? '') ?? [];
  const mass = theoreticalMass({
    ...section,
    densityKgPerM3: density,
    zincGPerM2: zinc === undefined ? 0 : Number(zinc),
    ...(zinc === undefined ? {} : { tableMassMgPerM2: undefined }),
  });
  const masses = [mass?.massMgPerM, mass?.massMgPerM2].filter((each) => typeof each === 'number');
  if (!mass || masses.length === 0 || !masses.every(isMass)) return [];
  const areaMm2 = areaOfSectionMm2(section);
  return [
    {
      ...{ form, standard: of.standard, dimensions, sectionId },
      designation: tradeDesignation(of.designation),
      grade: said.grade ?? null,
      densityKgPerM3: density,
      ...{ massMgPerM: mass.massMgPerM, massMgPerM2: mass.massMgPerM2, source: mass.source },
      areaMm2: areaMm2 === undefined ? null : Math.round(areaMm2),
      paintedMm2PerM: paintedMm2PerM(section) ?? null,
    },
  ];
}

/** The largest size of a section and the longest side of a sheet. */
const SIZE_UM_MAX = 3_000_000;
const SIDE_MM_MAX = 30_000;

const isOfThisWorld = (dimensions: Dimensions): boolean =>
  dimensionNames.every((name) => {
    const size = dimensions[name] ?? 0;
    return size >= 0 && size <= (name.endsWith('Um') ? SIZE_UM_MAX : SIDE_MM_MAX);
  });

/** With × and a decimal point, as our products are named: tables are printed in either alphabet. An American W12x26 is a name. */
const tradeDesignation = (printed: string): string =>
  printed.startsWith('W')
    ? printed
    : printed
        .replaceAll(/(?<=\d),(?=\d)/gu, '.')
        .replaceAll(/(?<=\d)[xх](?=\d)/gu, '×')
        .replace(/^d(?=\d)/u, '');

/** A metre of nothing weighs nothing, and no metre weighs a thousand tonnes. */
const isMass = (massMg: number): boolean => massMg > 0 && massMg <= 1e12;

/** A quantity of a calculated mass in every unit of its form. Grams, thousandths, square millimetres, minor units. */
export type CalculatedQuantity = {
  quantity: Quantity;
  weightG: number;
  inUnits: readonly Quantity[];
  paintedMm2: number | null;
  priceMinor: number | null;
};

/**
 * What a quantity weighs and what it is in the other units of its form; without
 * one, of a piece whose length or sheet was said, else of a metre or square
 * metre. With a price of a tonne, what that comes to, rounded half up once.
 * `undefined` where the thing cannot be counted so.
 */
export function weighCalculated(
  mass: CalculatedMass,
  asked: {
    quantity?: Quantity | undefined;
    lengthMm?: number | undefined;
    pricePerTonneMinor?: number | undefined;
  },
): CalculatedQuantity | undefined {
  try {
    return weighedAs(mass, asked);
  } catch (error) {
    // More metres of wire than whole numbers count are no quantity that anybody buys.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function weighedAs(
  mass: CalculatedMass,
  asked: Parameters<typeof weighCalculated>[1],
): CalculatedQuantity | undefined {
  const measured = measuredAs(mass, asked.lengthMm);
  const quantity = asked.quantity ?? usualQuantity(measured);
  const weighed = weighQuantity(measured, quantity);
  if (!weighed || weighed.weightG <= 0 || weighed.weightG > WEIGHT_G_MAX) return undefined;
  const { weightG } = weighed;
  const units = termsOfForm(mass.form).units;
  const inUnits = units.flatMap((unit) => convert(measured, quantity, unit) ?? []);
  const metres = inUnits.find(({ unit }) => unit === 'm');
  const isPainted = mass.paintedMm2PerM !== null && metres !== undefined;
  const { pricePerTonneMinor } = asked;
  return {
    ...{ quantity, weightG, inUnits },
    paintedMm2: isPainted
      ? Math.round(((mass.paintedMm2PerM ?? 0) * metres.amountMilli) / 1000)
      : null,
    priceMinor:
      pricePerTonneMinor === undefined ? null : amountForWeight({ weightG, pricePerTonneMinor }),
  };
}

/** A million tonnes. */
const WEIGHT_G_MAX = 1_000_000_000_000;

/** Sheets have their piece by their format, everything else by the length that was said. */
function measuredAs(mass: CalculatedMass, lengthMm: number | undefined): Measured {
  const { massMgPerM, massMgPerM2 } = mass;
  const { sheetWidthMm, sheetLengthMm } = mass.dimensions;
  const isFace = massMgPerM2 !== null && massMgPerM === null;
  const sides = isFace && sheetWidthMm !== null ? (sheetLengthMm ?? lengthMm) : undefined;
  return {
    ...{ massMgPerM, massMgPerM2, pieceMassMg: null },
    pieceLengthMm: massMgPerM === null ? null : (lengthMm ?? null),
    pieceAreaMm2: sides === undefined ? null : (sheetWidthMm ?? 0) * sides,
  };
}

function usualQuantity(measured: Measured): Quantity {
  if (measured.pieceLengthMm !== null || measured.pieceAreaMm2 !== null) {
    return { amountMilli: 1000, unit: 'pcs' };
  }
  return { amountMilli: 1000, unit: measured.massMgPerM === null ? 'm2' : 'm' };
}
