import { beforeAll, describe, expect, test } from 'vitest';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { Language } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { wordsFor } from '../../views/language.tsx';
import { anApp, asPart, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';
import { aContact, aDesk, fieldOf, findableByName, ledTo, linesIn } from './desk-world.ts';

const { app, db } = await anApp({ at });

let clerk: Staff;
let buyer: Buyer;
let desk: ReturnType<typeof aDesk>;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: { id: string; sku: string };

beforeAll(async () => {
  await aTradingDay(db);
  company = await aCompany(db, {
    name: 'ТОО «Алтын Құрылыс»',
    bin: '240140012345',
    creditLimitMinor: 10_000_000_000,
  });
  await findableByName(db, company);
  await aContact(db, company, {
    name: 'Сәуле Әбенова',
    phone: '+7 701 555 12 34',
    digits: '7015551234',
  });
  rebar = await aProduct(db, { sku: 'REBAR-ONE' });
  const [ten, tenLonger] = [
    await aProduct(db, { sku: 'REBAR-TEN', diameterMm: 10 }),
    await aProduct(db, { sku: 'REBAR-TEN-B', diameterMm: 10 }),
  ];
  await aPublishedList(db, {
    level: 'base',
    prices: Object.fromEntries([rebar, ten, tenLonger].map(({ id }) => [id, 40_000_000])),
  });
  await stockOf(db, rebar, 500 * TONNE);
  clerk = await aClerk(db);
  buyer = await aBuyer(db, company);
  desk = aDesk(app, await signedIn(db, clerk, at));
}, 60_000);

/** A new cart that the clerk opened at the counter. */
async function aDeskCart(): Promise<string> {
  const cart = await aCartOf(db, clerk, company, []);
  return cart.id;
}

/** What the entry row of a cart is sent with. */
async function entryKeyOf(cartId: string): Promise<string> {
  const html = await (await desk.get(`/counter/carts/${cartId}`)).text();
  return fieldOf(html.slice(html.indexOf('/entries')), 'key');
}

async function enter(cartId: string, text: string) {
  return desk.postPart(`/counter/carts/${cartId}/entries`, {
    key: await entryKeyOf(cartId),
    text,
  });
}

const statementsOf = (response: Response) =>
  Number(/desc="(\d+)"/.exec(response.headers.get('server-timing') ?? '')?.[1]);

describe('who may serve', () => {
  test('lets a counter clerk to the counter, a phone clerk to the phone, a manager to the phone, and nobody else', async () => {
    const people = {
      counter: await signedIn(db, clerk, at),
      phone: await signedIn(db, await aClerk(db, 'phone'), at),
      manager: await signedIn(db, await aClerk(db, 'manager'), at),
      head: await signedIn(db, await aClerk(db, 'head_of_sales'), at),
      admin: await signedIn(db, await aClerk(db, 'admin'), at),
      buyer: await signedIn(db, buyer, at),
    };
    const statuses = await Promise.all(
      Object.entries(people).map(async ([who, cookie]) => {
        const counter = await app.request('/counter', { headers: { cookie } });
        const phone = await app.request('/phone', { headers: { cookie } });
        return [who, counter.status, phone.status];
      }),
    );

    expect(statuses).toEqual([
      ['counter', 200, 403],
      ['phone', 403, 200],
      ['manager', 403, 200],
      ['head', 403, 403],
      ['admin', 403, 403],
      ['buyer', 403, 403],
    ]);
  });

  test('sends a stranger to the sign-in', async () => {
    const answer = await app.request('/counter');

    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/sign-in?next=%2Fcounter',
    ]);
  });

  test.each([
    '/customers/ID',
    '/carts/ID',
    '/carts/ID/review',
    '/orders/ID',
    '/customers/nobody',
    '/carts/nothing',
    '/orders/nothing',
  ])('answers 404 to %s that is not there', async (path) => {
    const answer = await desk.get(`/counter${path.replace('ID', newId())}`);

    expect(answer.status).toBe(404);
  });

  test.each(['details', 'quantities', 'entries', 'parking', 'return', 'review'])(
    'changes nothing of a cart that is not there: %s',
    async (deed) => {
      const answer = await desk.post(`/counter/carts/${newId()}/${deed}`, {
        ...{ key: newId(), text: 'REBAR-ONE', branchCode: 'ALA', siteId: '', contactId: '' },
        ...{ purchaseNumber: '', note: '', shownTerms: '', payment: 'prepaid' },
        [`q.${newId()}`]: '2',
        [`was.${newId()}`]: '1000 pcs',
      });

      expect(deed === 'quantities' ? [303, 404] : [404]).toContain(answer.status);
    },
  );
});

