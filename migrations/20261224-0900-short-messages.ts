import { type Kysely, sql } from 'kysely';

/** Somebody on a building site is told of a vehicle by a short message instead of a letter. */
export async function up(db: Kysely<never>): Promise<void> {
  // A value added to a type cannot be used by the same transaction, so the type is made anew.
  await sql`create type told_by as enum ('mail', 'sms', 'none')`.execute(db);
  await sql`alter table shipment_notice_choice alter column way type told_by using way::text::told_by`.execute(
    db,
  );
  await sql`drop type notice_way`.execute(db);
  await sql`alter type told_by rename to notice_way`.execute(db);
  await sql`
    alter table shipment_notice_choice
      add column phone text,
      add constraint phone_is_dialled check (phone ~ '^[+][1-9][0-9]{7,14}$'),
      add constraint messages_have_a_phone check (way <> 'sms' or phone is not null)`.execute(db);
  await sql`comment on column shipment_notice_choice.phone is 'Where short messages go, with the prefix of the country; kept when he chooses otherwise.'`.execute(
    db,
  );
  await sql`
    create table outgoing_sms (
      id uuid primary key,
      dedupe_key text not null,
      recipient text not null check (recipient ~ '^[+][1-9][0-9]{7,14}$'),
      body text not null check (length(body) between 1 and 480),
      created_at timestamptz not null default now(),
      sent_at timestamptz,
      constraint outgoing_sms_once unique (dedupe_key)
    )`.execute(db);
  await sql`create index outgoing_sms_newest on outgoing_sms (created_at desc)`.execute(db);
  await sql`comment on table outgoing_sms is 'Short messages that wait to be sent, or were; once for each key.'`.execute(
    db,
  );
}
