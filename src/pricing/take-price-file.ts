import { may, type Staff } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { addJob } from '../platform/jobs.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { lockList } from './price-draft.queries.ts';
import { forgetVerdicts, listSample, setExcluded } from './price-import-row.queries.ts';
import { isAtWork } from './price-import.ts';
import {
  deleteOldImports,
  findBase,
  insertPriceImport,
  lockPriceImport,
  setBase,
  setColumns,
  setStage,
  setWish,
} from './price-import.queries.ts';
import { SAMPLE_ROWS, type PriceColumns } from './price-columns.ts';

/** As long as a publication may be taken back. */
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

type Named = { listId: string; importId: string };

/** Takes in a file of prices, which a job reads. Nothing of the list changes. Harmless to repeat under the same id. */
export async function takePriceFile(
  tx: Tx,
  manager: Staff,
  given: { id: string; listId: string; fileName: string; file: Buffer; at: Date },
): Promise<void> {
  demandPublisher(manager);
  const { id, listId, at } = given;
  if (!(await lockList(tx, listId))) throw new NotFound('price list', listId);
  await deleteOldImports(tx, { listId, before: new Date(at.getTime() - KEPT_DAYS * DAY_MS) });
  const isNew = await insertPriceImport(tx, { ...given, by: manager.personId });
  if (isNew) await work(tx, id);
}

/** Says what the columns of a file are; its rows are then compared anew. Refused while the job is at work. */
export async function setImportColumns(
  tx: Tx,
  manager: Staff,
  of: Named & { columns: PriceColumns },
): Promise<void> {
  const { importId, columns } = of;
  await lockIdle(tx, manager, of, ['mapping', 'ready']);
  const rows = await listSample(tx, importId, SAMPLE_ROWS);
  const heads = rows.find(({ line }) => line === columns.headRows)?.cells ?? [];
  await setColumns(tx, importId, { columns, heads });
  await judgeAnew(tx, of);
}

/** Leaves a row out, or takes it back in; not found where the row changes nothing. */
export async function excludeRow(
  tx: Tx,
  manager: Staff,
  of: Named & { line: number; isExcluded: boolean },
): Promise<void> {
  await lockIdle(tx, manager, of, ['ready']);
  if (!(await setExcluded(tx, of))) throw new NotFound('row of price import', String(of.line));
}

/** Stops a file on its way; what was published stays. Harmless to repeat. */
export async function cancelPriceImport(tx: Tx, manager: Staff, of: Named): Promise<void> {
  demandPublisher(manager);
  const { stage } = await lockPriceImport(tx, of);
  if (stage === 'applied' || stage === 'cancelled' || stage === 'failed') return;
  await setStage(tx, of.importId, 'cancelled');
}

/**
 * Has the rows that are not left out written into the draft of the list, and
 * published from a day on where one is given. A second click changes nothing.
 */
export async function applyPriceImport(
  tx: Tx,
  manager: Staff,
  of: Named & { publishFrom: string | null; hasReadRemarks: boolean; at: Date },
): Promise<void> {
  demandPublisher(manager);
  const { stage } = await lockPriceImport(tx, of);
  if (stage === 'applying' || stage === 'applied') return;
  if (stage !== 'ready') throw new Refusal({ code: 'changed-meanwhile' });
  await setWish(tx, of.importId, { ...of, by: manager.personId });
  await setStage(tx, of.importId, 'applying');
  await work(tx, of.importId);
}

/** Compares the rows of a locked file with the list as it is now, by a job; says why where a person did not ask for it. */
export async function judgeAnew(tx: Tx, of: Named, problem: string | null = null): Promise<void> {
  await forgetVerdicts(tx, of.importId);
  await setBase(tx, of.importId, await findBase(tx, of.listId));
  await setStage(tx, of.importId, 'judging', problem);
  await work(tx, of.importId);
}

const work = (tx: Tx, importId: string) =>
  addJob(tx, {
    name: 'work-price-import',
    payload: { importId },
    key: `work-price-import ${importId}`,
  });

async function lockIdle(
  tx: Tx,
  manager: Staff,
  of: Named,
  stages: readonly ('mapping' | 'ready')[],
): Promise<void> {
  demandPublisher(manager);
  const found = await lockPriceImport(tx, of);
  if (isAtWork(found) || !stages.some((stage) => stage === found.stage)) {
    throw new Refusal({ code: 'changed-meanwhile' });
  }
}

function demandPublisher(manager: Staff): void {
  if (!may(manager, 'publish-prices')) throw new Refusal({ code: 'not-permitted' });
}
