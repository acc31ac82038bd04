import {
  type ApprovalNeed,
  type AskedNeed,
  type Decision,
  isOfStep,
  isWithinAgreed,
} from './approval.ts';

/** What becomes of the steps of a question when an approver leaves less of the order. */
export type NeedsAfterChange = {
  /** Asked before and now: measured anew. */
  kept: readonly ApprovalNeed[];
  /** What remains does not meet their rule any more: nobody has to agree to them. */
  lapsed: readonly AskedNeed[];
  /** Asked for the first time, such as a rule on the share of the freight. */
  fresh: readonly ApprovalNeed[];
  /** Those of `kept` whose answers were given to less than it costs now: they are asked again. */
  annulled: readonly ApprovalNeed[];
};

/**
 * Who must agree to what remains (R16). Whoever agreed to a larger amount agreed to the
 * smaller one: his answer stays. An answer is taken off only where its step now measures
 * more than was agreed to and more than the company tolerates, which less goods can do
 * when they fall below a break of the price. A rule that what remains does not meet lapses
 * with its steps, answered or not; one that it meets for the first time is asked.
 */
export function needsAfterChange(
  asked: { needs: readonly AskedNeed[]; decisions: readonly Decision[] },
  needs: readonly ApprovalNeed[],
  toleranceBp: number,
): NeedsAfterChange {
  const beforeOf = (need: ApprovalNeed) => asked.needs.find((one) => isOfStep(one, need));
  const kept = needs.filter(beforeOf);
  return {
    kept,
    lapsed: asked.needs.filter((need) => !needs.some((one) => isOfStep(one, need))),
    fresh: needs.filter((need) => !beforeOf(need)),
    annulled: kept.filter((need) => {
      const before = beforeOf(need);
      const isHeard = asked.decisions.some((decision) => isOfStep(decision, need));
      return isHeard && before && !isWithinAgreed(need, before, toleranceBp);
    }),
  };
}