describe('finding a customer', () => {
  test.each([
    ['алтын курылыс', 'Russian letters for Kazakh ones'],
    ['Алтын Құрылыс', 'Kazakh letters'],
    ['altyn kurylys', 'Latin letters'],
    ['алтын курлыс', 'mistakes'],
    ['240140012345', 'the BIN'],
    ['+7 (701) 555-12-34', 'the telephone number as it is printed'],
    ['87015551234', 'the same with the other prefix'],
    ['1234', 'its last four digits'],
  ])('leads from %s to the company: %s', async (typed) => {
    const shown = await desk.get(`/counter?q=${encodeURIComponent(typed)}`, asPart);
    const sent = await desk.get(`/counter?q=${encodeURIComponent(typed)}`);

    expect(await shown.text()).toContain(`/counter/customers/${company.id}`);
    expect(ledTo(sent)).toBe(company.id);
  });

  test('offers to register whom nobody knows, with what was typed', async () => {
    const answer = await desk.get(`/counter?q=${encodeURIComponent('990140000123')}`);

    expect(await answer.text()).toContain('/counter/customers/new?bin=990140000123');
  });

  test('leads from the number of an order to the order, and from its end', async () => {
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
    const { orderId } = await place(db, clerk, cart);
    const { number } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('number')
      .executeTakeFirstOrThrow();

    expect(ledTo(await desk.get(`/counter?q=${number}`))).toBe(orderId);
    expect(ledTo(await desk.get(`/counter?q=%23${Number(number.split('-')[1])}`))).toBe(orderId);
  });

  test('says on the card what may be bought on account, who speaks, what is open and what was bought', async () => {
    const open = await aCartOf(db, clerk, company, [{ product: rebar, bars: 3 }]);
    const answer = await desk.get(`/counter/customers/${company.id}`);
    const html = await answer.text();

    expect(html).toContain('240140012345');
    expect(html).toContain('Сәуле Әбенова');
    expect(html).toContain('tel:+7 701 555 12 34');
    expect(html).toContain(`/counter/carts/${open.id}`);
    expect(html).toContain('data-t="credit"');
    expect(html).toContain('data-key="n"');
    expect(html).toMatch(/orders\/[^"]+\/repetition/);
  });

  test('says in words what stands in the way of a sale on account', async () => {
    const prepaid = await aCompany(db, { requiredFields: ['purchase-number'] });
    const html = await (await desk.get(`/counter/customers/${prepaid.id}`)).text();

    expect(html).toContain('The agreement gives no credit');
    expect(html).toContain('asks every order to say: purchase order number');
  });
});

describe('a walk-in company', () => {
  const form = { bin: '', name: 'ТОО «Жаңа дос»', phone: '8 701 222 33 44' };

  test('is registered by BIN and name, and opened', async () => {
    const answer = await desk.post('/counter/customers', { ...form, bin: '010140000014' });
    const card = await desk.get(`/counter/customers/${ledTo(answer)}?done=registered`);

    expect(answer.status).toBe(303);
    expect(await card.text()).toContain('Жаңа дос');
  });

  test('that is known already is opened, and the clerk is told', async () => {
    const first = await desk.post('/counter/customers', { ...form, bin: '020240000016' });
    const again = await desk.post('/counter/customers', { ...form, bin: '020240000016' });
    const card = await desk.get(again.headers.get('location')!);

    expect(ledTo(again)).toBe(ledTo(first));
    expect(await card.text()).toContain('registered already');
  });

  test('with a wrong check digit is not registered; what was typed stays', async () => {
    const answer = await desk.post('/counter/customers', { ...form, bin: '010140000011' });
    const html = await answer.text();

    expect(answer.status).toBe(422);
    expect(html).toContain('Enter the twelve digits of the BIN');
    expect(html).toContain('value="010140000011"');
    expect(html).toContain('ТОО «Жаңа дос»');
  });
});

describe('the entry row', () => {
  test('turns a code or a phrase with a quantity into a line at once', async () => {
    const cartId = await aDeskCart();

    await enter(cartId, 'REBAR-ONE 12шт');
    await enter(cartId, 'A500 12 2т');

    const lines = await linesIn(db, cartId);
    expect(
      lines.toSorted((one, other) => one.quantity.unit.localeCompare(other.quantity.unit)),
    ).toEqual([
      {
        sku: 'REBAR-ONE',
        quantity: { amountMilli: 12_000, unit: 'pcs' },
        lengthMm: 11_700,
        addedOn: 'counter',
      },
      {
        sku: 'REBAR-ONE',
        quantity: { amountMilli: 2000, unit: 't' },
        lengthMm: 11_700,
        addedOn: 'counter',
      },
    ]);
  });

  test('answers with the new row, the totals, what stands beside and the next key', async () => {
    const cartId = await aDeskCart();
    const before = await entryKeyOf(cartId);
    await enter(cartId, 'REBAR-ONE 12');
    const html = await (await enter(cartId, 'REBAR-ONE 13')).text();

    for (const target of ['#lines', '#totals', '#aside', '#entry-key', '#live']) {
      expect(html).toContain(`hx-target="${target}"`);
    }
    expect(fieldOf(html, 'key')).not.toBe(before);
    expect(html).toContain('Rebar 12 A500C 11.7 m, 13 pcs');
  });

  test('adds one line when the same entry is sent twice', async () => {
    const cartId = await aDeskCart();
    const entry = { key: await entryKeyOf(cartId), text: 'REBAR-ONE 5' };

    await Promise.all([
      desk.postPart(`/counter/carts/${cartId}/entries`, entry),
      desk.postPart(`/counter/carts/${cartId}/entries`, entry),
    ]);
    const third = await desk.post(`/counter/carts/${cartId}/entries`, entry);

    expect(third.status).toBe(303);
    expect(await linesIn(db, cartId)).toHaveLength(1);
  });

  test('offers what an entry may mean, each with its number, and takes the chosen one once', async () => {
    const cartId = await aDeskCart();
    const offered = await (await enter(cartId, 'арматура 10 8шт')).text();
    const row = offered.slice(offered.indexOf('value="2"'));
    const sku = /class="sku">([^<]+)/.exec(row)![1];
    const chosen = Object.fromEntries(
      ['key', 'typed', 'productId', 'amountMilli', 'unit', 'lengthMm'].map((name) => [
        name,
        fieldOf(row, name),
      ]),
    );

    expect(offered).toContain('data-key="Digit1"');
    expect(await linesIn(db, cartId)).toEqual([]);
    await desk.postPart(`/counter/carts/${cartId}/choices`, chosen);
    await desk.postPart(`/counter/carts/${cartId}/choices`, chosen);
    expect(await linesIn(db, cartId)).toMatchObject([
      { sku, quantity: { amountMilli: 8000, unit: 'pcs' } },
    ]);
  });

  test('keeps what is no product in a list and goes on', async () => {
    const cartId = await aDeskCart();
    const answer = await enter(cartId, 'прывет <мир>');
    const html = await answer.text();

    expect(answer.status).toBe(422);
    expect(html).toContain('hx-target="#missed"');
    expect(html).toContain('прывет &lt;мир&gt;');
    expect(await linesIn(db, cartId)).toEqual([]);
  });

  test('says why a product that is found becomes no line', async () => {
    const cartId = await aDeskCart();
    const html = await (await enter(cartId, 'REBAR-ONE 3 м2')).text();

    expect(html).toContain('data-refusal="not-sold-so"');
    expect(html).toContain('hx-target="#missed"');
  });

  test('works without scripts: a line leads back to the cart, several products are shown on its page', async () => {
    const cartId = await aDeskCart();
    const path = `/counter/carts/${cartId}/entries`;
    const added = await desk.post(path, { key: newId(), text: 'REBAR-ONE 2' });
    const asked = await desk.post(path, { key: newId(), text: 'арматура 10' });
    const missed = await desk.post(path, { key: newId(), text: 'ничего такого' });

    expect([added.status, ledTo(added)]).toEqual([303, cartId]);
    expect(await asked.text()).toContain('data-t="choices"');
    expect(await missed.text()).toContain('“ничего такого” is not a product');
  });

  test('keeps everything: the cart is the same when it is opened again', async () => {
    const cartId = await aDeskCart();
    await enter(cartId, 'REBAR-ONE 7');
    const page = await desk.get(`/counter/carts/${cartId}`);
    const html = await page.text();

    expect(html).toContain('REBAR-ONE');
    expect(html).toContain('data-clear-on-send');
    expect(html).toContain('data-t="totals"');
  });
});

describe('the grid', () => {
  test('changes a quantity, says what cannot be understood, and takes a line out', async () => {
    const cartId = await aDeskCart();
    await enter(cartId, 'REBAR-ONE 7');
    const html = await (await desk.get(`/counter/carts/${cartId}`)).text();
    const lineId = /name="q\.([^"]+)"/.exec(html)![1]!;
    const base = `/counter/carts/${cartId}`;
    const was = { [`was.${lineId}`]: '7000 pcs' };

    const wrong = await desk.postPart(`${base}/quantities`, { ...was, [`q.${lineId}`]: 'семь' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="семь"');

    await desk.postPart(`${base}/quantities`, { ...was, [`q.${lineId}`]: '9' });
    expect(await linesIn(db, cartId)).toMatchObject([{ quantity: { amountMilli: 9000 } }]);

    await desk.postPart(`${base}/lines/${lineId}/removal`, {});
    expect(await linesIn(db, cartId)).toEqual([]);
  });

  test('saves site, contact, order number and note, and refuses a branch that is none', async () => {
    const cartId = await aDeskCart();
    const details = { siteId: '', contactId: '', purchaseNumber: 'PO-7', note: 'кран нужен' };
    const saved = await desk.postPart(`/counter/carts/${cartId}/details`, {
      ...details,
      branchCode: 'NQZ',
    });
    const wrong = await desk.post(`/counter/carts/${cartId}/details`, {
      ...details,
      branchCode: '?',
    });
    const cart = await db
      .selectFrom('cart')
      .where('id', '=', cartId)
      .select(['branchCode', 'purchaseNumber', 'note'])
      .executeTakeFirstOrThrow();

    expect([saved.status, wrong.status]).toEqual([200, 422]);
    expect(cart).toEqual({ branchCode: 'NQZ', purchaseNumber: 'PO-7', note: 'кран нужен' });
  });

  test('parks a cart under the clerk, who resumes it by its code', async () => {
    const cartId = await aDeskCart();
    await enter(cartId, 'REBAR-ONE 4');
    await desk.post(`/counter/carts/${cartId}/parking`, {});
    const bench = await (await desk.get('/counter')).text();
    const parked = await db
      .selectFrom('cart')
      .where('id', '=', cartId)
      .select(['code', 'parkedAt', 'heldBy'])
      .executeTakeFirstOrThrow();
    const resumed = await desk.post('/counter/carts/taken-over', { code: parked.code });

    expect(parked).toMatchObject({ parkedAt: at, heldBy: clerk.personId });
    expect(bench).toContain(`value="${parked.code}"`);
    expect(ledTo(resumed)).toBe(cartId);
  });

  test('begins one cart when N is pressed again while it is empty', async () => {
    const other = await aCompany(db);
    const first = await desk.post('/counter/carts', { companyId: other.id });
    const again = await desk.post('/counter/carts', { companyId: other.id });

    expect(ledTo(first)).toBe(ledTo(again));
  });
});

describe('the cart of a buyer', () => {
  const webCart = () => aCartOf(db, buyer, company, [{ product: rebar, bars: 6 }], 'web');
  const codeOf = async (cartId: string) =>
    (
      await db
        .selectFrom('cart')
        .where('id', '=', cartId)
        .select(['code', 'heldBy'])
        .executeTakeFirstOrThrow()
    ).code;

  test('is taken over by its code and stays the same cart with the same lines', async () => {
    const cart = await webCart();
    const code = await codeOf(cart.id);
    const shown = await desk.get(`/counter?q=${code.toLowerCase()}`);
    const taken = await desk.post('/counter/carts/taken-over', { code: ` ${code.toLowerCase()}` });
    const carts = await db
      .selectFrom('cart')
      .where('code', '=', code)
      .select(['id', 'heldBy'])
      .execute();

    expect(await shown.text()).toContain(`value="${code}"`);
    expect(ledTo(taken)).toBe(cart.id);
    expect(carts).toEqual([{ id: cart.id, heldBy: clerk.personId }]);
    expect(await linesIn(db, cart.id)).toMatchObject([{ addedOn: 'web' }]);

    await desk.post(`/counter/carts/${cart.id}/return`, {});
    const after = await db
      .selectFrom('cart')
      .where('id', '=', cart.id)
      .select('heldBy')
      .executeTakeFirstOrThrow();
    expect(after.heldBy).toBeNull();
    await place(db, buyer, cart, { channel: 'web' });
  });

  test('is not found by a code that nobody has', async () => {
    for (const code of ['ZZZZZZ', 'nonsense', '']) {
      const answer = await desk.post('/counter/carts/taken-over', { code });
      expect(answer.status).toBe(404);
    }
  });

  test('becomes one order at the counter, placed by the clerk in his own name', async () => {
    const cart = await webCart();
    const review = await (await desk.get(`/counter/carts/${cart.id}/review`)).text();
    const form = {
      ...{ key: fieldOf(review, 'key'), shownTerms: fieldOf(review, 'shownTerms') },
      ...{ branchCode: 'ALA', siteId: '', contactId: '', purchaseNumber: '', note: '' },
      ...{ payment: 'on-account', isAnotherOrder: 'yes' },
    };
    const [placed, again] = await Promise.all([
      desk.postPart(`/counter/carts/${cart.id}/review`, form),
      desk.post(`/counter/carts/${cart.id}/review`, form),
    ]);
    const orders = await db
      .selectFrom('salesOrder')
      .where('cartId', '=', cart.id)
      .select(['id', 'channel', 'placedBy', 'companyId'])
      .execute();

    expect(orders).toEqual([
      {
        id: form.key,
        channel: 'counter',
        placedBy: clerk.personId,
        companyId: company.id,
      },
    ]);
    expect([ledTo(placed), ledTo(again)]).toEqual([form.key, form.key]);
    expect(ledTo(await desk.get(`/counter/carts/${cart.id}`))).toBe(form.key);
    expect((await desk.get(`/counter/orders/${form.key}`)).status).toBe(200);
  });
});

describe('placing', () => {
  const details = { branchCode: 'ALA', siteId: '', contactId: '', purchaseNumber: '', note: '' };

  test('that is refused says why in place and keeps what was typed', async () => {
    const poor = await aCompany(db, { creditLimitMinor: 100 });
    const cart = await aCartOf(db, clerk, poor, [{ product: rebar, bars: 5 }]);
    const review = await (await desk.get(`/counter/carts/${cart.id}/review`)).text();
    const answer = await desk.postPart(`/counter/carts/${cart.id}/review`, {
      ...{ ...details, note: 'срочно, до обеда' },
      ...{ key: fieldOf(review, 'key'), shownTerms: fieldOf(review, 'shownTerms') },
      payment: 'on-account',
    });
    const html = await answer.text();

    expect(answer.status).toBe(409);
    expect(html).toContain('data-refusal="credit-limit-exceeded"');
    expect(html).toContain('срочно, до обеда');
    expect(html).toContain(`action="/counter/carts/${cart.id}/review"`);
  });

  test('without a way to pay is asked again', async () => {
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 5 }]);
    const answer = await desk.post(`/counter/carts/${cart.id}/review`, {
      ...{ ...details, key: newId(), shownTerms: '' },
      payment: 'promise',
    });

    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Choose one');
  });
});

