import { type Scale, tallyAnswers } from './answers.ts';
import { type Interval, meanWithInterval, shareOf } from './interval.ts';

/** The share of good answers, and the mean beside it. */
export type TopBox = {
  n: number;
  missing: number;
  rejected: number;
  /** Answers good enough to count. */
  top: number;
  share: number | null;
  ci95: Interval | null;
  mean: number | null;
  meanCi95: Interval | null;
};

/**
 * CSAT: the share of 4 and 5 on a scale of 1 to 5 with Wilson's interval, and
 * the mean with its t interval. Who cannot judge is not counted.
 */
export function csatOf(answers: Iterable<unknown>): TopBox {
  return topBox(answers, [1, 5], 4);
}

/**
 * CES, version 2: the share of 5 to 7 on a scale of 1 to 7 for "made it easy to
 * handle my request". Version 1, in which low is good, must not be mixed in.
 */
export function cesOf(answers: Iterable<unknown>): TopBox {
  return topBox(answers, [1, 7], 5);
}

function topBox(answers: Iterable<unknown>, scale: Scale, from: number): TopBox {
  const { valid, missing, rejected } = tallyAnswers(answers, scale);
  const top = valid.filter((answer) => answer >= from).length;
  const { mean, ci95: meanCi95 } = meanWithInterval(valid);
  return { n: valid.length, missing, rejected, top, ...shareOf(top, valid.length), mean, meanCi95 };
}
