import { type Kysely, sql } from 'kysely';

/**
 * Documents as they were issued: what they say is frozen, their numbers have no
 * gaps and follow the commits, and a document that was wrong is void and keeps
 * its number. The bytes that were printed once are kept, one file for each
 * language, so that a reprint is the same. Nothing is ever taken out.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table seller_details (
      valid_during daterange not null check (not isempty(valid_during)),
      name text not null check (name <> ''),
      bin char(12) not null check (bin ~ '^[0-9]{12}$'),
      address text not null,
      phone text not null,
      bank_name text not null,
      bik text not null check (bik ~ '^[0-9A-Z]{8}$'),
      iik text not null check (iik ~ '^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$'),
      kbe text not null check (kbe ~ '^[12][0-9]$'),
      vat_series text,
      vat_number text,
      director_name text not null,
      chief_accountant_name text,
      constraint vat_certificate_whole check ((vat_series is null) = (vat_number is null)),
      constraint one_seller_in_force exclude using gist (valid_during with &&)
    )`.execute(db);
  await sql`comment on table seller_details is 'Who we are on paper, by the day: documents freeze what is in force when they are issued.'`.execute(
    db,
  );

  await sql`
    create type document_kind as enum
      ('proforma', 'order-confirmation', 'tax-invoice', 'credit-note', 'receipt', 'reconciliation')`.execute(
    db,
  );
  await sql`create type document_state as enum ('issued', 'void')`.execute(db);
  await sql`
    create table document (
      id uuid primary key,
      kind document_kind not null,
      year smallint not null,
      serial integer not null check (serial > 0),
      number text not null,
      cause text not null check (cause <> ''),
      company_id uuid not null references company,
      order_id uuid,
      payment_id uuid,
      corrects_id uuid,
      content jsonb not null,
      content_version smallint not null,
      language language not null,
      issued_at timestamptz not null,
      issued_on date not null,
      issued_by uuid references person,
      turnover_on date,
      currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
      net_minor bigint,
      vat_minor bigint,
      gross_minor bigint not null,
      state document_state not null default 'issued',
      voided_at timestamptz,
      voided_by uuid references person,
      void_reason text,
      unique (company_id, id),
      constraint document_number unique (number),
      constraint document_serial unique (kind, year, serial),
      constraint document_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint document_payment foreign key (company_id, payment_id) references payment (company_id, id),
      constraint document_corrects foreign key (company_id, corrects_id) references document (company_id, id),
      constraint document_adds_up
        check ((net_minor is null) = (vat_minor is null) and (net_minor is null or net_minor + vat_minor = gross_minor)),
      constraint document_says_what_it_is check (
        content ->> 'number' = number and (content ->> 'contentVersion')::smallint = content_version
        and (net_minor is null or (content #>> '{totals,grossMinor}')::bigint = gross_minor)),
      constraint taxed_on_a_day check ((kind in ('tax-invoice', 'credit-note')) = (turnover_on is not null)),
      constraint correction_of_an_invoice check ((kind = 'credit-note') = (corrects_id is not null)),
      constraint void_for_a_reason check (
        (state = 'void') = (voided_at is not null) and (state = 'void') = (coalesce(void_reason, '') <> '')
        and length(void_reason) <= 300)
    )`.execute(db);
  await sql`comment on column document.cause is 'What it was issued for, as its kind says it; one document that stands for each.'`.execute(
    db,
  );
  await sql`comment on column document.gross_minor is 'What it comes to, minor units: the total with VAT, what was received, or the balance. A credit note is below nothing.'`.execute(
    db,
  );
  await sql`create unique index document_once on document (kind, cause) where state = 'issued'`.execute(
    db,
  );
  await sql`create index document_of_company on document (company_id, issued_at desc, id desc)`.execute(
    db,
  );
  await sql`create index document_newest on document (issued_at desc, id desc)`.execute(db);
  await sql`create index document_of_order on document (order_id) where order_id is not null`.execute(
    db,
  );
  await sql`create index document_correcting on document (corrects_id) where corrects_id is not null`.execute(
    db,
  );
  await sql`create index document_by_number on document using gin (number gin_trgm_ops)`.execute(
    db,
  );

  await sql`
    create table document_file (
      document_id uuid not null references document,
      language language not null,
      sha256 bytea not null references stored_file,
      printed_at timestamptz not null,
      primary key (document_id, language)
    )`.execute(db);
  await sql`comment on table document_file is 'What was printed of a document in a language, the first time that somebody wanted it.'`.execute(
    db,
  );
  await sql`create index on document_file (sha256)`.execute(db);
  await keepFrozen(db);

  // A credit note is money of its company: it pays what is owed, and the rest is its balance.
  await sql`alter type payment_method add value 'credit-note'`.execute(db);
  await viewsForAuditors(db);
}

/** A document says for ever what it said; it becomes void once, and never anything else. */
async function keepFrozen(db: Kysely<never>): Promise<void> {
  await sql`
    create function document_is_kept() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'document' then
        if old.state = 'issued' and new.state = 'void'
          and to_jsonb(old) - array['state', 'voided_at', 'voided_by', 'void_reason']
            = to_jsonb(new) - array['state', 'voided_at', 'voided_by', 'void_reason'] then
          return new;
        end if;
      end if;
      raise exception 'a document is never changed, only made void'
        using errcode = 'check_violation', constraint = 'document_is_kept';
    end $$`.execute(db);
  await sql`create trigger kept before update or delete on document
    for each row execute function document_is_kept()`.execute(db);
  await sql`create trigger kept_whole before truncate on document
    for each statement execute function document_is_kept()`.execute(db);
  await sql`create trigger kept before update or delete on document_file
    for each row execute function document_is_kept()`.execute(db);
}

