import { beforeAll, expect, test } from 'vitest';
import { findCreditStanding } from '../../src/credit/credit.queries.ts';
import { listAgreements } from '../../src/customers/agreement.queries.ts';
import { anApp, fromOurPage, signedIn, thursday } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aPublishedList,
  aTradingDay,
  rebarFor,
} from '../support/world.ts';

const shop = anApp();
beforeAll(async () => {
  await aTradingDay((await shop).db);
});

const terms = {
  seenVersion: '1',
  from: '2026-11-26',
  priceStrategy: 'first-found',
  pricingDate: 'order',
  payment: 'on-account',
  paymentDays: '30',
  tolerance: '2,5 %',
  creditKind: 'amount',
  creditLimit: '25 000 000',
  reason: 'a year without delay',
};

async function aManager() {
  const { app, db } = await shop;
  const cookie = await signedIn(db, await aClerk(db, 'manager'));
  const headers = { ...fromOurPage, cookie };
  return {
    get: async (path: string) => app.request(path, { headers }),
    post: async (path: string, fields: Record<string, string>) =>
      app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) }),
  };
}

test('a manager finds the company, changes its terms and reads what was agreed before', async () => {
  const { db } = await shop;
  const company = await aCompany(db, { name: 'ТОО «Алтын Құрылыс»' });
  const manager = await aManager();

  const found = await (await manager.get('/office/customers?text=altyn kurylys')).text();
  expect(found).toContain(`/office/customers/${company.id}`);

  const saved = await manager.post(`/office/customers/${company.id}/terms`, terms);
  expect(saved.status).toBe(303);
  const page = await (await manager.get(saved.headers.get('location') ?? '')).text();

  expect(page).toContain('Version 2 of the terms is saved');
  expect(page).toContain('a year without delay');
  expect(page).toContain('value="25 000 000"');
  expect(await findCreditStanding(db, { companyId: company.id, on: terms.from })).toMatchObject({
    limitMinor: 2_500_000_000,
  });
  expect((await listAgreements(db, company.id))[0]).toMatchObject({ toleranceBp: 250 });
});

test('days of grace and the least amount overdue are terms like any others, and empty is as for everybody', async () => {
  const { db } = await shop;
  const manager = await aManager();
  const agree = async (fields: Record<string, string>) => {
    const company = await aCompany(db);
    const address = `/office/customers/${company.id}`;
    const saved = await manager.post(`${address}/terms`, { ...terms, ...fields });
    expect(saved.status).toBe(303);
    const [newest] = await listAgreements(db, company.id);
    return { newest, page: await (await manager.get(address)).text() };
  };

  const given = await agree({ graceDays: '7', leastOverdue: '50 000,50' });
  expect(given.newest).toMatchObject({ overdueGraceDays: 7, overdueLeastMinor: 5_000_050 });
  expect(given.page).toContain('Days of grace before orders are stopped: <span');
  expect(given.page).toContain('50,000.50');
  const empty = await agree({ graceDays: '', leastOverdue: ' ' });
  expect(empty.newest).toMatchObject({ overdueGraceDays: null, overdueLeastMinor: null });
});

test('whoever types a name finds the customer first, whoever keeps him', async () => {
  const { db } = await shop;
  const near = await aCompany(db, { name: 'АО «Абай Темір Жол»' });
  const meant = await aCompany(db, { name: 'ТОО «Темір Жол»' });
  const manager = await aManager();

  const page = await (await manager.get('/office/customers?whose=mine&text=Темір Жол')).text();

  const order = [...page.matchAll(/\/office\/customers\/([0-9a-f-]{36})/g)].map(([, id]) => id);
  expect(order.slice(0, 2)).toEqual([meant.id, near.id]);
});

test.each([
  ['creditLimit', 'a lot', 'Enter a number'],
  ['creditLimit', '', 'Fill this in'],
  ['creditLimit', '-5', 'Enter zero or more'],
  ['creditLimit', '1e309', 'Enter a number'],
  ['paymentDays', '366', 'Enter 365 or less'],
  ['paymentDays', '1.5', 'Enter a whole number'],
  ['graceDays', '91', 'Enter 90 or less'],
  ['leastOverdue', 'much', 'Enter a number'],
  ['tolerance', '99', 'Enter 20 or less'],
  ['from', 'soon', 'Enter a day'],
  ['from', '2026-02-31', 'Enter a day'],
  ['from', '25.11.2026', 'Enter today or a later day'],
  ['reason', '', 'Say why'],
  ['creditKind', 'none', 'Payment on account needs a credit'],
  ['share1', '99,99', 'must come to the whole'],
  ['share1', 'half', 'Enter a number'],
  ['creditKind', 'free', 'Choose one'],
])('%s %j is answered with what to do, and what was typed stays', async (name, typed, said) => {
  const { db } = await shop;
  const company = await aCompany(db);
  const manager = await aManager();

  const answer = await manager.post(`/office/customers/${company.id}/terms`, {
    ...terms,
    [name]: typed,
  });

  expect(answer.status).toBe(422);
  const page = await answer.text();
  expect(page).toContain(said);
  expect(page).toContain(name === 'reason' ? terms.creditLimit : terms.reason);
  expect(await listAgreements(db, company.id)).toHaveLength(1);
});

