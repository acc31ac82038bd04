import { type Kysely, sql } from 'kysely';

/**
 * The books: every amount that is owed, paid or promised is an entry, never a
 * field that somebody sets. A company's exposure is the sum of its buckets, and
 * each bucket is an account (R13), so an amount stands in exactly one of them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create type ledger_account as enum (
      'commitment', 'unbilled', 'receivable', 'advance', 'prepayment', 'customer-balance',
      'commitments', 'revenue', 'vat', 'till', 'terminal', 'bank', 'card-clearing', 'refund-clearing',
      'disputed', 'fees', 'write-off', 'rounding')`.execute(db);
  await sql`
    create function is_of_a_company(account ledger_account) returns boolean language sql immutable as $$
      select account in ('commitment', 'unbilled', 'receivable', 'advance', 'prepayment', 'customer-balance')
    $$`.execute(db);

  await sql`
    create table ledger_transaction (
      id uuid primary key,
      kind text not null,
      reference text not null check (reference <> ''),
      company_id uuid references company,
      order_id uuid,
      booked_at timestamptz not null,
      effective_on date not null,
      person_id uuid references person,
      channel channel,
      note text not null default '' check (length(note) <= 500),
      reverses_id uuid unique references ledger_transaction,
      constraint ledger_once unique (kind, reference),
      constraint ledger_order foreign key (company_id, order_id) references sales_order (company_id, id)
        deferrable initially deferred
    )`.execute(db);
  await sql`comment on column ledger_transaction.reference is 'What it books: the id of the order, payment, allocation, refund or document. One transaction of a kind for each.'`.execute(
    db,
  );
  await sql`comment on column ledger_transaction.effective_on is 'The trading day it belongs to; booked_at is when we learned of it.'`.execute(
    db,
  );
  await sql`create index ledger_of_company on ledger_transaction (company_id, effective_on, id)`.execute(
    db,
  );
  await sql`create index ledger_of_order on ledger_transaction (order_id) where order_id is not null`.execute(
    db,
  );

  await sql`
    create table ledger_entry (
      transaction_id uuid not null references ledger_transaction,
      position smallint not null check (position > 0),
      account ledger_account not null,
      company_id uuid references company,
      branch_code text references branch,
      order_id uuid,
      amount_minor bigint not null check (amount_minor <> 0),
      currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
      primary key (transaction_id, position),
      constraint entry_of_a_company check (is_of_a_company(account) = (company_id is not null)),
      constraint till_of_a_branch check (account not in ('till', 'terminal') or branch_code is not null),
      constraint entry_order foreign key (company_id, order_id) references sales_order (company_id, id)
        deferrable initially deferred
    )`.execute(db);
  await sql`comment on column ledger_entry.amount_minor is 'Minor units; debit is positive, credit negative. The entries of a transaction are zero together, in each currency.'`.execute(
    db,
  );
  await sql`create index entry_of_company on ledger_entry (company_id, account) include (amount_minor) where company_id is not null`.execute(
    db,
  );
  await sql`create index entry_of_order on ledger_entry (order_id, account) include (amount_minor) where order_id is not null`.execute(
    db,
  );
  await sql`create index entry_of_house on ledger_entry (account, branch_code) include (amount_minor) where company_id is null`.execute(
    db,
  );

  await bucketsInAccounts(db);
  await keepTrue(db);
  await bookWhatIsOpen(db);
  await viewsForAuditors(db);
}

/** What a company owes and has paid, by bucket: copies of the books that only posting writes. */
async function bucketsInAccounts(db: Kysely<never>): Promise<void> {
  await sql`drop view audit.v_exposure`.execute(db);
  await sql`
    alter table company_account
      drop column exposure_minor,
      add column commitment_minor bigint not null default 0,
      add column unbilled_minor bigint not null default 0,
      add column receivable_minor bigint not null default 0,
      add column advance_minor bigint not null default 0,
      add column prepayment_minor bigint not null default 0,
      add column balance_minor bigint not null default 0 check (balance_minor >= 0),
      add column exposure_minor bigint not null generated always as
        (commitment_minor + unbilled_minor + receivable_minor - advance_minor - balance_minor) stored`.execute(
    db,
  );
  const columns = {
    commitment_minor: 'Ordered on account and not handed over.',
    unbilled_minor: 'Handed over, invoice not issued yet.',
    receivable_minor: 'Invoiced and not paid.',
    advance_minor: 'Paid towards orders that are not invoiced yet and count in the exposure.',
    prepayment_minor: 'Paid towards orders that are paid before they are handed over.',
    balance_minor: 'Money of the company that is allocated to nothing.',
    exposure_minor:
      'What the company owes or has promised to pay, minor units (R13); without what waits for approval.',
  };
  for (const [column, meaning] of Object.entries(columns)) {
    await sql`comment on column ${sql.table(`company_account`)}.${sql.ref(column)} is ${sql.lit(meaning)}`.execute(
      db,
    );
  }
}

