import { type Kysely, sql } from 'kysely';

/**
 * Payment by card on a page of the provider's own. What was asked of it is a row
 * of ours, committed before; what it tells us is kept as it came and looked into
 * once. Links let somebody pay who does not sign in.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type card_attempt_state as enum ('begun', 'open', 'paid', 'expired', 'failed')`.execute(
    db,
  );
  await sql`
    create table card_attempt (
      id uuid primary key,
      company_id uuid not null,
      order_id uuid not null,
      amount_minor bigint not null check (amount_minor > 0),
      currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
      asked jsonb not null,
      state card_attempt_state not null default 'begun',
      session_id text unique,
      url text,
      expires_at timestamptz not null,
      opened_by uuid references person,
      opened_on channel not null,
      opened_at timestamptz not null,
      settled_at timestamptz,
      failure text not null default '',
      payment_id uuid,
      constraint attempt_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint attempt_payment foreign key (company_id, payment_id) references payment (company_id, id),
      constraint open_attempt_has_a_page check (state <> 'open' or (session_id is not null and url is not null)),
      constraint paid_attempt_has_a_payment check ((state = 'paid') = (payment_id is not null)),
      constraint settled_attempt_ends check ((state in ('begun', 'open')) = (settled_at is null))
    )`.execute(db);
  await sql`comment on column card_attempt.asked is 'What is asked of the provider, word for word: the same key may only be asked with the same.'`.execute(
    db,
  );
  await sql`create unique index one_open_attempt on card_attempt (order_id) where state in ('begun', 'open')`.execute(
    db,
  );
  await sql`create index attempt_waiting on card_attempt (opened_at) where state in ('begun', 'open')`.execute(
    db,
  );
  await sql`create index attempt_of_order on card_attempt (order_id, opened_at desc)`.execute(db);

  await sql`
    create table provider_notice (
      event_id text primary key check (event_id <> '' and length(event_id) <= 255),
      type text not null,
      about_kind text not null check (about_kind in ('checkout', 'refund', 'dispute', 'payment')),
      about_id text not null check (length(about_id) <= 255),
      happened_at timestamptz not null,
      received_at timestamptz not null,
      handled_at timestamptz,
      trouble text not null default ''
    )`.execute(db);
  await sql`comment on column provider_notice.trouble is 'Why a person has to look at it, such as another amount than was asked.'`.execute(
    db,
  );
  await sql`create index notice_in_trouble on provider_notice (received_at desc) where trouble <> ''`.execute(
    db,
  );

  await sql`
    create table payment_link (
      id uuid primary key,
      company_id uuid not null,
      order_id uuid not null,
      token_hash bytea not null unique check (length(token_hash) = 32),
      created_by uuid not null references person,
      created_on channel not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      withdrawn_at timestamptz,
      constraint link_order foreign key (company_id, order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`create index link_of_order on payment_link (order_id) where withdrawn_at is null`.execute(
    db,
  );
}
