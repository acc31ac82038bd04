import { sql } from 'kysely';
import { BOOKS_CURRENCY } from '../ledger/booking.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { BankLineState, SetAsideReason } from '../platform/db/schema.ts';
import type { BankLine, Reversal } from './bank-line.ts';

const line = sql`
  line.id, line.statement_id, line.account, line.row_number, line.direction, line.booked_on, line.amount_minor,
  line.currency, line.party_name, line.party_bin, line.party_iban, line.document_number, line.purpose, line.state,
  line.company_id, company.name as company_name, line.payment_id, line.refund_id, line.set_aside_as, line.note,
  line.times_reversed, person.name as settled_by_name, line.settled_at`;

const joined = sql`
  from bank_line as line
  left join company on company.id = line.company_id
  left join person on person.id = line.settled_by`;

/** Lines that a statement brought first, in the order of its file, page by page; with how many there are. */
export async function listLinesOfStatement(
  db: Db,
  of: {
    statementId: string;
    state?: BankLineState | undefined;
    limit: number;
    offset: number;
  },
): Promise<{ lines: BankLine[]; count: number }> {
  const { statementId, state, limit, offset } = of;
  const found = await sql<BankLine & { count: number }>`
    select ${line}, count(*) over () as count ${joined}
    where line.statement_id = ${statementId} and ${state === undefined ? sql`true` : sql`line.state = ${state}`}
    order by line.row_number limit ${limit} offset ${offset}`.execute(db);
  return { lines: found.rows, count: found.rows[0]?.count ?? 0 };
}

/** Where the work on the queue is: the line at hand with its neighbours. Minor units. */
export type QueuePlace = {
  /** How many lines wait, and what they come to. */
  count: number;
  sumMinor: number;
  lines: readonly (BankLine & { place: number })[];
};

/**
 * The lines that wait for somebody to say whose money it is, the oldest first and as they stand in the file:
 * the one that is asked for, or the first, with the one before it and those that
 * come next.
 */
export async function readQueue(
  db: Db,
  of: { lineId: string | undefined; next: number },
): Promise<QueuePlace> {
  const found = await sql<BankLine & { place: number; count: number; sumMinor: number }>`
    with waiting as (
      select id, row_number() over (order by booked_on, bank_line.row_number, id) as place, count(*) over () as count,
             coalesce(sum(amount_minor) filter (where currency = ${BOOKS_CURRENCY}) over (), 0)::bigint as sum_minor
      from bank_line where state = 'waits'
    ), here as (
      select coalesce((select place from waiting where id = ${of.lineId ?? null}), 1) as place
    )
    select ${line}, waiting.place, waiting.count, waiting.sum_minor
    ${joined} join waiting on waiting.id = line.id, here
    where waiting.place between here.place - 1 and here.place + ${of.next}::integer
    order by waiting.place`.execute(db);
  const [first] = found.rows;
  return { count: first?.count ?? 0, sumMinor: first?.sumMinor ?? 0, lines: found.rows };
}

/** How many lines wait, what those in the currency of the books come to, and which bookings are to be taken back if a second person agrees. Minor units. */
export type QueueTally = {
  count: number;
  sumMinor: number;
  reversals: readonly {
    lineId: string;
    amountMinor: number;
    companyName: string;
    askedByName: string;
  }[];
};

/** What there is to do at the bank, in one statement. */
export async function countQueue(db: Db): Promise<QueueTally> {
  const found = await sql<QueueTally>`
    select count(*) as count, coalesce(sum(amount_minor) filter (where currency = ${BOOKS_CURRENCY}), 0)::bigint as sum_minor, (
      select coalesce(jsonb_agg(jsonb_build_object(
               'lineId', reversal.line_id, 'amountMinor', payment.amount_minor, 'companyName', company.name,
               'askedByName', asker.name) order by reversal.asked_at), '[]')
      from payment_reversal as reversal
      join payment on payment.id = reversal.payment_id
      join company on company.id = reversal.company_id
      join person as asker on asker.id = reversal.asked_by
      where reversal.state = 'waiting'
    ) as reversals
    from bank_line where state = 'waits'`.execute(db);
  return found.rows[0] ?? { count: 0, sumMinor: 0, reversals: [] };
}

/** All that wait of a statement, for matching them at once. */
export async function listWaiting(db: Db, statementId: string): Promise<BankLine[]> {
  const found = await sql<BankLine>`
    select ${line} ${joined} where line.statement_id = ${statementId} and line.state = 'waits'
    order by line.booked_on, line.id`.execute(db);
  return found.rows;
}

/** A line with the last wish to take its booking back. */
export async function findBankLine(
  db: Db,
  id: string,
): Promise<{ line: BankLine; reversal: Reversal | null } | undefined> {
  const found = await sql<BankLine & { reversal: Reversal | null }>`
    select ${line}, (
      select jsonb_build_object('id', reversal.id, 'reason', reversal.reason, 'state', reversal.state,
                                'askedBy', reversal.asked_by, 'askedByName', asker.name)
      from payment_reversal as reversal join person as asker on asker.id = reversal.asked_by
      where reversal.line_id = line.id order by reversal.asked_at desc limit 1
    ) as reversal
    ${joined} where line.id = ${id}`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const { reversal, ...of } = row;
  return { line: of, reversal };
}

/** A line that is locked until the commit, before any account. */
export type LockedLine = BankLine & {
  fingerprint: string;
  settledBy: string | null;
};

/** Locks a line. */
export async function lockBankLine(tx: Tx, id: string): Promise<LockedLine | undefined> {
  const found = await sql<LockedLine>`
    select ${line}, line.fingerprint, line.settled_by
    ${joined} where line.id = ${id} for update of line`.execute(tx);
  return found.rows[0];
}

/** What becomes of a locked line. */
export type LineSettled =
  | { state: 'booked'; companyId: string; paymentId: string | null; refundId: string | null }
  | { state: 'set-aside'; as: SetAsideReason; note: string }
  | { state: 'waits'; isReversed: boolean }
  | { state: 'outgoing' };

/** Writes what becomes of a locked line, and by whom. */
export async function settleLine(
  tx: Tx,
  of: { id: string; personId: string; at: Date },
  settled: LineSettled,
): Promise<void> {
  const { id, personId, at } = of;
  const by = { settledBy: personId, settledAt: at };
  const nothing = { companyId: null, paymentId: null, refundId: null, setAsideAs: null, note: '' };
  const values = {
    ...nothing,
    ...(settled.state === 'waits' || settled.state === 'outgoing'
      ? { settledBy: null, settledAt: null }
      : by),
    ...(settled.state === 'set-aside' && { setAsideAs: settled.as, note: settled.note }),
    ...(settled.state === 'booked' && {
      ...{ companyId: settled.companyId, paymentId: settled.paymentId, refundId: settled.refundId },
    }),
  };
  const more = settled.state === 'waits' && settled.isReversed ? 1 : 0;
  await tx
    .updateTable('bankLine')
    .set((row) => ({
      ...values,
      state: settled.state,
      timesReversed: row('timesReversed', '+', more),
    }))
    .where('id', '=', id)
    .execute();
}
