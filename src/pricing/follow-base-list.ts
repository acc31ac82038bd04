import { z } from 'zod';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { addJob } from '../platform/jobs.ts';
import {
  cutVersions,
  type DueDays,
  insertFollowing,
  listDueDays,
  listFollowers,
} from './follow-base.queries.ts';
import { allowLongStatements, countEdit, findDraft, lockList } from './price-draft.queries.ts';
import {
  computePrices,
  copyFixedPrices,
  copyFormulaAnew,
  turnToBase,
} from './price-formula.queries.ts';
import { findPriceList } from './price-list.queries.ts';
import { rebaseDraft } from './publication.queries.ts';

const Job = z.object({ listId: z.uuid() });

/** Has the lists that follow a list computed anew, after the commit, so that whoever publishes waits for his own list only. */
export const haveFollowed = (tx: Tx, listId: string): Promise<void> =>
  addJob(tx, {
    name: 'follow-base-list',
    payload: { listId },
    key: `follow-base-list ${listId}`,
  });

/**
 * Computes the prices of all lists that follow one which was published or taken
 * back, each in a transaction of its own. What is right already is left alone,
 * so it repeats harmlessly and goes on where it was killed.
 */
export async function followBaseList(db: Db, at: Date, payload: unknown): Promise<void> {
  const { listId: baseListId } = Job.parse(payload);
  for (const listId of await listFollowers(db, baseListId)) {
    await transact(db, (tx) => followBase(tx, { listId, at }));
  }
}

/**
 * Publishes the versions of a list that its base asks for from today on: for
 * each stretch of days on which the base has another version, or on which the
 * VAT is another and only one of both lists includes it, one with the same
 * formula and the same fixed prices. A draft is computed anew and counts that as
 * a change. The name under it is his who published the base.
 */
async function followBase(tx: Tx, of: { listId: string; at: Date }): Promise<void> {
  const { listId, at } = of;
  await lockList(tx, listId);
  await allowLongStatements(tx);
  const today = tradingDay(at);
  const due = await listDueDays(tx, { listId, from: today });
  if (due.length > 0) {
    await cutVersions(tx, due);
    for (const days of due) await publishFollowing(tx, { listId, days, at });
    await rebaseDraft(tx, listId);
  }
  const draft = await findDraft(tx, listId);
  if (!draft || !(await turnToBase(tx, { versionId: draft.versionId, on: today }))) return;
  await computePrices(tx, draft);
  await countEdit(tx, draft.versionId);
}

async function publishFollowing(
  tx: Tx,
  of: { listId: string; days: DueDays; at: Date },
): Promise<void> {
  const { listId, days, at } = of;
  const id = newId();
  const number = await insertFollowing(tx, { ...days, id, at });
  await copyFormulaAnew(tx, { ...days, from: days.versionId, to: id });
  await copyFixedPrices(tx, { from: days.versionId, to: id });
  await computePrices(tx, { versionId: id });
  const list = await findPriceList(tx, listId);
  if (!list) throw new Error(`price list ${listId} is locked and not there`);
  const { code, companyId } = list;
  await recordEvent(
    tx,
    { type: 'price-list.published', versionId: id, code, number },
    { companyId, personId: days.by, channel: null, subjectId: id, at },
  );
}
