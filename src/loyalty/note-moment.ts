import { z } from 'zod';
import { tradingDay } from '../measures/calendar.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { findInstrumentOn } from './instrument-version.queries.ts';
import { endPromptsOf, findMoment, insertWaiting, type Moment } from './moment.queries.ts';
import { offerPrompts } from './offer-prompts.ts';
import { touchpointsOf } from './touchpoints-of.ts';

const Job = z.object({ eventId: z.int().positive() });
const HOUR_MS = 3_600_000;

/**
 * Notes that somebody lived through a moment about which he may be asked, each at
 * its earliest time (loyalty 2.2); goods that were handed over at a desk with a tablet are
 * asked about there, while he stands before it. Nobody chooses: it follows from the event alone.
 * Repeats harmlessly; an event that nobody we know lived through notes nothing.
 */
export async function noteMoment(db: Db, payload: unknown, at: Date): Promise<void> {
  const { eventId } = Job.parse(payload);
  const moment = await findMoment(db, eventId);
  if (!moment) return;
  const touchpoints = touchpointsOf(moment);
  if (touchpoints.length === 0) return;
  const { instrument } = await findInstrumentOn(db, tradingDay(moment.at));
  const waiting = touchpoints.flatMap((touchpoint) => {
    const known = instrument.touchpoints.find(({ id }) => id === touchpoint);
    // A version may leave a moment out: then nobody is asked about it.
    if (!known) return [];
    const earliestHours = isForTablet(touchpoint, moment) ? 0 : known.earliestHours;
    const dueAt = new Date(moment.at.getTime() + earliestHours * HOUR_MS);
    return [{ id: newId(), touchpoint, dueAt }];
  });
  if (waiting.length === 0) return;
  await transact(db, (tx) => insertWaiting(tx, moment, waiting));
  // Whoever pays goes straight on to the page that may ask him.
  if (waiting.some(({ dueAt }) => dueAt <= at)) await offerPrompts(db, at);
}

/**
 * Whether a moment is over with what the clerk just did, so that the tablet asks about it:
 * the hour that fetching waits is for whoever drives away with his goods. What comes later,
 * the inspection and the documents, nobody has seen at the desk.
 */
const isForTablet = (touchpoint: string, { isAtDesk, type }: Moment): boolean =>
  isAtDesk && type === 'order.moved' && touchpoint === 'TP_PICKUP_DONE';

/** Ends the questions about an order that was cancelled: why is asked where it is cancelled, and nothing else (R26). */
export async function endPrompts(db: Db, payload: unknown, at: Date): Promise<void> {
  const { eventId } = Job.parse(payload);
  const { version } = await findInstrumentOn(db, tradingDay(at));
  await transact(db, (tx) => endPromptsOf(tx, { eventId, at, version }));
}
