import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listPurchases } from '../../src/history/history.queries.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { findApproval } from '../../src/ordering/approval-page.queries.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { decideApproval } from '../../src/ordering/decide-approval.ts';
import { addApprovalRule } from '../../src/ordering/keep-approval-rules.ts';
import {
  closeCostCentre,
  openCostCentre,
  requireCostCentre,
  setBudget,
} from '../../src/ordering/keep-cost-centres.ts';
import { placeOrder } from '../../src/ordering/place-order.ts';
import { setDetails } from '../../src/ordering/set-details.ts';
import type { Buyer } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { everyOrder } from '../support/approval.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';
import { inTurn } from './at-a-lock.ts';

/** A bar of 10.390 kg at 420 000 a tonne with 16 % VAT. */
const BAR_MINOR = 506_201;

let db: Kysely<DB>;
let shop: Awaited<ReturnType<typeof freshDatabase>>;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: { id: string };
let admin: Buyer;
let buyer: Buyer;
let costCentreId: string;

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
  costCentreId = await aCostCentre();
});

async function aCostCentre(code = `C-${newId().slice(-6)}`): Promise<string> {
  const id = newId();
  await transact(db, (tx) => openCostCentre(tx, admin, { id, code, name: 'Block B', at }));
  return id;
}

type Period = 'month' | 'quarter' | 'year';
const budgetOf = (
  amountMinor: number | null,
  more: { period?: Period; effect?: 'warn' | 'block' } = {},
) => {
  const { period = 'month', effect = 'block' } = more;
  const budget = amountMinor === null ? null : { amountMinor, period, effect };
  return transact(db, (tx) => setBudget(tx, admin, { costCentreId, budget, at }));
};

/** A cart for the cost centre, or for none. */
async function aCart(bars = 1, centre: string | null = costCentreId): Promise<{ id: string }> {
  const cart = await aCartOf(db, buyer, company, [{ product: rebar, bars }]);
  const details = {
    branchCode: 'ALA',
    siteId: null,
    contactId: null,
    purchaseNumber: '',
    note: '',
  };
  const set = { cartId: cart.id, ...details, costCentreId: centre, at };
  await transact(db, (tx) => setDetails(tx, buyer, set));
  return cart;
}

const buys = async (bars: number, when = at) => place(db, buyer, await aCart(bars), { at: when });
const refused = (code: string, more: object = {}) => ({ reason: { code, ...more } });

