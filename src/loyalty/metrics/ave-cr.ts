/** What a factor's standardised loadings say of it. */
export type FactorQuality = {
  /** Average variance extracted: the mean of squared loadings. */
  ave: number;
  /** Composite reliability, for uncorrelated errors. */
  cr: number;
  /** What the composite reliability cannot exceed with that average: a free check of printed figures. */
  crMaxForAve: number;
};

/**
 * Average variance extracted and composite reliability (1.11; the formula of
 * Fornell and Larcker, without weighting by observed variance). `null` without
 * loadings.
 */
export function factorQualityOf(loadings: readonly number[]): FactorQuality | null {
  const k = loadings.length;
  if (k === 0) return null;
  const sum = loadings.reduce((total, loading) => total + loading, 0);
  const squares = loadings.reduce((total, loading) => total + loading * loading, 0);
  const ave = squares / k;
  return {
    ave,
    cr: sum ** 2 / (sum ** 2 + k - squares),
    crMaxForAve: (k * ave) / (k * ave + 1 - ave),
  };
}

/**
 * Whether two factors are told apart: both extract more variance than they share,
 * their correlation squared (Fornell and Larcker 1981).
 */
export function areToldApart(
  one: FactorQuality,
  other: FactorQuality,
  correlation: number,
): boolean {
  return Math.min(one.ave, other.ave) > correlation ** 2;
}
