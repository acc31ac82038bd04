import { holdAgain } from '../../../src/ordering/hold-again.ts';
import { seekMissing } from '../../../src/ordering/seek-goods.ts';
import { connect } from '../../../src/platform/db/database.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { armFailpoints } from '../../../src/platform/failpoint.ts';

/** Holds an order's goods anew as a job does, and is killed at the place that it was told. */
const [url = '', failpoint = '', deed = '', orderId = '', at = ''] = process.argv.slice(2);
armFailpoints(failpoint);
const db = connect({ url, connectionsMax: 2 });
const deeds = {
  holdAgain,
  seekMissing: (on: typeof db, of: string, when: Date) =>
    transact(on, (tx) => seekMissing(tx, { orderId: of, by: null, at: when })),
};
await deeds[deed as keyof typeof deeds](db, orderId, new Date(at));
await db.destroy();
