import { addDays } from '../../measures/calendar.ts';
import { bgNbdAlive, bgNbdExpected, type BgNbdParams, fitBgNbd } from '../metrics/bg-nbd.ts';
import {
  type BuyingHistories,
  type BuyingHistory,
  historiesOf,
  isModelTrusted,
} from '../metrics/buying-history.ts';
import { pooledLogVariance, purchaseEvents } from '../metrics/late-alarm.ts';
import { fitParetoNbd, paretoNbdExpected } from '../metrics/pareto-nbd.ts';
import { dayNumber, daysOf, type PurchaseLog } from '../metrics/purchase-log.ts';
import { NO_SEASON, seasonalClock, seasonIndexOf } from '../metrics/season.ts';
import type { CompanyPurchases } from './inputs.ts';
import { reckonWorth, type Worth } from './reckon-worth.ts';

/** What all companies have in common, kept with the night so that every standing is reckoned by the same. */
export type Models = {
  /** Twelve figures from January on; null where fewer than 24 whole months are known: then every month counts the same. */
  season: readonly number[] | null;
  monthsKnown: number;
  /** The spread of rhythms within companies; null where nobody has a rhythm yet. */
  pooledLogVariance: number | null;
  /** Who still buys, MBG/NBD; null where nobody came back. */
  buying: {
    params: BgNbdParams;
    /** Purchases of the last 13 weeks that the model foretold from what was before, and those that came. */
    foretold: number;
    ordered: number;
    isTrusted: boolean;
    /** What other models foretold of the same weeks: second opinions, none of which is used. */
    rivals: readonly { model: 'bg' | 'pareto'; foretold: number }[];
    /** Companies that still buy by each model's reckoning, of those that it was fitted to. */
    fitted: number;
    active: number;
  } | null;
  /** What they are worth; null where nobody came back. */
  worth: Worth | null;
};

const HOLDOUT_DAYS = 91;
const WEEK_DAYS = 7;
/** A model is fitted to at most so many companies, evenly drawn: more change nothing that can be seen. */
const FITTED_MAX = 1_500;
const RIVAL_FITTED_MAX = 500;

/** The purchases of companies that bought anything, in the columns that the metrics read. */
export function logOf(companies: readonly CompanyPurchases[]): PurchaseLog {
  const buyers = companies.filter(({ days }) => days.length > 0);
  const starts = new Int32Array(buyers.length + 1);
  buyers.forEach(({ days }, at) => {
    starts[at + 1] = (starts[at] ?? 0) + days.length;
  });
  const size = starts.at(-1) ?? 0;
  const log = { days: new Int32Array(size), amountsMinor: new Float64Array(size) };
  buyers.forEach(({ days, amountsMinor }, at) => {
    log.days.set(days, starts[at]);
    log.amountsMinor.set(amountsMinor, starts[at]);
  });
  return { accounts: buyers.map(({ companyId }) => companyId), starts, ...log };
}

/** Days of trade by the season of the models, or of the calendar. */
export const clockOf = ({ season }: Pick<Models, 'season'>) => seasonalClock(season ?? NO_SEASON);

/** Reckons what all companies have in common, as of a day (1.15, 1.22). Nothing bought gives models of nothing. */
export function reckonModels(companies: readonly CompanyPurchases[], day: string): Models {
  const today = dayNumber(day);
  const log = logOf(companies);
  const { monthly, firstMonth } = monthlyRevenue(log, day);
  const season = seasonIndexOf(monthly, firstMonth);
  const clock = clockOf({ season });
  const intervals = log.accounts.map((_, place) => {
    const events = purchaseEvents(daysOf(log, place), today);
    return events.slice(1).map((event, at) => clock(event) - clock(events[at] ?? event));
  });
  return {
    season,
    monthsKnown: monthly.length,
    pooledLogVariance: pooledLogVariance(intervals),
    buying: reckonBuying(log, today, clock),
    worth: reckonWorth(companies, today, clock),
  };
}

