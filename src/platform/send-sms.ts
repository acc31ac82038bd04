import type { Db } from './db/database.ts';
import { transact } from './db/transact.ts';
import type { SendSms } from './gateways/sms.ts';
import { findSms, markSmsSent } from './sms.queries.ts';

/**
 * Sends a short message from the outbox and notes it; one that was sent is left alone.
 * The network stands between two statements. With no way out (`send` absent: no
 * provider configured) it stays in the outbox and is not called sent.
 */
export async function sendSms(
  db: Db,
  send: SendSms | undefined,
  job: { smsId: string },
): Promise<void> {
  const sms = await findSms(db, job.smsId);
  if (!sms || sms.sentAt || !send) return;
  await send({ key: sms.id, recipient: sms.recipient, body: sms.body });
  await transact(db, (tx) => markSmsSent(tx, sms.id));
}
