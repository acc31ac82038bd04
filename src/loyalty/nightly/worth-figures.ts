import { valueRange } from '../metrics/ltv.ts';
import { rfmOf } from '../metrics/rfm.ts';
import { quantileOf, rising } from '../metrics/sample.ts';
import { dayNumber } from '../metrics/purchase-log.ts';
import { type Figure, figure, isOf, type Segment, segmentsOf } from './figure.ts';
import type { CompanyPurchases } from './inputs.ts';
import { clockOf, logOf, type Models } from './reckon-models.ts';
import { worthDraws } from './reckon-worth.ts';

const YEAR = 365;
const FIFTHS = 5;

type Given = {
  day: string;
  models: Models;
  branches: readonly string[];
  /** The share of revenue above cost, of all or of one company; null where no cost is known. */
  marginShareOf: (company: CompanyPurchases) => number | null;
};

/**
 * What customers are worth (1.14, 1.16): how recently and how often those of the last twelve
 * months bought, in fifths; and the margin to be expected of all of them over 24 months, as
 * a range by the draws of the models, never a single figure.
 */
export function worthFigures(companies: readonly CompanyPurchases[], given: Given): Figure[] {
  const draws = drawsOfAll(companies, given);
  return segmentsOf(given.branches).flatMap((segment) => {
    const of = companies.filter(isOf(segment));
    return [rfmFigure(segment, of, given.day), worthFigure(segment, of, { draws, ...given })];
  });
}

function rfmFigure(segment: Segment, companies: readonly CompanyPurchases[], day: string): Figure {
  const today = dayNumber(day);
  const year = companies.map((company) => {
    const from = company.days.findIndex((one) => one > today - YEAR);
    const at = from < 0 ? company.days.length : from;
    return {
      ...company,
      days: company.days.slice(at),
      amountsMinor: company.amountsMinor.slice(at),
    };
  });
  const log = logOf(year);
  const { scores, breakpoints, monetaryMinor } = rfmOf(log, day);
  const cells = Array.from({ length: FIFTHS }, () => Array.from({ length: FIFTHS }, () => 0));
  const money = Array.from({ length: FIFTHS }, () => 0);
  let all = 0;
  log.accounts.forEach((_, at) => {
    const row = cells[(scores.r[at] ?? 1) - 1];
    const column = (scores.f[at] ?? 1) - 1;
    if (row) row[column] = (row[column] ?? 0) + 1;
    const spent = monetaryMinor[at] ?? 0;
    const fifth = (scores.m[at] ?? 1) - 1;
    money[fifth] = (money[fifth] ?? 0) + spent;
    all += spent;
  });
  const n = log.accounts.length;
  const shares = all > 0 ? money.map((one) => one / all) : [];
  return figure('rfm', segment, {
    ...{ n, accounts: n },
    detail: { cells, shares, days: breakpoints?.r ?? [], times: breakpoints?.f ?? [] },
  });
}

type Draws = ReadonlyMap<string, readonly number[]>;

function drawsOfAll(companies: readonly CompanyPurchases[], given: Given): Draws {
  const { day, models, marginShareOf } = given;
  const { worth } = models;
  if (!worth || models.buying?.isTrusted !== true) return new Map();
  const [today, clock] = [dayNumber(day), clockOf(models)];
  return new Map(
    companies.flatMap((company) => {
      const margin = marginShareOf(company);
      if (margin === null) return [];
      const draws = worthDraws(company, { worth, margin, today, clock });
      return draws.length === 0 ? [] : [[company.companyId, draws] as const];
    }),
  );
}

function worthFigure(
  segment: Segment,
  companies: readonly CompanyPurchases[],
  { draws, models }: Given & { draws: Draws },
): Figure {
  const known = companies.flatMap(({ companyId }) => {
    const of = draws.get(companyId);
    return of ? [of] : [];
  });
  const sums = (known[0] ?? []).map((_, draw) =>
    known.reduce((sum, of) => sum + (of[draw] ?? 0), 0),
  );
  const [low, high] = valueRange(sums) ?? [null, null];
  return figure('worth', segment, {
    ...{ value: quantileOf(rising(sums), 0.5), low, high, n: known.length, accounts: known.length },
    detail: {
      correlation: models.worth?.correlation ?? null,
      isOwnMean: models.worth?.isDependent ?? false,
    },
  });
}
