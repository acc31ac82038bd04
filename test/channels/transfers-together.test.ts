import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/platform/id.ts';
import { anApp, signedIn } from '../support/app.ts';
import { aCartBeyond } from '../support/coming.ts';
import { place } from '../support/sale.ts';
import { goodsInAstana, transferAt } from '../support/transfers.ts';
import { aClerk, aTradingDay } from '../support/world.ts';

const shop = anApp();

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
});

async function atDesk(path: string, fields?: readonly (readonly [string, string])[]) {
  const { app, db } = await shop;
  const cookie = await signedIn(db, await aClerk(db));
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  if (!fields) return app.request(path, { headers });
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
  return app.request(path, { method: 'POST', headers, body });
}

async function aNeed() {
  const { db } = await shop;
  const clerk = await aClerk(db);
  const { cart } = await aCartBeyond(db, clerk);
  return (await place(db, clerk, cart)).orderId;
}

const way = [
  ['from', 'NQZ'],
  ['to', 'ALA'],
] as const;

describe('what orders need from another branch', () => {
  test('stands by its way with its weight against the vehicle’s, and goes as one transfer', async () => {
    const { db } = await shop;
    const [one, other] = [await aNeed(), await aNeed()];
    const page = await (await atDesk('/counter/transfers')).text();
    expect(page).toContain('From Astana to Almaty');
    expect(page).toContain('that a vehicle carries');
    const id = newId();
    const chosen = [['id', id], ['orderId', one], ['orderId', other], ...way] as const;
    const answers = [
      await atDesk('/counter/transfers/for-orders', chosen),
      await atDesk('/counter/transfers/for-orders', chosen),
    ];
    for (const { status, headers } of answers) {
      expect([status, headers.get('location')]).toEqual([303, `/counter/transfers/${id}`]);
    }
    expect((await transferAt(db, id)).orderIds.toSorted()).toEqual([one, other].toSorted());
  });

  test('is not planned where nothing is chosen, which the page says at its way', async () => {
    await aNeed();
    const answer = await atDesk('/counter/transfers/for-orders', [['id', newId()], ...way]);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Choose at least one order for the transfer.');
  });
});

test('goods of several SKUs that lie at one branch are found together and go as one transfer', async () => {
  const { db } = await shop;
  const [one, other] = [await goodsInAstana(db), await goodsInAstana(db)];
  const sku = `${one.product.sku}, ${other.product.sku} none-such`;
  const found = await atDesk(`/counter/transfers/new?sku=${encodeURIComponent(sku)}`);
  const page = await found.text();
  for (const words of [one.heatNumber, other.heatNumber, 'No branch has anything of none-such']) {
    expect(page).toContain(words);
  }
  const id = newId();
  const answer = await atDesk('/counter/transfers', [
    ...[['id', id] as const, ['sku', sku] as const, ...way],
    ...[one, other].map(({ lotId }) => [`take-${lotId}`, '1000'] as const),
  ]);
  expect(answer.status).toBe(303);
  expect((await transferAt(db, id)).lots.map(({ weightG }) => weightG)).toEqual([
    1_000_000, 1_000_000,
  ]);
});
