import type { Db } from '../../platform/db/database.ts';
import { dayNumber } from '../metrics/purchase-log.ts';
import { askedFigures } from './asked-figures.ts';
import { marginShare } from './company-margin.ts';
import { complaintFigures } from './complaint-figures.ts';
import { listComplaints } from './complaint.queries.ts';
import { driverFigures } from './driver-figures.ts';
import { expectationFigures } from './expectation-figures.ts';
import { type Figure, isOf } from './figure.ts';
import { gridFigures } from './grid-figures.ts';
import {
  countPromises,
  countPrompts,
  listMeasured,
  listPulse,
  listService,
  READ_DAYS,
} from './inputs.queries.ts';
import type { CodedVoice, CompanyPurchases, ShownCount, Voice } from './inputs.ts';
import { nightInstrument } from './night-instrument.ts';
import { countStages } from './night.queries.ts';
import { promiseFigures } from './promise-figures.ts';
import type { Models } from './reckon-models.ts';
import { type AccountFacts, relationshipFigures } from './relationship-figures.ts';
import { serviceFigures } from './service-figures.ts';
import { stageFigures } from './stage-figures.ts';
import { ipaFigures, type StepFacts, stepFigures } from './step-figures.ts';
import { modelFigure, tradeFigures } from './trade-figures.ts';
import { staffFigures, trustFigures } from './trust-figures.ts';
import { worthFigures } from './worth-figures.ts';

const YEAR = 365;

/** What was bought and said until a day, and what all companies have in common by then. */
export type FigureInputs = {
  day: string;
  companies: CompanyPurchases[];
  voices: Voice[];
  coded: CodedVoice[];
  models: Models;
};

/**
 * Every figure of the dashboard as of a moment, but for the months of the trends, with
 * what those are reckoned from beside the answers.
 */
export async function reckonFigures(
  db: Db,
  asOf: Date,
  inputs: FigureInputs,
): Promise<{ figures: Figure[]; shown: ShownCount[]; branches: string[] }> {
  const { day, companies, voices, coded, models } = inputs;
  const today = dayNumber(day);
  const accounts = factsOf(companies, today);
  const ofAll = marginOf(companies);
  const marginShareOf = (company: CompanyPurchases) => marginShare(company, ofAll);
  const { funnel, shown } = await countPrompts(db, asOf);
  const served = { ...(await listService(db, asOf)), measured: await listMeasured(db, asOf) };
  const complained = await listComplaints(db, asOf);
  const { quarter, answers } = await listPulse(db, day);
  const stages = await countStages(db, {
    since: `${Number(day.slice(0, 4)) - 1}${day.slice(4, 7)}-01`,
    until: day,
  });
  const { items, staffItems, definitions, constructs, scaleOf } = await nightInstrument(db, day);
  const known = [companies, voices, complained.delivered].flat();
  const branches = [...new Set(known.map(({ branchCode }) => branchCode))].toSorted();
  const facts: StepFacts = { today, items, branches, shownOf: countsOf(shown, today) };
  const figures = [
    ...relationshipFigures(voices, accounts, facts),
    ...stepFigures(voices, facts),
    ...ipaFigures(voices, facts),
    ...expectationFigures(voices, facts),
    ...gridFigures(voices, facts),
    ...askedFigures(voices, { ...facts, coded, constructs, readDays: READ_DAYS }),
    ...driverFigures(voices, { today, definitions, accounts, branches, scaleOf }),
    ...tradeFigures(companies, day, branches),
    ...worthFigures(companies, { day, models, branches, marginShareOf }),
    ...serviceFigures({ ...served, asOf, branches }),
    ...complaintFigures({ ...complained, voices, asOf, today, branches }),
    ...promiseFigures(await countPromises(db, asOf), branches),
    ...stageFigures({ ...stages, branches }),
    ...trustFigures(companies, funnel, accounts, branches),
    ...staffFigures(answers, quarter, staffItems),
    modelFigure(models),
  ];
  return { figures, shown, branches };
}

function factsOf(companies: readonly CompanyPurchases[], today: number): AccountFacts {
  return new Map(
    companies.map(({ companyId, branchCode, days, amountsMinor }) => {
      let yearMinor = 0;
      days.forEach((day, at) => {
        if (day > today - YEAR) yearMinor += amountsMinor[at] ?? 0;
      });
      const isActive = days.some((day) => day > today - YEAR);
      return [companyId, { yearMinor, isActive, branchCode }];
    }),
  );
}

/** How often an item was shown within so many days to those of a segment. */
function countsOf(shown: readonly ShownCount[], today: number): StepFacts['shownOf'] {
  const byItem = new Map<string, ShownCount[]>();
  for (const one of shown) {
    const of = byItem.get(one.item);
    if (of) of.push(one);
    else byItem.set(one.item, [one]);
  }
  return (segment, item, days) => {
    const isWithin = isOf(segment);
    return (byItem.get(item) ?? []).reduce(
      (sum, one) => (one.day > today - days && isWithin(one) ? sum + one.shown : sum),
      0,
    );
  };
}

/** The share of revenue above cost over all companies; null where no cost is known. */
export function marginOf(companies: readonly CompanyPurchases[]): number | null {
  const sum = (of: (one: CompanyPurchases) => number) =>
    companies.reduce((all, one) => all + of(one), 0);
  const net = sum((one) => one.costedNetMinor);
  return net > 0 ? (net - sum((one) => one.costMinor)) / net : null;
}
