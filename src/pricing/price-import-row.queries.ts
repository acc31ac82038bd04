import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import type { PriceVerdict } from '../platform/db/schema.ts';
import type { RowsRead } from '../platform/gateways/spreadsheet.ts';
import type { RowProblem } from './price-file-row.ts';
import type { JudgedPrice, PriceTally } from './price-import.ts';
import type { ProductPrice } from './price-list.ts';

/**
 * Lets the commit of a step not wait for the disk: a step that a crash takes back
 * is done again. Never for what somebody was told is done.
 */
export async function commitLater(tx: Tx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx);
}

/** Rows of a file as they stand in it, empty ones left out; those that are there already stay. One statement, and the count of rows. */
export async function insertRows(tx: Tx, importId: string, read: RowsRead): Promise<void> {
  const rows = read.rows.flatMap((cells, at) =>
    cells.length === 0 ? [] : [{ line: read.from + at + 1, cells }],
  );
  await sql`
    insert into price_import_row (import_id, line, cells)
    select ${importId}, line, cells
    from json_to_recordset(${JSON.stringify(rows)}) as row (line integer, cells text[])
    on conflict (import_id, line) do nothing`.execute(tx);
  await sql`
    update price_import set row_count = ${read.from + read.rows.length}, expected_count = ${read.expected ?? null}
    where id = ${importId}`.execute(tx);
}

/** The first rows of a file. */
export async function listSample(
  db: Db,
  importId: string,
  rowsMax: number,
): Promise<{ line: number; cells: string[] }[]> {
  const { rows } = await sql<{ line: number; cells: string[] }>`
    select line, cells from price_import_row where import_id = ${importId} order by line limit ${rowsMax}`.execute(
    db,
  );
  return rows;
}

/** The next rows behind a line that were not judged yet, in their order; what lies before is not looked through again. */
export async function listUnjudged(
  tx: Tx,
  of: { importId: string; after: number; rowsMax: number },
): Promise<{ line: number; cells: string[] }[]> {
  const { importId, after, rowsMax } = of;
  const { rows } = await sql<{ line: number; cells: string[] }>`
    select line, cells from price_import_row
    where import_id = ${importId} and line > ${after} and verdict is null order by line limit ${rowsMax}`.execute(
    tx,
  );
  return rows;
}

/** The product that is sold under each SKU or bar code, however its letters are typed; unknown ones are absent. One statement. */
export async function findPricedProducts(
  tx: Tx,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; id: string }>`
    select given.code, product.id
    from (select distinct unnest(${[...codes]}::text[]) as code) as given
    join product on lower(product.sku) = lower(given.code) and product.withdrawn_at is null
    union all
    select given.code, product.id
    from (select distinct unnest(${[...codes]}::text[]) as code) as given
    join product on product.barcode = given.code and product.withdrawn_at is null`.execute(tx);
  return new Map(rows.map(({ code, id }) => [code, id]));
}

const ofPrice = (price: ProductPrice | null) => ({
  weights: price?.fromWeightsG ?? null,
  prices: price?.pricesPerTonneMinor ?? null,
});

/** Writes down what rows of a locked file mean, and how far it is. Two statements. */
export async function setVerdicts(
  tx: Tx,
  importId: string,
  judged: readonly JudgedPrice[],
): Promise<void> {
  const rows = judged.map((row) => {
    const [now, was] = [ofPrice(row.price), ofPrice(row.before)];
    return {
      ...{ line: row.line, verdict: row.verdict, problem: row.problem, product: row.productId },
      ...{ weights: now.weights, prices: now.prices, was_weights: was.weights, was: was.prices },
      move: row.moveBp,
    };
  });
  await sql`
    update price_import_row as row
    set verdict = judged.verdict, problem = judged.problem, product_id = judged.product,
        from_weights_g = judged.weights, prices_per_tonne_minor = judged.prices,
        before_weights_g = judged.was_weights, before_prices_minor = judged.was, move_bp = judged.move
    from json_to_recordset(${JSON.stringify(rows)}) as judged (
      line integer, verdict price_verdict, problem text, product uuid, weights bigint[], prices bigint[],
      was_weights bigint[], was bigint[], move integer)
    where row.import_id = ${importId} and row.line = judged.line`.execute(tx);
  await sql`
    update price_import set done_count = least(row_count, ${judged.at(-1)?.line ?? 0}) where id = ${importId}`.execute(
    tx,
  );
}

/** Forgets what all rows of a locked file mean; what was left out stays left out. */
export async function forgetVerdicts(tx: Tx, importId: string): Promise<void> {
  await sql`
    update price_import_row set verdict = null, problem = null, move_bp = 0
    where import_id = ${importId} and verdict is not null`.execute(tx);
}

/**
 * Products that stand in several rows of a locked file: where all say the same,
 * the first counts and the others are repeated; where they differ none counts,
 * since nobody knows which is right. One statement.
 */
export async function markTwins(tx: Tx, importId: string): Promise<void> {
  await sql`
    with twin as (
      select product_id, min(line) as first,
             count(distinct (from_weights_g, prices_per_tonne_minor)) > 1 as differ
      from price_import_row where import_id = ${importId} and verdict in ('changed', 'new', 'unchanged')
      group by product_id having count(*) > 1
    )
    update price_import_row as row
    set verdict = 'wrong', problem = case when twin.differ then 'twice' else 'repeated' end
    from twin
    where row.import_id = ${importId} and row.product_id = twin.product_id
      and row.verdict in ('changed', 'new', 'unchanged') and (twin.differ or row.line > twin.first)`.execute(
    tx,
  );
}

