import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { PriceImportStage } from '../platform/db/schema.ts';
import { NotFound } from '../platform/refusal.ts';
import type { PriceColumns } from './price-columns.ts';
import type { PriceImport } from './price-import.ts';

/** A row of a file as it was written. */
type SampleRow = { line: number; cells: string[] };

const columns = sql`
  import.id, import.price_list_id as list_id, import.file_name, import.stage, import.problem, import.heads, import.columns,
  import.row_count, import.done_count, import.expected_count, import.base_version_id, import.base_edits,
  import.publish_from, import.has_read_remarks, import.asked_by, import.asked_at, person.name as created_by_name,
  import.created_at, extract(epoch from clock_timestamp() - import.phase_began_at)::float8 as seconds`;

/** A file of a list; `undefined` for one of another list and for one that is not there. */
export async function findPriceImport(
  db: Db,
  of: { listId: string; importId: string },
): Promise<PriceImport | undefined> {
  const { rows } = await sql<PriceImport>`
    select ${columns} from price_import as import join person on person.id = import.created_by
    where import.id = ${of.importId} and import.price_list_id = ${of.listId}`.execute(db);
  return rows[0];
}

/** The same with its first rows. One statement. */
export async function findSampledImport(
  db: Db,
  of: { listId: string; importId: string; sampleRows: number },
): Promise<(PriceImport & { sample: readonly SampleRow[] }) | undefined> {
  const { rows } = await sql<PriceImport & { sample: SampleRow[] }>`
    select ${columns},
           (select coalesce(jsonb_agg(jsonb_build_object('line', line, 'cells', cells) order by line), '[]')
            from (select line, cells from price_import_row where import_id = import.id
                  order by line limit ${of.sampleRows}) as first) as sample
    from price_import as import join person on person.id = import.created_by
    where import.id = ${of.importId} and import.price_list_id = ${of.listId}`.execute(db);
  return rows[0];
}

/** The last files of a list, the newest first. */
export async function listPriceImports(
  db: Db,
  of: { listId: string; rowsMax: number },
): Promise<PriceImport[]> {
  const { rows } = await sql<PriceImport>`
    select ${columns} from price_import as import join person on person.id = import.created_by
    where import.price_list_id = ${of.listId} order by import.created_at desc limit ${of.rowsMax}`.execute(
    db,
  );
  return rows;
}

/** Locks a file until the commit. Throws `NotFound` where there is none, or it belongs to another list. */
export async function lockPriceImport(
  tx: Tx,
  of: { importId: string; listId?: string },
): Promise<PriceImport> {
  const { listId = null } = of;
  const { rows } = await sql<PriceImport>`
    select ${columns} from price_import as import join person on person.id = import.created_by
    where import.id = ${of.importId} and (${listId}::uuid is null or import.price_list_id = ${listId}::uuid)
    for update of import`.execute(tx);
  const [found] = rows;
  if (!found) throw new NotFound('price import', of.importId);
  return found;
}

/** The list that a file is for. Throws `NotFound` where there is no such file. */
export async function findListOfImport(db: Db, importId: string): Promise<string> {
  const found = await db
    .selectFrom('priceImport')
    .where('id', '=', importId)
    .select('priceListId')
    .executeTakeFirst();
  if (!found) throw new NotFound('price import', importId);
  return found.priceListId;
}

/** Keeps a file under its id; does nothing where it is there already. Returns whether it is new. */
export async function insertPriceImport(
  tx: Tx,
  given: { id: string; listId: string; fileName: string; file: Buffer; by: string; at: Date },
): Promise<boolean> {
  const { id, listId, fileName, file, by, at } = given;
  const inserted = await sql`
    insert into price_import (id, price_list_id, file_name, file, created_by, created_at)
    values (${id}, ${listId}, ${fileName}, ${file}, ${by}, ${at})
    on conflict (id) do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

/** The bytes of a file that was not read to its end yet. */
export async function findFile(db: Db, importId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ file: Buffer | null }>`
    select file from price_import where id = ${importId}`.execute(db);
  return rows[0]?.file ?? null;
}

/** The head and the columns of the last file of a list that came as far as its prices. */
export async function findRememberedColumns(
  db: Db,
  listId: string,
): Promise<{ heads: readonly string[]; columns: PriceColumns } | undefined> {
  const { rows } = await sql<{ heads: string[]; columns: PriceColumns }>`
    select heads, columns from price_import
    where price_list_id = ${listId} and columns is not null and heads <> '{}' and stage in ('ready', 'applied')
    order by created_at desc limit 1`.execute(db);
  return rows[0];
}

/** What a list's prices are compared with: its draft, else its newest published version that is not replaced. */
export async function findBase(
  db: Db,
  listId: string,
): Promise<{ versionId: string; edits: number; companyId: string | null } | undefined> {
  const { rows } = await sql<{ versionId: string; edits: number; companyId: string | null }>`
    select version.id as version_id, version.edits, list.company_id
    from price_list_version as version join price_list as list on list.id = version.price_list_id
    where version.price_list_id = ${listId} and (version.published_at is null or not isempty(version.valid_during))
    order by version.published_at is null desc, lower(version.valid_during) desc nulls last limit 1`.execute(
    db,
  );
  return rows[0];
}

/** Takes a locked file to its next step, from which on time is counted anew; a step beyond the reading lets the bytes go. */
export async function setStage(
  tx: Tx,
  importId: string,
  stage: PriceImportStage,
  problem: string | null = null,
): Promise<void> {
  await sql`
    update price_import
    set stage = ${stage}, problem = ${problem}, phase_began_at = clock_timestamp(),
        file = case when ${stage} = 'reading' then file end,
        done_count = case when ${stage} = 'judging' then 0 else done_count end
    where id = ${importId}`.execute(tx);
}

/** Writes down what the columns of a locked file say, and which row is its head. */
export async function setColumns(
  tx: Tx,
  importId: string,
  given: { columns: PriceColumns; heads: readonly string[] },
): Promise<void> {
  await sql`
    update price_import set columns = ${JSON.stringify(given.columns)}::jsonb, heads = ${[...given.heads]}::text[]
    where id = ${importId}`.execute(tx);
}

/** Notes with which version a locked file is compared. */
export async function setBase(
  tx: Tx,
  importId: string,
  base: { versionId: string; edits: number } | undefined,
): Promise<void> {
  await sql`
    update price_import set base_version_id = ${base?.versionId ?? null}, base_edits = ${base?.edits ?? null}
    where id = ${importId}`.execute(tx);
}

/** Notes what somebody wants done with the rows of a locked file. */
export async function setWish(
  tx: Tx,
  importId: string,
  wish: { publishFrom: string | null; hasReadRemarks: boolean; by: string; at: Date },
): Promise<void> {
  await sql`
    update price_import set publish_from = ${wish.publishFrom}, has_read_remarks = ${wish.hasReadRemarks},
      asked_by = ${wish.by}, asked_at = ${wish.at}
    where id = ${importId}`.execute(tx);
}

/** Forgets files of a list that are done with and older than a moment, with their rows. */
export async function deleteOldImports(
  tx: Tx,
  of: { listId: string; before: Date },
): Promise<void> {
  await sql`
    delete from price_import
    where price_list_id = ${of.listId} and created_at < ${of.before}
      and stage in ('applied', 'failed', 'cancelled')`.execute(tx);
}
