import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { Refusal } from '../platform/refusal.ts';
import { allowLongStatements, countEdit } from './price-draft.queries.ts';
import {
  computePrices,
  deleteFormula,
  fixPrices,
  releasePrices,
  turnToBase,
  writeFormula,
} from './price-formula.queries.ts';
import type { PriceFormula } from './price-formula.ts';
import { takeDraft } from './revise-price-list.ts';

/**
 * Has a draft follow a base list, or by other coefficients, and computes its
 * prices from what the base asks today; those a person fixed stay, unless all are
 * computed afresh. Without a
 * formula it follows none any more and keeps its prices as they are. Counts from
 * what the manager saw: another's change between is refused, and so is a base
 * that is none (the database holds that, too).
 */
export async function setPriceFormula(
  tx: Tx,
  manager: Staff,
  given: {
    listId: string;
    seenEdits: number;
    formula: PriceFormula | undefined;
    isAfresh?: boolean;
    at: Date;
  },
): Promise<void> {
  const { listId, seenEdits, formula, isAfresh = false, at } = given;
  const { versionId, edits } = await takeDraft(tx, manager, listId);
  if (edits !== seenEdits) throw new Refusal({ code: 'changed-meanwhile' });
  await allowLongStatements(tx);
  if (formula) {
    await writeFormula(tx, { versionId, formula });
    await turnToBase(tx, { versionId, on: tradingDay(at) });
    if (isAfresh) await releasePrices(tx, versionId);
    await computePrices(tx, { versionId });
  } else {
    await deleteFormula(tx, versionId);
    await fixPrices(tx, versionId);
  }
  await countEdit(tx, versionId);
}
