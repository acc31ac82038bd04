import { sql } from 'kysely';
import { populationOfCompany } from '../population.queries.ts';
import type { Db, Tx } from '../../platform/db/database.ts';
import type { NightStep } from '../../platform/db/schema.ts';
import { type Figure, versionOf } from './figure.ts';
import { type Counted, keptBackOf } from './keep-back.ts';
import { isPeriodOver, keyOf } from './month-figures.ts';
import type { Models } from './reckon-models.ts';
import type { StageCount } from './stage-figures.ts';
import type { StageMove, Standing } from './reckon-standing.ts';

/** The work of one night and how far it has come. */
export type Night = {
  day: string;
  asOf: Date;
  step: NightStep;
  reached: string | null;
  worked: number;
  total: number;
  models: Models | null;
  finishedAt: Date | null;
};

/** The work of a night, begun where it was not; what happened after its first beginning does not enter it. */
export async function beginNight(tx: Tx, of: { day: string; at: Date }): Promise<Night> {
  await tx
    .insertInto('loyaltyNight')
    .values({ day: of.day, asOf: of.at })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute();
  return lockNight(tx, of.day);
}

/** The work of a night under lock: of two who work at once the second sees what the first has done. */
export async function lockNight(tx: Tx, day: string): Promise<Night> {
  const found = await sql<Night>`
    select day, as_of, step, reached, worked, total, models, finished_at from loyalty_night
    where day = ${day} for update`.execute(tx);
  const [night] = found.rows;
  if (!night) throw new Error(`the night of ${day} was never begun`);
  return night;
}

/** Notes how far the work of a locked night has come. */
export async function setNight(
  tx: Tx,
  day: string,
  set: Partial<Omit<Night, 'day' | 'asOf' | 'models'>> & { models?: Models },
): Promise<void> {
  const { models, ...rest } = set;
  await tx
    .updateTable('loyaltyNight')
    .set({ ...rest, ...(models && { models: JSON.stringify(models) }) })
    .where('day', '=', day)
    .execute();
}

/** How companies stood so far, as far as the stage goes on from there. */
export async function listStages(
  db: Db,
  companyIds: readonly string[],
): Promise<
  Map<string, Pick<Standing, 'stage' | 'stageMonth' | 'okChecks' | 'veryLateChecks' | 'pending'>>
> {
  if (companyIds.length === 0) return new Map();
  const found = await db
    .selectFrom('companyStanding')
    .where('companyId', 'in', [...companyIds])
    .select(['companyId', 'stage', 'stageMonth', 'okChecks', 'veryLateChecks', 'pending'])
    .execute();
  return new Map(found.map(({ companyId, ...stage }) => [companyId, stage]));
}

/** Writes how companies stand, over what stood there, and adds the changes of stage. Two statements. */
export async function putStandings(
  tx: Tx,
  of: { day: string; standings: readonly Standing[]; moves: readonly StageMove[] },
): Promise<void> {
  const rows = of.standings.map((one) => ({
    ...{ company_id: one.companyId, day: of.day, stage: one.stage, stage_month: one.stageMonth },
    ...{ pending: one.pending, ok_checks: one.okChecks, very_late_checks: one.veryLateChecks },
    ...{
      alarm: one.alarm,
      purchases: one.purchases,
      last_on: one.lastOn,
      silent_days: one.silentDays,
    },
    ...{ usual_days: one.usualDays, alive: one.alive, year_minor: one.yearMinor },
    ...{ margin_minor: one.marginMinor, lost_minor: one.lostMinor },
    ...{ lost_expected_minor: one.lostExpectedMinor, nps: one.nps, nps_on: one.npsOn },
    ...{ worth_low_minor: one.worthLowMinor, worth_high_minor: one.worthHighMinor },
    ...{ months_minor: one.monthsMinor, reasons: one.reasons },
  }));
  await sql`
    insert into company_standing (company_id, day, stage, stage_month, pending, ok_checks, very_late_checks, alarm,
      purchases, last_on, silent_days, usual_days, alive, year_minor, margin_minor, lost_minor, lost_expected_minor,
      worth_low_minor, worth_high_minor, nps, nps_on, months_minor, reasons)
    select company_id, day, stage, stage_month, pending, ok_checks, very_late_checks, alarm, purchases, last_on,
           silent_days, usual_days, alive, year_minor, margin_minor, lost_minor, lost_expected_minor,
           worth_low_minor, worth_high_minor, nps, nps_on, months_minor, reasons
    from jsonb_populate_recordset(null::company_standing, ${JSON.stringify(rows)}::jsonb)
    on conflict (company_id) do update set
      day = excluded.day, stage = excluded.stage, stage_month = excluded.stage_month, pending = excluded.pending,
      ok_checks = excluded.ok_checks, very_late_checks = excluded.very_late_checks, alarm = excluded.alarm,
      purchases = excluded.purchases, last_on = excluded.last_on, silent_days = excluded.silent_days,
      usual_days = excluded.usual_days, alive = excluded.alive, year_minor = excluded.year_minor,
      margin_minor = excluded.margin_minor, lost_minor = excluded.lost_minor,
      lost_expected_minor = excluded.lost_expected_minor, worth_low_minor = excluded.worth_low_minor,
      worth_high_minor = excluded.worth_high_minor, nps = excluded.nps, nps_on = excluded.nps_on,
      months_minor = excluded.months_minor, reasons = excluded.reasons`.execute(tx);
  if (of.moves.length === 0) return;
  const moves = of.moves.map(({ companyId, month, fromStage, toStage, facts }) => ({
    ...{ company_id: companyId, month, from_stage: fromStage, to_stage: toStage, facts },
  }));
  await sql`
    insert into stage_move (company_id, month, from_stage, to_stage, facts)
    select company_id, month, from_stage, to_stage, facts
    from jsonb_populate_recordset(null::stage_move, ${JSON.stringify(moves)}::jsonb)
    on conflict (company_id, month) do nothing`.execute(tx);
}

