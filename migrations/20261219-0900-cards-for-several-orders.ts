import { type Kysely, sql } from 'kysely';

/**
 * One payment by card for several orders: an attempt has a part for each order
 * that it pays, and together the parts are what the provider is asked for. An
 * order stands on one open page, whether alone or among others.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table card_attempt add constraint attempt_of_company unique (company_id, id)`.execute(
    db,
  );
  await sql`
    create table card_attempt_part (
      attempt_id uuid not null,
      order_id uuid not null,
      company_id uuid not null,
      amount_minor bigint not null check (amount_minor > 0),
      is_open boolean not null default true,
      primary key (attempt_id, order_id),
      constraint part_attempt foreign key (company_id, attempt_id) references card_attempt (company_id, id),
      constraint part_order foreign key (company_id, order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`comment on table card_attempt_part is 'What of an attempt to pay by card is for which order, as it was chosen. Minor units.'`.execute(
    db,
  );
  await sql`comment on column card_attempt_part.is_open is 'While the attempt is begun or open; carried along by it and by nobody else.'`.execute(
    db,
  );
  await sql`
    insert into card_attempt_part (attempt_id, order_id, company_id, amount_minor, is_open)
    select id, order_id, company_id, amount_minor, state in ('begun', 'open') from card_attempt`.execute(
    db,
  );
  await sql`create unique index one_open_attempt_part on card_attempt_part (order_id) where is_open`.execute(
    db,
  );
  await sql`create index attempt_part_of_order on card_attempt_part (order_id)`.execute(db);
  // Its index, key and the row's one order go with it.
  await sql`alter table card_attempt drop column order_id`.execute(db);

  await sql`
    create function attempt_parts_follow() returns trigger language plpgsql as $$
    begin
      update card_attempt_part set is_open = new.state in ('begun', 'open')
      where attempt_id = new.id and is_open <> (new.state in ('begun', 'open'));
      return null;
    end $$`.execute(db);
  await sql`create trigger parts_follow after update of state on card_attempt
    for each row execute function attempt_parts_follow()`.execute(db);
  await sql`
    create function attempt_is_its_parts() returns trigger language plpgsql as $$
    begin
      if new.amount_minor is distinct from
         (select sum(amount_minor) from card_attempt_part where attempt_id = new.id) then
        raise exception 'an attempt is not the sum of its parts'
          using errcode = 'check_violation', constraint = 'attempt_is_its_parts';
      end if;
      return null;
    end $$`.execute(db);
  await sql`create constraint trigger is_its_parts after insert on card_attempt
    deferrable initially deferred for each row execute function attempt_is_its_parts()`.execute(db);
}