describe('orders at the desk', () => {
  const anOrder = async () => {
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]);
    return place(db, clerk, cart);
  };
  const stageOf = async (orderId: string) =>
    (
      await db
        .selectFrom('salesOrder')
        .where('id', '=', orderId)
        .select('stage')
        .executeTakeFirstOrThrow()
    ).stage;

  test('move on step by step; a screen that is behind is refused', async () => {
    const { orderId } = await anOrder();
    const version = fieldOf(await (await desk.get(`/counter/orders/${orderId}`)).text(), 'version');
    const moved = await desk.post(`/counter/orders/${orderId}/advance`, { version });
    const behind = await desk.post(`/counter/orders/${orderId}/advance`, { version });

    expect([moved.status, behind.status]).toEqual([303, 409]);
    expect(await stageOf(orderId)).toBe('confirmed');
  });

  test('end with a reason; "other" needs words', async () => {
    const { orderId } = await anOrder();
    const path = `/counter/orders/${orderId}/cancellation`;
    const silent = await desk.post(path, { reason: 'other', note: '' });
    const said = await desk.post(path, { reason: 'other', note: 'ошибся объектом' });

    expect([silent.status, said.status]).toEqual([422, 303]);
    expect(await stageOf(orderId)).toBe('cancelled');
  });

  test('say why they ended in the language of who reads, with the words that were added', async () => {
    const { orderId } = await anOrder();
    const note = 'поставят 3 декабря';
    await desk.post(`/counter/orders/${orderId}/cancellation`, { reason: 'too-late', note });
    const readIn = async (language: Language) => {
      await db.updateTable('person').set({ language }).where('id', '=', clerk.personId).execute();
      return (await desk.get(`/counter/orders/${orderId}`)).text();
    };

    expect(await readIn('ru')).toContain(
      `${wordsFor('ru').sale.cancellationReasons['too-late']}: ${note}`,
    );
    expect(await readIn('en')).toContain(
      `${wordsFor('en').sale.cancellationReasons['too-late']}: ${note}`,
    );
  });

  test('are repeated in a new cart of the same company, held by the clerk', async () => {
    const { orderId } = await anOrder();
    const answer = await desk.post(`/counter/orders/${orderId}/repetition`, {});
    const cartId = ledTo(answer);

    expect(await linesIn(db, cartId)).toMatchObject([{ sku: 'REBAR-ONE', addedOn: 'counter' }]);
  });

  test('of all companies stand in one list, narrowed down by company, channel and stage', async () => {
    const stranger = await aCompany(db, { name: 'ТОО «Чужой»', creditLimitMinor: 10_000_000_000 });
    const cart = await aCartOf(db, clerk, stranger, [{ product: rebar, bars: 1 }]);
    const { orderId } = await place(db, clerk, cart);
    const { orderId: ours } = await anOrder();
    const listed = async (query: string) => {
      const html = await (await desk.get(`/counter/orders?${query}`)).text();
      return [orderId, ours].filter((id) => html.includes(`/counter/orders/${id}`));
    };

    expect(await listed('')).toEqual([orderId, ours]);
    expect(await listed(`company=${company.id}`)).toEqual([ours]);
    expect(await listed(`company=${encodeURIComponent('altyn kurylys')}`)).toEqual([ours]);
    expect(await listed(`company=${stranger.id}&channel=counter&stage=placed`)).toEqual([orderId]);
    expect(await listed('channel=phone')).toEqual([]);
  });
});

