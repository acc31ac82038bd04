import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import type { Buyer } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aSite, at, aTradingDay, rebarFor } from '../support/world.ts';

let app: Hono<Env>;
let db: Kysely<DB>;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: Awaited<ReturnType<typeof rebarFor>>;
let asAdmin: string;
let colleague: Buyer;
let cookie: string;

beforeAll(async () => {
  ({ app, db } = await anApp({ at }));
  await aTradingDay(db);
});

beforeEach(async () => {
  company = await aCompany(db, { creditKind: 'unlimited' });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  asAdmin = await signedIn(db, await aBuyer(db, company, 'company_admin'), at);
  colleague = await aBuyer(db, company);
  cookie = await signedIn(db, colleague, at);
});

const get = async (path: string, as = cookie) => app.request(path, { headers: { Cookie: as } });

const post = async (path: string, fields: Record<string, string>, as = asAdmin) =>
  app.request(path, {
    method: 'POST',
    headers: { Cookie: as, ...fromOurPage, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

const makes = async (name: string, ...ticked: string[]) => {
  const key = newId();
  const ticks = Object.fromEntries(ticked.map((choice) => [choice, 'yes']));
  return { key, answer: await post('/company/roles', { key, name, scope: 'company', ...ticks }) };
};

const gives = (role: string) => post(`/company/colleagues/${colleague.personId}/role`, { role });

const pageOf = async (path: string, as = cookie) => (await get(path, as)).text();

test('a warehouse keeper of the company’s own making fills carts and sees no price', async () => {
  const product = `/p/${rebar.sku}`;
  const price = /487\D{1,8}200/;
  expect(await pageOf(product)).toMatch(price);

  const { key, answer } = await makes('Warehouse keeper', 'fill-carts');
  expect(answer.status).toBe(303);
  expect((await gives(key)).headers.get('location')).toContain('role-changed');

  expect(await pageOf(product)).not.toMatch(price);
  expect((await get('/cart')).status).toBe(200);
  expect((await get('/checkout')).status).toBe(403);
  expect(await pageOf('/company')).toContain('Warehouse keeper');
  expect(await pageOf('/company/roles', asAdmin)).toContain(colleague.name);
});

test('the choice of a role offers the company’s own beside ours, and shows which one is in force', async () => {
  const { key } = await makes('Warehouse keeper', 'fill-carts');
  await gives(key);
  const page = await pageOf('/company', asAdmin);
  expect(page).toContain(`<option value="${key}" selected`);
  const email = `${newId()}@visitor.example`;
  await post('/company/invitations', { email, name: 'Guest', role: key });
  const invited = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .where('person.email', '=', email)
    .select(['membership.ownRoleId', 'membership.endedAt'])
    .executeTakeFirstOrThrow();
  expect(invited).toMatchObject({ ownRoleId: key, endedAt: at });
  expect(await pageOf('/company', asAdmin)).toMatch(
    new RegExp(`${email}</th><td[^>]*>Warehouse keeper</td>`),
  );
});

test('a role that orders without prices is refused beside the ticks, which stay', async () => {
  const { answer } = await makes('Half', 'place-orders', 'fill-carts');
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain('href="#capabilities"');
  expect(page).toMatch(/<input[^>]*id="place-orders"[^>]*checked/);
  expect(page).toContain('value="Half"');
});

test('a role is changed in its place, and what cannot be stays as typed in it', async () => {
  const { key } = await makes('Keeper', 'fill-carts');
  await gives(key);
  const half = await post(`/company/roles/${key}`, {
    ...{ name: 'Half', scope: 'company', 'place-orders': 'yes' },
  });
  expect(half.status).toBe(422);
  expect(await half.text()).toContain(`href="#${key}-capabilities"`);
  const whole = {
    name: 'Lead',
    scope: 'company',
    'see-prices': 'yes',
    'place-orders': 'yes',
    'fill-carts': 'yes',
  };
  expect((await post(`/company/roles/${key}`, whole)).status).toBe(303);
  expect((await get('/checkout')).status).not.toBe(403);
  expect(await pageOf('/company')).toContain('Lead');
});

test('a name that is there, and a role that somebody is in, are refused with words', async () => {
  const { key } = await makes('Keeper');
  await gives(key);
  const { answer: again } = await makes('keeper');
  const ended = await post(`/company/roles/${key}/end`, {});
  expect([again.status, ended.status]).toEqual([409, 409]);
  expect(await again.text()).toContain('data-refusal="own-role-there"');
  expect(await ended.text()).toContain('data-refusal="own-role-held"');
  await gives('foreman');
  expect((await post(`/company/roles/${key}/end`, {})).status).toBe(303);
  expect(await pageOf('/company/roles', asAdmin)).not.toContain('Keeper</h2>');
});

test('another company’s role can be neither given nor ended, and is not seen', async () => {
  const theirs = await signedIn(db, await aBuyer(db, await aCompany(db), 'company_admin'), at);
  const key = newId();
  await post('/company/roles', { key, name: 'Theirs only', scope: 'company' }, theirs);
  expect((await gives(key)).status).toBe(404);
  expect((await post(`/company/roles/${key}/end`, {})).status).toBe(404);
  expect(await pageOf('/company/roles', asAdmin)).not.toContain('Theirs only');
  expect(await pageOf('/company', asAdmin)).not.toContain('Theirs only');
});

test('a role that sees one site opens neither the orders, the quotes nor the repetition of another', async () => {
  const [depot, bridge] = [await aSite(db, company, 'Depot'), await aSite(db, company, 'Bridge')];
  const clerk = await aClerk(db);
  const { orderId } = await place(
    db,
    clerk,
    await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]),
  );
  await db.updateTable('salesOrder').set({ siteId: bridge }).where('id', '=', orderId).execute();
  expect((await get(`/o/${orderId}`)).status).toBe(200);

  const unbound = await post('/company/roles', { key: newId(), name: 'Half', scope: 'sites' });
  expect(unbound.status).toBe(422);
  expect(await unbound.text()).toContain('href="#site"');
  const key = newId();
  const ticks = { 'fill-carts': 'yes', 'see-prices': 'yes', 'place-orders': 'yes' };
  const bound = { key, name: 'Depot', ...ticks, scope: 'sites', site: depot };
  expect((await post('/company/roles', bound)).status).toBe(303);
  expect(await pageOf('/company/roles', asAdmin)).toMatch(/orders to Depot/);
  await gives(key);

  expect((await get(`/o/${orderId}`)).status).toBe(404);
  expect((await get(`/o/${orderId}/repetition`)).status).toBe(404);
  expect(await pageOf('/orders')).not.toContain(orderId);

  await post(`/company/roles/${key}`, { ...bound, site: bridge });
  expect((await get(`/o/${orderId}`)).status).toBe(200);
  expect(await pageOf('/orders')).toContain(orderId);
});

test('what becomes of a role of the company’s own is remembered with who did it, once', async () => {
  const remembered = async (id: string) =>
    db
      .selectFrom('event')
      .where('subjectId', '=', id)
      .orderBy('id')
      .select(['type', 'companyId', 'facts'])
      .execute();
  const { key } = await makes('Warehouse keeper', 'fill-carts');
  const said = { name: 'Yard keeper', scope: 'own', 'fill-carts': 'yes' };
  for (const _ of [1, 2]) {
    await post(`/company/roles`, { key, name: 'Warehouse keeper', scope: 'company' });
    expect((await post(`/company/roles/${key}`, said)).status).toBe(303);
  }
  await post(`/company/roles/${key}/end`, {});
  const events = await remembered(key);
  expect(events.map(({ type }) => type)).toEqual([
    ...['own-role.made', 'own-role.changed', 'own-role.ended'],
  ]);
  expect(events[1]).toMatchObject({
    companyId: company.id,
    facts: {
      was: { name: 'Warehouse keeper', scope: 'company' },
      is: { name: 'Yard keeper', scope: 'own' },
    },
  });
});
