import { type Kysely, sql } from 'kysely';

/**
 * Who in a buying company must agree before it buys (R16): its rules with their
 * steps, up to what amount a person may agree, who stands in for whom, and each
 * question with what was decided. A cart in question is set aside, so that its
 * buyer goes on with another.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table approval_terms (
      company_id uuid primary key references company,
      own_allowed boolean not null default false,
      lasts_days smallint not null default 7 check (lasts_days between 1 and 60),
      tolerance_bp smallint not null default 200 check (tolerance_bp between 0 and 2000),
      set_by uuid not null,
      set_at timestamptz not null,
      foreign key (set_by, company_id) references membership (person_id, company_id)
    )`.execute(db);
  await sql`comment on column approval_terms.own_allowed is 'Who orders may agree himself where a rule lets him.'`.execute(
    db,
  );
  await sql`comment on column approval_terms.tolerance_bp is 'What was approved still counts for so much more, when prices moved meanwhile.'`.execute(
    db,
  );
  await sql`create index on approval_terms (set_by, company_id)`.execute(db);

  await sql`
    create table approval_rule (
      id uuid primary key,
      company_id uuid not null references company,
      form form,
      site_id uuid,
      above_minor bigint check (above_minor between 0 and 9007199254740991),
      above_weight_g bigint check (above_weight_g between 0 and 9007199254740991),
      beyond_limit boolean not null default false,
      made_by uuid not null,
      made_at timestamptz not null,
      ended_by uuid,
      ended_at timestamptz,
      unique (company_id, id),
      constraint rule_of_own_site foreign key (company_id, site_id) references site (company_id, id),
      foreign key (made_by, company_id) references membership (person_id, company_id),
      foreign key (ended_by, company_id) references membership (person_id, company_id),
      constraint rule_ended_by_somebody check ((ended_by is null) = (ended_at is null))
    )`.execute(db);
  await sql`comment on table approval_rule is 'Every condition that is there must hold; amounts and weights are those of the form, where one is named. A rule is never changed: it ends, and another begins.'`.execute(
    db,
  );
  await sql`comment on column approval_rule.beyond_limit is 'Asks only of an order that goes beyond what its buyer may spend (R17), and lets it pass when approved.'`.execute(
    db,
  );
  await sql`create index rule_in_force on approval_rule (company_id) where ended_at is null`.execute(
    db,
  );
  await sql`
    create table approval_step (
      rule_id uuid not null references approval_rule,
      step smallint not null check (step between 1 and 3),
      quorum smallint not null check (quorum between 1 and 9),
      primary key (rule_id, step)
    )`.execute(db);
  await sql`
    create table approval_step_person (
      rule_id uuid not null,
      step smallint not null,
      person_id uuid not null references person,
      primary key (rule_id, step, person_id),
      foreign key (rule_id, step) references approval_step
    )`.execute(db);
  await sql`comment on table approval_step_person is 'Nobody named: whoever of the company may approve.'`.execute(
    db,
  );
  await sql`create index on approval_step_person (person_id)`.execute(db);

  await sql`
    create table approval_limit (
      person_id uuid not null,
      company_id uuid not null,
      limit_minor bigint not null check (limit_minor between 0 and 9007199254740991),
      set_by uuid not null,
      set_at timestamptz not null,
      primary key (person_id, company_id),
      foreign key (person_id, company_id) references membership (person_id, company_id),
      foreign key (set_by, company_id) references membership (person_id, company_id)
    )`.execute(db);
  await sql`comment on table approval_limit is 'The dearest order, with VAT, that a person may approve. No row: any; zero: none.'`.execute(
    db,
  );
  await sql`create index on approval_limit (company_id)`.execute(db);
  await sql`create index on approval_limit (set_by, company_id)`.execute(db);

  await sql`
    create table approval_deputy (
      id uuid primary key,
      company_id uuid not null references company,
      person_id uuid not null,
      deputy_id uuid not null,
      during daterange not null check (not isempty(during) and not lower_inf(during) and not upper_inf(during)),
      named_by uuid not null references person,
      named_at timestamptz not null,
      ended_at timestamptz,
      foreign key (person_id, company_id) references membership (person_id, company_id),
      foreign key (deputy_id, company_id) references membership (person_id, company_id),
      constraint deputy_of_another check (deputy_id <> person_id),
      constraint one_deputy_at_a_time
        exclude using gist (company_id with =, person_id with =, during with &&) where (ended_at is null)
    )`.execute(db);
  await sql`create index on approval_deputy (deputy_id, company_id)`.execute(db);

  await sql`create type approval_state as enum ('pending', 'approved', 'declined', 'withdrawn', 'expired', 'placed')`.execute(
    db,
  );
  await sql`
    create table approval_request (
      id uuid primary key,
      company_id uuid not null references company,
      cart_id uuid not null references cart,
      requested_by uuid not null references person,
      requested_at timestamptz not null,
      own_allowed boolean not null,
      note text not null default '' check (length(note) <= 500),
      payment payment_terms not null,
      shown_terms text not null,
      places_itself boolean not null,
      gross_minor bigint not null check (gross_minor >= 0),
      weight_g bigint not null check (weight_g > 0),
      lines jsonb not null check (jsonb_typeof(lines) = 'array'),
      quote_id uuid,
      quote_version smallint,
      quote_wanted jsonb,
      state approval_state not null default 'pending',
      expires_at timestamptz not null,
      reminded_at timestamptz,
      closed_at timestamptz,
      unique (id, requested_by, own_allowed),
      foreign key (company_id, quote_id) references quote (company_id, id),
      constraint request_of_a_version
        check (num_nulls(quote_id, quote_version, quote_wanted) in (0, 3)),
      constraint request_lasts check (expires_at > requested_at),
      constraint request_closed_once check ((state in ('pending', 'approved')) = (closed_at is null))
    )`.execute(db);
  await sql`comment on column approval_request.lines is 'The cart as it was shown: what people agreed to, whatever becomes of it.'`.execute(
    db,
  );
  await sql`create unique index one_open_question on approval_request (cart_id) where state in ('pending', 'approved')`.execute(
    db,
  );
  await sql`create index request_of_company on approval_request (company_id, requested_at desc)`.execute(
    db,
  );
  await sql`create index request_running_out on approval_request (expires_at) where state in ('pending', 'approved')`.execute(
    db,
  );
  await sql`create index on approval_request (cart_id)`.execute(db);
  await sql`create index on approval_request (company_id, quote_id) where quote_id is not null`.execute(
    db,
  );
  await sql`comment on column approval_request.quote_wanted is 'What would be taken of the offers of a quote, which is accepted only when the order is placed.'`.execute(
    db,
  );

  await sql`
    create table approval_need (
      request_id uuid not null references approval_request,
      rule_id uuid not null references approval_rule,
      step smallint not null,
      quorum smallint not null check (quorum >= 1),
      gross_minor bigint not null,
      weight_g bigint not null,
      is_escalated boolean not null,
      primary key (request_id, rule_id, step)
    )`.execute(db);
  await sql`comment on table approval_need is 'What a rule measured in the cart, and how many of its people must agree.'`.execute(
    db,
  );
  await sql`create index on approval_need (rule_id)`.execute(db);
  await sql`
    create table approval_need_person (
      request_id uuid not null,
      rule_id uuid not null,
      step smallint not null,
      person_id uuid not null references person,
      primary key (request_id, rule_id, step, person_id),
      foreign key (request_id, rule_id, step) references approval_need
    )`.execute(db);
  await sql`create index need_of_person on approval_need_person (person_id)`.execute(db);

  await sql`create type approval_verdict as enum ('approved', 'declined')`.execute(db);
  await sql`
    create table approval_decision (
      request_id uuid not null,
      rule_id uuid not null,
      step smallint not null,
      principal_id uuid not null,
      decided_by uuid not null references person,
      requested_by uuid not null,
      own_allowed boolean not null,
      verdict approval_verdict not null,
      note text not null default '' check (length(note) <= 500),
      by_mail boolean not null default false,
      decided_at timestamptz not null,
      primary key (request_id, rule_id, step, principal_id),
      constraint one_voice_each unique (request_id, rule_id, step, decided_by),
      foreign key (request_id, rule_id, step, principal_id) references approval_need_person,
      foreign key (request_id, requested_by, own_allowed)
        references approval_request (id, requested_by, own_allowed),
      constraint nobody_approves_his_own
        check (own_allowed or decided_by <> requested_by and principal_id <> requested_by),
      constraint declined_with_a_reason check (verdict = 'approved' or note <> '')
    )`.execute(db);
  await sql`create index on approval_decision (decided_by)`.execute(db);

  await sql`
    create table approval_link (
      token_hash bytea primary key check (length(token_hash) = 32),
      request_id uuid not null references approval_request,
      person_id uuid not null references person,
      made_at timestamptz not null
    )`.execute(db);
  await sql`create index on approval_link (request_id)`.execute(db);
  await sql`create index on approval_link (person_id)`.execute(db);
  await sql`comment on table approval_link is 'What a letter to an approver leads to: this one question and nothing else, while it is open.'`.execute(
    db,
  );

  await sql`
    alter table cart add column set_aside_at timestamptz,
      add column approval_id uuid references approval_request`.execute(db);
  await sql`comment on column cart.approval_id is 'The open question that the cart is in. It stands here so that whoever has waited for the cart sees it.'`.execute(
    db,
  );
  await sql`create index on cart (approval_id) where approval_id is not null`.execute(db);
  await sql`comment on column cart.set_aside_at is 'A web cart that its buyer goes on without, since it was sent for approval.'`.execute(
    db,
  );
  await sql`drop index one_web_cart`.execute(db);
  await sql`
    create unique index one_web_cart on cart (company_id, opened_by)
    where placed_at is null and opened_on = 'web' and quote_id is null and set_aside_at is null`.execute(
    db,
  );
}
