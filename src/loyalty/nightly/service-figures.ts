import { businessMinutesBetween } from '../../measures/calendar.ts';
import { firstContactOf } from '../metrics/first-contact.ts';
import { shareOf } from '../metrics/interval.ts';
import { type Duration, durationsOf } from '../metrics/kaplan-meier.ts';
import { responseTimesOf } from '../metrics/sla.ts';
import { type Figure, figure, isOf, type Segment, segmentsOf } from './figure.ts';
import type { CaseCourse, MeasuredWork, QuoteCourse } from './inputs.ts';

/** A request for prices is to be answered within so many minutes of business. */
const ANSWER_TARGET_MINUTES = 240;
const HOUR_MS = 3_600_000;
const CURVE_POINTS = 24;

/** What the service of a year says of itself. */
export type Served = {
  quotes: readonly QuoteCourse[];
  cases: readonly CaseCourse[];
  measured: readonly MeasuredWork[];
  asOf: Date;
  branches: readonly string[];
};

/** How soon we answer, at the first contact or not, and how long it takes to put things right (1.8, 1.9, 1.20, 1.24). */
export function serviceFigures(served: Served): Figure[] {
  return [
    ...segmentsOf(served.branches).flatMap((segment) => figuresOf(segment, served)),
    ...served.measured.map(measuredFigure),
  ];
}

function figuresOf(segment: Segment, served: Served): Figure[] {
  const quotes = served.quotes.filter(isOf(segment));
  const cases = served.cases.filter(isOf(segment));
  return [
    answerFigure(segment, quotes),
    firstContactFigure(segment, quotes, served.asOf),
    cycleFigure(segment, quotes, served.asOf),
    ...caseFigures(segment, cases, served.asOf),
  ];
}

const count = (some: readonly { companyId: string }[]) =>
  new Set(some.map(({ companyId }) => companyId)).size;

function answerFigure(segment: Segment, quotes: readonly QuoteCourse[]): Figure {
  const answered = quotes.filter((quote) => quote.answeredAt !== null);
  const minutes = answered.map((quote) =>
    businessMinutesBetween(quote.requestedAt, quote.answeredAt ?? quote.requestedAt),
  );
  const times = responseTimesOf(minutes, ANSWER_TARGET_MINUTES);
  const [low, high] = times.p90.ci95;
  return figure('answer.p90', segment, {
    ...{ value: times.p90.value, low, high, n: answered.length, accounts: count(answered) },
    detail: {
      ...{ p50: times.p50.value, p95: times.p95.value, within: times.withinTarget },
      ...{ withinCi95: times.withinCi95, target: ANSWER_TARGET_MINUTES },
      waiting: quotes.length - answered.length,
    },
  });
}

function firstContactFigure(segment: Segment, quotes: readonly QuoteCourse[], asOf: Date): Figure {
  const requests = quotes.map(({ companyId, requestedAt, answeredAt, closedAt }, id) => ({
    ...{ id, account: companyId, topic: 'price', openedAt: requestedAt },
    ...{ closedAt: answeredAt ?? closedAt, isFirstLevel: true },
  }));
  const { gross, grossCi95, mature, notMature } = firstContactOf(requests, asOf);
  return figure('fcr', segment, {
    ...{ value: gross, ci95: grossCi95, n: mature, accounts: count(quotes) },
    detail: { notMature },
  });
}

function cycleFigure(segment: Segment, quotes: readonly QuoteCourse[], asOf: Date): Figure {
  const lengths = quotes.map(({ requestedAt, orderedAt }): Duration => ({
    length: hoursBetween(requestedAt, orderedAt ?? asOf) / 24,
    hasEnded: orderedAt !== null,
  }));
  const { median, medianCi95, p90 } = durationsOf(lengths);
  const won = shareOf(quotes.filter(({ orderedAt }) => orderedAt !== null).length, quotes.length);
  return figure('cycle', segment, {
    ...{ value: median, low: medianCi95?.[0] ?? null, high: medianCi95?.[1] ?? null },
    ...{ n: quotes.length, accounts: count(quotes) },
    detail: { p90, won: won.share, wonCi95: won.ci95 },
  });
}

function caseFigures(segment: Segment, cases: readonly CaseCourse[], asOf: Date): Figure[] {
  const due = cases.filter((one) => one.contactedAt !== null || one.contactDueAt <= asOf);
  const inTime = due.filter(
    (one) => one.contactedAt !== null && one.contactedAt <= one.contactDueAt,
  );
  const { share, ci95 } = shareOf(inTime.length, due.length);
  const lengths = cases.map(({ openedAt, resolvedAt }): Duration => ({
    length: businessMinutesBetween(openedAt, resolvedAt ?? asOf) / 60,
    hasEnded: resolvedAt !== null,
  }));
  const { median, medianCi95, p90, survival } = durationsOf(lengths);
  const step = Math.max(1, Math.ceil(survival.length / CURVE_POINTS));
  const curve = survival.filter((_, at) => at % step === 0 || at === survival.length - 1);
  const open = cases.filter(({ resolvedAt }) => resolvedAt === null);
  const ageOf = (one: CaseCourse) => hoursBetween(one.openedAt, asOf) / 24;
  return [
    figure('cases.contact', segment, {
      ...{ value: share, ci95, n: due.length, accounts: count(due) },
      detail: {
        young: open.filter((one) => ageOf(one) <= 1).length,
        week: open.filter((one) => ageOf(one) > 1 && ageOf(one) <= 7).length,
        old: open.filter((one) => ageOf(one) > 7).length,
      },
    }),
    figure('cases.solve', segment, {
      ...{ value: median, low: medianCi95?.[0] ?? null, high: medianCi95?.[1] ?? null },
      ...{ n: cases.length, accounts: count(cases) },
      detail: {
        ...{ p90, open: open.length },
        curve: curve.map((point) => [Math.round(point.at), point.share, point.low, point.high]),
      },
    }),
  ];
}

function measuredFigure({ branchCode, isRecent, fetched, fetchHours }: MeasuredWork): Figure {
  return figure(isRecent ? 'fetch.recent' : 'fetch.before', `branch:${branchCode}`, {
    ...{ value: fetchHours, n: fetched, accounts: fetched },
  });
}

const hoursBetween = (from: Date, until: Date) =>
  Math.max(0, until.getTime() - from.getTime()) / HOUR_MS;
