import { beforeAll, expect, test } from 'vitest';
import { findWebCart } from '../../src/ordering/cart.queries.ts';
import { saveCartAsList } from '../../src/ordering/keep-saved-list.ts';
import { orderFromList } from '../../src/ordering/order-from-list.ts';
import { leftMilli } from '../../src/ordering/saved-list.ts';
import { listSavedLines } from '../../src/ordering/saved-list.queries.ts';
import type { Buyer } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anAppOn, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  at,
  aTradingDay,
  stockOf,
  TONNE,
} from '../support/world.ts';

const { db } = await freshDatabase();
const { app } = anAppOn(db);
let product: { id: string; sku: string };
let thicker: { id: string; sku: string };

beforeAll(async () => {
  await aTradingDay(db);
  product = await aProduct(db);
  thicker = await aProduct(db, { diameterMm: 16 });
  const prices = { [product.id]: 42_000_000, [thicker.id]: 42_000_000 };
  await aPublishedList(db, { level: 'base', prices });
  await stockOf(db, product, 1_000 * TONNE);
});

/** A buyer whose list needs a hundred bars, thirty of which lie in his cart. */
async function aListInACart() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const full = await aCartOf(db, await aClerk(db), company, [{ product, bars: 100 }]);
  const listId = newId();
  const saving = { listId, name: 'Object 12', cartId: full.id, at };
  await transact(db, (tx) => saveCartAsList(tx, buyer, saving));
  const [line] = await listSavedLines(db, listId);
  const lineId = line?.id ?? '';
  await transact(db, (tx) =>
    orderFromList(tx, buyer, {
      ...{ listId, key: newId(), at },
      quantities: [{ lineId, quantity: { amountMilli: 30_000, unit: 'pcs' } }],
    }),
  );
  const cart = await findWebCart(db, { companyId: company.id, personId: buyer.personId });
  const cartId = cart?.id ?? '';
  const left = async () => {
    const [kept] = await listSavedLines(db, listId);
    return kept && leftMilli(kept);
  };
  return { buyer, cartId, lineId, left };
}

async function post(buyer: Buyer, path: string, fields: Record<string, string>) {
  const cookie = await signedIn(db, buyer);
  const headers = { ...fromOurPage, ...asPart, cookie };
  const answer = await app.request(path, {
    ...{ method: 'POST', headers, body: new URLSearchParams(fields) },
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Takes the only line out of a cart; gives the form that the answer has for taking it back. */
async function takenOut(buyer: Buyer, cartId: string) {
  const { id } = await db
    .selectFrom('cartLine')
    .where('cartId', '=', cartId)
    .select('id')
    .executeTakeFirstOrThrow();
  const page = await post(buyer, `/cart/lines/${id}/removal`, { cartId });
  const form = /<form class="undo"[^]*?<\/form>/.exec(page)?.[0] ?? '';
  const fields = Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
  return { path: /action="([^"]+)"/.exec(form)?.[1] ?? '', fields };
}

test('a line of a list that is taken out of the cart and back counts for the list as before, once', async () => {
  const { buyer, cartId, left } = await aListInACart();
  expect(await left()).toBe(70_000);

  const { path, fields } = await takenOut(buyer, cartId);
  expect(await left()).toBe(100_000);

  await Promise.all([post(buyer, path, fields), post(buyer, path, fields)]);
  expect(await left()).toBe(70_000);
});

test('a form that names a line of a foreign list brings the goods back and leaves that list alone', async () => {
  const foreign = await aListInACart();
  const { buyer, cartId, left } = await aListInACart();
  const { path, fields } = await takenOut(buyer, cartId);

  await post(buyer, path, { ...fields, savedListLineId: foreign.lineId });

  expect([await foreign.left(), await left()]).toEqual([70_000, 100_000]);
  expect(await tieOf(cartId)).toEqual([{ productId: product.id, savedListLineId: null }]);
});

test('a form with other goods does not count them for the list', async () => {
  const { buyer, cartId, left } = await aListInACart();
  const { path, fields } = await takenOut(buyer, cartId);

  await post(buyer, path, { ...fields, productId: thicker.id });

  expect(await left()).toBe(100_000);
  expect(await tieOf(cartId)).toEqual([{ productId: thicker.id, savedListLineId: null }]);
});

const tieOf = (cartId: string) =>
  db
    .selectFrom('cartLine')
    .where('cartId', '=', cartId)
    .select(['productId', 'savedListLineId'])
    .execute();
