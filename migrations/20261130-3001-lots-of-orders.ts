import { type Kysely, sql } from 'kysely';

/**
 * Which lots an order got, and how much of each: the way from what somebody has
 * on his site back to the heat that it was poured from.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table allocation (
      order_id uuid not null references sales_order,
      lot_id uuid not null references lot,
      weight_g bigint not null check (weight_g > 0),
      taken_at timestamptz not null,
      primary key (order_id, lot_id)
    )`.execute(db);
  await sql`comment on table allocation is 'What of a lot left for an order.'`.execute(db);
  await sql`comment on column allocation.weight_g is 'Grams.'`.execute(db);
  await sql`create index allocation_of_lot on allocation (lot_id)`.execute(db);
}
