import { shareOf } from '../measures/money.ts';
import {
  type ApprovalConditions,
  type JudgedOrder,
  type Measured,
  measuredBy,
} from './approval-conditions.ts';
import { isBeyond } from './budget.ts';
import { totalsOf } from './cart.ts';

/** So many steps a rule has at most; each begins when the one before it is done. */
export const STEPS_MAX = 3;

/** The question that a cart is in while it is open. */
export type OpenQuestion = { id: string; state: 'pending' | 'approved' };

/** So many of these people must agree; nobody named: of all who may approve. */
export type ApprovalStep = { quorum: number; people: readonly string[] };

export type ApprovalRule = ApprovalConditions & { id: string; steps: readonly ApprovalStep[] };

/** Somebody of the company who may approve orders. */
export type Approver = {
  personId: string;
  name: string;
  isAdmin: boolean;
  /** The dearest order that he may approve, with VAT; null: any. Zero: none. */
  limitMinor: number | null;
};

/** How a company approves. */
export type ApprovalTerms = {
  /** Who orders may agree himself, where a rule lets him. */
  ownAllowed: boolean;
  /** A question that nobody answers ends after so many days. */
  lastsDays: number;
  /** What was approved still counts for so much more. */
  toleranceBp: number;
};

/** How much somebody may order in the period of his limit, and has ordered or asked for besides this. */
type Spending = { personId: string; limitMinor: number; spentMinor: number };

/** All of a company that decides who must agree. */
export type ApprovalGround = {
  /** Of those who have a limit, where a rule asks for it. */
  spending: readonly Spending[];
  /** The products of the order that the company never bought, where a rule asks for them. */
  newProducts: readonly string[];
  rules: readonly ApprovalRule[];
  approvers: readonly Approver[];
  terms: ApprovalTerms;
};

/** One step of one rule that an order meets, with who may do it. */
export type ApprovalNeed = Measured & {
  ruleId: string;
  step: number;
  conditions: ApprovalConditions;
  quorum: number;
  people: readonly Approver[];
  /** Not enough of those meant may approve so much, so the administrators are asked too. */
  isEscalated: boolean;
};

/** A company without rules of its own for how it approves. */
export const defaultApprovalTerms: ApprovalTerms = {
  ownAllowed: false,
  lastsDays: 7,
  toleranceBp: 200,
};

/**
 * Who must agree before an order is placed (R16): one need a step of every rule
 * that its lines meet. Who ordered is not among them unless the company lets him;
 * who may not approve so much is not either. Where too few are left, the
 * administrators come in, whatever their limit. `isStuck` tells where even that
 * is not enough.
 */
export function needsOf(
  ground: ApprovalGround,
  order: JudgedOrder,
  requesterId: string,
): readonly ApprovalNeed[] {
  const total = totalsOf(order).grossMinor;
  const spending = ground.spending.find(({ personId }) => personId === requesterId);
  const isBeyondLimit = spending && spending.spentMinor + total > spending.limitMinor;
  const isBeyondBudget = order.budget && isBeyond(order.budget, total);
  return ground.rules.flatMap((rule) => {
    if (rule.beyondLimit && !isBeyondLimit) return [];
    if (rule.beyondBudget && !isBeyondBudget) return [];
    const measured = measuredBy(rule, order, ground.newProducts);
    if (!measured) return [];
    const { id: ruleId, steps, ...conditions } = rule;
    return steps.map((step, index) => ({
      ...{ ruleId, step: index + 1, quorum: step.quorum, ...measured, conditions },
      ...whoMayDo(step, ground, { requesterId, grossMinor: total }),
    }));
  });
}

function whoMayDo(
  step: ApprovalStep,
  { approvers, terms }: ApprovalGround,
  { requesterId, grossMinor }: { requesterId: string; grossMinor: number },
): { people: readonly Approver[]; isEscalated: boolean } {
  const others = approvers.filter(({ personId }) => terms.ownAllowed || personId !== requesterId);
  const meant = others.filter(
    ({ personId, limitMinor }) =>
      (step.people.length === 0 || step.people.includes(personId)) &&
      (limitMinor === null || grossMinor <= limitMinor),
  );
  if (meant.length >= step.quorum) return { people: meant, isEscalated: false };
  const people = others.filter((one) => one.isAdmin || meant.includes(one));
  return { people, isEscalated: people.length > meant.length };
}

