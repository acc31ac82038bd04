import { resample } from '../metrics/bootstrap.ts';
import { bgNbdExpected, type BgNbdParams, fitBgNbd } from '../metrics/bg-nbd.ts';
import {
  expectedSpending,
  fitGammaGamma,
  type GammaGammaParams,
  spendingDependsOnFrequency,
} from '../metrics/gamma-gamma.ts';
import { MERGE_DAYS, purchaseEvents } from '../metrics/late-alarm.ts';
import { expectedMargin } from '../metrics/ltv.ts';
import type { CompanyPurchases } from './inputs.ts';

/** The models of what customers are worth, drawn again and again so that a range can be told (1.16). */
export type Worth = {
  /** How often and how much go together so much; beyond 0.3 what is spent is each company's own mean. */
  correlation: number | null;
  isDependent: boolean;
  draws: readonly { buying: BgNbdParams; spending: GammaGammaParams | null }[];
};

/** A model is fitted to at most so many companies, evenly drawn, so many times. */
const FITTED_MAX = 400;
const DRAWS = 20;
const DISCOUNT_PER_YEAR = 0.15;
/** Between these months the purchases to be expected are taken on a straight line. */
const MONTHS_REACHED = [0, 6, 12, 24] as const;
const WEEKS_IN_MONTH = 365.25 / 12 / MERGE_DAYS;

/** What a model knows of a company: its history in weeks of trade, and what it spends at a time. */
type Buyer = { repeats: number; recency: number; age: number; events: number; spending: number };

type Clock = (day: number) => number;

/** A company as a buyer until a day; `undefined` where it never bought. */
function buyerOf(company: CompanyPurchases, today: number, clock: Clock): Buyer | undefined {
  const events = purchaseEvents(company.days, today);
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const weeks = (day: number) => (clock(day) - clock(first)) / MERGE_DAYS;
  let sum = 0;
  company.days.forEach((day, at) => {
    if (day <= today) sum += company.amountsMinor[at] ?? 0;
  });
  const spending = Math.max(0, sum) / events.length;
  const history = { repeats: events.length - 1, recency: weeks(last), age: weeks(today) };
  return { ...history, events: events.length, spending };
}

/**
 * Fits who still buys (MBG/NBD) and what he spends (Gamma-Gamma) to so many draws of
 * companies, always the same ones. `null` where nobody came back.
 */
export function reckonWorth(
  companies: readonly CompanyPurchases[],
  today: number,
  clock: Clock,
): Worth | null {
  const all = companies.flatMap((company) => buyerOf(company, today, clock) ?? []);
  const step = Math.max(1, all.length / FITTED_MAX);
  const chosen = Array.from(
    { length: Math.min(all.length, FITTED_MAX) },
    (_, at) => all[Math.floor(at * step)],
  ).flatMap((one) => one ?? []);
  const repeaters = (some: readonly Buyer[]) => some.filter(({ repeats }) => repeats > 0);
  const spent = (some: readonly Buyer[]) => ({
    purchases: repeaters(some).map(({ events }) => events),
    means: repeaters(some).map(({ spending }) => spending),
  });
  const { correlation, isDependent } = spendingDependsOnFrequency(spent(chosen));
  const draws: { buying: BgNbdParams; spending: GammaGammaParams | null }[] = [];
  const fit = (times: Uint16Array) => {
    const drawn = chosen.flatMap((one, at) => Array.from({ length: times[at] ?? 0 }, () => one));
    const buying = fitBgNbd(
      {
        repeats: drawn.map(({ repeats }) => repeats),
        recencies: drawn.map(({ recency }) => recency),
        ages: drawn.map(({ age }) => age),
      },
      'mbg',
    );
    const spending = isDependent ? null : (fitGammaGamma(spent(drawn))?.params ?? null);
    if (buying) draws.push({ buying: buying.params, spending });
  };
  resample(chosen.length, fit, DRAWS);
  return draws.length === 0 ? null : { correlation, isDependent, draws };
}

/**
 * The margin of a company over the next 24 months, discounted by the month, by each draw
 * of the models, in minor units; nothing of one that never bought.
 */
export function worthDraws(
  company: CompanyPurchases,
  of: { worth: Worth; margin: number; today: number; clock: Clock },
): number[] {
  const { worth, margin, today, clock } = of;
  const buyer = buyerOf(company, today, clock);
  if (!buyer) return [];
  return worth.draws.map(({ buying, spending }) => {
    const reached = MONTHS_REACHED.map((months) =>
      months === 0 ? 0 : bgNbdExpected(buyer, months * WEEKS_IN_MONTH, buying, 'mbg'),
    );
    const expected = spending && expectedSpending(buyer.events, buyer.spending, spending);
    return expectedMargin((months) => along(reached, months), {
      ...{ spending: expected ?? buyer.spending, margin, discountPerYear: DISCOUNT_PER_YEAR },
    });
  });
}

/** The purchases to be expected within so many months, on straight lines between those that were reckoned. */
function along(reached: readonly number[], months: number): number {
  const next = Math.max(
    1,
    MONTHS_REACHED.findIndex((one) => one >= months),
  );
  const [from, until] = [MONTHS_REACHED[next - 1] ?? 0, MONTHS_REACHED[next] ?? months];
  const [low, high] = [reached[next - 1] ?? 0, reached[next] ?? 0];
  return low + ((high - low) * (months - from)) / (until - from || 1);
}
