import { type Kysely, sql } from 'kysely';
import { readLoyaltyData } from '../src/loyalty/data-files.ts';

/**
 * One question at the right moment. The instrument lies here in versions that
 * are never changed. A prompt belongs to one event and one person: first it
 * waits for its moment, then it is decided by the gates (R26), and what was
 * decided is kept with every probability, so that answers can be weighed. An
 * answer is only added to: a change of mind is a further revision.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await versions(db);
  await prompts(db);
  await answers(db);
  await audit(db);
}

async function versions(db: Kysely<never>): Promise<void> {
  await sql`
    create table instrument_version (
      version integer primary key check (version > 0),
      name text not null unique check (name ~ '^[0-9]+[.][0-9]+[.][0-9]+$'),
      content jsonb not null check (content ->> 'version' = name),
      note text not null default '' check (length(note) <= 300),
      published_at timestamptz not null default now(),
      published_by uuid references person
    )`.execute(db);
  await sql`comment on table instrument_version is 'The questions, their scales and the rules of asking. Never changed: what is asked differently is a new version.'`.execute(
    db,
  );
  await sql`create trigger kept before update or delete on instrument_version
    for each statement execute function refuse_change()`.execute(db);
  const shipped = JSON.stringify(readLoyaltyData('instrument'));
  await sql`
    insert into instrument_version (version, name, content)
    select 1, shipped.content ->> 'version', shipped.content
    from (select ${shipped}::jsonb as content) as shipped`.execute(db);
}

async function prompts(db: Kysely<never>): Promise<void> {
  await sql`create type prompt_state as enum
    ('waiting', 'silent', 'offered', 'shown', 'answered', 'dismissed', 'expired')`.execute(db);
  await sql`create type prompt_place as enum ('page', 'mail', 'desk', 'phone')`.execute(db);
  await sql`
    create table prompt (
      id uuid primary key,
      event_id bigint not null references event,
      touchpoint text not null check (touchpoint ~ '^TP_[A-Z_]+$'),
      person_id uuid not null references person,
      company_id uuid not null references company,
      order_id uuid,
      quote_id uuid,
      event_at timestamptz not null,
      due_at timestamptz not null,
      state prompt_state not null default 'waiting',
      instrument_version integer references instrument_version,
      reason text not null default '' check (length(reason) <= 40),
      candidates text[] not null default '{}',
      weights double precision[] not null default '{}',
      draw_sample double precision,
      draw_item double precision,
      item_probability double precision check (item_probability > 0 and item_probability <= 1),
      inclusion_probability double precision check (inclusion_probability > 0 and inclusion_probability <= 1),
      items text[] not null default '{}' check (cardinality(items) <= 2),
      decided_at timestamptz,
      open_until timestamptz,
      mail_due_at timestamptz,
      shown_at timestamptz,
      shown_in prompt_place,
      language language,
      answered_at timestamptz,
      dismissed_at timestamptz,
      revision integer not null default 0,
      unique (company_id, id),
      constraint prompt_once unique (event_id, person_id, touchpoint),
      foreign key (company_id, order_id) references sales_order (company_id, id),
      foreign key (company_id, quote_id) references quote (company_id, id),
      constraint prompt_is_of_one_thing check (num_nonnulls(order_id, quote_id) <= 1),
      constraint prompt_decided check (
        (state = 'waiting') = (decided_at is null) and (state = 'waiting') = (reason = '')
        and (decided_at is null or instrument_version is not null)),
      constraint prompt_asks_something check (
        state in ('waiting', 'silent')
        or (reason = 'SHOW' and cardinality(items) > 0 and open_until is not null and inclusion_probability is not null)),
      constraint prompt_silent check (state <> 'silent' or (reason <> 'SHOW' and items = '{}')),
      constraint prompt_shown check (
        (shown_at is null) = (shown_in is null) and (shown_at is null) = (language is null)
        and (state not in ('shown', 'answered', 'dismissed') or shown_at is not null)
        and (state not in ('waiting', 'silent', 'offered') or shown_at is null)),
      constraint prompt_answered check (
        (state = 'answered') = (answered_at is not null) and (state = 'answered') = (revision > 0)),
      constraint prompt_dismissed check ((state = 'dismissed') = (dismissed_at is not null))
    )`.execute(db);
  await sql`comment on column prompt.inclusion_probability is 'That this very prompt would be shown: an answer weighs one over it.'`.execute(
    db,
  );
  await sql`comment on column prompt.reason is 'SHOW, or the first gate that was shut.'`.execute(
    db,
  );
  await sql`comment on column prompt.mail_due_at is 'From when on it is asked by mail, unless it was seen before; null: never by mail.'`.execute(
    db,
  );
  // Whatever touchpoints an event has, a person is asked about it once (invariant 42).
  await sql`create unique index asked_once on prompt (event_id, person_id)
    where state not in ('waiting', 'silent')`.execute(db);
  await sql`create index prompt_due on prompt (due_at) where state = 'waiting'`.execute(db);
  await sql`create index prompt_to_mail on prompt (mail_due_at)
    where state = 'offered' and mail_due_at is not null`.execute(db);
  await sql`create index prompt_open on prompt (open_until) where state in ('offered', 'shown')`.execute(
    db,
  );
  await sql`create index prompt_of_order on prompt (order_id, person_id)
    where state not in ('waiting', 'silent')`.execute(db);
  await sql`create index prompt_of_quote on prompt (quote_id, person_id)
    where state not in ('waiting', 'silent')`.execute(db);
  await sql`create index prompt_of_person on prompt (person_id, decided_at desc)
    where state not in ('waiting', 'silent')`.execute(db);
  await sql`create index prompt_answered on prompt (answered_at) where state = 'answered'`.execute(
    db,
  );
  await sql`create index attempt_of_payment on card_attempt (payment_id) where payment_id is not null`.execute(
    db,
  );
  await sql`create index prompt_of_company on prompt (company_id, decided_at desc)
    where state not in ('waiting', 'silent')`.execute(db);
}

async function answers(db: Kysely<never>): Promise<void> {
  await sql`
    create table prompt_answer (
      prompt_id uuid not null,
      revision integer not null check (revision > 0),
      company_id uuid not null,
      answered_at timestamptz not null,
      answered_in prompt_place not null,
      language language not null,
      dictated_to uuid references person,
      only_in_totals boolean not null default false,
      primary key (prompt_id, revision),
      foreign key (company_id, prompt_id) references prompt (company_id, id),
      constraint dictated_by_phone check ((answered_in = 'phone') = (dictated_to is not null))
    )`.execute(db);
  await sql`comment on table prompt_answer is 'Only added to: the last revision counts.'`.execute(
    db,
  );
  await sql`comment on column prompt_answer.dictated_to is 'Who of ours wrote it down while the customer dictated it by phone.'`.execute(
    db,
  );
  await sql`
    create table prompt_answer_item (
      prompt_id uuid not null,
      revision integer not null,
      item text not null check (item ~ '^[A-Z][A-Z0-9_]*$'),
      number smallint check (number between -1 and 10),
      code text check (length(code) between 1 and 20),
      words text check (length(words) between 1 and 2000),
      primary key (prompt_id, revision, item),
      foreign key (prompt_id, revision) references prompt_answer,
      constraint one_value check (num_nonnulls(number, code, words) <= 1)
    )`.execute(db);
  await sql`comment on table prompt_answer_item is 'The value itself, never its place in a list; a row without any: the person cannot judge.'`.execute(
    db,
  );
  for (const table of ['prompt_answer', 'prompt_answer_item']) {
    await sql`create trigger kept before update or delete on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(db);
  }
  await sql`
    create table prompt_link (
      token_hash bytea primary key check (length(token_hash) = 32),
      prompt_id uuid not null references prompt,
      may_change boolean not null,
      made_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > made_at),
      used_at timestamptz
    )`.execute(db);
  await sql`comment on column prompt_link.may_change is 'Whether it leads back to an answer that was given, to change it for a day; a link of a letter answers once.'`.execute(
    db,
  );
  await sql`create index on prompt_link (prompt_id)`.execute(db);
  await sql`
    create table prompt_opt_out (
      person_id uuid primary key references person,
      since timestamptz not null
    )`.execute(db);
}

async function audit(db: Kysely<never>): Promise<void> {
  await sql`
    create view audit.v_prompt as
    select p.id, p.event_id, e.type as event_type, p.event_at, p.touchpoint, p.person_id, p.company_id, c.bin,
           p.order_id, p.quote_id, p.state, p.reason, p.instrument_version, p.candidates, p.weights,
           p.draw_sample, p.draw_item, p.item_probability, p.inclusion_probability, p.items,
           p.decided_at, p.open_until, p.shown_at, p.shown_in, p.language, p.answered_at, p.dismissed_at, p.revision,
           a.answered_in, a.dictated_to is not null as is_dictated, a.only_in_totals,
           extract(epoch from p.answered_at - p.event_at)::bigint as seconds_since_event
    from prompt p
    join event e on e.id = p.event_id
    join company c on c.id = p.company_id
    left join prompt_answer a on a.prompt_id = p.id and a.revision = p.revision`.execute(db);
}
