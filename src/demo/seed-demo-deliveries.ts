import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { insertRows } from './bulk.queries.ts';
import { listBrought } from './demo-deliveries.queries.ts';
import { liftLimits } from './demo.queries.ts';
import { makeDeliveries } from './make-deliveries.ts';
import { randomFrom } from './random.ts';

/**
 * The vehicles that brought what was ordered in eighteen months, and the promises of their
 * arrival: written in bulk, as it would stand there. The same seed and moment give the same.
 */
export async function seedDemoDeliveries(db: Db, plan: { seed: number; at: Date }): Promise<void> {
  const random = randomFrom(plan.seed).fork('deliveries');
  await transact(db, async (tx) => {
    await liftLimits(tx);
    const made = makeDeliveries(random, await listBrought(tx, plan.at), plan.at);
    await insertRows(tx, 'shipment', made.shipments);
    await insertRows(tx, 'shipmentLine', made.lines);
    await insertRows(tx, 'shipmentTrack', made.tracks);
    await insertRows(tx, 'handOver', made.handOvers);
    await insertRows(tx, 'promise', made.promises);
  });
}