test('a page takes four statements at most beside the session, however much it shows', async () => {
  const cartId = await aDeskCart();
  await enter(cartId, 'REBAR-ONE 7');
  await enter(cartId, 'REBAR-ONE 8');
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]);
  const { orderId } = await place(db, clerk, cart);
  const paths = [
    '',
    '?q=1234',
    `/customers/${company.id}`,
    `/carts/${cartId}`,
    `/carts/${cartId}/review`,
    `/orders?company=${company.id}`,
    `/orders/${orderId}`,
  ];
  const counted = await Promise.all(
    paths.map(async (path) => [path, statementsOf(await desk.get(`/counter${path}`))] as const),
  );

  expect(counted.filter(([, statements]) => !(statements <= 5))).toEqual([]);
});

test('the phone is the same desk and records its own channel', async () => {
  const phone = await aClerk(db, 'phone');
  const onPhone = aDesk(app, await signedIn(db, phone, at));
  const opened = await onPhone.post('/phone/carts', { companyId: company.id });
  const cartId = ledTo(opened);
  await onPhone.postPart(`/phone/carts/${cartId}/entries`, { key: newId(), text: 'REBAR-ONE 3' });
  const page = await (await onPhone.get(`/phone/carts/${cartId}`)).text();

  expect(await linesIn(db, cartId)).toMatchObject([{ sku: 'REBAR-ONE', addedOn: 'phone' }]);
  expect(page).toContain(`/phone/carts/${cartId}/entries`);
  expect(page).not.toContain('"/counter/');
});
