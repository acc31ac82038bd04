import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { DemoProduct } from './goods.ts';
import { monthStart } from './moments.ts';
import type { Random } from './random.ts';
import { vatRateOn } from './vat-rates.ts';

const STEP_MINOR = 10_000;
/** Half a year ago goods cost so much less. */
const HALF_YEAR_AGO = 0.97;

/**
 * What goods cost the trader of the demo: for half a year, and anew since the
 * month began. A tenth to a fifth below what they typically sell for, which is an
 * assumption like the typical prices; without VAT, in whole hundreds of tenge.
 */
export function makeCosts(
  random: Random,
  given: { products: readonly DemoProduct[]; today: string },
): Insertable<DB['productCost']>[] {
  const [before, now] = [monthStart(given.today, -6), monthStart(given.today, 0)];
  return given.products.flatMap(({ id, sku, typicalPriceMinor }) => {
    const share = random.fork(sku).whole(830, 895) / 1000;
    const netMinor = (typicalPriceMinor * 10_000) / (10_000 + vatRateOn(given.today));
    const costOf = (factor: number) =>
      Math.round((netMinor * share * factor) / STEP_MINOR) * STEP_MINOR;
    return [
      { productId: id, fromDay: before, costPerTonneMinor: costOf(HALF_YEAR_AGO) },
      { productId: id, fromDay: now, costPerTonneMinor: costOf(1) },
    ];
  });
}
