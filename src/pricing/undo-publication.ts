import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { haveFollowed } from './follow-base-list.ts';
import { allowLongStatements, lockList } from './price-draft.queries.ts';
import { findPriceList } from './price-list.queries.ts';
import { mayBeUndone } from './publication.ts';
import {
  findPublication,
  rebaseDraft,
  reinstateVersions,
  republishVersion,
  withdrawVersion,
} from './publication.queries.ts';
import { demandPublisher } from './revise-price-list.ts';

/**
 * Takes a publication back: from today on, or from its first day where that is to
 * come, prices are again what they would be without it. What it put out of force
 * comes back with its days; where the publication was in force between, as a new
 * version with the prices of the one before. Orders that were placed keep their
 * prices. Lists that follow this one are computed again from what then counts. One that is taken back already stays so; refuses one that later ones
 * stand on, or that is older than thirty days.
 */
export async function undoPublication(
  tx: Tx,
  manager: Staff,
  undone: { listId: string; versionId: string; at: Date },
): Promise<void> {
  const { listId, versionId, at } = undone;
  demandPublisher(manager);
  if (!(await lockList(tx, listId))) throw new NotFound('price list', listId);
  const version = await findPublication(tx, { listId, versionId });
  if (!version) throw new NotFound('publication', versionId);
  if (version.withdrawnAt) return;
  const today = tradingDay(at);
  if (!mayBeUndone(version, today) || version.from === null) {
    throw new Refusal({ code: 'publication-stands' });
  }
  await allowLongStatements(tx);
  const by = manager.personId;
  const from = version.from > today ? version.from : today;
  await withdrawVersion(tx, { id: versionId, from, by, at });
  await republishVersion(tx, { id: newId(), replacedBy: versionId, from, by, at });
  await reinstateVersions(tx, { replacedBy: versionId, from });
  await rebaseDraft(tx, listId);
  const list = await findPriceList(tx, listId);
  if (!list) throw new Error(`price list ${listId} is locked and not there`);
  const { code, companyId } = list;
  await recordEvent(
    tx,
    { type: 'price-list.publication-undone', versionId, code, number: version.number },
    { companyId, personId: by, channel: null, subjectId: versionId, at },
  );
  await haveFollowed(tx, listId);
}
