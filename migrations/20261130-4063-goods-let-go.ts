import { type Kysely, sql } from 'kysely';

/**
 * Goods that are let go although the limit or a hold says no (R13): asked for with
 * a reason, decided by who may, for one order and a few days. Above what one
 * person may let go alone it is somebody else than who asked.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type release_state as enum ('waiting', 'granted', 'refused')`.execute(db);
  await sql`
    create table shipment_release (
      id uuid primary key,
      company_id uuid not null,
      order_id uuid not null,
      over_minor bigint not null check (over_minor >= 0),
      alone_up_to_minor bigint not null,
      reason text not null check (length(reason) between 1 and 500),
      asked_by uuid not null references person,
      asked_at timestamptz not null,
      state release_state not null default 'waiting',
      until_day date,
      note text not null default '' check (length(note) <= 500),
      decided_by uuid references person,
      decided_at timestamptz,
      constraint release_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint release_decided_by_somebody
        check ((state = 'waiting') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
      constraint release_until_a_day check ((state = 'granted') = (until_day is not null)),
      constraint release_refused_with_a_reason check (state <> 'refused' or note <> ''),
      constraint release_by_a_second_person
        check (state <> 'granted' or over_minor <= alone_up_to_minor or decided_by <> asked_by)
    )`.execute(db);
  await sql`comment on column shipment_release.over_minor is 'By how much more is taken than the limit, when it was asked and again when it was decided; 0 where only a hold stops the goods. Minor units.'`.execute(
    db,
  );
  await sql`comment on column shipment_release.alone_up_to_minor is 'What one person might let go alone when it was asked. Minor units.'`.execute(
    db,
  );
  await sql`create unique index one_release_waiting on shipment_release (order_id) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index release_of_order on shipment_release (order_id)`.execute(db);
  await sql`create index release_waiting on shipment_release (asked_at) where state = 'waiting'`.execute(
    db,
  );
}
