import { divideHalfUp } from '../measures/divide.ts';
import { addVat } from '../measures/money.ts';

/** What the charge for one cutting job follows from. Minor units without VAT, basis points. */
export type CuttingToCharge = {
  cuts: number;
  rateMinor: number;
  gradeBp: number;
  setUpMinor: number;
  leastChargeMinor: number;
  vatRateBp: number;
};

/** The charge for a job; `cutsMinor` is what the cuts alone cost, without VAT. */
export type CuttingCharge = {
  cutsMinor: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
};

const WHOLE_BP = 10_000n;

/**
 * What cutting a line costs: cuts × rate of the section × factor of the grade,
 * rounded half up once, and the setting up of the machine; together at least the
 * least charge. VAT is added to that (R14). Nothing for no cuts: whole bars.
 * Given what it answered before, it answers the same again, so a stored charge
 * can be replayed.
 */
export function chargeForCuts(job: CuttingToCharge): CuttingCharge {
  const { cuts, rateMinor, gradeBp, setUpMinor, leastChargeMinor, vatRateBp } = job;
  const cutsMinor = divideHalfUp(BigInt(cuts) * BigInt(rateMinor) * BigInt(gradeBp), WHOLE_BP);
  const charged = Math.max(cutsMinor + setUpMinor, leastChargeMinor);
  return { cutsMinor, ...addVat(cuts === 0 ? 0 : charged, vatRateBp) };
}
