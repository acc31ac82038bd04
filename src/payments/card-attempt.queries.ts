import { sql } from 'kysely';
import { z } from 'zod';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CardAttemptState } from '../platform/db/schema.ts';
import type { CheckoutOrder } from '../platform/gateways/card-payments.ts';
import type { ChosenPart } from './share-as-chosen.ts';

/** An attempt to pay orders by card, with one payment. Minor units. */
export type CardAttempt = {
  id: string;
  companyId: string;
  /** What of it is for which order; together they are the amount. */
  parts: readonly ChosenPart[];
  amountMinor: number;
  currency: string;
  state: CardAttemptState;
  sessionId: string | null;
  url: string | null;
  expiresAt: Date;
  openedBy: string | null;
  openedOn: Channel;
  openedAt: Date;
  asked: CheckoutOrder;
};

const Asked = z.object({
  key: z.string(),
  attemptId: z.uuid(),
  amountMinor: z.int().positive(),
  currency: z.string(),
  description: z.string(),
  orderNumber: z.string(),
  language: z.enum(['en', 'ru', 'kk']),
  successUrl: z.url(),
  cancelUrl: z.url(),
  expiresAt: z.coerce.date(),
  payerEmail: z.string().optional(),
});

const columns = sql`id, company_id, amount_minor, currency, state, session_id, url, expires_at, opened_by, opened_on, opened_at,
  asked, (select jsonb_agg(jsonb_build_object('orderId', order_id, 'amountMinor', amount_minor) order by order_id)
          from card_attempt_part where attempt_id = card_attempt.id) as parts`;

type Row = Omit<CardAttempt, 'asked'> & { asked: unknown };

const attemptOf = (row: Row): CardAttempt => ({ ...row, asked: Asked.parse(row.asked) });

/** The attempts that are still going on and pay any of these orders of a company, alone or among others: at most one each by the database. */
export async function listOpenAttempts(
  db: Db,
  of: { companyId: string; orderIds: readonly string[] },
): Promise<CardAttempt[]> {
  const found = await sql<Row>`
    select ${columns} from card_attempt
    where id in (select attempt_id from card_attempt_part
                 where order_id = any(${[...of.orderIds]}::uuid[]) and company_id = ${of.companyId} and is_open)
    order by id`.execute(db);
  return found.rows.map(attemptOf);
}

/** An attempt by its id. */
export async function findAttempt(db: Db, id: string): Promise<CardAttempt | undefined> {
  const found = await sql<Row>`select ${columns} from card_attempt where id = ${id}`.execute(db);
  const [row] = found.rows;
  return row && attemptOf(row);
}

/** Attempts that were begun before a moment and have not ended, the oldest first, at most a hundred. */
export async function listWaitingAttempts(db: Db, before: Date): Promise<CardAttempt[]> {
  const found = await sql<Row>`
    select ${columns} from card_attempt
    where state in ('begun', 'open') and opened_at < ${before} order by opened_at limit 100`.execute(
    db,
  );
  return found.rows.map(attemptOf);
}

/** Writes an attempt with its parts before the provider is asked for anything. One statement. */
export async function insertAttempt(tx: Tx, attempt: CardAttempt): Promise<void> {
  const { id, companyId, parts, amountMinor, currency, expiresAt, openedBy, openedOn } = attempt;
  const rows = parts.map((part) => ({ order_id: part.orderId, amount_minor: part.amountMinor }));
  await sql`
    with begun as (
      insert into card_attempt (id, company_id, amount_minor, currency, asked, expires_at, opened_by, opened_on, opened_at)
      values (${id}, ${companyId}, ${amountMinor}, ${currency}, ${JSON.stringify(attempt.asked)}::jsonb,
              ${expiresAt}, ${openedBy}, ${openedOn}::channel, ${attempt.openedAt})
      returning id, company_id
    )
    insert into card_attempt_part (attempt_id, order_id, company_id, amount_minor)
    select begun.id, part.order_id, begun.company_id, part.amount_minor
    from begun, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as part (order_id uuid, amount_minor bigint)`.execute(
    tx,
  );
}

/** Notes the page that was opened for an attempt; nothing where it has ended meanwhile. */
export async function markOpened(
  tx: Tx,
  opened: { id: string; sessionId: string; url: string },
): Promise<void> {
  await tx
    .updateTable('cardAttempt')
    .set({ state: 'open', sessionId: opened.sessionId, url: opened.url })
    .where('id', '=', opened.id)
    .where('state', '=', 'begun')
    .execute();
}

/** Ends an attempt that led to no payment; one that has ended stays as it ended. */
export async function markEnded(
  tx: Tx,
  ended: { id: string; state: 'expired' | 'failed'; failure: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('cardAttempt')
    .set({ state: ended.state, failure: ended.failure, settledAt: ended.at })
    .where('id', '=', ended.id)
    .where('state', 'in', ['begun', 'open'])
    .execute();
}

/** Ends an attempt with the payment it led to, also one that we had taken for ended. */
export async function markPaid(
  tx: Tx,
  paid: { id: string; sessionId: string; paymentId: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('cardAttempt')
    .set({
      state: 'paid',
      sessionId: paid.sessionId,
      paymentId: paid.paymentId,
      settledAt: paid.at,
      failure: '',
    })
    .where('id', '=', paid.id)
    .execute();
}

/** How a payment by card of several orders stands, for whoever comes back from the provider's page. Minor units. */
export type AttemptStanding = {
  state: CardAttemptState;
  amountMinor: number;
  /** What of the payment pays for nothing, since its orders were paid otherwise meanwhile; nothing before it came. */
  restMinor: number;
  orders: readonly { id: string; number: string; amountMinor: number; leftMinor: number }[];
};

/** How an attempt of a company stands; nothing for another's. One statement. */
export async function readAttemptStanding(
  db: Db,
  of: { id: string; companyId: string },
): Promise<AttemptStanding | undefined> {
  const found = await sql<AttemptStanding>`
    select attempt.state, attempt.amount_minor,
           coalesce(payment.amount_minor - payment.allocated_minor - payment.refunded_minor, 0)::bigint as rest_minor,
           (select jsonb_agg(jsonb_build_object('id', placed.id, 'number', placed.number, 'amountMinor', part.amount_minor,
                                                'leftMinor', case placed.stage when 'cancelled' then 0
                                                  else placed.gross_minor - placed.paid_minor end) order by placed.number)
            from card_attempt_part as part join sales_order as placed on placed.id = part.order_id
            where part.attempt_id = attempt.id) as orders
    from card_attempt as attempt left join payment on payment.id = attempt.payment_id
    where attempt.id = ${of.id} and attempt.company_id = ${of.companyId}`.execute(db);
  return found.rows[0];
}
