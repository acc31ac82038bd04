import { type Kysely, sql } from 'kysely';

/** Pictures of what was short or damaged, as the site took them: ten of a shipment at most. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table shipment_photo (
      id uuid primary key,
      company_id uuid not null,
      shipment_id uuid not null,
      position smallint not null check (position between 1 and 10),
      sha256 bytea not null references stored_file,
      name text not null check (length(name) between 1 and 120),
      taken_at timestamptz not null,
      sent_by uuid references person,
      unique (shipment_id, position),
      unique (shipment_id, sha256),
      constraint photo_shipment foreign key (company_id, shipment_id) references shipment (company_id, id)
    )`.execute(db);
  await sql`comment on column shipment_photo.sent_by is 'Null where it came by the link of the shipment.'`.execute(
    db,
  );
  await sql`create index on shipment_photo (sha256)`.execute(db);
}
