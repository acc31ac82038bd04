import type { Product } from '../catalogue/product.ts';
import type { Measured } from '../measures/quantity.ts';

/** A product of the demo world with what it typically costs. */
export type DemoProduct = Product & {
  /**
   * Tiyin per tonne with VAT, ex warehouse, between one and five tonnes: the
   * assumption of catalogue_seed.csv, never market data.
   */
  typicalPriceMinor: number;
  measured: Measured;
};

/** What a branch holds of a product when the world is made. */
export type DemoStock = { branchCode: string; productId: string; onHandG: number };
