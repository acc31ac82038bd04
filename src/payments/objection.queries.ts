import { sql } from 'kysely';
import type { BookingKind } from '../ledger/booking.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { ObjectionState, PaymentMethod } from '../platform/db/schema.ts';

/** A line of a customer's account as an objection to it needs it. Minor units, by our signs. */
export type AccountLine = { oursMinor: number; orderId: string | null };

/** A line of a company's account; `undefined` for what is not there, not its own, or changes nothing of it. */
export async function findAccountLine(
  db: Db,
  of: { companyId: string; lineId: string },
): Promise<AccountLine | undefined> {
  const found = await sql<AccountLine>`
    select sum(entry.amount_minor)::bigint as ours_minor, booked.order_id
    from ledger_transaction as booked join ledger_entry as entry on entry.transaction_id = booked.id
    where booked.id = ${of.lineId} and entry.company_id = ${of.companyId} and entry.account <> 'commitment'
    group by booked.id having sum(entry.amount_minor) <> 0`.execute(db);
  return found.rows[0];
}

/** What a company's books say of a line of its account. Minor units, by our signs. */
export type NewObjection = AccountLine & {
  id: string;
  companyId: string;
  lineId: string;
  theirsMinor: number;
  note: string;
  personId: string;
  at: Date;
};

/** Writes an objection. Returns false where there is one under this id, or a live one to this line. */
export async function insertObjection(tx: Tx, objection: NewObjection): Promise<boolean> {
  const { id, companyId, lineId: transactionId, orderId, oursMinor, theirsMinor, note } = objection;
  const written = await tx
    .insertInto('lineObjection')
    .values({
      ...{ id, companyId, transactionId, orderId, oursMinor, theirsMinor, note },
      ...{ raisedBy: objection.personId, raisedAt: objection.at },
    })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** An objection as far as answering it needs it. */
export type Objection = {
  id: string;
  companyId: string;
  transactionId: string;
  state: ObjectionState;
  raisedBy: string;
};

/** An objection by its id, locked until the commit. */
export function lockObjection(tx: Tx, id: string): Promise<Objection | undefined> {
  return tx
    .selectFrom('lineObjection')
    .where('id', '=', id)
    .select(['id', 'companyId', 'transactionId', 'state', 'raisedBy'])
    .forUpdate()
    .executeTakeFirst();
}

/** Moves an objection on, with who answered it and what he said. */
export async function setObjectionState(
  tx: Tx,
  of: {
    id: string;
    state: ObjectionState;
    answered?: { by: string; at: Date; answer: string } | undefined;
  },
): Promise<void> {
  const { id, state, answered } = of;
  await tx
    .updateTable('lineObjection')
    .set({
      state,
      ...(answered && {
        answeredBy: answered.by,
        answeredAt: answered.at,
        answer: answered.answer,
      }),
    })
    .where('id', '=', id)
    .execute();
}

/** An objection as the office reads it. Minor units, by our signs. */
export type ShownObjection = {
  id: string;
  companyId: string;
  companyName: string;
  state: ObjectionState;
  on: string;
  kind: BookingKind;
  orderId: string | null;
  orderNumber: string | null;
  method: PaymentMethod | null;
  reference: string | null;
  documentNumber: string | null;
  oursMinor: number;
  theirsMinor: number;
  objectedMinor: number;
  note: string;
  raisedByName: string;
  raisedAt: Date;
  answer: string;
};

/** Objections that wait for an answer, or for the correction that was agreed; the oldest first, at most so many. */
export async function listLiveObjections(
  db: Db,
  of: { rowsMax: number },
): Promise<ShownObjection[]> {
  const found = await sql<ShownObjection>`
    select objection.id, objection.company_id, company.name as company_name, objection.state, booked.effective_on as on, booked.kind,
           objection.order_id, placed.number as order_number, paid.method, paid.reference,
           paper.number as document_number, ours_minor, theirs_minor, objected_minor, objection.note,
           person.name as raised_by_name, raised_at, answer
    from line_objection as objection
    join company on company.id = objection.company_id
    join ledger_transaction as booked on booked.id = objection.transaction_id
    join person on person.id = objection.raised_by
    left join sales_order as placed on placed.id = objection.order_id
    left join payment as paid on paid.id = case when booked.kind = 'payment' then booked.reference::uuid end
    left join document as paper
      on paper.id = case when booked.kind in ('credit-note', 'credit-note-voided') then booked.reference::uuid end
    where objection.state in ('open', 'agreed')
    order by objection.raised_at, objection.id limit ${of.rowsMax}`.execute(db);
  return found.rows;
}
