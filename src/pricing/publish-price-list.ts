import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { haveFollowed } from './follow-base-list.ts';
import { countChanges } from './price-change.queries.ts';
import { allowLongStatements } from './price-draft.queries.ts';
import { computePrices, turnToBase } from './price-formula.queries.ts';
import { changesFormula, findPriceList } from './price-list.queries.ts';
import { remarksAmong } from './price-list.ts';
import { publishVersion, replaceVersions } from './publication.queries.ts';
import { takeDraft } from './revise-price-list.ts';

export type Publication = {
  listId: string;
  /** The count of edits that the publisher looked at. */
  seenEdits: number;
  /** First day in force, `YYYY-MM-DD`: today or later. */
  from: string;
  /** Whether the remarks were read; needed only where there are some. */
  hasReadRemarks: boolean;
  at: Date;
};

/**
 * Puts a draft in force from a day on; whatever was published for those days is
 * replaced. From then on its prices do not change any more. Refuses a draft that
 * somebody changed after it was looked at, one that changes nothing, unread
 * remarks and a day that is past. Orders that were placed keep their prices. A
 * draft that follows a base takes its prices of that day, and the lists that
 * follow this one are computed by a job.
 */
export async function publishPriceList(
  tx: Tx,
  manager: Staff,
  publication: Publication,
): Promise<{ number: number }> {
  const { listId, seenEdits, from, hasReadRemarks, at } = publication;
  if (from < tradingDay(at)) throw new Refusal({ code: 'day-past' });
  const draft = await takeDraft(tx, manager, listId);
  if (draft.edits !== seenEdits) throw new Refusal({ code: 'changed-meanwhile' });
  await allowLongStatements(tx);
  if (await turnToBase(tx, { versionId: draft.versionId, on: from })) {
    await computePrices(tx, draft);
  }
  const counts = await countChanges(tx, { ...draft, on: from });
  const list = await findPriceList(tx, listId);
  if (!list) throw new Error(`price list ${listId} has a draft and is not there`);
  if (counts.changed === 0 && !changesFormula(list, draft))
    throw new Refusal({ code: 'price-list-unchanged' });
  const remarks = remarksAmong(counts);
  if (remarks > 0 && !hasReadRemarks) throw new Refusal({ code: 'remarks-unread', remarks });

  const { versionId, number } = draft;
  const by = manager.personId;
  await replaceVersions(tx, { listId, by: versionId, from });
  await publishVersion(tx, { id: versionId, from, by, at });
  await recordEvent(
    tx,
    { type: 'price-list.published', versionId, code: list.code, number },
    { companyId: list.companyId, personId: by, channel: null, subjectId: versionId, at },
  );
  await haveFollowed(tx, listId);
  return { number };
}
