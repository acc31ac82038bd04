import { type RawBuilder, sql } from 'kysely';
import { eventParts } from '../events/record-event.ts';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { counterPart } from '../platform/document-counter.queries.ts';
import type { QuoteState, Unit } from '../platform/db/schema.ts';
import type { FileNamed } from '../platform/stored-file.queries.ts';
import type { WantedCutting } from './cut-line.ts';
import type { QuoteCourse, RequestLine, Taken } from './quote.ts';

export type NewRequestLine = {
  productId: string | null;
  typed: string;
  quantityMilli: number | null;
  unit: Unit | null;
  targetPerTonneMinor: number | null;
  /** Cut to these pieces; absent: nothing is cut. */
  cutting?: WantedCutting | null;
};

export type NewQuote = {
  id: string;
  companyId: string;
  /** Undefined: the branch that the company belongs to. */
  branchCode: string | undefined;
  requestedBy: string;
  wish: string;
  note: string;
  lines: readonly NewRequestLine[];
  channel: Channel;
  at: Date;
};

/**
 * Whether a request was made already. Of two at once of one company the second
 * waits until the first is made, so that it sees it.
 */
export async function isRequested(
  tx: Tx,
  of: { quoteId: string; companyId: string },
): Promise<boolean> {
  await sql`select from company where id = ${of.companyId} for no key update`.execute(tx);
  const found = await sql`select from quote where id = ${of.quoteId}`.execute(tx);
  return found.rows.length > 0;
}

/**
 * Writes a request with its lines, gives it the next number of the year,
 * `Q26-000012`, and remembers that it was made. The counter is the last lock,
 * so nothing may follow.
 */
export async function insertQuote(tx: Tx, quote: NewQuote, year: number): Promise<void> {
  const { id, companyId, branchCode, requestedBy, wish, note, channel, at } = quote;
  const type = 'quote.requested';
  const facts = sql`jsonb_build_object('quoteId', ${id}::uuid, 'number', (select number from asked))`;
  const lines = quote.lines.map((line, index) => ({ position: index + 1, ...line }));
  await sql`
    with ${counterPart({ series: 'quote', year })}, asked as (
      insert into quote (id, number, company_id, branch_code, requested_by, requested_at, wish, note, changed_at)
      select ${id}, 'Q' || lpad((${year}::integer % 100)::text, 2, '0') || '-' || lpad(last_number::text, 6, '0'),
        company.id, coalesce(${branchCode ?? null}, company.branch_code), ${requestedBy}::uuid, ${at}, ${wish}, ${note}, ${at}
      from counter, company where company.id = ${companyId}
      returning id, number
    ), lined as (
      insert into quote_request_line (quote_id, position, company_id, product_id, typed, quantity_milli, unit,
                                      target_per_tonne_minor, cutting)
      select asked.id, line.position, ${companyId}, line."productId", line.typed, line."quantityMilli", line.unit,
             line."targetPerTonneMinor", line.cutting
      from asked, jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (
        position smallint, "productId" uuid, typed text, "quantityMilli" bigint, unit unit,
        "targetPerTonneMinor" bigint, cutting jsonb)
    ), ${eventParts({ type, facts }, { companyId, channel, personId: requestedBy, subjectId: id, at })}
    select (select count(*) from reacted) as jobs`.execute(tx);
}

/** A quote as its lists and its own page head it. */
type QuoteHead = QuoteCourse & {
  id: string;
  number: string;
  companyId: string;
  companyName: string;
  branchCode: string;
  requestedBy: string;
  requestedByName: string;
  managerName: string | null;
  requestedAt: Date;
  wish: string;
  note: string;
  currentVersion: number | null;
  version: number;
  closedAt: Date | null;
  closedByName: string | null;
  closeReason: string;
  closeNote: string;
};

const headColumns = sql`
  quote.id, quote.number, quote.company_id, company.name as company_name, quote.branch_code, quote.requested_by,
  asker.name as requested_by_name, manager.name as manager_name, quote.requested_at, quote.wish, quote.note,
  quote.state, quote.current_version, quote.valid_until, quote.version, quote.closed_at, closer.name as closed_by_name,
  quote.close_reason, quote.close_note,
  exists (select from quote_version as draft where draft.quote_id = quote.id and draft.sent_at is null) as has_draft,
  exists (select from quote_acceptance as acceptance join quote_version as sent on sent.id = acceptance.version_id
          where acceptance.quote_id = quote.id and sent.number = quote.current_version) as is_part_taken`;

const headTables = sql`
  quote
  join company on company.id = quote.company_id
  join person as asker on asker.id = quote.requested_by
  left join person as manager on manager.id = company.manager_id
  left join person as closer on closer.id = quote.closed_by`;

