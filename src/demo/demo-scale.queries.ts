import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';

const EMPTY_G = 8_000_000;
const EMPTY_STEPS = 300;
const STEP_G = 20_000;
/** Goods come to a little more than theory says, or a little less: so many thousandths at most. */
const OFF_MILLI = 6;

/**
 * What stands on the simulated scale of a branch: the vehicle in its yard of which
 * something was written last. Before it was weighed empty it is empty, and then with
 * what was loaded, a little off its theory; the same vehicle always weighs the same.
 * Grams, in steps of its division.
 */
export async function massOnDemoScale(db: Db, branchCode: string): Promise<number> {
  const found = await sql<{ id: string; loadedG: number; wasEmpty: boolean }>`
    select shipment.id,
           coalesce((select sum(loaded_g) from shipment_line where shipment_id = shipment.id), 0)::bigint as loaded_g,
           exists (select from scale_reading where shipment_id = shipment.id and kind = 'empty') as was_empty
    from shipment
    where branch_code = ${branchCode} and stage in ('planned', 'loading', 'loaded', 'weighed')
    order by greatest(
      (select max(told_at) from shipment_track where shipment_id = shipment.id),
      (select max(read_at) from scale_reading where shipment_id = shipment.id)) desc nulls last, shipment.id
    limit 1`.execute(db);
  const [vehicle] = found.rows;
  if (!vehicle) return 0;
  const drawn = Number.parseInt(vehicle.id.slice(-6), 16);
  const emptyG = EMPTY_G + (drawn % EMPTY_STEPS) * STEP_G;
  if (!vehicle.wasEmpty) return emptyG;
  const offMilli = (drawn % (2 * OFF_MILLI + 1)) - OFF_MILLI;
  const goodsG = vehicle.loadedG + Math.round((vehicle.loadedG / 1000) * offMilli);
  return emptyG + Math.round(goodsG / STEP_G) * STEP_G;
}
