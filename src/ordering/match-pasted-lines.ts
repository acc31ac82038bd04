import { z } from 'zod';
import { aliasKeyOf } from '../customers/company-alias.ts';
import type { Quantity, Unit } from '../measures/quantity.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { NotFound } from '../platform/refusal.ts';
import type { Candidate, Match } from '../stock/match.ts';
import { matchLines, type SoughtLine } from '../stock/match-lines.queries.ts';
import { type Entry, readEntry } from './find-entry.ts';
import { isBeingRead, type PastedLine } from './pasted-list.ts';
import {
  listPastedLines,
  lockPastedList,
  type MatchedLine,
  setMatches,
} from './pasted-list.queries.ts';

/** A long list is worked on in such steps, so that its progress shows and it can be stopped. */
const LINES_A_STEP = 100;

const Job = z.object({ listId: z.uuid() });

/**
 * Works a long list off, a step a transaction; stops where it was cancelled.
 * Runs again from where it was killed, and does nothing for a list that is done.
 */
export async function matchPastedList(db: Db, payload: unknown): Promise<void> {
  const { listId } = Job.parse(payload);
  let goesOn = true;
  while (goesOn) goesOn = await transact(db, (tx) => matchStep(tx, listId));
}

/** The next lines of a list; whether more are left. A list that was deleted meanwhile is done. */
async function matchStep(tx: Tx, listId: string): Promise<boolean> {
  try {
    const list = await lockPastedList(tx, { listId });
    if (!isBeingRead(list)) return false;
    const { companyId } = list;
    const lines = await listPastedLines(tx, { listId, unmatchedMax: LINES_A_STEP });
    await matchPastedLines(tx, { listId, companyId, lines });
    return lines.length === LINES_A_STEP;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/**
 * Reads lines of a locked list and finds what they mean for the company, at its
 * own branch first. A quantity in a column stands before one among the words.
 */
export async function matchPastedLines(
  tx: Tx,
  of: { listId: string; companyId: string; lines: readonly PastedLine[] },
): Promise<void> {
  const read = of.lines.map((line) => ({ line, ...readLine(line) }));
  const onlooker = { companyId: of.companyId, branchCode: null };
  const matches = await matchLines(
    tx,
    onlooker,
    read.map(({ sought }) => sought),
  );
  const matched = read.map(({ line, entry, sought }, at) => {
    const match = matches[at];
    if (!match) throw new Error(`line ${line.position} was not matched`);
    return matchedLine(line, { entry, sought, match });
  });
  await setMatches(tx, of.listId, matched);
}

/** A line as it is looked for: its code first, then all of its words. */
function readLine(line: PastedLine): { entry: Entry; sought: SoughtLine } {
  const entry = readEntry(line.words === '' ? (line.code ?? '') : line.words);
  const { lengthMm } = line;
  const phrase = lengthMm === null ? entry.phrase : { ...entry.phrase, lengthMm };
  const codes = [line.code ?? '', entry.code].filter((code) => code !== '');
  return { entry, sought: { codes, aliasKey: aliasKeyOf(entry.phrase), phrase } };
}

function matchedLine(
  line: PastedLine,
  found: { entry: Entry; sought: SoughtLine; match: Match },
): MatchedLine {
  const { entry, sought, match } = found;
  const { proposed } = match;
  const isByCode = proposed?.foundBy === 'code' || proposed?.foundBy === 'article';
  const beside = isByCode ? entry.besideCode : entry.besidePhrase;
  const quantity = quantityOf(line, beside.quantity, proposed);
  const lengthMm = beside.lengthMm ?? match.cutToMm ?? null;
  return {
    position: line.position,
    quantityMilli: quantity?.amountMilli ?? null,
    unit: quantity?.unit ?? null,
    lengthMm: proposed && lengthMm !== proposed.stockLengthMm ? lengthMm : null,
    match: match.status,
    productId: proposed?.productId ?? null,
    assumed: [...match.assumed, ...(quantity?.isUnitOpen ? ['unit'] : [])],
    candidateIds: match.candidates.map((candidate) => candidate.productId),
    candidateCount: match.total,
    aliasKey: sought.aliasKey,
  };
}

/** What was said; a number without a unit counts pieces, or tonnes of what has none. */
function quantityOf(
  line: PastedLine,
  said: Quantity | undefined,
  product: Candidate | undefined,
): { amountMilli: number; unit: Unit; isUnitOpen: boolean } | undefined {
  if (line.quantityMilli === null) return said && { ...said, isUnitOpen: false };
  if (line.unit !== null) {
    return { amountMilli: line.quantityMilli, unit: line.unit, isUnitOpen: false };
  }
  const isCounted =
    product === undefined || product.lengthKind === 'measured' || product.lengthKind === 'sheet';
  return { amountMilli: line.quantityMilli, unit: isCounted ? 'pcs' : 't', isUnitOpen: true };
}
