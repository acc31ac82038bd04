import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import {
  allowLongStatements,
  deleteDraft,
  findDraft,
  insertDraft,
  lockDraft,
  lockList,
  type PriceDraft,
} from './price-draft.queries.ts';
import { computePrices, copyFormula, turnToBase } from './price-formula.queries.ts';
import { findCompanyList, insertCompanyList } from './price-list.queries.ts';

/**
 * Begins the next version of a price list as a draft with the prices of the
 * newest published one, and its formula where it follows a base list. A list has one draft: whoever begins a second gets the
 * first.
 */
export async function beginDraft(
  tx: Tx,
  manager: Staff,
  begun: { listId: string; at: Date },
): Promise<void> {
  const { listId, at } = begun;
  demandPublisher(manager);
  if (!(await lockList(tx, listId))) throw new NotFound('price list', listId);
  if (await findDraft(tx, listId)) return;
  await allowLongStatements(tx);
  const on = tradingDay(at);
  await insertDraft(tx, { id: newId(), listId, on, by: manager.personId, at });
  const draft = await findDraft(tx, listId);
  if (!draft?.basedOn) return;
  await copyFormula(tx, { from: draft.basedOn, to: draft.versionId });
  if (await turnToBase(tx, { versionId: draft.versionId, on })) await computePrices(tx, draft);
}

/**
 * The list of a company's own prices, which is opened, with an empty draft, where
 * there is none yet. Prices without VAT. Two managers at once get the same list.
 */
export async function openCompanyList(
  tx: Tx,
  manager: Staff,
  opened: { companyId: string; name: string; at: Date },
): Promise<{ listId: string }> {
  const { companyId, name, at } = opened;
  demandPublisher(manager);
  await insertCompanyList(tx, { id: newId(), companyId, name });
  const list = await findCompanyList(tx, companyId);
  if (!list) throw new NotFound('company', companyId);
  await beginDraft(tx, manager, { listId: list.id, at });
  return { listId: list.id };
}

/** Throws a draft away with all that was typed into it; one that is gone already is gone. */
export async function discardDraft(tx: Tx, manager: Staff, listId: string): Promise<void> {
  demandPublisher(manager);
  const draft = await lockDraft(tx, listId);
  if (!draft) return;
  await allowLongStatements(tx);
  await deleteDraft(tx, draft.versionId);
}

/** The draft of a list, locked, for one who may change it. */
export async function takeDraft(tx: Tx, manager: Staff, listId: string): Promise<PriceDraft> {
  demandPublisher(manager);
  const draft = await lockDraft(tx, listId);
  if (!draft) throw new NotFound('draft of price list', listId);
  return draft;
}

/** Refuses whoever may not publish prices. */
export function demandPublisher(manager: Staff): void {
  if (!may(manager, 'publish-prices')) throw new Refusal({ code: 'not-permitted' });
}
