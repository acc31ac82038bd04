import { sql } from 'kysely';
import type { Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';

/** Goods that lie at a branch and at one other, what lies free of them at each, in grams. */
export type Spread = { id: string; hereG: number; thereG: number; fromBranch: string };

/**
 * Goods at a public price that lie free at a branch and at exactly one other in so many
 * grams, in lots that may be sent: what is ordered of both comes from there. The least there first.
 */
export async function listSpread(
  db: Db,
  of: { branchCode: string; mostHereG: number; leastThereG: number; limit: number },
): Promise<Spread[]> {
  const { branchCode, mostHereG, leastThereG, limit } = of;
  const found = await sql<Spread>`
    select product.id, here.on_hand_g - here.reserved_g as here_g, there.free_g as there_g, there.branch_code as from_branch
    from product
    join stock_level as here on here.product_id = product.id and here.branch_code = ${branchCode}
      and here.on_hand_g - here.reserved_g between 1 and ${mostHereG}
    cross join lateral (
      select min(branch_code) as branch_code, sum(on_hand_g - reserved_g)::bigint as free_g, count(*) as branches
      from stock_level as other
      where other.product_id = product.id and other.branch_code <> ${branchCode} and other.on_hand_g > other.reserved_g
    ) as there
    where product.length_kind = 'measured' and product.withdrawn_at is null
      and there.branches = 1 and there.free_g >= ${leastThereG}
      and there.free_g <= (select sum(on_hand_g) from lot where lot.product_id = product.id and lot.on_hand_g > 0
                           and lot.branch_code = there.branch_code and lot.parent_lot_id is null and lot.order_id is null)
      and exists (select from price join price_list_version as version on version.id = price.version_id
                  join price_list as list on list.id = version.price_list_id
                  where price.product_id = product.id and list.level = 'base' and version.published_at is not null)
    order by there.free_g, product.sku
    limit ${limit}`.execute(db);
  return found.rows;
}

/** Who stands at the counter of a branch: the first by name; `undefined` where nobody does. */
export async function findCounterOf(db: Db, branchCode: string): Promise<Staff | undefined> {
  const found = await sql<Omit<Staff, 'kind'>>`
    select id as person_id, name, email, language, theme, staff_role as role, branch_code from person
    where staff_role = 'counter' and branch_code = ${branchCode} and disabled_at is null
    order by name, id limit 1`.execute(db);
  const [row] = found.rows;
  return row && { ...row, kind: 'staff' };
}
