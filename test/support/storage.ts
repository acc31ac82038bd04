import { type Kysely, sql } from 'kysely';
import type { Storage } from '../../src/customers/agreed.ts';
import { momentOn } from '../../src/measures/calendar.ts';
import { tellOfReady } from '../../src/ordering/tell-of-ready.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { readyLetter } from '../../views/mail/ready-letter.ts';

/** Five days free, ₸200 for a tonne and a day, ten days at most. */
const someStorage: Storage = { freeDays: 5, feeMinor: 200_00, mostDays: 10 };

/** A moment in the morning of a trading day. */
export const onDay = (day: string) => momentOn(day, '10:00');

/** What was agreed with a company of storage, written into the agreement that it has. */
export const agreeStorage = (
  db: Kysely<DB>,
  company: { id: string },
  { freeDays, feeMinor, mostDays }: Storage = someStorage,
) =>
  sql`update agreement set storage_free_days = ${freeDays}, storage_fee_minor = ${feeMinor}, storage_most_days = ${mostDays}
      where company_id = ${company.id}`.execute(db);

/** Writes the letters that an order is ready; nobody has sent them yet. */
export async function writeReady(db: Kysely<DB>, orderId: string): Promise<void> {
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', 'order.moved')
    .select('id')
    .execute();
  for (const { id } of events) await tellOfReady(db, readyLetter, { eventId: id });
}

/** The letters that an order is ready go out at a moment. */
export async function tellReady(db: Kysely<DB>, orderId: string, sentAt: Date): Promise<void> {
  await writeReady(db, orderId);
  await sql`update outgoing_mail set sent_at = ${sentAt} where id in (
              select mail_id from ready_notice join event on event.id = event_id where subject_id = ${orderId})`.execute(
    db,
  );
}
