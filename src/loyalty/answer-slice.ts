import { addDays, firstDayOfQuarter } from '../measures/calendar.ts';
import { decidePrivacy } from './metrics/privacy-threshold.ts';

/** By what answers can be taken apart. */
export const dimensions = [
  'quarter',
  'population',
  'branch',
  'manager',
  'channel',
  'goods',
  'touchpoint',
] as const;

export type Dimension = (typeof dimensions)[number];

/** How often an answer was given by those of a quarter, a population, a branch and so on. */
export type AnswerCount = Readonly<Record<Dimension, string>> & { value: number; count: number };

/** Which answers are meant; what is not named is not asked about. */
export type AnswerFilter = Partial<Record<Dimension, string | undefined>>;

/** The answers of a group together; never one by one. */
export type AnswerGroup = {
  name: string;
  n: number;
  counts: readonly { value: number; count: number }[];
};

/** Answers as they may be shown: together, and by groups of which none can be found by taking others away. */
export type AnswerSlice = {
  /** null where it may not be shown. */
  all: AnswerGroup | null;
  /** The groups within, by each dimension that the filter leaves open, and how many are kept back. */
  by: readonly { dimension: Dimension; groups: readonly AnswerGroup[]; hidden: number }[];
};

const QUARTERS = 5;

/**
 * The quarters whose answers are looked at, the newest first: the one of a day and the
 * four before it, so that a season stands beside the same one a year before. They part
 * the whole: spans that overlap would tell what was said in one and not in the other.
 */
export function quartersUntil(day: string): { name: string; from: string }[] {
  const found: { name: string; from: string }[] = [];
  let from = firstDayOfQuarter(day);
  while (found.length < QUARTERS) {
    const quarter = Math.ceil(Number(from.slice(5, 7)) / 3);
    found.push({ name: `${from.slice(0, 4)}-Q${quarter}`, from });
    from = firstDayOfQuarter(addDays(from, -1));
  }
  return found;
}

/**
 * The answers to one item that a filter means, and the groups within (4.6), also those
 * that are to count only in totals. A slice is shown from five answers on, and only if
 * each coarser one that holds it is shown and it cannot be reckoned in any of them by
 * taking the shown ones from the total: else two filters would tell what one keeps back.
 */
export function sliceAnswers(counts: readonly AnswerCount[], filter: AnswerFilter): AnswerSlice {
  const isShown = privacyOf(counts);
  const within = counts.filter((one) => isOf(one, filter));
  const open = dimensions.filter((dimension) => filter[dimension] === undefined);
  if (!isShown(filter)) return { all: null, by: [] };
  return {
    all: groupOf('all', within),
    by: open.map((dimension) => {
      const names = [...new Set(within.map((one) => one[dimension]))].toSorted();
      const shown = names.filter((name) => isShown({ ...filter, [dimension]: name }));
      return {
        dimension,
        groups: shown.map((name) =>
          groupOf(
            name,
            within.filter((one) => one[dimension] === name),
          ),
        ),
        hidden: names.length - shown.length,
      };
    }),
  };
}

const isOf = (one: AnswerCount, filter: AnswerFilter) =>
  dimensions.every((dimension) => (filter[dimension] ?? one[dimension]) === one[dimension]);

/** Says of a filter whether its answers may be shown, along each way that leads to it. */
function privacyOf(counts: readonly AnswerCount[]): (filter: AnswerFilter) => boolean {
  const known = new Map<string, readonly string[]>();
  const shownAlong = (dimension: Dimension, rest: AnswerFilter): readonly string[] => {
    const key = `${dimension} ${dimensions.map((one) => rest[one] ?? '').join(' ')}`;
    const before = known.get(key);
    if (before) return before;
    const answers = new Map<string, number>();
    for (const one of counts) {
      if (!isOf(one, rest)) continue;
      answers.set(one[dimension], (answers.get(one[dimension]) ?? 0) + one.count);
    }
    const { shown } = decidePrivacy([...answers].map(([name, n]) => ({ name, answers: n })));
    known.set(key, shown);
    return shown;
  };
  return (filter) => {
    const all = counts.reduce((sum, { count }) => sum + count, 0);
    if (!decidePrivacy([{ name: 'all', answers: all }]).totalShown) return false;
    const named = dimensions.filter((dimension) => filter[dimension] !== undefined);
    return subsetsOf(named).every((subset) =>
      subset.every((dimension) => {
        const rest = Object.fromEntries(
          subset.filter((one) => one !== dimension).map((one) => [one, filter[one]]),
        );
        return shownAlong(dimension, rest).includes(filter[dimension] ?? '');
      }),
    );
  };
}

const subsetsOf = (all: readonly Dimension[]): Dimension[][] =>
  all.reduce<Dimension[][]>(
    (subsets, one) => [...subsets, ...subsets.map((subset) => [...subset, one])],
    [[]],
  );

function groupOf(name: string, of: readonly AnswerCount[]): AnswerGroup {
  const counts = new Map<number, number>();
  for (const { value, count } of of) counts.set(value, (counts.get(value) ?? 0) + count);
  const values = [...counts].toSorted(([one], [other]) => one - other);
  return {
    ...{ name, n: of.reduce((sum, one) => sum + one.count, 0) },
    counts: values.map(([value, count]) => ({ value, count })),
  };
}
