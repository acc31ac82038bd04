import { PRIVATE_MIN } from '../metrics/privacy-threshold.ts';
import { type Figure, type FigureDetail, shownOf } from './figure.ts';
import { hiddenSegments } from './hidden-segments.ts';

/** What of a figure is kept back: all of it, or a span that it is compared with. */
export type KeptBack = 'value' | 'before' | 'recent';

/** How many stand behind a figure and the spans in it (`beforeN`, `recentN`). */
export type Counted = Pick<Figure, 'metric' | 'period' | 'n' | 'accounts' | 'shown' | 'detail'> & {
  segment: string;
};

/** Of what people said, though nobody counts how often it was shown. */
const OF_ANSWERS = /^(driver|grid|ipa|types|kano|wallet|alpha)\b/;
const isComplaint = ({ metric }: Pick<Counted, 'metric'>) => /^complaints\b/.test(metric);
const isSaid = (one: Counted) =>
  one.shown !== null || OF_ANSWERS.test(one.metric) || isComplaint(one);

/** How many speak: answers; of complaints companies, since none at all among many is worth to know. */
const sizeOf = (one: Pick<Counted, 'metric' | 'n' | 'accounts'>) =>
  isComplaint(one) ? one.accounts : one.n;

/** Spans that a figure is compared with: the count of their answers, and what is said of them. */
const SPANS = [
  { span: 'before', count: 'beforeN', said: ['before', 'change'] },
  { span: 'recent', count: 'recentN', said: ['recent', 'recentCi95', 'change'] },
] as const;

/**
 * What is kept back of figures of answers, in their order: what would tell of fewer than
 * five people, by itself or taken from what stands beside it, in any segment of the same
 * metric and period and so on whatever page (4.6). All segments have to be given.
 */
export function keptBackOf(figures: readonly Counted[]): KeptBack[][] {
  const kept = new Map<Counted, KeptBack[]>();
  const keep = (one: Counted, what: KeptBack) => kept.set(one, [...(kept.get(one) ?? []), what]);
  for (const beside of groupedBy(figures.filter(isSaid), (one) => `${one.metric} ${one.period}`)) {
    const hidden = hiddenSegments(new Map(beside.map((one) => [one.segment, sizeOf(one)])));
    for (const one of beside) if (hidden.has(one.segment)) keep(one, 'value');
    for (const { span, count } of SPANS) {
      const spans = beside.flatMap((one) => {
        const n = one.detail[count];
        return typeof n === 'number' ? [{ one, n }] : [];
      });
      const few = hiddenSegments(new Map(spans.map(({ one, n }) => [one.segment, n])));
      for (const { one } of spans) if (few.has(one.segment)) keep(one, span);
    }
  }
  return figures.map((one) => kept.get(one) ?? []);
}

/**
 * A figure without what is kept back of it, or without all that it says where that was not
 * decided yet (null). What is kept back keeps its counts, and says so. Of a month or
 * quarter nothing is shown below what a figure needs.
 */
export function withoutKeptBack<One extends Counted & Pick<Figure, 'value' | 'low' | 'high'>>(
  one: One,
  kept: readonly KeptBack[] | null,
): One {
  if (kept === null || kept.includes('value')) {
    // What is few itself is still collecting; else somebody beside it is few.
    const why = sizeOf(one) < PRIVATE_MIN ? {} : { keptBack: true };
    return { ...one, value: null, low: null, high: null, detail: { ...openIn(one), ...why } };
  }
  const gone = new Set<string>(
    SPANS.filter(({ span }) => kept.includes(span)).flatMap(({ said }) => said),
  );
  const left = Object.entries(one.detail).filter(([name]) => !gone.has(name));
  const safe = gone.size === 0 ? one : { ...one, detail: Object.fromEntries(left) };
  return /^\d/.test(one.period) ? { ...safe, ...shownOf(one) } : safe;
}

/** Which questions a figure is of, and how many answered: that says nothing of what. */
const openIn = ({ detail }: Counted): FigureDetail =>
  Object.fromEntries(
    Object.entries(detail).filter(([name]) => ['items', 'beforeN', 'recentN'].includes(name)),
  );

function groupedBy<One>(all: readonly One[], keyOf: (one: One) => string): One[][] {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}
