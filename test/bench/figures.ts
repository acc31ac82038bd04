/** What one run of one load came to. Times in milliseconds. */
export type Figures = {
  answers: number;
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
};

/** Sums up how long each answer took within a span. Without answers all is zero. */
export function sumUp(durationsMs: readonly number[], spanMs: number): Figures {
  const sorted = durationsMs.toSorted((one, other) => one - other);
  // The nearest rank: the smallest of which so large a share took no longer.
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return {
    answers: sorted.length,
    perSecond: spanMs > 0 ? (sorted.length * 1000) / spanMs : 0,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
  };
}
