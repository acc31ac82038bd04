import { openShift } from '../../../src/payments/keep-till.ts';
import { receivePayment } from '../../../src/payments/receive-payment.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import {
  anyId,
  choice,
  exactly,
  matching,
  number,
  optional,
  tick,
  words,
} from '../../support/every-form.ts';
import { aClerk, at } from '../../support/world.ts';
import { type Forms, anOrder, db, us } from './cast.ts';

/** A clerk with an open shift, and what he types. */
export async function aTill(): Promise<{ cookie: string; shiftId: string }> {
  const clerk = await aClerk(db);
  const id = newId();
  await transact(db, (tx) => openShift(tx, clerk, { id, floatMinor: 5_000_000, at }));
  return { cookie: await signedIn(db, clerk, at), shiftId: id };
}

/** Money of a company, a transfer that pays for nothing unless orders are named. */
export async function aPayment(orderIds: string[] = []): Promise<string> {
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference: newId(), companyId: us.company.id, orderIds },
      ...{ amountMinor: 1_000_000, personId: null, channel: null, at },
    }),
  );
  return paymentId;
}

/** Money over the counter and what lies in the till. */
export const tillForms: Forms = {
  'POST /counter/orders/:orderId/payments': async () => ({
    cookie: (await aTill()).cookie,
    params: { orderId: exactly(await anOrder(us.company)) },
    fields: {
      key: anyId(newId()),
      cash: number('10000', { min: 1, max: 100_000_000_000, decimals: 0 }),
      terminal: optional(matching('', /^\s*0*\s*$/)),
      slip: words('', { max: 30 }),
      keepRest: tick(),
    },
  }),
  'POST /counter/customers/:companyId/balance': async () => ({
    cookie: (await aTill()).cookie,
    params: { companyId: exactly(us.company.id) },
    fields: {
      key: anyId(newId()),
      cash: number('10000', { min: 1, max: 100_000_000_000, decimals: 0 }),
      terminal: optional(matching('', /^\s*0*\s*$/)),
      slip: words('', { max: 30 }),
      keepRest: tick(),
    },
  }),
  'POST /counter/customers/:companyId/balance/orders': async () => {
    await aPayment();
    return {
      cookie: (await aTill()).cookie,
      params: { companyId: exactly(us.company.id) },
      fields: { orderId: exactly(await anOrder(us.company)) },
    };
  },
  'POST /counter/till': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    fields: {
      key: anyId(newId()),
      float: number('50000', { min: 0, max: 100_000_000_000, decimals: 2 }),
    },
  }),
  'POST /counter/till/:shiftId/close': async () => {
    const { cookie, shiftId } = await aTill();
    return {
      ...{ cookie, params: { shiftId: exactly(shiftId) } },
      fields: {
        counted: number('50000', { min: 0, max: 100_000_000_000, decimals: 2 }),
        note: words('all there', { max: 500 }),
      },
    };
  },
  'POST /counter/till/:shiftId/movements': async () => {
    const { cookie, shiftId } = await aTill();
    return {
      ...{ cookie, params: { shiftId: exactly(shiftId) } },
      fields: {
        key: anyId(newId()),
        kind: choice('pay-in', ['pay-in', 'pay-out']),
        amount: number('1000', { min: 0.01, max: 100_000_000_000, decimals: 2 }),
        note: words('small change', { min: 1, max: 300 }),
      },
    };
  },
};
