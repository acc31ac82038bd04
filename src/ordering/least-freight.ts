import type { Agreed } from '../customers/agreed.ts';
import { leastByTariff } from '../pricing/freight-charge.ts';
import type { FreightTariff } from '../pricing/freight-tariff.queries.ts';
import { roadFrom } from '../stock/network.ts';
import { freightOf } from './cart-freight.ts';

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

/** A site as far as what bringing goods to it costs follows from it. */
export type SiteToBring = Omit<OrderToBring, 'weightG'> & {
  siteId: string;
  agreed: Pick<Agreed, 'freightPrice' | 'freeFrom'> | null;
};

/**
 * For how little anybody may offer to bring what is quoted: for nothing where the
 * company's agreement says so, else for what the tariff asks, as far as it goes, and for
 * something where there is none. Minor units without VAT.
 */
export function leastFreightOfQuote(
  site: SiteToBring,
  goods: { weightG: number; grossMinor: number },
  vatRateBp: number,
): number {
  const { branchCode, city, siteId, ...terms } = site;
  const roadKm = roadFrom(branchCode, city);
  const cart = { ...terms, branchCode, siteId, siteCity: city, roadKm };
  const freight = freightOf({ ...cart, quoteId: null, quotedFreight: null }, goods, vatRateBp);
  if (freight.standing === 'included') return 0;
  if ('service' in freight) return freight.service.netMinor;
  return Math.max(1, leastFreight({ ...site, weightG: goods.weightG }) ?? 1);
}
