import { type Kysely, sql } from 'kysely';

/**
 * Quotes: what a company asks a price for, and our answers. A version that was
 * sent never changes, and the quote names the one that is current. What was
 * taken of an offer is kept as a span of its quantity, so that the same tonne
 * cannot be taken twice, whoever clicks.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await theQuote(db);
  await itsVersions(db);
  await whatIsSaid(db);
  await whatIsTaken(db);
  // A cart that a quote fills becomes an order at once and is never the one that a buyer fills.
  await sql`alter table cart add column quote_id uuid`.execute(db);
  await sql`alter table cart add constraint cart_quote
    foreign key (company_id, quote_id) references quote (company_id, id)`.execute(db);
  await sql`drop index one_web_cart`.execute(db);
  await sql`create unique index one_web_cart on cart (company_id, opened_by)
    where placed_at is null and opened_on = 'web' and quote_id is null`.execute(db);
}

async function theQuote(db: Kysely<never>): Promise<void> {
  await sql`create type quote_state as enum
    ('requested', 'sent', 'accepted', 'declined', 'withdrawn', 'expired')`.execute(db);
  await sql`
    create table quote (
      id uuid primary key,
      number text not null,
      company_id uuid not null references company,
      branch_code text not null references branch,
      requested_by uuid not null references person,
      requested_at timestamptz not null,
      wish text not null default '' check (length(wish) <= 300),
      note text not null default '' check (length(note) <= 1000),
      state quote_state not null default 'requested',
      current_version smallint,
      valid_until timestamptz,
      version integer not null default 1,
      closed_by uuid references person,
      closed_at timestamptz,
      close_reason text not null default '',
      close_note text not null default '' check (length(close_note) <= 500),
      changed_at timestamptz not null,
      unique (company_id, id),
      constraint quote_number unique (number),
      constraint quote_that_stands_was_sent check (
        (current_version is null) = (valid_until is null)
        and (state not in ('sent', 'accepted', 'expired') or current_version is not null)),
      constraint quote_declined_with_a_reason check (state <> 'declined' or close_reason <> '')
    )`.execute(db);
  await sql`comment on column quote.valid_until is 'Until before this moment the current version may be accepted.'`.execute(
    db,
  );
  await sql`create index quote_of_company on quote (company_id, requested_at desc, id desc)`.execute(
    db,
  );
  await sql`create index quote_newest on quote (state, requested_at desc, id desc)`.execute(db);
  await sql`create index quote_running_out on quote (valid_until) where state = 'sent'`.execute(db);
  await sql`
    create table quote_request_line (
      quote_id uuid not null,
      position smallint not null check (position between 1 and 1000),
      company_id uuid not null,
      product_id uuid references product,
      typed text not null check (length(typed) <= 300),
      quantity_milli bigint check (quantity_milli > 0),
      unit unit,
      target_per_tonne_minor bigint check (target_per_tonne_minor > 0),
      primary key (quote_id, position),
      foreign key (company_id, quote_id) references quote (company_id, id),
      check ((quantity_milli is null) = (unit is null)),
      check (product_id is not null or btrim(typed) <> '')
    )`.execute(db);
}

async function itsVersions(db: Kysely<never>): Promise<void> {
  await sql`
    create table quote_version (
      id uuid primary key,
      quote_id uuid not null,
      company_id uuid not null,
      number smallint check (number > 0),
      begun_by uuid not null references person,
      begun_at timestamptz not null,
      edits integer not null default 0,
      valid_until timestamptz,
      takes_part boolean not null default false,
      conditions text not null default '' check (length(conditions) <= 2000),
      sent_by uuid references person,
      sent_at timestamptz,
      foreign key (company_id, quote_id) references quote (company_id, id),
      constraint quote_version_number unique (quote_id, number),
      constraint quote_version_sent_whole check (
        (number is null) = (sent_at is null) and (sent_at is null) = (sent_by is null)
        and (sent_at is null or valid_until > sent_at))
    )`.execute(db);
  await sql`create unique index one_draft_of_a_quote on quote_version (quote_id) where sent_at is null`.execute(
    db,
  );
  await sql`alter table quote add constraint quote_current_version
    foreign key (id, current_version) references quote_version (quote_id, number)`.execute(db);
  await sql`
    create table quote_offer (
      id uuid primary key,
      version_id uuid not null references quote_version on delete cascade,
      position smallint not null check (position between 1 and 1000),
      alternative smallint not null check (alternative between 1 and 20),
      product_id uuid references product,
      typed text not null default '' check (length(typed) <= 300),
      quantity_milli bigint not null check (quantity_milli > 0 and quantity_milli <= 1000000000000),
      unit unit not null,
      weight_g bigint check (weight_g > 0 and weight_g <= 5000000000),
      price_per_tonne_minor bigint check (price_per_tonne_minor between 1 and 1000000000000),
      list_per_tonne_minor bigint check (list_per_tonne_minor > 0),
      includes_vat boolean not null,
      takes_more boolean not null default false,
      note text not null default '' check (length(note) <= 300),
      vat_rate_bp smallint,
      net_minor bigint,
      vat_minor bigint,
      gross_minor bigint check (gross_minor = net_minor + vat_minor),
      derivation jsonb,
      unique (version_id, position, alternative),
      unique (id, version_id, position, quantity_milli, takes_more),
      check (product_id is not null or btrim(typed) <> '')
    )`.execute(db);
  await sql`comment on column quote_offer.list_per_tonne_minor is 'What the company''s own lists asked when the offer was written, on the same VAT basis.'`.execute(
    db,
  );
  await sql`
    create function sent_version_stays() returns trigger language plpgsql as $$ begin
      if exists (select from quote_version where id = old.version_id and sent_at is not null) then
        raise exception 'an offer that was sent does not change' using errcode = 'check_violation';
      end if;
      if tg_op = 'DELETE' then return old; end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger quote_offer_frozen before update or delete on quote_offer
    for each row execute function sent_version_stays()`.execute(db);
  await sql`
    create function quote_version_stays() returns trigger language plpgsql as $$ begin
      raise exception 'a version that was sent does not change' using errcode = 'check_violation';
    end $$`.execute(db);
  await sql`create trigger quote_version_frozen before update or delete on quote_version
    for each row when (old.sent_at is not null) execute function quote_version_stays()`.execute(db);
}

async function whatIsSaid(db: Kysely<never>): Promise<void> {
  await sql`
    create table quote_message (
      id uuid primary key,
      quote_id uuid not null,
      company_id uuid not null,
      position smallint check (position between 1 and 1000),
      person_id uuid not null references person,
      is_ours boolean not null,
      text text not null check (btrim(text) <> '' and length(text) <= 2000),
      at timestamptz not null,
      foreign key (company_id, quote_id) references quote (company_id, id)
    )`.execute(db);
  await sql`create index quote_message_of_quote on quote_message (quote_id, at)`.execute(db);
  await sql`
    create table quote_note (
      id uuid primary key,
      quote_id uuid not null references quote,
      person_id uuid not null references person,
      text text not null check (btrim(text) <> '' and length(text) <= 2000),
      at timestamptz not null
    )`.execute(db);
  await sql`comment on table quote_note is 'What our own people tell each other; a table of its own, so that no question of a buyer reads it.'`.execute(
    db,
  );
  await sql`create index quote_note_of_quote on quote_note (quote_id, at)`.execute(db);
}

async function whatIsTaken(db: Kysely<never>): Promise<void> {
  await sql`
    create table quote_acceptance (
      id uuid primary key,
      quote_id uuid not null,
      company_id uuid not null,
      version_id uuid not null references quote_version,
      person_id uuid not null references person,
      channel channel not null,
      order_id uuid not null,
      at timestamptz not null,
      unique (order_id),
      foreign key (company_id, quote_id) references quote (company_id, id),
      constraint quote_acceptance_order foreign key (company_id, order_id)
        references sales_order (company_id, id) deferrable initially deferred
    )`.execute(db);
  await sql`create index quote_acceptance_of_quote on quote_acceptance (quote_id, at)`.execute(db);
  await sql`
    create table quote_take (
      acceptance_id uuid not null references quote_acceptance,
      offer_id uuid not null,
      version_id uuid not null,
      position smallint not null,
      quantity_milli bigint not null,
      takes_more boolean not null,
      taken int8range not null,
      primary key (acceptance_id, position),
      foreign key (offer_id, version_id, position, quantity_milli, takes_more)
        references quote_offer (id, version_id, position, quantity_milli, takes_more),
      constraint quote_taken_within_the_offer check (
        not isempty(taken) and lower(taken) >= 0 and (takes_more or upper(taken) <= quantity_milli)),
      constraint quote_taken_once exclude using gist (version_id with =, position with =, taken with &&),
      constraint quote_line_takes_one_offer exclude using gist (version_id with =, position with =, offer_id with <>)
    )`.execute(db);
}
