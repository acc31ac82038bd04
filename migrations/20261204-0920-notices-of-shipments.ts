import { type Kysely, sql } from 'kysely';

/** Whether somebody wants letters about vehicles, and that the yard was asked of one that nothing is heard of. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type notice_way as enum ('mail', 'none')`.execute(db);
  await sql`
    create table shipment_notice_choice (
      person_id uuid primary key references person,
      way notice_way not null,
      chosen_at timestamptz not null
    )`.execute(db);
  await sql`comment on table shipment_notice_choice is 'How a buyer is told of shipments; who chose nothing gets mail.'`.execute(
    db,
  );
  await sql`alter table promise add column asked_at timestamptz`.execute(db);
  await sql`comment on column promise.asked_at is 'When our people were asked why it is over and neither kept nor told anew; once for each promise.'`.execute(
    db,
  );
}
