import { type Kysely, sql } from 'kysely';

/**
 * A change of terms above its author's authority waits for a second person. It
 * is a version like any other that is in force on no day until somebody else
 * approves it. What each role may agree alone is data.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type agreement_state as enum ('draft', 'agreed', 'sent-back', 'withdrawn')`.execute(
    db,
  );
  await sql`create type beyond_authority as enum ('credit-limit', 'credit-unlimited', 'payment-days', 'tolerance', 'price-strategy')`.execute(
    db,
  );
  await sql`
    alter table agreement
      add column state agreement_state not null default 'agreed',
      add column planned_from date,
      add column beyond beyond_authority[] not null default '{}',
      add column decided_by uuid references person,
      add column decided_at timestamptz,
      add column decision_note text not null default '',
      add constraint only_agreed_terms_have_days check (state = 'agreed' or isempty(valid_during)),
      add constraint draft_says_what_is_beyond
        check ((planned_from is null) = (cardinality(beyond) = 0) and (planned_from is not null or state = 'agreed')),
      add constraint draft_has_an_author check (planned_from is null or changed_by is not null),
      add constraint decided_by_somebody
        check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (planned_from is null or state = 'draft')),
      add constraint four_eyes check (state = 'withdrawn' or decided_by <> changed_by),
      add constraint sent_back_with_a_reason check (state <> 'sent-back' or decision_note <> '')`.execute(
    db,
  );
  await sql`comment on column agreement.planned_from is 'First day that the author of a draft wished for; null for what needed no second person.'`.execute(
    db,
  );
  await sql`create unique index one_draft_waiting on agreement (company_id) where state = 'draft'`.execute(
    db,
  );
  await sql`create index agreement_waiting on agreement (changed_at) where state = 'draft'`.execute(
    db,
  );

  await sql`
    create table terms_authority (
      role staff_role primary key,
      credit_limit_minor bigint not null check (credit_limit_minor >= 0),
      may_give_unlimited boolean not null,
      payment_days smallint not null check (payment_days between 0 and 365),
      tolerance_bp smallint not null check (tolerance_bp between 0 and 2000),
      may_take_lowest boolean not null
    )`.execute(db);
  await sql`comment on table terms_authority is 'How far a role may go in a customer''s favour without a second person; a role without a row may not at all.'`.execute(
    db,
  );
  await sql`
    insert into terms_authority values
      ('manager', 5000000000, false, 30, 500, false),
      ('head_of_sales', 50000000000, false, 60, 1000, true)`.execute(db);
}
