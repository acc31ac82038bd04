import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db/database.ts';
import type { LengthKind } from '../platform/db/schema.ts';
import { newId } from '../platform/id.ts';

/** Who buys and where the goods go: to the first of its sites, where it has one. */
export type Hauled = { companyId: string; siteId: string | null };

/** A company of the demo by the address of its people. */
export async function findHauled(db: Db, domain: string): Promise<Hauled | undefined> {
  const found = await sql<Hauled>`
    select membership.company_id, (select min(id::text)::uuid from site where company_id = membership.company_id) as site_id
    from membership join person on person.id = membership.person_id
    where person.email like ${`%@${domain}.example`} and membership.ended_at is null
    limit 1`.execute(db);
  return found.rows[0];
}

/**
 * Goods of a branch that are sold at a public price and of which one lot with its
 * certificate has so much that nobody holds: the fullest first. Grams.
 */
export async function listGoodsToShip(
  db: Db,
  of: { branchCode: string; lengthKind: LengthKind; atLeastG: number; limit: number },
): Promise<{ id: string }[]> {
  const { branchCode, lengthKind, atLeastG, limit } = of;
  const found = await sql<{ id: string }>`
    select product.id from product
    join stock_level as level on level.product_id = product.id and level.branch_code = ${branchCode}
      and level.on_hand_g - level.reserved_g >= ${atLeastG}
    where product.length_kind = ${lengthKind} and product.withdrawn_at is null
      and exists (select from lot where lot.product_id = product.id and lot.branch_code = ${branchCode}
                    and lot.parent_lot_id is null and lot.on_hand_g >= ${atLeastG}
                    and exists (select from lot_certificate where lot_id = lot.id and ended_at is null))
      and exists (select from price join price_list_version as version on version.id = price.version_id
                  join price_list as list on list.id = version.price_list_id
                  where price.product_id = product.id and list.level = 'base' and version.published_at is not null)
    order by level.on_hand_g - level.reserved_g desc, product.sku
    limit ${limit}`.execute(db);
  return found.rows;
}

/** A building site of a company: where, and what is built there. */
export async function insertSite(
  tx: Tx,
  of: { companyId: string; name: string; city: string; address: string; at: Date },
): Promise<string> {
  const { at, ...site } = of;
  const id = newId(at.getTime());
  await tx
    .insertInto('site')
    .values({ id, ...site })
    .execute();
  return id;
}

/** The last departure of an order's vehicles, which its papers follow. */
export async function findDeparture(
  db: Db,
  orderId: string,
): Promise<{ eventId: number } | undefined> {
  return db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', 'shipment.left')
    .orderBy('id', 'desc')
    .select('id as eventId')
    .executeTakeFirst();
}
