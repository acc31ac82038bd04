import { createHash } from 'node:crypto';
import { clusterMean } from '../metrics/cluster-mean.ts';
import { csatOf } from '../metrics/csat.ts';
import { npsOf } from '../metrics/nps.ts';
import { pulseQuarter } from '../staff-pulse.ts';
import {
  accountsOf,
  type Figure,
  figure,
  isOf,
  type Segment,
  segmentOf,
  populations,
  segmentsOf,
} from './figure.ts';
import type { ShownCount, Voice } from './inputs.ts';

/** Whose months are kept of every branch too: the trends of its page, and that its yard slowed down. */
const OF_BRANCHES = ['CCS3', 'OSAT', 'AE5'] as const;
const KEPT = ['CCS3', 'OSAT', 'AE5', 'AE6', 'AI3', 'AE2'] as const;
/** Asked of everybody twice a year only: a month of it is the answers of few. */
const BY_QUARTER: readonly string[] = ['CCS3'];

/** What is reckoned of a month of answers, or a quarter. Its answers and no others, so that its points are independent. */
export type MonthsOf = {
  /** Days since 1970-01-01 of the oldest answer that is read: what began before is not known whole any more. */
  since: number;
  voices: readonly Voice[];
  shown: readonly ShownCount[];
  branches: readonly string[];
  /** What is kept of the months so far, by `keyOf`: the sum of the answers behind it. */
  known: ReadonlyMap<string, string>;
};

/** The month or quarter of a day that answers to an item are kept by. */
const periodOf = (item: string, day: number): string => {
  const month = new Date(day * 86_400_000).toISOString().slice(0, 7);
  return BY_QUARTER.includes(item) ? pulseQuarter(month) : month;
};

/** The first month of a month or quarter. */
const firstMonthOf = (period: string): string =>
  /Q/.test(period)
    ? `${period.slice(0, 4)}-${String(Number(period.slice(6)) * 3 - 2).padStart(2, '0')}`
    : period;

/** Whether a month or quarter is over on a day. */
export const isPeriodOver = (period: string, day: string): boolean =>
  period < (/Q/.test(period) ? pulseQuarter(day) : day.slice(0, 7));

/** By which a figure of a month is known. */
export const keyOf = (of: Pick<Figure, 'metric' | 'period'> & { segment: string }) =>
  `${of.metric} ${of.segment} ${of.period}`;

/**
 * The figures of months, and of quarters of the score, whose answers are not those that they were reckoned from: new
 * ones, and those of which an answer was changed or deleted since (1.0). All others
 * stay as they are, also those of which the first answers are older than what is read.
 */
export function monthFigures({ since, voices, shown, branches, known }: MonthsOf): Figure[] {
  const oldest = new Date(since * 86_400_000).toISOString().slice(0, 7);
  const isWhole = (period: string) => firstMonthOf(period) > oldest;
  const byMonth = new Map<string, Voice[]>();
  for (const voice of voices) {
    const key = `${voice.item} ${periodOf(voice.item, voice.day)}`;
    const of = byMonth.get(key);
    if (of) of.push(voice);
    else byMonth.set(key, [voice]);
  }
  const wanted = wantedOf(branches);
  const shownOf = new Map<string, ShownCount[]>();
  for (const one of shown) {
    const key = `${one.item} ${periodOf(one.item, one.day)}`;
    const of = shownOf.get(key);
    if (of) of.push(one);
    else shownOf.set(key, [one]);
  }
  const found = new Set<string>();
  const fresh = [...byMonth].flatMap(([key, of]) => {
    const [item = '', period = ''] = key.split(' ');
    if (!isWhole(period)) return [];
    return (wanted.get(item) ?? []).flatMap((segment) => {
      const some = of.filter(isOf(segment));
      if (some.length === 0) return [];
      const metric = metricOf(item);
      found.add(keyOf({ metric, segment, period }));
      const count = (shownOf.get(key) ?? [])
        .filter(isOf(segment))
        .reduce((sum, one) => sum + one.shown, 0);
      const inputs = `${sumOf(some)}.${count}`;
      if (known.get(keyOf({ metric, segment, period })) === inputs) return [];
      const said = { period, inputs, shown: count, n: some.length, accounts: accountsOf(some) };
      return [figure(metric, segment, { ...said, ...valueOf(item, some) })];
    });
  });
  return [...fresh, ...emptied(known, found, isWhole)];
}

/** Months that had answers and have none any more: nothing is left of them but that. */
function emptied(
  known: ReadonlyMap<string, string>,
  found: ReadonlySet<string>,
  isWhole: (period: string) => boolean,
): Figure[] {
  return [...known].flatMap(([key, inputs]) => {
    const [metric = '', segment = '', period = ''] = key.split(' ');
    if (found.has(key) || inputs === '' || !isWhole(period)) return [];
    return [figure(metric, segmentOf(segment), { period, shown: 0 })];
  });
}

function wantedOf(branches: readonly string[]): Map<string, readonly Segment[]> {
  const all = segmentsOf(branches);
  return new Map(
    KEPT.map((item) => [item, OF_BRANCHES.some((one) => one === item) ? all : [...populations]]),
  );
}

function metricOf(item: string): string {
  if (item === 'CCS3') return 'nps.contact';
  return item === 'OSAT' ? 'csat' : `item.${item}`;
}

function valueOf(item: string, voices: readonly Voice[]) {
  const numbers = voices.map(({ number }) => number);
  if (item === 'CCS3') {
    const { nps, ci95 } = npsOf(numbers);
    return { value: nps, ci95 };
  }
  if (item === 'OSAT') {
    const { share, ci95 } = csatOf(numbers);
    return { value: share, ci95 };
  }
  const { mean, ci95 } = clusterMean(
    voices.map(({ companyId, number }) => ({ account: companyId, value: number, weight: 1 })),
  );
  return { value: mean, ci95 };
}

/** A sum of answers: another answer, revision or number gives another one. */
function sumOf(voices: readonly Voice[]): string {
  const hash = createHash('sha256');
  for (const { promptId, revision, number } of voices)
    hash.update(`${promptId}.${revision}.${number};`);
  return hash.digest('base64url').slice(0, 16);
}
