import { sql } from 'kysely';
import { populationOfCompany } from '../population.queries.ts';
import type { Staff } from '../../people/actor.ts';
import type { Db } from '../../platform/db/database.ts';
import type { LoyaltyStage, NightStep, RhythmAlarm } from '../../platform/db/schema.ts';
import { type Figure, partsOf, populations, type Segment, segmentWithin } from './figure.ts';
import { type KeptBack, withoutKeptBack } from './keep-back.ts';
import { lastDayOf, periodOfEnd } from './quarter-ends.ts';
import type { Standing } from './reckon-standing.ts';

/** A figure as a page shows it. */
export type FigureShown = Omit<Figure, 'segment' | 'inputs'> & {
  segment: string;
  recomputedAt: Date | null;
};

/**
 * The figures of the dashboard of a segment: those of tonight or of a quarter's end, those
 * of branches whose loading, fetching or keeping of promises is compared, and the months
 * and quarters of the trends until then; without what the night has kept back. One statement.
 */
export async function listFigures(
  db: Db,
  segment: Segment,
  quarter?: string,
): Promise<FigureShown[]> {
  const period = quarter === undefined ? 'now' : periodOfEnd(quarter);
  const { branch } = partsOf(segment);
  // A month and a quarter compare with their likes alone, as texts.
  const last = quarter === undefined ? null : lastDayOf(quarter);
  const until =
    last === null
      ? sql`true`
      : sql`period <= case when period like '%Q%' then ${quarter} else ${last.slice(0, 7)} end`;
  const apart = populations.map((population) => segmentWithin(population, branch));
  const found = await sql<FigureShown & { keptBack: KeptBack[] | null }>`
    select metric, segment, period, value, low, high, n, accounts, shown, detail, kept_back, recomputed_at
    from loyalty_figure
    where (period = ${period} and (segment = ${segment}
             or segment = any (${apart}) and metric like 'ipa.%'
             or segment = 'all' and metric ~ '^(moves|staff|trust|models)\\y'
             or segment ~ '^branch:[A-Z]+$' and (metric in ('item.AE5', 'item.AI3', 'ontime', 'staff.enps') or metric like 'fetch.%')))
       or (period ~ '^[0-9]' and segment = ${segment} and metric in ('nps.contact', 'csat') and ${until})
    order by metric, segment, period`.execute(db);
  return found.rows.map(({ keptBack, ...one }) => withoutKeptBack(one, keptBack));
}

/** What our own people said together in the last quarter that is over, by branch where one is large enough. */
export async function listStaffFigures(db: Db): Promise<FigureShown[]> {
  const found = await sql<FigureShown>`
    select metric, segment, period, value, low, high, n, accounts, shown, detail, recomputed_at
    from loyalty_figure
    where metric like 'staff.%' and period = 'now' and (segment = 'all' or segment like 'branch:%')
    order by metric, segment`.execute(db);
  return found.rows;
}

/** The last night, and the last one that is done. */
export type NightShown = {
  day: string;
  asOf: Date;
  step: NightStep;
  worked: number;
  total: number;
  doneDay: string | null;
  doneAsOf: Date | null;
  /** The quarters whose ends can be looked at, the newest first. */
  quarters: readonly string[];
};

/** How far the newest night has come, with the last one whose figures stand there; `undefined` before the first. */
export async function findNight(db: Db): Promise<NightShown | undefined> {
  const found = await sql<NightShown>`
    select night.day, night.as_of, night.step, night.worked, night.total, done.day as done_day, done.as_of as done_as_of,
           coalesce((select array_agg(substr(period, 5) order by period desc) from loyalty_figure
             where metric = 'trust' and segment = 'all' and period like 'end-%'), '{}') as quarters
    from loyalty_night as night
    left join lateral (
      select day, as_of from loyalty_night where step = 'done' order by day desc limit 1
    ) as done on true
    order by night.day desc limit 1`.execute(db);
  return found.rows[0];
}

/** A company at risk, with why. Amounts in minor units. */
export type AtRisk = Omit<
  Standing,
  'stage' | 'stageMonth' | 'alarm' | 'okChecks' | 'veryLateChecks' | 'pending'
> & {
  companyName: string;
  managerName: string | null;
  isTrader: boolean;
  stage: LoyaltyStage;
  stageSince: string | null;
  alarm: RhythmAlarm;
  /** Put off until then, as long as no other reason comes; null where he is not. */
  snoozedUntil: string | null;
  /** The last thing that was done about him; null where nothing was. */
  notedAt: Date | null;
  note: string | null;
  nextStep: string | null;
  nextOn: string | null;
};

/**
 * Companies at risk, the dearest to lose first: a manager's own, or everybody's; those to
 * call now, or those that are put off to a day that has not come, unless a reason came
 * that was not there then. So many at most. One statement.
 */
export async function listAtRisk(
  db: Db,
  of: {
    by: Pick<Staff, 'personId'>;
    whose: 'mine' | 'all';
    show: 'now' | 'later';
    on: string;
    limit: number;
    /** Only those of a population, or of a branch. */
    of?: ReturnType<typeof partsOf>;
  },
): Promise<AtRisk[]> {
  const { population, branch } = of.of ?? {};
  const own = of.whose === 'mine' ? sql`company.manager_id = ${of.by.personId}` : sql`true`;
  const found = await sql<AtRisk>`
    select standing.company_id, company.name as company_name, manager.name as manager_name,
           company.group_code is not distinct from 'resellers' as is_trader, standing.stage, moved.month as stage_since,
           standing.alarm, standing.purchases, standing.last_on, standing.usual_days, standing.silent_days, standing.alive,
           standing.year_minor, standing.margin_minor, standing.lost_minor, standing.lost_expected_minor,
           standing.worth_low_minor, standing.worth_high_minor,
           standing.nps, standing.nps_on, standing.months_minor, standing.reasons,
           put_off.snoozed_until, last.noted_at, last.note, last.next_step, last.next_on
    from company_standing as standing
    join company on company.id = standing.company_id
    left join person as manager on manager.id = company.manager_id
    left join lateral (
      select month from stage_move where company_id = standing.company_id order by month desc limit 1
    ) as moved on true
    left join lateral (
      select noted_at, note, next_step, next_on from risk_note
      where company_id = standing.company_id order by noted_at desc, id desc limit 1
    ) as last on true
    left join lateral (
      select snoozed_until, reasons from risk_note
      where company_id = standing.company_id and snoozed_until is not null order by noted_at desc, id desc limit 1
    ) as given on true
    left join lateral (
      select given.snoozed_until
      where given.snoozed_until > ${of.on}::date and not exists (
        select from jsonb_array_elements(standing.reasons) as reason where reason ->> 'code' <> all(given.reasons))
    ) as put_off on true
    where standing.is_at_risk and ${own}
      and ${population ? sql`${populationOfCompany} = ${population}` : sql`true`}
      and ${branch ? sql`company.branch_code = ${branch}` : sql`true`}
      and (put_off.snoozed_until is not null) = ${of.show === 'later'}
    order by standing.lost_expected_minor desc, standing.company_id
    limit ${of.limit}`.execute(db);
  return found.rows;
}
