import { chargeForCuts } from '../pricing/cutting-charge.ts';
import {
  type CuttingOffer,
  cuttingOfferFor,
  type CuttingTerms,
  type ProductToCut,
} from '../pricing/cutting-terms.ts';
import type { PricedLine } from '../pricing/price-line.ts';
import { creditForRemnants } from '../pricing/remnant-credit.ts';
import type { ServiceDerivation } from '../pricing/service-derivation.ts';
import { cuttingTimes, type CuttingTimes } from '../stock/cutting-times.ts';
import type { LineCutting } from './cut-line.ts';

/** A line's cutting as it was planned, with what its charge follows from today. */
export type StoredCutting = Omit<LineCutting, 'plan'> & {
  product: ProductToCut;
  /** What the cart's branch cuts the form on, the first to ask first. */
  machines: readonly CuttingTerms[];
};

/** What cutting a line costs today. */
export type LineServices = {
  /** The derivation of each tells its kind and its amounts; a credit is negative. */
  services: readonly ServiceDerivation[];
  /** The terms that apply; `undefined`: the branch does not cut as planned, and the line has to be planned anew. */
  cutOn: CuttingOffer | undefined;
  /** When it would get its turn if it were ordered today; absent as above. */
  times: CuttingTimes | undefined;
};

/** What a planned line is cut on at the cart's branch; `undefined` where it has another saw or none. */
function offerAsPlanned(cutting: StoredCutting): CuttingOffer | undefined {
  const offer = cuttingOfferFor(cutting.product, cutting.machines);
  const isAsPlanned = offer?.method === cutting.method && offer.kerfMm === cutting.kerfMm;
  return isAsPlanned ? offer : undefined;
}

/**
 * The services of a line that is cut: the cutting, and what is given back for
 * the usable remnants if they stay with us (R19). Without a price of the bars
 * there is nothing to give back of. The day and its VAT are those of the terms.
 */
export function servicesOf(
  cutting: StoredCutting,
  price: PricedLine | undefined,
  terms: { on: string; vatRateBp: number },
): LineServices {
  const cutOn = offerAsPlanned(cutting);
  if (!cutOn) return { services: [], cutOn, times: undefined };
  const { on, vatRateBp } = terms;
  const times = cuttingTimes({ ...cutOn, cuts: cutting.cuts, on });
  const { cuts, bars, stockLengthMm, remnantsMm, offcuts } = cutting;
  const { method, areaMm2, rateMinor, gradeBp, setUpMinor, leastChargeMinor } = cutOn;
  const job = { areaMm2, cuts, rateMinor, gradeBp, setUpMinor, leastChargeMinor, vatRateBp };
  const charge = { format: 1, kind: 'cutting', method, ...job, ...chargeForCuts(job) } as const;
  if (offcuts !== 'leave' || remnantsMm === 0 || !price)
    return { services: [charge], cutOn, times };

  const left = {
    ...{ goodsNetMinor: price.netMinor, goodsMm: bars * stockLengthMm, remnantsMm, vatRateBp },
    creditBp: cutOn.remnantCreditBp,
  };
  const credit = { format: 1, kind: 'remnants', ...left, ...creditForRemnants(left) } as const;
  return { services: credit.grossMinor === 0 ? [charge] : [charge, credit], cutOn, times };
}
