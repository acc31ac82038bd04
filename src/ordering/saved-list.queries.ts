import { type RawBuilder, sql } from 'kysely';
import type { Buyer } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Unit } from '../platform/db/schema.ts';
import {
  LIST_LINES_MAX,
  type SavedLine,
  type SavedList,
  type SavedListHead,
} from './saved-list.ts';

const LISTS_MAX = 200;

const listColumns = sql`
  list.id, list.company_id, list.name, list.owner_id, owner.name as owner_name, list.made_at, list.edits,
  (select coalesce(jsonb_object_agg(role, case when may_change then 'change' else 'read' end), '{}')
   from saved_list_role where list_id = list.id) as shared`;

/** The lists of a company that one of its people may see, by name. One statement. */
export async function listSavedLists(db: Db, reader: Buyer): Promise<SavedListHead[]> {
  const found = await sql<SavedListHead>`
    select ${listColumns}, content.lines, content.weight_g
    from saved_list as list
    join person as owner on owner.id = list.owner_id
    cross join lateral (
      select count(*)::integer as lines, coalesce(sum(weight_g), 0)::bigint as weight_g
      from saved_list_line where list_id = list.id and ended_at is null
    ) as content
    where list.company_id = ${reader.companyId} and list.ended_at is null
      and (${reader.role} = 'company_admin' or list.owner_id = ${reader.personId}
           or exists (select from saved_list_role where list_id = list.id and role = ${reader.role}::company_role))
    order by lower(list.name), list.id
    limit ${LISTS_MAX}`.execute(db);
  return found.rows;
}

/** A list that is kept, whoever's it is: the caller asks what the actor may do with it. */
export function findSavedList(db: Db, listId: string): Promise<SavedList | undefined> {
  return oneList(db, listId, sql``);
}

/** The same, locked until the commit. */
export function lockSavedList(tx: Tx, listId: string): Promise<SavedList | undefined> {
  return oneList(tx, listId, sql`for update of list`);
}

async function oneList(
  db: Db,
  listId: string,
  lock: RawBuilder<unknown>,
): Promise<SavedList | undefined> {
  const found = await sql<SavedList>`
    select ${listColumns} from saved_list as list join person as owner on owner.id = list.owner_id
    where list.id = ${listId} and list.ended_at is null ${lock}`.execute(db);
  return found.rows[0];
}

type LineRow = Omit<SavedLine, 'quantity'> & { quantityMilli: number; unit: Unit };

/**
 * The lines of a list in their order, with how much of each was ordered from it
 * (cancelled orders left out) and how much lies in open carts. What was taken in
 * another unit counts by its weight, rounded half up. One statement.
 */
export async function listSavedLines(db: Db, listId: string): Promise<SavedLine[]> {
  const inUnitOfLine = sql`
    case when taken.unit = line.unit then taken.quantity_milli
         else round(taken.weight_g::numeric * line.quantity_milli / line.weight_g) end`;
  const found = await sql<LineRow>`
    select line.id, line.product_id, product.sku, product.name_en, product.name_ru, product.name_kk,
           product.withdrawn_at is null as is_sold, line.quantity_milli, line.unit, line.length_mm, line.weight_g,
           bought.ordered_milli, bought.in_carts_milli
    from saved_list_line as line
    join product on product.id = line.product_id
    cross join lateral (
      select coalesce(sum(${inUnitOfLine}) filter (where placed.stage <> 'cancelled'), 0)::bigint as ordered_milli,
             coalesce(sum(${inUnitOfLine}) filter (where cart.placed_at is null), 0)::bigint as in_carts_milli
      from cart_line as taken
      join cart on cart.id = taken.cart_id
      left join sales_order as placed on placed.cart_id = cart.id
      where taken.saved_list_line_id = line.id
    ) as bought
    where line.list_id = ${listId} and line.ended_at is null
    order by line.position
    limit ${LIST_LINES_MAX}`.execute(db);
  return found.rows.map(({ quantityMilli, unit, ...line }) => ({
    ...line,
    quantity: { amountMilli: quantityMilli, unit },
  }));
}

