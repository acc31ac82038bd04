import { type Kysely, sql } from 'kysely';

/**
 * Statements of our accounts at banks. A line is known by its fingerprint for
 * ever, so the same statement again, or one whose days overlap, brings nothing
 * twice; money that came is booked as a payment, waits for somebody to say whose
 * it is, or is set aside with a reason. What was booked by mistake is taken back
 * by entries of its own, above an amount by two.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await ownAccounts(db);
  await statements(db);
  await reversals(db);
  await viewForAuditors(db);
}

async function ownAccounts(db: Kysely<never>): Promise<void> {
  await sql`
    create table own_account (
      iban text primary key check (iban ~ '^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$'),
      bank_name text not null check (length(bank_name) between 1 and 120),
      bik text not null check (bik ~ '^[0-9A-Z]{8}$'),
      added_by uuid references person,
      added_at timestamptz not null
    )`.execute(db);
  await sql`comment on table own_account is 'Our accounts at banks whose statements are taken in, in the currency of the books. Where buyers pay to is said by who we are on paper.'`.execute(
    db,
  );
}

async function statements(db: Kysely<never>): Promise<void> {
  await sql`
    create table bank_statement (
      id uuid primary key,
      account text not null references own_account,
      file_sha256 bytea not null references stored_file,
      file_name text not null check (length(file_name) <= 200),
      from_day date,
      to_day date,
      opening_minor bigint,
      closing_minor bigint,
      lines_read integer not null check (lines_read >= 0),
      lines_new integer not null default 0 check (lines_new between 0 and lines_read),
      own_transfers integer not null default 0,
      remarks jsonb not null default '[]' check (jsonb_typeof(remarks) = 'array'),
      imported_by uuid references person,
      imported_at timestamptz not null,
      booking_asked_by uuid references person,
      booking_asked_at timestamptz,
      booking_ended_at timestamptz,
      unique (account, id),
      constraint statement_once unique (account, file_sha256),
      constraint statement_booking_was_asked check (booking_ended_at is null or booking_asked_at is not null)
    )`.execute(db);
  await sql`comment on column bank_statement.lines_new is 'Of the lines that were read, those that no statement before had brought.'`.execute(
    db,
  );
  await sql`comment on column bank_statement.remarks is 'Rows that could not be read, and sums that do not agree, as codes.'`.execute(
    db,
  );
  await sql`create index statement_newest on bank_statement (imported_at desc, id)`.execute(db);
  await sql`create index statement_of_file on bank_statement (file_sha256)`.execute(db);

  await sql`create type bank_direction as enum ('in', 'out')`.execute(db);
  await sql`create type bank_line_state as enum ('waits', 'booked', 'set-aside', 'outgoing')`.execute(
    db,
  );
  await sql`create type set_aside_reason as enum ('not-customer', 'returned', 'other')`.execute(db);
  await sql`
    create table bank_line (
      id uuid primary key,
      statement_id uuid not null,
      account text not null,
      row_number integer not null check (row_number > 0),
      direction bank_direction not null,
      booked_on date not null,
      amount_minor bigint not null check (amount_minor > 0),
      currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
      party_name text not null check (length(party_name) <= 200),
      party_bin text check (party_bin ~ '^[0-9]{12}$'),
      party_iban text,
      document_number text not null check (length(document_number) <= 50),
      purpose text not null check (length(purpose) <= 1000),
      purpose_code text not null check (length(purpose_code) <= 50),
      fingerprint text not null check (fingerprint <> ''),
      state bank_line_state not null,
      company_id uuid references company,
      payment_id uuid unique,
      refund_id uuid unique references refund,
      times_reversed integer not null default 0 check (times_reversed >= 0),
      set_aside_as set_aside_reason,
      note text not null default '' check (length(note) <= 300),
      settled_by uuid references person,
      settled_at timestamptz,
      constraint bank_line_once unique (account, fingerprint),
      constraint bank_line_statement foreign key (account, statement_id) references bank_statement (account, id),
      constraint bank_line_payment foreign key (company_id, payment_id) references payment (company_id, id),
      constraint bank_line_direction check ((direction = 'in' and state in ('waits', 'booked', 'set-aside') and refund_id is null)
                                         or (direction = 'out' and state in ('outgoing', 'booked') and payment_id is null)),
      constraint bank_line_booked check ((state = 'booked') = (payment_id is not null or refund_id is not null)),
      constraint bank_line_of_company check ((state = 'booked') = (company_id is not null)),
      constraint bank_line_set_aside check ((state = 'set-aside') = (set_aside_as is not null)),
      constraint bank_line_other_says_what check (set_aside_as <> 'other' or note <> ''),
      constraint bank_line_settled check ((state in ('booked', 'set-aside')) = (settled_at is not null))
    )`.execute(db);
  await sql`comment on column bank_line.statement_id is 'The first statement that brought it.'`.execute(
    db,
  );
  await sql`comment on column bank_line.times_reversed is 'So often it was booked and taken back: a part of the reference of its next payment.'`.execute(
    db,
  );
  await sql`create index bank_line_waits on bank_line (booked_on, row_number, id) where state = 'waits'`.execute(
    db,
  );
  await sql`create index bank_line_of_statement on bank_line (statement_id, row_number)`.execute(
    db,
  );
}

async function reversals(db: Kysely<never>): Promise<void> {
  await sql`create type reversal_state as enum ('waiting', 'refused', 'done')`.execute(db);
  await sql`
    create table payment_reversal (
      id uuid primary key,
      line_id uuid not null references bank_line,
      company_id uuid not null,
      payment_id uuid not null,
      reason text not null check (length(reason) between 1 and 300),
      state reversal_state not null,
      needs_second boolean not null,
      asked_by uuid not null references person,
      asked_at timestamptz not null,
      decided_by uuid references person,
      decided_at timestamptz,
      constraint reversal_payment foreign key (company_id, payment_id) references payment (company_id, id),
      constraint reversal_decided_by_another check (decided_by <> asked_by),
      constraint reversal_decided_by_somebody check ((decided_by is null) = (decided_at is null)),
      constraint reversal_agreed_by_two check (not needs_second or state = 'waiting' or decided_by is not null)
    )`.execute(db);
  await sql`create unique index one_reversal_of_payment on payment_reversal (payment_id) where state <> 'refused'`.execute(
    db,
  );
  await sql`create index reversal_of_line on payment_reversal (line_id, asked_at desc)`.execute(db);
  await sql`create index reversal_waits on payment_reversal (asked_at) where state = 'waiting'`.execute(
    db,
  );
  await sql`comment on column payment.refunded_minor is 'What of it is no longer here: set aside to go back, gone back, or taken back as booked by mistake.'`.execute(
    db,
  );
}

async function viewForAuditors(db: Kysely<never>): Promise<void> {
  await sql`
    create view audit.v_bank_line as
    select line.id, line.account, line.direction, line.booked_on, line.amount_minor, line.currency, line.state, line.company_id,
           line.payment_id, payment.amount_minor as payment_minor, line.refund_id, refund.amount_minor as refund_minor
    from bank_line as line
    left join payment on payment.id = line.payment_id
    left join refund on refund.id = line.refund_id`.execute(db);
}
