/**
 * Splits a whole total over lines in proportion to their weights, to the last
 * unit: each line gets its share rounded down, and the units left over go to
 * the largest remainders, the earlier line first when two are equal (R5). The
 * parts always add up to the total, which may be negative; when every weight is
 * zero the total is split evenly. No lines give no parts. Throws a RangeError on a
 * negative weight or on what is not a whole number.
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  if (total < 0) return shareOut(-total, weights).map((part) => (part === 0 ? 0 : -part));
  if (weights.some((weight) => weight < 0)) throw new RangeError('a weight is negative');

  const all = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (all === 0n && weights.length > 0) {
    return shareOut(
      total,
      weights.map(() => 1),
    );
  }

  const shares = weights.map((weight, line) => {
    const exact = BigInt(total) * BigInt(weight);
    return { line, part: Number(exact / all), remainder: exact % all };
  });
  const left = total - shares.reduce((sum, share) => sum + share.part, 0);
  const favoured = new Set(
    shares
      .toSorted(
        (one, other) =>
          Number(other.remainder > one.remainder) - Number(other.remainder < one.remainder),
      )
      .slice(0, left)
      .map((share) => share.line),
  );
  return shares.map(({ line, part }) => part + (favoured.has(line) ? 1 : 0));
}
