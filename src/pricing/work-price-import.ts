import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { findStaff } from '../people/staff.queries.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { readRows, type RowsRead } from '../platform/gateways/spreadsheet.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { judgePriceRows } from './judge-price-rows.ts';
import { areComplete, columnsByHead, columnsRemembered, SAMPLE_ROWS } from './price-columns.ts';
import { countEdit, lockList } from './price-draft.queries.ts';
import {
  commitLater,
  insertRows,
  listSample,
  listUnjudged,
  markTwins,
  setVerdicts,
  writeRowsToDraft,
} from './price-import-row.queries.ts';
import { isAtWork, type PriceImport } from './price-import.ts';
import {
  findBase,
  findFile,
  findListOfImport,
  findRememberedColumns,
  lockPriceImport,
  setColumns,
  setStage,
} from './price-import.queries.ts';
import { publishPriceList } from './publish-price-list.ts';
import { beginDraft, takeDraft } from './revise-price-list.ts';
import { judgeAnew } from './take-price-file.ts';

/** Small enough that a page that is asked for meanwhile waits for no more than one of them. */
const ROWS_A_STEP = 250;
/**
 * After each step the work rests so many times as long as the step took: it then
 * takes a quarter of one core and of the database, and others hardly notice.
 */
const REST_SHARE = 3;

/** A list of 100 000 rows with its titles, in a file of 30 MB; a workbook unpacks to ten times as much. */
const PRICE_FILE_BOUNDS = {
  rowsMax: 120_000,
  columnsMax: 40,
  cellCharsMax: 1000,
  cost: { charsMax: 60_000_000, processorMs: 120_000, unpackedBytesMax: 400 * 1024 * 1024 },
};

const Job = z.object({ importId: z.uuid() });

/** Somebody stopped the file, or took it elsewhere, while it was read. */
class Stopped extends Error {}

/**
 * Works a file of prices off, as far as it goes without a person: reads its
 * rows, compares them with the list, writes them into the draft. Each step is a
 * transaction of its own, so it can be stopped between them and runs again from
 * where it was killed.
 */
export async function workPriceImport(db: Db, payload: unknown): Promise<void> {
  const { importId } = Job.parse(payload);
  let goesOn = true;
  while (goesOn) {
    try {
      goesOn = await step(db, importId);
    } catch (error) {
      if (error instanceof NotFound || error instanceof Stopped) return;
      if (!(error instanceof Refusal)) throw error;
      const { code } = error.reason;
      await transact(db, (tx) => setStage(tx, importId, 'ready', code));
      return;
    }
  }
}

/** One step of a file; whether there is another. */
async function step(db: Db, importId: string): Promise<boolean> {
  const { stage } = await transact(db, (tx) => lockPriceImport(tx, { importId }));
  if (stage === 'reading') await readFile(db, importId);
  if (stage === 'judging') await restAfter(() => transact(db, (tx) => judgeStep(tx, importId)));
  if (stage === 'applying') return transact(db, (tx) => apply(tx, importId));
  return isAtWork({ stage });
}

/** Does a piece of work, and leaves the machine to others for a while. */
async function restAfter<Result>(work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await work();
  await pause((performance.now() - begun) * REST_SHARE);
  return result;
}

async function readFile(db: Db, importId: string): Promise<void> {
  const file = await findFile(db, importId);
  const take = (read: RowsRead) =>
    transact(db, async (tx) => {
      await lockAt(tx, importId, 'reading');
      await commitLater(tx);
      await insertRows(tx, importId, read);
    });
  const read = await readRows(file ?? Buffer.alloc(0), PRICE_FILE_BOUNDS, take);
  await transact(db, async (tx) => {
    const found = await lockAt(tx, importId, 'reading');
    if (!read.ok) return setStage(tx, importId, 'failed', read.problem);
    const columns = await guessColumns(tx, found);
    if (!columns) return setStage(tx, importId, 'mapping');
    await setColumns(tx, importId, columns);
    return judgeAnew(tx, { importId, listId: found.listId });
  });
}

async function guessColumns(tx: Tx, { id, listId }: PriceImport) {
  const sample = await listSample(tx, id, SAMPLE_ROWS);
  const rows: string[][] = [];
  for (const { line, cells } of sample) rows[line - 1] = cells;
  const whole = Array.from(rows, (cells) => cells ?? []);
  const earlier = await findRememberedColumns(tx, listId);
  const columns = (earlier && columnsRemembered(whole, earlier)) ?? columnsByHead(whole);
  return columns && { columns, heads: whole[columns.headRows - 1] ?? [] };
}

/** The next rows of a file beside the list as it was when the comparison began. */
async function judgeStep(tx: Tx, importId: string): Promise<void> {
  const {
    columns,
    baseVersionId: versionId,
    listId,
    doneCount: after,
    problem,
  } = await lockAt(tx, importId, 'judging');
  await commitLater(tx);
  if (!columns || !areComplete(columns)) return setStage(tx, importId, 'mapping');
  const rows = await listUnjudged(tx, { importId, after, rowsMax: ROWS_A_STEP });
  if (rows.length > 0) {
    const companyId = (await findBase(tx, listId))?.companyId ?? null;
    const judged = await judgePriceRows(tx, { rows, columns, base: { versionId, companyId } });
    return setVerdicts(tx, importId, judged);
  }
  await markTwins(tx, importId);
  return setStage(tx, importId, 'ready', problem);
}

/**
 * Writes the rows into the draft, and publishes it where that is asked for, in
 * one transaction. Where the list is another than the rows were compared with,
 * they are compared anew and a person looks again. Returns whether there is more
 * to do.
 */
async function apply(tx: Tx, importId: string): Promise<boolean> {
  // The list before the file, as whoever uploads another one locks them.
  const listId = await findListOfImport(tx, importId);
  await lockList(tx, listId);
  const found = await lockAt(tx, importId, 'applying');
  const { baseVersionId, baseEdits, publishFrom, hasReadRemarks, askedBy, askedAt } = found;
  const manager = askedBy === null ? undefined : await findStaff(tx, askedBy);
  if (!manager || !askedAt) throw new Refusal({ code: 'not-permitted' });
  const base = await findBase(tx, listId);
  if ((base?.versionId ?? null) !== baseVersionId || (base?.edits ?? null) !== baseEdits) {
    await judgeAnew(tx, { importId, listId }, 'changed-meanwhile');
    return true;
  }
  await beginDraft(tx, manager, { listId, at: askedAt });
  const { versionId } = await takeDraft(tx, manager, listId);
  await writeRowsToDraft(tx, { importId, versionId });
  await countEdit(tx, versionId);
  if (publishFrom !== null) {
    const { edits: seenEdits } = await takeDraft(tx, manager, listId);
    const publication = { listId, seenEdits, from: publishFrom, hasReadRemarks, at: askedAt };
    await publishPriceList(tx, manager, publication);
  }
  await setStage(tx, importId, 'applied');
  return false;
}

async function lockAt(tx: Tx, importId: string, stage: PriceImport['stage']): Promise<PriceImport> {
  const found = await lockPriceImport(tx, { importId });
  if (found.stage !== stage) throw new Stopped();
  return found;
}