test('all that is wrong with the terms is told at once', async () => {
  const { db } = await shop;
  const company = await aCompany(db);
  const manager = await aManager();
  const wrong = { ...terms, creditLimit: 'abc', reason: '', paymentDays: 'x', from: 'soon' };

  const page = await (await manager.post(`/office/customers/${company.id}/terms`, wrong)).text();

  const links = [...page.matchAll(/<a href="#(\w+)">/g)].map(([, field]) => field);
  expect(new Set(links)).toEqual(new Set(['creditLimit', 'from', 'paymentDays', 'reason']));
});

test('before it is saved a change shows what it does to the last purchases, and changes nothing', async () => {
  const { db } = await shop;
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 50_000_000 });
  await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 40_000_000 } });
  const clerk = await aClerk(db);
  await place(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: 100 }]), {
    at: thursday,
  });
  const manager = await aManager();
  const wished = { ...terms, reason: '', priceStrategy: 'lowest' };

  const answer = await manager.post(`/office/customers/${company.id}/terms/preview`, wished);

  expect(answer.status).toBe(200);
  const page = await answer.text();
  // 1,039 kg at 500 and at 400 thousand the tonne.
  for (const said of ['519,480', '415,584', '−103,896', rebar.sku, 'waits for a second person']) {
    expect(page).toContain(said);
  }
  expect(page.indexOf('−103,896')).toBeLessThan(page.indexOf('Save as a draft for approval'));
  expect(await listAgreements(db, company.id)).toHaveLength(1);
});

test('a change beyond the authority of the manager is approved by the head of sales on one page', async () => {
  const { app, db } = await shop;
  const company = await aCompany(db, { name: 'ТОО «Екі қол»' });
  const manager = await aManager();
  const saved = await manager.post(`/office/customers/${company.id}/terms`, {
    ...terms,
    paymentDays: '45',
  });
  const told = await (await manager.get(saved.headers.get('location') ?? '')).text();
  expect(told).toContain('Version 2 is a draft');

  const head = await signedIn(db, await aClerk(db, 'head_of_sales'));
  const headers = { ...fromOurPage, cookie: head };
  const list = await (await app.request('/office/terms', { headers })).text();
  expect(list).toContain('ТОО «Екі қол»');
  const [approval = ''] = /\/office\/terms\/[0-9a-f-]{36}\/approval/.exec(
    list.slice(list.indexOf('Екі қол')),
  ) ?? [''];
  expect((await app.request(approval, { method: 'POST', headers })).status).toBe(303);

  expect((await listAgreements(db, company.id))[0]).toMatchObject({
    ...{ version: 2, state: 'agreed', paymentDays: 45 },
  });
});

test('terms that a colleague changed meanwhile are not written over', async () => {
  const { db } = await shop;
  const company = await aCompany(db);
  const manager = await aManager();
  await manager.post(`/office/customers/${company.id}/terms`, terms);

  const second = await manager.post(`/office/customers/${company.id}/terms`, {
    ...terms,
    paymentDays: '5',
  });

  expect(second.status).toBe(409);
  expect(await second.text()).toContain('Somebody else has changed this meanwhile');
});

test('instalments are agreed with the terms and told in the history', async () => {
  const { db } = await shop;
  const company = await aCompany(db);
  const manager = await aManager();

  const saved = await manager.post(`/office/customers/${company.id}/terms`, {
    ...terms,
    ...{ share1: '30 %', after1: 'order', days1: '0', gate1: 'cut' },
    ...{ share2: '70', after2: 'shipment', days2: '14', gate2: '' },
  });

  const [newest] = await listAgreements(db, company.id);
  expect(newest?.instalments).toEqual([
    { shareBp: 3000, amountMinor: null, dueAfter: 'order', days: 0, gate: 'cut' },
    { shareBp: 7000, amountMinor: null, dueAfter: 'shipment', days: 14, gate: null },
  ]);
  const page = await (await manager.get(saved.headers.get('location') ?? '')).text();
  expect(page).toContain('30% with the order, before cutting; 70% 14 days after the shipment');
  expect(page).toContain('name="share2" type="text" value="70"');
});

test('a fixed amount is agreed with the rest behind it, and not with a share in the same part', async () => {
  const { db } = await shop;
  const company = await aCompany(db);
  const manager = await aManager();
  const path = `/office/customers/${company.id}/terms`;
  const amount = { ...terms, amount1: '500 000' };
  const parts = { ...amount, rest2: 'yes', after2: 'shipment', days2: '14' };
  const wrong = await manager.post(path, { ...parts, share1: '30' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('Say a share, an amount or the rest');
  expect((await manager.post(path, { ...amount, share2: '50' })).status).toBe(422);

  const saved = await manager.post(path, parts);
  const [newest] = await listAgreements(db, company.id);
  expect(newest?.instalments).toMatchObject([
    { shareBp: null, amountMinor: 50_000_000 },
    { shareBp: null, amountMinor: null, days: 14 },
  ]);
  const page = await (await manager.get(saved.headers.get('location') ?? '')).text();
  expect(page).toContain('₸500,000 with the order; the rest 14 days after the shipment');
});

test('clerks, administrators and buyers set no terms', async () => {
  const { app, db } = await shop;
  const company = await aCompany(db);
  const others = [
    await aClerk(db),
    await aClerk(db, 'phone'),
    await aClerk(db, 'admin'),
    await aBuyer(db, company, 'company_admin'),
  ];
  for (const other of others) {
    const headers = { ...fromOurPage, cookie: await signedIn(db, other) };
    const body = new URLSearchParams(terms);
    const path = `/office/customers/${company.id}/terms`;
    expect((await app.request(path, { method: 'POST', headers, body })).status).toBe(403);
  }
});