/** Whether too few may agree, so that asking leads nowhere. */
export const isStuck = ({ people, quorum }: ApprovalNeed): boolean => people.length < quorum;

/** What was asked of whom in a question, as it was when it was asked. */
export type AskedNeed = Measured & {
  ruleId: string;
  step: number;
  quorum: number;
  people: readonly string[];
  /** An approver left so little that its rule does not ask any more. */
  hasLapsed: boolean;
};

export type Decision = {
  ruleId: string;
  step: number;
  /** In whose place; himself, unless a deputy decided. */
  principalId: string;
  decidedBy: string;
  verdict: 'approved' | 'declined';
};

type OfStep = { ruleId: string; step: number };

/** Whether two things are of the same step of the same rule. */
export const isOfStep = (one: OfStep, other: OfStep): boolean =>
  one.ruleId === other.ruleId && one.step === other.step;

/** Whether nobody has to agree to a step any more: enough people have, or its rule asks no more. */
export const isDone = (need: AskedNeed, decisions: readonly Decision[]): boolean =>
  need.hasLapsed || isMet(need, decisions);

/** Whether enough people have agreed to one step. */
export function isMet(need: AskedNeed, decisions: readonly Decision[]): boolean {
  const agreed = decisions.filter(
    (decision) => isOfStep(decision, need) && decision.verdict === 'approved',
  );
  return agreed.length >= need.quorum;
}

/** The steps that wait for somebody now: not done, and every step of the same rule before it is. */
export function openNeeds<Need extends AskedNeed>(
  needs: readonly Need[],
  decisions: readonly Decision[],
): readonly Need[] {
  const isOver = (need: AskedNeed) => isDone(need, decisions);
  return needs.filter(
    (need) =>
      !isOver(need) &&
      needs.every(
        (before) => before.ruleId !== need.ruleId || before.step >= need.step || isOver(before),
      ),
  );
}

/** One voice that somebody has in a question: his own, or of one he stands in for. */
export type Voice = { ruleId: string; step: number; principalId: string };

/**
 * What somebody may decide now: in every open step his own voice or, where he has
 * none, that of the first one he stands in for. Nobody has two voices in a step,
 * and nobody is heard twice. A deputy of whoever ordered has none of his.
 */
export function voicesOf(
  personId: string,
  question: {
    needs: readonly AskedNeed[];
    decisions: readonly Decision[];
    /** Whose deputy he is on this day. */
    standsInFor: readonly string[];
    /** Null where the company lets him agree himself. */
    excludedId: string | null;
  },
): readonly Voice[] {
  const { needs, decisions, standsInFor, excludedId } = question;
  if (personId === excludedId) return [];
  return openNeeds(needs, decisions).flatMap(({ ruleId, step, people }) => {
    const heard = decisions.filter((decision) => isOfStep(decision, { ruleId, step }));
    if (heard.some(({ decidedBy }) => decidedBy === personId)) return [];
    const principalId = [personId, ...standsInFor].find(
      (one) =>
        people.includes(one) &&
        one !== excludedId &&
        !heard.some((decision) => decision.principalId === one),
    );
    return principalId ? [{ ruleId, step, principalId }] : [];
  });
}

/**
 * Whether what was approved covers a need as it is now: the same step of the
 * same rule, done, and not of much more than was agreed to (R16: a change above
 * tolerance asks the affected step again).
 */
export function isCovered(
  need: ApprovalNeed,
  asked: { needs: readonly AskedNeed[]; decisions: readonly Decision[] },
  toleranceBp: number,
): boolean {
  const before = asked.needs.find((one) => isOfStep(one, need));
  if (!before || !isMet(before, asked.decisions)) return false;
  return isWithinAgreed(need, before, toleranceBp);
}

/** Whether a step measures no more than was agreed to, and what the company tolerates above it. */
export function isWithinAgreed(
  need: { grossMinor: number },
  agreed: { grossMinor: number },
  toleranceBp: number,
): boolean {
  const most = agreed.grossMinor + shareOf({ amountMinor: agreed.grossMinor, rateBp: toleranceBp });
  return need.grossMinor <= most;
}
