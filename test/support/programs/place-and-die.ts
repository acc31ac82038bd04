import { placeOrder, type Sale } from '../../../src/ordering/place-order.ts';
import type { Staff } from '../../../src/people/actor.ts';
import { connect } from '../../../src/platform/db/database.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { armFailpoints, failpoint } from '../../../src/platform/failpoint.ts';

/** Places one order as the shop does, and is killed at the failpoint that it is told. */
const [url = '', failpoints = '', clerk = '', sale = ''] = process.argv.slice(2);
armFailpoints(failpoints);
const db = connect({ url, connectionsMax: 1 });
const given = JSON.parse(sale) as Sale;
await transact(db, (tx) =>
  placeOrder(tx, JSON.parse(clerk) as Staff, { ...given, at: new Date(given.at) }),
);
failpoint('order.after-commit');
await db.destroy();
