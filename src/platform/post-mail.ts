import type { Db, Tx } from './db/database.ts';
import { transact } from './db/transact.ts';
import { newId } from './id.ts';
import { addJob } from './jobs.ts';
import { insertMail } from './mail.queries.ts';

/**
 * Lays a letter into the outbox, in the transaction that gave the reason for
 * it, with the job that sends it: what is rolled back is never announced. The
 * same key again changes nothing, so a repeated job writes one letter. Says whether it is new.
 */
export async function postMail(
  tx: Tx,
  mail: { dedupeKey: string; recipient: string; subject: string; body: string },
): Promise<boolean> {
  const posted = await insertMail(tx, { id: newId(), ...mail });
  if (posted) await addJob(tx, { name: 'send-mail', payload: { mailId: posted.id } });
  return posted !== undefined;
}

/**
 * Writes to each reader of an event, all in one transaction: one letter a reader
 * and event, however often the job behind it runs; or one a reader and occasion, where
 * several events tell of the same.
 */
export async function postToEach<Notice extends { recipient: string }>(
  db: Db,
  of: { eventId: number; occasion?: string; notices: readonly Notice[] },
  write: (notice: Notice) => { subject: string; body: string },
): Promise<void> {
  const { eventId, occasion = `event ${eventId}`, notices } = of;
  await transact(db, async (tx) => {
    for (const notice of notices) {
      const { recipient } = notice;
      const dedupeKey = `${occasion} to ${recipient}`;
      await postMail(tx, { ...write(notice), dedupeKey, recipient });
    }
  });
}
