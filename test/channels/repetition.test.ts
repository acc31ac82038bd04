import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listOrderLines } from '../../src/ordering/order-lines.queries.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { newId } from '../../src/platform/id.ts';
import { wordsFor } from '../../views/language.tsx';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
} from '../support/world.ts';

const { app, db } = await anApp({ at });
const { repetition: words } = wordsFor('en');
let clerk: Staff;
let buyer: Buyer;
let orderId: string;
let lineId: string;
let rebar: { id: string };

beforeAll(async () => {
  await aTradingDay(db);
  clerk = await aClerk(db);
});

beforeEach(async () => {
  const company = await aCompany(db, { creditLimitMinor: 10_000_000_000 });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  buyer = await aBuyer(db, company);
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
  ({ orderId } = await place(db, clerk, cart));
  lineId = (await listOrderLines(db, orderId))[0]?.id ?? '';
});

const as = async (actor: { personId: string; companyId?: string | null }) => {
  const cookie = await signedIn(db, actor, at);
  const headers = { cookie, 'Accept-Language': 'en', ...fromOurPage };
  return {
    get: (path: string) => app.request(path, { headers }),
    post: async (path: string, fields: Record<string, string>) =>
      app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
  };
};
const chosen = (more: Record<string, string> = {}) => ({
  ...{ key: newId(), deed: 'add' },
  ...{ [`t.${lineId}`]: 'yes', [`q.${lineId}`]: '7', [`u.${lineId}`]: 'pcs' },
  ...more,
});
const linesInCarts = () =>
  db
    .selectFrom('cartLine')
    .innerJoin('cart', 'cart.id', 'cartLine.cartId')
    .where('cart.companyId', '=', buyer.companyId)
    .where('cart.placedAt', 'is', null)
    .select('cartLine.quantityMilli')
    .execute();

const again = () => `/o/${orderId}/repetition`;

describe('an order again', () => {
  test('shows each line with its price then and now, and why it moved', async () => {
    const { companyId } = buyer;
    await aPublishedList(db, { level: 'company', companyId, prices: { [rebar.id]: 40_000_000 } });
    const page = await (await (await as(buyer)).get(again())).text();
    // 420 000 and 400 000 tenge a tonne, with VAT of 16 %.
    expect(page).toContain('487,200');
    expect(page).toContain('464,000');
    expect(page).toContain(`${words.reasons['other-lists']} −23,200 (−4.76%)`);
  });

  test('puts what was chosen into the cart, once however often it is clicked', async () => {
    const visitor = await as(buyer);
    const form = chosen();
    const clicks = [1, 2].map(() => visitor.post(`${again()}/lines`, form));
    for (const answer of await Promise.all(clicks)) {
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/cart']);
    }
    expect(await linesInCarts()).toEqual([{ quantityMilli: 7000 }]);
  });

  test('is priced as ticked without touching a cart', async () => {
    const answer = await (await as(buyer)).post(`${again()}/lines`, chosen({ deed: 'price' }));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('value="7"');
    expect(await linesInCarts()).toEqual([]);
  });

  test('with nothing ticked, or a quantity that means nothing, says so and keeps what was typed', async () => {
    const visitor = await as(buyer);
    const unticked = await visitor.post(`${again()}/lines`, chosen({ [`t.${lineId}`]: '' }));
    expect(unticked.status).toBe(422);
    expect(await unticked.text()).toContain(words.nothingChosen);
    const wrong = await visitor.post(`${again()}/lines`, chosen({ [`q.${lineId}`]: 'seven' }));
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="seven"');
    expect(await linesInCarts()).toEqual([]);
  });

  test('tells a foreman quantities and stock, and no money', async () => {
    const foreman = await aBuyer(db, { id: buyer.companyId, name: buyer.companyName }, 'foreman');
    const page = await (await (await as(foreman)).get(again())).text();
    expect(page).toContain(`q.${lineId}`);
    expect(page).not.toMatch(/₸|487,200/);
  });

  test('says what is no longer sold and where to look instead', async () => {
    await db.updateTable('product').set({ withdrawnAt: at }).where('id', '=', rebar.id).execute();
    const page = await (await (await as(buyer)).get(again())).text();
    expect(page).toContain(words.troubles['not-sold']);
    expect(page).toContain('/analogues');
    expect(page).not.toContain(`t.${lineId}`);
  });

  test('is not there for another company', async () => {
    const stranger = await as(await aBuyer(db, await aCompany(db)));
    expect((await stranger.get(again())).status).toBe(404);
    for (const deed of ['add', 'price']) {
      expect((await stranger.post(`${again()}/lines`, chosen({ deed }))).status).toBe(404);
    }
  });

  test('at the desk fills a new cart of the company', async () => {
    const desk = await as(clerk);
    const path = `/counter/orders/${orderId}/repetition`;
    expect((await desk.get(path)).status).toBe(200);
    expect((await desk.post(`${path}/lines`, chosen())).status).toBe(303);
    expect(await linesInCarts()).toEqual([{ quantityMilli: 7000 }]);
  });
});
