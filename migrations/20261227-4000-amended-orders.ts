import { type Kysely, sql } from 'kysely';

/**
 * An order that is changed after it was placed is a new version under the same number
 * (R23): what each change took out of its lines, and what they were before. A line of which
 * nothing is left stays with nothing, so that what was held and told of it keeps its place.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table sales_order_line
      drop constraint sales_order_line_quantity_milli_check,
      drop constraint sales_order_line_pieces_check,
      drop constraint sales_order_line_weight_g_check,
      add constraint order_line_is_not_below_nothing
        check (quantity_milli >= 0 and weight_g >= 0 and (pieces is null or pieces >= 0)),
      add constraint order_line_is_something_or_nothing
        check ((weight_g = 0) = (quantity_milli = 0) and (pieces is null or (pieces = 0) = (weight_g = 0))
               and (weight_g > 0 or gross_minor = 0))`.execute(db);
  await sql`
    create table order_amendment (
      id uuid primary key,
      order_id uuid not null,
      company_id uuid not null,
      number smallint not null check (number >= 2),
      from_gross_minor bigint not null,
      to_gross_minor bigint not null,
      made_by uuid references person,
      channel channel not null,
      made_at timestamptz not null,
      constraint one_amendment_of_a_number unique (order_id, number),
      constraint amendment_order foreign key (company_id, order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`comment on table order_amendment is 'A version of an order after the first, which was placed (R23). Minor units.'`.execute(
    db,
  );
  await sql`
    create table order_amendment_line (
      amendment_id uuid not null references order_amendment,
      order_line_id uuid not null references sales_order_line,
      left_out_g bigint not null check (left_out_g > 0),
      left_out_pieces integer check (left_out_pieces > 0),
      from_weight_g bigint not null,
      from_pieces integer,
      from_quantity_milli bigint not null,
      from_net_minor bigint not null,
      from_vat_minor bigint not null,
      from_derivation jsonb,
      primary key (amendment_id, order_line_id),
      constraint no_more_left_out_than_ordered check (left_out_g <= from_weight_g)
    )`.execute(db);
  await sql`comment on table order_amendment_line is 'What an amendment took out of a line, and what the line was before. Grams by theory, thousandths of its unit, minor units.'`.execute(
    db,
  );
  await sql`create index amendment_of_line on order_amendment_line (order_line_id)`.execute(db);
  for (const table of ['order_amendment', 'order_amendment_line']) {
    await sql`create trigger kept before update or delete on ${sql.table(table)}
      for each row execute function refuse_change()`.execute(db);
  }
}
