import type { CuttingShown } from '../../../views/parts/cutting.tsx';
import type { ProductView } from '../../../views/storefront/product.tsx';
import { chargeForCuts } from '../../pricing/cutting-charge.ts';
import { cuttingOfferFor } from '../../pricing/cutting-terms.ts';
import { creditForRemnants } from '../../pricing/remnant-credit.ts';
import { calculate } from '../../stock/calculation.ts';
import { readCutList } from '../../stock/cut-list.ts';
import { type CuttingPlan, planCuts } from '../../stock/cutting-plan.ts';
import { cuttingTimes } from '../../stock/cutting-times.ts';

/** A list of more signs than can be pieces; nothing of it was read. `undefined` as below. */
export function tooLong(view: ProductView, typed: string): CuttingShown | undefined {
  const asked = cuttingOf(view, '');
  return asked && { ...asked, typed, problem: 'too-many-pieces' };
}

/**
 * What came of a cut list, beside what does not depend on it. Nothing that
 * cannot be read is left out of a plan: then there is none. `undefined`: this
 * product is not cut for the one who reads.
 */
export function cuttingOf(view: ProductView, typed: string): CuttingShown | undefined {
  const { product: shown, reader, formKey, terms } = view;
  const { sku, stockLengthMm, withdrawnAt } = shown;
  const offer = cuttingOfferFor(shown, shown.machines);
  if (stockLengthMm === null || withdrawnAt || !offer) return undefined;
  const lines = readCutList(typed);
  const unread = lines.filter(({ pieces }) => !pieces).map((line) => line.typed);
  const base = { sku, stockLengthMm, offer, typed, unread };
  if (lines.length === 0 || unread.length > 0) return base;
  const { kerfMm, leastRemnantMm } = offer;
  const pieces = lines.flatMap(({ pieces: read }) => (read ? [read] : []));
  const planned = planCuts({ stockLengthMm, kerfMm, leastRemnantMm, pieces });
  if (!planned.ok) return { ...base, problem: planned.problem };
  const { plan } = planned;
  const { vatRateBp } = terms;
  const charge = { ...chargeForCuts({ ...offer, vatRateBp, cuts: plan.cuts }), vatRateBp };
  return {
    ...base,
    plan,
    times: cuttingTimes({ ...offer, cuts: plan.cuts, on: terms.on }),
    ...(reader.seesPrices ? { charge, goods: goodsOf(view, plan) } : {}),
    ...(reader.orders ? { formKey } : {}),
  };
}

/** What the bars of a plan cost if nothing else is ordered, and what comes back for usable remnants that stay with us. */
function goodsOf({ product: shown, terms }: ProductView, plan: CuttingPlan): CuttingShown['goods'] {
  const bars = { amountMilli: plan.barsNeeded * 1000, unit: 'pcs' } as const;
  const calculated = calculate(shown, bars, terms);
  const offer = cuttingOfferFor(shown, shown.machines);
  if (!calculated?.price || !offer || shown.stockLengthMm === null) return undefined;
  const { weightG, price } = calculated;
  const credit = creditForRemnants({
    goodsNetMinor: price.netMinor,
    goodsMm: plan.barsNeeded * shown.stockLengthMm,
    remnantsMm: plan.sellableMm,
    creditBp: offer.remnantCreditBp,
    vatRateBp: terms.vatRateBp,
  });
  return { weightG, grossMinor: price.grossMinor, creditMinor: -credit.grossMinor };
}
