import { tradingDay } from '../../measures/calendar.ts';
import type { Db } from '../../platform/db/database.ts';
import { transact } from '../../platform/db/transact.ts';
import { failpoint } from '../../platform/failpoint.ts';
import { dayNumber } from '../metrics/purchase-log.ts';
import { middleOfBand } from './asked-figures.ts';
import { listCoded, listPurchasesOfAll, listVoices, READ_DAYS } from './inputs.queries.ts';
import type { CompanyPurchases } from './inputs.ts';
import { monthFigures } from './month-figures.ts';
import {
  beginNight,
  decideKeptBack,
  listInputs,
  listStages,
  lockNight,
  type Night,
  putFigures,
  putStandings,
  setNight,
} from './night.queries.ts';
import { type FigureInputs, marginOf, reckonFigures } from './reckon-figures.ts';
import { putQuarter, type QuarterReckoned } from './quarter.queries.ts';
import { reckonQuarters } from './reckon-quarters.ts';
import { clockOf, type Models, reckonModels } from './reckon-models.ts';
import { reckonStanding, type Reckoning, type SaidByCompany } from './reckon-standing.ts';

/** So many companies are reckoned before it is noted how far the night has come. */
const BATCH = 500;

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
  // What the standings were reckoned from is let go before other days are read: the night holds one of them at a time.
  const models = await workStandings(db, night);
  const quarters = await reckonQuarters(db, day);
  await workFigures(db, night, { models, quarters, at });
}

async function workModels(
  db: Db,
  { day, companies }: Pick<FigureInputs, 'day' | 'companies'>,
): Promise<Models> {
  const models = reckonModels(companies, day);
  return transact(db, async (tx) => {
    const night = await lockNight(tx, day);
    if (night.models) return night.models;
    await setNight(tx, day, { step: 'standings', models, total: companies.length });
    return models;
  });
}

async function workStandings(db: Db, begun: Night): Promise<Models> {
  const { day, asOf } = begun;
  if (begun.step === 'figures' && begun.models) return begun.models;
  const companies = await listPurchasesOfAll(db, asOf);
  const models = begun.models ?? (await workModels(db, { day, companies }));
  const reckoning = { day, models, marginShare: marginOf(companies), clock: clockOf(models) };
  const said = { voices: await listVoices(db, asOf), coded: await listCoded(db, asOf) };
  const saidOf = saidByCompany(said);
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
    if (next.step !== 'standings') return models;
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
function saidByCompany({
  voices,
  coded,
}: Pick<FigureInputs, 'voices' | 'coded'>): Map<string, SaidByCompany> {
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

async function workFigures(
  db: Db,
  { day, asOf }: Night,
  { models, quarters, at }: { models: Models; quarters: readonly QuarterReckoned[]; at: Date },
): Promise<void> {
  const companies = await listPurchasesOfAll(db, asOf);
  const voices = await listVoices(db, asOf);
  const coded = await listCoded(db, asOf);
  const inputs = { day, companies, voices, coded, models };
  const { figures, shown, branches } = await reckonFigures(db, asOf, inputs);
  const since = dayNumber(day) - READ_DAYS;
  const months = monthFigures({ since, voices, shown, branches, known: await listInputs(db) });
  failpoint('night.before-figures');
  await transact(db, async (tx) => {
    const night = await lockNight(tx, day);
    if (night.step !== 'figures') return;
    await putFigures(tx, { day, asOf, figures: [...figures, ...months] });
    for (const quarter of quarters) await putQuarter(tx, { ...quarter, at });
    await decideKeptBack(tx);
    await setNight(tx, day, { step: 'done', finishedAt: at });
  });
}
