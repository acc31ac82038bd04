import { holdOverdue } from '../credit/hold-overdue.ts';
import { planReminders } from '../credit/remind.ts';
import { leftOf } from '../credit/reminder.ts';
import {
  findToSay,
  insertReminder,
  listReminded,
  listToRemind,
  settleReminder,
} from '../credit/reminder.queries.ts';
import { addDays, openingOf, tradingDay } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';

/** So many days back somebody was reminded of what is still not paid. */
const DAYS_BACK = 30;
const COMPANIES_MAX = 100;

/**
 * The reminders of the last weeks, as their letters went out, then the look of the
 * day: holds begin, and the reminders of today wait for the worker.
 */
export async function seedDemoReminders(db: Db, at: Date): Promise<void> {
  const today = tradingDay(at);
  await transact(db, async (tx) => {
    for (let back = DAYS_BACK; back > 0; back -= 1) await remindOn(tx, addDays(today, -back));
  });
  await holdOverdue(db, at);
  await planReminders(db, at);
}

async function remindOn(tx: Tx, on: string): Promise<void> {
  const at = openingOf(on);
  const sought = { on, after: undefined, rowsMax: COMPANIES_MAX };
  for (const companyId of await listToRemind(tx, sought)) {
    const reminderId = newId(at.getTime());
    if (!(await insertReminder(tx, { id: reminderId, companyId, on }))) continue;
    const said = await findToSay(tx, { reminderId, companyId, on });
    const letters = (await listReminded(tx, companyId)).length;
    const written = said && { leftMinor: leftOf(said.parts), letters, tone: said.tone };
    await settleReminder(tx, { reminderId, at, ...(written && { written }) });
  }
}
