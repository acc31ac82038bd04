import { type Kysely, sql } from 'kysely';

/**
 * Money that goes back, each time with its reason, and money that a bank takes
 * back. What is to be refunded is set aside at once, so that it is neither spent
 * nor refunded again; above an amount a second person agrees.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type refund_state as enum ('waiting', 'refused', 'asked', 'sent', 'settled', 'failed')`.execute(
    db,
  );
  await sql`create type refund_reason as enum ('cancellation', 'overpaid', 'weight-difference', 'claim', 'mistake', 'other')`.execute(
    db,
  );
  await sql`
    create table refund (
      id uuid primary key,
      company_id uuid not null,
      payment_id uuid not null,
      amount_minor bigint not null check (amount_minor > 0),
      reason refund_reason not null,
      note text not null default '' check (length(note) <= 500),
      state refund_state not null,
      asked_by uuid not null references person,
      asked_at timestamptz not null,
      channel channel,
      branch_code text references branch,
      needs_second boolean not null,
      decided_by uuid references person,
      decided_at timestamptz,
      provider_refund_id text unique,
      settled_at timestamptz,
      failure text not null default '',
      constraint refund_payment foreign key (company_id, payment_id) references payment (company_id, id),
      constraint refund_decided_by_another check (decided_by <> asked_by),
      constraint refund_decided_by_somebody check ((decided_by is null) = (decided_at is null)),
      constraint refund_agreed_by_two check (not needs_second or state = 'waiting' or decided_by is not null),
      constraint refund_says_why check (reason <> 'other' or note <> '')
    )`.execute(db);
  await sql`comment on column refund.state is 'waiting: for a second person; asked: set aside, on its way to the payer; sent: the provider works on it.'`.execute(
    db,
  );
  await sql`create index refund_of_payment on refund (payment_id)`.execute(db);
  await sql`create index refund_open on refund (asked_at) where state in ('waiting', 'asked', 'sent')`.execute(
    db,
  );

  await sql`
    create table card_dispute (
      id text primary key check (id <> '' and length(id) <= 255),
      company_id uuid not null,
      payment_id uuid not null,
      amount_minor bigint not null check (amount_minor > 0),
      fee_minor bigint not null default 0 check (fee_minor >= 0),
      status text not null,
      answer_by timestamptz,
      seen_at timestamptz not null,
      changed_at timestamptz not null,
      constraint dispute_payment foreign key (company_id, payment_id) references payment (company_id, id)
    )`.execute(db);
  await sql`create index dispute_newest on card_dispute (changed_at desc)`.execute(db);
}
