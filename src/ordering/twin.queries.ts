import { sql } from 'kysely';
import type { Channel } from '../people/channel.ts';

export type TwinSought = { channel: Channel; since: Date };

/**
 * The number of an order that a cart may merely repeat (R25): the same purchase
 * number, or four fifths of the same products and weights over another channel,
 * since the moment given. The newest; null when there is none. Reads the parts
 * `head` and `line` of the cart. What is given stands in a `select` of its own,
 * or PostgreSQL would plan the whole statement anew for each moment.
 */
export const twinOfHead = (sought: TwinSought) => sql`(
  select placed.number
  from sales_order as placed
  where placed.company_id = head.company_id
    and placed.placed_at >= (select ${sought.since}::timestamptz)
    and placed.stage <> 'cancelled'
    and (
      placed.purchase_number <> '' and placed.purchase_number = head.purchase_number
      or placed.channel <> (select ${sought.channel}::channel) and (
        select 5 * count(wanted.product_id) >= 4 * greatest(count(*), (select count(*) from line))
        from sales_order_line as sold
        left join line as wanted on wanted.product_id = sold.product_id and wanted.weight_g = sold.weight_g
        where sold.order_id = placed.id
      )
    )
  order by placed.placed_at desc
  limit 1)`;
