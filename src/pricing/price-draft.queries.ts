import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import type { ProductPrice } from './price-list.ts';

/** The next version of a list, not yet published. */
export type PriceDraft = {
  versionId: string;
  listId: string;
  number: number;
  /** The version it began from; null for the first of a list. */
  basedOn: string | null;
  /** Counts changes, so that whoever publishes knows what he looked at. */
  edits: number;
};

/** The draft of a list; `undefined` where there is none. */
export function findDraft(db: Db, listId: string): Promise<PriceDraft | undefined> {
  return draftOf(db, listId).executeTakeFirst();
}

/** Locks a list and then its draft until the commit. `undefined` where there is no draft. */
export async function lockDraft(tx: Tx, listId: string): Promise<PriceDraft | undefined> {
  await lockList(tx, listId);
  return draftOf(tx, listId).forUpdate().executeTakeFirst();
}

/** Locks a list until the commit. Returns whether there is one. */
export async function lockList(tx: Tx, listId: string): Promise<boolean> {
  const locked = await tx
    .selectFrom('priceList')
    .where('id', '=', listId)
    .select('id')
    .forUpdate()
    .execute();
  return locked.length > 0;
}

const draftOf = (db: Db, listId: string) =>
  db
    .selectFrom('priceListVersion')
    .where('priceListId', '=', listId)
    .where('publishedAt', 'is', null)
    .select(['id as versionId', 'priceListId as listId', 'number', 'basedOn', 'edits']);

/** Begins the draft of a list with all prices of the newest published version that is not replaced, if there is one. */
export async function insertDraft(
  tx: Tx,
  draft: { id: string; listId: string; on: string; by: string; at: Date },
): Promise<void> {
  const { id, listId, on, by, at } = draft;
  await sql`
    with based as (
      select id from price_list_version
      where price_list_id = ${listId} and published_at is not null and not isempty(valid_during)
      order by lower(valid_during) desc nulls last limit 1
    ), draft as (
      insert into price_list_version (id, price_list_id, number, valid_during, based_on, created_by, created_at)
      select ${id}, ${listId}, coalesce(max(number), 0) + 1, daterange(${on}::date, null), (select id from based),
             ${by}, ${at}
      from price_list_version where price_list_id = ${listId}
    )
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor, is_computed)
    select ${id}, product_id, from_weights_g, prices_per_tonne_minor, is_computed
    from price where version_id = (select id from based)`.execute(tx);
}

/** Lets a statement over a whole list take half a minute, until the commit; others wait for nothing it locks. */
export async function allowLongStatements(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = '30s'`.execute(tx);
}

/** Reads what takes its time with a list of a hundred thousand products. */
export const overWholeList = <Result>(db: Db, read: (tx: Tx) => Promise<Result>): Promise<Result> =>
  transact(db, async (tx) => {
    await allowLongStatements(tx);
    return read(tx);
  });

/** Counts a change to a draft. */
export async function countEdit(tx: Tx, versionId: string): Promise<void> {
  await tx
    .updateTable('priceListVersion')
    .set((row) => ({ edits: row('edits', '+', 1) }))
    .where('id', '=', versionId)
    .execute();
}

/** Takes a draft with its prices away. */
export async function deleteDraft(tx: Tx, versionId: string): Promise<void> {
  await tx.deleteFrom('priceListVersion').where('id', '=', versionId).execute();
}

/** What a version asks for some products; null where it has no price, absent where there is no such product. */
export async function findPrices(
  db: Db,
  of: { versionId: string; productIds: readonly string[] },
): Promise<Map<string, ProductPrice | null>> {
  const found = await sql<
    { productId: string } & { [Part in keyof ProductPrice]: ProductPrice[Part] | null }
  >`
    select product.id as product_id, from_weights_g, prices_per_tonne_minor
    from product left join price on price.product_id = product.id and version_id = ${of.versionId}
    where product.id = any(${[...of.productIds]}::uuid[])`.execute(db);
  return new Map(
    found.rows.map(({ productId, fromWeightsG, pricesPerTonneMinor }) => [
      productId,
      fromWeightsG && pricesPerTonneMinor ? { fromWeightsG, pricesPerTonneMinor } : null,
    ]),
  );
}

/** Writes prices of a draft in one statement: those given are set, those null are taken away. */
export async function writePrices(
  tx: Tx,
  versionId: string,
  prices: ReadonlyMap<string, ProductPrice | null>,
): Promise<void> {
  const given = [...prices].map(([productId, price]) => ({
    product_id: productId,
    from_weights_g: price?.fromWeightsG ?? null,
    prices_per_tonne_minor: price?.pricesPerTonneMinor ?? null,
  }));
  await sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(given)})
        as given (product_id uuid, from_weights_g bigint[], prices_per_tonne_minor bigint[])
    ), lost as (
      delete from price using given
      where version_id = ${versionId} and price.product_id = given.product_id and given.from_weights_g is null
    )
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor)
    select ${versionId}, product_id, from_weights_g, prices_per_tonne_minor
    from given where from_weights_g is not null
    on conflict (version_id, product_id) do update
    set (from_weights_g, prices_per_tonne_minor, is_computed)
      = (excluded.from_weights_g, excluded.prices_per_tonne_minor, false)`.execute(tx);
}

/** The product that an SKU names and that is still sold. */
export function findProductBySku(db: Db, sku: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('product')
    .where('sku', '=', sku)
    .where('withdrawnAt', 'is', null)
    .select('id')
    .executeTakeFirst();
}

/** The products that SKUs name and that are still sold, by SKU. One statement. */
export async function findProductsBySku(
  db: Db,
  skus: readonly string[],
): Promise<Map<string, string>> {
  const found = await db
    .selectFrom('product')
    .where('sku', '=', sql<string>`any(${[...skus]})`)
    .where('withdrawnAt', 'is', null)
    .select(['sku', 'id'])
    .execute();
  return new Map(found.map(({ sku, id }) => [sku, id]));
}
