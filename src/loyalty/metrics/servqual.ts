import { isAnswer, tallyAnswers } from './answers.ts';
import { type Interval, shareOf } from './interval.ts';
import { meanOf } from './sample.ts';

/** One dimension of service: what was perceived and expected of each of its items. */
export type ServqualDimension = {
  perceived: readonly (number | null)[];
  expected: readonly (number | null)[];
  /** Points of the hundred that the customer gave to this dimension. */
  weight?: number;
};

/**
 * Perception less expectation, per dimension the mean over items with both, then
 * over dimensions plain and by the customer's points. A dimension without answers
 * leaves the sums. `null` where nothing is left, and by points when one has none.
 */
export function servqualOf(dimensions: readonly ServqualDimension[]): {
  gaps: (number | null)[];
  unweighted: number | null;
  weighted: number | null;
} {
  const gaps = dimensions.map(({ perceived, expected }) =>
    meanOf(
      perceived.flatMap((is, at) => {
        const should = expected[at];
        return is === null || should === null || should === undefined ? [] : [is - should];
      }),
    ),
  );
  const known = dimensions.flatMap(({ weight }, at) => {
    const gap = gaps[at];
    return gap === null || gap === undefined ? [] : [{ gap, weight }];
  });
  const points = known.reduce((sum, { weight = Number.NaN }) => sum + weight, 0);
  return {
    gaps,
    unweighted: meanOf(known.map(({ gap }) => gap)),
    weighted:
      points > 0
        ? known.reduce((sum, { gap, weight = 0 }) => sum + gap * weight, 0) / points
        : null,
  };
}

/**
 * How reliable the difference of two scores is, from the reliabilities of both
 * and their correlation: less than either, the more alike they are. `null` when
 * they are the same.
 */
export function differenceReliability(
  perceived: number,
  expected: number,
  correlation: number,
): number | null {
  return correlation >= 1 ? null : ((perceived + expected) / 2 - correlation) / (1 - correlation);
}

/** A share of the answers. */
type Part = { count: number; share: number | null; ci95: Interval | null };

/**
 * The one question asked in place of SERVQUAL's forty-four (EXP3): worse, as or
 * better than expected, as three shares and never as a mean.
 */
export function expectationShares(answers: Iterable<unknown>): {
  n: number;
  missing: number;
  rejected: number;
  worse: Part;
  as: Part;
  better: Part;
} {
  const { valid, missing, rejected } = tallyAnswers(answers, [-1, 1]);
  const part = (which: number): Part => {
    const count = valid.filter((answer) => isAnswer(answer, [which, which])).length;
    return { count, ...shareOf(count, valid.length) };
  };
  return { n: valid.length, missing, rejected, worse: part(-1), as: part(0), better: part(1) };
}
