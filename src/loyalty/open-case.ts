import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import { businessHoursAfter } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import {
  findLastAnswer,
  insertCase,
  type LastAnswer,
  markEscalated,
  withdrawCase,
} from './case.queries.ts';
import { findInstrument } from './instrument-version.queries.ts';
import { alarmsOf } from './questions.ts';
import { isHeadsOwn } from './satisfaction-case.ts';

const Job = z.object({ eventId: z.int().positive() });
/** A business day has nine hours: within so many somebody is in touch. */
const CONTACT_HOURS = 9;
const HOUR_MS = 3_600_000;
const AT_ONCE_MAX = 200;

/**
 * Opens a case where the last answer is an alarm by its instrument, with an owner and
 * the time by which he is in touch; once a prompt, however often the answer changes.
 * An answer that counts only in totals opens none, and takes back one that nobody has
 * acted on. An answer that got better closes nothing: somebody was let down.
 */
export async function openCase(db: Db, payload: unknown, at: Date): Promise<void> {
  const { eventId } = Job.parse(payload);
  const answer = await findLastAnswer(db, eventId);
  if (!answer) return;
  if (answer.onlyInTotals) {
    await transact(db, (tx) => takeBack(tx, answer, at));
    return;
  }
  const instrument = await findInstrument(db, answer.version);
  const alarms = alarmsOf(instrument, answer.given);
  if (alarms.length > 0) await transact(db, (tx) => open(tx, { answer, alarms, at }));
}

async function open(
  tx: Tx,
  of: { answer: LastAnswer; alarms: readonly string[]; at: Date },
): Promise<void> {
  const { answer, alarms, at } = of;
  const id = newId(at.getTime());
  const [item = ''] = alarms;
  const contactDueAt = businessHoursAfter(at, CONTACT_HOURS);
  const facts = { id, answer, item, isHeadsOwn: isHeadsOwn(alarms), at, contactDueAt };
  if (!(await insertCase(tx, facts))) return;
  await recordEvent(tx, { type: 'case.opened', caseId: id }, happened(answer.companyId, id, at));
}

async function takeBack(tx: Tx, { promptId }: LastAnswer, at: Date): Promise<void> {
  const withdrawn = await withdrawCase(tx, { promptId, at });
  if (!withdrawn) return;
  const { caseId, companyId } = withdrawn;
  await recordEvent(tx, { type: 'case.withdrawn', caseId }, happened(companyId, caseId, at));
}

/**
 * Tells the heads of a case that nobody has been in touch about: a day after it was
 * opened, and again after two (loyalty 4.5). Once each; the worker asks every hour.
 */
export async function escalateCases(db: Db, at: Date): Promise<void> {
  await transact(db, async (tx) => {
    const late = await markEscalated(tx, {
      afterADay: new Date(at.getTime() - 24 * HOUR_MS),
      afterTwo: new Date(at.getTime() - 48 * HOUR_MS),
      limit: AT_ONCE_MAX,
    });
    for (const { caseId, companyId, level } of late) {
      const event = { type: 'case.escalated', caseId, level } as const;
      await recordEvent(tx, event, happened(companyId, caseId, at));
    }
  });
}

const happened = (companyId: string, caseId: string, at: Date) => ({
  ...{ companyId, personId: null, channel: null, subjectId: caseId, at },
});
