import { isAnswer, type Scale } from './answers.ts';
import { correlationOf } from './correlation.ts';
import { completeRows } from './derived-importance.ts';
import { fQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { varianceOf } from './sample.ts';

/** Cronbach's alpha, raw and of standardised items. */
type AlphaPair = { raw: number | null; std: number | null };

/** How far the items of a scale hang together. */
export type Alpha = AlphaPair & {
  averageR: number | null;
  /** Feldt's interval of the raw value; its lower bound is shown with it. */
  feldt95: Interval | null;
  /** By item, the value without it; `null` for two items, of which one alone has none. */
  ifDeleted: Record<string, AlphaPair> | null;
  /** Rows in which every item was answered. */
  n: number;
  /** Whether there are enough rows to show it. */
  isEnough: boolean;
  /** Items that did not vary, and so were left out. */
  dropped: string[];
  /** Items that go against the sum of the others: printed, with the question whether they are reversed. */
  againstOthers: string[];
};

const ENOUGH = 100;

/**
 * Cronbach's alpha of items in columns (1.10), from the rows in which all were
 * answered. Reversed items are turned round on their scale first; with a scale,
 * answers outside it are missing. `null` for fewer than two items that vary: a
 * single item has no alpha. Answers given weeks apart make it a lower bound.
 * Throws a RangeError when an item is reversed and no scale is given.
 */
export function alphaOf(
  data: Readonly<Record<string, readonly (number | null)[]>>,
  how: { reverse?: readonly string[]; scale?: Scale } = {},
): Alpha | null {
  const names = Object.keys(data);
  const columns = completeRows(
    names.map((name) => (data[name] ?? []).map((answer) => turned(answer, name, how))),
  );
  const n = columns[0]?.length ?? 0;
  if (names.length < 2 || n < 2) return null;

  const items = names.map((name, at) => ({ name, values: columns[at] ?? [] }));
  const varying = items.filter(({ values }) => !isFlat(values));
  const dropped = items.filter(({ values }) => isFlat(values)).map(({ name }) => name);
  if (varying.length < 2) return null;

  const all = varying.map(({ values }) => values);
  const { raw, std, averageR } = alphaOfColumns(all);
  return {
    raw,
    std,
    averageR,
    feldt95: raw === null ? null : feldt(raw, n, varying.length),
    ifDeleted:
      varying.length === 2
        ? null
        : Object.fromEntries(
            varying.map(({ name }, without) => {
              const rest = alphaOfColumns(all.filter((_, at) => at !== without));
              return [name, { raw: rest.raw, std: rest.std }];
            }),
          ),
    n,
    isEnough: n >= ENOUGH,
    dropped,
    againstOthers: varying.filter(({ values }) => goesAgainst(values, all)).map(({ name }) => name),
  };
}

function turned(
  answer: number | null,
  name: string,
  { reverse = [], scale }: { reverse?: readonly string[]; scale?: Scale },
): number | null {
  const isReversed = reverse.includes(name);
  if (!scale) {
    if (isReversed) throw new RangeError(`${name} is reversed on no scale`);
    return answer;
  }
  if (!isAnswer(answer, scale)) return null;
  return isReversed ? scale[0] + scale[1] - answer : answer;
}

/** Whether an item correlates negatively with the sum of the other ones. */
function goesAgainst(values: readonly number[], columns: readonly number[][]): boolean {
  const rest = values.map((value, row) =>
    columns.reduce((sum, column) => sum + (column[row] ?? 0), -value),
  );
  return (correlationOf(values, rest) ?? 0) < 0;
}

const isFlat = (values: readonly number[]) => values.every((value) => value === values[0]);

function alphaOfColumns(columns: readonly number[][]): AlphaPair & { averageR: number | null } {
  const k = columns.length;
  const totals = (columns[0] ?? []).map((_, row) =>
    columns.reduce((sum, column) => sum + (column[row] ?? 0), 0),
  );
  const itemVariance = columns.reduce((sum, column) => sum + (varianceOf(column) ?? 0), 0);
  const totalVariance = varianceOf(totals) ?? 0;
  const averageR = averageCorrelation(columns);
  const below = averageR === null ? 0 : 1 + (k - 1) * averageR;
  return {
    // Items that cancel each other leave a sum that does not vary.
    raw:
      totalVariance > itemVariance * 1e-12
        ? (k / (k - 1)) * (1 - itemVariance / totalVariance)
        : null,
    std: averageR === null || below < 1e-12 ? null : (k * averageR) / below,
    averageR,
  };
}

function averageCorrelation(columns: readonly number[][]): number | null {
  let sum = 0;
  let pairs = 0;
  for (const [at, one] of columns.entries()) {
    for (const other of columns.slice(at + 1)) {
      sum += correlationOf(one, other) ?? Number.NaN;
      pairs += 1;
    }
  }
  return pairs === 0 || Number.isNaN(sum) ? null : sum / pairs;
}

function feldt(alpha: number, n: number, k: number): Interval {
  const [above, below] = [n - 1, (n - 1) * (k - 1)];
  return [
    1 - (1 - alpha) * fQuantile(0.975, above, below),
    1 - (1 - alpha) * fQuantile(0.025, above, below),
  ];
}
