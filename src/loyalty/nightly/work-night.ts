import { tradingDay } from '../../measures/calendar.ts';
import type { Db } from '../../platform/db/database.ts';
import { transact } from '../../platform/db/transact.ts';
import { failpoint } from '../../platform/failpoint.ts';
import { nightInstrument } from './night-instrument.ts';
import { dayNumber } from '../metrics/purchase-log.ts';
import { askedFigures, middleOfBand } from './asked-figures.ts';
import { complaintFigures } from './complaint-figures.ts';
import { listComplaints } from './complaint.queries.ts';
import { driverFigures } from './driver-figures.ts';
import { expectationFigures } from './expectation-figures.ts';
import { type Figure, isOf } from './figure.ts';
import {
  countPromises,
  countPrompts,
  listCoded,
  listMeasured,
  listPulse,
  listPurchasesOfAll,
  listService,
  listVoices,
  READ_DAYS,
} from './inputs.queries.ts';
import type { CodedVoice, CompanyPurchases, ShownCount, Voice } from './inputs.ts';
import { gridFigures } from './grid-figures.ts';
import { monthFigures } from './month-figures.ts';
import {
  beginNight,
  countStages,
  decideKeptBack,
  listInputs,
  listStages,
  lockNight,
  type Night,
  putFigures,
  putStandings,
  setNight,
} from './night.queries.ts';
import { promiseFigures } from './promise-figures.ts';
import { marginShare } from './company-margin.ts';
import { clockOf, type Models, reckonModels } from './reckon-models.ts';
import { reckonStanding, type Reckoning, type SaidByCompany } from './reckon-standing.ts';
import { type AccountFacts, relationshipFigures } from './relationship-figures.ts';
import { serviceFigures } from './service-figures.ts';
import { stageFigures } from './stage-figures.ts';
import { ipaFigures, type StepFacts, stepFigures } from './step-figures.ts';
import { modelFigure, tradeFigures } from './trade-figures.ts';
import { staffFigures, trustFigures } from './trust-figures.ts';
import { worthFigures } from './worth-figures.ts';

/** So many companies are reckoned before it is noted how far the night has come. */
const BATCH = 500;
const YEAR = 365;

/**
 * The nightly work on loyalty (job): once on each day of trade it reckons what all
 * companies have in common, how each stands with us, and every figure of the dashboard.
 * Who was killed goes on after the last batch; who comes second, or again the same day,
 * changes nothing. Everything is as of the moment at which the night was begun.
 */
export async function workNight(db: Db, at: Date): Promise<void> {
  const day = tradingDay(at);
  const night = await transact(db, (tx) => beginNight(tx, { day, at }));
  if (night.step === 'done') return;
  const { asOf } = night;
  const companies = await listPurchasesOfAll(db, asOf);
  const voices = await listVoices(db, asOf);
  const coded = await listCoded(db, asOf);
  const models = night.models ?? (await workModels(db, { day, companies }));
  const inputs = { day, companies, voices, coded, models };
  await workStandings(db, night, inputs);
  await workFigures(db, night, { ...inputs, at });
}

type Inputs = {
  day: string;
  companies: CompanyPurchases[];
  voices: Voice[];
  coded: CodedVoice[];
  models: Models;
};

async function workModels(
  db: Db,
  { day, companies }: Pick<Inputs, 'day' | 'companies'>,
): Promise<Models> {
  const models = reckonModels(companies, day);
  return transact(db, async (tx) => {
    const night = await lockNight(tx, day);
    if (night.models) return night.models;
    await setNight(tx, day, { step: 'standings', models, total: companies.length });
    return models;
  });
}

async function workStandings(db: Db, begun: Night, inputs: Inputs): Promise<void> {
  const { day, companies, models } = inputs;
  if (begun.step === 'figures') return;
  const reckoning = { day, models, marginShare: marginOf(companies), clock: clockOf(models) };
  const saidOf = saidByCompany(inputs);
  let { reached } = begun;
  for (;;) {
    const after = reached;
    const batch = companies
      .filter(({ companyId }) => after === null || companyId > after)
      .slice(0, BATCH);
    const next = await transact(db, async (tx) => {
      const night = await lockNight(tx, day);
      // Somebody else has come further meanwhile: go on from there.
      if (night.step !== 'standings' || night.reached !== after) return night;
      const ids = batch.map(({ companyId }) => companyId);
      const last = ids.at(-1) ?? after;
      const isDone = batch.length < BATCH;
      await putStandings(tx, {
        day,
        ...reckonBatch(batch, await listStages(tx, ids), saidOf, reckoning),
      });
      const progress = { reached: last, worked: night.worked + batch.length };
      await setNight(tx, day, { ...progress, ...(isDone && { step: 'figures' }) });
      return { step: isDone ? ('figures' as const) : night.step, reached: last };
    });
    failpoint('night.after-batch');
    if (next.step !== 'standings') return;
    reached = next.reached;
  }
}

