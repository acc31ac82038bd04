import { sql } from 'kysely';

/**
 * When the vehicle of the shipment `shown` was seen where in our yard, as one row: the
 * columns of a `Visit`. For a lateral join.
 */
export const visitOfShown = sql`
  (select min(happened_at) filter (where kind = 'at-gate') as at_gate_at,
          coalesce((select min(read_at) from scale_reading where shipment_id = shown.id),
                   min(happened_at) filter (where kind = 'weighed')) as on_scale_at,
          min(happened_at) filter (where kind in ('loading', 'loaded')) as loading_at,
          max(happened_at) filter (where kind = 'loaded') as loaded_at,
          min(happened_at) filter (where kind = 'left') as left_at
   from shipment_track where shipment_id = shown.id)`;
