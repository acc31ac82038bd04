import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { payFromBalance, type BalancePayment } from '../../src/payments/pay-from-balance.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

/** A company with orders of so many bars, the first due first, and money that pays for nothing. */
async function anAccount(of: { bars: readonly number[]; balanceMinor: number }) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const accountant = await aBuyer(db, company, 'accountant');
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const orders: { orderId: string; grossMinor: number }[] = [];
  for (const [i, bars] of of.bars.entries()) {
    const cart = await aCartOf(db, clerk, company, [{ product, bars }]);
    const placedAt = new Date(at.getTime() + i * 86_400_000);
    const { orderId } = await place(db, clerk, cart, { at: placedAt });
    const { grossMinor } = await stateOf(orderId);
    orders.push({ orderId, grossMinor });
  }
  await receive(company.id, of.balanceMinor);
  return { company, accountant, orders };
}

const receive = async (companyId: string, amountMinor: number) => {
  if (amountMinor === 0) return;
  const by = { personId: null, channel: null, at } as const;
  await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ ...by, method: 'transfer', reference: newId(), companyId, amountMinor, orderIds: [] },
    }),
  );
};

const stateOf = (orderId: string) =>
  db
    .selectFrom('salesOrder')
    .innerJoin('companyAccount', 'companyAccount.companyId', 'salesOrder.companyId')
    .where('salesOrder.id', '=', orderId)
    .select(['grossMinor', 'paidMinor', 'balanceMinor', 'exposureMinor'])
    .executeTakeFirstOrThrow();

const paying = (
  buyer: Buyer,
  chosen: BalancePayment['chosen'],
  more: Partial<BalancePayment> = {},
) =>
  transact(db, (tx) =>
    payFromBalance(tx, buyer, { id: newId(), chosen, spread: 'all-or-nothing', at, ...more }),
  );

const paidOf = async (orders: readonly { orderId: string }[]) => {
  const states = await Promise.all(orders.map(({ orderId }) => stateOf(orderId)));
  return states.map(({ paidMinor }) => paidMinor);
};

