import type { LoyaltyStage } from '../../platform/db/schema.ts';
import { bgNbdAlive } from '../metrics/bg-nbd.ts';
import {
  lateAlarmOf,
  MERGE_DAYS,
  purchaseEvents,
  type RhythmPrior,
} from '../metrics/late-alarm.ts';
import { dayNumber } from '../metrics/purchase-log.ts';
import {
  evaluateStage,
  type StageFacts,
  type StageStanding,
} from '../metrics/relationship-stage.ts';
import { quantileOf, rising } from '../metrics/sample.ts';
import type { CompanyPurchases } from './inputs.ts';
import type { Models } from './reckon-models.ts';
import { costOfLosing, marginOf, worthOf } from './company-margin.ts';

/** Why a company is on the list of those at risk, each with the figures that say it in words. */
export type RiskReason =
  | { code: 'late' | 'very-late'; usualDays: number; silentDays: number }
  | { code: 'low-nps'; nps: number; on: string }
  | { code: 'open-case'; since: string }
  | { code: 'buys-less'; nowMinor: number; beforeMinor: number }
  | { code: 'declined'; quotes: number }
  | { code: 'unanswered'; shown: number };

/** How a company stands with us, and what that follows from. */
export type Standing = StageStanding & {
  companyId: string;
  /** The first day of the last month that was looked at for the stage. */
  stageMonth: string;
  alarm: StageFacts['alarm'];
  purchases: number;
  lastOn: string | null;
  silentDays: number | null;
  usualDays: number | null;
  alive: number | null;
  yearMinor: number;
  marginMinor: number | null;
  lostMinor: number;
  lostExpectedMinor: number;
  /** Margin to be expected over 24 months, P10 to P90; null where no model is trusted or no cost known. */
  worthLowMinor: number | null;
  worthHighMinor: number | null;
  nps: number | null;
  npsOn: string | null;
  monthsMinor: number[];
  reasons: RiskReason[];
};

/** A change of stage, with the facts that it follows from. */
export type StageMove = {
  companyId: string;
  month: string;
  fromStage: LoyaltyStage | null;
  toStage: LoyaltyStage;
  facts: StageFacts;
};

/** What was said of recommending us, the oldest first: days since 1970-01-01. */
type NpsAnswer = { day: number; number: number };

/** What people of a company said of the relation, the oldest first: of recommending us, and what share of its metal it buys here. */
export type SaidByCompany = {
  nps: readonly NpsAnswer[];
  wallet: readonly { day: number; share: number }[];
};

/** What counts for all companies of one night. */
export type Reckoning = {
  day: string;
  models: Models;
  /** The share of revenue above cost of all companies whose costs are known; null where none is. */
  marginShare: number | null;
  /** Days of trade by the season of the models; made once for all companies. */
  clock: (day: number) => number;
};

const DAY_MS = 86_400_000;
const YEAR = 365;
const HALF_YEAR = 182;
const PRIOR_DEGREES = 5;
const PRIOR_LOG_VARIANCE = 0.25;
const GAPS_MIN = 3;
/** So many months back a company is looked at that was never looked at before. */
const MONTHS_BACK = 12;
const SHRUNK = 0.6;
const UNANSWERED_MIN = 4;
const DECLINED_MIN = 2;
const DETRACTOR = 6;

/**
 * Reckons a company as of a day: the stage once for the first day of each month that
 * has come since, by the purchases and answers until then, and the rest for today.
 * The same inputs give the same standing; a month is never looked at twice.
 */
export function reckonStanding(
  company: CompanyPurchases,
  before: (StageStanding & { stageMonth: string }) | null,
  said: SaidByCompany,
  { day, models, marginShare, clock }: Reckoning,
): { standing: Standing; moves: StageMove[] } {
  const today = dayNumber(day);
  const { companyId, days } = company;
  const how = { clock, prior: priorOf(models) };
  const { stage, moves } = reckonStage(company, before, said, { day, how });
  const alarm = lateAlarmOf(days, today, how);
  const events = purchaseEvents(days, today);
  const usualDays = medianGap(events);
  const last = days.at(-1) ?? null;
  const yearMinor = sumBetween(company, today - YEAR, today);
  const margin = marginOf(company, yearMinor, marginShare);
  const lastNps = said.nps.findLast((one) => one.day <= today && one.day > today - YEAR) ?? null;
  const standing = {
    companyId,
    ...stage,
    alarm: alarm.state,
    purchases: events.length,
    lastOn: last === null ? null : dayText(last),
    silentDays: last === null ? null : today - last,
    usualDays,
    alive: aliveOf(events, today, { models, clock }),
    yearMinor,
    marginMinor: margin.known,
    ...costOfLosing(Math.max(0, yearMinor), margin.share),
    ...worthOf(company, today, { models, ofAll: marginShare, clock }),
    nps: lastNps?.number ?? null,
    npsOn: lastNps && dayText(lastNps.day),
    monthsMinor: lastMonths(company, day),
  };
  return { standing: { ...standing, reasons: reasonsOf(company, standing, today) }, moves };
}

type How = { clock: (day: number) => number; prior: RhythmPrior };

const priorOf = ({ pooledLogVariance }: Models): RhythmPrior => ({
  pooledLogVariance: pooledLogVariance ?? PRIOR_LOG_VARIANCE,
  degrees: PRIOR_DEGREES,
});

