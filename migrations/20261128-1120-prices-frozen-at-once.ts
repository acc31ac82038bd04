import { type Kysely, sql } from 'kysely';

/**
 * A published price never changes; that is asked once for each statement instead
 * of once for each of the hundred thousand rows that it writes.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`drop trigger published_price_frozen on price`.execute(db);
  await sql`drop function refuse_change_of_published_price()`.execute(db);
  await sql`
    create function refuse_change_of_published_prices() returns trigger language plpgsql as $$
    begin
      if exists (select from price_list_version v
                 where v.id in (select version_id from changed) and v.published_at is not null
                   and not (tg_op = 'INSERT' and v.created_at = v.published_at
                            and v.xmin = pg_current_xact_id()::xid)) then
        raise exception 'a published price does not change'
          using errcode = 'restrict_violation', constraint = 'published_price_frozen';
      end if;
      return null;
    end $$`.execute(db);
  for (const [deed, rows] of [
    ['insert', 'new'],
    ['update', 'new'],
    ['update', 'old'],
    ['delete', 'old'],
  ] as const) {
    await sql`
      create trigger ${sql.id(`published_price_frozen_${deed}_${rows}`)} after ${sql.raw(deed)} on price
      referencing ${sql.raw(rows)} table as changed
      for each statement execute function refuse_change_of_published_prices()`.execute(db);
  }
}
