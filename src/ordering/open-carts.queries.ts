import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Db } from '../platform/db/database.ts';

/** An open cart as a list shows it. */
export type OpenCart = {
  id: string;
  code: string;
  companyId: string;
  companyName: string;
  openedOn: Channel;
  openedByName: string;
  heldBy: string | null;
  heldByName: string | null;
  parkedAt: Date | null;
  changedAt: Date;
  note: string;
  lines: number;
  weightG: number;
};

/**
 * Open carts that have lines, the last touched first, at most fifty: of one
 * company, or those that one clerk holds.
 */
export async function listOpenCarts(
  db: Db,
  of: { companyId: string } | { heldBy: string },
): Promise<OpenCart[]> {
  const condition =
    'companyId' in of ? sql`cart.company_id = ${of.companyId}` : sql`cart.held_by = ${of.heldBy}`;
  const found = await sql<OpenCart>`
    select cart.id, cart.code, cart.company_id, company.name as company_name, cart.opened_on,
           opener.name as opened_by_name, cart.held_by, holder.name as held_by_name, cart.parked_at,
           cart.changed_at, cart.note, content.lines, content.weight_g
    from cart
    join company on company.id = cart.company_id
    join person as opener on opener.id = cart.opened_by
    left join person as holder on holder.id = cart.held_by
    join lateral (
      select count(*) as lines, coalesce(sum(weight_g), 0)::bigint as weight_g
      from cart_line where cart_id = cart.id
    ) as content on content.lines > 0 or cart.held_by is not null
    where cart.placed_at is null and ${condition}
    order by cart.changed_at desc
    limit 50`.execute(db);
  return found.rows;
}
