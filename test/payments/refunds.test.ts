import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import {
  askRefund,
  decideRefund,
  type RefundAsked,
  retryRefund,
} from '../../src/payments/ask-refund.ts';
import { closeShift, openShift } from '../../src/payments/keep-till.ts';
import {
  leaveRefund,
  noteTransferBack,
  noteTransferSent,
  payOutRefund,
} from '../../src/payments/pay-out-refund.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { settleRefund } from '../../src/payments/settle-refund.ts';
import { takeTenders } from '../../src/payments/take-tenders.ts';
import { freeAllocation } from '../../src/payments/take-off-order.ts';
import { readShiftSums } from '../../src/payments/till.queries.ts';
import { expectedInTillMinor } from '../../src/payments/till-report.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, PaymentMethod } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let manager: Staff;
let head: Staff;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
});
afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
  const off = await sql`
    select from ledger_entry where account = 'refund-clearing' having sum(amount_minor) > 0`.execute(
    db,
  );
  expect(off.rows).toEqual([]);
});

/** Money of a company that pays for nothing yet, or for the orders that are named. */
async function money(
  amountMinor: number,
  more: { method?: PaymentMethod; companyId?: string; orderIds?: string[]; shiftId?: string } = {},
) {
  const { method = 'transfer', orderIds = [], shiftId } = more;
  const companyId = more.companyId ?? (await aCompany(db)).id;
  const cash = { tenderedMinor: amountMinor, changeMinor: 0, roundingMinor: 0 };
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method, reference: `pi_${newId()}`, companyId, amountMinor, orderIds },
      ...(method === 'cash' && { cash, shiftId }),
      ...{ personId: manager.personId, channel: 'counter', branchCode: 'ALA', at },
    }),
  );
  return { companyId, paymentId };
}

const asking = (by: Staff, asked: Pick<RefundAsked, 'paymentId'> & Partial<RefundAsked>) => {
  const id = asked.id ?? newId();
  const common = { id, way: 'transfer', orderId: null, reason: 'overpaid', note: '' } as const;
  return transact(db, (tx) =>
    askRefund(tx, by, { ...common, amountMinor: 10_000, channel: 'counter', at, ...asked, id }),
  ).then(() => id);
};
const agreeing = (by: Staff, id: string, isAgreed = true) =>
  transact(db, (tx) => decideRefund(tx, by, { id, isAgreed, note: 'no', at }));
const givingOut = (by: Staff, id: string, slip = '') =>
  transact(db, (tx) => payOutRefund(tx, by, { id, slip, at }));

const refundOf = (id: string) =>
  db.selectFrom('refund').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
const balanceOf = async (companyId: string) =>
  (
    await db
      .selectFrom('companyAccount')
      .where('companyId', '=', companyId)
      .select('balanceMinor')
      .executeTakeFirstOrThrow()
  ).balanceMinor;

/** A clerk whose till has just been opened with so much in it. */
async function aTill(floatMinor: number) {
  const clerk = await aClerk(db);
  const shiftId = newId();
  await transact(db, (tx) => openShift(tx, clerk, { id: shiftId, floatMinor, at }));
  const inTill = async () => expectedInTillMinor(await readShiftSums(db, shiftId));
  return { clerk, shiftId, inTill };
}

const outcomes = async (all: readonly Promise<unknown>[]) => {
  const settled = await Promise.allSettled(all);
  return settled.map((one) =>
    one.status === 'fulfilled' ? 'done' : String(one.reason?.reason?.code ?? one.reason),
  );
};

describe('a refund that waits for a second person', () => {
  test('is decided once by two at the same moment, and goes back once', async () => {
    const { paymentId, companyId } = await money(30_000_000);
    const id = await asking(manager, { paymentId, amountMinor: 20_000_000 });
    const third = await aClerk(db, 'head_of_sales');

    const said = await outcomes([
      agreeing(head, id),
      agreeing(third, id, false),
      agreeing(head, id),
    ]);

    expect(said.toSorted()).toEqual(['done', 'refund-decided', 'refund-decided']);
    const { state } = await refundOf(id);
    expect(await balanceOf(companyId)).toBe(state === 'asked' ? 10_000_000 : 30_000_000);
  });

  test('is one for another way than the money came, however small', async () => {
    const { paymentId } = await money(1_000_000, { method: 'card' });
    const id = await asking(manager, { paymentId, way: 'transfer' });
    expect((await refundOf(id)).state).toBe('waiting');
    await expect(asking(manager, { paymentId, way: 'terminal' })).rejects.toMatchObject({
      reason: { code: 'refund-way' },
    });
  });

  test('does not go back once its money was spent meanwhile', async () => {
    const { paymentId } = await money(20_000_000);
    const ids = [
      await asking(manager, { paymentId, amountMinor: 15_000_000 }),
      await asking(manager, { paymentId, amountMinor: 15_000_000 }),
    ];
    const said = await outcomes(ids.map((id) => agreeing(head, id)));
    expect(said.toSorted()).toEqual(['done', 'refund-beyond']);
  });
});