function reckonStage(
  { companyId, days }: CompanyPurchases,
  before: (StageStanding & { stageMonth: string }) | null,
  said: SaidByCompany,
  { day, how }: { day: string; how: How },
): { stage: StageStanding & { stageMonth: string }; moves: StageMove[] } {
  const until = `${day.slice(0, 7)}-01`;
  let stage = before;
  const moves: StageMove[] = [];
  let month = before ? nextMonth(before.stageMonth) : monthsBefore(until, MONTHS_BACK);
  for (; month <= until || stage === null; month = nextMonth(month)) {
    const { facts, ...found } = evaluateStage(stage, findingsOf(days, said, dayNumber(month), how));
    if (found.stage !== stage?.stage) {
      const fromStage = stage?.stage ?? null;
      moves.push({ companyId, month, fromStage, toStage: found.stage, facts });
    }
    stage = { ...found, stageMonth: month };
  }
  return { stage, moves };
}

function findingsOf(days: number[], { nps, wallet }: SaidByCompany, on: number, how: How) {
  const events = purchaseEvents(days, on);
  const since = (span: number) => events.filter((event) => event > on - span).length;
  const answer = nps.findLast((one) => one.day <= on) ?? null;
  const [first] = events;
  return {
    purchaseEvents24Months: since(2 * YEAR),
    purchaseEvents12Months: since(YEAR),
    alarm: lateAlarmOf(days, on, how).state,
    tenureDays: first === undefined ? 0 : on - first,
    hasEverBought: events.length > 0,
    lastNps: answer?.number ?? null,
    lastNpsAgeDays: answer && on - answer.day,
    shareOfWallet: wallet.findLast((one) => one.day <= on && one.day > on - YEAR)?.share ?? null,
  };
}

function medianGap(events: readonly number[]): number | null {
  const gaps = events.slice(1).map((event, at) => event - (events[at] ?? event));
  if (gaps.length < GAPS_MIN) return null;
  return Math.round(quantileOf(rising(gaps), 0.5) ?? 0) || null;
}

function aliveOf(
  events: readonly number[],
  today: number,
  { models, clock }: Pick<Reckoning, 'models' | 'clock'>,
): number | null {
  const [first] = events;
  const last = events.at(-1);
  if (!models.buying?.isTrusted || first === undefined || last === undefined) return null;
  const weeks = (day: number) => (clock(day) - clock(first)) / MERGE_DAYS;
  const history = { repeats: events.length - 1, recency: weeks(last), age: weeks(today) };
  return bgNbdAlive(history, models.buying.params, 'mbg');
}

function sumBetween(
  { days, amountsMinor }: CompanyPurchases,
  after: number,
  until: number,
): number {
  let sum = 0;
  days.forEach((day, at) => {
    if (day > after && day <= until) sum += amountsMinor[at] ?? 0;
  });
  return sum;
}

/** Net revenue of twelve months of the calendar, the last of them still running. */
function lastMonths({ days, amountsMinor }: CompanyPurchases, day: string): number[] {
  const first = monthsBefore(`${day.slice(0, 7)}-01`, MONTHS_BACK - 1);
  const begins = [first];
  while (begins.length < MONTHS_BACK) begins.push(nextMonth(begins.at(-1) ?? first));
  const numbers = begins.map(dayNumber);
  const sums = begins.map(() => 0);
  days.forEach((one, at) => {
    const place = numbers.findLastIndex((begin) => begin <= one);
    if (place >= 0) sums[place] = (sums[place] ?? 0) + (amountsMinor[at] ?? 0);
  });
  return sums;
}

function reasonsOf(
  company: CompanyPurchases,
  standing: Omit<Standing, 'reasons'>,
  today: number,
): RiskReason[] {
  const { alarm, usualDays, silentDays, nps, npsOn, purchases } = standing;
  const reasons: RiskReason[] = [];
  const isLate = alarm === 'late' || alarm === 'very_late';
  if (isLate && !company.isBusy && usualDays !== null && silentDays !== null) {
    reasons.push({ code: alarm === 'late' ? 'late' : 'very-late', usualDays, silentDays });
  }
  if (purchases > 0 && nps !== null && nps <= DETRACTOR && npsOn !== null) {
    reasons.push({ code: 'low-nps', nps, on: npsOn });
  }
  if (company.caseOpenSince !== null) {
    reasons.push({ code: 'open-case', since: dayText(company.caseOpenSince) });
  }
  const nowMinor = sumBetween(company, today - HALF_YEAR, today);
  const beforeMinor = sumBetween(company, today - HALF_YEAR - YEAR, today - YEAR);
  if (beforeMinor > 0 && nowMinor < SHRUNK * beforeMinor) {
    reasons.push({ code: 'buys-less', nowMinor, beforeMinor });
  }
  if (company.declined >= DECLINED_MIN) {
    reasons.push({ code: 'declined', quotes: company.declined });
  }
  // Silence alone is no reason to call; beside another one it is.
  if (reasons.length > 0 && company.shown >= UNANSWERED_MIN && company.answered === 0) {
    reasons.push({ code: 'unanswered', shown: company.shown });
  }
  return reasons;
}

const dayText = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

function monthsBefore(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`;
}

const nextMonth = (month: string) => monthsBefore(month, -1);
