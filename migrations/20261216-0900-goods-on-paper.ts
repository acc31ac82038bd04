import { type Kysely, sql } from 'kysely';

/**
 * The papers that go with a vehicle: delivery note, waybill and weigh ticket, in
 * series of their own beside the other documents; the way to the certificates of
 * exactly the goods on it, for whoever holds one of them; and what documents are
 * found by, wherever in their lines it stands.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const kind of ['delivery-note', 'waybill', 'weigh-ticket']) {
    await sql`alter type document_kind add value ${sql.lit(kind)}`.execute(db);
  }
  await sql`
    alter table document
      add column shipment_id uuid,
      add constraint document_shipment foreign key (company_id, shipment_id) references shipment (company_id, id)`.execute(
    db,
  );
  await sql`comment on column document.shipment_id is 'The vehicle that it goes with; null for a document about an order or an account.'`.execute(
    db,
  );
  await sql`create index document_of_shipment on document (shipment_id) where shipment_id is not null`.execute(
    db,
  );

  await sql`
    create table goods_link (
      shipment_id uuid primary key,
      company_id uuid not null,
      token text not null unique check (token ~ '^[A-Za-z0-9_-]{43}$'),
      made_at timestamptz not null,
      expires_at timestamptz not null check (expires_at > made_at),
      constraint goods_link_shipment foreign key (company_id, shipment_id) references shipment (company_id, id)
    )`.execute(db);
  await sql`comment on table goods_link is 'What the code on the papers and labels of a vehicle opens: the certificates of its goods, for whoever holds one.'`.execute(
    db,
  );
  await sql`comment on column goods_link.token is 'Readable, unlike other tokens: it is printed on every label and paper of the vehicle, whenever one is printed again.'`.execute(
    db,
  );

  await findByMarks(db);
}

/** Written once with the document, so that a search looks at no content. */
async function findByMarks(db: Kysely<never>): Promise<void> {
  await sql`alter table document add column marks text not null default ''`.execute(db);
  await sql`comment on column document.marks is 'What it is found by: its number, the SKUs of its lines and the heats of its goods, as they are compared. Written by a trigger.'`.execute(
    db,
  );
  await sql`
    create function mark_document() returns trigger language plpgsql as $$
    begin
      new.marks := mark_key(new.number || jsonb_path_query_array(new.content, '$.lines[*].sku')::text
        || jsonb_path_query_array(new.content, '$.loads[*].lots[*].heatNumber')::text);
      return new;
    end $$`.execute(db);
  await sql`create trigger marked before insert on document
    for each row execute function mark_document()`.execute(db);
  await sql`alter table document disable trigger kept`.execute(db);
  await sql`
    update document set marks = mark_key(number || jsonb_path_query_array(content, '$.lines[*].sku')::text)`.execute(
    db,
  );
  await sql`alter table document enable trigger kept`.execute(db);
  await sql`create index document_by_marks on document using gin (marks gin_trgm_ops)`.execute(db);
  await sql`drop index document_by_number`.execute(db);
}
