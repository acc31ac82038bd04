import type { AlarmState } from './late-alarm.ts';

/**
 * How far the relation with an account has come (R34, the paper's four stages):
 * and beside them customers who buy without liking us, customers who were never
 * asked, and those who are gone.
 */
export type Stage =
  | 'potential'
  | 'unstabilised'
  | 'customer'
  | 'customer_hostage'
  | 'customer_attitude_unknown'
  | 'loyal'
  | 'lapsed';

/** What the stage of an account follows from. It is kept with every change as its evidence. */
export type StageFacts = {
  purchaseEvents24Months: number;
  purchaseEvents12Months: number;
  alarm: AlarmState;
  /** Since the first paid purchase. */
  tenureDays: number;
  /** Whether it ever paid a purchase, also before the 24 months. */
  hasEverBought: boolean;
  /** Evaluations in a row that found it on time or due, this one included. */
  okChecks: number;
  /** Evaluations in a row that found it very late, this one included. */
  veryLateChecks: number;
  /** From 0 to 10; `null`: never said. */
  lastNps: number | null;
  lastNpsAgeDays: number | null;
  /** From 0 to 1; `null`: unknown. */
  shareOfWallet: number | null;
};

const YEAR_DAYS = 365;
const EVENTS_OF_A_CUSTOMER = 3;
const CHECKS = 2;
const PROMOTER = 9;
const DETRACTOR = 6;
const SHARE_OF_THE_LOYAL = 0.5;

/**
 * The stage that the facts of today speak for, before hysteresis (1.21). Too short a
 * history to be called late is not late: three purchases in a year make a customer
 * then. An answer older than a year says nothing of today.
 */
export function stageOf(facts: StageFacts): Stage {
  const { purchaseEvents24Months, alarm } = facts;
  if (purchaseEvents24Months === 0) return facts.hasEverBought ? 'lapsed' : 'potential';
  if (alarm === 'very_late' && facts.veryLateChecks >= CHECKS) return 'lapsed';
  const isLate = alarm === 'late' || alarm === 'very_late';
  if (isLate || facts.purchaseEvents12Months < EVENTS_OF_A_CUSTOMER) return 'unstabilised';
  return stageOfCustomer(facts);
}

function stageOfCustomer({
  tenureDays,
  okChecks,
  lastNps,
  lastNpsAgeDays,
  shareOfWallet,
}: StageFacts): Stage {
  const isFresh = lastNpsAgeDays !== null && lastNpsAgeDays <= YEAR_DAYS;
  const nps = isFresh ? lastNps : null;
  if (nps !== null && nps <= DETRACTOR) return 'customer_hostage';
  if (tenureDays < YEAR_DAYS || okChecks < CHECKS) return 'customer';
  if (nps === null) return 'customer_attitude_unknown';
  const buysEnough = shareOfWallet === null || shareOfWallet >= SHARE_OF_THE_LOYAL;
  return nps >= PROMOTER && buysEnough ? 'loyal' : 'customer';
}

/** Where an account stands, and what earlier evaluations speak for. */
export type StageStanding = {
  stage: Stage;
  okChecks: number;
  veryLateChecks: number;
  /** What the last evaluation spoke for, when it was not where the account stands. */
  pending: Stage | null;
};

/** What an evaluation finds; the counts of checks are kept by the standing. */
export type StageFindings = Omit<StageFacts, 'okChecks' | 'veryLateChecks'>;

const RANK: Record<Stage, number> = {
  lapsed: 0,
  potential: 0,
  unstabilised: 1,
  customer: 2,
  customer_hostage: 2,
  customer_attitude_unknown: 2,
  loyal: 3,
};

/**
 * Evaluates an account once more (monthly). It moves up when two evaluations in a row
 * speak for it, and then only as far as both do; down likewise, so that one bad month
 * never costs a stage (R34). A first purchase is a fact and makes a potential or lapsed
 * account unstabilised at once; so are the two very late checks after which it lapses.
 * Side states of one rank follow the facts. An account that was never evaluated stands
 * where its facts put it. Nothing is rewritten: each change is a new standing.
 */
export function evaluateStage(
  before: StageStanding | null,
  findings: StageFindings,
): StageStanding & { facts: StageFacts } {
  const isOk = findings.alarm === 'on_time' || findings.alarm === 'due';
  const facts: StageFacts = {
    ...findings,
    okChecks: isOk ? (before?.okChecks ?? 0) + 1 : 0,
    veryLateChecks: findings.alarm === 'very_late' ? (before?.veryLateChecks ?? 0) + 1 : 0,
  };
  const counted = { okChecks: facts.okChecks, veryLateChecks: facts.veryLateChecks, facts };
  // Two checks are what it takes to become loyal, not to stay so after one bad month.
  const isStillLoyal = isOk && before?.stage === 'loyal';
  const found = stageOf(isStillLoyal ? { ...facts, okChecks: CHECKS } : facts);
  const stay = before?.stage ?? found;
  const [from, to] = [RANK[stay], RANK[found]];
  if (from === to) return { ...counted, stage: atSameRank(stay, found), pending: null };

  const isFact =
    (to > from && from === 0) || (found === 'lapsed' && facts.veryLateChecks >= CHECKS);
  if (isFact) {
    const stage = to > from ? 'unstabilised' : found;
    return { ...counted, stage, pending: stage === found ? null : found };
  }
  const earlier = before?.pending ?? null;
  const isSecond = earlier !== null && RANK[earlier] > from === to > from && RANK[earlier] !== from;
  if (!isSecond) return { ...counted, stage: stay, pending: found };
  const stage = nearerTo(from, earlier, found);
  return { ...counted, stage, pending: stage === found ? null : found };
}

/** Nobody who bought becomes a mere possibility again, and side states follow the facts. */
const atSameRank = (stay: Stage, found: Stage): Stage =>
  stay === 'lapsed' && found === 'potential' ? stay : found;

const nearerTo = (rank: number, one: Stage, other: Stage): Stage =>
  Math.abs(RANK[one] - rank) < Math.abs(RANK[other] - rank) ? one : other;
