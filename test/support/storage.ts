import { type Kysely, sql } from 'kysely';
import type { Storage } from '../../src/customers/agreed.ts';
import { momentOn } from '../../src/measures/calendar.ts';
import { tellOfReady } from '../../src/ordering/tell-of-ready.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { readyLetter } from '../../views/mail/ready-letter.ts';
import { aCartOf } from './sale.ts';
import { anOrderAt } from './shipping.ts';
import { aBuyer, aCompany, rebarFor } from './world.ts';

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

/**
 * An order that has lain ready since the first of November, longer than its agreement
 * lets us charge; its letter went out on that day unless told otherwise.
 */
export async function aLyingOrder(
  db: Kysely<DB>,
  clerk: Staff,
  of: { isTold?: boolean; storage?: Storage } = {},
): Promise<string> {
  const { isTold = true, storage = someStorage } = of;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await agreeStorage(db, company, storage);
  await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 100 }]);
  const orderId = await anOrderAt(db, clerk, cart, 'picking');
  const { version } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('version')
    .executeTakeFirstOrThrow();
  const move = { orderId, version, channel: 'counter', at: onDay('2026-11-01') } as const;
  await transact(db, (tx) => moveOrder(tx, clerk, move));
  if (isTold) await tellReady(db, orderId, onDay('2026-11-01'));
  return orderId;
}
