import { type Kysely, sql } from 'kysely';

/**
 * What we have. A lot is goods of one heat received together. The level of a
 * product at a branch is the row that a sale locks and moves by a conditional
 * update; the database refuses to reserve more than is on hand, whatever the
 * code believes. Each change of a level leaves a movement.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table stock_level (
      branch_code text not null references branch,
      product_id uuid not null references product,
      on_hand_g bigint not null check (on_hand_g >= 0),
      reserved_g bigint not null default 0 check (reserved_g >= 0),
      counted_at timestamptz not null,
      primary key (product_id, branch_code),
      constraint reserved_within_on_hand check (reserved_g <= on_hand_g)
    )`.execute(db);
  await sql`comment on column stock_level.counted_at is 'When the figure last changed: shown beside it.'`.execute(
    db,
  );

  await sql`
    create table lot (
      id uuid primary key,
      branch_code text not null,
      product_id uuid not null,
      heat_number text not null check (length(heat_number) between 1 and 40),
      received_on date not null,
      received_g bigint not null check (received_g > 0),
      on_hand_g bigint not null check (on_hand_g >= 0),
      pieces_on_hand integer check (pieces_on_hand >= 0),
      piece_length_mm integer check (piece_length_mm > 0),
      foreign key (product_id, branch_code) references stock_level (product_id, branch_code),
      check (on_hand_g <= received_g)
    )`.execute(db);
  await sql`create index lot_of_level on lot (product_id, branch_code)`.execute(db);
  await sql`create index lot_of_heat on lot (heat_number)`.execute(db);
}
