import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { FileNamed } from '../platform/stored-file.queries.ts';

/** What our own people tell each other of a quote. Only the office reads it. */
export type QuoteNote = {
  id: string;
  personName: string;
  text: string;
  at: Date;
  files: readonly FileNamed[];
};

/** A link of a quote as the office sees it. */
export type SentLink = {
  id: string;
  name: string;
  email: string;
  sentByName: string;
  sentAt: Date;
  openedAt: Date | null;
  withdrawnAt: Date | null;
  /** When something was last accepted by it. */
  acceptedAt: Date | null;
};

const notesOfQuote = sql`
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', note.id, 'personName', person.name, 'text', note.text, 'at', note.at,
    'files', (
      select coalesce(jsonb_agg(jsonb_build_object('id', file.id, 'name', file.name, 'kind', stored.kind,
                                                   'sizeBytes', stored.size_bytes) order by file.name, file.id), '[]')
      from quote_note_file as file join stored_file as stored on stored.sha256 = file.sha256
      where file.note_id = note.id)
    ) order by note.at, note.id), '[]')
  from quote_note as note join person on person.id = note.person_id
  where note.quote_id = quote.id`;

const linksOfQuote = sql`
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', link.id, 'name', link.name, 'email', link.email, 'sentByName', sender.name, 'sentAt', link.sent_at,
    'openedAt', link.opened_at, 'withdrawnAt', link.withdrawn_at,
    'acceptedAt', (select max(at) from quote_acceptance where link_id = link.id)
    ) order by link.sent_at desc, link.id), '[]')
  from quote_link as link join person as sender on sender.id = link.sent_by
  where link.quote_id = quote.id`;

/** A moment on its way through JSON. */
type Sent<Read> = {
  [Name in keyof Read]: Read[Name] extends Date
    ? string
    : null extends Read[Name]
      ? string | null
      : Read[Name];
};

/** What the office has of a quote beside what its buyer sees: notes, the oldest first, and links, the newest first. One statement. */
export async function readOfficeSide(
  db: Db,
  quoteId: string,
): Promise<{ notes: QuoteNote[]; links: SentLink[] }> {
  const found = await sql<{ notes: Sent<QuoteNote>[]; links: Sent<SentLink>[] }>`
    select (${notesOfQuote}) as notes, (${linksOfQuote}) as links from quote where id = ${quoteId}`.execute(
    db,
  );
  const { notes, links } = found.rows[0] ?? { notes: [], links: [] };
  return {
    notes: notes.map((note) => ({ ...note, at: new Date(note.at) })),
    links: links.map((link) => ({
      ...link,
      sentAt: new Date(link.sentAt),
      openedAt: momentOf(link.openedAt),
      withdrawnAt: momentOf(link.withdrawnAt),
      acceptedAt: momentOf(link.acceptedAt),
    })),
  };
}

const momentOf = (written: string | null) => (written === null ? null : new Date(written));
