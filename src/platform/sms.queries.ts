import { sql } from 'kysely';
import type { Db, Tx } from './db/database.ts';

/** A short message that waits to be sent, or has been. `recipient` is dialled as it stands: +77011234567. */
export type OutgoingSms = {
  id: string;
  dedupeKey: string;
  recipient: string;
  body: string;
  sentAt: Date | null;
};

/** Keeps a message once per key; `undefined` when the key has been used. */
export function insertSms(
  tx: Tx,
  sms: Omit<OutgoingSms, 'sentAt'>,
): Promise<{ id: string } | undefined> {
  return tx
    .insertInto('outgoingSms')
    .values(sms)
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returning('id')
    .executeTakeFirst();
}

/** The message a job is about; `undefined` when there is none. */
export function findSms(db: Db, smsId: string): Promise<OutgoingSms | undefined> {
  return db
    .selectFrom('outgoingSms')
    .where('id', '=', smsId)
    .select(['id', 'dedupeKey', 'recipient', 'body', 'sentAt'])
    .executeTakeFirst();
}

/** Notes that the provider took the message. Repeats harmlessly: the first moment stays. */
export async function markSmsSent(tx: Tx, smsId: string): Promise<void> {
  await tx
    .updateTable('outgoingSms')
    .set({ sentAt: sql<Date>`now()` })
    .where('id', '=', smsId)
    .where('sentAt', 'is', null)
    .execute();
}

/** The newest messages, for the demo's outbox; 50 at most. */
export function listNewestSms(db: Db): Promise<OutgoingSms[]> {
  return db
    .selectFrom('outgoingSms')
    .select(['id', 'dedupeKey', 'recipient', 'body', 'sentAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}
