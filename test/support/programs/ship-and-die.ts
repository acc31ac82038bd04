import { cancelShipment } from '../../../src/delivery/cancel-shipment.ts';
import { dispatchShipment } from '../../../src/delivery/dispatch-shipment.ts';
import { handOver } from '../../../src/delivery/hand-over.ts';
import { leaveOutMissing } from '../../../src/delivery/leave-out-missing.ts';
import { loadShipment } from '../../../src/delivery/load-shipment.ts';
import { weighShipment } from '../../../src/delivery/weigh-shipment.ts';
import { reportShortage } from '../../../src/ordering/report-shortage.ts';
import type { Staff } from '../../../src/people/actor.ts';
import { connect, type Tx } from '../../../src/platform/db/database.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { armFailpoints } from '../../../src/platform/failpoint.ts';

/** The deeds of the yard as its pages do them. */
const deeds = {
  load: loadShipment,
  weigh: weighShipment,
  leave: dispatchShipment,
  cancel: cancelShipment,
  'leave out': leaveOutMissing,
  'not there': reportShortage,
  'hand over': (tx: Tx, clerk: Staff, handed: Parameters<typeof handOver>[2]) =>
    handOver(tx, { source: 'yard', clerk }, handed),
} as const;

/** Does one deed of the yard, and is killed at the place that it was told. */
const [url = '', failpoint = '', deed = '', told = ''] = process.argv.slice(2);
armFailpoints(failpoint);
const db = connect({ url, connectionsMax: 1 });
const { clerk, form } = JSON.parse(told, (key, value: unknown) =>
  typeof value === 'string' && /^(?:at|taredAt|weighedAt)$/.test(key) ? new Date(value) : value,
) as { clerk: Staff; form: never };
const act = deeds[deed as keyof typeof deeds];
await transact<unknown>(db, (tx) => act(tx, clerk, form));
await db.destroy();