function reckonBatch(
  batch: readonly CompanyPurchases[],
  stages: Awaited<ReturnType<typeof listStages>>,
  saidOf: ReadonlyMap<string, SaidByCompany>,
  reckoning: Reckoning,
) {
  const found = batch.map((company) => {
    const { companyId } = company;
    return reckonStanding(
      company,
      stages.get(companyId) ?? null,
      saidOf.get(companyId) ?? { nps: [], wallet: [] },
      reckoning,
    );
  });
  return {
    standings: found.map(({ standing }) => standing),
    moves: found.flatMap(({ moves }) => moves),
  };
}

/** What companies said of the relation. An answer that is to count only in totals says nothing of its company. */
function saidByCompany({ voices, coded }: Inputs): Map<string, SaidByCompany> {
  const known = new Map<
    string,
    { nps: SaidByCompany['nps'][number][]; wallet: SaidByCompany['wallet'][number][] }
  >();
  const of = (companyId: string) => {
    const found = known.get(companyId) ?? { nps: [], wallet: [] };
    known.set(companyId, found);
    return found;
  };
  for (const { companyId, item, number, day, onlyInTotals } of voices) {
    if (item === 'CCS3' && !onlyInTotals) of(companyId).nps.push({ day, number });
  }
  for (const { companyId, item, code, day, onlyInTotals } of coded) {
    const share = item === 'SOW' && !onlyInTotals ? middleOfBand(code) : undefined;
    if (share !== undefined) of(companyId).wallet.push({ day, share });
  }
  return known;
}

/** The share of revenue above cost over all companies; null where no cost is known. */
function marginOf(companies: readonly CompanyPurchases[]): number | null {
  const sum = (of: (one: CompanyPurchases) => number) =>
    companies.reduce((all, one) => all + of(one), 0);
  const net = sum((one) => one.costedNetMinor);
  return net > 0 ? (net - sum((one) => one.costMinor)) / net : null;
}

async function workFigures(db: Db, { asOf }: Night, inputs: Inputs & { at: Date }): Promise<void> {
  const figures = await reckonFigures(db, asOf, inputs);
  failpoint('night.before-figures');
  const { day, at } = inputs;
  await transact(db, async (tx) => {
    const night = await lockNight(tx, day);
    if (night.step !== 'figures') return;
    await putFigures(tx, { day, asOf, figures });
    await decideKeptBack(tx);
    await setNight(tx, day, { step: 'done', finishedAt: at });
  });
}

async function reckonFigures(db: Db, asOf: Date, inputs: Inputs): Promise<Figure[]> {
  const { day, companies, voices, coded, models } = inputs;
  const today = dayNumber(day);
  const accounts = factsOf(companies, today);
  const ofAll = marginOf(companies);
  const marginShareOf = (company: CompanyPurchases) => marginShare(company, ofAll);
  const { funnel, shown } = await countPrompts(db, asOf);
  const served = { ...(await listService(db, asOf)), measured: await listMeasured(db, asOf) };
  const complained = await listComplaints(db, asOf);
  const kept = await listInputs(db);
  const { quarter, answers } = await listPulse(db, day);
  const stages = await countStages(db, `${Number(day.slice(0, 4)) - 1}${day.slice(4, 7)}-01`);
  const { items, staffItems, definitions, constructs, scaleOf } = await nightInstrument(db, day);
  const known = [companies, voices, complained.delivered].flat();
  const branches = [...new Set(known.map(({ branchCode }) => branchCode))].toSorted();
  const facts: StepFacts = { today, items, branches, shownOf: countsOf(shown, today) };
  return [
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
    ...monthFigures({ since: today - READ_DAYS, voices, shown, branches, known: kept }),
    modelFigure(models),
  ];
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
