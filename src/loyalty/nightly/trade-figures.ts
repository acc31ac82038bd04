import { addDays } from '../../measures/calendar.ts';
import { concentrationOf, giniInterval, top20Interval } from '../metrics/concentration.ts';
import { dayNumber } from '../metrics/purchase-log.ts';
import { repeatPurchaseOf, repeatShareOfYear, retentionOf } from '../metrics/repeat-purchase.ts';
import { rising } from '../metrics/sample.ts';
import { type Figure, figure, isOf, type Segment, segmentsOf } from './figure.ts';
import type { CompanyPurchases } from './inputs.ts';
import { logOf, type Models } from './reckon-models.ts';

const QUARTER = 90;
const YEAR = 365;
const LORENZ_POINTS = 20;
const BOOTSTRAPPED_MAX = 2_000;

/** What purchases alone say (1.14, 1.15, 1.19): who comes back, who stayed, on how few the revenue hangs. */
export function tradeFigures(
  companies: readonly CompanyPurchases[],
  day: string,
  branches: readonly string[],
): Figure[] {
  return segmentsOf(branches).flatMap((segment) =>
    figuresOf(segment, companies.filter(isOf(segment)), day),
  );
}

function figuresOf(
  segment: Segment,
  companies: readonly CompanyPurchases[],
  day: string,
): Figure[] {
  const log = logOf(companies);
  const repeat = repeatPurchaseOf(log, day);
  const year = repeatShareOfYear(log, day);
  const now = { from: addDays(day, 1 - QUARTER), until: day };
  const before = { from: addDays(now.from, -YEAR), until: addDays(day, -YEAR) };
  const kept = retentionOf(log, now, before);
  return [
    figure('repeat', segment, {
      ...{ value: repeat.rate, ci95: repeat.ci95, n: repeat.mature, accounts: repeat.mature },
      detail: {
        repeaters: repeat.repeaters,
        immature: repeat.immature,
        withImmature: repeat.rateWithImmature,
      },
    }),
    figure('repeat.year', segment, {
      ...{ value: year.share, ci95: year.ci95, n: year.buyers, accounts: year.buyers },
    }),
    figure('retention', segment, {
      ...{ value: kept.share, ci95: kept.ci95, n: kept.wereActive, accounts: kept.wereActive },
      detail: { ...{ from: now.from, until: now.until }, areActive: kept.areActive },
    }),
    concentrationFigure(segment, companies, dayNumber(day)),
  ];
}

function concentrationFigure(
  segment: Segment,
  companies: readonly CompanyPurchases[],
  today: number,
): Figure {
  const revenues = companies
    .map(({ days, amountsMinor }) => {
      let sum = 0;
      days.forEach((day, at) => {
        if (day > today - YEAR) sum += amountsMinor[at] ?? 0;
      });
      return sum;
    })
    .filter((revenue) => revenue !== 0);
  const { n, top20Share, gini, accountsFor80Pct, negative } = concentrationOf(revenues);
  const isFew = n <= BOOTSTRAPPED_MAX;
  const few = isFew ? giniInterval(revenues) : null;
  return figure('concentration', segment, {
    ...{ value: top20Share, ci95: isFew ? top20Interval(revenues) : null, n, accounts: n },
    detail: { gini, giniCi95: few, accountsFor80Pct, negative, lorenz: lorenzOf(revenues) },
  });
}

/** What share of revenue the smallest so many companies bring, at even steps. */
function lorenzOf(revenues: readonly number[]): number[] {
  const sorted = rising(revenues);
  const total = sorted.reduce((sum, one) => sum + one, 0);
  if (!(total > 0)) return [];
  const sums = [0];
  for (const one of sorted) sums.push((sums.at(-1) ?? 0) + one);
  return Array.from({ length: LORENZ_POINTS + 1 }, (_, step) => {
    const place = (sorted.length * step) / LORENZ_POINTS;
    const below = Math.floor(place);
    const sum = (sums[below] ?? 0) + (place - below) * (sorted[below] ?? 0);
    return Math.round((sum / total) * 1000) / 1000;
  });
}

/** What the models of the night are worth, for the page that says how it is reckoned. */
export function modelFigure(models: Models): Figure {
  const { season, monthsKnown, pooledLogVariance, buying } = models;
  return figure('models', 'all', {
    n: monthsKnown,
    detail: {
      ...{ season, pooledLogVariance, isTrusted: buying?.isTrusted ?? false },
      ...{ foretold: buying?.foretold ?? null, ordered: buying?.ordered ?? null },
      ...{ rivals: buying?.rivals ?? [], fitted: buying?.fitted ?? 0 },
      active: buying?.active ?? null,
    },
  });
}
