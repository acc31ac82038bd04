import { z } from 'zod';
import { openingOf, tradingDay } from '../measures/calendar.ts';
import { workDaily } from '../platform/daily-work.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { SendMail } from '../platform/gateways/mail.ts';
import { newId } from '../platform/id.ts';
import { addJob } from '../platform/jobs.ts';
import { insertMail, listUnsentMail, rewriteMail, withdrawMail } from '../platform/mail.queries.ts';
import { sendMail } from '../platform/send-mail.ts';
import { lockAccount } from './credit.queries.ts';
import { leftOf, type WriteReminder } from './reminder.ts';
import {
  findToSay,
  insertReminder,
  listReminded,
  listToRemind,
  lockReminder,
  settleReminder,
} from './reminder.queries.ts';

/**
 * Plans the reminders of a day, once (job, asked every hour): one letter at most
 * for each company, which goes out when the yard opens. Says at how many companies
 * it looked.
 */
export function planReminders(db: Db, at: Date): Promise<number> {
  const day = tradingDay(at);
  return workDaily(
    db,
    { name: 'plan-reminders', day, at },
    {
      list: (of) => listToRemind(db, { ...of, on: day }),
      work: (companyId) => transact(db, (tx) => planReminder(tx, { companyId, at })),
    },
  );
}

/** Plans the reminder of one company for the day, with the job that writes it; doing it again plans nothing. */
export async function planReminder(tx: Tx, of: { companyId: string; at: Date }): Promise<void> {
  const { companyId, at } = of;
  const on = tradingDay(at);
  const id = newId(at.getTime());
  if (!(await insertReminder(tx, { id, companyId, on }))) return;
  const opening = openingOf(on);
  const runAt = opening > at ? opening : at;
  await addJob(tx, { name: 'send-reminder', payload: { reminderId: id }, runAt });
}

const Job = z.object({ reminderId: z.uuid() });

/**
 * Writes and sends a reminder (job). What is still to be paid is looked at right
 * before, on each attempt: where a payment has arrived since it was planned, or
 * since an attempt that failed, nothing is sent, and where a part has arrived the
 * letter says what is left. Nobody gets one letter twice.
 */
export async function sendReminder(
  db: Db,
  post: { send: SendMail | undefined; write: WriteReminder },
  payload: unknown,
  at: Date,
): Promise<void> {
  const { reminderId } = Job.parse(payload);
  const mailIds = await transact(db, (tx) => writeReminder(tx, post.write, { reminderId, at }));
  for (const mailId of mailIds) await sendMail(db, post.send, { mailId });
}

/** The letters that are to go out now. A payment that holds the account comes before them and is seen. */
async function writeReminder(
  tx: Tx,
  write: WriteReminder,
  of: { reminderId: string; at: Date },
): Promise<string[]> {
  const { reminderId, at } = of;
  const seen = await lockReminder(tx, reminderId);
  if (!seen || seen.state === 'stopped') return [];
  const { companyId } = seen;
  await lockAccount(tx, companyId);
  const letters = (await listReminded(tx, companyId)).map((reader) => ({
    ...{ reader, dedupeKey: `reminder ${reminderId} to ${reader.recipient}` },
  }));
  const keys = letters.map(({ dedupeKey }) => dedupeKey);
  if (seen.state === 'written' && (await listUnsentMail(tx, keys)).length === 0) return [];

  const on = tradingDay(at);
  const said = await findToSay(tx, { reminderId, companyId, on });
  if (!said) {
    await withdrawMail(tx, keys);
    await settleReminder(tx, { reminderId, at });
    return [];
  }
  for (const { reader, dedupeKey } of letters) {
    const letter = { dedupeKey, ...write({ ...reader, ...said, on }) };
    await insertMail(tx, { id: newId(), recipient: reader.recipient, ...letter });
    await rewriteMail(tx, letter);
  }
  const { tone, parts } = said;
  const written = { leftMinor: leftOf(parts), letters: letters.length, tone };
  await settleReminder(tx, { reminderId, at, written });
  return listUnsentMail(tx, keys);
}
