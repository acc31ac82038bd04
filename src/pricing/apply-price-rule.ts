import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { allowLongStatements, countEdit } from './price-draft.queries.ts';
import type { PriceFilter } from './price-marks.queries.ts';
import { type PriceRule, writeRuledPrices } from './price-rule.queries.ts';
import { takeDraft } from './revise-price-list.ts';

/**
 * Sets the prices of a draft by a rule, those that a filter means. Counts from
 * what the manager saw: a second click, or another's change between, is refused
 * and moves nothing twice. Returns how many prices changed.
 */
export async function applyPriceRule(
  tx: Tx,
  manager: Staff,
  given: { listId: string; seenEdits: number; rule: PriceRule; filter: PriceFilter; at: Date },
): Promise<number> {
  const { listId, seenEdits, rule, filter, at } = given;
  const draft = await takeDraft(tx, manager, listId);
  if (draft.edits !== seenEdits) throw new Refusal({ code: 'changed-meanwhile' });
  await allowLongStatements(tx);
  const changed = await writeRuledPrices(tx, {
    draft: { ...draft, on: tradingDay(at) },
    rule,
    filter,
  });
  if (changed > 0) await countEdit(tx, draft.versionId);
  return changed;
}
