import { type Kysely, sql } from 'kysely';

/**
 * A tablet stands on the desk and turns to the customer: it shows the question that
 * the rules ask him, after what the clerk of the desk has just done for him. It is
 * bound by a code of minutes, knows nothing but its own secret, and signs in as nobody.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table tablet (
      id uuid primary key,
      branch_code text not null references branch,
      name text not null check (length(name) between 1 and 40),
      clerk_id uuid references person,
      pairing_code text check (pairing_code ~ '^[0-9]{8}$'),
      pairing_until timestamptz,
      token_hash bytea unique check (length(token_hash) = 32),
      made_by uuid not null references person,
      made_at timestamptz not null,
      paired_at timestamptz,
      seen_at timestamptz,
      ended_at timestamptz,
      constraint tablet_pairing check ((pairing_code is null) = (pairing_until is null)),
      constraint tablet_paired check (
        (paired_at is null) = (token_hash is null) and (paired_at is null or pairing_code is null)),
      constraint tablet_ended check (
        ended_at is null or (clerk_id is null and pairing_code is null))
    )`.execute(db);
  await sql`comment on table tablet is 'A screen on a desk that turns to the customer.'`.execute(
    db,
  );
  await sql`comment on column tablet.clerk_id is 'Who works at its desk now: what he does for a customer is what it asks about.'`.execute(
    db,
  );
  await sql`comment on column tablet.pairing_code is 'Typed on the tablet once, until pairing_until; from then on its own secret counts.'`.execute(
    db,
  );
  await sql`comment on column tablet.seen_at is 'When it last asked for something to show, to the minute.'`.execute(
    db,
  );
  await sql`create unique index tablet_code on tablet (pairing_code) where pairing_code is not null`.execute(
    db,
  );
  await sql`create unique index tablet_of_clerk on tablet (clerk_id) where clerk_id is not null`.execute(
    db,
  );
  await sql`create index tablet_of_branch on tablet (branch_code, made_at) where ended_at is null`.execute(
    db,
  );
  await sql`
    create table tablet_showing (
      prompt_id uuid primary key references prompt,
      tablet_id uuid not null references tablet,
      shown_at timestamptz not null,
      put_back_at timestamptz,
      answered_at timestamptz,
      constraint showing_ends_once check (num_nonnulls(put_back_at, answered_at) <= 1)
    )`.execute(db);
  await sql`comment on table tablet_showing is 'A question that a tablet showed: each is shown on one tablet at most, and answered there once.'`.execute(
    db,
  );
  await sql`comment on column tablet_showing.put_back_at is 'When whoever stood there said that he is somebody else: it is asked where its person is.'`.execute(
    db,
  );
  await sql`create index showing_of_tablet on tablet_showing (tablet_id, shown_at desc)`.execute(
    db,
  );
  // What a clerk did at the counter within the last minutes, asked by every tablet every few seconds.
  await sql`create index event_at_counter on event (person_id, at desc) where channel = 'counter'`.execute(
    db,
  );
}
