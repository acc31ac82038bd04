import { type Kysely, sql } from 'kysely';

/**
 * A line of a cart that is bars with a cut list: what pieces the buyer wants,
 * and the plan by which they come out of the bars that the line bills. The plan
 * is kept, so that what is sawn is what he was shown.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table cart_line_cutting (
      line_id uuid primary key references cart_line on delete cascade,
      offcuts offcuts not null,
      method cutting_method not null,
      bars integer not null check (bars > 0),
      stock_length_mm integer not null check (stock_length_mm > 0),
      kerf_mm smallint not null check (kerf_mm >= 0),
      cuts integer not null check (cuts > 0),
      pieces_mm bigint not null check (pieces_mm > 0),
      lost_mm bigint not null check (lost_mm >= 0),
      remnants_mm bigint not null check (remnants_mm >= 0),
      scrap_mm bigint not null check (scrap_mm >= 0),
      plan jsonb not null,
      constraint cart_bars_are_pieces_kerfs_and_remnants
        check (bars::bigint * stock_length_mm = pieces_mm + lost_mm + remnants_mm + scrap_mm)
    )`.execute(db);
  await sql`
    create table cart_line_cut (
      line_id uuid not null references cart_line_cutting on delete cascade,
      position smallint not null check (position > 0),
      pieces integer not null check (pieces between 1 and 2000),
      length_mm integer not null check (length_mm > 0),
      primary key (line_id, position)
    )`.execute(db);
  await sql`comment on table cart_line_cut is 'The cut list as the buyer wrote it, a row for each length.'`.execute(
    db,
  );
  await sql`
    create function cut_list_is_what_is_planned() returns trigger language plpgsql as $$
    declare
      line uuid := coalesce(new.line_id, old.line_id);
    begin
      if exists (select from cart_line_cutting as planned where planned.line_id = line and planned.pieces_mm <>
          (select coalesce(sum(pieces::bigint * length_mm), 0) from cart_line_cut as cut where cut.line_id = line)) then
        raise exception 'the plan of line % does not give its cut list', line
          using errcode = 'check_violation', constraint = 'cut_list_is_what_is_planned';
      end if;
      return null;
    end $$`.execute(db);
  for (const table of ['cart_line_cutting', 'cart_line_cut']) {
    await sql`create constraint trigger cut_list_planned after insert or update or delete on ${sql.table(table)}
      deferrable initially deferred for each row execute function cut_list_is_what_is_planned()`.execute(
      db,
    );
  }
}
