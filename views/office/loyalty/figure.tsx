import { isEnoughToShow } from '../../../src/loyalty/metrics/non-response.ts';
import type { Detail } from '../../../src/loyalty/nightly/figure.ts';
import type { FigureShown } from '../../../src/loyalty/nightly/figure.queries.ts';
import { useFigures, useWords } from '../../language.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import { hrefOfAnswers, type Scope } from './part-names.ts';

/** The figures of a night, found by metric and segment. */
export type Figures = Scope & {
  of: (metric: string, segment?: string) => FigureShown | undefined;
  /** Those of a family, by the start of their metric. */
  family: (start: string, segment?: string) => readonly FigureShown[];
  /** The months of a metric, or the quarters of the score, the oldest first. */
  months: (metric: string) => readonly FigureShown[];
  /** Those of branches, by branch. */
  branches: (metric: string) => readonly FigureShown[];
};

/** Puts figures where a page finds them: those of tonight or of a quarter's end, and months. */
export function figuresBy(figures: readonly FigureShown[], { segment, quarter }: Scope): Figures {
  const now = figures.filter(({ period }) => !isMonth(period));
  return {
    ...{ segment, quarter },
    of: (metric, of = segment) => now.find((one) => one.metric === metric && one.segment === of),
    family: (start, of = segment) =>
      now.filter((one) => one.metric.startsWith(start) && one.segment === of),
    months: (metric) =>
      figures.filter(
        (one) => one.metric === metric && one.segment === segment && isMonth(one.period),
      ),
    branches: (metric) =>
      now.filter((one) => one.metric === metric && /^branch:[A-Z]+$/.test(one.segment)),
  };
}

/** Whether a figure is of a month, or of a quarter alone, and not of how all stood at a moment. */
const isMonth = (period: string) => /^\d/.test(period);

/** A number of what a figure says beside itself; null where it says none. */
export const numberIn = (
  one: Pick<FigureShown, 'detail'> | undefined,
  name: string,
): number | null => {
  const value = one?.detail[name];
  return typeof value === 'number' ? value : null;
};

/** A word of what a figure says beside itself. */
export const wordIn = (
  one: Pick<FigureShown, 'detail'> | undefined,
  name: string,
): string | null => {
  const value = one?.detail[name];
  return typeof value === 'string' ? value : null;
};

const isList = (value: Detail | undefined): value is readonly Detail[] => Array.isArray(value);

/** A list of what a figure says beside itself; nothing where it says none. */
export function listIn(
  one: Pick<FigureShown, 'detail'> | undefined,
  name: string,
): readonly Detail[] {
  const value = one?.detail[name];
  return isList(value) ? value : [];
}

/** The rows of a list of what a figure says beside itself, each of named values. */
export const rowsIn = (one: Pick<FigureShown, 'detail'> | undefined, name: string) =>
  listIn(one, name).flatMap((row) =>
    typeof row === 'object' && row !== null && !isList(row) ? [row] : [],
  );

/** A count by name within what a figure says beside itself; 0 where there is none. */
export function countIn(one: Pick<FigureShown, 'detail'>, list: string, name: string): number {
  const within = one.detail[list];
  const count =
    typeof within === 'object' && within !== null && !isList(within) ? within[name] : undefined;
  return typeof count === 'number' ? count : 0;
}

/** A name in what stands behind a figure; empty where it is none. */
export const nameIn = (value: Detail | undefined): string =>
  typeof value === 'string' ? value : '';

/** The numbers of a list. */
export const numbersOf = (value: Detail | undefined): (number | null)[] =>
  isList(value) ? value.map((each) => (typeof each === 'number' ? each : null)) : [];

/** Two numbers, as an interval is kept. */
export function pairIn(
  one: Pick<FigureShown, 'detail'> | undefined,
  name: string,
): readonly [number, number] | null {
  const [low = null, high = null] = numbersOf(one?.detail[name]);
  return low === null || high === null ? null : [low, high];
}

const kinds: Record<
  string,
  'score' | 'share' | 'points' | 'hours' | 'days' | 'minutes' | 'hundred'
> = {
  'nps.contact': 'score',
  'nps.account': 'score',
  'nps.revenue': 'score',
  'staff.enps': 'score',
  index: 'points',
  csi: 'points',
  'outcome.RLOY': 'points',
  'outcome.ELOY': 'points',
  'answer.p90': 'minutes',
  complaints: 'hundred',
  'cases.solve': 'hours',
  'complaints.solve': 'hours',
  cycle: 'days',
};

/** Writes the value of a metric as its kind wants: scores signed and whole, shares as whole per cent. */
export function useWrite(): (metric: string, value: number | null) => string {
  return writeWith(useFigures(), useWords().loyalty);
}

/** The same for whoever writes outside of a page. */
export function writeWith(
  figures: ReturnType<typeof useFigures>,
  loyalty: Pick<ReturnType<typeof useWords>['loyalty'], 'hours' | 'days'>,
): (metric: string, value: number | null) => string {
  return (metric, value) => {
    if (value === null) return '—';
    const whole = Math.round(value);
    switch (kinds[metric] ?? (metric.startsWith('item.') ? 'mean' : 'share')) {
      case 'score':
        return `${whole > 0 ? '+' : ''}${figures.bare.count(whole)}`;
      case 'points':
        return figures.bare.count(whole);
      case 'minutes':
        return loyalty.hours(figures.number(value / 60, 1));
      case 'hours':
        return loyalty.hours(figures.bare.count(whole));
      case 'days':
        return loyalty.days(figures.number(value, 1));
      case 'hundred':
        return figures.number(value * 100, 2);
      case 'mean':
        return figures.number(value, 1);
      case 'share':
        return figures.percent(Math.round(value * 100) * 100);
    }
  };
}

