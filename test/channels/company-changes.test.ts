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
    'Before: Storekeeper',
    `Spending limit of ${colleague.name}: ₸5,000 / week`,
    `${colleague.name} approves up to: ₸70,000`,
    'Before: none',
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

test('the administrator sees what was changed of how the company buys, with what it was before', async () => {
  const key = newId();
  const deputy = await aBuyer(db, company, 'approver');
  const steps = { quorum1: '1', quorum2: '1', quorum3: '0' };
  await post('/company/approval-rules', {
    ...{ key, goods: 'rebar', siteId: '', above: '500000', aboveWeight: '', aboveProducts: '3' },
    ...{ ...steps, people2: colleague.personId },
  });
  await post(`/company/approval-rules/${key}/end`, {});
  await post('/company/approval-rules/terms', {
    ownAllowed: 'yes',
    lastsDays: '3',
    tolerance: '2',
  });
  const standingIn = newId();
  await post('/company/approval-rules/deputies', {
    ...{ key: standingIn, personId: colleague.personId, deputyId: deputy.personId },
    ...{ fromDay: '2026-12-01', untilDay: '2026-12-14' },
  });
  await post(`/company/approval-rules/deputies/${standingIn}/end`, {});
  const centre = newId();
  await post('/company/cost-centres', { key: centre, centreCode: 'B-7', name: 'Block B' });
  const budget = { period: 'month', effect: 'block' };
  await post(`/company/cost-centres/${centre}/budget`, { amount: '1000000', ...budget });
  await post(`/company/cost-centres/${centre}/budget`, { amount: '2000000', ...budget });
  await post('/company/cost-centres/terms', { isRequired: 'yes' });
  await post(`/company/cost-centres/${centre}/end`, {});
  const page = await (await get(asAdmin)).text();

  for (const told of [
    'Approval rule added: Rebar, dearer than ₸500,000, more than 3 products',
    'Step 1: whoever may approve',
    `Step 2: ${colleague.name}`,
    'Approval rule ended: Rebar, dearer than ₸500,000, more than 3 products',
    'Who orders may agree himself, where a rule lets him: Yes; before: no',
    'A question ends after, days: 3; before: 7',
    `${deputy.name} stands in for ${colleague.name}, from 01 Dec 2026 until 14 Dec 2026`,
    `${deputy.name} no longer stands in for ${colleague.name}`,
    'Cost centre B-7 Block B added',
    'Budget of B-7: ₸1,000,000 / month; beyond it: refuse, unless it is approved',
    'Before: no budget',
    'Before: ₸1,000,000 / month; beyond it: refuse, unless it is approved',
    'Every order now names a cost centre',
    'Cost centre B-7 Block B closed',
  ]) {
    expect({ told, stands: standsIn(page, told) }).toEqual({ told, stands: true });
  }
  expect(page).not.toContain('An approval still counts');
});

test('what is said again as it was is no change', async () => {
  const { personId } = colleague;
  for (const time of [1, 2]) {
    await post(`/company/colleagues/${personId}/limit`, { amount: '5000', period: 'week' });
    await post(`/company/colleagues/${personId}/role`, { role: 'buyer' });
    await post('/company/cost-centres/terms', { isRequired: 'yes' });
    await post('/company/approval-rules/terms', { lastsDays: '9', tolerance: '2' });
    expect([time, rowsOf(await (await get(asAdmin)).text())]).toEqual([time, 5]);
  }
});

test('a second click, also at the same moment, is remembered once', async () => {
  const deputy = await aBuyer(db, company, 'approver');
  const [rule, standingIn, centre] = [newId(), newId(), newId()];
  const twice = (path: string, fields: Record<string, string>) =>
    Promise.all([post(path, fields), post(path, fields)]);
  await twice('/company/approval-rules', {
    ...{ key: rule, goods: '', siteId: '', above: '', aboveWeight: '5' },
    ...{ quorum1: '1', quorum2: '0', quorum3: '0' },
  });
  await twice('/company/approval-rules/deputies', {
    ...{ key: standingIn, personId: colleague.personId, deputyId: deputy.personId },
    ...{ fromDay: '2026-12-01', untilDay: '2026-12-14' },
  });
  await twice('/company/cost-centres', { key: centre, centreCode: 'B-8', name: '' });
  const budget = { amount: '1000', period: 'month', effect: 'block' };
  await twice(`/company/cost-centres/${centre}/budget`, budget);
  await twice(`/company/approval-rules/${rule}/end`, {});
  await twice(`/company/approval-rules/deputies/${standingIn}/end`, {});
  await twice(`/company/cost-centres/${centre}/end`, {});
  expect(rowsOf(await (await get(asAdmin)).text())).toBe(1 + 7);
});

test('an invitation is told by its address, not by the name of somebody whom others know', async () => {
  const known = await aBuyer(db, await aCompany(db));
  const guest = { email: known.email, name: 'Somebody', role: 'buyer' };
  await post('/company/invitations', guest);
  await post(`/company/invitations/${known.personId}/cancellation`, {});
  await post(`/company/invitations/${known.personId}/cancellation`, {});
  const page = await (await get(asAdmin)).text();
  expect(standsIn(page, `Invited ${known.email} as: Purchaser`)).toBe(true);
  expect(page.match(/taken back/g)).toHaveLength(1);
  expect(page).not.toContain(known.name);
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
