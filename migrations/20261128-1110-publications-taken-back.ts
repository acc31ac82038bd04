import { type Kysely, sql } from 'kysely';

/**
 * A publication can be taken back. What it put out of force is remembered with
 * the days that it lost, so that exactly those come back; where the prices before
 * have a gap, they come as a version of their own. Published prices still never
 * change: they are only written by the transaction that publishes them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table price_list_version
      add column withdrawn_at timestamptz,
      add column withdrawn_by uuid references person,
      add column undoes uuid references price_list_version,
      add constraint only_published_is_withdrawn check (withdrawn_at is null or published_at is not null)`.execute(
    db,
  );
  await sql`comment on column price_list_version.undoes is 'The publication that this one takes back.'`.execute(
    db,
  );
  await sql`
    create table replaced_version (
      version_id uuid not null references price_list_version on delete cascade,
      replaced_id uuid not null references price_list_version,
      valid_during daterange not null check (not isempty(valid_during)),
      primary key (version_id, replaced_id)
    )`.execute(db);
  await sql`comment on column replaced_version.valid_during is 'The days of the replaced version before it was replaced.'`.execute(
    db,
  );
  // What was published before knows no more than that one version followed the other.
  await sql`
    insert into replaced_version (version_id, replaced_id, valid_during)
    select version.id, before.id, daterange(lower(before.valid_during), null)
    from price_list_version as version
    join price_list_version as before on before.price_list_id = version.price_list_id
      and before.published_at is not null and upper(before.valid_during) = lower(version.valid_during)
    where version.published_at is not null`.execute(db);
  await sql`
    create or replace function refuse_change_of_published_price() returns trigger language plpgsql as $$
    begin
      if exists (select from price_list_version v
                 where v.id = coalesce(new.version_id, old.version_id) and v.published_at is not null
                   and not (tg_op = 'INSERT' and v.created_at = v.published_at
                            and v.xmin = pg_current_xact_id()::xid)) then
        raise exception 'a published price does not change'
          using errcode = 'restrict_violation', constraint = 'published_price_frozen';
      end if;
      return coalesce(new, old);
    end $$`.execute(db);
}
