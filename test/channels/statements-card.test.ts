import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconcileCards } from '../../src/payments/reconcile-cards.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { CardPayments } from '../../src/platform/gateways/card-payments.ts';
import { newId } from '../../src/platform/id.ts';
import { anAppOn, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { sessionOf } from '../support/card-orders.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aStandIn, type StandIn } from '../support/stand-in.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();
let standIn: StandIn;
let cards: CardPayments;
let app: ReturnType<typeof anAppOn>['app'];
let clerk: Staff;

beforeAll(async () => {
  standIn = await aStandIn({ at });
  cards = standIn.cards();
  ({ app } = anAppOn(db, { at, cards }));
  await aTradingDay(db);
  clerk = await aClerk(db);
});
afterAll(() => standIn.close());

/** An accountant with orders of so many bars. */
async function anAccountant(...bars: number[]) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company, 'accountant');
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const orders: { id: string; number: string; grossMinor: number }[] = [];
  for (const count of bars) {
    const cart = await aCartOf(db, clerk, company, [{ product, bars: count }]);
    const { orderId } = await place(db, clerk, cart);
    const order = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select(['id', 'number', 'grossMinor'])
      .executeTakeFirstOrThrow();
    orders.push(order);
  }
  return { buyer, orders };
}

const get = async (who: Buyer, path: string, more: Record<string, string> = {}) => {
  const answer = await app.request(path, {
    headers: { cookie: await signedIn(db, who, at), ...more },
  });
  const statements = /statements;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '');
  return {
    status: answer.status,
    statements: Number(statements?.[1]),
    html: (await answer.text()).replaceAll('&nbsp;', ' '),
  };
};

async function paying(who: Buyer, orderIds: readonly string[], more: Record<string, string> = {}) {
  const fields = new URLSearchParams({ key: newId(), how: 'card', ...more });
  for (const id of orderIds) fields.append('order', id);
  const answer = await app.request('/statements/payments', {
    method: 'POST',
    headers: {
      ...{ ...fromOurPage, cookie: await signedIn(db, who, at) },
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: fields.toString(),
  });
  const location = answer.headers.get('location') ?? '';
  return { status: answer.status, location, html: await answer.text() };
}

const attemptOf = async (url: string) => (await cards.readCheckout(sessionOf(url))).attemptId ?? '';

test('what an accountant ticked is paid by card at once, and the page says what came of it', async () => {
  const { buyer, orders } = await anAccountant(2, 3, 4);
  const [first, second] = orders as [(typeof orders)[0], (typeof orders)[0]];
  const part = { [`amount.${second.id}`]: '1000,50' };

  const asked = await paying(buyer, [first.id, second.id], part);
  const again = await paying(buyer, [first.id, second.id], part);

  expect([asked.status, again.location]).toEqual([303, asked.location]);
  const id = await attemptOf(asked.location);
  const { amountMinor } = await cards.readCheckout(sessionOf(asked.location));
  expect(amountMinor).toBe(first.grossMinor + 100_050);
  const waiting = await get(buyer, `/statements/cards/${id}`);
  expect(waiting.html).toContain('hx-trigger="every 2s"');
  expect(waiting.statements).toBeLessThanOrEqual(4);

  await standIn.pay(sessionOf(asked.location));
  await reconcileCards(db, cards, new Date(at.getTime() + 120_000));

  const arrived = await get(buyer, `/statements/cards/${id}`, asPart);
  expect(arrived.html).toContain('The payment has arrived.');
  expect(arrived.html).not.toContain('hx-trigger');
  for (const { number } of [first, second]) expect(arrived.html).toContain(number);
  const paid = await db
    .selectFrom('salesOrder')
    .where('id', 'in', [first.id, second.id])
    .orderBy('number')
    .select('paidMinor')
    .execute();
  expect(paid.map(({ paidMinor }) => paidMinor)).toEqual([first.grossMinor, 100_050]);
});

test('more together than a card takes, or less, is said at the ways to pay, and nothing is opened', async () => {
  const { buyer, orders } = await anAccountant(300, 300);
  const ids = orders.map(({ id }) => id);

  const much = await paying(buyer, ids);
  const little = await paying(
    buyer,
    ids,
    Object.fromEntries(ids.map((id) => [`amount.${id}`, '1'])),
  );

  for (const [{ status, html }, said] of [
    [much, 'more than a card takes at once'],
    [little, 'A card pays'],
  ] as const) {
    expect(status).toBe(422);
    expect(html).toContain('href="#how"');
    expect(html).toContain(said);
    // What is named as the most can be paid: one tiyin more, a round sum, cannot.
    expect(html).toContain('₸999,999.99');
    expect(html).not.toContain('₸1,000,000');
  }
  const opened = await db
    .selectFrom('cardAttemptPart')
    .where('orderId', 'in', ids)
    .selectAll()
    .execute();
  expect(opened).toEqual([]);
});

test('a payment of another company is as unknown as none, and an order on a joint page says so', async () => {
  const { buyer, orders } = await anAccountant(2, 3);
  const { buyer: stranger } = await anAccountant(1);
  const { location } = await paying(
    buyer,
    orders.map(({ id }) => id),
  );
  const id = await attemptOf(location);

  expect((await get(stranger, `/statements/cards/${id}`)).status).toBe(404);
  expect((await get(stranger, `/statements/cards/${newId()}`)).status).toBe(404);
  const order = await get(buyer, `/o/${orders[0]?.id}`);
  expect(order.html).toContain('This order stands on an open payment page together with others.');
});
