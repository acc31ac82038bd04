import { issueInvoice } from '../../../src/payments/issue-invoice.ts';
import type { Staff } from '../../../src/people/actor.ts';
import { connect } from '../../../src/platform/db/database.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { armFailpoints } from '../../../src/platform/failpoint.ts';

/** Invoices one order as the shop does, and is killed when the number is taken and nothing is committed. */
const [url = '', clerk = '', orderId = '', at = ''] = process.argv.slice(2);
armFailpoints('document.after-issue');
const db = connect({ url, connectionsMax: 1 });
await transact(db, (tx) =>
  issueInvoice(tx, JSON.parse(clerk) as Staff, { orderId, channel: null, at: new Date(at) }),
);
await db.destroy();
