import { type Kysely, sql } from 'kysely';

/**
 * Receipts of the fiscal device, one for each payment at a till or by card and
 * for each refund that went back so. A sale never waits for the device: what is
 * to be registered is a row, and a job registers it. Numbers have no gaps, one
 * series for each device.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type fiscal_state as enum ('waiting', 'registered', 'failed')`.execute(db);
  await sql`
    create table fiscal_receipt (
      id uuid primary key,
      payment_id uuid unique references payment,
      refund_id uuid unique references refund,
      device text not null check (device <> ''),
      branch_code text references branch,
      amount_minor bigint not null check (amount_minor > 0),
      state fiscal_state not null default 'waiting',
      number integer check (number > 0),
      sign text not null default '',
      tries integer not null default 0,
      failure text not null default '',
      asked_at timestamptz not null,
      try_at timestamptz not null,
      registered_at timestamptz,
      unique (device, number),
      constraint receipt_of_one_thing check ((payment_id is null) <> (refund_id is null)),
      constraint registered_has_its_sign
        check ((state = 'registered') = (registered_at is not null) and (state <> 'registered' or (number is not null and sign <> ''))),
      constraint failed_says_why check (state <> 'failed' or failure <> '')
    )`.execute(db);
  await sql`comment on column fiscal_receipt.id is 'The key under which the device is asked, however often: the same receipt comes back.'`.execute(
    db,
  );
  await sql`comment on column fiscal_receipt.number is 'Of the device, without gaps; given once, just before the device is asked for the first time.'`.execute(
    db,
  );
  await sql`create index receipt_to_register on fiscal_receipt (try_at) where state <> 'registered'`.execute(
    db,
  );
}
