import { sql } from 'kysely';
import type { Buyer, Staff } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';

/** The buyer of the demo with the manager who keeps his company, as the trade's own operations know them. */
export async function findNegotiators(
  db: Db,
): Promise<{ buyer: Buyer; manager: Staff } | undefined> {
  const found = await sql<{
    buyer: Pick<Buyer, 'personId' | 'name' | 'email' | 'language' | 'theme'>;
    manager: Pick<Staff, 'personId' | 'name' | 'email' | 'language' | 'theme' | 'branchCode'>;
    companyId: string;
    companyName: string;
  }>`
    select company.id as company_id, company.name as company_name,
           jsonb_build_object('personId', buyer.id, 'name', buyer.name, 'email', buyer.email,
                              'language', buyer.language, 'theme', buyer.theme) as buyer,
           jsonb_build_object('personId', keeper.id, 'name', keeper.name, 'email', keeper.email,
                              'language', keeper.language, 'theme', keeper.theme,
                              'branchCode', keeper.branch_code) as manager
    from person as buyer
    join membership on membership.person_id = buyer.id and membership.ended_at is null
    join company on company.id = membership.company_id
    join person as keeper on keeper.id = company.manager_id and keeper.staff_role = 'manager'
    where buyer.email = 'purchaser@altyn.example'
    limit 1`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const { buyer, manager, companyId, companyName } = row;
  return {
    buyer: { ...buyer, kind: 'buyer', role: 'buyer', companyId, companyName },
    manager: { ...manager, kind: 'staff', role: 'manager' },
  };
}

/** Bars that a company's branch has plenty of and its own lists price, with the price of the list asked first. */
export async function listGoodsToQuote(
  db: Db,
  of: { companyId: string; atLeastG: number; limit: number },
): Promise<{ id: string }[]> {
  const found = await sql<{ id: string }>`
    select product.id
    from company
    join sales_order_line as line on line.company_id = company.id
    join product on product.id = line.product_id and product.length_kind = 'measured' and product.withdrawn_at is null
    join stock_level as level on level.product_id = product.id and level.branch_code = company.branch_code
      and level.on_hand_g - level.reserved_g >= ${of.atLeastG}
    where company.id = ${of.companyId}
    group by product.id, product.sku
    order by count(*) desc, product.sku
    limit ${of.limit}`.execute(db);
  return found.rows;
}
