import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/platform/id.ts';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aCutCart } from '../support/cutting.ts';
import { aCartOf, aSaleOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  rebarFor,
} from '../support/world.ts';

const { app, db } = await anApp({ at });

let buyer = '';
let accountant = '';
let foreman = '';

beforeAll(async () => {
  await aTradingDay(db);
  const company = await aCompany(db);
  const rebar = await aProduct(db, { sku: 'REBAR-ONE' });
  await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 40_000_000 } });
  buyer = await signedIn(db, await aBuyer(db, company), at);
  accountant = await signedIn(db, await aBuyer(db, company, 'accountant'), at);
  foreman = await signedIn(db, await aBuyer(db, company, 'foreman'), at);
}, 60_000);

async function cut(cutList: string, cookie = '', part = true) {
  const answer = await app.request('/p/REBAR-ONE/cutting', {
    method: 'POST',
    headers: { ...fromOurPage, ...(part ? asPart : {}), 'Accept-Language': 'en', cookie },
    body: new URLSearchParams({ cutList }),
  });
  return { status: answer.status, html: (await answer.text()).replaceAll(/\s+/g, ' ') };
}

test('tells how many bars a cut list needs, how each is cut, and what is left', async () => {
  // Shears eat nothing: three of 3 900 are a bar of 11 700 mm without a third cut.
  const { status, html } = await cut('4 × 3900; 2 × 3890');

  expect(status).toBe(200);
  expect(html).toContain('<strong>2</strong>');
  expect(html).toContain('1 × (3 × 3,900), 0 mm left');
});

test('says what cutting costs, how that comes about, and how exactly it is done', async () => {
  const { html } = await cut('4 × 3900; 2 × 3890', buyer);

  // Five cuts of ₸50 and ₸1,000 for setting up are less than the least charge of ₸2,500.
  expect(html).toContain('5 × ₸50 a cut, section 113 mm²');
  expect(html).toContain('<dd>₸250.00</dd><dt>Setting up</dt><dd>₸1,000.00</dd>');
  expect(html).toContain('<dt>Least charge</dt><dd>₸2,500.00</dd>');
  expect(html).toContain('<strong>₸2,900.00</strong> <small class="meta">including VAT 16%');
  expect(html).toContain('Shear, kerf 0 mm');
  expect(html).toContain('−0/+5 mm');
});

test('says what bars and cutting come to, and what comes back for the remnants', async () => {
  const { html } = await cut('2 × 3900', buyer);

  // A bar of 10.39 kg at ₸400,000, a least charge of ₸2,500, and VAT of 16 %.
  expect(html).toContain('<dt>Bars</dt><dd><strong>₸4,820.96</strong>');
  expect(html).toContain('<dt>Together</dt><dd><strong>₸7,720.96</strong>');
  // 3.9 m of 11.7 m are left, and six tenths of what they cost come back.
  expect(html).toContain('₸964.19 back');
});

test('says when it can be ready, and until when it may be cancelled for nothing', async () => {
  const { html } = await cut('4 × 3900; 2 × 3890', buyer);

  expect(html).toContain('<dd>27 Nov 2026 at the earliest</dd>');
  expect(html).toContain('free until 27 Nov 2026, 09:00;');
  // Bars that are not cut are ready like any others.
  expect((await cut('2 × 11700', buyer)).html).not.toContain('at the earliest');
});

test('tells a foreman how it is cut, and nothing of money', async () => {
  const { html } = await cut('4 × 3900; 2 × 3890', foreman);

  expect(html).toContain('Shear, kerf 0 mm');
  expect(html).not.toContain('₸');
});

test('goes by the machine of the branch, which takes the place of the company’s', async () => {
  await sql`
    insert into cutting_terms (branch_code, method, position, forms, up_to_areas_mm2, rates_minor, set_up_minor,
      least_charge_minor, kerf_mm, tolerance_mm, least_remnant_mm, remnant_credit_bp, cuts_per_day)
    values ('ALA', 'guillotine', 1, '{rebar}', '{115}', '{100000}', 0, 0, 1, 2, 500, 0, 50)`.execute(
    db,
  );

  expect((await cut('1 × 3900', buyer)).html).toContain('1 × ₸1,000 a cut, section 113 mm²');
  expect((await cut('1 × 3900')).html).toContain('1 × ₸50 a cut, section 113 mm²');
  await sql`delete from cutting_terms where branch_code = 'ALA'`.execute(db);
});

test('plans nothing while a line cannot be read, and keeps the whole list', async () => {
  for (const part of [true, false]) {
    const { status, html } = await cut('4 × 3900\nsome long ones', buyer, part);

    expect(status).toBe(422);
    expect(html).toContain('“some long ones” cannot be read');
    expect(html).toContain('4 × 3900 some long ones</textarea>');
    expect(html).not.toContain('cut-bars');
  }
});

test('says what is wrong with a list that can be read', async () => {
  expect((await cut('1 × 12 m')).html).toContain('A piece is longer than the bar.');
  expect((await cut('')).html).toContain('Write what is to be cut.');
  expect((await cut('3000 × 10 mm')).html).toContain('At most 2 000 pieces at once');
});

