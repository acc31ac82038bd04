import type { Db } from './db/database.ts';
import { transact } from './db/transact.ts';
import type { SendMail } from './gateways/mail.ts';
import { findMail, markMailSent } from './mail.queries.ts';

/**
 * Sends a letter from the outbox and notes it; one that was sent is left alone.
 * The network stands between two statements, never inside a transaction. With
 * no way out (`send` absent: no mail server configured) the letter stays in the
 * outbox, where the demo shows it, and is not called sent.
 */
export async function sendMail(
  db: Db,
  send: SendMail | undefined,
  job: { mailId: string },
): Promise<void> {
  const mail = await findMail(db, job.mailId);
  if (!mail || mail.sentAt || !send) return;
  await send({ key: mail.id, recipient: mail.recipient, subject: mail.subject, body: mail.body });
  await transact(db, (tx) => markMailSent(tx, mail.id));
}
