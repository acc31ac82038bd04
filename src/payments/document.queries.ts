import { sql } from 'kysely';
import { eventParts } from '../events/record-event.ts';
import { type Booking, BOOKS_CURRENCY } from '../ledger/booking.ts';
import { bookingParts } from '../ledger/ledger.queries.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Channel } from '../people/channel.ts';
import type { OrderScope } from '../people/order-scope.ts';
import { inScopeSql } from '../people/order-scope.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import type { DocumentKind, DocumentState, Language } from '../platform/db/schema.ts';
import { counterPart } from '../platform/document-counter.queries.ts';
import { markKey } from '../certificates/mark-key.ts';
import type { DocumentContent } from './document.ts';
import type { PaperNamed } from './document-parties.ts';
import { prefixes, registerDigits } from './document-series.ts';

/** A document to be issued; its content has no number yet. Minor units. */
export type NewDocument = {
  id: string;
  /** What it is issued for; one that stands for each. */
  cause: string;
  companyId: string;
  orderId: string | null;
  paymentId?: string | null;
  correctsId?: string | null;
  /** The vehicle that it goes with. */
  shipmentId?: string | null;
  content: DocumentContent;
  /** Of the customer. */
  language: Language;
  amounts: { netMinor: number | null; vatMinor: number | null; grossMinor: number };
  personId: string | null;
  channel: Channel | null;
  at: Date;
};

/** The id of the document that stands for a cause. */
export const findIssued = async (
  db: Db,
  of: { kind: DocumentKind; cause: string },
): Promise<string | undefined> => (await findIssuedPaper(db, of))?.id;

/** The document that stands for a cause, as another paper names it. */
export function findIssuedPaper(
  db: Db,
  of: { kind: DocumentKind; cause: string },
): Promise<{ id: string; number: string; issuedOn: string } | undefined> {
  return db
    .selectFrom('document')
    .where('kind', '=', of.kind)
    .where('cause', '=', of.cause)
    .where('state', '=', 'issued')
    .select(['id', 'number', 'issuedOn'])
    .executeTakeFirst();
}

/**
 * Writes a document under the next number of its series, with its event and what
 * is booked by it, in one statement: the counter is the last lock before the
 * commit, so that numbers have no gaps and follow the commits (invariant 27). The
 * number goes into the content as it goes into the row.
 */
export async function insertDocument(
  tx: Tx,
  document: NewDocument,
  bookings: readonly Booking[] = [],
): Promise<void> {
  const { id, content, companyId, orderId, personId, channel, at, amounts } = document;
  const { kind } = content;
  const year = Number(tradingDay(at).slice(0, 4));
  const digit = registerDigits[kind] ?? '';
  const facts = sql`(select jsonb_build_object('documentId', id, 'kind', kind, 'number', number) from issued)`;
  const circumstances = { companyId, personId, channel, subjectId: orderId ?? id, at };
  const turnoverOn = 'turnoverOn' in content ? content.turnoverOn : null;
  const jobs = sql`(select count(*) from reacted)`;
  await sql`
    with ${counterPart({ series: kind, year })}, numbered as (
      select last_number as serial, lpad(last_number::text, greatest(6, length(last_number::text)), '0') as digits from counter
    ), issued as (
      insert into document (id, kind, year, serial, number, cause, company_id, order_id, payment_id, corrects_id, shipment_id, content,
                            content_version, language, issued_at, issued_on, issued_by, turnover_on, currency,
                            net_minor, vat_minor, gross_minor)
      select ${id}::uuid, ${kind}::document_kind, ${year}::smallint, serial, ${`${prefixes[kind]}-${year}-`} || digits,
             ${document.cause}, ${companyId}::uuid, ${orderId}::uuid, ${document.paymentId ?? null}::uuid,
             ${document.correctsId ?? null}::uuid, ${document.shipmentId ?? null}::uuid,
             jsonb_set(jsonb_set(${JSON.stringify(content)}::jsonb, '{eInvoice,number}', to_jsonb(${`${year}${digit}`} || digits)),
                       '{number}', to_jsonb(${`${prefixes[kind]}-${year}-`} || digits)),
             ${content.contentVersion}::smallint, ${document.language}::language, ${at}::timestamptz,
             ${content.issuedOn}::date, ${personId}::uuid, ${turnoverOn}::date, ${BOOKS_CURRENCY},
             ${amounts.netMinor}::bigint, ${amounts.vatMinor}::bigint, ${amounts.grossMinor}::bigint
      from numbered
      returning id, kind, number
    ), ${eventParts({ type: 'document.issued', facts }, circumstances)}${
      bookings.length === 0
        ? sql` select ${jobs} from recorded`
        : sql`, ${bookingParts(bookings, sql`where ${jobs} >= 0`)}`
    }`.execute(tx);
}