type Span = readonly [number, number] | null | undefined;

/** Writes a value with its interval, which stays with it on one line; nothing where there is no value. */
export function useValueWithin(): (
  value: number | null | undefined,
  interval: Span,
  decimals?: number,
) => string {
  const { number } = useFigures();
  return (value, interval, decimals = 1) => {
    if (value === null || value === undefined) return '—';
    const [low, high] = (interval ?? []).map((one) => number(one, decimals));
    const limits = interval ? `\u00A0(${low}…\u2060${high})` : '';
    return `${number(value, decimals)}${limits}`;
  };
}

/** The interval of a figure, where it has two sides. */
export const spanOf = ({ low, high }: Pick<FigureShown, 'low' | 'high'>): Span =>
  low === null || high === null ? null : [low, high];

/** How a quarter such as `2026-Q4` is called. */
export function useQuarterName(): (quarter: string) => string {
  const { loyalty } = useWords();
  return (quarter) => loyalty.quarter(quarter.slice(-1), quarter.slice(0, 4));
}

/** Whether a figure would tell what fewer than five people said. */
export const isKeptBack = ({ detail }: Pick<FigureShown, 'detail'>): boolean =>
  detail['keptBack'] === true;

/** Whether there are enough answers for more than "collecting". */
export const isShown = (one: FigureShown | undefined): one is FigureShown =>
  one !== undefined && !isKeptBack(one) && isEnoughToShow(one.n, one.accounts);

/** The interval of a figure in words, without its level where the column names it; a side that the data cannot bound says so. */
export const IntervalText = ({ one, isBare = false }: { one: FigureShown; isBare?: boolean }) => {
  const { loyalty } = useWords();
  const write = useWrite();
  const { metric, low, high } = one;
  if (low === null && high === null) return <>{loyalty.intervalNone}</>;
  const side = (value: number | null) => (value === null ? loyalty.openEnd : write(metric, value));
  const say = isBare ? loyalty.span : loyalty.interval;
  return <>{say(side(low), side(high))}</>;
};

/** Where the answers behind a metric stand together; undefined of one that is reckoned from no answers. */
function answersOf(metric: string, { segment, quarter }: Scope): string | undefined {
  const item = metric.startsWith('nps.') ? 'CCS3' : itemsOf[metric];
  const asked = metric.startsWith('item.') ? metric.slice(5) : item;
  // What is of the last 91 days is the quarter itself, where it is told as that ended.
  const within = metric === 'csat' && quarter ? `&quarter=${quarter}` : '';
  return asked && `${hrefOfAnswers(asked, segment)}${within}`;
}

const itemsOf: Record<string, string> = {
  csat: 'OSAT',
  csi: 'IMP_AE6',
  ces: 'CES2',
  'fcr.said': 'FCRQ',
  wallet: 'SOW',
  expected: 'EXP3',
  index: 'REL_OVERALL',
  'outcome.RLOY': 'REL_REBUY',
  'outcome.ELOY': 'REL_BOND',
  'outcome.HSA': 'CCS1',
  'outcome.LSA': 'CCS1',
};

/** One figure with its interval, what stands behind it, how it changed, and the ways to its definition and answers. */
export const Tile = ({
  figures,
  metric,
  means,
}: {
  figures: Figures;
  metric: string;
  /** What it is in words, where its name does not say it. */
  means?: string;
}) => {
  const { loyalty } = useWords();
  const { bare, percent } = useFigures();
  const write = useWrite();
  const one = figures.of(metric);
  const label = wordFor(loyalty.metrics, metric);
  const behind = answersOf(metric, figures);
  const n = one?.n ?? 0;
  const rate = one?.shown ? Math.min(1, one.n / one.shown) : null;
  return (
    <div class="figure-tile">
      <dt>
        <a href={`/office/loyalty/method#${metric}`}>{label}</a>
      </dt>
      <dd>
        {isShown(one) ? (
          <>
            <strong>{write(metric, one.value)}</strong>
            <span>
              <IntervalText one={one} />
            </span>
          </>
        ) : (
          <span class="collecting">
            {one && isKeptBack(one) ? loyalty.keptBack : loyalty.collecting(bare.count(n))}
          </span>
        )}
        {one && (one.shown !== null || isShown(one)) && (
          <span>
            {one.shown === null ? loyalty.counted(bare.count(one.n)) : loyalty.answers(one.n)}
            {one.shown !== null && `, ${loyalty.accounts(one.accounts)}`}
            {rate !== null && `, ${loyalty.response(percent(Math.round(rate * 100) * 100))}`}
          </span>
        )}
        {isShown(one) && <ChangeText one={one} />}
        {behind && <a href={behind}>{loyalty.answersBehind}</a>}
        {means && <span>{means}</span>}
      </dd>
    </div>
  );
};

/** How a figure stands against the same span a year before: in words, and only where chance alone does not explain it. */
const ChangeText = ({ one }: { one: FigureShown }) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const write = useWrite();
  const [before, beforeN] = [numberIn(one, 'before'), numberIn(one, 'beforeN') ?? 0];
  const change = wordIn(one, 'change');
  if (before === null || beforeN < 10 || change === null) return null;
  return (
    <span>
      {wordFor(loyalty.change, change)}:{' '}
      {loyalty.yearBefore(write(one.metric, before), bare.count(beforeN))}
    </span>
  );
};
