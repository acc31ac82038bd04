import { type Kysely, sql } from 'kysely';

/**
 * An approver may leave less of an order than was asked, and then agrees to what
 * remains. What was asked before is kept with each change, so that everybody sees
 * what he agreed to (R16, R40).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table approval_request add column version smallint not null default 1 check (version >= 1)`.execute(
    db,
  );
  await sql`comment on column approval_request.version is 'How it stands: one, and one more with each change by an approver.'`.execute(
    db,
  );
  await sql`alter table approval_need add column has_lapsed boolean not null default false`.execute(
    db,
  );
  await sql`comment on column approval_need.has_lapsed is 'What an approver left does not meet the rule any more, so nobody has to agree to it.'`.execute(
    db,
  );
  await sql`alter table approval_decision add column version smallint not null default 1`.execute(
    db,
  );
  await sql`comment on column approval_decision.version is 'The version of the question that was seen and answered.'`.execute(
    db,
  );
  await sql`
    create table approval_change (
      id uuid primary key,
      request_id uuid not null references approval_request,
      version smallint not null check (version >= 2),
      changed_by uuid not null references person,
      reason text not null check (length(reason) between 3 and 500),
      was_lines jsonb not null check (jsonb_typeof(was_lines) = 'array'),
      was_gross_minor bigint not null check (was_gross_minor >= 0),
      was_weight_g bigint not null check (was_weight_g > 0),
      lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) > 0),
      gross_minor bigint not null check (gross_minor >= 0),
      weight_g bigint not null,
      annulled jsonb not null default '[]' check (jsonb_typeof(annulled) = 'array'),
      changed_at timestamptz not null,
      constraint one_change_a_version unique (request_id, version),
      constraint changed_to_less check (weight_g between 1 and was_weight_g - 1)
    )`.execute(db);
  await sql`comment on table approval_change is 'What an approver left of an order before he agreed: both versions as they were, never changed.'`.execute(
    db,
  );
  await sql`comment on column approval_change.annulled is 'Who had agreed to less than it costs now, and is asked again.'`.execute(
    db,
  );
  await sql`create index on approval_change (changed_by)`.execute(db);
  // What is asked now does not say yet which line of the cart is which.
  await sql`
    update approval_request as request
    set lines = (
      select jsonb_agg(asked.line || jsonb_build_object('lineId', line.id) order by asked.place)
      from jsonb_array_elements(request.lines) with ordinality as asked (line, place)
      join (select id, row_number() over (order by added_at, id) as place
            from cart_line where cart_id = request.cart_id) as line using (place))
    where state in ('pending', 'approved')
      and jsonb_array_length(lines) = (select count(*) from cart_line where cart_id = request.cart_id)
      and jsonb_array_length(lines) > 0`.execute(db);
}
