import { recordEvent } from '../events/record-event.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockAccount } from './credit.queries.ts';
import {
  decideReleaseNow,
  findRelease,
  findShipmentStanding,
  insertRelease,
} from './shipment-release.queries.ts';
import { overMinorOf } from './shipment-standing.ts';

/** What was let go may leave on so many days after the day. */
const COUNTS_DAYS = 3;

/**
 * Asks that an order's goods may leave although a hold or the limit stops them.
 * Who may set terms lets go alone what is little above the limit; else it waits
 * for somebody who may. Asking again while it waits changes nothing. Locks the
 * account.
 */
export async function askRelease(
  tx: Tx,
  by: Staff,
  wish: { orderId: string; reason: string; channel: Channel | null; at: Date },
): Promise<'waiting' | 'granted'> {
  if (!may(by, 'place-orders') && !may(by, 'set-terms'))
    throw new Refusal({ code: 'not-permitted' });
  const { orderId, reason, channel, at } = wish;
  const standing = await lockedStanding(tx, { orderId, at });
  const overMinor = overMinorOf(standing);
  if (standing.payment !== 'on-account' || (!standing.hold && overMinor === 0)) {
    throw new Refusal({ code: 'release-not-needed' });
  }
  if (standing.release) return standing.release.state === 'granted' ? 'granted' : 'waiting';
  const { companyId, number, aloneUpToMinor } = standing;
  const id = newId(at.getTime());
  const asked = { askedBy: by.personId, askedAt: at };
  await insertRelease(tx, { id, companyId, orderId, overMinor, aloneUpToMinor, reason, ...asked });
  await recordEvent(
    tx,
    { type: 'credit.release-asked', releaseId: id, orderId, number, overMinor, reason },
    { companyId, personId: by.personId, channel, subjectId: id, at },
  );
  if (!may(by, 'set-terms') || overMinor > aloneUpToMinor) return 'waiting';
  await decideRelease(tx, by, { releaseId: id, verdict: 'granted', note: '', at });
  return 'granted';
}

/**
 * Lets goods go for a few days, or says why not. Above what one person may let go
 * alone it is not who asked (reliability, invariant 24); the amount counts as it is
 * now. Deciding the same again changes nothing. Locks the account.
 */
export async function decideRelease(
  tx: Tx,
  by: Staff,
  decided: { releaseId: string; verdict: 'granted' | 'refused'; note: string; at: Date },
): Promise<void> {
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const { releaseId: id, verdict, note, at } = decided;
  const seen = await findRelease(tx, id);
  if (!seen) throw new NotFound('release', id);
  const standing = await lockedStanding(tx, { orderId: seen.orderId, at });
  const release = await findRelease(tx, id);
  if (release?.state === verdict) return;
  if (release?.state !== 'waiting') throw new Refusal({ code: 'release-decided' });

  const overMinor = overMinorOf(standing);
  const isOwn = release.askedBy === by.personId;
  if (verdict === 'granted' && isOwn && overMinor > release.aloneUpToMinor) {
    throw new Refusal({ code: 'release-own' });
  }
  const untilDay = verdict === 'granted' ? addDays(tradingDay(at), COUNTS_DAYS) : null;
  await decideReleaseNow(tx, {
    id,
    state: verdict,
    overMinor,
    untilDay,
    note,
    by: by.personId,
    at,
  });
  const { orderId, number, companyId } = standing;
  await recordEvent(
    tx,
    verdict === 'granted'
      ? { type: 'credit.release-granted', releaseId: id, orderId, number, overMinor }
      : { type: 'credit.release-refused', releaseId: id, orderId, number, note },
    { companyId, personId: by.personId, channel: null, subjectId: id, at },
  );
}

/** How an order stands once its company's account is locked. */
async function lockedStanding(tx: Tx, of: { orderId: string; at: Date }) {
  const { orderId, at } = of;
  const on = tradingDay(at);
  const seen = await findShipmentStanding(tx, { orderId, on });
  if (seen) await lockAccount(tx, seen.companyId);
  const standing = seen && (await findShipmentStanding(tx, { orderId, on }));
  if (!standing) throw new NotFound('order', orderId);
  return standing;
}