/** A document as lists show it. Minor units. */
export type DocumentRow = {
  id: string;
  kind: DocumentKind;
  number: string;
  companyId: string;
  companyName: string;
  orderId: string | null;
  orderNumber: string | null;
  issuedAt: Date;
  issuedOn: string;
  turnoverOn: string | null;
  grossMinor: number;
  state: DocumentState;
};

const rowColumns = sql`
  document.id, document.kind, document.number, document.company_id, company.name as company_name, document.order_id,
  placed.number as order_number, document.issued_at, document.issued_on, document.turnover_on, document.gross_minor,
  document.state`;

const rowTables = sql`
  document join company on company.id = document.company_id
  left join sales_order as placed on placed.id = document.order_id`;

/** Documents that are found by a mark, and those of the vehicle whose note has it: they name no heats themselves. */
const ofGoodsSql = (pattern: string) => sql`
  document.id in (
    select marked.id from document as marked where marked.marks like ${pattern}
    union all
    select other.id from document as note
    join document as other on other.order_id = note.order_id
     and (other.shipment_id = note.shipment_id or other.cause = note.shipment_id::text)
    where note.kind = 'delivery-note' and note.marks like ${pattern})`;

/** Whose documents somebody reads. */
export type WhoseDocuments = {
  /** `undefined` is every company's, for our own people. */
  companyId: string | undefined;
  /** Which of its orders he sees; without a bound also what is about no order. */
  scope?: OrderScope | undefined;
  /** Which kinds he may read; `undefined` is every kind. */
  kinds?: readonly DocumentKind[] | undefined;
};

/** Of `document` with its order `placed`. */
const readableSql = ({ companyId, scope, kinds }: WhoseDocuments) =>
  sql.join(
    [
      companyId === undefined ? sql`true` : sql`document.company_id = ${companyId}::uuid`,
      inScopeSql(scope),
      kinds ? sql`document.kind::text = any(${kinds}::text[])` : sql`true`,
    ],
    sql` and `,
  );

/** What a list of documents is narrowed down to. */
export type DocumentFilter = WhoseDocuments & {
  kind?: DocumentKind | undefined;
  /** A part of the number, of an SKU among the lines or of a heat among the goods. */
  marks?: string | undefined;
  /** The whole number of an order. */
  order?: string | undefined;
  /** Days of issue, both included. */
  from?: string | undefined;
  until?: string | undefined;
  /** The last of the page before. */
  after?: { issuedAt: Date; id: string } | undefined;
  limit: number;
};

/** Documents, the newest first, page by page. One statement. */
export async function listDocuments(db: Db, filter: DocumentFilter): Promise<DocumentRow[]> {
  const { kind, marks, order, from, until, after, limit } = filter;
  const conditions = [
    readableSql(filter),
    kind ? sql`document.kind = ${kind}::document_kind` : sql`true`,
    marks ? ofGoodsSql(containing(markKey(marks))) : sql`true`,
    order
      ? sql`document.order_id = (select id from sales_order where number = ${order})`
      : sql`true`,
    from ? sql`document.issued_on >= ${from}::date` : sql`true`,
    until ? sql`document.issued_on <= ${until}::date` : sql`true`,
    after
      ? sql`(document.issued_at, document.id) < (${after.issuedAt}, ${after.id}::uuid)`
      : sql`true`,
  ];
  const found = await sql<DocumentRow>`
    select ${rowColumns} from ${rowTables}
    where ${sql.join(conditions, sql` and `)}
    order by document.issued_at desc, document.id desc limit ${limit}`.execute(db);
  return found.rows;
}

