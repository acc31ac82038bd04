/**
 * Divides two whole numbers and rounds to the nearest whole, halves away from
 * zero, so that a credit note mirrors its invoice to the last unit. BigInt keeps
 * the product before it exact: 1 000 t in grams times a price in tiyin passes
 * 2^53 (R1). Throws a RangeError when the result would not be a safe integer,
 * or when the divisor is not positive.
 */
export function divideHalfUp(dividend: bigint, divisor: bigint): number {
  if (divisor <= 0n) throw new RangeError(`divisor must be positive: ${divisor}`);
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (size * 2n + divisor) / (divisor * 2n);
  const quotient = Number(dividend < 0n ? -rounded : rounded);
  if (!Number.isSafeInteger(quotient)) throw new RangeError(`out of range: ${quotient}`);
  return quotient;
}