function reckonBuying(log: PurchaseLog, today: number, clock: (day: number) => number) {
  const now = historiesOf(evenly(log), today, clock);
  const fitted = fitBgNbd(now, 'mbg');
  if (!fitted) return null;
  const cutoff = today - HOLDOUT_DAYS;
  const old = evenly(log, (days) => (days[0] ?? Infinity) <= cutoff);
  const before = historiesOf(old, cutoff, clock);
  const weeks = (clock(today) - clock(cutoff)) / WEEK_DAYS;
  const ordered = old.accounts.reduce<number>((sum, _, place) => {
    const events = purchaseEvents(daysOf(old, place), today);
    return sum + events.filter((event) => event > cutoff).length;
  }, 0);
  const foretold = foretoldBy(before, weeks);
  const alive = historiesIn(now).map((one) => bgNbdAlive(one, fitted.params, 'mbg'));
  return {
    ...{ params: fitted.params, foretold: foretold.mbg ?? 0, ordered },
    isTrusted: foretold.mbg !== null && isModelTrusted(foretold.mbg, ordered),
    rivals: (['bg', 'pareto'] as const).flatMap((model) => {
      const of = foretold[model];
      return of === null ? [] : [{ model, foretold: of }];
    }),
    ...{ fitted: alive.length, active: alive.reduce((sum, one) => sum + one, 0) },
  };
}

const historiesIn = ({ repeats, recencies, ages }: BuyingHistories): BuyingHistory[] =>
  Array.from(repeats, (count, at) => ({
    ...{ repeats: count, recency: recencies[at] ?? 0, age: ages[at] ?? 0 },
  }));

/** At most so many of the histories, evenly drawn: a model that is a second opinion takes ten times as long. */
function everyFew({ repeats, recencies, ages }: BuyingHistories): BuyingHistories {
  const step = Math.max(1, Math.ceil(repeats.length / RIVAL_FITTED_MAX));
  const few = (of: ArrayLike<number>) => Array.from(of).filter((_, at) => at % step === 0);
  return { repeats: few(repeats), recencies: few(recencies), ages: few(ages) };
}

/** The purchases of so many weeks that each model foretells from what was before; null where it cannot be fitted. */
function foretoldBy(before: BuyingHistories, weeks: number) {
  const histories = historiesIn(before);
  const sum = (of: (history: BuyingHistory) => number) =>
    histories.reduce((all, history) => all + of(history), 0);
  const [bg, mbg] = [fitBgNbd(before, 'bg'), fitBgNbd(before, 'mbg')];
  const pareto = fitParetoNbd(everyFew(before));
  return {
    bg: bg && sum((one) => bgNbdExpected(one, weeks, bg.params, 'bg')),
    mbg: mbg && sum((one) => bgNbdExpected(one, weeks, mbg.params, 'mbg')),
    pareto: pareto && sum((one) => paretoNbdExpected(one, weeks, pareto.params)),
  };
}

/** At most so many of the accounts that are wanted, each so many places after the last. */
function evenly(log: PurchaseLog, isWanted: (days: Int32Array) => boolean = () => true) {
  const places = log.accounts.flatMap((_, place) => (isWanted(daysOf(log, place)) ? [place] : []));
  const step = Math.max(1, places.length / FITTED_MAX);
  const chosen = Array.from(
    { length: Math.min(places.length, FITTED_MAX) },
    (_, at) => places[Math.floor(at * step)] ?? 0,
  );
  const parts = chosen.map((place) => daysOf(log, place));
  const starts = new Int32Array(chosen.length + 1);
  parts.forEach((days, at) => {
    starts[at + 1] = (starts[at] ?? 0) + days.length;
  });
  const days = new Int32Array(starts.at(-1) ?? 0);
  parts.forEach((part, at) => {
    days.set(part, starts[at]);
  });
  const accounts = chosen.map((place) => log.accounts[place] ?? '');
  return { accounts, starts, days, amountsMinor: new Float64Array(days.length) };
}

/** The revenue of each whole month from the first one that is whole until the last; which month of the year begins. */
function monthlyRevenue(log: PurchaseLog, day: string): { monthly: number[]; firstMonth: number } {
  let first = Infinity;
  for (const one of log.days) first = Math.min(first, one);
  if (first === Infinity) return { monthly: [], firstMonth: 1 };
  const firstDay = new Date(first * 86_400_000).toISOString().slice(0, 10);
  const begin = monthIndex(addDays(`${firstDay.slice(0, 7)}-01`, 31));
  const until = monthIndex(day);
  const monthly = Array.from({ length: Math.max(0, until - begin) }, () => 0);
  const known = new Map<number, number>();
  log.days.forEach((one, at) => {
    const month = known.get(one) ?? monthIndex(new Date(one * 86_400_000).toISOString());
    known.set(one, month);
    const place = month - begin;
    const sum = monthly[place];
    if (sum !== undefined) monthly[place] = sum + (log.amountsMinor[at] ?? 0);
  });
  return { monthly, firstMonth: (begin % 12) + 1 };
}

const monthIndex = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
