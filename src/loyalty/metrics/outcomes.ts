import { type AnswersOfPerson, type CompositeItem, groupScore, personScore } from './composite.ts';
import { type Interval, shareOf } from './interval.ts';

/** Rational loyalty: buys again, would not change, sees an advantage. */
const RATIONAL: readonly CompositeItem[] = [
  { id: 'REL_REBUY', scale: [1, 5], isReversed: false },
  { id: 'TFC3', scale: [1, 5], isReversed: true },
  { id: 'REL_ADV', scale: [1, 5], isReversed: false },
];
/** Emotional loyalty: recommends, and feels that this is his supplier. */
const EMOTIONAL: readonly CompositeItem[] = [
  { id: 'CCS3', scale: [0, 10], isReversed: false },
  { id: 'REL_BOND', scale: [1, 5], isReversed: false },
];

/** Rational loyalty of a person (RLOY), 0 to 100; `null` with fewer than two of the three answers. */
export function rationalLoyaltyOf(answers: AnswersOfPerson): number | null {
  return personScore(answers, RATIONAL);
}

/** Emotional loyalty of a person (ELOY), 0 to 100; `null` unless both were answered. */
export function emotionalLoyaltyOf(answers: AnswersOfPerson): number | null {
  return personScore(answers, EMOTIONAL);
}

/** Both loyalties of a group, each the mean of its items' means. */
export function loyaltiesOfGroup(people: readonly AnswersOfPerson[]): {
  rational: number | null;
  emotional: number | null;
} {
  return {
    rational: groupScore(people, RATIONAL).score,
    emotional: groupScore(people, EMOTIONAL).score,
  };
}

/** What an account says on average; `null` where nobody was asked. */
export type AccountAnswers = {
  isActive: boolean;
  /** Satisfied with the choice of us, 1 to 5. */
  ccs1: number | null;
  /** Would recommend, 0 to 10. */
  ccs3: number | null;
  /** Our supplier, 1 to 5. */
  bond: number | null;
  /** Overall, 1 to 5. */
  overall: number | null;
};

/**
 * Whether an account is satisfied and attached (HSA). `null` unless satisfaction and
 * at least one sign of attachment were asked, so that a silence counts for neither.
 */
export function isSatisfiedAndAttached({ ccs1, ccs3, bond }: AccountAnswers): boolean | null {
  if (ccs1 === null || (ccs3 === null && bond === null)) return null;
  return ccs1 >= 4 && ((ccs3 !== null && ccs3 >= 9) || (bond !== null && bond >= 4));
}

/**
 * Whether an active account buys although it is not satisfied (LSA): at risk. `null`
 * of one that is not active or was asked none of the three.
 */
export function isAtRisk({ isActive, ccs1, ccs3, overall }: AccountAnswers): boolean | null {
  if (!isActive || (ccs1 === null && ccs3 === null && overall === null)) return null;
  return (
    (ccs1 !== null && ccs1 <= 2) ||
    (overall !== null && overall <= 2) ||
    (ccs3 !== null && ccs3 <= 6)
  );
}

/** The share of accounts of which something holds, among those of which it is known. */
export function shareOfAccounts(holds: readonly (boolean | null)[]): {
  n: number;
  share: number | null;
  ci95: Interval | null;
} {
  const known = holds.filter((hold) => hold !== null);
  return { n: known.length, ...shareOf(known.filter(Boolean).length, known.length) };
}
