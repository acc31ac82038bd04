import { type Kysely, sql } from 'kysely';

/**
 * Roles that a buying company makes for itself beside the five of ours: what
 * somebody in one may do, and nothing else. The role of ours that a member
 * keeps is what he is shown as; nobody in an own role keeps the company's people.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table company_own_role (
      id uuid primary key,
      company_id uuid not null references company,
      name text not null check (btrim(name) <> '' and length(name) <= 60),
      capabilities text[] not null,
      made_by uuid not null,
      made_at timestamptz not null,
      ended_at timestamptz,
      unique (company_id, id),
      foreign key (made_by, company_id) references membership (person_id, company_id),
      constraint own_role_of_a_buyer check (
        array_position(capabilities, null) is null and capabilities @> array['see-orders']
        and capabilities <@ array['fill-carts', 'place-orders', 'see-prices', 'see-orders', 'name-goods', 'approve-orders']),
      constraint own_role_is_whole check (
        ('place-orders' <> all (capabilities) or capabilities @> array['fill-carts', 'see-prices'])
        and ('approve-orders' <> all (capabilities) or capabilities @> array['see-prices']))
    )`.execute(db);
  await sql`create unique index one_own_role_of_a_name on company_own_role (company_id, lower(name)) where ended_at is null`.execute(
    db,
  );
  await sql`create index on company_own_role (made_by, company_id)`.execute(db);
  await sql`
    alter table membership add column own_role_id uuid,
      add foreign key (company_id, own_role_id) references company_own_role (company_id, id),
      add constraint no_administrator_by_own_role check (own_role_id is null or role <> 'company_admin')`.execute(
    db,
  );
  await sql`comment on column membership.own_role_id is 'What this member may do instead of what his role includes; null: the role alone counts.'`.execute(
    db,
  );
  await sql`create index on membership (company_id, own_role_id) where own_role_id is not null`.execute(
    db,
  );
}
