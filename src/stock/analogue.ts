import { mayStandFor } from '../catalogue/grade-order.ts';
import type { AssortmentProduct } from './assortment.ts';
import type { OfferedRow } from './offer.ts';

/** In what a product differs that may stand for another: a higher grade, another standard, a thicker wall. */
type AnalogueKind = 'grade' | 'standard' | 'wall';

/** What was asked for: a product, or what a search said of one. */
export type AskedFor = {
  id?: string;
  grade?: string | undefined;
  standard?: string | undefined;
  /** Theoretical, of what a metre or else a square metre weighs; null: unknown. */
  massMg: number | null;
  pricePerTonneMinor?: number | undefined;
};

/** A product that may be taken instead, if the buyer agrees. Differences from what was asked for, in basis points. */
export type Analogue = OfferedRow & {
  kind: AnalogueKind;
  massDifferenceBp: number | null;
  priceDifferenceBp: number | null;
};

const ANALOGUES_MAX = 6;
const BP = 10_000;

/**
 * Which of the neighbours of a size may stand for what was asked: the same size
 * in a higher grade or by another standard, the next thicker wall in a grade that
 * is no lower. Only what can be promised today; a lower grade and another family
 * of metal never (A8, R19, names.md §3).
 */
export function analoguesAmong(
  rows: readonly (OfferedRow & { isThicker: boolean })[],
  asked: AskedFor,
): readonly Analogue[] {
  // The table's mass of the very size is truer than what geometry says of one that is not kept.
  const kept = asked.id === undefined && rows.find(({ isThicker }) => !isThicker);
  const massMg = kept ? massOf(kept) : asked.massMg;
  return rows
    .filter((row) => row.anywhereG > 0 && row.id !== asked.id)
    .flatMap(({ isThicker, ...row }) => {
      const kind = kindOf(row, isThicker, asked);
      if (!kind) return [];
      const massDifferenceBp = differenceBp(massOf(row), massMg);
      const priceDifferenceBp = differenceBp(row.price?.perTonneMinor, asked.pricePerTonneMinor);
      return [{ ...row, kind, massDifferenceBp, priceDifferenceBp }];
    })
    .slice(0, ANALOGUES_MAX);
}

function kindOf(
  row: AssortmentProduct,
  isThicker: boolean,
  { grade, standard }: AskedFor,
): AnalogueKind | undefined {
  const isHigher = grade !== undefined && mayStandFor(row.grade, grade);
  const isSame = grade === undefined || row.grade === grade;
  if (isThicker) return isSame || isHigher ? 'wall' : undefined;
  if (isHigher) return 'grade';
  return isSame && standard !== undefined && row.standard !== standard ? 'standard' : undefined;
}

/** What a metre weighs, of sheets a square metre. */
export const massOf = (product: { massMgPerM: number | null; massMgPerM2: number | null }) =>
  product.massMgPerM ?? product.massMgPerM2;

/** By how much one is more than the other; null where either is unknown. */
const differenceBp = (one: number | null | undefined, other: number | null | undefined) =>
  one && other ? Math.round(((one - other) * BP) / other) : null;
