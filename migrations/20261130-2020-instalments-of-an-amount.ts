import { type Kysely, sql } from 'kysely';

/**
 * An instalment is a share, a fixed amount, or the rest (R12). Shares alone are
 * the whole; with an amount among them the last part takes the rest, whatever an
 * order comes to. An order keeps the parts as they were agreed, with what is due.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['agreement_instalment', 'order_instalment']) {
    await sql`
      alter table ${sql.table(table)}
        alter column share_bp drop not null,
        add column amount_minor bigint check (amount_minor between 1 and 1000000000000),
        add constraint ${sql.ref(`${table}_is_one_size`)} check (num_nonnulls(share_bp, amount_minor) <= 1)`.execute(
      db,
    );
    await sql`comment on column ${sql.ref(`${table}.amount_minor`)} is 'A fixed amount with VAT, minor units. Without a share and an amount the part is the rest.'`.execute(
      db,
    );
  }
  await sql`
    create or replace function instalments_are_the_whole() returns trigger language plpgsql as $$
    declare
      parts record;
    begin
      select coalesce(sum(share_bp), 0) as shares, count(amount_minor) as amounts,
             count(*) filter (where num_nonnulls(share_bp, amount_minor) = 0) as rests,
             count(*) as parts, max(position) as last,
             max(position) filter (where num_nonnulls(share_bp, amount_minor) = 0) as rest_at
      into parts
      from agreement_instalment where agreement_id = coalesce(new.agreement_id, old.agreement_id);
      if parts.parts > 0 and not (
        (parts.rests = 0 and parts.amounts = 0 and parts.shares = 10000)
        or (parts.rests = 1 and parts.rest_at = parts.last and parts.shares < 10000)) then
        raise exception 'instalments are not the whole'
          using errcode = 'check_violation', constraint = 'instalments_are_the_whole';
      end if;
      return null;
    end $$`.execute(db);
}
