import { type Kysely, sql } from 'kysely';

/**
 * How far a role of a company's own sees: the orders of the whole company, those
 * to some of its sites and one's own, or one's own alone. What there is sees all.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type own_scope as enum ('company', 'sites', 'own')`.execute(db);
  await sql`
    alter table company_own_role
      add column scope own_scope not null default 'company'`.execute(db);
  await sql`comment on column company_own_role.scope is 'Whose orders somebody in the role sees: the company''s, those to the sites of the role and his own, or his own.'`.execute(
    db,
  );
  await sql`
    create table company_own_role_site (
      company_id uuid not null,
      own_role_id uuid not null,
      site_id uuid not null,
      primary key (own_role_id, site_id),
      constraint own_role_site_role foreign key (company_id, own_role_id) references company_own_role (company_id, id),
      constraint own_role_site_site foreign key (company_id, site_id) references site (company_id, id)
    )`.execute(db);
  await sql`comment on table company_own_role_site is 'The sites whose orders somebody in a role sees, where its scope is sites.'`.execute(
    db,
  );
  await sql`create index on company_own_role_site (company_id, site_id)`.execute(db);
}
