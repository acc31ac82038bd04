import { sql } from 'kysely';
import { z } from 'zod';
import type { Channel } from '../people/channel.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { CardAttemptState } from '../platform/db/schema.ts';
import type { CheckoutOrder } from '../platform/gateways/card-payments.ts';

/** An attempt to pay an order by card. Minor units. */
export type CardAttempt = {
  id: string;
  companyId: string;
  orderId: string;
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

const columns = sql`id, company_id, order_id, amount_minor, currency, state, session_id, url, expires_at, opened_by,
  opened_on, opened_at, asked`;

type Row = Omit<CardAttempt, 'asked'> & { asked: unknown };

const attemptOf = (row: Row | undefined): CardAttempt | undefined =>
  row && { ...row, asked: Asked.parse(row.asked) };

/** The attempt of an order that is still going on, if there is one: at most one by the database. */
export async function findOpenAttempt(db: Db, orderId: string): Promise<CardAttempt | undefined> {
  const found = await sql<Row>`
    select ${columns} from card_attempt where order_id = ${orderId} and state in ('begun', 'open')`.execute(
    db,
  );
  return attemptOf(found.rows[0]);
}

/** An attempt by its id. */
export async function findAttempt(db: Db, id: string): Promise<CardAttempt | undefined> {
  const found = await sql<Row>`select ${columns} from card_attempt where id = ${id}`.execute(db);
  return attemptOf(found.rows[0]);
}

/** Attempts that were begun before a moment and have not ended, the oldest first, at most a hundred. */
export async function listWaitingAttempts(db: Db, before: Date): Promise<CardAttempt[]> {
  const found = await sql<Row>`
    select ${columns} from card_attempt
    where state in ('begun', 'open') and opened_at < ${before} order by opened_at limit 100`.execute(
    db,
  );
  return found.rows.map((row) => ({ ...row, asked: Asked.parse(row.asked) }));
}

/** Writes an attempt before the provider is asked for anything. */
export async function insertAttempt(tx: Tx, attempt: CardAttempt): Promise<void> {
  const { id, companyId, orderId, amountMinor, currency, expiresAt, openedBy, openedOn } = attempt;
  await sql`
    insert into card_attempt (id, company_id, order_id, amount_minor, currency, asked, expires_at, opened_by, opened_on,
                              opened_at)
    values (${id}, ${companyId}, ${orderId}, ${amountMinor}, ${currency}, ${JSON.stringify(attempt.asked)}::jsonb,
            ${expiresAt}, ${openedBy}, ${openedOn}::channel, ${attempt.openedAt})`.execute(tx);
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
