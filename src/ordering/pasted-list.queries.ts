import { sql } from 'kysely';
import type { ListRow } from '../catalogue/reading/list-rows.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { NotFound } from '../platform/refusal.ts';
import type { PastedHead, PastedLine } from './pasted-list.ts';

const headColumns = sql`
  list.id, list.company_id, list.pasted_by, person.name as pasted_by_name, list.pasted_at, list.file_name,
  list.is_cut, list.line_count, list.cancelled_at,
  (select count(*) from pasted_line as line where line.list_id = list.id and line.match is not null) as matched_count`;

const lineColumns = sql`
  line.position, line.typed, line.words, line.code, line.alias_key, line.quantity_milli, line.unit, line.length_mm,
  line.match, line.product_id, line.is_chosen, line.assumed, line.candidate_ids, line.candidate_count,
  line.decision, line.cart_line_id`;

/** A company's list with its lines in their order; `undefined` for a foreign one and for one that is not there. One statement. */
export async function findPastedList(
  db: Db,
  of: { listId: string; companyId: string },
): Promise<{ list: PastedHead; lines: PastedLine[] } | undefined> {
  const found = await sql<PastedHead & PastedLine>`
    select ${headColumns}, ${lineColumns}
    from pasted_list as list
    join person on person.id = list.pasted_by
    join pasted_line as line on line.list_id = list.id
    where list.id = ${of.listId} and list.company_id = ${of.companyId}
    order by line.position`.execute(db);
  const [list] = found.rows;
  return list && { list, lines: found.rows };
}

/** Lists that a person pasted lately, the newest first. */
export async function listPastedLists(
  db: Db,
  of: { companyId: string; personId: string; rowsMax: number },
): Promise<(PastedHead & { firstLine: string; added: number })[]> {
  const found = await sql<PastedHead & { firstLine: string; added: number }>`
    select ${headColumns},
      (select line.typed from pasted_line as line where line.list_id = list.id order by line.position limit 1) as first_line,
      (select count(*) from pasted_line as line where line.list_id = list.id and line.cart_line_id is not null) as added
    from pasted_list as list
    join person on person.id = list.pasted_by
    where list.company_id = ${of.companyId} and list.pasted_by = ${of.personId}
    order by list.pasted_at desc limit ${of.rowsMax}`.execute(db);
  return found.rows;
}

/** Keeps a list under its id; does nothing where it is there already. Returns whether it is new. */
export async function insertPastedList(
  tx: Tx,
  list: Pick<PastedHead, 'id' | 'companyId' | 'pastedBy' | 'pastedAt' | 'fileName' | 'isCut'>,
  rows: readonly ListRow[],
): Promise<boolean> {
  const inserted = await sql`
    insert into pasted_list (id, company_id, pasted_by, pasted_at, file_name, is_cut, line_count)
    values (${list.id}, ${list.companyId}, ${list.pastedBy}, ${list.pastedAt}, ${list.fileName}, ${list.isCut}, ${rows.length})
    on conflict (id) do nothing`.execute(tx);
  if (inserted.numAffectedRows !== 1n) return false;
  await sql`
    insert into pasted_line (list_id, position, typed, words, code, quantity_milli, unit, length_mm)
    select ${list.id}, position, typed, words, code, quantity_milli, unit::unit, length_mm
    from unnest(
      ${rows.map((row) => row.typed)}::text[],
      ${rows.map((row) => row.words)}::text[],
      ${rows.map((row) => row.code ?? null)}::text[],
      ${rows.map((row) => row.quantity?.amountMilli ?? null)}::bigint[],
      ${rows.map((row) => row.quantity?.unit ?? null)}::text[],
      ${rows.map((row) => row.lengthMm ?? null)}::integer[]
    ) with ordinality as line (typed, words, code, quantity_milli, unit, length_mm, position)`.execute(
    tx,
  );
  return true;
}

/** Locks a company's list until the commit, or finds nothing, like for one that is not there. */
export async function lockPastedList(
  tx: Tx,
  of: { listId: string; companyId?: string },
): Promise<PastedHead> {
  const mine = of.companyId === undefined ? sql`` : sql`and list.company_id = ${of.companyId}`;
  const found = await sql<PastedHead>`
    select ${headColumns} from pasted_list as list join person on person.id = list.pasted_by
    where list.id = ${of.listId} ${mine} for update of list`.execute(tx);
  const [list] = found.rows;
  if (!list) throw new NotFound('list', of.listId);
  return list;
}

