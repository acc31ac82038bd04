import { recordEvent } from '../events/record-event.ts';
import { addDays, firstDayOfQuarter, tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import {
  copyEntries,
  countVoices,
  findDraft,
  insertReport,
  listQuarters,
  listReports,
  lockReport,
} from './change-report.queries.ts';

const QUARTERS_MAX = 40;

/**
 * Begins what a quarter will tell its customers, from the cases that they called solved:
 * a theme each, with its voices. Where the quarter was published before, the draft goes
 * on from there and becomes a further version. Gives the draft that waits if there is
 * one, counted anew. `by` is nobody where the calendar begins it. Refused as `changes-empty` where
 * nobody called anything solved in the quarter.
 */
export async function draftChanges(
  tx: Tx,
  by: Staff | null,
  of: { quarter: string; at: Date },
): Promise<string> {
  const { quarter, at } = of;
  if (by && !may(by, 'tell-changes')) throw new Refusal({ code: 'not-permitted' });
  const quarters = await listQuarters(tx, QUARTERS_MAX);
  if (!quarters.some((one) => one.quarter === quarter))
    throw new Refusal({ code: 'changes-empty' });
  const id = newId(at.getTime());
  const personId = by?.personId ?? null;
  const number = await insertReport(tx, { id, quarter, by: personId, at });
  if (number === undefined) {
    const waiting = await findDraft(tx, quarter);
    if (waiting === undefined) throw new Refusal({ code: 'changed-meanwhile' });
    const draft = await lockReport(tx, waiting);
    if (draft?.isPublished === false) await countVoices(tx, { id: waiting, quarter });
    return waiting;
  }
  if (number > 1) await copyEntries(tx, { id, quarter, number });
  await countVoices(tx, { id, quarter });
  const happened = { companyId: null, personId, channel: null, subjectId: id, at };
  await recordEvent(tx, { type: 'changes.drafted', reportId: id, quarter, number }, happened);
  return id;
}

/**
 * Drafts the quarter that is over, once, as soon as somebody called a case of it solved;
 * what the office has begun or published of it stays. The worker asks every hour.
 */
export async function draftLastQuarter(db: Db, at: Date): Promise<void> {
  const thisQuarter = firstDayOfQuarter(tradingDay(at));
  const quarter = firstDayOfQuarter(addDays(thisQuarter, -1));
  const [reports, quarters] = await Promise.all([
    listReports(db, QUARTERS_MAX),
    listQuarters(db, QUARTERS_MAX),
  ]);
  const isBegun = reports.some((one) => one.quarter === quarter);
  if (isBegun || !quarters.some((one) => one.quarter === quarter)) return;
  await transact(db, (tx) => draftChanges(tx, null, { quarter, at }));
}
