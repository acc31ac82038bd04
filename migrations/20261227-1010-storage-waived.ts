import { type Kysely, sql } from 'kysely';

/**
 * That no storage is charged of what of an order has not left yet, who said so, and why;
 * and that an order whose goods are never fetched may be unwound although it is ready (R21).
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table storage_waiver (
      order_id uuid primary key,
      company_id uuid not null,
      reason text not null check (length(reason) between 1 and 300),
      waived_by uuid not null references person,
      waived_at timestamptz not null,
      foreign key (company_id, order_id) references sales_order (company_id, id)
    )`.execute(db);
  await sql`comment on table storage_waiver is 'Orders whose goods pay nothing for lying in our yard from this moment on.'`.execute(
    db,
  );
  await sql`insert into order_stage_step values ('ready', 'cancelled')`.execute(db);
  // Asked by the office's list of goods that lie too long, and by the letters about them.
  await sql`create index order_lies_ready on sales_order (id) where stage in ('ready', 'shipped') and site_id is null`.execute(
    db,
  );
}
