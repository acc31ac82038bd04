import { recordEvent } from '../events/record-event.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import { type Buyer, may } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { findCreditStanding } from './credit.queries.ts';
import { insertLimitRequest } from './limit-request.queries.ts';

/** Credit for a time is for at most so many days. */
export const LONGEST_LIMIT_DAYS = 90;

/** Whether a day can be the last one of credit for a time that begins on another: that one or one of the days after it. */
export const mayEndOn = (untilDay: string, on: string): boolean =>
  untilDay >= on && untilDay <= addDays(on, LONGEST_LIMIT_DAYS);

/**
 * Asks us for more credit until a day, the last one included. Only where the
 * credit has a limit; one wish of a company waits at a time, so a second click
 * asks for nothing more.
 */
export async function requestLimit(
  tx: Tx,
  buyer: Buyer,
  wish: { extraMinor: number; untilDay: string; note: string; at: Date },
): Promise<void> {
  if (!may(buyer, 'place-orders')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, personId } = buyer;
  const { extraMinor, untilDay, note, at } = wish;
  const on = tradingDay(at);
  if (!mayEndOn(untilDay, on)) throw new Refusal({ code: 'day-past' });
  const standing = await findCreditStanding(tx, { companyId, on });
  if (standing?.creditKind !== 'amount') throw new Refusal({ code: 'credit-none' });
  const requestId = newId();
  const request = { id: requestId, companyId, extraMinor, untilDay, note, by: personId, at };
  if (!(await insertLimitRequest(tx, request)))
    throw new Refusal({ code: 'limit-request-waiting' });
  await recordEvent(
    tx,
    { type: 'credit.limit-requested', requestId, extraMinor, untilDay },
    { companyId, personId, channel: 'web', subjectId: requestId, at },
  );
}
