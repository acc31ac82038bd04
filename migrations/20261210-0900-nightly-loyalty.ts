import { type Kysely, sql } from 'kysely';

/**
 * What the night makes of purchases and answers, so that no page reckons it: how each
 * company stands with us, with what that follows from, and every figure with its
 * interval. A month that is over stays as it was reckoned, unless its answers changed.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await nights(db);
  await standings(db);
  await figures(db);
  await pulse(db);
}

async function nights(db: Kysely<never>): Promise<void> {
  await sql`create type night_step as enum ('models', 'standings', 'figures', 'done')`.execute(db);
  await sql`
    create table loyalty_night (
      day date primary key,
      as_of timestamptz not null,
      step night_step not null default 'models',
      reached uuid,
      worked integer not null default 0 check (worked >= 0),
      total integer not null default 0 check (total >= worked),
      models jsonb,
      finished_at timestamptz,
      constraint night_reckons_by_models check (step = 'models' or models is not null),
      constraint night_done check ((step = 'done') = (finished_at is not null))
    )`.execute(db);
  await sql`comment on table loyalty_night is 'The nightly work on loyalty, once on each day of trade, with how far it has come: a killed one goes on from there.'`.execute(
    db,
  );
  await sql`comment on column loyalty_night.as_of is 'Nothing that happened later enters the figures of the night.'`.execute(
    db,
  );
  await sql`comment on column loyalty_night.worked is 'Companies whose standing has been reckoned, of the total.'`.execute(
    db,
  );
  await sql`comment on column loyalty_night.models is 'What all companies have in common: the season, the spread of rhythms, the model of who still buys.'`.execute(
    db,
  );
}

async function standings(db: Kysely<never>): Promise<void> {
  await sql`create type loyalty_stage as enum
    ('potential', 'unstabilised', 'customer', 'customer_hostage', 'customer_attitude_unknown', 'loyal', 'lapsed')`.execute(
    db,
  );
  await sql`create type rhythm_alarm as enum ('on_time', 'due', 'late', 'very_late', 'not_enough_history')`.execute(
    db,
  );
  await sql`
    create table company_standing (
      company_id uuid primary key references company,
      day date not null references loyalty_night,
      stage loyalty_stage not null,
      stage_month date not null check (extract(day from stage_month) = 1),
      pending loyalty_stage,
      ok_checks integer not null check (ok_checks >= 0),
      very_late_checks integer not null check (very_late_checks >= 0),
      alarm rhythm_alarm not null,
      purchases integer not null check (purchases >= 0),
      last_on date,
      silent_days integer check (silent_days >= 0),
      usual_days integer check (usual_days > 0),
      alive double precision check (alive between 0 and 1),
      year_minor bigint not null,
      margin_minor bigint,
      lost_minor bigint not null check (lost_minor >= 0),
      lost_expected_minor bigint not null check (lost_expected_minor >= 0),
      nps smallint check (nps between 0 and 10),
      nps_on date,
      months_minor bigint[] not null check (cardinality(months_minor) = 12),
      reasons jsonb not null,
      is_at_risk boolean generated always as (reasons <> '[]'::jsonb) stored,
      constraint standing_of_buyers check ((purchases = 0) = (last_on is null) and (last_on is null) = (silent_days is null))
    )`.execute(db);
  await sql`comment on column company_standing.stage_month is 'The last month whose first day was looked at for the stage.'`.execute(
    db,
  );
  await sql`comment on column company_standing.usual_days is 'Days between purchases as half of them were, those within a week as one.'`.execute(
    db,
  );
  await sql`comment on column company_standing.year_minor is 'Net revenue of twelve months, minor units; margin_minor what of it is above cost, null where no cost is known.'`.execute(
    db,
  );
  await sql`comment on column company_standing.lost_minor is 'Margin that losing it costs over five years as if it had stayed for certain (R33), minor units; lost_expected_minor with retention and discount.'`.execute(
    db,
  );
  await sql`comment on column company_standing.nps is 'The last answer of the year that is not to count only in totals.'`.execute(
    db,
  );
  await sql`create index standing_at_risk on company_standing (lost_expected_minor desc, company_id) where is_at_risk`.execute(
    db,
  );
  await sql`
    create table stage_move (
      company_id uuid not null references company,
      month date not null check (extract(day from month) = 1),
      from_stage loyalty_stage,
      to_stage loyalty_stage not null,
      facts jsonb not null,
      primary key (company_id, month),
      constraint stage_moved check (from_stage is distinct from to_stage)
    )`.execute(db);
  await sql`comment on table stage_move is 'Each change of stage with the facts that it follows from. Only added to.'`.execute(
    db,
  );
  await sql`create index stage_move_by_month on stage_move (month)`.execute(db);
  await sql`create trigger kept before update or delete on stage_move
    for each statement execute function refuse_change()`.execute(db);
}

async function figures(db: Kysely<never>): Promise<void> {
  await sql`
    create table loyalty_figure (
      metric text not null check (metric ~ '^[a-z]+([.][A-Za-z0-9_-]+)*$'),
      segment text not null check (segment ~ '^(all|end_user|trader|branch:[A-Z]+)$'),
      period text not null check (period ~ '^(now|[0-9]{4}-[0-9]{2})$'),
      version smallint not null check (version > 0),
      value double precision,
      low double precision,
      high double precision,
      n integer not null check (n >= 0),
      accounts integer not null check (accounts >= 0),
      shown integer check (shown >= 0),
      detail jsonb not null default '{}',
      inputs text not null default '',
      computed_at timestamptz not null,
      recomputed_at timestamptz,
      primary key (metric, segment, period),
      constraint figure_interval check (low <= high)
    )`.execute(db);
  await sql`comment on table loyalty_figure is 'Every figure of the dashboard: of tonight, and of each month as it was reckoned.'`.execute(
    db,
  );
  await sql`comment on column loyalty_figure.version is 'Of the formula; another formula is another version.'`.execute(
    db,
  );
  await sql`comment on column loyalty_figure.inputs is 'A sum of the answers that a month was reckoned from: where it changed, the month is reckoned again and marked.'`.execute(
    db,
  );
  await sql`comment on column loyalty_figure.shown is 'Questions shown; the answers are n. Null where nobody is asked.'`.execute(
    db,
  );
  await sql`create index figure_of_period on loyalty_figure (period)`.execute(db);
}

async function pulse(db: Kysely<never>): Promise<void> {
  await sql`
    create table staff_pulse_answer (
      quarter text not null check (quarter ~ '^[0-9]{4}-Q[1-4]$'),
      branch_code text not null references branch,
      respondent uuid not null,
      item text not null check (item ~ '^[A-Z][A-Z0-9_]*$'),
      number smallint not null check (number between 0 and 10),
      primary key (quarter, respondent, item)
    )`.execute(db);
  await sql`comment on table staff_pulse_answer is 'What our own people said, and of which branch. The respondent is drawn anew each quarter and leads to no person; shown only in groups of five and more.'`.execute(
    db,
  );
}