export type QuoteListed = QuoteHead & { lines: number; grossMinor: number | null };

/** Which quotes: of a company, or of the companies that a manager keeps, or of all; perhaps those that wait for us only. */
export type QuotesSought = {
  companyId?: string;
  managerId?: string | undefined;
  /** Only those that this person asked for. */
  requestedBy?: string | undefined;
  isWaiting?: boolean;
  limit: number;
  offset: number;
};

/** Quotes with how many lines they have and what the first offers of the current version come to with its freight, the newest first. */
export async function listQuotes(db: Db, sought: QuotesSought): Promise<QuoteListed[]> {
  const { companyId, managerId, requestedBy, isWaiting, limit, offset } = sought;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (companyId !== undefined) conditions.push(sql`quote.company_id = ${companyId}`);
  if (managerId !== undefined) conditions.push(sql`company.manager_id = ${managerId}`);
  if (requestedBy !== undefined) conditions.push(sql`quote.requested_by = ${requestedBy}`);
  if (isWaiting) conditions.push(sql`quote.state = 'requested'`);
  const found = await sql<QuoteListed>`
    select ${headColumns},
           (select count(*) from quote_request_line as line where line.quote_id = quote.id)::integer as lines,
           (select sum(offer.gross_minor + (
              select coalesce(sum((service ->> 'grossMinor')::bigint), 0)
              from jsonb_array_elements(offer.services) as service))::bigint from quote_version as sent
            join quote_offer as offer on offer.version_id = sent.id and offer.alternative = 1 and offer.product_id is not null
            where sent.quote_id = quote.id and sent.number = quote.current_version)
           + coalesce((select freight_gross_minor from quote_version as sent
                       where sent.quote_id = quote.id and sent.number = quote.current_version), 0) as gross_minor
    from ${headTables}
    where ${sql.join(conditions, sql` and `)}
    order by quote.requested_at desc, quote.id desc
    limit ${limit} offset ${offset}`.execute(db);
  return found.rows;
}

/** A message as both sides read it. */
type QuoteMessage = {
  id: string;
  position: number | null;
  personName: string;
  isOurs: boolean;
  text: string;
  at: Date;
};

/** A file of a quote; `messageId` is null for one of the request. */
type QuoteFile = FileNamed & { messageId: string | null };

/** What was ordered from a quote, and by whom. */
type QuoteOrdered = {
  orderId: string;
  orderNumber: string;
  personName: string;
  /** The address of the link by which somebody without a membership ordered, else null. */
  byLinkTo: string | null;
  at: Date;
};

/** A quote without its versions. */
export type QuoteAsked = QuoteHead & {
  lines: readonly RequestLine[];
  messages: readonly QuoteMessage[];
  files: readonly QuoteFile[];
  orders: readonly QuoteOrdered[];
  /** What was taken of the current version. */
  taken: readonly Taken[];
  /** Where its company has goods brought. */
  sites: readonly { id: string; name: string; city: string }[];
};

type Dated<T extends { at: Date }> = Omit<T, 'at'> & { at: string };

/** A quote with what was asked, said and ordered; one statement. `undefined`: no such quote. */
export async function findQuote(db: Db, quoteId: string): Promise<QuoteAsked | undefined> {
  const found = await sql<
    QuoteHead & {
      lines: RequestLine[];
      messages: Dated<QuoteMessage>[];
      files: QuoteFile[];
      orders: Dated<QuoteOrdered>[];
      taken: Taken[];
      sites: { id: string; name: string; city: string }[];
    }
  >`
    select ${headColumns},
      coalesce((select jsonb_agg(jsonb_build_object('position', line.position, 'productId', line.product_id,
          'sku', product.sku, 'nameEn', product.name_en, 'nameRu', product.name_ru, 'nameKk', product.name_kk,
          'typed', line.typed, 'quantityMilli', line.quantity_milli, 'unit', line.unit,
          'targetPerTonneMinor', line.target_per_tonne_minor, 'cutting', line.cutting) order by line.position)
        from quote_request_line as line left join product on product.id = line.product_id
        where line.quote_id = quote.id), '[]') as lines,
      coalesce((select jsonb_agg(jsonb_build_object('id', message.id, 'position', message.position,
          'personName', writer.name, 'isOurs', message.is_ours, 'text', message.text, 'at', message.at)
          order by message.at, message.id)
        from quote_message as message join person as writer on writer.id = message.person_id
        where message.quote_id = quote.id), '[]') as messages,
      coalesce((select jsonb_agg(jsonb_build_object('id', file.id, 'messageId', file.message_id, 'name', file.name,
          'kind', stored.kind, 'sizeBytes', stored.size_bytes) order by file.name, file.id)
        from quote_file as file join stored_file as stored on stored.sha256 = file.sha256
        where file.quote_id = quote.id), '[]') as files,
      coalesce((select jsonb_agg(jsonb_build_object('orderId', placed.id, 'orderNumber', placed.number,
          'personName', coalesce(link.name, taker.name), 'byLinkTo', link.email, 'at', acceptance.at)
          order by acceptance.at)
        from quote_acceptance as acceptance
        join sales_order as placed on placed.id = acceptance.order_id
        join person as taker on taker.id = acceptance.person_id
        left join quote_link as link on link.id = acceptance.link_id
        where acceptance.quote_id = quote.id), '[]') as orders,
      ${takenOfQuote} as taken,
      coalesce((select jsonb_agg(jsonb_build_object('id', site.id, 'name', site.name, 'city', site.city) order by site.name)
        from site where site.company_id = quote.company_id and site.ended_at is null), '[]') as sites
    from ${headTables} where quote.id = ${quoteId}`.execute(db);
  const [quote] = found.rows;
  if (!quote) return undefined;
  const { messages, orders } = quote;
  return { ...quote, messages: messages.map(dated), orders: orders.map(dated) };
}

