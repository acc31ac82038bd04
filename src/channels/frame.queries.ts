import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

/** How many lines the open cart has that a buyer fills on the web; for the badge in the frame. */
export async function countCartLines(
  db: Db,
  of: { companyId: string; personId: string },
): Promise<number> {
  const counted = await sql<{ lines: number }>`
    select count(*) as lines
    from cart join cart_line on cart_line.cart_id = cart.id
    where cart.company_id = ${of.companyId} and cart.opened_by = ${of.personId}
      and cart.opened_on = 'web' and cart.placed_at is null`.execute(db);
  return counted.rows[0]?.lines ?? 0;
}