describe('what goes back of a payment', () => {
  test('is never more than is left of it, however many ask at once', async () => {
    const { paymentId, companyId } = await money(1_000_000);
    const asks = Array.from({ length: 6 }, () =>
      asking(manager, { paymentId, amountMinor: 300_000 }),
    );

    const said = await outcomes(asks);

    expect(said.filter((one) => one === 'done')).toHaveLength(3);
    expect(said.filter((one) => one === 'refund-beyond')).toHaveLength(3);
    expect(await balanceOf(companyId)).toBe(100_000);
  });

  test('is asked once by a form that was pressed many times', async () => {
    const { paymentId, companyId } = await money(1_000_000);
    const id = newId();
    await Promise.all(Array.from({ length: 5 }, () => asking(manager, { id, paymentId })));
    expect(await balanceOf(companyId)).toBe(990_000);
  });

  test('may be taken off an order by two, which is then owed again and held for a while', async () => {
    const company = await aCompany(db, { payment: 'prepaid' });
    const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
    const cart = await aCartOf(db, manager, company, [{ product: rebar, bars: 4 }]);
    const { orderId } = await place(db, manager, cart, { payment: 'prepaid' });
    const grossMinor = (await findOrder(db, orderId))?.grossMinor ?? 0;
    const { paymentId } = await money(grossMinor, { companyId: company.id, orderIds: [orderId] });
    const part = { paymentId, orderId, amountMinor: 10_000 };
    await expect(asking(manager, { ...part, amountMinor: grossMinor + 1 })).rejects.toMatchObject({
      reason: { code: 'refund-beyond', leftMinor: grossMinor },
    });

    const id = await asking(manager, part);
    expect((await findOrder(db, orderId))?.paidMinor).toBe(grossMinor);
    await agreeing(head, id);

    const order = await findOrder(db, orderId);
    expect(order?.paidMinor).toBe(grossMinor - 10_000);
    expect(order?.reservedUntil).not.toBeNull();
    expect(await balanceOf(company.id)).toBe(0);

    await transact(db, (tx) =>
      freeAllocation(tx, manager, {
        ...{ paymentId, orderId, amountMinor: 5_000, reason: 'another order', channel: null, at },
      }),
    );
    expect(await balanceOf(company.id)).toBe(5_000);
  });
});

describe('a refund over the counter', () => {
  test('is given in whole tenge at once, and the difference is rounding', async () => {
    const { clerk, shiftId, inTill } = await aTill(0);
    const { paymentId, companyId } = await money(500_000, { method: 'cash', shiftId });

    const id = await asking(clerk, { paymentId, way: 'cash', amountMinor: 123_456 });

    expect(await refundOf(id)).toMatchObject({ state: 'settled', roundingMinor: 44, shiftId });
    expect(await inTill()).toBe(500_000 - 123_500);
    expect(await balanceOf(companyId)).toBe(500_000 - 123_456);
    await givingOut(clerk, id);
    expect(await inTill()).toBe(500_000 - 123_500);
  });

  test('never takes more out of a till than lies in it, also of many customers at once', async () => {
    const { clerk, inTill } = await aTill(500_000);
    const ids: string[] = [];
    for (let i = 0; i < 6; i += 1) {
      const { paymentId } = await money(400_000);
      const id = await asking(manager, { paymentId, way: 'cash', amountMinor: 200_000 });
      await agreeing(head, id);
      ids.push(id);
    }

    const said = await outcomes(ids.map((id) => givingOut(clerk, id)));

    expect(said.filter((one) => one === 'done')).toHaveLength(2);
    expect(said.filter((one) => one === 'till-too-little')).toHaveLength(4);
    expect(await inTill()).toBe(100_000);
  });

  test('waits where no till is open, and needs a slip on the terminal', async () => {
    const { paymentId } = await money(500_000, { method: 'terminal' });
    const id = await asking(manager, { paymentId, way: 'terminal' });
    const { clerk } = await aTill(0);
    await expect(givingOut(await aClerk(db), id, '7')).rejects.toMatchObject({
      reason: { code: 'till-closed' },
    });
    await expect(givingOut(clerk, id)).rejects.toMatchObject({ reason: { code: 'slip-missing' } });
    await givingOut(clerk, id, '0042');
    expect(await refundOf(id)).toMatchObject({ state: 'settled', paidReference: '0042' });
  });

  test('is given once by two clerks at the same moment', async () => {
    const { paymentId } = await money(500_000);
    const id = await asking(manager, { paymentId, way: 'cash', amountMinor: 200_000 });
    await agreeing(head, id);
    const tills = [await aTill(1_000_000), await aTill(1_000_000)];

    await Promise.all(tills.map(({ clerk }) => givingOut(clerk, id)));

    const left = await Promise.all(tills.map(({ inTill }) => inTill()));
    expect(left.toSorted((one, other) => one - other)).toEqual([800_000, 1_000_000]);
  });

  test('does not slip into a shift that is being closed', async () => {
    const { clerk, shiftId } = await aTill(1_000_000);
    const { paymentId, companyId } = await money(500_000);
    const id = await asking(manager, { paymentId, way: 'cash', amountMinor: 200_000 });
    await agreeing(head, id);
    const laid = {
      cashMinor: 70_000,
      terminalMinor: 0,
      keepsRest: true,
      slip: '',
      orderId: undefined,
    };

    await outcomes([
      transact(db, (tx) =>
        closeShift(tx, clerk, { shiftId, countedMinor: 1_000_000, note: '', at }),
      ),
      givingOut(clerk, id),
      transact(db, (tx) =>
        takeTenders(tx, clerk, { ...laid, key: newId(), companyId, channel: 'counter', at }),
      ),
    ]);

    const { expectedMinor } = await db
      .selectFrom('tillShift')
      .where('id', '=', shiftId)
      .select('expectedMinor')
      .executeTakeFirstOrThrow();
    expect(expectedInTillMinor(await readShiftSums(db, shiftId))).toBe(expectedMinor);
  });
});