/** A document with what it says and what corrects it. */
export type DocumentFound = DocumentRow & {
  cause: string;
  paymentId: string | null;
  /** As it is stored: read it by `readDocument`. */
  content: unknown;
  language: Language;
  issuedByName: string | null;
  correctsId: string | null;
  correctsNumber: string | null;
  voidedAt: Date | null;
  voidedByName: string | null;
  voidReason: string | null;
  /** Of a tax document in the state register; null while nobody said it. */
  registrationNumber: string | null;
  /** The credit notes on an invoice, the oldest first, with what they say. */
  corrections: readonly { id: string; number: string; state: DocumentState; content: unknown }[];
};

/** A document, if it is among those that somebody reads. */
export async function findDocument(
  db: Db,
  of: WhoseDocuments & { id: string },
): Promise<DocumentFound | undefined> {
  const found = await sql<DocumentFound>`
    select ${rowColumns}, document.cause, document.payment_id, document.content, document.language,
           issuer.name as issued_by_name, document.corrects_id, corrected.number as corrects_number, document.voided_at,
           voider.name as voided_by_name, document.void_reason,
           (select registration_number from registered_invoice where document_id = document.id) as registration_number,
           (select coalesce(jsonb_agg(jsonb_build_object('id', note.id, 'number', note.number, 'state', note.state,
                                                         'content', note.content) order by note.issued_at, note.id), '[]')
            from document as note where note.corrects_id = document.id) as corrections
    from ${rowTables}
    left join person as issuer on issuer.id = document.issued_by
    left join person as voider on voider.id = document.voided_by
    left join document as corrected on corrected.id = document.corrects_id
    where document.id = ${of.id} and ${readableSql(of)}`.execute(db);
  return found.rows[0];
}

/** Makes a document void; false where it is so already. */
export async function markVoid(
  tx: Tx,
  of: { id: string; personId: string; reason: string; at: Date },
): Promise<boolean> {
  const marked = await tx
    .updateTable('document')
    .set({ state: 'void', voidedAt: of.at, voidedBy: of.personId, voidReason: of.reason })
    .where('id', '=', of.id)
    .where('state', '=', 'issued')
    .executeTakeFirst();
  return (marked.numUpdatedRows ?? 0n) > 0n;
}

/** Goods that were handed over and have no invoice that stands: which hand-over, on what day, at which rate of VAT, by whom. */
export type Unbilled = {
  reference: string;
  turnoverOn: string;
  rateBp: number;
  grossMinor: number;
  releasedByName: string | null;
  /** By which they were handed over, where they left on a vehicle. */
  deliveryNote: PaperNamed | null;
  authority: PaperNamed | null;
};

/** What of an order waits for an invoice, the oldest first; to be read under the locks of account and order. */
export async function listUnbilled(db: Db, orderId: string): Promise<Unbilled[]> {
  const found = await sql<Unbilled>`
    select handed.reference, handed.effective_on as turnover_on, vat_rate.rate_bp, entry.amount_minor as gross_minor,
           person.name as released_by_name,
           case when note.id is not null
             then jsonb_build_object('number', note.number, 'issuedOn', note.issued_on) end as delivery_note,
           case when note.content ->> 'authority' is not null
             then jsonb_build_object('number', note.content #>> '{authority,number}', 'issuedOn', null) end as authority
    from ledger_transaction as handed
    join ledger_entry as entry on entry.transaction_id = handed.id and entry.account = 'unbilled'
    join vat_rate on vat_rate.valid_during @> handed.effective_on
    left join person on person.id = handed.person_id
    left join document as note on note.kind = 'delivery-note' and note.cause = handed.reference and note.state = 'issued'
    where handed.order_id = ${orderId} and handed.kind = 'handed-over'
      and not exists (select from document where kind = 'tax-invoice' and cause = handed.reference and state = 'issued')
      -- Before there were documents, an invoice was booked under its order alone.
      and not exists (select from ledger_transaction where kind = 'invoiced' and reference = handed.reference)
    order by handed.booked_at, handed.id`.execute(db);
  return found.rows;
}
