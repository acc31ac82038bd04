import { divideHalfUp } from '../measures/divide.ts';
import type { Dimensions } from './dimensions.ts';
import type { Form } from './form.ts';
import { areaOfSectionMm2 } from './section-area.ts';

/** Where a mass comes from: a printed table, a formula, or the trader's own figure. */
export type MassSource = 'table' | 'geometry' | 'trader';

/** Masses of a thing in milligrams; `null` where it has no such measure. */
export type TheoreticalMass = {
  massMgPerM: number | null;
  massMgPerM2: number | null;
  pieceMassMg: number | null;
  source: MassSource;
};

/** Density of ordinary steel, kg/m³. */
export const STEEL_KG_PER_M3 = 7850;

const MM2_PER_M2 = 1_000_000n;
/** Coil from which profiled sheet is rolled, millimetres wide. */
const COIL_WIDTH_MM = 1250;

/**
 * Theoretical mass of a product (R3): the mass printed in its standard's table
 * when there is one, geometry times density otherwise (formulas.md §1). Sections
 * get a mass per metre, sheets and mesh per square metre, and what has a fixed
 * size per piece as well. Whole milligrams, rounded once. `undefined` when there
 * is neither a table row nor enough sizes.
 */
export function theoreticalMass(of: {
  form: Form;
  standard: string;
  designation: string;
  dimensions: Dimensions;
  densityKgPerM3: number;
  /** Zinc of both sides, grams per square metre. */
  zincGPerM2?: number;
  tableMassMgPerM?: number | undefined;
  tableMassMgPerM2?: number | undefined;
}): TheoreticalMass | undefined {
  const { dimensions } = of;
  if (isFlat(of.form)) {
    const massMgPerM2 = of.tableMassMgPerM2 ?? massOfSquareMetre(of);
    if (massMgPerM2 === undefined) return undefined;
    return {
      massMgPerM: massOfRunningMetre(of.form, dimensions, massMgPerM2),
      massMgPerM2,
      pieceMassMg: massOfSheet(dimensions, massMgPerM2),
      source: of.tableMassMgPerM2 === undefined ? 'geometry' : 'table',
    };
  }

  const areaMm2 = areaOfSectionMm2(of);
  if (of.tableMassMgPerM === undefined && areaMm2 === undefined) return undefined;
  return {
    // A square millimetre by a metre is a cubic centimetre: at 7 850 kg/m³ it is 7 850 mg.
    massMgPerM: of.tableMassMgPerM ?? Math.round((areaMm2 ?? 0) * of.densityKgPerM3),
    massMgPerM2: null,
    pieceMassMg: null,
    source: of.tableMassMgPerM === undefined ? 'geometry' : 'table',
  };
}

/** Whether a form is sold by its face, as sheets and mesh are, and not by its length. */
function isFlat(form: Form): boolean {
  return (
    form === 'sheet' ||
    form === 'checkered_sheet' ||
    form === 'expanded_sheet' ||
    form === 'profiled_sheet' ||
    form === 'mesh'
  );
}

function massOfSquareMetre(of: {
  form: Form;
  dimensions: Dimensions;
  densityKgPerM3: number;
  zincGPerM2?: number;
}): number | undefined {
  const { thicknessUm, diameterUm, cellWidthUm, cellHeightUm, sheetWidthMm } = of.dimensions;
  const zincMg = (of.zincGPerM2 ?? 0) * 1000;
  const perMm = of.densityKgPerM3 * 1000;
  if (of.form === 'mesh') {
    if (diameterUm === null || cellWidthUm === null || cellHeightUm === null) return undefined;
    // Wires of one direction stand one cell apart, so there are 1 000 / cell of them in a metre.
    const wireMgPerM = (Math.PI / 4) * (diameterUm / 1000) ** 2 * of.densityKgPerM3;
    return Math.round(wireMgPerM * (1e6 / cellWidthUm + 1e6 / cellHeightUm));
  }
  // The ribs of checkered sheet and the openings of expanded sheet follow no formula.
  const isPlain = of.form === 'sheet' || of.form === 'profiled_sheet';
  if (!isPlain || thicknessUm === null) return undefined;
  if (of.form === 'sheet') return Math.round((thicknessUm / 1000) * perMm + zincMg);
  if (sheetWidthMm === null) return undefined;
  return Math.round((thicknessUm / 1000) * perMm * (COIL_WIDTH_MM / sheetWidthMm) + zincMg);
}

/** Profiled sheet is cut from a running metre of its useful width; other sheets are not sold by the metre. */
function massOfRunningMetre(form: Form, dimensions: Dimensions, massMgPerM2: number) {
  const { sheetWidthMm } = dimensions;
  if (form !== 'profiled_sheet' || sheetWidthMm === null) return null;
  return divideHalfUp(BigInt(massMgPerM2) * BigInt(sheetWidthMm), 1000n);
}

function massOfSheet(dimensions: Dimensions, massMgPerM2: number): number | null {
  const { sheetWidthMm, sheetLengthMm } = dimensions;
  if (sheetWidthMm === null || sheetLengthMm === null) return null;
  const exact = BigInt(massMgPerM2) * BigInt(sheetWidthMm) * BigInt(sheetLengthMm);
  return divideHalfUp(exact, MM2_PER_M2);
}
