import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import { recordEvent } from '../../src/events/record-event.ts';
import type { Buyer } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { standsIn } from '../support/every-form.ts';
import { aBuyer, aCompany, aSite, at, aTradingDay } from '../support/world.ts';

let app: Hono<Env>;
let db: Kysely<DB>;
let company: Awaited<ReturnType<typeof aCompany>>;
let admin: Buyer;
let colleague: Buyer;
let asAdmin: string;

beforeAll(async () => {
  ({ app, db } = await anApp({ at }));
  await aTradingDay(db);
});

beforeEach(async () => {
  company = await aCompany(db);
  admin = await aBuyer(db, company, 'company_admin');
  colleague = await aBuyer(db, company, 'approver');
  asAdmin = await signedIn(db, admin, at);
});

const post = async (path: string, fields: Record<string, string>) => {
  const answer = await app.request(path, {
    method: 'POST',
    headers: {
      ...{ Cookie: asAdmin, 'Content-Type': 'application/x-www-form-urlencoded' },
      ...fromOurPage,
    },
    body: new URLSearchParams(fields).toString(),
  });
  expect(answer.status).toBe(303);
};

const get = async (cookie: string, query = '') =>
  app.request(`/company/changes${query}`, { headers: { Cookie: `${cookie}; lang=en` } });
const rowsOf = (html: string) => html.match(/<tr>/g)?.length ?? 0;

test('the administrator sees what was changed of roles, people, limits and sites, and by whom', async () => {
  const key = newId();
  const site = await aSite(db, company, 'Block B');
  const role = { name: 'Warehouse keeper', scope: 'company', 'fill-carts': 'yes' };
  await post('/company/roles', { key, ...role });
  await post(`/company/roles/${key}`, {
    ...{ name: 'Storekeeper', scope: 'sites', site, 'see-prices': 'yes' },
  });
  await post(`/company/colleagues/${colleague.personId}/role`, { role: key });
  await post(`/company/colleagues/${colleague.personId}/role`, { role: 'approver' });
  await post(`/company/colleagues/${colleague.personId}/limit`, { amount: '5000', period: 'week' });
  await post('/company/approval-rules/limits', { personId: colleague.personId, limit: '70000' });
  await post(`/company/roles/${key}/end`, {});
  const page = await (await get(asAdmin)).text();

  for (const told of [
    `Role of ${colleague.name}: Storekeeper`,
    `Role of ${colleague.name}: Approver`,
    `Spending limit of ${colleague.name}: ₸5,000 / week`,
    `${colleague.name} approves up to: ₸70,000`,
    'Own role “Warehouse keeper” made',
    'Own role “Storekeeper” changed',
    'Called “Warehouse keeper” before',
    'May now: see prices and terms',
    'May no longer: fill carts and lists, ask for quotes',
    'Sees orders to Block B, and one’s own; before: all orders of the company',
    'Own role “Storekeeper” ended',
    admin.name,
  ]) {
    expect({ told, stands: standsIn(page, told) }).toEqual({ told, stands: true });
  }
});

test('it is the administrator’s to see, and that of his own company alone', async () => {
  await post('/company/roles', {
    ...{ key: newId(), name: 'Only ours', scope: 'own', 'fill-carts': 'yes' },
  });
  const theirs = await aBuyer(db, await aCompany(db), 'company_admin');
  const page = await (await get(await signedIn(db, theirs, at))).text();
  expect(page).not.toContain('Only ours');
  expect((await get(await signedIn(db, colleague, at))).status).toBe(403);
});

test('many are shown by pages, the newest first, and what happened otherwise does not count', async () => {
  const { id: companyId } = company;
  await transact(db, async (tx) => {
    const by = { companyId, personId: admin.personId, channel: 'web', at } as const;
    for (let index = 1; index <= 51; index += 1) {
      const siteId = newId();
      const event = { type: 'site.opened', siteId, name: `Site ${index}` } as const;
      await recordEvent(tx, event, { ...by, subjectId: siteId });
      const login = { type: 'person.signed-in', personId: admin.personId } as const;
      await recordEvent(tx, login, { ...by, subjectId: admin.personId });
    }
  });
  const [first, second] = [
    await (await get(asAdmin)).text(),
    await (await get(asAdmin, '?page=2')).text(),
  ];
  expect(rowsOf(first)).toBe(51);
  expect(first).toContain('Site “Site 51”');
  expect(first).not.toContain('Site “Site 1”');
  expect(rowsOf(second)).toBe(2);
  expect(second).toContain('Site “Site 1”');
  expect(rowsOf(await (await get(asAdmin, '?page=x')).text())).toBe(51);
});
