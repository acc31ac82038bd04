import { type Kysely, sql } from 'kysely';

/**
 * Every figure of loyalty is of each branch too, and of its populations. What is kept
 * back of a figure, so that nobody is found among fewer than five, depends on all that
 * stands beside it: the night decides it, and what it has not decided is not shown. What
 * stands there already is decided as it was until now; branches wait for the next night.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table loyalty_figure drop constraint loyalty_figure_segment_check`.execute(db);
  await sql`alter table loyalty_figure add constraint loyalty_figure_segment_check
    check (segment ~ '^(all|end_user|trader|branch:[A-Z]+(:(end_user|trader))?)$')`.execute(db);
  await sql`alter table loyalty_figure add column kept_back text[]
    check (kept_back <@ array['value', 'before', 'recent'])`.execute(db);
  await sql`comment on column loyalty_figure.kept_back is 'What of it is not shown, since it would tell of fewer than five people: all of it, or a span that it is compared with. Null until the night has decided: then nothing is.'`.execute(
    db,
  );
  await sql`
    update loyalty_figure set kept_back = '{}'
    where segment = 'all' and n >= 5
      or shown is null and metric !~ '^(driver|grid|ipa|types|kano|wallet|alpha|complaints)\\y'`.execute(
    db,
  );
  await sql`
    update loyalty_figure as one set kept_back = '{before,recent}'
    from loyalty_figure as whole
    where one.segment in ('end_user', 'trader') and one.kept_back is null and one.n >= 5
      and whole.metric = one.metric and whole.period = one.period and whole.segment = 'all'
      and whole.n - one.n not between 1 and 4`.execute(db);
  await sql`create index figure_of_segment on loyalty_figure (segment, period)`.execute(db);
}
