import { askRefund, decideRefund } from '../../../src/payments/ask-refund.ts';
import { keepNotice, markHandled } from '../../../src/payments/notice.queries.ts';
import { payByCard } from '../../../src/payments/pay-by-card.ts';
import { noteTransferBack } from '../../../src/payments/pay-out-refund.ts';
import { receivePayment } from '../../../src/payments/receive-payment.ts';
import { refundReasons } from '../../../src/payments/refund.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import {
  type Field,
  anyId,
  choice,
  exactly,
  exactlyOrNone,
  number,
  words,
} from '../../support/every-form.ts';
import { aCartOf, handedOver } from '../../support/sale.ts';
import { aClerk, at } from '../../support/world.ts';
import { type Forms, type Ready, anOrder, db, rebar, standIn, us } from './cast.ts';
import { whyNot } from './fields.ts';
import { aPayment, aTill } from './till.forms.ts';

const aManager = () => aClerk(db, 'manager');

/** A refund that waits for a second person, agreed to where that is asked for. */
async function aRefund(wanted: { way: 'transfer' | 'cash'; isAgreed: boolean }) {
  const paymentId = await aPayment();
  const id = newId();
  const asked = { id, paymentId, orderId: null, way: wanted.way, amountMinor: 100_000 };
  const why = { reason: 'overpaid', note: '', channel: null, at } as const;
  const asker = await aManager();
  // Another way than it came by waits; the way it came by does not.
  await transact(db, (tx) => askRefund(tx, asker, { ...asked, ...why }));
  if (!wanted.isAgreed || wanted.way === 'transfer') return exactly(id);
  const decider = await aManager();
  await transact(db, (tx) => decideRefund(tx, decider, { id, isAgreed: true, note: '', at }));
  return exactly(id);
}

/** A refund that goes back on the terminal, set aside. */
async function aTerminalRefund(): Promise<Field> {
  const clerk = await aClerk(db);
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'terminal', reference: newId(), companyId: us.company.id, orderIds: [] },
      ...{ amountMinor: 1_000_000, branchCode: 'ALA', personId: clerk.personId },
      ...{ channel: 'counter', at },
    }),
  );
  const id = newId();
  const asked = { id, paymentId, orderId: null, way: 'terminal', amountMinor: 100_000 } as const;
  const why = { reason: 'overpaid', note: '', channel: null, at } as const;
  await transact(db, (tx) => askRefund(tx, clerk, { ...asked, ...why }));
  return exactly(id);
}

async function aFailedRefund(): Promise<Field> {
  const refund = await aRefund({ way: 'transfer', isAgreed: true });
  const keeper = await aManager();
  const back = { id: refund.valid, failure: 'account closed', at };
  await transact(db, (tx) => noteTransferBack(tx, keeper, back));
  return refund;
}

async function aNotice(): Promise<Field> {
  const eventId = `evt_${newId()}`;
  const about = { kind: 'checkout', id: 'cs_1' } as const;
  const notice = { eventId, type: 'checkout.session.completed', about, happenedAt: at };
  await transact(db, async (tx) => {
    await keepNotice(tx, { ...notice, livemode: false }, at);
    await markHandled(tx, { eventId, trouble: 'other-amount', at });
  });
  return exactly(eventId);
}

async function anAttempt(): Promise<Field> {
  const orderId = await anOrder(us.company);
  await payByCard(db, standIn.cards(), {
    ...{ companyId: us.company.id, parts: [{ orderId, amountMinor: 100_000 }] },
    ...{ personId: null, at, channel: 'web', language: 'ru', description: 'Заказ' },
    successUrl: () => 'https://shop.example/paid',
    cancelUrl: 'https://shop.example/back',
  });
  const { id } = await db
    .selectFrom('cardAttemptPart')
    .where('orderId', '=', orderId)
    .select('attemptId as id')
    .executeTakeFirstOrThrow();
  return exactly(id);
}

const waysOfTransfer = () => choice('transfer', ['transfer', 'cash']);

const askedRefund = () => ({
  key: anyId(newId()),
  orderId: exactlyOrNone(''),
  amount: number('100', { min: 0.01, max: 10_000, decimals: 2 }),
  way: waysOfTransfer(),
  reason: choice('overpaid', refundReasons),
  note: words('twice', { max: 500 }),
});

