import { decidePrivacy, PRIVATE_MIN } from '../metrics/privacy-threshold.ts';
import { type Figure, shownOf } from './figure.ts';

type Kept = Pick<
  Figure,
  'metric' | 'period' | 'value' | 'low' | 'high' | 'n' | 'accounts' | 'shown' | 'detail'
> & { segment: string };

/** Of what people said, though nobody counts how often it was shown. */
const OF_ANSWERS = /^(driver|grid|ipa|types|kano|wallet|alpha)\b/;
const isComplaint = ({ metric }: Kept) => /^complaints\b/.test(metric);
const isSaid = (one: Kept) => one.shown !== null || OF_ANSWERS.test(one.metric) || isComplaint(one);
/** How many speak: answers; of complaints companies, since none at all among many is worth to know. */
const sizeOf = (one: Kept) => (isComplaint(one) ? one.accounts : one.n);

/**
 * Figures of answers without those that tell what fewer than five people said: by
 * themselves, or where they are taken from what stands beside them. One population is
 * the others taken from all; so neither is shown where one of both is so few, and branches
 * as our own groups are (4.6). Of a month or quarter nothing is shown below what a figure
 * needs. What is kept back keeps its counts, and says so.
 */
export function keepBack<One extends Kept>(figures: readonly One[]): One[] {
  const hidden = new Set<One>();
  const wholes = new Map(
    figures
      .filter(({ segment }) => segment === 'all')
      .map((one) => [`${one.metric} ${one.period}`, one]),
  );
  for (const beside of groupedBy(figures.filter(isSaid), (one) => `${one.metric} ${one.period}`)) {
    const all = beside.find(({ segment }) => segment === 'all');
    for (const one of beside) {
      const others = all && isPopulation(one) ? sizeOf(all) - sizeOf(one) : 0;
      const isFew = one.segment === 'all' && sizeOf(one) < PRIVATE_MIN;
      if (isFew || (isPopulation(one) && (isSmall(sizeOf(one)) || isSmall(others))))
        hidden.add(one);
    }
    const branches = beside.filter(({ segment, n }) => segment.startsWith('branch:') && n > 0);
    const groups = branches.map(({ segment: name, n: answers }) => ({ name, answers }));
    const kept = new Set(decidePrivacy(groups).hidden);
    for (const one of branches) if (kept.has(one.segment)) hidden.add(one);
  }
  return figures.map((one) => {
    if (hidden.has(one)) {
      // What is few itself is still collecting; else somebody beside it is few.
      const why = sizeOf(one) < PRIVATE_MIN ? {} : { keptBack: true };
      return { ...one, value: null, low: null, high: null, detail: { ...askedIn(one), ...why } };
    }
    const whole = wholes.get(`${one.metric} ${one.period}`);
    const safe = whole && isPopulation(one) ? withoutSpans(one, whole) : one;
    return one.period === 'now' ? safe : { ...safe, ...shownOf(one) };
  });
}

/** Which questions a figure is of: that says nothing of who answered. */
const askedIn = ({ detail: { items } }: Kept) => (items === undefined ? {} : { items });

/** Spans that a figure is compared with: the count of their answers, and what is said of them. */
const SPANS = [
  { count: 'beforeN', said: ['before', 'beforeN', 'change'] },
  { count: 'recentN', said: ['recent', 'recentCi95', 'recentN', 'change'] },
] as const;

/** A population without those spans in which the other one, or itself, is fewer than five. */
function withoutSpans<One extends Kept>(one: One, all: Kept): One {
  const few = SPANS.filter(({ count }) => {
    const [n, of] = [one.detail[count], all.detail[count]];
    return typeof n === 'number' && typeof of === 'number' && (isSmall(n) || isSmall(of - n));
  });
  if (few.length === 0) return one;
  const gone = new Set<string>(few.flatMap(({ said }) => said));
  const left = Object.entries(one.detail).filter(([name]) => !gone.has(name));
  return { ...one, detail: Object.fromEntries(left) };
}

const isPopulation = ({ segment }: Kept) => segment === 'end_user' || segment === 'trader';
const isSmall = (n: number) => n > 0 && n < PRIVATE_MIN;

function groupedBy<One>(all: readonly One[], keyOf: (one: One) => string): One[][] {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}
