import { bootstrapInterval, resample } from '../metrics/bootstrap.ts';
import { clusterMean } from '../metrics/cluster-mean.ts';
import { correlationInterval } from '../metrics/correlation.ts';
import { csatOf } from '../metrics/csat.ts';
import { completeRows, derivedImportanceOf } from '../metrics/derived-importance.ts';
import { Z95 } from '../metrics/distributions.ts';
import { agreedLabel, ipaOf } from '../metrics/ipa.ts';
import { arrowsOf, inclusionWeights } from '../metrics/non-response.ts';
import { varianceOf } from '../metrics/sample.ts';
import {
  accountsOf,
  type Figure,
  figure,
  isOf,
  partsOf,
  type Segment,
  segmentsOf,
} from './figure.ts';
import type { Voice } from './inputs.ts';
import { changeOf } from './relationship-figures.ts';

const QUARTER = 91;
/** What is new is compared with the quarter before it: a yard that slows down is seen within weeks. */
const RECENT = 56;
const COMPARED_MIN = 8;
const YEAR = 365;
const ANCHOR = 'OSAT';
const IPA_DRAWS = 400;
/** Attributes of the grid need so many answers together with the overall rating of the same step. */
const PAIRS_MIN = 10;

/** What the night knows beside the answers. */
export type StepFacts = {
  today: number;
  /** The items of five steps that may stand in the tables, in the order of the instrument. */
  items: readonly string[];
  branches: readonly string[];
  /** How often an item was shown within so many days. */
  shownOf: (segment: Segment, item: string, days: number) => number;
};

const within = (voices: readonly Voice[], until: number, days: number) =>
  voices.filter(({ day }) => day <= until && day > until - days);

/**
 * What people say of single steps: the overall satisfaction of the last 91 days
 * against the same days a year before, and each item of twelve months with a
 * cluster interval, of all, of both populations and of each branch (1.3, 1.0).
 */
export function stepFigures(voices: readonly Voice[], facts: StepFacts): Figure[] {
  const all = segmentsOf(facts.branches);
  const anchors = voices.filter(({ item }) => item === ANCHOR);
  const items = facts.items.flatMap((item) => {
    const of = voices.filter((voice) => voice.item === item);
    return all.map((segment) => itemFigure(item, segment, of, facts));
  });
  // Populations of a branch are tested among themselves: there are many, and each has few answers.
  const [wide, narrow] = [items.filter((one) => !isNarrow(one)), items.filter(isNarrow)];
  const arrows = [wide, narrow].flatMap((some) =>
    arrowsOf(some.map(({ detail }) => numberOf(detail['z']))),
  );
  return [
    ...all.map((segment) => csatFigure(segment, anchors, facts)),
    ...[...wide, ...narrow].map((one, at) => ({
      ...one,
      detail: { ...one.detail, change: arrows[at] ?? null },
    })),
  ];
}

function isNarrow({ segment }: Figure): boolean {
  const { population, branch } = partsOf(segment);
  return population !== undefined && branch !== undefined;
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);

function csatFigure(segment: Segment, voices: readonly Voice[], facts: StepFacts): Figure {
  const { today, shownOf } = facts;
  const of = voices.filter(isOf(segment));
  const [now, before] = [within(of, today, QUARTER), within(of, today - YEAR, QUARTER)];
  const [is, was] = [now, before].map((some) => csatOf(some.map(({ number }) => number)));
  if (!is || !was) return figure('csat', segment, {});
  const weights = inclusionWeights(now.map(({ probability }) => probability));
  const weighted = clusterMean(
    now.map(({ companyId, number }, at) => ({
      ...{ account: companyId, weight: weights[at] ?? 1 },
      value: Number(number >= 4),
    })),
  );
  return figure('csat', segment, {
    ...{ value: is.share, ci95: is.ci95, n: is.n, accounts: accountsOf(now) },
    shown: shownOf(segment, ANCHOR, QUARTER),
    detail: {
      ...{ mean: is.mean, meanCi95: is.meanCi95, before: was.share, beforeN: was.n },
      ...{ weighted: weighted.mean, weightedCi95: weighted.ci95, effectiveN: weighted.effectiveN },
      change: changeOf(differenceOfShares(was, is)),
    },
  });
}

