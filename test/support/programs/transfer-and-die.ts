import type { Staff } from '../../../src/people/actor.ts';
import { connect } from '../../../src/platform/db/database.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { armFailpoints } from '../../../src/platform/failpoint.ts';
import { planForOrders } from '../../../src/ordering/plan-for-orders.ts';
import { planTransfer } from '../../../src/stock/plan-transfer.ts';
import { receiveTransfer } from '../../../src/stock/receive-transfer.ts';
import { sendTransfer } from '../../../src/stock/send-transfer.ts';

/** The deeds of a transfer as its pages do them. */
const deeds = {
  planForOrders,
  plan: planTransfer,
  send: sendTransfer,
  receive: receiveTransfer,
} as const;

/** Does one deed of a transfer, and is killed at the place that it was told. */
const [url = '', failpoint = '', deed = '', told = ''] = process.argv.slice(2);
armFailpoints(failpoint);
const db = connect({ url, connectionsMax: 1 });
const { clerk, form } = JSON.parse(told, (key, value: unknown) =>
  typeof value === 'string' && key === 'at' ? new Date(value) : value,
) as { clerk: Staff; form: never };
const act = deeds[deed as keyof typeof deeds];
await transact(db, (tx) => act(tx, clerk, form));
await db.destroy();
