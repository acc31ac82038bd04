import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findApproval } from '../../src/ordering/approval-page.queries.ts';
import type { ApprovalRule } from '../../src/ordering/approval.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { changeApproval } from '../../src/ordering/change-approval.ts';
import { decideApproval } from '../../src/ordering/decide-approval.ts';
import { addApprovalRule } from '../../src/ordering/keep-approval-rules.ts';
import { termsHash } from '../../src/ordering/order.ts';
import { insertPastSales } from '../../src/ordering/past-sale.queries.ts';
import { readLess } from '../../src/ordering/read-less.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { Channel } from '../../src/people/channel.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { everyOrder } from '../support/approval.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
} from '../support/world.ts';

let db: Kysely<DB>;
let clerk: Staff;
let company: Awaited<ReturnType<typeof aCompany>>;
let admin: Buyer;
let buyer: Buyer;
let ana: Buyer;
type Goods = { id: string; sku: string };
let bars: Goods;
let rods: Goods;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
});

beforeEach(async () => {
  company = await aCompany(db, { creditKind: 'unlimited' });
  bars = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  rods = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  admin = await aBuyer(db, company, 'company_admin');
  buyer = await aBuyer(db, company);
  ana = await aBuyer(db, company, 'approver');
});

const aRule = async (more: Partial<ApprovalRule>) => {
  const rule = { id: newId(), ...everyOrder, steps: [{ quorum: 1, people: [] }], ...more, at };
  await transact(db, (tx) => addApprovalRule(tx, admin, rule));
};

const aCart = (...goods: readonly Goods[]) => {
  const lines = goods.map((product) => ({ product, bars: 1 }));
  return aCartOf(db, buyer, company, lines, 'counter');
};

async function asks(cart: { id: string }) {
  const { shownTerms, payment, key } = await aSaleOf(db, cart);
  const asked = { key, cartId: cart.id, shownTerms, payment, note: '', at, placesItself: false };
  return transact(db, (tx) => askApproval(tx, buyer, asked));
}

const agrees = (requestId: string) => {
  const { personId, companyId } = ana;
  const said = { requestId, personId, companyId, verdict: 'approved', note: '' } as const;
  return transact(db, (tx) => decideApproval(tx, { ...said, byMail: false, at }));
};

const shown = async (id: string) => {
  const found = await findApproval(db, { id, personId: ana.personId, on: '2026-11-26' });
  if (!found) throw new Error('no question');
  return found;
};

const refused = (code: string) => ({ reason: { code } });

const sold = async (channel: Channel, product: Goods) =>
  place(db, clerk, await aCartOf(db, clerk, company, [{ product, bars: 1 }], channel), { channel });

const cancelled = (orderId: string) => {
  const ending = { orderId, reason: 'mistake', note: '', channel: 'counter', at } as const;
  return transact(db, (tx) => cancelOrder(tx, clerk, ending));
};

describe('a rule on the number of products', () => {
  beforeEach(() => aRule({ aboveProducts: 1 }));

  test('takes two lines of one product for one', async () => {
    expect(await place(db, buyer, await aCart(bars, bars))).toHaveProperty('orderId');
  });

  test('asks of one product more, and lets it pass when somebody has agreed', async () => {
    const cart = await aCart(bars, rods);
    await expect(place(db, buyer, cart)).rejects.toMatchObject(refused('approval-needed'));
    const { requestId } = await asks(cart);
    await agrees(requestId);
    expect(await place(db, buyer, cart, { approvalId: requestId })).toHaveProperty('orderId');
  });

  test('lapses when an approver strikes the product too many', async () => {
    const { requestId } = await asks(await aCart(bars, rods));
    const asked = await shown(requestId);
    const left = [{ lineId: asked.lines[1]?.lineId ?? '', leftMilli: 0 }];
    const less = await readLess(db, { asked, left, at });
    expect(less.after.lapsed).toHaveLength(1);
    const { personId, companyId } = ana;
    const changing = { key: newId(), requestId, personId, companyId, seenVersion: 1, left, at };
    const shownTerms = termsHash(less.cart);
    const changed = await transact(db, (tx) =>
      changeApproval(tx, { ...changing, shownTerms, reason: 'one is enough' }),
    );
    expect(changed).toEqual({ state: 'approved' });
  });

  test('is of at least one: none and less is no rule', async () => {
    for (const aboveProducts of [0, -1, 10_001]) {
      await expect(aRule({ aboveProducts })).rejects.toMatchObject({
        constraint: 'rule_above_some_products',
      });
    }
  });
});

describe('a rule on goods never bought', () => {
  beforeEach(() => aRule({ neverBought: true }));
  const buys = async (...goods: readonly Goods[]) => place(db, buyer, await aCart(...goods));

  test.each<Channel>(['web', 'counter', 'phone'])(
    'is met until they are bought, also where that was on the channel %s',
    async (channel) => {
      await expect(buys(bars)).rejects.toMatchObject(refused('approval-needed'));
      await sold(channel, bars);
      expect(await buys(bars)).toHaveProperty('orderId');
      await expect(buys(bars, rods)).rejects.toMatchObject(refused('approval-needed'));
    },
  );

  test('counts what was bought before us', async () => {
    const line = { weightG: 10_390, netMinor: 436_380, vatMinor: 69_821, vatRateBp: 1600 };
    const sale = {
      ...{ id: newId(), companyId: company.id, source: '1c', externalNumber: newId() },
      ...({ channel: 'counter', placedAt: at, pricedOn: '2020-11-26', branchCode: 'ALA' } as const),
      ...{ purchaseNumber: '', lines: [{ id: newId(), sku: bars.sku, ...line }] },
    };
    await transact(db, (tx) => insertPastSales(tx, [sale]));
    expect(await buys(bars)).toHaveProperty('orderId');
  });

  test('does not count a cancelled order, nor what another company bought', async () => {
    const { orderId } = await sold('counter', bars);
    const theirs = await aCompany(db, { creditKind: 'unlimited' });
    const theirList = { level: 'company', companyId: theirs.id, priority: 9 } as const;
    await aPublishedList(db, { ...theirList, prices: { [bars.id]: [[0, 42_000_000]] } });
    const same = await aCartOf(db, clerk, theirs, [{ product: bars, bars: 1 }]);
    await place(db, clerk, same);
    await cancelled(orderId);
    await expect(buys(bars)).rejects.toMatchObject(refused('approval-needed'));
  });

  test('names to the approver what is new, each product once', async () => {
    await sold('phone', bars);
    const { requestId } = await asks(await aCart(bars, rods, rods));
    const asked = await shown(requestId);
    expect(asked.lines.map(({ sku, isNew }) => [sku, isNew])).toEqual([
      [bars.sku, false],
      [rods.sku, true],
      [rods.sku, true],
    ]);
    expect(asked.newGoods).toHaveLength(1);
  });

  test('is asked again at placing, where the only order that had bought them was cancelled', async () => {
    await aRule({ aboveMinor: 0 });
    const { orderId } = await sold('counter', bars);
    const cart = await aCart(bars);
    const { requestId } = await asks(cart);
    await agrees(requestId);
    await cancelled(orderId);
    const placing = place(db, buyer, cart, { approvalId: requestId });
    await expect(placing).rejects.toMatchObject(refused('approval-outgrown'));
  });

  test('is no reason any more for what was bought while it was asked about', async () => {
    const cart = await aCart(bars);
    const { requestId } = await asks(cart);
    await sold('counter', bars);
    await agrees(requestId);
    expect(await place(db, buyer, cart, { approvalId: requestId })).toHaveProperty('orderId');
  });
});
