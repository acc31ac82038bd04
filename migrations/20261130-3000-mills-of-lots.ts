import { type Kysely, sql } from 'kysely';

/** Cyrillic letters beside what they are compared as: capitals as small ones, look-alikes as Latin. */
const CYRILLIC = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІӘҒҚҢӨҰҮҺавекмнорстухі';
const COMPARED = 'aбbгдeёжзийkлmhoпpctyфxцчшщъыьэюяiәғқңөұүһabekmhopctyxi';

/** Every space that may stand in what is typed or pasted, whatever the locale of the server knows. */
const SPACES = String.raw`[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]`;

/**
 * Which mill a heat is of. Two mills may have the same number, so a lot names
 * both; of lots that came before, and where nobody wrote it down, the number has
 * to do. Numbers are compared as one writing, for «А5» of a Russian mill is typed
 * with either letter.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create function mark_key(mark text) returns text language sql immutable strict parallel safe
    return translate(lower(regexp_replace(mark, ${sql.lit(SPACES)}, '', 'g')), ${sql.lit(CYRILLIC)}, ${sql.lit(COMPARED)})`.execute(
    db,
  );
  await sql`comment on function mark_key is 'A number of a heat, a paper or the name of a mill as it is compared.'`.execute(
    db,
  );
  await sql`
    create table mill (
      id uuid primary key,
      name text not null check (length(name) between 1 and 120),
      mill_key text not null generated always as (mark_key(name)) stored,
      constraint one_mill_of_a_name unique (mill_key)
    )`.execute(db);
  await sql`
    alter table lot
      add column mill_id uuid references mill,
      add column heat_key text not null generated always as (mark_key(heat_number)) stored`.execute(
    db,
  );
  await sql`comment on column lot.mill_id is 'Null where nobody wrote it down: then the number of the heat has to do.'`.execute(
    db,
  );
  await sql`comment on column lot.heat_key is 'The number of the heat as it is compared.'`.execute(
    db,
  );
  await sql`create index lot_of_heat_key on lot (heat_key)`.execute(db);
  await sql`drop index lot_of_heat`.execute(db);
  await sql`
    create or replace function remnant_keeps_its_heat() returns trigger language plpgsql as $$
    begin
      if not exists (select from lot as parent
                     where parent.id = new.parent_lot_id and parent.heat_number = new.heat_number
                       and parent.mill_id is not distinct from new.mill_id
                       and parent.product_id = new.product_id and parent.branch_code = new.branch_code) then
        raise exception 'lot % is not of the heat, product and branch that it was cut from', new.id
          using errcode = 'check_violation', constraint = 'remnant_keeps_its_heat';
      end if;
      return new;
    end $$`.execute(db);
}
