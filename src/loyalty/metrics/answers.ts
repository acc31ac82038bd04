/** The lowest and the highest answer of a scale of whole numbers. */
export type Scale = readonly [lowest: number, highest: number];

/** Answers sorted by what they are good for. Only the valid ones are in a denominator. */
export type Tally = {
  valid: number[];
  /** Not answered, or "cannot judge". */
  missing: number;
  /** Out of range, broken, text or yes and no: a fault of ours, so it is counted and shown. */
  rejected: number;
};

/**
 * Sorts answers to one question (conventions of the metrics): whole numbers
 * inside the scale are valid, nothing is missing, and all else is rejected and
 * counted. Never throws, whatever it is given.
 */
export function tallyAnswers(answers: Iterable<unknown>, scale: Scale): Tally {
  const tally: Tally = { valid: [], missing: 0, rejected: 0 };
  for (const answer of answers) {
    if (answer === null || answer === undefined) tally.missing += 1;
    else if (isAnswer(answer, scale)) tally.valid.push(answer);
    else tally.rejected += 1;
  }
  return tally;
}

/** Whether something is an answer on a scale: a whole number inside it. */
export function isAnswer(answer: unknown, [lowest, highest]: Scale): answer is number {
  return (
    typeof answer === 'number' && Number.isInteger(answer) && answer >= lowest && answer <= highest
  );
}

/** An answer from 0 for the worst of its scale to 100 for the best; a reversed question is turned round. */
export function rescaled(answer: number, [lowest, highest]: Scale, isReversed = false): number {
  const share = (answer - lowest) / (highest - lowest);
  return 100 * (isReversed ? 1 - share : share);
}
