import type { Interval } from '../metrics/interval.ts';
import { isEnoughToShow } from '../metrics/non-response.ts';
import type { Population } from './inputs.ts';

/** Whom a figure is of: a population, a branch, or a population of a branch (`branch:ALA:trader`). */
export type Segment = 'all' | Population | `branch:${string}`;

/** Whether a figure changed against the same span a year before; `unclear` where chance alone may have done it. */
export type Change = 'up' | 'down' | 'unclear';

/** A figure with its interval and what stands behind it. Shares from 0 to 1. */
export type Figure = {
  metric: string;
  segment: Segment;
  /** `now`, or the month that it is of. */
  period: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** Answers, or whatever is counted. */
  n: number;
  accounts: number;
  /** Questions shown; null where nobody is asked. */
  shown: number | null;
  detail: FigureDetail;
  /** Of a month: a sum of the answers behind it. */
  inputs: string;
};

/** What a figure says beside its interval, by name; numbers, words of the program, and lists of both. */
export type FigureDetail = {
  [name: string]: Detail;
};
/** A value of it. */
export type Detail =
  | string
  | number
  | boolean
  | null
  | readonly Detail[]
  | { [name: string]: Detail };

/** The formulas are of this version as a whole: that of the newest among them. */
export const FORMULAS = 2;

/** Formulas that were changed since the first version; who changes another one writes it here. */
const CHANGED: Readonly<Record<string, number>> = { complaints: 2, 'cases.solve': 2 };

/** Of which version the formula of a figure is. */
export const versionOf = (metric: string): number => CHANGED[metric] ?? 1;

/** The populations that are shown side by side, after all together. */
export const populations = ['all', 'end_user', 'trader'] as const;

/** The segment of a population, of one branch where one is named. */
export function segmentWithin(
  population: (typeof populations)[number],
  branch: string | undefined,
): Segment {
  if (branch === undefined) return population;
  return population === 'all' ? `branch:${branch}` : `branch:${branch}:${population}`;
}

/** Every segment that figures are of: all and both populations, of the whole house and of each branch. */
export const segmentsOf = (branches: readonly string[]): Segment[] =>
  [undefined, ...branches].flatMap((branch) =>
    populations.map((population) => segmentWithin(population, branch)),
  );

/** The population and the branch of a segment; undefined where it is of every one. */
export function partsOf(segment: string): {
  population: Population | undefined;
  branch: string | undefined;
} {
  const [, branch, within] = /^branch:([A-Z]+)(?::(.*))?$/.exec(segment) ?? [];
  const named = branch === undefined ? segment : within;
  return { branch, population: named === 'end_user' || named === 'trader' ? named : undefined };
}

/** Says whether something belongs to a segment: to its population, and to its branch. */
export function isOf(
  segment: Segment,
): (of: { population: Population; branchCode: string }) => boolean {
  const { population, branch } = partsOf(segment);
  return (of) =>
    (population === undefined || of.population === population) &&
    (branch === undefined || of.branchCode === branch);
}

/** A figure of tonight of one segment, with what is said of it. */
export function figure(
  metric: string,
  segment: Segment,
  said: Partial<Omit<Figure, 'metric' | 'segment'>> & { ci95?: Interval | null },
): Figure {
  const { ci95, ...rest } = said;
  return {
    ...{ metric, segment, period: 'now', value: null, n: 0, accounts: 0, shown: null },
    ...{ low: ci95?.[0] ?? null, high: ci95?.[1] ?? null, detail: {}, inputs: '' },
    ...rest,
  };
}

/** The segment that a text names; everybody where it names none. */
export function segmentOf(text: string): Segment {
  const { population, branch } = partsOf(text);
  return segmentWithin(population ?? 'all', branch);
}

/** How many different companies speak. */
export const accountsOf = (voices: readonly { companyId: string }[]) =>
  new Set(voices.map(({ companyId }) => companyId)).size;

/** What of a figure may be shown: nothing but its counts where too few have answered, or are counted (1.0). */
export function shownOf({
  value,
  low,
  high,
  n,
  accounts,
  shown,
}: Pick<Figure, 'value' | 'low' | 'high' | 'n' | 'accounts' | 'shown'>): Pick<
  Figure,
  'value' | 'low' | 'high'
> {
  const isKeptBack = shown !== null && !isEnoughToShow(n, accounts);
  return isKeptBack ? { value: null, low: null, high: null } : { value, low, high };
}
