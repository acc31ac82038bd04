import { divideHalfUp } from '../measures/divide.ts';
import type { CuttingMethod } from '../platform/db/schema.ts';

/** A machine of a branch and its terms, for a form that it takes. Minor units without VAT, millimetres, basis points. */
export type CuttingTerms = {
  method: CuttingMethod;
  /** Steel area of a section up to which each rate counts, mm², ascending. */
  upToAreasMm2: readonly number[];
  ratesMinor: readonly number[];
  hardGrades: readonly string[];
  hardGradeBp: number;
  setUpMinor: number;
  leastChargeMinor: number;
  kerfMm: number;
  toleranceMm: number;
  leastRemnantMm: number;
  remnantCreditBp: number;
  cutsPerDay: number;
  /** Cuts of jobs that are not done, before this machine at the branch. */
  queuedCuts: number;
};

/** On what terms one product is cut: by the machine that takes it, at the rate of its section and its grade. */
export type CuttingOffer = Omit<
  CuttingTerms,
  'upToAreasMm2' | 'ratesMinor' | 'hardGrades' | 'hardGradeBp'
> & {
  areaMm2: number;
  /** For one cut of an ordinary grade. */
  rateMinor: number;
  /** 10000 for an ordinary grade. */
  gradeBp: number;
};

/** What cutting has to know of a product. The linear mass in milligrams per metre. */
export type ProductToCut = { grade: string; massMgPerM: number | null; densityKgPerM3: number };

const ORDINARY_BP = 10_000;

/**
 * The first machine, in the order given, that takes the section of a product.
 * The class of a section is the area of its steel, which is what a saw has to go
 * through: its tabulated mass over its density, rounded half up to mm². `undefined`: nobody
 * there cuts it, or it has no linear mass.
 */
export function cuttingOfferFor(
  product: ProductToCut,
  machines: readonly CuttingTerms[],
): CuttingOffer | undefined {
  const { grade, massMgPerM, densityKgPerM3 } = product;
  if (massMgPerM === null) return undefined;
  const areaMm2 = divideHalfUp(BigInt(massMgPerM), BigInt(densityKgPerM3));
  for (const machine of machines) {
    const { upToAreasMm2, ratesMinor, hardGrades, hardGradeBp, ...terms } = machine;
    const rateMinor = ratesMinor[upToAreasMm2.findIndex((most) => areaMm2 <= most)];
    if (rateMinor === undefined) continue;
    const gradeBp = hardGrades.includes(grade) ? hardGradeBp : ORDINARY_BP;
    return { ...terms, areaMm2, rateMinor, gradeBp };
  }
  return undefined;
}
