import { businessMinutesBetween } from '../../measures/calendar.ts';
import { complaintRate, voicedShare } from '../metrics/complaint-rate.ts';
import { type Duration, durationsOf } from '../metrics/kaplan-meier.ts';
import { accountsOf, type Figure, figure, isOf, type Segment, segmentsOf } from './figure.ts';
import type { Complaint, Delivered, Voice } from './inputs.ts';

const LOW = 2;
const YEAR = 365;
const GRAMS_PER_1000_T = 1_000_000_000;
const MINUTES_PER_HOUR = 60;

/** What was delivered, complained of and said of it within a year. */
export type ComplaintFacts = {
  delivered: readonly Delivered[];
  complaints: readonly Complaint[];
  voices: readonly Voice[];
  asOf: Date;
  today: number;
  branches: readonly string[];
};

/**
 * How often a delivered line is complained of, beside how often people only rate it low;
 * and in how many hours of business half of the complaints come to an end (1.9). What
 * still waits counts as far as it is known, and a claim that was opened again keeps its
 * clock. Of each population and branch, and of all.
 */
export function complaintFigures(facts: ComplaintFacts): Figure[] {
  const low = facts.voices.filter((one) => isLow(one, facts.today));
  return segmentsOf(facts.branches).flatMap((segment) => {
    const of = {
      ...facts,
      delivered: facts.delivered.filter(isOf(segment)),
      complaints: facts.complaints.filter(isOf(segment)),
      voices: low.filter(isOf(segment)),
    };
    return [rateFigure(segment, of), timeFigure(segment, of)];
  });
}

const isLow = ({ item, number, day }: Voice, today: number) =>
  item === 'OSAT' && number <= LOW && day > today - YEAR;

function rateFigure(
  segment: Segment,
  { delivered, complaints, voices }: Pick<ComplaintFacts, 'delivered' | 'complaints' | 'voices'>,
): Figure {
  const lines = delivered.reduce((sum, one) => sum + one.lines, 0);
  const weightG = delivered.reduce((sum, one) => sum + one.weightG, 0);
  const { rate, ci95 } = complaintRate(complaints.length, lines);
  const byWeight = complaintRate(complaints.length, weightG / GRAMS_PER_1000_T);
  return figure('complaints', segment, {
    ...{ value: rate, ci95, n: lines, accounts: accountsOf(delivered) },
    detail: {
      ...{ complaints: complaints.length, lowAnswers: voices.length },
      voiced: voicedShare(complaints.length, voices.length),
      ...{ perThousandTonnes: byWeight.rate, perThousandTonnesCi95: byWeight.ci95 },
      kinds: countsBy(complaints),
    },
  });
}

function countsBy(complaints: readonly Complaint[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of complaints) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function timeFigure(
  segment: Segment,
  { complaints, asOf }: Pick<ComplaintFacts, 'complaints' | 'asOf'>,
): Figure {
  const lengths = complaints.map(({ cameAt, endedAt }): Duration => ({
    length: businessMinutesBetween(cameAt, endedAt ?? asOf) / MINUTES_PER_HOUR,
    hasEnded: endedAt !== null,
  }));
  const { median, medianCi95, p90 } = durationsOf(lengths);
  return figure('complaints.solve', segment, {
    ...{ value: median, low: medianCi95?.[0] ?? null, high: medianCi95?.[1] ?? null },
    ...{ n: complaints.length, accounts: accountsOf(complaints) },
    detail: { p90, open: complaints.filter(({ endedAt }) => endedAt === null).length },
  });
}
