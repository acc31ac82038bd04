import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { canOrderMinor, lacksMinor } from '../../src/credit/credit-in-sight.ts';
import { readCreditInSight } from '../../src/credit/credit-in-sight.queries.ts';
import { endLimit, grantLimit, refuseLimit } from '../../src/credit/decide-limit.ts';
import { listWaitingRequests } from '../../src/credit/limit-request.queries.ts';
import { requestLimit } from '../../src/credit/request-limit.ts';
import { moveOrder } from '../../src/ordering/move-order.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { connect } from '../../src/platform/db/database.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../src/platform/refusal.ts';
import { inTurn } from '../ordering/at-a-lock.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const TODAY = '2026-11-26';
const LAST_DAY = '2026-11-30';

let db: Kysely<DB>;
let url: string;
let manager: Staff;
beforeAll(async () => {
  ({ db, url } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

/** A company whose limit is 1,000,000 ₸, and rebar of which a bar costs it 12,052.40 ₸ with VAT. */
async function aCustomer(creditLimitMinor: number | null = 100_000_000) {
  const company = await aCompany(db, { creditLimitMinor });
  const buyer = await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 100_000_000 });
  const buy = async (bars: number, when = at) => {
    const cart = await aCartOf(db, manager, company, [{ product: rebar, bars }], 'phone');
    return place(db, manager, cart, { channel: 'phone', at: when });
  };
  return { company, buyer, buy };
}

const wishing = (buyer: Buyer, extraMinor = 50_000_000, untilDay = LAST_DAY) =>
  transact(db, (tx) => requestLimit(tx, buyer, { extraMinor, untilDay, note: 'roof', at }));

async function theWishOf(company: { id: string }): Promise<string> {
  const found = await listWaitingRequests(db, { on: TODAY, companyId: company.id, rowsMax: 5 });
  if (!found[0]) throw new Error('nothing waits');
  return found[0].id;
}

const granting = (requestId: string, more: { by?: Staff; extraMinor?: number; at?: Date } = {}) =>
  transact(db, (tx) =>
    grantLimit(tx, more.by ?? manager, {
      ...{ requestId, extraMinor: 50_000_000, untilDay: LAST_DAY, at },
      ...more,
    }),
  );

async function granted(creditLimitMinor?: number) {
  const customer = await aCustomer(creditLimitMinor);
  await wishing(customer.buyer);
  const requestId = await theWishOf(customer.company);
  await granting(requestId);
  const limit = db.selectFrom('temporaryLimit').where('requestId', '=', requestId).select('id');
  return { ...customer, requestId, limitId: (await limit.executeTakeFirstOrThrow()).id };
}

const codeOf = (outcome: PromiseSettledResult<unknown>): RefusalReason['code'] | 'done' =>
  outcome.status === 'rejected' ? (outcome.reason as Refusal).reason.code : 'done';

describe('credit for a time', () => {
  test('covers what the limit of the agreement does not, until its last day and not a day longer', async () => {
    const { company, buy } = await granted();

    const last = new Date('2026-11-30T18:00:00Z'); // 23:00 in Almaty
    await buy(100, last);
    await expect(buy(100, last)).rejects.toMatchObject({
      reason: { code: 'credit-limit-exceeded', limitMinor: 150_000_000 },
    });
    await expect(buy(1, new Date(last.getTime() + 2 * 3_600_000))).rejects.toMatchObject({
      reason: { code: 'credit-limit-exceeded', limitMinor: 100_000_000 },
    });
    const later = await readCreditInSight(db, { companyId: company.id, on: '2026-12-01' });
    expect(later).toMatchObject({ limitMinor: 100_000_000, temporary: undefined });
    // More is owed than the limit that is left: a state like any other, not a crash (R13).
    expect(later && canOrderMinor(later)).toBe(0);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('is asked for once at a time, whatever is clicked', async () => {
    const { company, buyer } = await aCustomer();

    const outcomes = await Promise.allSettled([wishing(buyer), wishing(buyer)]);

    expect(outcomes.map(codeOf).toSorted()).toEqual(['done', 'limit-request-waiting']);
    const waiting = await listWaitingRequests(db, { on: TODAY, companyId: company.id, rowsMax: 5 });
    expect(waiting).toHaveLength(1);
  });

  test('is asked for on a connection whose statements are planned once, as those of the program are', async () => {
    const { company, buyer } = await aCustomer();
    const planned = connect({ url, connectionsMax: 1, prepared: true });

    try {
      const wish = { extraMinor: 50_000_000, untilDay: LAST_DAY, note: 'roof', at };
      await transact(planned, (tx) => requestLimit(tx, buyer, wish));
    } finally {
      await planned.destroy();
    }

    expect(await theWishOf(company)).toBeTruthy();
  });

  test('is granted once by whichever of two managers comes first', async () => {
    const { company, buyer } = await aCustomer();
    await wishing(buyer);
    const requestId = await theWishOf(company);
    const colleague = await aClerk(db, 'manager');

    const outcomes = await Promise.allSettled([
      granting(requestId),
      transact(db, (tx) => refuseLimit(tx, colleague, { requestId, note: 'wait for 1182', at })),
    ]);

    expect(outcomes.map(codeOf).toSorted()).toEqual(['done', 'limit-request-decided']);
    await granting(requestId).catch(() => {});
    const limits = await db
      .selectFrom('temporaryLimit')
      .where('companyId', '=', company.id)
      .select('id')
      .execute();
    expect(limits.length).toBeLessThanOrEqual(1);
  });

  test('stays within the authority of who grants it', async () => {
    const { company, buyer } = await aCustomer(4_980_000_000);
    await wishing(buyer);
    const requestId = await theWishOf(company);

    await expect(granting(requestId)).rejects.toEqual(new Refusal({ code: 'beyond-authority' }));
    await granting(requestId, { by: await aClerk(db, 'head_of_sales') });

    const credit = await readCreditInSight(db, { companyId: company.id, on: TODAY });
    expect(credit?.temporary).toEqual({ extraMinor: 50_000_000, untilDay: LAST_DAY });
  });

  test('that is ended while an order waits for it covers that order no more', async () => {
    const { buy, limitId } = await granted();

    const { second } = await inTurn(
      { db, url },
      (tx) => endLimit(tx, manager, { limitId, at }),
      () => buy(100),
    );

    await expect(second).rejects.toMatchObject({
      reason: { code: 'credit-limit-exceeded', limitMinor: 100_000_000 },
    });
    await transact(db, (tx) => endLimit(tx, manager, { limitId, at }));
  });

  test.each([
    ['a company without credit', null, LAST_DAY, 'credit-none'],
    ['a last day that is past', 1, '2026-11-25', 'day-past'],
    ['a last day in another season', 1, '2027-02-25', 'day-past'],
  ] as const)('is not asked for by %s', async (_, limit, untilDay, code) => {
    const { buyer } = await aCustomer(limit);
    await expect(wishing(buyer, 1, untilDay)).rejects.toEqual(new Refusal({ code }));
  });

  test('is asked for by nobody who may not order, and granted by no clerk', async () => {
    const { company, buyer } = await aCustomer();
    for (const role of ['foreman', 'accountant'] as const) {
      await expect(wishing(await aBuyer(db, company, role))).rejects.toEqual(
        new Refusal({ code: 'not-permitted' }),
      );
    }
    await wishing(buyer);
    const requestId = await theWishOf(company);
    await expect(granting(requestId, { by: await aClerk(db) })).rejects.toEqual(
      new Refusal({ code: 'not-permitted' }),
    );
    await expect(granting(newId())).rejects.toThrow(NotFound);
  });
});

describe('an exposure', () => {
  test('is the sum of its buckets at every stage, each amount in one of them', async () => {
    const { company, buy } = await aCustomer(900_000_000);
    const clerk = await aClerk(db);
    const orders = [];
    for (const bars of [10, 20, 30, 40]) orders.push((await buy(bars)).orderId);
    const advance = async (orderId: string, steps: number) => {
      for (let version = 1; version <= steps; version++) {
        const move = { orderId, version, channel: 'counter', at } as const;
        await transact(db, (tx) => moveOrder(tx, clerk, move));
      }
    };
    const [confirmed = '', ready = '', delivered = '', cancelled = ''] = orders;
    await advance(confirmed, 1);
    await advance(ready, 3);
    await advance(delivered, 4);
    const end = { orderId: cancelled, reason: 'mistake', note: '', channel: 'phone', at } as const;
    await transact(db, (tx) => cancelOrder(tx, manager, end));
    const grossOf = async (ids: string[]) => {
      const rows = db.selectFrom('salesOrder').where('id', 'in', ids).select('grossMinor');
      return (await rows.execute()).reduce((sum, row) => sum + row.grossMinor, 0);
    };

    const on = (day: string) => readCreditInSight(db, { companyId: company.id, on: day });
    const today = await on(TODAY);
    expect(today?.buckets).toEqual({
      awaitingApprovalMinor: 0,
      toHandOverMinor: await grossOf([confirmed, ready]),
      handedOverMinor: await grossOf([delivered]),
      pastDueMinor: 0,
      disputedMinor: 0,
      paidAheadMinor: 0,
    });
    expect(today?.dues.map(({ dueOn }) => dueOn)).toEqual(Array(3).fill('2026-12-26'));
    const later = await on('2026-12-27');
    expect(later?.buckets).toMatchObject({
      ...{ handedOverMinor: 0, pastDueMinor: await grossOf([delivered]) },
    });
    for (const credit of [today, later]) {
      const { toHandOverMinor = 0, handedOverMinor = 0, pastDueMinor = 0 } = credit?.buckets ?? {};
      expect(toHandOverMinor + handedOverMinor + pastDueMinor).toBe(credit?.exposureMinor);
    }
  });

  test('tells to the tiyin what an order lacks of the limit', () => {
    const standing = { creditKind: 'amount', limitMinor: 100, exposureMinor: 40 } as const;
    expect(lacksMinor(standing, 60)).toBe(0);
    expect(lacksMinor(standing, 61)).toBe(1);
    expect(lacksMinor({ ...standing, exposureMinor: 130 }, 5)).toBe(35);
    expect(lacksMinor({ ...standing, creditKind: 'unlimited', limitMinor: null }, 5)).toBe(0);
  });
});
