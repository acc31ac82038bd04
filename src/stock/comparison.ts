import { type SizeName, sizeNames, termsOfForm } from '../catalogue/form.ts';
import { divideHalfUp } from '../measures/divide.ts';
import type { AssortmentProduct } from './assortment.ts';
import type { OfferedRow } from './offer.ts';

/** So many products stand side by side at most: more do not fit a page or a head. */
export const COMPARED_MAX = 6;

/** What products are compared by, in the order in which a buyer asks for it. */
const comparedProperties = [
  'form',
  'grade',
  'standard',
  ...sizeNames,
  'length',
  'massPerM',
  'massPerM2',
  'massPerPiece',
  'massSource',
  'massDifference',
  'pricePerTonne',
  'pricePerM',
  'pricePerM2',
  'pricePerPiece',
  'breaks',
  'stockHere',
  'stockAnywhere',
  'lastBought',
] as const;
export type ComparedProperty = (typeof comparedProperties)[number];

/** A property that at least one of the products has, and whether they differ in it. */
export type ComparedRow = { property: ComparedProperty; differs: boolean };

const ofPrices: ReadonlySet<ComparedProperty> = new Set([
  'pricePerTonne',
  'pricePerM',
  'pricePerM2',
  'pricePerPiece',
  'breaks',
]);

const BP_PER_WHOLE = 10_000n;

/**
 * By which properties products stand side by side. What none of them has is left
 * out, and so are prices for those who see none and the own branch for those who
 * have none. Where only some have a property they differ in it; alone, nothing differs.
 */
export function compareProducts(
  products: readonly OfferedRow[],
  reader: { seesPrices: boolean; hasBranch: boolean },
): ComparedRow[] {
  const [first] = products;
  if (!first) return [];
  const isShown = (property: ComparedProperty) =>
    (reader.seesPrices || !ofPrices.has(property)) &&
    (reader.hasBranch || property !== 'stockHere');
  return comparedProperties.filter(isShown).flatMap((property) => {
    const each = products.map((product) => valueOf(property, product, first));
    if (each.every((value) => value === null)) return [];
    return [{ property, differs: each.some((value) => value !== each[0]) }];
  });
}

type Value = string | number | null;

/** What decides whether a product differs from the first in anything but a size; null where it has no such thing. */
const values: Record<
  Exclude<ComparedProperty, SizeName>,
  (product: OfferedRow, first: OfferedRow) => Value
> = {
  form: ({ form }) => form,
  grade: ({ grade }) => grade,
  standard: ({ standard }) => standard,
  length: ({ stockLengthMm, lengthKind }) => stockLengthMm ?? lengthKind,
  massPerM: ({ massMgPerM }) => massMgPerM,
  massPerM2: ({ massMgPerM2 }) => massMgPerM2,
  massPerPiece: ({ pieceMassMg }) => pieceMassMg,
  massSource: ({ massSource }) => massSource,
  massDifference: (product, first) => massDifferenceBp(product, first) || null,
  pricePerTonne: ({ price }) => price?.perTonneMinor ?? null,
  pricePerM: ({ price }) => price?.perUnitMinor.m ?? null,
  pricePerM2: ({ price }) => price?.perUnitMinor.m2 ?? null,
  pricePerPiece: ({ price }) => price?.perUnitMinor.pcs ?? null,
  breaks: (product) => breaksOf(product),
  stockHere: ({ branchG }) => branchG ?? 0,
  stockAnywhere: ({ anywhereG }) => anywhereG,
  lastBought: ({ lastBoughtAt }) => lastBoughtAt?.getTime() ?? null,
};

/** A size that the tables of the product's form do not show is none of it. */
function valueOf(property: ComparedProperty, product: OfferedRow, first: OfferedRow): Value {
  if (!isSizeName(property)) return values[property](product, first);
  return sizeOf(product, property);
}

/** A size by which a product is chosen; null where its form has no such size. */
export function sizeOf(product: AssortmentProduct, name: SizeName): number | null {
  const { columns } = termsOfForm(product.form);
  return columns.includes(name) ? product[name] : null;
}

/** Whether a property is one of the sizes, which stand in millimetres. */
export const isSizeName = (property: ComparedProperty): property is SizeName =>
  sizeNames.some((name) => name === property);

/** The steps of a price by weight, which say more than its first only where there are several. */
function breaksOf({ price }: OfferedRow): string | null {
  if (!price || price.breaks.length < 2) return null;
  return price.breaks.map((step) => `${step.fromWeightG}:${step.perTonneMinor}`).join(' ');
}

type Masses = Pick<AssortmentProduct, 'massMgPerM' | 'massMgPerM2' | 'pieceMassMg'>;

/**
 * How much heavier a product is than another, or lighter where negative, as a
 * share of the other in basis points rounded half up: by the metre where both
 * have a mass of one, else by the square metre, else by the piece. Null where
 * they have no measure in common.
 */
export function massDifferenceBp(product: Masses, other: Masses): number | null {
  for (const measure of ['massMgPerM', 'massMgPerM2', 'pieceMassMg'] as const) {
    const [mass, base] = [product[measure], other[measure]];
    if (mass !== null && base !== null)
      return divideHalfUp(BigInt(mass - base) * BP_PER_WHOLE, BigInt(base));
  }
  return null;
}