describe('the budget of a cost centre', () => {
  test('is taken to the last tiyin with VAT, and not beyond', async () => {
    await budgetOf(2 * BAR_MINOR);
    await buys(1);
    await buys(1);
    await expect(buys(1)).rejects.toMatchObject(
      refused('budget-exceeded', { spentMinor: 2 * BAR_MINOR, orderMinor: BAR_MINOR }),
    );
  });

  test('is told to whoever is asked about an order, as it stands without that order', async () => {
    const approver = await aBuyer(db, company, 'approver');
    const rule = { id: newId(), ...everyOrder, beyondBudget: true };
    const steps = [{ quorum: 1, people: [] }];
    await transact(db, (tx) => addApprovalRule(tx, admin, { ...rule, steps, at }));
    await budgetOf(2 * BAR_MINOR);
    await buys(1);
    const { cartId, shownTerms, payment, key } = await aSaleOf(db, await aCart(2));
    const asked = { key, cartId, shownTerms, payment, note: '', placesItself: false, at };
    await transact(db, (tx) => askApproval(tx, buyer, asked));

    const found = await findApproval(db, {
      id: key,
      personId: approver.personId,
      on: tradingDay(at),
    });

    expect(found?.costCentre).toMatchObject({ name: 'Block B' });
    expect(found?.budget).toMatchObject({ amountMinor: 2 * BAR_MINOR, spentMinor: BAR_MINOR });
  });

  test('is none while nobody set one, and nothing at all at zero', async () => {
    await buys(1);
    await budgetOf(0);
    await expect(buys(1)).rejects.toMatchObject(refused('budget-exceeded'));
    await budgetOf(null);
    expect(await buys(1)).toHaveProperty('orderId');
  });

  test('that only warns stops nothing', async () => {
    await budgetOf(0, { effect: 'warn' });
    expect(await buys(1)).toHaveProperty('orderId');
  });

  test('is given back by an order that was cancelled', async () => {
    await budgetOf(BAR_MINOR);
    const { orderId } = await buys(1);
    const ending = { orderId, reason: 'mistake', note: '', channel: 'web', at } as const;
    await transact(db, (tx) => cancelOrder(tx, buyer, ending));
    expect(await buys(1)).toHaveProperty('orderId');
  });

  // `at` is 26 November 2026 in Almaty.
  test.each<[Period, string, boolean]>([
    ['month', '2026-11-30T18:59:59Z', false],
    ['month', '2026-11-30T19:00:00Z', true],
    ['quarter', '2026-12-31T18:59:59Z', false],
    ['quarter', '2026-12-31T19:00:00Z', true],
    ['year', '2026-12-31T18:59:59Z', false],
    ['year', '2026-12-31T19:00:00Z', true],
  ])('of a %s at %s begins anew: %s', async (period, when, isAnew) => {
    await budgetOf(BAR_MINOR, { period });
    await buys(1);
    const outcome = await buys(1, new Date(when)).then(
      () => true,
      () => false,
    );
    expect(outcome).toBe(isAnew);
  });

  test('is not taken twice by two orders at once', async () => {
    await budgetOf(BAR_MINOR);
    const [one, other] = [await aCart(), await aCart()];
    const [first, second] = [await aSaleOf(db, one), await aSaleOf(db, other)];
    const outcome = await inTurn(
      shop,
      (tx) => placeOrder(tx, buyer, first),
      () => transact(db, (tx) => placeOrder(tx, admin, second)),
    );
    await expect(outcome.second).rejects.toMatchObject(refused('budget-exceeded'));
  });

  test('bounds no clerk, who sells by his own rights, but is used up by him', async () => {
    await budgetOf(BAR_MINOR);
    expect(await place(db, await aClerk(db), await aCart(1))).toHaveProperty('orderId');
    await expect(buys(1)).rejects.toMatchObject(refused('budget-exceeded'));
  });

  test('lets an order pass that was approved, where a rule asks for it', async () => {
    await budgetOf(0);
    const approver = await aBuyer(db, company, 'approver');
    const rule = { ...everyOrder, beyondBudget: true, steps: [{ quorum: 1, people: [] }] };
    await transact(db, (tx) => addApprovalRule(tx, admin, { id: newId(), ...rule, at }));
    expect(await place(db, buyer, await aCart(1, null))).toHaveProperty('orderId');
    const cart = await aCart();
    const { shownTerms, payment, key } = await aSaleOf(db, cart);
    const asked = { key, cartId: cart.id, shownTerms, payment, note: '', placesItself: false, at };
    await transact(db, (tx) => askApproval(tx, buyer, asked));
    const { personId, companyId } = approver;
    const said = { requestId: key, personId, companyId, verdict: 'approved', note: '' } as const;
    await transact(db, (tx) => decideApproval(tx, { ...said, byMail: false, at }));
    expect(await place(db, buyer, cart, { approvalId: key })).toHaveProperty('orderId');
  });
});

describe('a cost centre', () => {
  test('stands on the order with the code it had', async () => {
    const { orderId } = await buys(1);
    await transact(db, (tx) => closeCostCentre(tx, admin, { id: costCentreId, at }));
    const order = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select(['costCentreId', 'costCentreCode'])
      .executeTakeFirstOrThrow();
    expect(order).toEqual({ costCentreId, costCentreCode: expect.stringMatching(/^C-/) });
  });

  test('is asked for where the company wants one with every order', async () => {
    await transact(db, (tx) => requireCostCentre(tx, admin, { isRequired: true, at }));
    await expect(place(db, buyer, await aCart(1, null))).rejects.toMatchObject(
      refused('cost-centre-required'),
    );
    expect(await buys(1)).toHaveProperty('orderId');
  });

  test('is found in the history of the company by its code', async () => {
    const { orderId } = await buys(1);
    const { code } = await db
      .selectFrom('costCentre')
      .where('id', '=', costCentreId)
      .select('code')
      .executeTakeFirstOrThrow();
    const found = await listPurchases(db, { companyId: company.id, text: code, limit: 5 });
    expect(found).toMatchObject([{ id: orderId, costCentreCode: code }]);
  });

  test('of another company is not permitted, and a code is open once', async () => {
    const other = await aCompany(db);
    const theirs = newId();
    const keeper = await aBuyer(db, other, 'company_admin');
    const opening = { id: theirs, code: 'X', name: '', at };
    await transact(db, (tx) => openCostCentre(tx, keeper, opening));
    await expect(aCart(1, theirs)).rejects.toMatchObject(refused('not-permitted'));
    await expect(
      transact(db, (tx) => openCostCentre(tx, keeper, { ...opening, id: newId(), code: 'x' })),
    ).rejects.toMatchObject(refused('cost-centre-there'));
  });

  test('is kept by an administrator alone', async () => {
    await expect(
      transact(db, (tx) => setBudget(tx, buyer, { costCentreId, budget: null, at })),
    ).rejects.toMatchObject(refused('not-permitted'));
  });
});
