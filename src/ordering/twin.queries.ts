import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';
import type { Db } from '../platform/db/database.ts';

/**
 * An order that this one may merely repeat (R25): the same purchase number, or
 * four fifths of the same products and weights over another channel, within
 * the time given. The newest; `undefined` when there is none.
 */
export async function findTwin(
  db: Db,
  sought: {
    companyId: string;
    channel: Channel;
    purchaseNumber: string;
    lines: readonly { productId: string; weightG: number }[];
    since: Date;
  },
): Promise<{ id: string; number: string } | undefined> {
  const found = await sql<{ id: string; number: string }>`
    select placed.id, placed.number
    from sales_order as placed
    where placed.company_id = ${sought.companyId}
      and placed.placed_at >= ${sought.since}
      and placed.stage <> 'cancelled'
      and (
        placed.purchase_number <> '' and placed.purchase_number = ${sought.purchaseNumber}
        or placed.channel <> ${sought.channel}::channel and (
          select 5 * count(wanted.product_id) >= 4 * greatest(count(*), ${sought.lines.length})
          from sales_order_line as line
          left join unnest(
            ${sought.lines.map((line) => line.productId)}::uuid[],
            ${sought.lines.map((line) => line.weightG)}::bigint[]
          ) as wanted (product_id, weight_g)
            on wanted.product_id = line.product_id and wanted.weight_g = line.weight_g
          where line.order_id = placed.id
        )
      )
    order by placed.placed_at desc
    limit 1`.execute(db);
  return found.rows[0];
}
