import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import { correlationInterval, correlationOf, rankCorrelationOf } from './correlation.ts';
import type { Interval } from './interval.ts';

/** How one attribute goes together with the outcome. */
export type DerivedImportance = {
  /** Rows with both figures. */
  n: number;
  pearson: number | null;
  pearsonCi95: Interval | null;
  spearman: number | null;
  /** With the other attributes held; changes its sign under collinearity, so it is never plotted. */
  partial: number | null;
  /** Johnson's relative weight; all of them add up to R squared. */
  relativeWeight: number | null;
  relativeWeightShare: number | null;
};

/** Below this a matrix of correlations counts as singular: one attribute says what others say. */
const SINGULAR = 1e-10;

/**
 * How attributes go together with an outcome (1.5): correlations of each from the
 * rows that have both, and partial correlations and relative weights from the
 * rows that have all. A column is one figure per row, `null` or NaN where there is
 * none. What cannot be computed is `null`: too few rows, no spread, attributes
 * that repeat each other. Association only; it says nothing of causes.
 */
export function derivedImportanceOf(
  outcome: readonly (number | null)[],
  attributes: Readonly<Record<string, readonly (number | null)[]>>,
): { byAttribute: Record<string, DerivedImportance>; rSquared: number | null; completeN: number } {
  const names = Object.keys(attributes);
  const columns = names.map((name) => attributes[name] ?? []);
  const complete = completeRows([outcome, ...columns]);
  const joint = jointWeights(complete);
  const rSquared = joint === null ? null : sumOf(joint.weights);
  const byAttribute = names.map((name, at): [string, DerivedImportance] => {
    const [rows = [], values = []] = completeRows([outcome, columns[at] ?? []]);
    const pearson = correlationOf(rows, values);
    const weight = joint?.weights[at] ?? null;
    return [
      name,
      {
        n: rows.length,
        pearson,
        pearsonCi95: correlationInterval(pearson, rows.length),
        spearman: rankCorrelationOf(rows, values),
        partial: joint?.partials[at] ?? null,
        relativeWeight: weight,
        relativeWeightShare: weight === null || !rSquared ? null : weight / rSquared,
      },
    ];
  });
  return {
    byAttribute: Object.fromEntries(byAttribute),
    rSquared,
    completeN: complete[0]?.length ?? 0,
  };
}

/** The rows of columns in which every column has a figure, column by column. */
export function completeRows(columns: readonly (readonly (number | null)[])[]): number[][] {
  const kept: number[][] = columns.map(() => []);
  const rows = columns.length === 0 ? 0 : Math.min(...columns.map(({ length }) => length));
  for (let row = 0; row < rows; row += 1) {
    const values = columns.map((column) => column[row] ?? Number.NaN);
    if (values.some(Number.isNaN)) continue;
    values.forEach((value, at) => kept[at]?.push(value));
  }
  return kept;
}

/** Partial correlations with the outcome, the first column, and relative weights (Johnson 2000). */
function jointWeights(columns: number[][]): { partials: number[]; weights: number[] } | null {
  const count = columns.length - 1;
  const rows = columns[0]?.length ?? 0;
  if (count < 1 || rows < count + 2) return null;
  const all = correlationMatrix(columns);
  if (all === null || smallestEigenvalue(all) < SINGULAR) return null;

  const precision = inverse(all);
  const partials = Array.from({ length: count }, (_, at) => {
    const scale = Math.sqrt(precision.get(0, 0) * precision.get(at + 1, at + 1));
    return -precision.get(0, at + 1) / scale;
  });

  const among = all.subMatrix(1, count, 1, count);
  const withOutcome = all.subMatrix(1, count, 0, 0);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(among, {
    assumeSymmetric: true,
  });
  const roots = Matrix.diag(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))));
  const half = eigenvectorMatrix.mmul(roots).mmul(eigenvectorMatrix.transpose());
  const onHalf = inverse(half).mmul(withOutcome);
  const weights = Array.from({ length: count }, (_, at) =>
    sumOf(onHalf.to1DArray().map((beta, by) => (half.get(at, by) * beta) ** 2)),
  );
  return { partials, weights };
}

function correlationMatrix(columns: number[][]): Matrix | null {
  const matrix = Matrix.eye(columns.length);
  for (const [row, one] of columns.entries()) {
    for (const [column, other] of columns.entries()) {
      if (column >= row) break;
      const r = correlationOf(one, other);
      if (r === null) return null;
      matrix.set(row, column, r).set(column, row, r);
    }
  }
  return matrix;
}

const smallestEigenvalue = (matrix: Matrix) =>
  Math.min(...new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues);

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
