import { divideHalfUp } from '../measures/divide.ts';
import { effectiveBreaks, withVatMinor } from '../pricing/price-level.ts';
import type { ListLevel, PriceTerms } from '../pricing/price-terms.ts';
import type { AssortmentProduct, AssortmentRow } from './assortment.ts';

/** From this weight upwards a tonne costs so much, VAT included, by this list. Grams, minor units. */
type OfferedBreak = {
  fromWeightG: number;
  perTonneMinor: number;
  level: ListLevel;
  versionId: string;
};

/** What a reader is asked for a product today, as pages show it: with VAT, minor units. */
export type OfferedPrice = {
  /** At the first break. */
  perTonneMinor: number;
  /** At the first break, for what the trade counts in; absent where the product has no such measure. */
  perUnitMinor: { m?: number; m2?: number; pcs?: number };
  /** Ascending by weight, one at least. */
  breaks: readonly OfferedBreak[];
  /** Where the first break comes from. */
  level: ListLevel;
};

/** A row with its price; `undefined` is a price on request. */
export type OfferedRow = AssortmentRow & { price: OfferedPrice | undefined };

const MG_PER_TONNE = 1_000_000_000n;

/** The product with the price that its lists and the terms give (R7); lists without VAT are raised by it. */
export function offerOf<Row extends AssortmentProduct>(
  row: Row,
  terms: PriceTerms,
): Row & { price: OfferedPrice | undefined } {
  const breaks = effectiveBreaks(row.listed, terms).map((step) => ({
    fromWeightG: step.fromWeightG,
    perTonneMinor: withVatMinor(step, terms.vatRateBp),
    level: step.link.level,
    versionId: step.link.versionId,
  }));
  const [first] = breaks;
  if (!first) return { ...row, price: undefined };
  const { perTonneMinor, level } = first;
  return {
    ...row,
    price: { perTonneMinor, perUnitMinor: perUnit(row, perTonneMinor), breaks, level },
  };
}

/** The price of a metre, a square metre and a piece, rounded half up once. */
function perUnit(row: AssortmentProduct, perTonneMinor: number): OfferedPrice['perUnitMinor'] {
  const masses = { m: row.massMgPerM, m2: row.massMgPerM2, pcs: row.pieceMassMg };
  const prices: OfferedPrice['perUnitMinor'] = {};
  for (const unit of ['m', 'm2', 'pcs'] as const) {
    const massMg = masses[unit];
    if (massMg !== null)
      prices[unit] = divideHalfUp(BigInt(massMg) * BigInt(perTonneMinor), MG_PER_TONNE);
  }
  return prices;
}