/** The sums of answers that the months kept so far were reckoned from, by `keyOf`. */
export async function listInputs(db: Db): Promise<Map<string, string>> {
  const found = await db
    .selectFrom('loyaltyFigure')
    .where('period', '~', '^[0-9]')
    .select(['metric', 'segment', 'period', 'version', 'inputs'])
    .execute();
  return new Map(
    found
      .filter(({ metric, version }) => version === versionOf(metric))
      .map((one) => [keyOf(one), one.inputs]),
  );
}

/**
 * Puts the figures of a night in the place of the last one's. A month or quarter that was
 * over and is reckoned again is marked with when.
 */
export async function putFigures(
  tx: Tx,
  of: { day: string; asOf: Date; figures: readonly Figure[] },
): Promise<void> {
  const rows = [...new Map(of.figures.map((one) => [keyOf(one), one])).values()].map((one) => ({
    ...{
      metric: one.metric,
      segment: one.segment,
      period: one.period,
      version: versionOf(one.metric),
    },
    ...{ value: one.value, low: one.low, high: one.high, n: one.n, accounts: one.accounts },
    ...{ shown: one.shown, detail: one.detail, inputs: one.inputs },
  }));
  const over = rows.map(({ period }) => period).filter((period) => isPeriodOver(period, of.day));
  await tx.deleteFrom('loyaltyFigure').where('period', '=', 'now').execute();
  await sql`
    insert into loyalty_figure as known (metric, segment, period, version, value, low, high, n, accounts, shown, detail,
      inputs, computed_at)
    select metric, segment, period, version, value, low, high, n, accounts, shown, detail, inputs, ${of.asOf}
    from jsonb_populate_recordset(null::loyalty_figure, ${JSON.stringify(rows)}::jsonb)
    on conflict (metric, segment, period) do update set
      version = excluded.version, value = excluded.value, low = excluded.low, high = excluded.high, n = excluded.n,
      accounts = excluded.accounts, shown = excluded.shown, detail = excluded.detail, inputs = excluded.inputs,
      computed_at = excluded.computed_at,
      recomputed_at = case when excluded.period = any (${over}) then excluded.computed_at end`.execute(
    tx,
  );
}

/**
 * Decides of every figure what is kept back, since it depends on what stands beside it:
 * months that stay as they were reckoned too, where a branch of theirs was reckoned
 * again. The end of a quarter is written whole, and decided once. Changes only what is
 * decided otherwise. Two statements.
 */
export async function decideKeptBack(tx: Tx): Promise<void> {
  const found = await sql<Counted & { keptBack: string[] | null }>`
    select metric, segment, period, n, accounts, shown, kept_back,
           jsonb_build_object('beforeN', detail -> 'beforeN', 'recentN', detail -> 'recentN') as detail
    from loyalty_figure
    where period not like 'end-%' or kept_back is null`.execute(tx);
  const decided = keptBackOf(found.rows);
  const changed = found.rows.flatMap(({ metric, segment, period, keptBack: before }, at) => {
    const keptBack = decided[at] ?? [];
    const isSame = before !== null && before.join(' ') === keptBack.join(' ');
    return isSame ? [] : [{ metric, segment, period, kept_back: keptBack }];
  });
  if (changed.length === 0) return;
  await sql`
    update loyalty_figure as known set kept_back = decided.kept_back
    from jsonb_populate_recordset(null::loyalty_figure, ${JSON.stringify(changed)}::jsonb) as decided
    where known.metric = decided.metric and known.segment = decided.segment and known.period = decided.period`.execute(
    tx,
  );
}

/**
 * How companies stood by stage on a day, and the moves between stages of each month since
 * another one until then. Who was there and had not moved yet was a potential customer.
 * Two statements.
 */
export async function countStages(
  db: Db,
  { since, until }: { since: string; until: string },
): Promise<{
  stages: StageCount[];
  moves: { month: string; fromStage: string | null; toStage: string; companies: number }[];
}> {
  const stages = await sql<StageCount>`
    select coalesce(moved.to_stage, 'potential')::text as stage, ${populationOfCompany} as population, company.branch_code,
           count(*)::integer as companies
    from company_standing as standing join company on company.id = standing.company_id
    left join lateral (
      select to_stage from stage_move where company_id = company.id and month <= ${until}::date order by month desc limit 1
    ) as moved on true
    where moved.to_stage is not null or (company.created_at at time zone 'Asia/Almaty')::date <= ${until}::date
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  const moves = await sql<{
    month: string;
    fromStage: string | null;
    toStage: string;
    companies: number;
  }>`
    select to_char(month, 'YYYY-MM') as month, from_stage::text, to_stage::text, count(*)::integer as companies
    from stage_move where month > ${since} and month <= ${until} group by 1, 2, 3 order by 1, 2, 3`.execute(
    db,
  );
  return { stages: stages.rows, moves: moves.rows };
}
