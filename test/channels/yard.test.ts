import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { listLotsToLoad } from '../../src/delivery/load.queries.ts';
import { addLines } from '../../src/ordering/add-lines.ts';
import { openDeskCart } from '../../src/ordering/open-cart.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf } from '../support/sale.ts';
import { aScale } from '../support/scale.ts';
import {
  anOrderAt,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  shipmentAt,
  weigh,
} from '../support/shipping.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor, TONNE } from '../support/world.ts';

type Company = Awaited<ReturnType<typeof aCompany>>;

test('an unpaid vehicle is let go by the manager on the page of his desk, and by no clerk', async () => {
  const { app, db } = await anApp({ at });
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const company = await aCompany(db);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
  const orderId = await anOrderAt(db, clerk, cart, 'ready', { payment: 'prepaid' });
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const id = await plan(db, clerk, orderId, [{ orderLineId: line?.id ?? '', pieces: 2 }]);
  await load(db, clerk, id);
  const { version } = await shipmentAt(db, id);

  const cookies = {
    counter: await signedIn(db, clerk, at),
    phone: await signedIn(db, manager, at),
  };
  const leaves = async (desk: 'counter' | 'phone', fields: Record<string, string>) =>
    app.request(`/${desk}/shipments/${id}/departure`, {
      method: 'POST',
      headers: {
        ...{ Cookie: cookies[desk], 'Content-Type': 'application/x-www-form-urlencoded' },
        ...fromOurPage,
      },
      body: new URLSearchParams({ version: `${version}`, ...fields }).toString(),
    });
  const pageOf = async (desk: 'counter' | 'phone') =>
    (await app.request(`/${desk}/shipments/${id}`, { headers: { Cookie: cookies[desk] } })).text();

  expect(await pageOf('counter')).not.toContain('name="unpaidReason"');
  const refused = await leaves('counter', {});
  expect([refused.status, await refused.text()]).toEqual([
    409,
    expect.stringContaining('data-refusal="unpaid-before"'),
  ]);

  expect(await pageOf('phone')).toContain('name="unpaidReason"');
  const gone = await leaves('phone', { unpaidReason: 'the money is on its way' });
  expect([gone.status, gone.headers.get('location')]).toEqual([303, `/phone/shipments/${id}`]);
  expect(await shipmentAt(db, id)).toMatchObject({ stage: 'left' });
  const told = await db
    .selectFrom('event')
    .where('subjectId', '=', orderId)
    .where('type', '=', 'order.released-unpaid')
    .select('personId')
    .execute();
  expect(told).toEqual([{ personId: manager.personId }]);
});

test('the weigh screen reads the scale empty and loaded and makes the ticket; moving or silent it says what to do', async () => {
  const bridge = await aScale();
  const { app, db } = await anApp({ at, scaleOf: bridge.scaleOf });
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
  const orderId = await anOrderAt(db, clerk, cart);
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const id = await plan(db, clerk, orderId, [{ orderLineId: line?.id ?? '', pieces: 2 }]);
  await load(db, clerk, id);
  const cookie = await signedIn(db, clerk, at);
  const page = `/counter/shipments/${id}`;
  const send = async (form: string, fields: Record<string, string>) => {
    const { version } = await shipmentAt(db, id);
    return app.request(`${page}/${form}`, {
      method: 'POST',
      headers: {
        ...{ Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
        ...fromOurPage,
      },
      body: new URLSearchParams({ version: `${version}`, ...fields }).toString(),
    });
  };
  const refused = async (kind: string) => {
    const answer = await send('readings', { kind });
    const html = await answer.text();
    return [
      answer.status,
      /data-refusal="([^"]*)"/.exec(html)?.[1],
      html.includes('<details open'),
    ];
  };

  bridge.show({ massG: 9_040_000, isStable: false });
  expect(await refused('empty')).toEqual([409, 'scale-unstable', false]);
  bridge.show('silent');
  expect(await refused('empty')).toEqual([409, 'scale-silent', true]);
  bridge.show({ massG: 9_040_000, isStable: true });
  expect((await send('readings', { kind: 'empty' })).status).toBe(303);
  bridge.show({ massG: 9_100_000, isStable: true });
  expect((await send('readings', { kind: 'loaded' })).status).toBe(303);

  const html = await (await app.request(page, { headers: { Cookie: cookie } })).text();
  const field = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const readings = { emptyId: field('emptyId'), loadedId: field('loadedId') };
  const number = /name="number"[^>]*value="([^"]*)"/.exec(html)?.[1] ?? '';
  expect((await send('ticket', { number, ...readings })).status).toBe(303);
  expect((await shipmentAt(db, id)).tickets).toEqual([
    expect.objectContaining({ number, netG: 60_000, source: 'scale' }),
  ]);
  await bridge.close();
});