describe('a refund that failed', () => {
  async function aFailed(amountMinor = 10_000) {
    const { paymentId, companyId } = await money(1_000_000, { method: 'card' });
    const id = await asking(manager, { paymentId, way: 'card', amountMinor });
    const told = { providerRefundId: `re_${id}`, refundId: id, paymentIntentId: undefined };
    const status = 'failed' as const;
    const failed = { ...told, amountMinor, currency: 'KZT', status, failureReason: 'lost_card' };
    await settleRefund(db, failed, at);
    return { id, paymentId, companyId };
  }
  const again = (by: Staff, failedId: string, way: PaymentMethod = 'card') =>
    transact(db, (tx) =>
      retryRefund(tx, by, { id: newId(), failedId, way, channel: 'counter', at }),
    );
  const following = (id: string) =>
    db.selectFrom('refund').where('followsId', '=', id).select(['id', 'state', 'way']).execute();

  test('is tried again once, however many press', async () => {
    const { id, companyId } = await aFailed();
    await Promise.all([again(manager, id), again(head, id), again(manager, id)]);
    expect(await following(id)).toMatchObject([{ state: 'asked', way: 'card' }]);
    expect(await balanceOf(companyId)).toBe(990_000);
  });

  test('goes by another way with a second person, and may be tried anew once that was refused', async () => {
    const { id } = await aFailed();
    await again(manager, id, 'transfer');
    const [first] = await following(id);
    await agreeing(head, first?.id ?? '', false);
    await again(manager, id, 'transfer');
    const [, second] = (await following(id)).toSorted((a) => (a.state === 'refused' ? -1 : 1));
    await agreeing(head, second?.id ?? '');

    const sent = { id: second?.id ?? '', reference: 'PP-118', at };
    await transact(db, (tx) => noteTransferSent(tx, manager, sent));
    expect(await refundOf(sent.id)).toMatchObject({ state: 'settled', paidReference: 'PP-118' });
    const back = { id: sent.id, failure: 'account closed', at };
    await transact(db, (tx) => noteTransferBack(tx, manager, back));
    await transact(db, (tx) => noteTransferBack(tx, manager, back));
    expect(await refundOf(sent.id)).toMatchObject({ state: 'failed', settledAt: null });
  });

  test('is over once its money was left to the company', async () => {
    const { id, companyId } = await aFailed();
    await transact(db, (tx) => leaveRefund(tx, manager, { id, at }));
    await transact(db, (tx) => leaveRefund(tx, head, { id, at }));
    await expect(again(manager, id)).rejects.toMatchObject({ reason: { code: 'refund-decided' } });
    expect(await balanceOf(companyId)).toBe(1_000_000);
    expect((await refundOf(id)).leftBy).toBe(manager.personId);
  });
});
