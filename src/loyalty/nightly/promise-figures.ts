import { clusterMean } from '../metrics/cluster-mean.ts';
import { shareOf } from '../metrics/interval.ts';
import { accountsOf, type Figure, figure, isOf, segmentsOf } from './figure.ts';
import type { PromisesKept } from './inputs.ts';

/**
 * The share of deliveries that came when they were first promised, of those whose arrival
 * was promised and is over: the measured half beside what people say of it (beyond 17).
 * What was promised anew in time is no broken word, and not on time either. The interval
 * is that of companies where several speak, else Wilson's.
 */
export function promiseFigures(
  promises: readonly PromisesKept[],
  branches: readonly string[],
): Figure[] {
  return segmentsOf(branches).map((segment) => {
    const of = promises.filter(isOf(segment));
    const sum = (what: (one: PromisesKept) => number) =>
      of.reduce((total, one) => total + what(one), 0);
    const [kept, renegotiated, broken] = [
      sum((one) => one.kept),
      sum((one) => one.renegotiated),
      sum((one) => one.broken),
    ];
    const n = kept + renegotiated + broken;
    const { share, ci95 } = shareOf(kept, n);
    const byCompany = clusterMean(
      of.map((one) => {
        const weight = one.kept + one.renegotiated + one.broken;
        return { account: one.companyId, value: one.kept / weight, weight };
      }),
    );
    return figure('ontime', segment, {
      ...{ value: share, ci95: wider(ci95, byCompany.ci95), n, accounts: accountsOf(of) },
      detail: { kept, renegotiated, broken },
    });
  });
}

type Limits = readonly [number, number] | null;

/** The deliveries of one company are alike, so the wider interval is the honest one; a share lies between 0 and 1. */
function wider(one: Limits, other: Limits): Limits {
  if (!one || !other) return one;
  const clipped = [Math.max(0, other[0]), Math.min(1, other[1])] as const;
  return clipped[1] - clipped[0] > one[1] - one[0] ? clipped : one;
}
