import type { Measured, Unit } from '../measures/quantity.ts';
import type { Dimensions } from './dimensions.ts';
import { type Form, termsOfForm } from './form.ts';
import type { MassSource } from './theoretical-weight.ts';

/** How the lengths of a product run: all alike, varying within the lot, wound, or a sheet. */
export type LengthKind = 'measured' | 'random' | 'coil' | 'sheet';
/** How a product is kept: A in most branches, B in many, C in few, O to order. */
export type StockClass = 'A' | 'B' | 'C' | 'O';

/** A kind of metal we sell, not yet stored. Masses in milligrams, sizes in micrometres unless the name says millimetres. */
export type NewProduct = Dimensions & {
  sku: string;
  categoryCode: string;
  tierGroup: string;
  form: Form;
  /** The size as the trade writes it, with × and a decimal point: 20П, 40×20×2. */
  designation: string;
  /** Mark of the steel or alloy with its coating: А500С, 08пс оц Z275. */
  grade: string;
  standard: string;
  nameEn: string;
  nameRu: string;
  nameKk: string;
  lengthKind: LengthKind;
  stockLengthMm: number | null;
  massMgPerM: number | null;
  massMgPerM2: number | null;
  pieceMassMg: number | null;
  massSource: MassSource;
  sectionId: string | null;
  accountingMassMgPerM: number | null;
  densityKgPerM3: number;
  saleUnit: Unit;
  stockClass: StockClass;
};

/** A product of the catalogue. */
export type Product = NewProduct & { id: string };

/** What must be known of a product to weigh a quantity of it. */
type Weighable = Pick<
  NewProduct,
  | 'form'
  | 'lengthKind'
  | 'stockLengthMm'
  | 'massMgPerM'
  | 'massMgPerM2'
  | 'pieceMassMg'
  | 'sheetWidthMm'
  | 'sheetLengthMm'
>;

/**
 * The masses by which a quantity of a product is weighed. Only bars of measured
 * length have a piece of known length, only sheets of a known format a piece of known area.
 */
export function measuredOf(product: Weighable): Measured {
  const { sheetWidthMm, sheetLengthMm } = product;
  const isSheet = sheetWidthMm !== null && sheetLengthMm !== null;
  return {
    massMgPerM: product.massMgPerM,
    massMgPerM2: product.massMgPerM2,
    pieceMassMg: product.pieceMassMg,
    pieceLengthMm: product.lengthKind === 'measured' ? product.stockLengthMm : null,
    pieceAreaMm2: isSheet ? sheetWidthMm * sheetLengthMm : null,
  };
}

/**
 * The units a product may be ordered in, the usual one of its form first. Coils
 * are sold by weight only, random lengths never by the piece; profiled sheet by
 * the piece needs a length with it.
 */
export function unitsOf(product: Weighable): readonly Unit[] {
  if (product.lengthKind === 'coil') return ['t', 'kg'];
  return termsOfForm(product.form).units.filter((unit) => {
    if (unit === 'm') return product.massMgPerM !== null;
    if (unit === 'm2') return product.massMgPerM2 !== null;
    if (unit === 'pcs') return product.pieceMassMg !== null || product.form === 'profiled_sheet';
    return true;
  });
}

/**
 * Order of a product within its category: by main size, then the second, then the
 * wall. A safe whole number that grows with the size; equal sizes are told apart
 * by the caller.
 */
export function sortKeyOf(product: Dimensions): number {
  const { heightUm, widthUm, thicknessUm, diameterUm, cellWidthUm } = product;
  const { boreMm, sheetWidthMm, sheetLengthMm } = product;
  const face = sheetLengthMm ?? sheetWidthMm;
  const bore = boreMm === null ? null : boreMm * 1000;
  const isMesh = cellWidthUm !== null;
  const isPlainSheet = face !== null && heightUm === null && !isMesh;
  const [main, second, third] = isPlainSheet
    ? [thicknessUm, (sheetWidthMm ?? 0) * 100, face * 10]
    : [
        cellWidthUm ?? bore ?? heightUm ?? diameterUm ?? widthUm,
        isMesh ? diameterUm : widthUm,
        thicknessUm ?? face,
      ];
  return digits(main, 100) * 1e10 + digits(second, 100) * 1e5 + digits(third, 10);
}

/** A size in steps of so many micrometres, held within five digits. */
const digits = (sizeUm: number | null | undefined, stepUm: number) =>
  Math.min(Math.round((sizeUm ?? 0) / stepUm), 99_999);
