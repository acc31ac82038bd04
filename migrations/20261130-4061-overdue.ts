import { type Kysely, sql } from 'kysely';

/**
 * Holds that the house's daily look places and ends by itself (R13): how many
 * days of grace, from what amount on, what it stops. What one customer has agreed
 * stands in its dated terms, all else in one row of rules. A hold of the house has
 * nobody who placed it and says what it is for in figures.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table credit_rule (
      one boolean primary key default true check (one),
      grace_days smallint not null check (grace_days between 0 and 90),
      least_minor bigint not null check (least_minor >= 0),
      scope hold_scope not null,
      alone_up_to_minor bigint not null check (alone_up_to_minor >= 0)
    )`.execute(db);
  await sql`comment on table credit_rule is 'What counts for every customer whose terms say nothing else: one row.'`.execute(
    db,
  );
  await sql`comment on column credit_rule.least_minor is 'Less than this overdue stops nothing. Minor units.'`.execute(
    db,
  );
  await sql`comment on column credit_rule.alone_up_to_minor is 'Up to here above the limit one person may let goods go alone; above it somebody else decides than who asked. Minor units.'`.execute(
    db,
  );
  await sql`insert into credit_rule (grace_days, least_minor, scope, alone_up_to_minor)
    values (3, 5000000, 'block-orders', 100000000)`.execute(db);

  await sql`
    alter table agreement
      add column overdue_grace_days smallint check (overdue_grace_days between 0 and 90),
      add column overdue_least_minor bigint check (overdue_least_minor >= 0)`.execute(db);
  await sql`comment on column agreement.overdue_grace_days is 'Days after the last day to pay before orders on account are stopped; null: as for everybody.'`.execute(
    db,
  );
  await sql`comment on column agreement.overdue_least_minor is 'From what amount overdue they are stopped, minor units; null: as for everybody.'`.execute(
    db,
  );

  await sql`alter type hold_kind add value 'over-limit' after 'overdue'`.execute(db);
  await sql`
    alter table credit_hold
      alter column placed_by drop not null,
      add column evidence jsonb,
      drop constraint hold_ended_by_somebody,
      drop constraint credit_hold_reason_check,
      add constraint credit_hold_reason_check check (length(reason) <= 500 and (reason <> '') = (placed_by is not null)),
      add constraint hold_ended_by_somebody
        check ((ended_by is null or ended_at is not null) and (placed_by is null or (ended_by is null) = (ended_at is null))),
      add constraint hold_of_the_house_has_evidence check ((placed_by is null) = (evidence is not null))`.execute(
    db,
  );
  await sql`comment on table credit_hold is 'What a person placed only a person ends. What the daily look placed has nobody, and its evidence: it ends when that is no longer so. Whatever is held, the limit is looked at for itself.'`.execute(
    db,
  );
  await sql`create index hold_of_the_house on credit_hold (company_id) where ended_at is null and placed_by is null`.execute(
    db,
  );

  await sql`
    create table daily_work (
      name text not null,
      day date not null,
      reached uuid,
      finished_at timestamptz,
      primary key (name, day)
    )`.execute(db);
  await sql`comment on table daily_work is 'Work that is done once on each day of trade, with how far it has come: a killed one goes on from there.'`.execute(
    db,
  );
}
