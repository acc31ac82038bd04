import { leastByTariff } from '../pricing/freight-charge.ts';
import type { FreightTariff } from '../pricing/freight-tariff.queries.ts';
import { roadFrom } from '../stock/network.ts';

/** An order as far as its freight follows from it. Grams. */
export type OrderToBring = {
  branchCode: string;
  city: string;
  weightG: number;
  /** The tariff of its day; null where its branch had none. */
  freightTariff: FreightTariff | null;
};

/** What the tariff asks as far as it goes; `undefined` where the branch has none. Minor units without VAT. */
export function leastFreight(order: OrderToBring): number | undefined {
  const { branchCode, city, weightG, freightTariff } = order;
  if (!freightTariff) return undefined;
  return leastByTariff(freightTariff.bands, { km: roadFrom(branchCode, city), weightG });
}
