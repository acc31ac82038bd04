import { type Kysely, sql } from 'kysely';

/**
 * What the form of the electronic tax invoice asks of goods beyond the sale: the sign of
 * their origin (G 2) and their code in the customs nomenclature (G 4), by category. An
 * invoice freezes what stands here when it is issued.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table goods_customs (
      category_code text primary key references category,
      origin_code smallint not null check (origin_code between 1 and 5),
      tnved_code text not null check (tnved_code ~ '^[0-9]{4,10}$'),
      tnved_name text not null default '' check (length(tnved_name) <= 200),
      kept_by uuid references person,
      kept_at timestamptz not null
    )`.execute(db);
  await sql`comment on column goods_customs.origin_code is 'Sign of origin by the form of the electronic invoice; 6 is for services alone.'`.execute(
    db,
  );
  await sql`comment on column goods_customs.kept_by is 'Null for what came with the goods.'`.execute(
    db,
  );
}
