/**
 * What documents come to, a second time: written from R14 alone, in fractions of
 * BigInt, with nothing of the shop's own code in it. "Rounding: line net = round
 * (qty × price); VAT per line = round(net × rate) (inclusive: net = gross ÷
 * (1 + rate) on the line total); document = sum of lines." Halves go away from
 * nought, so that a correction mirrors what it corrects.
 */
type Fraction = { readonly over: bigint; readonly under: bigint };

const of = (over: number | bigint, under: number | bigint = 1): Fraction => ({
  over: BigInt(over),
  under: BigInt(under),
});
const times = (a: Fraction, b: Fraction): Fraction => of(a.over * b.over, a.under * b.under);
const plus = (a: Fraction, b: Fraction): Fraction =>
  of(a.over * b.under + b.over * a.under, a.under * b.under);
const inverse = (a: Fraction): Fraction => of(a.under, a.over);

function rounded({ over, under }: Fraction): bigint {
  const whole = over / under;
  const left = over - whole * under;
  const isHalf = (left < 0n ? -left : left) * 2n >= under;
  if (!isHalf) return whole;
  return over < 0n ? whole - 1n : whole + 1n;
}

/** What is sold, as plainly as can be said: so much of what is priced for so much of it. */
export type Fact = {
  quantity: number;
  /** The price is for this many of what the quantity counts. */
  pricedFor: number;
  priceMinor: number;
  isPricedWithVat: boolean;
  rateBp: number;
};

export type Reckoned = { net: bigint; vat: bigint; gross: bigint };

export function reckonLine(fact: Fact): Reckoned {
  const amount = rounded(times(of(fact.quantity, fact.pricedFor), of(fact.priceMinor)));
  const rate = of(fact.rateBp, 10_000);
  if (fact.isPricedWithVat) {
    const net = rounded(times(of(amount), inverse(plus(of(1), rate))));
    return { net, vat: amount - net, gross: amount };
  }
  const vat = rounded(times(of(amount), rate));
  return { net: amount, vat, gross: amount + vat };
}

export function reckonTotals(lines: readonly Reckoned[]): Reckoned {
  let [net, vat, gross] = [0n, 0n, 0n];
  for (const line of lines) {
    net += line.net;
    vat += line.vat;
    gross += line.gross;
  }
  return { net, vat, gross };
}
