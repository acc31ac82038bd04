import { beforeAll, expect, test } from 'vitest';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  aTradingDay,
  rebarFor,
  TONNE,
} from '../support/world.ts';

const shop = anApp();
beforeAll(async () => {
  await aTradingDay((await shop).db);
});

/** 96 bars, 997 kg at 420 000 ₸: from a tonne it is 400 000 ₸. */
async function aCartBeforeAStep() {
  const { app, db } = await shop;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 44_000_000 });
  const prices = { [rebar.id]: [[0, 42_000_000] as const, [TONNE, 40_000_000] as const] };
  await aPublishedList(db, { level: 'contract', companyId: company.id, prices });
  const clerk = await aClerk(db, 'counter');
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 96 }]);
  const { code } = await db
    .selectFrom('cart')
    .where('id', '=', cart.id)
    .select('code')
    .executeTakeFirstOrThrow();
  const read = async (as: Parameters<typeof signedIn>[1], page: string) => {
    const headers = { ...fromOurPage, cookie: await signedIn(db, as) };
    const text = await (await app.request(page, { headers })).text();
    return /data-t="tier-advice">(.*?)<\/ul>/s.exec(text)?.[1]?.replaceAll(/<[^>]+>/g, '');
  };
  return { db, company, clerk, cart, code, read };
}

test('cart, checkout and both pages of the desk say the same: three kilograms more cost less', async () => {
  const { db, company, clerk, cart, code, read } = await aCartBeforeAStep();
  const buyer = await aBuyer(db, company);

  const said = await Promise.all([
    read(buyer, `/cart?cart=${code}`),
    read(buyer, `/checkout?cart=${code}`),
    read(clerk, `/counter/carts/${cart.id}`),
    read(clerk, `/counter/carts/${cart.id}/review`),
  ]);

  expect(new Set(said).size).toBe(1);
  // 997.402 kg at 420 000 are 485 933.… with VAT; 1 000.402 kg at 400 000 are 464 186.…
  expect(said[0]).toContain('3 kg more of this tier group, for example Rebar 12 A500C 11.7 m');
  expect(said[0]).toContain('the total is ₸21,748 lower');
});

test('nobody who may not see prices is told of them', async () => {
  const { db, company, code, read } = await aCartBeforeAStep();
  const foreman = await aBuyer(db, company, 'foreman');
  expect(await read(foreman, `/cart?cart=${code}`)).toBeUndefined();
});
