import { beforeAll, describe, expect, test } from 'vitest';
import { askRefund } from '../../src/payments/ask-refund.ts';
import { openShift } from '../../src/payments/keep-till.ts';
import { keepNotice, markHandled } from '../../src/payments/notice.queries.ts';
import { listPayments } from '../../src/payments/payment-list.queries.ts';
import { countTroubles } from '../../src/payments/payment-trouble.queries.ts';
import { troubleKinds } from '../../src/payments/payment-trouble.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { settleDispute } from '../../src/payments/settle-dispute.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { app, db } = await anApp({ at });

let manager: Staff;
let head: Staff;
let clerk: Staff;
let companyId: string;
let orderId: string;
let orderNumber: string;

beforeAll(async () => {
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
  clerk = await aClerk(db);
  const company = await aCompany(db, { name: 'ТОО «Болат Құрылыс»' });
  companyId = company.id;
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
  ({ orderId } = await place(db, clerk, cart, { payment: 'prepaid' }));
  const { number } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('number')
    .executeTakeFirstOrThrow();
  orderNumber = number;
});

const aPayment = async (
  more: { amountMinor?: number; orderIds?: string[]; reference?: string } = {},
) => {
  const { amountMinor = 1_000_000, orderIds = [], reference = newId() } = more;
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference, companyId, amountMinor, orderIds },
      ...{ personId: null, channel: null, at },
    }),
  );
  return paymentId;
};

const get = async (by: Staff, path: string) =>
  app.request(path, { headers: { cookie: await signedIn(db, by, at) } });
