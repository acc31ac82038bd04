import { divideHalfUp } from '../measures/divide.ts';
import { addVat } from '../measures/money.ts';

/** What a credit for remnants follows from. Minor units without VAT, millimetres, basis points. */
export type RemnantsToCredit = {
  /** What the bars cost that the remnants are left of. */
  goodsNetMinor: number;
  goodsMm: number;
  remnantsMm: number;
  creditBp: number;
  vatRateBp: number;
};

const WHOLE_BP = 10_000n;

/**
 * What is given back for usable remnants that stay with us: of what their length
 * cost in the bars, so many basis points. Rounded half up once; VAT goes with it
 * (R14). Amounts are negative, and nothing for no remnants. Given what it
 * answered before, it answers the same again.
 */
export function creditForRemnants(left: RemnantsToCredit): {
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
} {
  const { goodsNetMinor, goodsMm, remnantsMm, creditBp, vatRateBp } = left;
  const share = BigInt(goodsNetMinor) * BigInt(remnantsMm) * BigInt(creditBp);
  const creditMinor = divideHalfUp(share, BigInt(goodsMm) * WHOLE_BP);
  return addVat(creditMinor === 0 ? 0 : -creditMinor, vatRateBp);
}