type Share = { share: number | null; n: number };

function differenceOfShares(was: Share, is: Share): readonly [number, number] | null {
  if (was.share === null || is.share === null) return null;
  const variance = ({ share, n }: Share) => ((share ?? 0) * (1 - (share ?? 0))) / n;
  const half = Z95 * Math.sqrt(variance(was) + variance(is));
  return [is.share - was.share - half, is.share - was.share + half];
}

function itemFigure(
  item: string,
  segment: Segment,
  voices: readonly Voice[],
  { today, shownOf }: StepFacts,
): Figure {
  const of = voices.filter(isOf(segment));
  const year = within(of, today, YEAR);
  const { mean, ci95, effectiveN } = meanOfVoices(year);
  const [recent, before] = [within(of, today, RECENT), within(of, today - RECENT, QUARTER)];
  const [is, was] = [meanOfVoices(recent), meanOfVoices(before)];
  return figure(`item.${item}`, segment, {
    ...{
      value: mean,
      ci95,
      n: year.length,
      accounts: accountsOf(year),
      shown: shownOf(segment, item, YEAR),
    },
    detail: {
      ...{ effectiveN, recent: is.mean, recentCi95: is.ci95, recentN: recent.length },
      ...{ before: was.mean, beforeN: before.length, z: zOf(recent, before) },
    },
  });
}

const meanOfVoices = (voices: readonly Voice[]) =>
  clusterMean(
    voices.map(({ companyId, number }) => ({ account: companyId, value: number, weight: 1 })),
  );

function zOf(now: readonly Voice[], before: readonly Voice[]): number | null {
  const [is, was] = [now, before].map((voices) => voices.map(({ number }) => number));
  if (!is || !was || is.length < COMPARED_MIN || was.length < COMPARED_MIN) return null;
  const [a, b] = [varianceOf(is) ?? 0, varianceOf(was) ?? 0];
  const se = Math.sqrt(a / is.length + b / was.length);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, one) => sum + one, 0) / values.length;
  return se === 0 ? null : (mean(is) - mean(was)) / se;
}

/**
 * The grid of importance and performance (R29, 1.5), each population apart (beyond 21):
 * how an item goes together with the overall rating of the same step, and how it is
 * rated. A quadrant is named only where four of five bootstrap samples agree.
 */
export function ipaFigures(
  voices: readonly Voice[],
  { today, items, branches }: Pick<StepFacts, 'today' | 'items' | 'branches'>,
): Figure[] {
  const year = within(voices, today, YEAR);
  const anchors = anchorsOf(year);
  const rated = year.filter(({ item }) => items.includes(item));
  return segmentsOf(branches).flatMap((segment) => {
    const of = rated.filter(isOf(segment));
    return ipaOfSegment(segment, of, { anchors, items });
  });
}

/** A rating with the overall one of the same prompt. */
export type Pair = { companyId: string; rating: number; anchor: number };

function ipaOfSegment(
  segment: Segment,
  voices: readonly Voice[],
  { anchors, items }: { anchors: ReadonlyMap<string, number>; items: readonly string[] },
): Figure[] {
  const all = [...pairsOf(voices, { anchors, items })];
  const known = all.filter(([, pairs]) => pairs.length >= PAIRS_MIN);
  // Too few are counted, so that nobody takes them for none when he subtracts.
  const few = all.flatMap(([id, pairs]) =>
    pairs.length === 0 || pairs.length >= PAIRS_MIN
      ? []
      : [figure(`ipa.${id}`, segment, { n: pairs.length, accounts: accountsOf(pairs) })],
  );
  if (known.length === 0) return few;
  const points = known.map(([id, pairs]) => pointOf(id, pairs));
  const { items: places, centerData } = ipaOf(points, [0, 3]);
  const drawn = drawPlaces(known);
  const placed = points.map((point, at) => {
    const pairs = known[at]?.[1] ?? [];
    const draws = drawn[at];
    return figure(`ipa.${point.id}`, segment, {
      ...{ value: point.performance, n: pairs.length, accounts: accountsOf(pairs) },
      ...{ low: draws?.performance?.[0] ?? null, high: draws?.performance?.[1] ?? null },
      detail: {
        importance: point.importance,
        importanceCi95: correlationInterval(point.importance, pairs.length),
        quadrant: agreedLabel(draws?.labels ?? []),
        place: places[at]?.dataCentred ?? null,
        ...{
          centerImportance: centerData?.[0] ?? null,
          centerPerformance: centerData?.[1] ?? null,
        },
      },
    });
  });
  return [...placed, ...few];
}

