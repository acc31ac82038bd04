import { tradingDay } from '../../measures/calendar.ts';
import { type Actor, may } from '../../people/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import type { PriceTerms } from '../../pricing/price-terms.ts';
import { readPriceTerms } from '../../pricing/pricing.queries.ts';
import type { Onlooker } from '../../stock/assortment-conditions.queries.ts';

/** Who reads the catalogue, and what it may show. */
export type Reader = {
  /** Whose terms count; null for guests and for staff, who see the base lists. */
  companyId: string | null;
  onlooker: Onlooker;
  isGuest: boolean;
  /** A foreman sees no prices anywhere. */
  seesPrices: boolean;
  /** A buyer who may fill a cart orders from the table. */
  orders: boolean;
};

/** A buyer reads for his company, staff for their branch, a guest for nobody. */
export function readerOf(actor: Actor | undefined): Reader {
  const companyId = actor?.kind === 'buyer' ? actor.companyId : null;
  const branchCode = actor?.kind === 'staff' ? actor.branchCode : null;
  return {
    companyId,
    onlooker: { companyId, branchCode },
    isGuest: !actor,
    seesPrices: !actor || may(actor, 'see-prices'),
    orders: actor?.kind === 'buyer' && may(actor, 'fill-carts'),
  };
}

/** The terms by which the reader sees prices today: his company's, else the base lists. One statement. */
export function termsFor(db: Db, reader: Reader, at: Date): Promise<PriceTerms> {
  return readPriceTerms(db, { companyId: reader.companyId, siteId: null, on: tradingDay(at) });
}
