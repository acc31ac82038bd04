import { sql } from 'kysely';
import type { Db, Tx } from './db/database.ts';

/** A letter that waits to be sent, or has been. */
export type OutgoingMail = {
  id: string;
  dedupeKey: string;
  recipient: string;
  subject: string;
  body: string;
  sentAt: Date | null;
};

/** Keeps a letter once per key; `undefined` when the key has been used. */
export function insertMail(
  tx: Tx,
  mail: Omit<OutgoingMail, 'sentAt'>,
): Promise<{ id: string } | undefined> {
  return tx
    .insertInto('outgoingMail')
    .values(mail)
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returning('id')
    .executeTakeFirst();
}

/** The letter a job is about; `undefined` when there is none. */
export function findMail(db: Db, mailId: string): Promise<OutgoingMail | undefined> {
  return db
    .selectFrom('outgoingMail')
    .where('id', '=', mailId)
    .select(['id', 'dedupeKey', 'recipient', 'subject', 'body', 'sentAt'])
    .executeTakeFirst();
}

/** Notes that the provider took the letter. Repeats harmlessly: the first moment stays. */
export async function markMailSent(tx: Tx, mailId: string): Promise<void> {
  await tx
    .updateTable('outgoingMail')
    .set({ sentAt: sql<Date>`now()` })
    .where('id', '=', mailId)
    .where('sentAt', 'is', null)
    .execute();
}

/** The newest letters, for the demo's outbox; 50 at most. */
export function listNewestMail(db: Db): Promise<OutgoingMail[]> {
  return db
    .selectFrom('outgoingMail')
    .select(['id', 'dedupeKey', 'recipient', 'subject', 'body', 'sentAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}

/** Says something else in a letter that was not sent yet; one that was stays as it is. */
export async function rewriteMail(
  tx: Tx,
  mail: Pick<OutgoingMail, 'dedupeKey' | 'subject' | 'body'>,
): Promise<void> {
  const { dedupeKey, subject, body } = mail;
  await tx
    .updateTable('outgoingMail')
    .set({ subject, body })
    .where('dedupeKey', '=', dedupeKey)
    .where('sentAt', 'is', null)
    .execute();
}

/** Those letters of some keys that were not sent yet. */
export async function listUnsentMail(db: Db, dedupeKeys: readonly string[]): Promise<string[]> {
  const found = await db
    .selectFrom('outgoingMail')
    .where('dedupeKey', '=', sql<string>`any(${[...dedupeKeys]}::text[])`)
    .where('sentAt', 'is', null)
    .orderBy('dedupeKey')
    .select('id')
    .execute();
  return found.map(({ id }) => id);
}

/** Takes letters of some keys back, as long as they were not sent. */
export async function withdrawMail(tx: Tx, dedupeKeys: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('outgoingMail')
    .where('dedupeKey', '=', sql<string>`any(${[...dedupeKeys]}::text[])`)
    .where('sentAt', 'is', null)
    .execute();
}
