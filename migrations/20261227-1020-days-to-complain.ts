import { type Kysely, sql } from 'kysely';

/** For how long a customer may complain of what, where his agreement says otherwise than we do to everybody (R24). */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table agreement_claim_days (
      agreement_id uuid not null references agreement,
      kind claim_kind not null,
      days smallint not null check (days between 0 and 1000),
      primary key (agreement_id, kind)
    )`.execute(db);
  await sql`comment on table agreement_claim_days is 'Days to complain of a kind by an agreement; a kind without a row: as for everybody. Days of business.'`.execute(
    db,
  );
}