/** Zero per transaction and currency, balances as the entries say, nothing ever changed or taken out. */
async function keepTrue(db: Kysely<never>): Promise<void> {
  await sql`
    create function ledger_is_posted() returns trigger language plpgsql as $$
    begin
      if exists (
        select from (select distinct transaction_id from posted) as touched
        join ledger_entry using (transaction_id)
        group by transaction_id, currency having sum(amount_minor) <> 0
      ) then
        raise exception 'the entries of a transaction are not zero together'
          using errcode = 'check_violation', constraint = 'ledger_is_zero';
      end if;
      update company_account as account
      set commitment_minor = commitment_minor + moved.commitment, unbilled_minor = unbilled_minor + moved.unbilled,
          receivable_minor = receivable_minor + moved.receivable, advance_minor = advance_minor - moved.advance,
          prepayment_minor = prepayment_minor - moved.prepayment, balance_minor = balance_minor - moved.balance
      from (
        select company_id,
               coalesce(sum(amount_minor) filter (where posted.account = 'commitment'), 0) as commitment,
               coalesce(sum(amount_minor) filter (where posted.account = 'unbilled'), 0) as unbilled,
               coalesce(sum(amount_minor) filter (where posted.account = 'receivable'), 0) as receivable,
               coalesce(sum(amount_minor) filter (where posted.account = 'advance'), 0) as advance,
               coalesce(sum(amount_minor) filter (where posted.account = 'prepayment'), 0) as prepayment,
               coalesce(sum(amount_minor) filter (where posted.account = 'customer-balance'), 0) as balance
        from posted where company_id is not null group by company_id
      ) as moved
      where account.company_id = moved.company_id;
      if exists (select from posted where company_id is not null
                 and not exists (select from company_account where company_account.company_id = posted.company_id)) then
        raise exception 'a company without an account' using errcode = 'check_violation', constraint = 'ledger_has_account';
      end if;
      return null;
    end $$`.execute(db);
  await sql`create trigger ledger_is_posted after insert on ledger_entry
    referencing new table as posted for each statement execute function ledger_is_posted()`.execute(
    db,
  );
  await sql`
    create function ledger_is_kept() returns trigger language plpgsql as $$
    begin
      raise exception 'the books are never changed, only corrected by new entries'
        using errcode = 'check_violation', constraint = 'ledger_is_kept';
    end $$`.execute(db);
  for (const table of ['ledger_transaction', 'ledger_entry']) {
    await sql`create trigger kept before update or delete on ${sql.table(table)}
      for each statement execute function ledger_is_kept()`.execute(db);
    await sql`create trigger kept_whole before truncate on ${sql.table(table)}
      for each statement execute function ledger_is_kept()`.execute(db);
  }
}

