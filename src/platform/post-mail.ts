import type { Tx } from './db/database.ts';
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