const takenOfQuote = sql`
  coalesce((select jsonb_agg(jsonb_build_object('offerId', take.offer_id, 'position', take.position,
      'takenMilli', upper(take.taken) - lower(take.taken)))
    from quote_version as sent join quote_take as take on take.version_id = sent.id
    where sent.quote_id = quote.id and sent.number = quote.current_version), '[]')`;

const dated = <T extends { at: string }>(one: T): Omit<T, 'at'> & { at: Date } => ({
  ...one,
  at: new Date(one.at),
});

/** A quote as far as its verbs need it. */
export type LockedQuote = QuoteCourse & {
  id: string;
  number: string;
  companyId: string;
  companyName: string;
  branchCode: string;
  requestedBy: string;
  /** When and where to the buyer wants it, in his words. */
  wish: string;
  currentVersion: number | null;
  version: number;
  taken: readonly Taken[];
};

/** Locks a quote until the commit: the first lock of every operation on it, before its cart and order. */
export async function lockQuote(tx: Tx, quoteId: string): Promise<LockedQuote | undefined> {
  const locked = await sql<{ id: string }>`
    select id from quote where id = ${quoteId} for update`.execute(tx);
  if (locked.rows.length === 0) return undefined;
  // Asked after the lock is held: what the one before took has to be seen.
  const found = await sql<LockedQuote>`
    select ${headColumns}, ${takenOfQuote} as taken from ${headTables} where quote.id = ${quoteId}`.execute(
    tx,
  );
  return found.rows[0];
}

/** Moves a locked quote to another state, counting the change; a closing one with who closed it and why. */
export async function setQuoteState(
  tx: Tx,
  set: {
    quoteId: string;
    state: QuoteState;
    closing?: { personId: string; reason: string; note: string };
    at: Date;
  },
): Promise<void> {
  const { quoteId, state, closing, at } = set;
  await tx
    .updateTable('quote')
    .set((row) => ({
      state,
      closedBy: closing?.personId ?? null,
      closedAt: closing ? at : null,
      closeReason: closing?.reason ?? '',
      closeNote: closing?.note ?? '',
      changedAt: at,
      version: row('version', '+', 1),
    }))
    .where('id', '=', quoteId)
    .execute();
}

/** Sent quotes whose time is over. */
export async function listQuotesRunOut(db: Db, at: Date): Promise<string[]> {
  const found = await db
    .selectFrom('quote')
    .where('state', '=', 'sent')
    .where('validUntil', '<=', at)
    .select('id')
    .execute();
  return found.map(({ id }) => id);
}

/** Whether a quote has a line under a number, asked for or offered. */
export async function isLineOf(
  tx: Tx,
  of: { quoteId: string; position: number },
): Promise<boolean> {
  const found = await sql`
    select from quote_request_line where quote_id = ${of.quoteId} and position = ${of.position}
    union all
    select from quote_version as sent join quote_offer as offer on offer.version_id = sent.id
    where sent.quote_id = ${of.quoteId} and sent.sent_at is not null and offer.position = ${of.position}
    limit 1`.execute(tx);
  return found.rows.length > 0;
}

/** Adds a message to a locked quote; does nothing where its id is there already. Returns whether it is new. */
export async function insertMessage(
  tx: Tx,
  message: {
    id: string;
    quoteId: string;
    companyId: string;
    position: number | null;
    personId: string;
    isOurs: boolean;
    text: string;
    at: Date;
  },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('quoteMessage')
    .values(message)
    .onConflict((oc) => oc.column('id').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
