import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { placeOrder } from '../../src/ordering/place-order.ts';
import type { Buyer } from '../../src/people/actor.ts';
import { setSpendingLimit } from '../../src/people/set-spending-limit.ts';
import type { DB, SpendingPeriod } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';

/** A bar of 10.390 kg at 420 000 a tonne with 16 % VAT. */
const BAR_MINOR = 506_201;
const DAY_MS = 86_400_000;

let db: Kysely<DB>;
let shop: Awaited<ReturnType<typeof freshDatabase>>;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: { id: string };
let admin: Buyer;
let buyer: Buyer;

beforeAll(async () => {
  shop = await freshDatabase();
  ({ db } = shop);
  await aTradingDay(db);
});

beforeEach(async () => {
  company = await aCompany(db, { creditKind: 'unlimited' });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  admin = await aBuyer(db, company, 'company_admin');
  buyer = await aBuyer(db, company);
});

const limit = (limitMinor: number | null, period: SpendingPeriod = 'month', of = buyer) =>
  transact(db, (tx) =>
    setSpendingLimit(tx, admin, { personId: of.personId, limitMinor, period, at }),
  );

const buys = async (bars: number, when = at, by = buyer) =>
  place(db, by, await aCartOf(db, admin, company, [{ product: rebar, bars }]), { at: when });

const exceeded = (spentMinor: number, more: { limitMinor: number; period?: SpendingPeriod }) =>
  new Refusal({
    code: 'spending-limit-exceeded',
    period: 'month',
    spentMinor,
    orderMinor: BAR_MINOR,
    ...more,
  });

describe('how much a person may order for his company', () => {
  test('is taken to the last tiyin with VAT, and not beyond', async () => {
    const limitMinor = 2 * BAR_MINOR;
    await limit(limitMinor);
    await buys(1);
    await buys(1);
    await expect(buys(1)).rejects.toEqual(exceeded(limitMinor, { limitMinor }));
  });

  test('is no limit while nobody set one, and nothing at all at zero', async () => {
    await buys(1);
    await limit(0);
    await expect(buys(1)).rejects.toEqual(exceeded(BAR_MINOR, { limitMinor: 0 }));
    await limit(null);
    expect(await buys(1)).toHaveProperty('orderId');
  });

  test('is given back by an order that was cancelled', async () => {
    await limit(BAR_MINOR);
    const { orderId } = await buys(1);
    const ending = { orderId, reason: 'mistake', note: '', channel: 'web', at } as const;
    await transact(db, (tx) => cancelOrder(tx, buyer, ending));
    expect(await buys(1)).toHaveProperty('orderId');
  });

  // `at` is a Thursday morning in Almaty; the days below are counted from it.
  const afterDays = async (period: SpendingPeriod, days: number) => {
    await limit(BAR_MINOR, period);
    await buys(1);
    return buys(1, new Date(at.getTime() + days * DAY_MS)).catch((refusal: unknown) => refusal);
  };

  // `at` is a Thursday morning in Almaty; the days below are counted from it.
  test.each<[SpendingPeriod, number]>([
    ['day', 0],
    ['week', 3],
    ['month', 4],
  ])('counts a whole %s: %i days later it is spent still', async (period, days) => {
    expect(await afterDays(period, days)).toEqual(
      exceeded(BAR_MINOR, { limitMinor: BAR_MINOR, period }),
    );
  });

  test.each<[SpendingPeriod, number]>([
    ['day', 1],
    ['week', 4],
    ['month', 5],
  ])('counts one %s only: %i days later it begins anew', async (period, days) => {
    expect(await afterDays(period, days)).toHaveProperty('orderId');
  });

  test('begins anew at midnight in Almaty, not in Greenwich', async () => {
    await limit(BAR_MINOR, 'day');
    await buys(1, new Date('2026-11-26T18:59:59Z'));
    await buys(1, new Date('2026-11-26T19:00:00Z'));
    await expect(buys(1, new Date('2026-11-27T00:30:00Z'))).rejects.toThrow(Refusal);
  });

  test('bounds neither a colleague nor a clerk who sells to the company', async () => {
    await limit(0);
    const clerk = await aClerk(db);
    const byColleague = await buys(1, at, admin);
    const byClerk = await place(
      db,
      clerk,
      await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]),
    );
    expect(byColleague.orderId).not.toBe(byClerk.orderId);
  });

  test('is not taken twice by two orders at once', async () => {
    await limit(BAR_MINOR);
    const [first, second] = await Promise.all(
      [1, 2].map(async () =>
        aSaleOf(db, await aCartOf(db, admin, company, [{ product: rebar, bars: 1 }])),
      ),
    );
    if (!first || !second) throw new Error('two sales');
    const outcome = await inTurn(
      shop,
      (tx) => placeOrder(tx, buyer, first),
      () => transact(db, (tx) => placeOrder(tx, buyer, second)),
    );
    await expect(outcome.second).rejects.toEqual(exceeded(BAR_MINOR, { limitMinor: BAR_MINOR }));
  });

  test('of ten orders at once as many pass as it covers', async () => {
    await limit(3 * BAR_MINOR);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => buys(1)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  });
});

describe('who sets it', () => {
  test('is the administrator, for people of his own company only', async () => {
    const stranger = await aBuyer(db, await aCompany(db));
    await expect(limit(0, 'day', stranger)).rejects.toThrow('not found');
    await expect(limit(null, 'day', stranger)).rejects.toThrow('not found');
  });

  test('is nobody who is no administrator any more', async () => {
    const given = { personId: buyer.personId, limitMinor: null, period: 'day', at } as const;
    await expect(transact(db, (tx) => setSpendingLimit(tx, buyer, given))).rejects.toEqual(
      new Refusal({ code: 'not-permitted' }),
    );
  });
});