/** A new list of a company. Returns whether it is new: the same id again changes nothing. */
export async function insertSavedList(
  tx: Tx,
  list: { id: string; companyId: string; name: string; ownerId: string; at: Date },
): Promise<boolean> {
  const { id, companyId, name, ownerId, at } = list;
  const made = await tx
    .insertInto('savedList')
    .values({ id, companyId, name, ownerId, madeAt: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (made.numInsertedOrUpdatedRows ?? 0n) === 1n;
}

/** What a list has: all its lines, and how many of them are kept. */
export function countSavedLines(db: Db, listId: string): Promise<{ kept: number }> {
  return db
    .selectFrom('savedListLine')
    .where('listId', '=', listId)
    .where('endedAt', 'is', null)
    .select((row) => row.fn.countAll<number>().as('kept'))
    .executeTakeFirstOrThrow();
}

/**
 * The lines of a cart as lines of a list, behind those it has; the ids follow
 * from both, so the same cart joins once. Lines with a cut list come as whole bars.
 */
export async function copyCartLines(
  tx: Tx,
  of: { listId: string; cartId: string; lines: readonly { id: string; cartLineId: string }[] },
): Promise<number> {
  const { listId, cartId, lines } = of;
  const copied = await sql`
    insert into saved_list_line (id, list_id, product_id, position, quantity_milli, unit, length_mm, weight_g)
    select wanted.id, ${listId}, line.product_id,
           (select coalesce(max(position), 0) from saved_list_line where list_id = ${listId})
             + row_number() over (order by line.added_at, line.id),
           line.quantity_milli, line.unit, case when line.unit = 'pcs' then line.length_mm end, line.weight_g
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ cartLineId }) => cartLineId)}::uuid[])
      as wanted (id, cart_line_id)
    join cart_line as line on line.id = wanted.cart_line_id and line.cart_id = ${cartId}
    on conflict (id) do update set ended_at = null where saved_list_line.ended_at is not null`.execute(
    tx,
  );
  return Number(copied.numAffectedRows ?? 0n);
}

/** Other quantities for lines of a list; ids that are not of it do no harm. */
export async function setSavedLines(
  tx: Tx,
  listId: string,
  lines: readonly { id: string; quantityMilli: number; unit: Unit; weightG: number }[],
): Promise<void> {
  await sql`
    update saved_list_line as line
    set quantity_milli = changed.quantity_milli, unit = changed.unit::unit, weight_g = changed.weight_g
    from unnest(
      ${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ quantityMilli }) => quantityMilli)}::bigint[],
      ${lines.map(({ unit }) => unit)}::text[], ${lines.map(({ weightG }) => weightG)}::bigint[]
    ) as changed (id, quantity_milli, unit, weight_g)
    where line.id = changed.id and line.list_id = ${listId}`.execute(tx);
}

/** Takes lines out of a list; what was ordered from them stays ordered. */
export async function endSavedLines(
  tx: Tx,
  of: { listId: string; lineIds: readonly string[]; at: Date },
): Promise<void> {
  await tx
    .updateTable('savedListLine')
    .set({ endedAt: of.at })
    .where('listId', '=', of.listId)
    .where('id', 'in', [...of.lineIds])
    .where('endedAt', 'is', null)
    .execute();
}

/** Names a list and says who may do what with it, whole. */
export async function setSavedList(
  tx: Tx,
  list: { id: string; name: string; shared: SavedList['shared'] },
): Promise<void> {
  const roles = Object.entries(list.shared);
  await sql`
    with named as (update saved_list set name = ${list.name} where id = ${list.id}),
    gone as (
      delete from saved_list_role
      where list_id = ${list.id} and role::text <> all(${roles.map(([role]) => role)}::text[])
    )
    insert into saved_list_role (list_id, role, may_change)
    select ${list.id}, role::company_role, may_change
    from unnest(${roles.map(([role]) => role)}::text[], ${roles.map(([, right]) => right === 'change')}::boolean[])
      as given (role, may_change)
    on conflict (list_id, role) do update set may_change = excluded.may_change`.execute(tx);
}

/** Counts a change to a list, or ends it. */
export async function touchSavedList(
  tx: Tx,
  list: { id: string; endedAt?: Date | undefined },
): Promise<void> {
  await tx
    .updateTable('savedList')
    .set((row) => ({
      edits: row('edits', '+', 1),
      ...(list.endedAt ? { endedAt: list.endedAt } : {}),
    }))
    .where('id', '=', list.id)
    .execute();
}