const post = async (by: Staff, path: string, fields: Record<string, string>) =>
  app.request(path, {
    method: 'POST',
    headers: {
      ...{ cookie: await signedIn(db, by, at), ...fromOurPage },
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });
const statementsOf = (response: Response) =>
  Number(/desc="(\d+)"/.exec(response.headers.get('server-timing') ?? '')?.[1]);
const refundsOf = (paymentId: string) =>
  db.selectFrom('refund').where('paymentId', '=', paymentId).selectAll().execute();

const asking = (more: Record<string, string> = {}) => ({
  ...{ key: newId(), orderId: '', amount: '1 000', way: 'transfer', reason: 'overpaid', note: '' },
  ...more,
});

describe('payments', () => {
  test('are found by the beginning of a reference, by order, company, method and day, page by page', async () => {
    const paid = await aPayment({ reference: 'KZ-77-100%', orderIds: [orderId] });
    for (let i = 0; i < 4; i += 1) await aPayment();

    const ids = async (filter: object) =>
      (await listPayments(db, { limit: 50, ...filter })).map(({ id }) => id);
    expect(await ids({ text: 'kz-77-100%' })).toEqual([paid]);
    expect(await ids({ text: 'KZ-77-1%' })).toEqual([]);
    expect(await ids({ text: orderNumber })).toEqual([paid]);
    expect(await ids({ companyId: newId() })).toEqual([]);
    expect(await ids({ method: 'card' })).toEqual([]);
    expect(await ids({ fromDay: '2026-11-27' })).toEqual([]);
    const all = await ids({ companyId });
    const walked: string[] = [];
    for (let after: { receivedOn: string; id: string } | undefined; ;) {
      const [row] = await listPayments(db, { limit: 1, after });
      if (!row) break;
      walked.push(row.id);
      after = row;
    }
    expect(walked).toEqual(all);

    const page = await (await get(manager, '/office/payments?company=Болат&text=KZ-77')).text();
    expect(page).toContain(`/office/payments/${paid}`);
    expect(page).toContain(orderNumber);
  });

  test('take four statements at most beside the session, on every page of theirs', async () => {
    const paymentId = await aPayment();
    const paths = [
      '/office/payments?company=Болат',
      ...troubleKinds.map((kind) => `/office/payments?show=${kind}`),
      `/office/payments/${paymentId}`,
      `/counter/payments/${paymentId}`,
    ];
    for (const path of paths) {
      const answer = await get(path.startsWith('/counter') ? clerk : manager, path);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect({ path, few: statementsOf(answer) <= 5 }).toEqual({ path, few: true });
    }
  });
});

describe('a payment', () => {
  test('goes back: asked for by a manager, agreed by the head, sent by the bank', async () => {
    const paymentId = await aPayment({ amountMinor: 30_000_000 });
    const base = `/office/payments/${paymentId}`;
    const form = asking({ amount: '250000' });
    await post(manager, `${base}/refunds`, form);
    const again = await post(manager, `${base}/refunds`, form);
    expect(again.headers.get('location')).toBe(`${base}?done=waits`);
    const [refund, ...others] = await refundsOf(paymentId);
    expect(others).toEqual([]);

    const deed = (by: Staff, name: string, fields = {}) =>
      post(by, `/office/payments/refunds/${refund?.id}/${name}`, fields);
    expect((await deed(manager, 'agreement')).status).toBe(409);
    expect(await (await get(manager, base)).text()).toContain('You asked for it');
    expect((await deed(head, 'refusal', { note: '' })).status).toBe(422);
    expect((await deed(head, 'agreement')).status).toBe(303);
    expect((await deed(head, 'sent', { word: 'PP-7' })).status).toBe(303);
    const page = await (await get(head, base)).text();
    expect(page).toContain('PP-7');
    expect(page).toContain('Went back');
  });

  test('is put to an order and taken off it again, with a reason', async () => {
    const paymentId = await aPayment({ amountMinor: 5_000 });
    const base = `/office/payments/${paymentId}`;
    expect((await post(clerk, `${base}/orders`, { orderId })).status).toBe(303);
    expect((await post(clerk, `${base}/orders`, { orderId })).status).toBe(409);
    const off = { amount: '50', reason: 'another order' };
    expect((await post(clerk, `${base}/orders/${orderId}/end`, off)).status).toBe(403);
    const typed = await post(manager, `${base}/orders/${orderId}/end`, { ...off, reason: '' });
    expect(typed.status).toBe(422);
    expect(await typed.text()).toContain('value="50"');
    expect((await post(manager, `${base}/orders/${orderId}/end`, off)).status).toBe(303);
    expect(await (await get(manager, base)).text()).toContain('another order');
  });

  test('goes back at the counter in whole tenge out of the clerk’s till', async () => {
    const till = await aClerk(db);
    const shiftId = newId();
    await transact(db, (tx) => openShift(tx, till, { id: shiftId, floatMinor: 0, at }));
    const { paymentId } = await transact(db, (tx) =>
      receivePayment(tx, {
        ...{ method: 'cash', reference: newId(), companyId, amountMinor: 100_000, orderIds: [] },
        cash: { tenderedMinor: 100_000, changeMinor: 0, roundingMinor: 0 },
        ...{ shiftId, branchCode: 'ALA', personId: till.personId, channel: 'counter', at },
      }),
    );
    const base = `/counter/payments/${paymentId}`;
    expect((await post(till, `${base}/refunds`, asking({ way: 'cash', amount: '' }))).status).toBe(
      422,
    );
    const done = await post(till, `${base}/refunds`, asking({ way: 'cash', amount: '500,60' }));
    expect(done.headers.get('location')).toBe(`${base}?done=given`);
    expect(await refundsOf(paymentId)).toMatchObject([{ state: 'settled', roundingMinor: 40 }]);
  });
});

test('a deposit is taken at the counter once, and pays an order of the company when it is put to it', async () => {
  const till = await aClerk(db);
  const shift = { id: newId(), floatMinor: 0, at };
  await transact(db, (tx) => openShift(tx, till, shift));
  const company = await aCompany(db, { payment: 'prepaid' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, till, company, [{ product: rebar, bars: 1 }]);
  const own = await place(db, till, cart, { payment: 'prepaid' });
  const base = `/counter/customers/${company.id}/balance`;
  const laid = { key: newId(), cash: '1000', terminal: '', slip: '' };
  expect((await post(till, base, { ...laid, cash: '0,5' })).status).toBe(422);
  await post(till, base, laid);
  expect((await post(till, base, laid)).status).toBe(303);
  const page = await get(till, base);
  expect(statementsOf(page)).toBeLessThanOrEqual(5);
  expect(await page.text()).toContain('₸1,000.00');

  expect((await post(till, `${base}/orders`, { orderId })).status).toBe(404);
  expect((await post(till, `${base}/orders`, { orderId: own.orderId })).status).toBe(303);
  const { paidMinor } = await db
    .selectFrom('salesOrder')
    .where('id', '=', own.orderId)
    .select('paidMinor')
    .executeTakeFirstOrThrow();
  expect(paidMinor).toBe(100_000);
  const missing = `/counter/customers/${newId()}/balance`;
  expect((await post(till, missing, { ...laid, key: newId() })).status).toBe(404);
});

test('all that waits is counted, and what is dealt with is not', async () => {
  const before = await countTroubles(db, at);
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'card', reference: 'pi_counted', companyId, amountMinor: 90_000, orderIds: [] },
      ...{ personId: null, channel: 'web', at },
    }),
  );
  await transact(db, (tx) =>
    askRefund(tx, manager, {
      ...{ id: newId(), paymentId, amountMinor: 10_000, way: 'transfer', orderId: null },
      ...{ reason: 'overpaid', note: '', channel: null, at },
    }),
  );
  const dispute = { disputeId: 'du_1', paymentIntentId: 'pi_counted', amountMinor: 90_000 };
  const rest = { feeMinor: 0, currency: 'KZT', answerBy: at, takesMoney: false, moneyBack: false };
  await settleDispute(db, { ...dispute, ...rest, status: 'warning' }, at);
  const eventId = 'evt_counted';
  const about = { kind: 'checkout', id: 'cs_9' } as const;
  await transact(db, async (tx) => {
    const notice = { eventId, type: 'checkout.session.completed', about, happenedAt: at };
    await keepNotice(tx, { ...notice, livemode: false }, at);
    await markHandled(tx, { eventId, trouble: 'other-amount', at });
  });

  const after = await countTroubles(db, at);
  const more = troubleKinds.filter((kind) => after[kind] === before[kind] + 1);
  expect(more).toEqual(['waiting', 'disputes', 'notices', 'unspent']);

  const closing = `/office/payments/notices/${eventId}/closing`;
  expect((await post(manager, closing, { note: '' })).status).toBe(422);
  expect((await post(manager, closing, { note: 'paid twice' })).status).toBe(303);
  await settleDispute(db, { ...dispute, ...rest, status: 'won' }, at);
  const now = await countTroubles(db, at);
  expect(now).toMatchObject({ notices: before.notices, disputes: before.disputes });
});