/** How many rows there are of each verdict. One statement. */
export async function countRows(db: Db, importId: string): Promise<PriceTally> {
  const { rows } = await sql<{ verdict: PriceVerdict; count: number; excluded: number }>`
    select verdict, count(*) as count, count(*) filter (where is_excluded and verdict in ('changed', 'new')) as excluded
    from price_import_row where import_id = ${importId} and verdict is not null group by verdict`.execute(
    db,
  );
  const tally = { changed: 0, new: 0, unchanged: 0, wrong: 0, idle: 0, excluded: 0 };
  for (const { verdict, count, excluded } of rows) {
    tally[verdict] = count;
    tally.excluded += excluded;
  }
  return tally;
}

/** A row as the preview shows it; names are null where it means no product. */
export type ShownRow = {
  line: number;
  cells: string[];
  problem: RowProblem | null;
  productId: string | null;
  sku: string | null;
  nameEn: string | null;
  nameRu: string | null;
  nameKk: string | null;
  price: ProductPrice | null;
  before: ProductPrice | null;
  moveBp: number;
  isExcluded: boolean;
};

type RowFound = Omit<ShownRow, 'price' | 'before'> & {
  fromWeightsG: number[] | null;
  pricesPerTonneMinor: number[] | null;
  beforeWeightsG: number[] | null;
  beforePricesMinor: number[] | null;
};

/** A page of the rows of one verdict, the biggest changes first, narrowed down to a part of a name, SKU or cell. One statement. */
export async function listRows(
  db: Db,
  asked: {
    importId: string;
    verdict: PriceVerdict;
    text?: string | undefined;
    line?: number | undefined;
    limit: number;
    offset: number;
  },
): Promise<{ rows: ShownRow[]; total: number }> {
  const { importId, verdict, text, line = null, limit, offset } = asked;
  const like = text === undefined ? null : containing(text);
  const { rows } = await sql<RowFound & { total: number }>`
    with found as (
      select row.*, count(*) over () as total from price_import_row as row
      where row.import_id = ${importId} and row.verdict = ${verdict}
        and (${line}::integer is null or row.line = ${line}::integer)
        and (${like}::text is null or array_to_string(row.cells, ' ') ilike ${like}
             or row.product_id in (select id from product where sku ilike ${like} or name_en ilike ${like}
                                   or name_ru ilike ${like} or name_kk ilike ${like}))
      order by abs(row.move_bp) desc, row.line limit ${limit} offset ${offset}
    )
    select found.line, found.cells, found.problem, found.product_id, product.sku, product.name_en, product.name_ru,
           product.name_kk, found.from_weights_g, found.prices_per_tonne_minor, found.before_weights_g,
           found.before_prices_minor, found.move_bp, found.is_excluded, found.total
    from found left join product on product.id = found.product_id
    order by abs(found.move_bp) desc, found.line`.execute(db);
  return { rows: rows.map(shownOf), total: rows[0]?.total ?? 0 };
}

function shownOf(row: RowFound): ShownRow {
  const { fromWeightsG, pricesPerTonneMinor, beforeWeightsG, beforePricesMinor } = row;
  const { line, cells, problem, productId, sku, nameEn, nameRu, nameKk, moveBp, isExcluded } = row;
  const price = fromWeightsG && pricesPerTonneMinor ? { fromWeightsG, pricesPerTonneMinor } : null;
  const before =
    beforeWeightsG && beforePricesMinor
      ? { fromWeightsG: beforeWeightsG, pricesPerTonneMinor: beforePricesMinor }
      : null;
  return {
    ...{ line, cells, problem, productId, sku, nameEn, nameRu, nameKk },
    ...{ price, before, moveBp, isExcluded },
  };
}

/** The next wrong rows behind a line, in the order of the file. */
export async function listWrongRows(
  db: Db,
  of: { importId: string; after: number; rowsMax: number },
): Promise<{ line: number; cells: string[]; problem: RowProblem }[]> {
  const { rows } = await sql<{ line: number; cells: string[]; problem: RowProblem }>`
    select line, cells, problem from price_import_row
    where import_id = ${of.importId} and verdict = 'wrong' and line > ${of.after}
    order by line limit ${of.rowsMax}`.execute(db);
  return rows;
}

/** Leaves a row of a locked file out, or takes it back in. Returns whether there is such a row. */
export async function setExcluded(
  tx: Tx,
  of: { importId: string; line: number; isExcluded: boolean },
): Promise<boolean> {
  const changed = await sql`
    update price_import_row set is_excluded = ${of.isExcluded}
    where import_id = ${of.importId} and line = ${of.line} and verdict in ('changed', 'new')`.execute(
    tx,
  );
  return changed.numAffectedRows === 1n;
}

/** Writes the rows of a file that change something and are not left out into a draft. One statement. Returns how many. */
export async function writeRowsToDraft(
  tx: Tx,
  of: { importId: string; versionId: string },
): Promise<number> {
  const written = await sql`
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor)
    select ${of.versionId}, product_id, from_weights_g, prices_per_tonne_minor
    from price_import_row
    where import_id = ${of.importId} and verdict in ('changed', 'new') and not is_excluded
    on conflict (version_id, product_id) do update
    set (from_weights_g, prices_per_tonne_minor, is_computed)
      = (excluded.from_weights_g, excluded.prices_per_tonne_minor, false)`.execute(tx);
  return Number(written.numAffectedRows ?? 0n);
}