describe('money of the balance', () => {
  test('pays what the accountant chose, each by its amount, and the exposure stays', async () => {
    const { accountant, orders } = await anAccount({ bars: [2, 3], balanceMinor: 2_000_000 });
    const [first, second] = orders as [(typeof orders)[0], (typeof orders)[0]];
    const { exposureMinor } = await stateOf(first.orderId);

    const used = await paying(accountant, [
      { orderId: first.orderId, amountMinor: 1 },
      { orderId: second.orderId, amountMinor: second.grossMinor - 1 },
    ]);

    expect(used).toBe(second.grossMinor);
    expect(await paidOf(orders)).toEqual([1, second.grossMinor - 1]);
    expect(await stateOf(first.orderId)).toMatchObject({
      ...{ balanceMinor: 2_000_000 - used, exposureMinor },
    });
  });

  test('that is not enough pays what falls due first, or each by the same part, or nothing', async () => {
    const of = { bars: [2, 2], balanceMinor: 600_000 };
    const all = ({ orders }: Awaited<ReturnType<typeof anAccount>>) =>
      orders.map(({ orderId, grossMinor: amountMinor }) => ({ orderId, amountMinor }));
    const [oldest, even, none] = [await anAccount(of), await anAccount(of), await anAccount(of)];
    const [{ grossMinor } = { grossMinor: 0 }] = oldest.orders;

    await paying(oldest.accountant, all(oldest).toReversed(), { spread: 'oldest-first' });
    await paying(even.accountant, all(even), { spread: 'pro-rata' });

    expect(await paidOf(oldest.orders)).toEqual([
      Math.min(600_000, grossMinor),
      600_000 - Math.min(600_000, grossMinor),
    ]);
    expect(await paidOf(even.orders)).toEqual([300_000, 300_000]);
    await expect(paying(none.accountant, all(none))).rejects.toMatchObject({
      reason: {
        code: 'balance-short',
        balanceMinor: 600_000,
        chosenMinor: sumOf(none.orders.map((order) => order.grossMinor)),
      },
    });
    expect(await paidOf(none.orders)).toEqual([0, 0]);
  });

  test('is used once however often the form is sent at once, and never twice by two forms', async () => {
    const { accountant, orders } = await anAccount({ bars: [4], balanceMinor: 500_000 });
    const [{ orderId } = { orderId: '' }] = orders;
    const id = newId();
    const part = [{ orderId, amountMinor: 200_000 }];

    const used = await Promise.all(
      Array.from({ length: 8 }, () => paying(accountant, part, { id })),
    );
    expect(new Set(used)).toEqual(new Set([200_000]));
    expect(await stateOf(orderId)).toMatchObject({ paidMinor: 200_000, balanceMinor: 300_000 });

    const others = await Promise.allSettled(
      Array.from({ length: 6 }, () => paying(accountant, part)),
    );
    expect(others.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stateOf(orderId)).toMatchObject({ paidMinor: 400_000, balanceMinor: 100_000 });
  });

  test('never pays for another company, nor more than is due, nor without a balance', async () => {
    const ours = await anAccount({ bars: [2], balanceMinor: 5_000_000 });
    const theirs = await anAccount({ bars: [2], balanceMinor: 0 });
    const [mine, foreign] = [ours.orders[0], theirs.orders[0]];
    if (!mine || !foreign) throw new Error('no orders');
    const one = (orderId: string, amountMinor: number) => [{ orderId, amountMinor }];

    await expect(paying(ours.accountant, one(foreign.orderId, 1))).rejects.toThrow('not found');
    await expect(
      paying(ours.accountant, one(mine.orderId, mine.grossMinor + 1)),
    ).rejects.toMatchObject({ reason: { code: 'changed-meanwhile' } });
    await expect(
      paying(theirs.accountant, one(foreign.orderId, 1), { spread: 'oldest-first' }),
    ).rejects.toMatchObject({ reason: { code: 'balance-short', balanceMinor: 0 } });
    const foreman = await aBuyer(db, ours.company, 'foreman');
    await expect(paying(foreman, one(mine.orderId, 1))).rejects.toMatchObject({
      reason: { code: 'not-permitted' },
    });
    expect(await paidOf([mine, foreign])).toEqual([0, 0]);

    await paying(ours.accountant, one(mine.orderId, mine.grossMinor));
    await expect(paying(ours.accountant, one(mine.orderId, 1))).rejects.toMatchObject({
      reason: { code: 'nothing-due' },
    });
  });
});

test('whatever is chosen and however it is spread, balance and orders together stay what they were', async () => {
  const { accountant, orders, company } = await anAccount({
    bars: [1, 2, 3],
    balanceMinor: 400_000,
  });
  const spread = fc.constantFrom('all-or-nothing', 'oldest-first', 'pro-rata' as const);
  const amounts = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(spread, amounts, fc.nat(200_000), async (how, wanted, moreMinor) => {
      await receive(company.id, moreMinor);
      const [anyOrder] = orders;
      const before = await stateOf(anyOrder?.orderId ?? '');
      const paidBefore = sumOf(await paidOf(orders));
      const chosen = wanted.flatMap((amountMinor, i) => {
        const orderId = orders[i]?.orderId;
        return orderId === undefined ? [] : [{ orderId, amountMinor }];
      });
      const used = await paying(accountant, chosen, { spread: how as 'pro-rata' }).catch(() => 0);
      const paid = await paidOf(orders);
      const after = await stateOf(anyOrder?.orderId ?? '');
      expect(sumOf(paid)).toBe(paidBefore + used);
      expect(after.balanceMinor).toBe(before.balanceMinor - used);
      expect(after.exposureMinor).toBe(before.exposureMinor);
      expect(used).toBeLessThanOrEqual(sumOf(wanted));
      expect(paid.every((minor, i) => minor <= (orders[i]?.grossMinor ?? 0))).toBe(true);
    }),
    { numRuns: 20 },
  );
}, 30_000);

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
