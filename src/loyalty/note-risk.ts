import { addDays, tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { findRiskCustomer, insertRiskNote } from './risk-note.queries.ts';

/** Nobody is put off for longer. */
export const SNOOZE_MAX_DAYS = 60;

/** Notes that a customer at risk was called, what came of it, and what is next on which day. The same form again changes nothing. */
export async function noteCall(
  tx: Tx,
  by: Staff,
  call: {
    id: string;
    companyId: string;
    note: string;
    next: { step: string; on: string } | null;
    at: Date;
  },
): Promise<void> {
  const { id, companyId, note, next, at } = call;
  await demand(tx, by, companyId);
  const { personId } = by;
  const then = { nextStep: next?.step ?? '', nextOn: next?.on ?? null };
  const kept = { id, companyId, personId, note, ...then, snoozedOn: null, snoozedUntil: null, at };
  await insertRiskNote(tx, kept);
}

/**
 * Puts a customer at risk off until a day, with the reason; others read it. From
 * tomorrow to sixty days, refused as changed otherwise; a reason that was not there
 * when he was put off brings him back at once. The same form again changes nothing.
 */
export async function snoozeRisk(
  tx: Tx,
  by: Staff,
  snooze: { id: string; companyId: string; note: string; until: string; at: Date },
): Promise<void> {
  const { id, companyId, note, until, at } = snooze;
  await demand(tx, by, companyId);
  const on = tradingDay(at);
  if (until <= on || until > addDays(on, SNOOZE_MAX_DAYS)) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
  const { personId } = by;
  const kept = { id, companyId, personId, note, nextStep: '', nextOn: null };
  await insertRiskNote(tx, { ...kept, snoozedOn: on, snoozedUntil: until, at });
}

async function demand(tx: Tx, by: Staff, companyId: string): Promise<void> {
  if (!may(by, 'set-terms')) throw new Refusal({ code: 'not-permitted' });
  if (!(await findRiskCustomer(tx, { companyId, peopleMax: 0 })))
    throw new NotFound('company', companyId);
}
