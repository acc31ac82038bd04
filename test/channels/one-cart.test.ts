import { beforeAll, expect, test } from 'vitest';
import { openWebCart } from '../../src/ordering/open-cart.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  at,
  aTradingDay,
  rebarFor,
  TONNE,
} from '../support/world.ts';

const shop = anApp();
beforeAll(async () => {
  await aTradingDay((await shop).db);
});

/** A buyer's open web cart and the three places from which it is filled. */
async function aSharedCart() {
  const { app, db } = await shop;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 44_000_000 });
  const prices = { [rebar.id]: [[0, 42_000_000] as const, [TONNE, 40_000_000] as const] };
  await aPublishedList(db, { level: 'contract', companyId: company.id, prices });
  const opening = { companyId: company.id, at };
  const cart = await transact(db, (tx) => openWebCart(tx, buyer, opening));
  const places = [
    { person: buyer, page: '/cart', form: '/cart/lines', field: `q.${rebar.sku}`, says: '4' },
    ...(['counter', 'phone'] as const).map((desk) => ({
      person: undefined,
      role: desk,
      page: `/${desk}/carts/${cart.id}`,
      form: `/${desk}/carts/${cart.id}/entries`,
      field: 'text',
      says: `${rebar.sku} 4`,
    })),
  ];
  return Promise.all(
    places.map(async ({ person, page, form, field, says, ...place }) => {
      const role = 'role' in place ? place.role : undefined;
      const cookie = await signedIn(db, person ?? (await aClerk(db, role)));
      const headers = { ...fromOurPage, cookie };
      return {
        read: async () => (await app.request(page, { headers })).text(),
        add: async () => {
          const body = new URLSearchParams({ key: newId(), [field]: says });
          const answer = await app.request(form, { method: 'POST', headers, body });
          return answer.status;
        },
      };
    }),
  );
}

/** The totals of a cart as its page shows them. */
const totalsIn = (page: string) =>
  [
    ...(/<section id="totals".*?<\/section>/s.exec(page)?.[0] ?? '').matchAll(
      /<dd[^>]*>(.*?)<\/dd>/g,
    ),
  ].map(([, figure = '']) => figure.replaceAll(/<[^>]+>/g, ''));

test('one cart filled at the web, the counter and the phone at once loses no line and costs the same on all three pages', async () => {
  const places = await aSharedCart();

  const thirty = Array.from({ length: 10 }, () => places).flat();
  const answers = await Promise.all(thirty.map(({ add }) => add()));
  expect(new Set(answers)).toEqual(new Set([303]));

  // 30 lines of 41.558 kg: past the step of a tonne, which only all together reach. Each is 16 623.20 and 2 659.71 of VAT.
  const [web, counter, phone] = await Promise.all(
    places.map(async ({ read }) => totalsIn(await read())),
  );
  expect(web).toEqual(['1.247 t', '₸498,696.00', '₸79,791.30', '₸578,487.30']);
  expect([counter, phone]).toEqual([web, web]);
});
