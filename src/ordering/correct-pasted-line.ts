import { forgetAlias } from '../customers/company-alias.queries.ts';
import type { Quantity } from '../measures/quantity.ts';
import type { Buyer } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import type { LineDecision } from '../platform/db/schema.ts';
import { NotFound } from '../platform/refusal.ts';
import { readEntry } from './find-entry.ts';
import { matchPastedLines } from './match-pasted-lines.ts';
import type { PastedLine } from './pasted-list.ts';
import {
  listPastedLines,
  lockPastedList,
  setChosen,
  setPastedLine,
} from './pasted-list.queries.ts';

/** Which line of a list. */
export type LineOfList = { listId: string; position: number };

/**
 * What a person says about a line: which of the products shown it means, other
 * words for it, how much, or whether it is kept, left out, or takes part again.
 */
export type Correction =
  | { kind: 'product'; productId: string }
  | { kind: 'words'; words: string }
  | { kind: 'quantity'; quantity: Quantity }
  | { kind: 'decision'; decision: Exclude<LineDecision, 'asked'> | null };

/**
 * Puts a line of the buyer's company right. A product that was not among those
 * shown is not found; one that is chosen goes for all lines of the list that say
 * the same. Other words are read like any line, and what the company was known to
 * mean by the old ones is forgotten where that was what stood there. A line that is in a
 * cart already stays as it is. Harmless to repeat.
 */
export async function correctPastedLine(
  tx: Tx,
  actor: Buyer,
  of: LineOfList,
  correction: Correction,
): Promise<void> {
  const { companyId } = actor;
  const { listId, position } = of;
  await lockPastedList(tx, { listId, companyId });
  const [line] = await listPastedLines(tx, { listId, positions: [position] });
  if (!line) throw new NotFound('line of list', String(position));
  if (line.cartLineId !== null) return;
  switch (correction.kind) {
    case 'product':
      if (!line.candidateIds.includes(correction.productId)) {
        throw new NotFound('product', correction.productId);
      }
      return setChosen(tx, { ...of, productId: correction.productId });
    case 'words':
      return retype(tx, { ...of, companyId }, line, correction.words);
    case 'quantity': {
      const { amountMilli, unit } = correction.quantity;
      const assumed = line.assumed.filter((what) => what !== 'unit');
      return setPastedLine(tx, of, { quantityMilli: amountMilli, unit, assumed });
    }
    case 'decision':
      return setPastedLine(tx, of, { decision: correction.decision });
  }
}

/** A quantity that the new words do not say stays. */
async function retype(
  tx: Tx,
  of: LineOfList & { companyId: string },
  line: PastedLine,
  words: string,
): Promise<void> {
  if (words === line.words) {
    await forgetAlias(tx, { companyId: of.companyId, aliasKey: line.aliasKey });
  }
  await setPastedLine(tx, of, { words });
  const { besideCode, besidePhrase } = readEntry(words);
  const saysHowMuch = besideCode.quantity !== undefined || besidePhrase.quantity !== undefined;
  const said = saysHowMuch ? { quantityMilli: null, unit: null } : {};
  const anew = { ...line, ...said, words, code: null, lengthMm: null };
  await matchPastedLines(tx, { ...of, lines: [anew] });
}
