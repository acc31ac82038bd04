import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askRefund } from '../../src/payments/ask-refund.ts';
import { openShift } from '../../src/payments/keep-till.ts';
import { countTillTasks, countTroubles } from '../../src/payments/payment-trouble.queries.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { registerReceipts, tryReceiptsNow } from '../../src/payments/register-receipts.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB, PaymentMethod } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import {
  type FiscalDevice,
  FiscalRefused,
  type FiscalTrouble,
  simulatedFiscalDevice,
} from '../../src/platform/gateways/fiscal-device.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, at, aTradingDay } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let companyId: string;
const shiftId = newId();
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  companyId = (await aCompany(db)).id;
  await transact(db, (tx) => openShift(tx, clerk, { id: shiftId, floatMinor: 0, at }));
});
// What an earlier test left is registered, so that each begins with none that waits.
beforeEach(() =>
  registerReceipts(
    db,
    simulatedFiscalDevice(() => undefined),
    later(10_000),
  ),
);

async function pay(method: PaymentMethod, amountMinor = 100_000): Promise<string> {
  const cash = { tenderedMinor: amountMinor, changeMinor: 0, roundingMinor: 0 };
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method, reference: newId(), companyId, amountMinor, orderIds: [] },
      ...(method === 'cash' && { cash, shiftId }),
      ...{ personId: clerk.personId, branchCode: 'ALA', channel: 'counter', at },
    }),
  );
  return paymentId;
}

const receiptOf = (paymentId: string) =>
  db.selectFrom('fiscalReceipt').where('paymentId', '=', paymentId).selectAll().executeTakeFirst();
const numbersOf = async (device: string) => {
  const rows = await db
    .selectFrom('fiscalReceipt')
    .where('device', '=', device)
    .orderBy('number')
    .select('number')
    .execute();
  return rows.map(({ number }) => number);
};

describe('a fiscal receipt', () => {
  test('is asked for once by whatever is paid at a till or by card, and by no transfer', async () => {
    const paid = {
      cash: await pay('cash'),
      card: await pay('card'),
      transfer: await pay('transfer'),
    };
    expect(await receiptOf(paid.cash)).toMatchObject({ device: 'ALA', state: 'waiting' });
    expect(await receiptOf(paid.card)).toMatchObject({ device: 'web', branchCode: null });
    expect(await receiptOf(paid.transfer)).toBeUndefined();
  });

  test('of a refund in cash is one of its own, over what was really given', async () => {
    const paymentId = await pay('cash');
    const id = newId();
    await transact(db, (tx) =>
      askRefund(tx, clerk, {
        ...{ id, paymentId, amountMinor: 30_060, way: 'cash', orderId: null },
        ...{ reason: 'overpaid', note: '', channel: 'counter', at },
      }),
    );
    const device = simulatedFiscalDevice();
    await registerReceipts(db, device, later(1));
    const refund = [...device.registered.values()].find(({ kind }) => kind === 'refund');
    expect(refund).toMatchObject({ amountMinor: 30_100, device: 'ALA' });
  });

  test('is numbered without gaps for each device, whatever fails and however many work at once', async () => {
    for (let i = 0; i < 8; i += 1) await pay(i % 2 === 0 ? 'cash' : 'card');
    let asked = 0;
    const trouble = (): FiscalTrouble =>
      (['no-paper', 'answer-lost', undefined] as const)[(asked += 1) % 3];
    const device = simulatedFiscalDevice(trouble);
    for (let minute = 1; minute < 9; minute += 1) {
      await Promise.all([0, 1, 2].map(() => registerReceipts(db, device, later(minute * 100))));
    }

    for (const name of ['ALA', 'web']) {
      const numbers = await numbersOf(name);
      expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    }
    const open = await db
      .selectFrom('fiscalReceipt')
      .where('state', '<>', 'registered')
      .select('id')
      .execute();
    expect(open).toEqual([]);
  });

  test('is the same one after a process was killed before the answer was kept', async () => {
    const paymentId = await pay('cash');
    const asked: { key: string; number: number }[] = [];
    const device: FiscalDevice = {
      register: async ({ key, number }) => {
        asked.push({ key, number });
        if (asked.length === 1) throw new Error('killed');
        return { sign: '123456789012' };
      },
    };
    await registerReceipts(db, device, later(1));
    await registerReceipts(db, device, later(5));

    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
    expect(await receiptOf(paymentId)).toMatchObject({ state: 'registered', sign: '123456789012' });
  });

  test('that fails holds up no sale, is told at the till and in the office, and is tried at once when asked', async () => {
    const before = await countTroubles(db, later(2));
    const paymentId = await pay('cash', 21_300);
    await registerReceipts(db, simulatedFiscalDevice(), later(1));

    expect(await receiptOf(paymentId)).toMatchObject({ state: 'failed', failure: 'no-paper' });
    expect((await countTroubles(db, later(2))).receipts).toBe(before.receipts + 1);
    expect(await countTillTasks(db, { branchCode: 'ALA', at: later(2) })).toMatchObject({
      receipts: 1,
    });
    expect(await countTillTasks(db, { branchCode: 'NQZ', at: later(2) })).toMatchObject({
      receipts: 0,
    });

    const mended = simulatedFiscalDevice(() => undefined);
    await registerReceipts(db, mended, later(1));
    expect((await receiptOf(paymentId))?.state).toBe('failed');
    await transact(db, (tx) => tryReceiptsNow(tx, clerk, later(1)));
    await registerReceipts(db, mended, later(1));
    expect((await receiptOf(paymentId))?.state).toBe('registered');
  });

  test('waits where no device is connected', async () => {
    const paymentId = await pay('terminal');
    await registerReceipts(db, undefined, later(1));
    expect(await receiptOf(paymentId)).toMatchObject({ state: 'waiting', number: null });
  });
});

test('the simulated device refuses other content under a known key', async () => {
  const device = simulatedFiscalDevice();
  const order = { key: 'k', device: 'ALA', number: 1, kind: 'sale', amountMinor: 100 } as const;
  const { sign } = await device.register(order);
  expect(await device.register(order)).toEqual({ sign });
  expect(await simulatedFiscalDevice().register(order)).toEqual({ sign });
  await expect(device.register({ ...order, amountMinor: 200 })).rejects.toBeInstanceOf(
    FiscalRefused,
  );
});