/** Of each item what was rated in a prompt that also asked the overall rating of the step. */
export function pairsOf(
  voices: readonly Voice[],
  { anchors, items }: { anchors: ReadonlyMap<string, number>; items: readonly string[] },
): Map<string, Pair[]> {
  const pairs = new Map(items.map((item): [string, Pair[]] => [item, []]));
  for (const { promptId, companyId, item, number } of voices) {
    const anchor = anchors.get(promptId);
    if (anchor !== undefined) pairs.get(item)?.push({ companyId, rating: number, anchor });
  }
  return pairs;
}

/** The overall rating of each prompt that asked it. */
export const anchorsOf = (voices: readonly Voice[]): Map<string, number> =>
  new Map(
    voices.flatMap(({ promptId, item, number }) =>
      item === ANCHOR ? [[promptId, number] as const] : [],
    ),
  );

function pointOf(id: string, pairs: readonly Pair[]) {
  const { byAttribute } = derivedImportanceOf(
    pairs.map(({ anchor }) => anchor),
    { [id]: pairs.map(({ rating }) => rating) },
  );
  const [ratings = []] = completeRows([pairs.map(({ rating }) => rating)]);
  const performance = ratings.reduce((sum, one) => sum + one, 0) / Math.max(1, ratings.length);
  return { id, importance: byAttribute[id]?.pearson ?? null, performance };
}

/** Draws companies again and again and places the items anew each time. */
function drawPlaces(known: readonly (readonly [string, Pair[]])[]) {
  const companies = [...new Set(known.flatMap(([, pairs]) => pairs.map((one) => one.companyId)))];
  const placeOf = new Map(companies.map((companyId, at) => [companyId, at]));
  const cells = known.map(([id, pairs]) => ({
    ...{ id, pairs, at: Int32Array.from(pairs, (one) => placeOf.get(one.companyId) ?? 0) },
  }));
  const labels = known.map((): ReturnType<typeof ipaOf>['items'][number]['dataCentred'][] => []);
  resample(
    companies.length,
    (times) => {
      const points = cells.map(({ id, pairs, at }) => ({ id, ...weightedPoint(pairs, at, times) }));
      ipaOf(points, [0, 3]).items.forEach((place, item) => labels[item]?.push(place.dataCentred));
    },
    IPA_DRAWS,
  );
  return cells.map(({ pairs, at }, item) => ({
    labels: labels[item] ?? [],
    performance: bootstrapInterval(
      companies.length,
      (times) => weightedPoint(pairs, at, times).performance,
    ),
  }));
}

/** The correlation and the mean of pairs whose companies are drawn so many times; null where they do not vary. */
export function weightedPoint(pairs: readonly Pair[], at: Int32Array, times: Uint16Array) {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  pairs.forEach(({ rating, anchor }, place) => {
    const weight = times[at[place] ?? 0] ?? 0;
    n += weight;
    x += weight * rating;
    y += weight * anchor;
    xx += weight * rating * rating;
    yy += weight * anchor * anchor;
    xy += weight * rating * anchor;
  });
  const spread = (xx - (x * x) / n) * (yy - (y * y) / n);
  const importance = n < 3 || !(spread > 1e-9) ? null : (xy - (x * y) / n) / Math.sqrt(spread);
  return { importance, performance: n === 0 ? null : x / n };
}
