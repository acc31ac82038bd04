import type { Tx } from './db/database.ts';
import { newId } from './id.ts';
import { addJob } from './jobs.ts';
import { insertSms } from './sms.queries.ts';

/**
 * Lays a short message into the outbox, in the transaction that gave the reason for
 * it, with the job that sends it. The same key again changes nothing. Says whether it is new.
 */
export async function postSms(
  tx: Tx,
  sms: { dedupeKey: string; recipient: string; body: string },
): Promise<boolean> {
  const posted = await insertSms(tx, { id: newId(), ...sms });
  if (posted) await addJob(tx, { name: 'send-sms', payload: { smsId: posted.id } });
  return posted !== undefined;
}