test('the board on the wall renews itself, is dark whatever anybody likes, and names nobody; the gate lets in and out', async () => {
  const { app, db } = await anApp({ at });
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
  const orderId = await anOrderAt(db, clerk, cart);
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const lines = [{ orderLineId: line?.id ?? '', pieces: 2 }];
  const id = await plan(db, clerk, orderId, lines, {
    driverName: 'Serik',
    driverPhone: '+77015551234',
  });
  const cookie = await signedIn(db, clerk, at);
  const ask = async (path: string, headers: Record<string, string> = {}) =>
    (await app.request(path, { headers: { Cookie: cookie, ...headers } })).text();

  const page = await ask('/counter/yard/board');
  expect(page).toContain('data-theme="dark"');
  expect(page).toContain('<noscript><meta http-equiv="refresh" content="30"');
  expect(page).not.toContain('class="bar"');
  const part = await ask('/counter/yard/board', asPart);
  expect(part).toMatch(
    /^<section id="board"[^>]*hx-get="\/counter\/yard\/board" hx-trigger="every 15s"/,
  );
  for (const html of [page, part]) {
    expect(html).toContain('123 ABC 02');
    for (const secret of ['Serik', '5551234', company.name, 'D-17']) {
      expect(html).not.toContain(secret);
    }
  }

  const list = await ask('/counter/yard/gate');
  expect(list).toContain('D-17');
  const fields = Object.fromEntries(
    [...list.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  const came = await app.request(`/counter/shipments/${id}/gate`, {
    method: 'POST',
    headers: {
      ...{ Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
      ...fromOurPage,
    },
    body: new URLSearchParams(fields).toString(),
  });
  expect([came.status, came.headers.get('location')]).toEqual([303, '/counter/yard/gate']);
  const { track, driverName } = await shipmentAt(db, id);
  expect([driverName, track.some(({ kind }) => kind === 'at-gate')]).toEqual(['Serik', true]);
});

/** A cart with two tonnes of coil, which is billed by what the scale says. */
async function twoTonnesOfCoil(db: Kysely<DB>, clerk: Staff, company: Company) {
  const stock = { pricePerTonneMinor: 42_000_000, stockG: 50 * TONNE };
  const coil = await rebarFor(db, company, stock);
  await db
    .updateTable('product')
    .set({ lengthKind: 'coil', stockLengthMm: null })
    .where('id', '=', coil.id)
    .execute();
  return transact(db, async (tx) => {
    const branch = { companyId: company.id, branchCode: 'ALA', channel: 'counter', at } as const;
    const opened = await openDeskCart(tx, clerk, branch);
    const quantity = { amountMilli: 2000, unit: 't' } as const;
    const lines = [{ id: newId(), productId: coil.id, quantity }];
    await addLines(tx, clerk, { cartId: opened.id, channel: 'counter', lines, at });
    return opened;
  });
}

test('on the page of his order the buyer is asked about weight above the tolerance; until he answers the yard does not call the vehicle complete', async () => {
  const { app, db } = await anApp({ at });
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const orderId = await anOrderAt(db, clerk, await twoTonnesOfCoil(db, clerk, company));
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const id = await plan(db, clerk, orderId, [{ orderLineId: line?.id ?? '', weightG: 2 * TONNE }]);
  await load(db, clerk, id);
  await weigh(db, clerk, id, 2.4 * TONNE);
  const buyer = await aBuyer(db, company);
  const cookies = { buyer: await signedIn(db, buyer, at), clerk: await signedIn(db, clerk, at) };
  const ask = async (path: string, who: 'buyer' | 'clerk') =>
    (await app.request(path, { headers: { Cookie: cookies[who] } })).text();
  const waits = 'buyer&#39;s word on the excess weight';

  expect(await ask('/counter/yard', 'clerk')).toContain(waits);
  const page = await ask(`/o/${orderId}`, 'buyer');
  const action = /action="(\/shipments\/[^"]*\/excess)"/.exec(page)?.[1] ?? 'no question';
  const answer = await app.request(action, {
    method: 'POST',
    headers: {
      ...{ Cookie: cookies.buyer, 'Content-Type': 'application/x-www-form-urlencoded' },
      ...fromOurPage,
    },
    body: new URLSearchParams({ from: 'order', word: 'yes' }).toString(),
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/o/${orderId}#excess`]);
  expect(await ask('/counter/yard', 'clerk')).not.toContain(waits);
  expect(await ask(`/o/${orderId}`, 'buyer')).toContain(buyer.name);
  await leave(db, clerk, id);
  expect((await shipmentAt(db, id)).lines).toMatchObject([{ billedG: 2.4 * TONNE }]);
  expect(await ask(`/o/${orderId}`, 'buyer')).not.toContain('id="excess"');
});

test('where a lot lies is written on the picking list once, and the next list of any vehicle leads there', async () => {
  const { app, db } = await anApp({ at });
  await aTradingDay(db);
  const clerk = await aClerk(db);
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const orderId = await anOrderAt(db, clerk, await twoTonnesOfCoil(db, clerk, company));
  const [line] = await linesOf(db, orderId);
  const ofATonne = () => plan(db, clerk, orderId, [{ orderLineId: line!.id, weightG: TONNE }]);
  const [first, second] = [await ofATonne(), await ofATonne()];
  const cookie = await signedIn(db, clerk, at);
  const list = (id: string) => `/counter/shipments/${id}/picking`;
  const [lot] = await listLotsToLoad(db, { orderId, shipmentId: first });
  const name = `place-${lot!.lotId}`;
  const tell = (place: string) =>
    app.request(list(first), {
      method: 'POST',
      headers: {
        ...{ Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
        ...fromOurPage,
      },
      body: new URLSearchParams({ [name]: place }),
    });
  const shown = async (id: string) => {
    const page = await (await app.request(list(id), { headers: { Cookie: cookie } })).text();
    return new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(page)?.[1];
  };

  expect((await tell('  Пролёт 2, стеллаж Б ')).status).toBe(303);
  expect((await tell('Пролёт 2, стеллаж Б')).status).toBe(303);
  expect(await shown(second)).toBe('Пролёт 2, стеллаж Б');

  const tooLong = await tell('x'.repeat(31));
  expect(tooLong.status).toBe(422);
  expect(await tooLong.text()).toContain('x'.repeat(31));
  expect(await shown(first)).toBe('Пролёт 2, стеллаж Б');

  expect((await tell('')).status).toBe(303);
  expect(await shown(second)).toBe('');
});

test('bundles that were weighed alone are typed by their tags, and the picking list says from which lots they come', async () => {
  const { app, db } = await anApp({ at });
  await aTradingDay(db);
  const [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const orderId = await anOrderAt(db, clerk, await twoTonnesOfCoil(db, clerk, company));
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const id = await plan(db, clerk, orderId, [{ orderLineId: line?.id ?? '', weightG: 2 * TONNE }]);
  const cookie = await signedIn(db, clerk, at);
  const page = `/counter/shipments/${id}`;
  const ask = async (path: string) =>
    (await app.request(path, { headers: { Cookie: cookie } })).text();

  const [lot] = await listLotsToLoad(db, { orderId, shipmentId: id });
  const picking = await ask(`${page}/picking`);
  expect(picking).toContain(lot?.heatNumber ?? 'no lot');
  expect(picking).toContain(lot?.certificateNumbers[0] ?? 'no certificate');

  const loads = async (tags: string) => {
    const { version } = await shipmentAt(db, id);
    const fields = { version: `${version}`, [`take1-${lot?.lotId}`]: '2000', tags1: tags };
    return app.request(`${page}/load`, {
      method: 'POST',
      headers: {
        ...{ Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
        ...fromOurPage,
      },
      body: new URLSearchParams(fields).toString(),
    });
  };
  const refused = await loads('1250 + tare');
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.stringContaining('value="1250 + tare"'),
  ]);
  expect((await loads('1 250 + 743,5')).status).toBe(303);
  expect((await shipmentAt(db, id)).lines).toMatchObject([{ taggedG: 1_993_500 }]);
  expect(await ask(page)).toContain('value="1993.5"');
});
