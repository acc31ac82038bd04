import { clusterMean } from './metrics/cluster-mean.ts';
import { cesOf, csatOf } from './metrics/csat.ts';
import type { Interval } from './metrics/interval.ts';
import { npsOf } from './metrics/nps.ts';
import type { AnswerGroup } from './answer-slice.ts';

/** What a company was asked and said within a slice. */
export type CompanySum = { companyId: string; shown: number; n: number; sum: number };

/** The one figure of a slice, with how certain it is. */
export type SliceFigure = {
  /** By which it is written and defined. */
  metric: string;
  value: number | null;
  ci95: Interval | null;
  n: number;
  accounts: number;
  shown: number;
};

/**
 * What the answers of a slice come to: the score of recommending with its adjusted Wald
 * interval, the share of content answers with Wilson's, else the mean with the interval
 * of companies. Every answer counts, where the dashboard takes the last of each person.
 */
export function figureOfSlice(
  item: string,
  group: AnswerGroup,
  sums: readonly CompanySum[],
  hasNumbers = true,
): SliceFigure {
  const said = sums.filter(({ n }) => n > 0);
  const common = {
    ...{ n: group.n, accounts: said.length },
    shown: sums.reduce((all, one) => all + one.shown, 0),
  };
  // Words in no order come to no figure: how often each was said stands in the table.
  if (!hasNumbers) return { ...common, metric: 'words', value: null, ci95: null };
  const answers = group.counts.flatMap(({ value, count }) =>
    Array.from({ length: count }, () => value),
  );
  if (item === 'CCS3') {
    const { nps, ci95 } = npsOf(answers);
    return { ...common, metric: 'nps.contact', value: nps, ci95 };
  }
  if (item === 'OSAT' || item === 'CES2') {
    const { share, ci95 } = item === 'OSAT' ? csatOf(answers) : cesOf(answers);
    return { ...common, metric: item === 'OSAT' ? 'csat' : 'ces', value: share, ci95 };
  }
  const { mean, ci95 } = clusterMean(
    said.map(({ companyId, n, sum }) => ({ account: companyId, value: sum / n, weight: n })),
  );
  return { ...common, metric: `item.${item}`, value: mean, ci95 };
}
