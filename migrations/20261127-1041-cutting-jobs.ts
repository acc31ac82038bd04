import { type Kysely, sql } from 'kysely';

/**
 * What the saws of a branch have to do: a job for each order line that is cut,
 * with the plan as it was agreed to. Of its bars, pieces, kerfs, remnants and
 * scrap are the stock length to the millimetre. A job goes through its states
 * by the graph (R19) and is never started before the moment until which the
 * buyer was told that he may cancel for nothing.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type offcuts as enum ('leave', 'deliver', 'scrap')`.execute(db);
  await sql`create type cutting_state as enum ('planned', 'released', 'started', 'done', 'scrapped')`.execute(
    db,
  );
  await sql`
    create table cutting_state_step (
      from_state cutting_state not null,
      to_state cutting_state not null,
      primary key (from_state, to_state)
    )`.execute(db);
  await sql`
    insert into cutting_state_step values
      ('planned', 'released'), ('released', 'started'), ('started', 'done'),
      ('planned', 'scrapped'), ('released', 'scrapped')`.execute(db);

  await sql`
    create table cutting_job (
      id uuid primary key,
      order_id uuid not null,
      order_line_id uuid not null references sales_order_line,
      branch_code text not null references branch,
      state cutting_state not null default 'planned',
      method cutting_method not null,
      offcuts offcuts not null,
      bars integer not null check (bars > 0),
      stock_length_mm integer not null check (stock_length_mm > 0),
      kerf_mm smallint not null check (kerf_mm >= 0),
      tolerance_mm smallint not null check (tolerance_mm >= 0),
      cuts integer not null check (cuts > 0),
      pieces_mm bigint not null check (pieces_mm > 0),
      lost_mm bigint not null check (lost_mm >= 0),
      remnants_mm bigint not null check (remnants_mm >= 0),
      scrap_mm bigint not null check (scrap_mm >= 0),
      cut_list jsonb not null,
      plan jsonb not null,
      starts_from timestamptz not null,
      ready_on date not null,
      released_at timestamptz,
      started_at timestamptz,
      done_at timestamptz,
      version integer not null default 1,
      constraint one_cutting_job_per_line unique (order_line_id),
      constraint cutting_job_order foreign key (order_id) references sales_order (id) deferrable initially deferred,
      constraint bars_are_pieces_kerfs_and_remnants
        check (bars::bigint * stock_length_mm = pieces_mm + lost_mm + remnants_mm + scrap_mm),
      constraint cutting_started_with_a_moment check ((state in ('started', 'done')) = (started_at is not null)),
      constraint cutting_done_with_a_moment check ((state = 'done') = (done_at is not null)),
      constraint cutting_starts_when_told check (started_at >= starts_from)
    )`.execute(db);
  const comments = [
    ['lost_mm', 'What the saw eats of all bars, millimetres.'],
    ['remnants_mm', 'Remnants of all bars that are goods again, millimetres.'],
    ['scrap_mm', 'Remnants of all bars that are too short for that, millimetres.'],
    ['cut_list', 'The pieces as the buyer wrote them: count and length in millimetres.'],
    ['plan', 'Which bars are cut alike and how, as the buyer agreed to it.'],
    ['starts_from', 'Until then the buyer may cancel for nothing; the saw does not begin before.'],
  ] as const;
  for (const [column, text] of comments) {
    await sql`comment on column cutting_job.${sql.id(column)} is ${sql.lit(text)}`.execute(db);
  }
  await sql`create index cutting_job_of_order on cutting_job (order_id)`.execute(db);
  // What is queued before a machine of a branch, and the list of the yard.
  await sql`create index cutting_job_open on cutting_job (branch_code, method, starts_from)
    where state in ('planned', 'released', 'started')`.execute(db);
  await sql`
    create function cutting_state_follows_the_graph() returns trigger language plpgsql as $$
    begin
      if new.state <> old.state
         and not exists (select from cutting_state_step s where s.from_state = old.state and s.to_state = new.state) then
        raise exception 'a cutting job does not go from % to %', old.state, new.state
          using errcode = 'check_violation', constraint = 'cutting_state_graph';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger cutting_state_graph before update of state on cutting_job
    for each row execute function cutting_state_follows_the_graph()`.execute(db);
}
