import { type Kysely, sql } from 'kysely';

/**
 * Under which number the state register of electronic invoices (ИС ЭСФ) took a tax
 * document. The document itself says for ever what it said; this is known later, and
 * what corrects the document names it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table registered_invoice (
      document_id uuid primary key references document,
      registration_number text not null check (registration_number ~ '^ESF-[0-9]{12}-[0-9]{8}-[0-9]{1,12}$'),
      kept_by uuid not null references person,
      kept_at timestamptz not null,
      constraint registered_once unique (registration_number)
    )`.execute(db);
  await sql`comment on table registered_invoice is 'The number under which the register of electronic invoices took a tax document.'`.execute(
    db,
  );
}
