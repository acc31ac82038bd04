import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockAccount, openAccount } from './credit.queries.ts';
import { endPause, findPause, insertPause } from './reminder.queries.ts';
import { mayEndOn } from './request-limit.ts';

/**
 * No reminders to a company up to a day, with the reason: something was promised.
 * A later word takes the place of the earlier. Holds go on as they are. Locks the
 * account.
 */
export async function pauseReminders(
  tx: Tx,
  by: Staff,
  pause: { companyId: string; untilDay: string; reason: string; at: Date },
): Promise<void> {
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, untilDay, reason, at } = pause;
  if (!mayEndOn(untilDay, tradingDay(at))) throw new Refusal({ code: 'day-past' });
  await openAccount(tx, companyId);
  if (!(await lockAccount(tx, companyId))) throw new NotFound('company', companyId);
  await endPause(tx, { companyId, by: by.personId, at });
  const id = newId(at.getTime());
  await insertPause(tx, { id, companyId, untilDay, reason, by: by.personId, at });
  await recordEvent(
    tx,
    { type: 'credit.reminders-paused', pauseId: id, untilDay, reason },
    { companyId, personId: by.personId, channel: null, subjectId: id, at },
  );
}

/** Reminds again before the day has come. Doing it again changes nothing. Locks the account. */
export async function resumeReminders(
  tx: Tx,
  by: Staff,
  of: { companyId: string; at: Date },
): Promise<void> {
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  const { companyId, at } = of;
  if (!(await lockAccount(tx, companyId))) throw new NotFound('company', companyId);
  const pause = await findPause(tx, companyId);
  if (!pause) return;
  await endPause(tx, { companyId, by: by.personId, at });
  await recordEvent(
    tx,
    { type: 'credit.reminders-resumed', pauseId: pause.id },
    { companyId, personId: by.personId, channel: null, subjectId: pause.id, at },
  );
}
