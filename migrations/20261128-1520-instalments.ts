import { type Kysely, sql } from 'kysely';

/**
 * Payment in instalments (R12): what of an order on account is paid on what
 * occasion, and what is not done before. An agreement without any is paid whole
 * within its days. An order keeps its own with the amounts due.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type instalment_trigger as enum ('order', 'ready', 'shipment')`.execute(db);
  await sql`create type instalment_gate as enum ('reserve', 'cut', 'load', 'hand-over')`.execute(
    db,
  );
  await sql`
    create table agreement_instalment (
      agreement_id uuid not null references agreement,
      position smallint not null check (position between 1 and 6),
      share_bp smallint not null check (share_bp between 1 and 10000),
      due_after instalment_trigger not null,
      days smallint not null check (days between 0 and 365),
      gate instalment_gate,
      primary key (agreement_id, position)
    )`.execute(db);
  await sql`comment on column agreement_instalment.gate is 'What is not done before it is paid; null where nothing waits.'`.execute(
    db,
  );
  await sql`
    create function instalments_are_the_whole() returns trigger language plpgsql as $$
    begin
      if (select sum(share_bp) from agreement_instalment where agreement_id = coalesce(new.agreement_id, old.agreement_id))
         <> 10000 then
        raise exception 'instalments are not the whole'
          using errcode = 'check_violation', constraint = 'instalments_are_the_whole';
      end if;
      return null;
    end $$`.execute(db);
  await sql`create constraint trigger instalments_are_the_whole after insert or update or delete on agreement_instalment
    deferrable initially deferred for each row execute function instalments_are_the_whole()`.execute(
    db,
  );

  await sql`
    create table order_instalment (
      order_id uuid not null references sales_order deferrable initially deferred,
      position smallint not null check (position between 1 and 6),
      share_bp smallint not null check (share_bp between 1 and 10000),
      due_after instalment_trigger not null,
      days smallint not null check (days between 0 and 365),
      gate instalment_gate,
      due_minor bigint not null check (due_minor >= 0),
      primary key (order_id, position)
    )`.execute(db);
  await sql`
    create function order_is_paid_whole() returns trigger language plpgsql as $$
    begin
      if (select sum(due_minor) from order_instalment where order_id = new.order_id)
         <> (select gross_minor from sales_order where id = new.order_id) then
        raise exception 'the instalments of order % are not its amount', new.order_id
          using errcode = 'check_violation', constraint = 'order_is_paid_whole';
      end if;
      return null;
    end $$`.execute(db);
  await sql`create constraint trigger order_is_paid_whole after insert or update on order_instalment
    deferrable initially deferred for each row execute function order_is_paid_whole()`.execute(db);
}
