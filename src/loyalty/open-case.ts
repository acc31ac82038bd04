import { recordEvent } from '../events/record-event.ts';
import { businessHoursAfter } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import {
  insertCase,
  type LastAnswer,
  listToJudge,
  markEscalated,
  takeToJudge,
  withdrawCase,
} from './case.queries.ts';
import { findInstrument } from './instrument-version.queries.ts';
import { alarmsOf } from './questions.ts';
import { isHeadsOwn } from './satisfaction-case.ts';

/** A business day has nine hours: within so many somebody is in touch. */
const CONTACT_HOURS = 9;
const HOUR_MS = 3_600_000;
/** Whoever walks through a scale by the keyboard passes its low end; the last choice counts. */
const SETTLED_MS = 120_000;
const AT_ONCE_MAX = 200;

/**
 * Looks at each answer that has settled for two minutes, once for each change of mind:
 * an alarm by its instrument opens a case, with an owner and the time by which he is in
 * touch; one a prompt, however often the answer changes. An answer that counts only in
 * totals opens none, and takes back one that nobody has acted on. An answer that got
 * better afterwards closes nothing: somebody was let down. The worker asks every minute.
 */
export async function openCases(db: Db, at: Date): Promise<void> {
  const settledBefore = new Date(at.getTime() - SETTLED_MS);
  for (const promptId of await listToJudge(db, { settledBefore, limit: AT_ONCE_MAX })) {
    await transact(db, async (tx) => {
      const answer = await takeToJudge(tx, promptId);
      if (answer) await judge(tx, answer, at);
    });
  }
}

async function judge(tx: Tx, answer: LastAnswer, at: Date): Promise<void> {
  if (answer.onlyInTotals) return takeBack(tx, answer, at);
  const alarms = alarmsOf(await findInstrument(tx, answer.version), answer.given);
  if (alarms.length > 0) await open(tx, { answer, alarms, at });
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
