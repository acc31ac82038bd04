import { type Kysely, sql } from 'kysely';

/**
 * When it went wrong: what a buyer complains of, what we found, what was decided
 * and how it was made good. A claim is of an order and its lines, down to the
 * vehicle and the heat where those are known (R24). What was said and done stands
 * in steps that nobody changes; what is disputed is not overdue, though owed.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await kindsAndRules(db);
  await claims(db);
  await linesOfClaims(db);
  await whatBelongsToClaims(db);
  await settlements(db);
  await limitsOfClaims(db);
}

async function kindsAndRules(db: Kysely<never>): Promise<void> {
  await sql`create type claim_kind as enum
    ('short', 'damaged', 'wrong-grade', 'wrong-size', 'late', 'certificate', 'price', 'hidden-defect')`.execute(
    db,
  );
  await sql`create type claim_state as enum
    ('received', 'acknowledged', 'inspecting', 'decided', 'settled', 'refused', 'withdrawn', 'reopened')`.execute(
    db,
  );
  await sql`create type claim_outcome as enum ('credit', 'price-cut', 'refund', 'replacement', 're-cut', 'return')`.execute(
    db,
  );
  await sql`create type claim_verdict as enum ('accepted', 'in-part', 'goodwill', 'refused')`.execute(
    db,
  );
  await sql`create type claim_step_kind as enum
    ('received', 'acknowledged', 'inspected', 'said', 'proposed', 'sent-back', 'decided', 'settled', 'refused', 'withdrawn',
     'reopened', 'overdue')`.execute(db);
  await sql`
    create table claim_rule (
      kind claim_kind primary key,
      claim_days smallint not null check (claim_days between 0 and 1000),
      counts_from_discovery boolean not null default false,
      decide_days smallint not null check (decide_days between 1 and 60),
      settle_days smallint not null check (settle_days between 1 and 60)
    )`.execute(db);
  await sql`comment on table claim_rule is 'How long a buyer may complain of what, and how long we take to answer. Days of business.'`.execute(
    db,
  );
  await sql`comment on column claim_rule.counts_from_discovery is 'Days to complain are counted from when it was found, not from the hand-over.'`.execute(
    db,
  );
  await sql`
    insert into claim_rule (kind, claim_days, counts_from_discovery, decide_days, settle_days) values
      ('short', 3, false, 3, 3), ('damaged', 3, false, 3, 3), ('wrong-grade', 10, false, 5, 3),
      ('wrong-size', 5, false, 3, 3), ('late', 10, false, 3, 3), ('certificate', 20, false, 3, 3),
      ('price', 20, false, 3, 3), ('hidden-defect', 10, true, 10, 5)`.execute(db);
  await sql`
    create table claim_authority (
      role staff_role primary key,
      goodwill_minor bigint not null check (goodwill_minor >= 0)
    )`.execute(db);
  await sql`comment on table claim_authority is 'What somebody may give of his own accord for one claim that we need not make good; above it a second person agrees. A role without a row gives nothing alone. Minor units.'`.execute(
    db,
  );
  await sql`
    insert into claim_authority (role, goodwill_minor)
    values ('counter', 2000000), ('phone', 2000000), ('manager', 20000000), ('head_of_sales', 100000000)`.execute(
    db,
  );
}

async function claims(db: Kysely<never>): Promise<void> {
  await sql`
    create table claim (
      id uuid primary key,
      number text not null unique,
      company_id uuid not null,
      order_id uuid not null,
      kind claim_kind not null,
      state claim_state not null default 'received',
      version integer not null default 1,
      wanted claim_outcome,
      words text not null check (length(words) between 1 and 2000),
      channel channel not null,
      opened_by uuid not null references person,
      person_id uuid references person,
      received_at timestamptz not null,
      discovered_on date,
      claimable_until date,
      late_reason text not null default '' check (length(late_reason) <= 500),
      handled_by uuid references person,
      acknowledged_at timestamptz,
      verdict claim_verdict,
      outcome claim_outcome,
      accepted_minor bigint check (accepted_minor >= 0),
      reasons text not null default '' check (length(reasons) <= 2000),
      needs_second boolean not null default false,
      decided_by uuid references person,
      decided_at timestamptz,
      seconded_by uuid references person,
      promised_on date,
      closed_at timestamptz,
      disputed_minor bigint not null default 0 check (disputed_minor >= 0),
      due_at timestamptz,
      told_late_at timestamptz,
      reopened smallint not null default 0 check (reopened >= 0),
      unique (company_id, id),
      unique (order_id, id),
      constraint claim_order foreign key (company_id, order_id) references sales_order (company_id, id),
      constraint claim_found_on_a_day check (kind <> 'hidden-defect' or discovered_on is not null),
      constraint claim_acknowledged_by_name check ((handled_by is null) = (acknowledged_at is null)
        and (state not in ('acknowledged', 'inspecting', 'decided', 'settled', 'refused') or handled_by is not null)),
      constraint claim_decided_with_reasons check ((verdict is null) = (decided_by is null) and (verdict is null) = (decided_at is null)
        and (verdict is null) = (accepted_minor is null) and (verdict is null or reasons <> '')),
      constraint claim_decided check (state not in ('decided', 'settled', 'refused') or verdict is not null),
      constraint claim_refused check ((state = 'refused') = (coalesce(verdict, 'accepted') = 'refused')),
      constraint claim_outcome_of_a_yes check ((outcome is not null) = (coalesce(verdict, 'refused') <> 'refused')),
      constraint claim_agreed_by_two check (seconded_by is null or (needs_second and seconded_by <> decided_by)),
      constraint claim_waits_for_the_second check (not needs_second or seconded_by is not null or state not in ('decided', 'settled')),
      constraint claim_closed check ((state in ('settled', 'refused', 'withdrawn')) = (closed_at is not null)
        and (closed_at is null) = (due_at is not null)),
      constraint claim_closed_disputes_nothing check (closed_at is null or disputed_minor = 0)
    )`.execute(db);
  await sql`comment on table claim is 'A complaint about goods or service. Live until it is settled, refused or withdrawn.'`.execute(
    db,
  );
  await sql`comment on column claim.person_id is 'Of the customer: who is written to and asked afterwards; null where nobody of his is known.'`.execute(
    db,
  );
  await sql`comment on column claim.claimable_until is 'The last day to complain, by the rule of its kind on the day it came; null where nothing was handed over.'`.execute(
    db,
  );
  await sql`comment on column claim.disputed_minor is 'What of the order is not overdue meanwhile, though owed (R24). Minor units.'`.execute(
    db,
  );
  await sql`comment on column claim.due_at is 'When the next step is due: what the buyer is told.'`.execute(
    db,
  );
  await sql`comment on column claim.told_late_at is 'When the head was told that this step is late; null again with the next step.'`.execute(
    db,
  );
  await sql`create index claim_of_company on claim (company_id, received_at desc, id desc)`.execute(
    db,
  );
  await sql`create index claim_of_order on claim (order_id) include (disputed_minor)`.execute(db);
  await sql`create index claim_due on claim (due_at, id) where closed_at is null`.execute(db);
  await sql`create index claim_by_time on claim (received_at desc, id desc)`.execute(db);
}

async function linesOfClaims(db: Kysely<never>): Promise<void> {
  await sql`alter table sales_order_line add constraint order_line_of_an_order unique (company_id, order_id, id)`.execute(
    db,
  );
  await sql`
    create table claim_line (
      id uuid primary key,
      company_id uuid not null,
      claim_id uuid not null,
      order_id uuid not null,
      order_line_id uuid not null,
      shipment_line_id uuid,
      lot_id uuid references lot,
      claimed_g bigint check (claimed_g > 0),
      claimed_pieces integer check (claimed_pieces > 0),
      claimed_minor bigint not null check (claimed_minor >= 0),
      accepted_minor bigint check (accepted_minor >= 0),
      settled_minor bigint not null default 0 check (settled_minor >= 0),
      unique (claim_id, order_line_id),
      unique (company_id, id),
      constraint claim_line_claim foreign key (company_id, claim_id) references claim (company_id, id),
      constraint claim_line_of_its_order foreign key (order_id, claim_id) references claim (order_id, id),
      constraint claim_line_order_line foreign key (company_id, order_id, order_line_id)
        references sales_order_line (company_id, order_id, id),
      constraint claim_line_shipment_line foreign key (company_id, shipment_line_id) references shipment_line (company_id, id),
      constraint claimed_pieces_weigh check (claimed_pieces is null or claimed_g is not null)
    )`.execute(db);
  await sql`comment on column claim_line.claimed_g is 'Theoretical grams of the goods that are complained of; null where it is not about a quantity.'`.execute(
    db,
  );
  await sql`comment on column claim_line.claimed_minor is 'What of the line is disputed with VAT, minor units; accepted_minor what we give for it, settled_minor what was given by credit notes so far.'`.execute(
    db,
  );
  await sql`create index claim_line_of_order_line on claim_line (order_line_id)`.execute(db);
  await sql`create index claim_line_of_lot on claim_line (lot_id) where lot_id is not null`.execute(
    db,
  );
}

async function whatBelongsToClaims(db: Kysely<never>): Promise<void> {
  await sql`
    create table claim_step (
      id bigint primary key generated always as identity,
      company_id uuid not null,
      claim_id uuid not null,
      kind claim_step_kind not null,
      person_id uuid references person,
      words text not null default '' check (length(words) <= 2000),
      key uuid unique,
      at timestamptz not null,
      unique (claim_id, id),
      constraint claim_step_claim foreign key (company_id, claim_id) references claim (company_id, id)
    )`.execute(db);
  await sql`comment on table claim_step is 'What was said and done to a claim, by whom; append only. The key is that of the form, so that words that are sent twice stand once.'`.execute(
    db,
  );
  await sql`create trigger claim_step_append_only before update or delete on claim_step
    for each row execute function refuse_change()`.execute(db);
  await sql`
    create table claim_file (
      id uuid primary key,
      company_id uuid not null,
      claim_id uuid not null,
      step_id bigint not null,
      sha256 bytea not null references stored_file,
      name text not null check (length(name) between 1 and 120),
      at timestamptz not null,
      constraint claim_file_claim foreign key (company_id, claim_id) references claim (company_id, id),
      constraint claim_file_step foreign key (claim_id, step_id) references claim_step (claim_id, id)
    )`.execute(db);
  await sql`create index claim_file_of_claim on claim_file (claim_id)`.execute(db);
  await sql`create index claim_file_of_content on claim_file (sha256)`.execute(db);
  await sql`alter table waiting_file add column about_id uuid`.execute(db);
  await sql`comment on column waiting_file.about_id is 'What the form was about, an order: a lost session finds the photos of its claim again. Null: only the form knows.'`.execute(
    db,
  );
  await sql`create index waiting_file_about on waiting_file (person_id, about_id) where about_id is not null`.execute(
    db,
  );
}

async function settlements(db: Kysely<never>): Promise<void> {
  await sql`alter type stock_movement_kind add value 'returned'`.execute(db);
  await sql`
    create table claim_settlement (
      id uuid primary key,
      company_id uuid not null,
      claim_id uuid not null,
      outcome claim_outcome not null,
      amount_minor bigint not null check (amount_minor >= 0),
      follow_up_order_id uuid,
      words text not null default '' check (length(words) <= 2000),
      settled_by uuid not null references person,
      settled_at timestamptz not null,
      unique (company_id, id),
      constraint settlement_claim foreign key (company_id, claim_id) references claim (company_id, id),
      constraint settlement_follow_up foreign key (company_id, follow_up_order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`comment on table claim_settlement is 'How a claim was made good; one more where it was reopened. Minor units with VAT. Never changed.'`.execute(
    db,
  );
  await sql`create index settlement_of_claim on claim_settlement (claim_id, settled_at)`.execute(
    db,
  );
  await sql`create trigger claim_settlement_append_only before update or delete on claim_settlement
    for each row execute function refuse_change()`.execute(db);
  await sql`
    create table claim_credit (
      settlement_id uuid not null,
      company_id uuid not null,
      document_id uuid not null unique,
      refund_id uuid unique,
      primary key (settlement_id, document_id),
      constraint credit_settlement foreign key (company_id, settlement_id) references claim_settlement (company_id, id),
      constraint credit_document foreign key (company_id, document_id) references document (company_id, id) deferrable initially deferred
    )`.execute(db);
  await sql`comment on table claim_credit is 'The credit notes of a settlement, and what was asked to be paid back of each.'`.execute(
    db,
  );
  await sql`
    create table claim_return (
      settlement_id uuid not null,
      company_id uuid not null,
      claim_line_id uuid not null,
      from_lot_id uuid not null references lot,
      lot_id uuid unique references lot,
      weight_g bigint not null check (weight_g > 0),
      pieces integer check (pieces > 0),
      primary key (settlement_id, claim_line_id),
      constraint return_settlement foreign key (company_id, settlement_id) references claim_settlement (company_id, id),
      constraint return_line foreign key (company_id, claim_line_id) references claim_line (company_id, id)
    )`.execute(db);
  await sql`comment on table claim_return is 'Goods that came back, of which lot; as a lot of the same heat where they are sound, none where they are not sold again. Grams.'`.execute(
    db,
  );
  await sql`create index return_of_lot on claim_return (from_lot_id)`.execute(db);
}

async function limitsOfClaims(db: Kysely<never>): Promise<void> {
  await sql`
    create function claimed_g_of(order_line_id uuid) returns bigint language sql stable as $$
      select coalesce(sum(claim_line.claimed_g), 0)::bigint
      from claim_line join claim on claim.id = claim_line.claim_id
      where claim_line.order_line_id = claimed_g_of.order_line_id and claim.state not in ('withdrawn', 'refused')
    $$`.execute(db);
  await sql`comment on function claimed_g_of is 'Grams of an order line that stand in claims, open or settled.'`.execute(
    db,
  );
  await sql`
    create function sold_g_of(order_line_id uuid) returns bigint language sql stable as $$
      select greatest(sold.weight_g, coalesce((
        select sum(coalesce(loaded.billed_g, loaded.weighed_g, loaded.loaded_g))
        from shipment_line as loaded where loaded.order_line_id = sold.id), 0))::bigint
      from sales_order_line as sold where sold.id = sold_g_of.order_line_id
    $$`.execute(db);
  await sql`comment on function sold_g_of is 'Grams of an order line: what was ordered, or what was shipped of it where that is more.'`.execute(
    db,
  );
  await sql`
    create function refuse_claim_beyond_sold() returns trigger language plpgsql as $$
    declare
      claim_key uuid := coalesce(to_jsonb(new) ->> 'claim_id', to_jsonb(new) ->> 'id')::uuid;
    begin
      if exists (select from claim_line where claim_id = claim_key and claimed_g is not null
                 and claimed_g_of(order_line_id) > sold_g_of(order_line_id)) then
        raise exception 'claim % is of more than was sold', claim_key
          using errcode = 'check_violation', constraint = 'claimed_within_sold';
      end if;
      return null;
    end $$`.execute(db);
  await sql`create trigger claimed_within_sold after insert on claim_line
    for each row execute function refuse_claim_beyond_sold()`.execute(db);
  await sql`create trigger claimed_within_sold after update of state on claim
    for each row when (new.state = 'reopened') execute function refuse_claim_beyond_sold()`.execute(
    db,
  );
  await sql`
    create or replace function objected_minor_of(order_id uuid) returns bigint language sql stable as $$
      select (coalesce((
        select sum(objected_minor) from line_objection
        where line_objection.order_id = objected_minor_of.order_id and state in ('open', 'agreed')), 0)
        + coalesce((
        select sum(disputed_minor) from claim where claim.order_id = objected_minor_of.order_id), 0))::bigint
    $$`.execute(db);
  await sql`comment on function objected_minor_of is 'What of an order is disputed, by a line of the account or by a claim, and therefore not overdue, though owed. Minor units; may be more than what is left to pay.'`.execute(
    db,
  );
}
