import { beforeAll, describe, expect, test } from 'vitest';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { Language } from '../../src/platform/db/schema.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { agreeStorage, aLyingOrder, tellReady } from '../support/storage.ts';
import { aCartOf } from '../support/sale.ts';
import { anOrderAt, certifyLots, leave, linesOf, load, plan } from '../support/shipping.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const { app, db } = await anApp({ at });
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

type Person = { personId: string; companyId?: string };

async function open(person: Person, path: string, language: Language = 'en'): Promise<string> {
  const cookie = `${await signedIn(db, person, at)}; lang=${language}`;
  return (await app.request(path, { headers: { cookie } })).text();
}

async function send(person: Person, path: string, fields: Record<string, string>) {
  const headers = {
    ...{ ...fromOurPage, cookie: await signedIn(db, person, at) },
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams(fields).toString();
  return app.request(path, { method: 'POST', headers, body });
}

describe('goods that are ready', () => {
  async function aReady(isTold: boolean) {
    const company = await aCompany(db, { creditKind: 'unlimited' });
    const buyer = await aBuyer(db, company);
    const foreman = await aBuyer(db, company, 'foreman');
    await agreeStorage(db, company);
    const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 10 }]);
    const orderId = await anOrderAt(db, clerk, cart);
    if (isTold) await tellReady(db, orderId, at);
    return { orderId, buyer, foreman };
  }

  test.each([
    ['en', 'The goods lie here for nothing until'],
    ['ru', 'Товар хранится бесплатно до'],
    ['kk', 'тегін сақталады'],
  ] as const)('are told to lie for nothing, in %s', async (language, said) => {
    const { orderId, buyer } = await aReady(true);
    expect(await open(buyer, `/o/${orderId}`, language)).toContain(said);
  });

  test('cost nothing until their buyer was told, and only our own people read that', async () => {
    const { orderId, buyer } = await aReady(false);
    const told = 'has not gone out';
    expect(await open(clerk, `/counter/orders/${orderId}`)).toContain(told);
    expect(await open(buyer, `/o/${orderId}`)).not.toContain(told);
  });

  test('tell the foreman the day, and no money', async () => {
    const { orderId, foreman } = await aReady(true);
    const page = await open(foreman, `/o/${orderId}`);
    expect(page).toContain('The goods lie here for nothing until');
    expect(page).not.toContain('₸200');
  });
});

test('a vehicle that fetched late says on its page what its goods paid, and why', async () => {
  const orderId = await aLyingOrder(db, clerk);
  await certifyLots(db, manager);
  const [line] = await linesOf(db, orderId);
  const lines = [{ orderLineId: line?.id ?? '', pieces: 100 }];
  const shipmentId = await plan(db, clerk, orderId, lines);
  await load(db, clerk, shipmentId);
  await leave(db, clerk, shipmentId);
  const { companyId = '' } = (await findOrder(db, orderId)) ?? {};
  const pages = [
    await open(clerk, `/counter/shipments/${shipmentId}`),
    await open(await aBuyer(db, { id: companyId, name: '' }), `/shipments/${shipmentId}`),
  ];
  for (const page of pages) {
    for (const said of ['Storage, 10 days', '₸2,077.92', 'No more than 10 days are charged']) {
      expect(page).toContain(said);
    }
  }
});

describe('goods that nobody fetches', () => {
  const list = '/office/storage';

  test('are listed with days, weight and what they cost so far, and the buyer reads the same', async () => {
    const orderId = await aLyingOrder(db, clerk);
    const order = await findOrder(db, orderId);
    const page = await open(manager, list);
    expect(page).toContain(`order-${orderId}`);
    // 1.039 t for the ten days of the cap at ₸200.
    const soFar = /So far: 10 days, 1\.039\st, ₸2,077\.92 with VAT/;
    expect(page).toMatch(soFar);
    const buyer = await aBuyer(db, { id: order?.companyId ?? '', name: '' });
    const theirs = await open(buyer, `/o/${orderId}`);
    expect(theirs).toMatch(soFar);
    expect(theirs).toContain('we may end the order');
  });

  test('are not listed in their free days', async () => {
    const long = { freeDays: 60, feeMinor: 200_00, mostDays: null };
    const orderId = await aLyingOrder(db, clerk, { storage: long });
    expect(await open(manager, list)).not.toContain(orderId);
  });

  test('are listed where nobody was told, with nothing to waive or end', async () => {
    const orderId = await aLyingOrder(db, clerk, { isTold: false });
    const page = await open(manager, list);
    expect(page).toContain(`order-${orderId}`);
    expect(page).not.toContain(`${orderId}/waiver`);
  });

  test('are let off with a reason, which stands in the list from then on', async () => {
    const orderId = await aLyingOrder(db, clerk);
    const empty = await send(manager, `${list}/${orderId}/waiver`, { storageReason: ' ' });
    expect(empty.status).toBe(422);
    expect(await empty.text()).toMatch(/storageReason-problem/);
    const sent = await send(manager, `${list}/${orderId}/waiver`, {
      storageReason: 'our crane stood still',
    });
    expect(sent.headers.get('location')).toBe(`${list}#order-${orderId}`);
    const page = await open(manager, list);
    expect(page).toContain('our crane stood still');
    expect(page).not.toContain(`${orderId}/waiver`);
  });

  test('are sold again after the order is ended, and its page says why', async () => {
    const orderId = await aLyingOrder(db, clerk);
    const note = 'not fetched in ten days';
    const sent = await send(manager, `${list}/${orderId}/unwinding`, { unwindNote: note });
    expect(sent.headers.get('location')).toBe(`/office/orders/${orderId}`);
    expect(await open(manager, `/office/orders/${orderId}`)).toContain(note);
    expect(await open(manager, list)).not.toContain(orderId);
  });

  test('are for nobody who may not set terms', async () => {
    const orderId = await aLyingOrder(db, clerk);
    const sent = await send(clerk, `${list}/${orderId}/waiver`, { storageReason: 'why not' });
    expect(sent.status).toBe(403);
    expect((await findOrder(db, orderId))?.isStorageWaived).toBe(false);
  });
});
