import { type Kysely, sql } from 'kysely';

/**
 * What comes of a cutting job: pieces that wait for their order, remnants that
 * are goods again, and what is lost to the saw and as scrap. Both kinds of goods
 * are lots with the heat of the lot that was cut. What is lost leaves the stock
 * by a movement of its own kind; nothing else appears or vanishes.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter type stock_movement_kind add value 'cut'`.execute(db);
  await sql`
    alter table lot
      add column parent_lot_id uuid references lot,
      add column cutting_job_id uuid references cutting_job,
      add column order_id uuid references sales_order,
      add constraint lot_of_cutting_has_a_parent check ((parent_lot_id is null) = (cutting_job_id is null)),
      add constraint lot_for_an_order_is_cut check (order_id is null or cutting_job_id is not null)`.execute(
    db,
  );
  await sql`comment on column lot.parent_lot_id is 'The lot that was cut; its heat is the same.'`.execute(
    db,
  );
  await sql`comment on column lot.order_id is 'Pieces cut for an order: nobody else gets them.'`.execute(
    db,
  );
  await sql`create index lot_of_cutting_job on lot (cutting_job_id) where cutting_job_id is not null`.execute(
    db,
  );
  await sql`
    create function remnant_keeps_its_heat() returns trigger language plpgsql as $$
    begin
      if not exists (select from lot as parent
                     where parent.id = new.parent_lot_id and parent.heat_number = new.heat_number
                       and parent.product_id = new.product_id and parent.branch_code = new.branch_code) then
        raise exception 'lot % is not of the heat, product and branch that it was cut from', new.id
          using errcode = 'check_violation', constraint = 'remnant_keeps_its_heat';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger remnant_keeps_its_heat before insert or update of heat_number, parent_lot_id on lot
    for each row when (new.parent_lot_id is not null) execute function remnant_keeps_its_heat()`.execute(
    db,
  );

  await sql`
    alter table cutting_job
      add column consumed_g bigint check (consumed_g > 0),
      add column pieces_g bigint check (pieces_g >= 0),
      add column remnants_g bigint check (remnants_g >= 0),
      add column lost_g bigint check (lost_g >= 0),
      add column scrap_g bigint check (scrap_g >= 0),
      add constraint cutting_done_is_weighed check (state <> 'done' or
        (consumed_g is not null and consumed_g = pieces_g + remnants_g + lost_g + scrap_g))`.execute(
    db,
  );
  await sql`
    create table cutting_job_lot (
      job_id uuid not null references cutting_job,
      lot_id uuid not null references lot,
      bars integer not null check (bars > 0),
      consumed_g bigint not null check (consumed_g > 0),
      primary key (job_id, lot_id)
    )`.execute(db);
  await sql`comment on table cutting_job_lot is 'How many bars of which lot a job was cut of.'`.execute(
    db,
  );
  const columns = [
    [
      'pieces_g',
      'Grams that wait for the order: the pieces, and the remnants where they are delivered.',
    ],
    ['remnants_g', 'Grams that are lots again.'],
    ['lost_g', 'Grams that the saw ate.'],
    ['scrap_g', 'Grams that are scrap.'],
  ] as const;
  for (const [column, text] of columns) {
    await sql`comment on column cutting_job.${sql.id(column)} is ${sql.lit(text)}`.execute(db);
  }
  await auditCutting(db);
  await auditSetAside(db);
}

async function auditCutting(db: Kysely<never>): Promise<void> {
  // A new value of an enum may not be used in the transaction that adds it: hence the text.
  await sql`
    create view audit.v_cutting as
    select j.id, j.order_id, o.number, j.order_line_id, j.branch_code, j.state, j.method, j.offcuts, j.bars,
           j.stock_length_mm, j.bars::bigint * j.stock_length_mm as bars_mm, j.pieces_mm, j.lost_mm, j.remnants_mm,
           j.scrap_mm, j.consumed_g, j.pieces_g, j.remnants_g, j.lost_g, j.scrap_g,
           coalesce(t.lots_pieces_g, 0)::bigint as lots_pieces_g,
           coalesce(t.lots_remnants_g, 0)::bigint as lots_remnants_g,
           coalesce(m.moved_g, 0)::bigint as moved_g, coalesce(f.lots_bars, 0)::bigint as lots_bars,
           coalesce(f.lots_consumed_g, 0)::bigint as lots_consumed_g
    from cutting_job j
    join sales_order o on o.id = j.order_id
    left join lateral (
      select sum(received_g) filter (where order_id is not null) as lots_pieces_g,
             sum(received_g) filter (where order_id is null) as lots_remnants_g
      from lot where cutting_job_id = j.id
    ) t on true
    left join lateral (
      select sum(on_hand_change_g) as moved_g
      from stock_movement s join reservation r on r.id = s.reservation_id
      where r.order_line_id = j.order_line_id and s.kind::text = 'cut'
    ) m on true
    left join lateral (
      select sum(bars) as lots_bars, sum(consumed_g) as lots_consumed_g from cutting_job_lot where job_id = j.id
    ) f on true`.execute(db);
}

/** Remnants are reserved for nobody and promised to nobody: set aside, beside what reservations hold. */
async function auditSetAside(db: Kysely<never>): Promise<void> {
  await sql`
    create or replace view audit.v_stock as
    select s.branch_code, s.product_id, p.sku, s.on_hand_g, s.reserved_g, s.on_hand_g - s.reserved_g as available_g,
           coalesce(m.on_hand_g, 0)::bigint as moved_on_hand_g, coalesce(m.reserved_g, 0)::bigint as moved_reserved_g,
           coalesce(r.held_g, 0)::bigint as held_g, coalesce(t.on_hand_g, 0)::bigint as lots_on_hand_g,
           coalesce(t.set_aside_g, 0)::bigint as set_aside_g
    from stock_level s
    join product p on p.id = s.product_id
    left join lateral (
      select sum(on_hand_change_g) as on_hand_g, sum(reserved_change_g) as reserved_g
      from stock_movement where product_id = s.product_id and branch_code = s.branch_code
    ) m on true
    left join lateral (
      select sum(weight_g) as held_g from reservation
      where product_id = s.product_id and branch_code = s.branch_code and ended_at is null
    ) r on true
    left join lateral (
      select sum(on_hand_g) as on_hand_g,
             sum(on_hand_g) filter (where parent_lot_id is not null and order_id is null) as set_aside_g
      from lot where product_id = s.product_id and branch_code = s.branch_code
    ) t on true`.execute(db);
}