const asManager = async () => ({ cookie: await signedIn(db, await aManager(), at) });

const aWord = () => ({ word: words('PP-118', { min: 1, max: 200 }) });

/** What is done with a payment that has come: put to an order, taken off, given back. */
export const paymentsForms: Forms = {
  'POST /office/payments/:paymentId/refunds': async () => ({
    ...(await asManager()),
    ...{ params: { paymentId: exactly(await aPayment()) }, fields: askedRefund() },
  }),
  'POST /counter/payments/:paymentId/refunds': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
    ...{ params: { paymentId: exactly(await aPayment()) }, fields: askedRefund() },
  }),
  ...eachPlace('POST', '/payments/:paymentId/orders', async () => ({
    params: { paymentId: exactly(await aPayment()) },
    fields: { orderId: exactly(await anOrder(us.company)) },
  })),
  ...eachPlace('POST', '/payments/refunds/:refundId/payout', async () => ({
    params: { refundId: await aTerminalRefund() },
    fields: { slip: words('0042', { min: 1, max: 30 }) },
  })),
  ...eachPlace('POST', '/payments/refunds/:refundId/retry', async () => ({
    params: { refundId: await aFailedRefund() },
    fields: { key: anyId(newId()), way: waysOfTransfer() },
  })),
  'POST /office/payments/:paymentId/orders/:orderId/end': async () => {
    const orderId = await anOrder(us.company);
    const paymentId = exactly(await aPayment([orderId]));
    const amount = number('100', { min: 0.01, max: 5061.39, decimals: 2 });
    const params = { paymentId, orderId: exactly(orderId) };
    return { ...(await asManager()), params, fields: { amount, reason: whyNot() } };
  },
  'POST /office/payments/refunds/:refundId/agreement': async () => ({
    ...(await asManager()),
    params: { refundId: await aRefund({ way: 'cash', isAgreed: false }) },
  }),
  'POST /office/payments/refunds/:refundId/refusal': async () => ({
    ...(await asManager()),
    params: { refundId: await aRefund({ way: 'cash', isAgreed: false }) },
    fields: { note: whyNot() },
  }),
  'POST /office/payments/refunds/:refundId/sent': async () => ({
    ...(await asManager()),
    ...{ params: { refundId: await aRefund({ way: 'transfer', isAgreed: true }) } },
    fields: aWord(),
  }),
  'POST /office/payments/refunds/:refundId/back': async () => ({
    ...(await asManager()),
    ...{ params: { refundId: await aRefund({ way: 'transfer', isAgreed: true }) } },
    fields: aWord(),
  }),
  'POST /office/payments/refunds/:refundId/left': async () => ({
    ...(await asManager()),
    params: { refundId: await aFailedRefund() },
  }),
  'POST /office/orders/:orderId/write-off': async () => {
    const clerk = await aClerk(db);
    const cart = await aCartOf(db, clerk, us.company, [{ product: rebar, bars: 1 }]);
    const orderId = exactly(await handedOver(db, clerk, cart));
    return { ...(await asManager()), params: { orderId }, fields: { reason: whyNot() } };
  },
  'POST /office/payments/notices/:eventId/look': async () => ({
    ...(await asManager()),
    params: { eventId: await aNotice() },
  }),
  'POST /office/payments/notices/:eventId/closing': async () => ({
    ...(await asManager()),
    ...{ params: { eventId: await aNotice() }, fields: { note: whyNot() } },
  }),
  'POST /office/payments/receipts/retry': asManager,
  'POST /office/payments/attempts/:attemptId/look': async () => ({
    ...(await asManager()),
    params: { attemptId: await anAttempt() },
  }),
};

/** The same form at the counter and in the office, sent by a clerk whose till is open. */
function eachPlace(method: string, path: string, ready: () => Promise<Ready>) {
  const ofClerk = async () => ({ ...(await ready()), cookie: (await aTill()).cookie });
  return { [`${method} /counter${path}`]: ofClerk, [`${method} /office${path}`]: ofClerk };
}