/** Lines of a locked list: some of their positions, or the next that were not matched yet. */
export async function listPastedLines(
  tx: Tx,
  of: { listId: string } & ({ positions: readonly number[] } | { unmatchedMax: number }),
): Promise<PastedLine[]> {
  const which =
    'positions' in of
      ? sql`line.position = any(${[...of.positions]}::integer[]) order by line.position`
      : sql`line.match is null order by line.position limit ${of.unmatchedMax}`;
  const found = await sql<PastedLine>`
    select ${lineColumns} from pasted_line as line
    where line.list_id = ${of.listId} and ${which}`.execute(tx);
  return found.rows;
}

/** What a line was found to mean. */
export type MatchedLine = Pick<
  PastedLine,
  | 'position'
  | 'aliasKey'
  | 'quantityMilli'
  | 'unit'
  | 'lengthMm'
  | 'match'
  | 'productId'
  | 'assumed'
  | 'candidateIds'
  | 'candidateCount'
>;

/** Writes what lines of a locked list mean, as if nobody had decided about them yet. */
export async function setMatches(
  tx: Tx,
  listId: string,
  lines: readonly MatchedLine[],
): Promise<void> {
  await sql`
    update pasted_line as line
    set quantity_milli = matched."quantityMilli", unit = matched.unit, length_mm = matched."lengthMm",
        match = matched.match, product_id = matched."productId", assumed = matched.assumed,
        candidate_ids = matched."candidateIds", candidate_count = matched."candidateCount",
        alias_key = matched."aliasKey", is_chosen = false, decision = null
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as matched (
      position integer, "quantityMilli" bigint, unit unit, "lengthMm" integer, match line_match, "productId" uuid,
      assumed text[], "candidateIds" uuid[], "candidateCount" integer, "aliasKey" text)
    where line.list_id = ${listId} and line.position = matched.position`.execute(tx);
}

/** Makes a product what a line means, and with it every other line of the list that says the same and was not decided. */
export async function setChosen(
  tx: Tx,
  of: { listId: string; position: number; productId: string },
): Promise<void> {
  await sql`
    update pasted_line as line
    set product_id = ${of.productId}, is_chosen = true, match = 'exact', assumed = '{}', decision = null
    from pasted_line as chosen
    where chosen.list_id = ${of.listId} and chosen.position = ${of.position}
      and line.list_id = chosen.list_id and line.cart_line_id is null
      and (line.position = chosen.position
           or (line.alias_key = chosen.alias_key and line.alias_key <> '' and not line.is_chosen and line.decision is null))`.execute(
    tx,
  );
}

/** Changes one line of a locked list that is in no cart yet. */
export async function setPastedLine(
  tx: Tx,
  of: { listId: string; position: number },
  set: Partial<Pick<PastedLine, 'words' | 'quantityMilli' | 'unit' | 'decision'>> & {
    assumed?: string[];
  },
): Promise<void> {
  await tx
    .updateTable('pastedLine')
    .set(set)
    .where('listId', '=', of.listId)
    .where('position', '=', of.position)
    .where('cartLineId', 'is', null)
    .execute();
}

/** Marks lines of a locked list as asked for. */
export async function setAsked(
  tx: Tx,
  listId: string,
  positions: readonly number[],
): Promise<void> {
  await sql`
    update pasted_line set decision = 'asked'
    where list_id = ${listId} and position = any(${[...positions]}::integer[])`.execute(tx);
}

/** Stops the work on a list. */
export async function setCancelled(tx: Tx, of: { listId: string; at: Date }): Promise<void> {
  await tx
    .updateTable('pastedList')
    .set({ cancelledAt: of.at })
    .where('id', '=', of.listId)
    .where('cancelledAt', 'is', null)
    .execute();
}

/** Remembers which lines of a cart lines of a locked list became. */
export async function setAdded(
  tx: Tx,
  listId: string,
  added: readonly { position: number; cartLineId: string }[],
): Promise<void> {
  await sql`
    update pasted_line as line set cart_line_id = became.cart_line_id
    from unnest(
      ${added.map((line) => line.position)}::integer[], ${added.map((line) => line.cartLineId)}::uuid[]
    ) as became (position, cart_line_id)
    where line.list_id = ${listId} and line.position = became.position`.execute(tx);
}