async function viewsForAuditors(db: Kysely<never>): Promise<void> {
  // One row for each tax document: stored, the sum of its lines, and booked.
  await sql`
    create view audit.v_invoice as
    select d.id, d.kind, d.number, d.year, d.serial, d.state, d.company_id, c.bin, d.order_id, o.number as order_number,
           d.corrects_id, d.issued_at, d.issued_on, d.turnover_on, d.currency, d.net_minor, d.vat_minor, d.gross_minor,
           l.lines_net_minor, l.lines_vat_minor, l.lines_gross_minor,
           coalesce(b.net_minor, 0)::bigint as booked_net_minor, coalesce(b.vat_minor, 0)::bigint as booked_vat_minor,
           coalesce(m.gross_minor, 0)::bigint as booked_gross_minor, d.void_reason
    from document d
    join company c on c.id = d.company_id
    left join sales_order o on o.id = d.order_id
    cross join lateral (
      select sum((line ->> 'netMinor')::bigint)::bigint as lines_net_minor,
             sum((line ->> 'vatMinor')::bigint)::bigint as lines_vat_minor,
             sum((line ->> 'grossMinor')::bigint)::bigint as lines_gross_minor
      from jsonb_array_elements(d.content -> 'lines') as line
    ) l
    -- An invoice says how much of what was handed over is revenue and how much is VAT; a credit note takes of both.
    left join lateral (
      select -sum(e.amount_minor) filter (where e.account = 'revenue') as net_minor,
             -sum(e.amount_minor) filter (where e.account = 'vat') as vat_minor
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
      where t.kind = case d.kind when 'tax-invoice' then 'handed-over' else 'credit-note' end
        and t.reference = case d.kind when 'tax-invoice' then d.cause else d.id::text end
    ) b on true
    left join lateral (
      select sum(case when e.account = 'customer-balance' then e.amount_minor else -e.amount_minor end) as gross_minor
      from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
      where t.kind = case d.kind when 'tax-invoice' then 'invoiced' else 'credit-note' end and t.reference = d.id::text
        and e.account = case d.kind when 'tax-invoice' then 'unbilled' else 'customer-balance' end::ledger_account
    ) m on true
    where d.kind in ('tax-invoice', 'credit-note')`.execute(db);
  await sql`
    create or replace view audit.v_payment as
    select p.id, p.method, p.reference, p.company_id, c.bin, p.amount_minor, p.currency, p.received_at, p.received_on,
           p.received_by, p.channel, p.branch_code, p.allocated_minor, p.refunded_minor,
           p.amount_minor - p.allocated_minor - p.refunded_minor as rest_minor,
           coalesce(a.allocated_minor, 0)::bigint as allocations_minor,
           coalesce(b.booked_minor, 0)::bigint as booked_minor
    from payment p
    join company c on c.id = p.company_id
    left join lateral (select sum(amount_minor) as allocated_minor from payment_allocation where payment_id = p.id) a on true
    left join lateral (
      select -sum(amount_minor) as booked_minor from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
      where t.kind in ('payment', 'credit-note') and t.reference = p.id::text and e.account = 'customer-balance'
    ) b on true`.execute(db);
}
