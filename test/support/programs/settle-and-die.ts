import { settleClaim } from '../../../src/claims/settle-claim.ts';
import type { Staff } from '../../../src/people/actor.ts';
import { connect } from '../../../src/platform/db/database.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { armFailpoints } from '../../../src/platform/failpoint.ts';

/** Makes one claim good as the shop does, and is killed at the place that it was told. */
const [url = '', clerk = '', settled = '', failpoint = ''] = process.argv.slice(2);
armFailpoints(failpoint);
const db = connect({ url, connectionsMax: 1 });
const { at, ...how } = JSON.parse(settled) as { at: string } & Omit<
  Parameters<typeof settleClaim>[2],
  'at'
>;
await transact(db, (tx) =>
  settleClaim(tx, JSON.parse(clerk) as Staff, { ...how, at: new Date(at) }),
);
await db.destroy();