/** Orders that were on account before there were books. */
async function bookWhatIsOpen(db: Kysely<never>): Promise<void> {
  await sql`
    create function book_open_orders() returns void language sql as $$
      insert into company_account (company_id, credit_kind)
      select distinct company_id, 'none'::credit_kind from sales_order where source = 'counterweight'
      on conflict (company_id) do nothing;
      with open as (
        select id, company_id, placed_at, priced_on, placed_by, channel, gross_minor from sales_order
        where payment = 'on-account' and stage not in ('cancelled', 'delivered') and source = 'counterweight'
          and not exists (select from ledger_transaction where kind = 'order-placed' and reference = sales_order.id::text)
      ), booked as (
        insert into ledger_transaction (id, kind, reference, company_id, order_id, booked_at, effective_on, person_id, channel)
        select gen_random_uuid(), 'order-placed', id::text, company_id, id, placed_at, priced_on, placed_by, channel from open
        returning id, order_id
      )
      insert into ledger_entry (transaction_id, position, account, company_id, order_id, amount_minor, currency)
      select booked.id, 1, 'commitment'::ledger_account, open.company_id, open.id, gross_minor, 'KZT'
      from booked join open on open.id = booked.order_id where gross_minor > 0
      union all
      select booked.id, 2, 'commitments', null, null, -gross_minor, 'KZT'
      from booked join open on open.id = booked.order_id where gross_minor > 0;
      with handed as (
        select id, company_id, placed_at, priced_on, placed_by, channel, net_minor, vat_minor, gross_minor from sales_order
        where payment = 'on-account' and stage = 'delivered' and source = 'counterweight'
          and not exists (select from ledger_transaction where kind = 'handed-over' and reference = sales_order.id::text)
      ), booked as (
        insert into ledger_transaction (id, kind, reference, company_id, order_id, booked_at, effective_on, person_id, channel)
        select gen_random_uuid(), 'handed-over', id::text, company_id, id, placed_at, priced_on, placed_by, channel from handed
        returning id, order_id
      )
      insert into ledger_entry (transaction_id, position, account, company_id, order_id, amount_minor, currency)
      select booked.id, 1, 'unbilled'::ledger_account, handed.company_id, handed.id, gross_minor, 'KZT'
      from booked join handed on handed.id = booked.order_id where gross_minor > 0
      union all
      select booked.id, 2, 'revenue', null, null, -net_minor, 'KZT'
      from booked join handed on handed.id = booked.order_id where net_minor > 0
      union all
      select booked.id, 3, 'vat', null, null, -vat_minor, 'KZT'
      from booked join handed on handed.id = booked.order_id where vat_minor > 0;
    $$`.execute(db);
  await sql`select book_open_orders()`.execute(db);
  await sql`drop function book_open_orders()`.execute(db);
}

async function viewsForAuditors(db: Kysely<never>): Promise<void> {
  await sql`
    create view audit.v_exposure as
    select a.company_id, c.bin, a.credit_kind, a.limit_minor, a.exposure_minor, a.commitment_minor, a.unbilled_minor,
           a.receivable_minor, a.advance_minor, a.prepayment_minor, a.balance_minor,
           coalesce(e.commitment_minor, 0)::bigint as booked_commitment_minor,
           coalesce(e.unbilled_minor, 0)::bigint as booked_unbilled_minor,
           coalesce(e.receivable_minor, 0)::bigint as booked_receivable_minor,
           coalesce(e.advance_minor, 0)::bigint as booked_advance_minor,
           coalesce(e.prepayment_minor, 0)::bigint as booked_prepayment_minor,
           coalesce(e.balance_minor, 0)::bigint as booked_balance_minor,
           coalesce(e.commitment_minor + e.unbilled_minor + e.receivable_minor - e.advance_minor - e.balance_minor, 0)::bigint
             as booked_exposure_minor,
           coalesce(o.open_minor, 0)::bigint as orders_open_minor
    from company_account a
    join company c on c.id = a.company_id
    left join lateral (
      select coalesce(sum(amount_minor) filter (where account = 'commitment'), 0) as commitment_minor,
             coalesce(sum(amount_minor) filter (where account = 'unbilled'), 0) as unbilled_minor,
             coalesce(sum(amount_minor) filter (where account = 'receivable'), 0) as receivable_minor,
             -coalesce(sum(amount_minor) filter (where account = 'advance'), 0) as advance_minor,
             -coalesce(sum(amount_minor) filter (where account = 'prepayment'), 0) as prepayment_minor,
             -coalesce(sum(amount_minor) filter (where account = 'customer-balance'), 0) as balance_minor
      from ledger_entry where company_id = a.company_id
    ) e on true
    left join lateral (
      select sum(gross_minor) as open_minor from sales_order
      where company_id = a.company_id and payment = 'on-account' and stage not in ('cancelled', 'delivered')
        and source = 'counterweight'
    ) o on true`.execute(db);
  await sql`
    create view audit.v_ledger as
    select e.transaction_id, t.kind, t.reference, t.booked_at, t.effective_on, e.position, e.account, e.company_id,
           e.branch_code, e.order_id, e.amount_minor, e.currency, t.person_id, t.channel, t.reverses_id
    from ledger_entry e join ledger_transaction t on t.id = e.transaction_id`.execute(db);
}
