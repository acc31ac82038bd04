import { type Kysely, sql } from 'kysely';

/** Goods that were held for an order and are not in the yard when they are picked: of which lot, how much, and who looked. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter type stock_movement_kind add value 'missing'`.execute(db);
  await sql`
    create table stock_shortage (
      id uuid primary key,
      order_id uuid not null references sales_order,
      order_line_id uuid not null references sales_order_line,
      lot_id uuid not null references lot,
      weight_g bigint not null check (weight_g > 0),
      pieces integer check (pieces > 0),
      found_by uuid not null references person,
      found_at timestamptz not null
    )`.execute(db);
  await sql`comment on table stock_shortage is 'What of a lot was held for an order and is not there: it left stock by it. The id comes with the form, so that the same form sent twice is one. Grams by theory.'`.execute(
    db,
  );
  await sql`create index stock_shortage_of_order on stock_shortage (order_id)`.execute(db);
  await sql`create trigger kept before update or delete on stock_shortage
    for each row execute function refuse_change()`.execute(db);
  await sql`create index event_goods_not_there on event (subject_id) where type = 'order.goods-not-there'`.execute(
    db,
  );
}