test('offers the cart to those who may order, and to nobody else', async () => {
  const offer = 'action="/cart/cuts"';

  expect((await cut('4 × 3900; 2 × 3890', buyer)).html).toContain(offer);
  expect((await cut('4 × 3900; 2 × 3890', accountant)).html).not.toContain(offer);
  expect((await cut('4 × 3900; 2 × 3890')).html).not.toContain(offer);
});

test('puts the bars with their cut list into the cart, once', async () => {
  const key = newId();
  const add = (more: Record<string, string> = {}) =>
    app.request('/cart/cuts', {
      method: 'POST',
      headers: { ...fromOurPage, ...asPart, 'Accept-Language': 'en', cookie: buyer },
      body: new URLSearchParams({
        ...{ key, sku: 'REBAR-ONE', cutList: '4 × 3900\n2 × 3890', offcuts: 'deliver' },
        ...more,
      }),
    });

  expect((await add()).status).toBe(200);
  expect(await (await add()).text()).toContain('Bars and cut list are in the cart.');
  expect((await add({ cutList: 'some' })).status).toBe(409);
  expect((await add({ sku: 'NO-SUCH' })).status).toBe(404);
  const answer = await app.request('/cart', {
    headers: { 'Accept-Language': 'en', cookie: buyer },
  });
  const html = (await answer.text()).replaceAll(/\s+/g, ' ');
  expect(html.match(/cut into 4 × 3,900 mm, 2 × 3,890 mm/g)).toHaveLength(1);
  expect(html).toContain('remnants are delivered');
  expect(html).not.toContain('data-num');
});

test('the yard sees what its branch has to cut and moves it on; the order then cannot be cancelled', async () => {
  const clerk = await aClerk(db);
  const cookie = await signedIn(db, clerk, at);
  const trusted = await aCompany(db, { creditKind: 'unlimited' });
  const product = await rebarFor(db, trusted, { pricePerTonneMinor: 40_000_000 });
  const cart = await aCutCart(db, clerk, { company: trusted, product });
  const { orderId } = await place(db, clerk, cart);
  const { id } = await db
    .selectFrom('cuttingJob')
    .where('orderId', '=', orderId)
    .select('id')
    .executeTakeFirstOrThrow();
  const see = async (path: string) => {
    const answer = await app.request(path, { headers: { 'Accept-Language': 'en', cookie } });
    return (await answer.text()).replaceAll(/\s+/g, ' ');
  };
  const post = (path: string, fields: Record<string, string>) =>
    app.request(path, {
      method: 'POST',
      headers: { ...fromOurPage, 'Accept-Language': 'en', cookie },
      body: new URLSearchParams(fields),
    });
  const order = `/counter/orders/${orderId}`;

  expect(await see('/counter/cutting')).toContain('The order is to be confirmed first.');
  await post(`${order}/advance`, { version: '1' });
  expect(await see('/counter/cutting')).toContain('Release to the saw');
  expect((await post(`/counter/cutting/${id}/advance`, { version: '1' })).status).toBe(303);
  const shown = await see('/counter/cutting');
  expect(shown).toContain('May begin on 27 Nov 2026, 09:00');
  expect(shown).toContain('3 pcs of 11.7 m: <strong>12 × 2,000 mm, 5 × 1,500 mm</strong>');
  expect((await post(`/counter/cutting/${id}/advance`, { version: '2' })).status).toBe(409);
  expect(await see(order)).toContain('cancelling is free until 27 Nov 2026, 09:00');

  await sql`update cutting_job set starts_from = ${at} where id = ${id}`.execute(db);
  await post(`/counter/cutting/${id}/advance`, { version: '2' });
  expect(await see(order)).toContain('so the order is not cancelled any more');
  const { lotId } = await db
    .selectFrom('lot')
    .where('productId', '=', product.id)
    .select('id as lotId')
    .executeTakeFirstOrThrow();
  expect(await see('/counter/cutting')).toContain(`value="${lotId}"`);
  await post(`/counter/cutting/${id}/advance`, { version: '3', lotId });
  expect(await see('/counter/cutting')).not.toContain(id);
});

test('placing bars that are cut takes as many statements as placing bars', async () => {
  const trusted = await aCompany(db, { creditKind: 'unlimited' });
  const product = await rebarFor(db, trusted, { pricePerTonneMinor: 40_000_000 });
  const clerk = await aClerk(db);
  const cookie = await signedIn(db, clerk, at);
  const statementsOf = async (cart: { id: string }) => {
    const { key, shownTerms, payment } = await aSaleOf(db, cart);
    const answer = await app.request(`/counter/carts/${cart.id}/review`, {
      method: 'POST',
      headers: { ...fromOurPage, cookie },
      body: new URLSearchParams({
        ...{ key, shownTerms, payment, cartId: cart.id, isAnotherOrder: 'yes' },
        ...{ branchCode: 'ALA', siteId: '', contactId: '', purchaseNumber: '', note: '' },
      }),
    });
    expect(answer.status).toBe(303);
    return Number(/statements;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1]);
  };

  const whole = await statementsOf(await aCartOf(db, clerk, trusted, [{ product, bars: 3 }]));
  expect(await statementsOf(await aCutCart(db, clerk, { company: trusted, product }))).toBe(whole);
  expect(whole).toBeGreaterThan(4);
});
