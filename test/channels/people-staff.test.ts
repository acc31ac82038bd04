import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import type { StaffRole } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import {
  after,
  aShop,
  cookieOf,
  enter,
  get,
  lettersTo,
  linkTo,
  post,
  setPassword,
  type Shop,
  theShopAt,
} from '../people/shop.ts';
import { signedIn } from '../support/app.ts';
import { aBuyer, aClerk, aCompany } from '../support/world.ts';

const chosen = 'a much better sentence';

let shop: Shop;
let admin: Staff;
let asAdmin: string;
let serial = 0;

beforeAll(async () => {
  shop = await aShop({ demo: false });
});

beforeEach(async () => {
  // One administrator at a time, so that the last one is known.
  await shop.db
    .updateTable('person')
    .set({ disabledAt: after(0) })
    .where('staffRole', '=', 'admin')
    .execute();
  admin = await aClerk(shop.db, 'admin');
  asAdmin = await signedIn(shop.db, admin);
});

const aGuest = () => `colleague${(serial += 1)}@ours.example`;

const invite = (email: string, more = {}, cookie = asAdmin) =>
  post(
    shop,
    '/office/people',
    { email, name: 'Colleague', role: 'counter', branchCode: 'ALA', ...more },
    { cookie },
  );

const change = (person: { personId: string }, role: StaffRole, branchCode = 'ALA') =>
  post(
    shop,
    `/office/people/${person.personId}/position`,
    { role, branchCode },
    { cookie: asAdmin },
  );

const block = (person: { personId: string }, cookie = asAdmin) =>
  post(shop, `/office/people/${person.personId}/block`, {}, { cookie });

const statusOf = async (cookie: string | undefined, path = '/second-factor') =>
  (await get(shop, path, { cookie })).status;

test('a colleague of ours is invited by an administrator, sets a password and works in his role', async () => {
  const email = aGuest();
  await invite(email, { role: 'phone', branchCode: 'NQZ' });

  const answer = await post(shop, await linkTo(shop.db, email), { newPassword: chosen });

  expect(await statusOf(cookieOf(answer))).toBe(200);
  const person = await shop.db
    .selectFrom('person')
    .where('email', '=', email)
    .select(['staffRole', 'branchCode'])
    .executeTakeFirstOrThrow();
  expect(person).toEqual({ staffRole: 'phone', branchCode: 'NQZ' });
  await enter(shop, { email }, { password: chosen, address: '198.55.1.1' });
});

test('a colleague who was invited has no other way in than the invitation', async () => {
  const email = aGuest();
  await invite(email);

  await post(shop, '/password-reset', { email }, { address: '198.55.2.1' });

  expect(await lettersTo(shop.db, email)).toHaveLength(1);
});

test('a buyer does not become one of ours, nor somebody who can sign in somebody else', async () => {
  const buyer = await aBuyer(shop.db, await aCompany(shop.db));
  const clerk = await aClerk(shop.db);
  await setPassword(shop.db, clerk);

  for (const { email } of [buyer, clerk]) {
    const answer = await invite(email, { role: 'admin' });
    expect(answer.headers.get('location')).toBe('/office/people?done=address-taken');
    expect(await lettersTo(shop.db, email)).toEqual([]);
  }
  const roles = await shop.db
    .selectFrom('person')
    .where('id', 'in', [buyer.personId, clerk.personId])
    .orderBy('staffRole')
    .select('staffRole')
    .execute();
  expect(roles).toEqual([{ staffRole: 'counter' }, { staffRole: null }]);
});

test.each(['counter', 'phone', 'manager', 'head_of_sales'] as const)(
  'a colleague in the role %s does not manage people',
  async (role) => {
    const cookie = await signedIn(shop.db, await aClerk(shop.db, role));
    const target = `/office/people/${admin.personId}`;
    const email = aGuest();

    const statuses = [
      await get(shop, '/office/people', { cookie }),
      await invite(email, { role: 'admin' }, cookie),
      await block(admin, cookie),
      await post(shop, `${target}/position`, { role: 'counter', branchCode: '' }, { cookie }),
      await post(shop, `${target}/second-factor-removal`, {}, { cookie }),
    ].map(({ status }) => status);

    expect(statuses).toEqual([403, 403, 403, 403, 403]);
    expect(await lettersTo(shop.db, email)).toEqual([]);
  },
);

test('a company’s administrator is none of ours, and ours none of a company’s', async () => {
  const buyer = await aBuyer(shop.db, await aCompany(shop.db), 'company_admin');
  const cookie = await signedIn(shop.db, buyer);

  expect(await statusOf(cookie, '/office/people')).toBe(403);
  expect((await block(admin, cookie)).status).toBe(403);
  expect(await statusOf(asAdmin, '/company')).toBe(403);
  expect((await block(buyer)).status).toBe(404);
  expect((await change(buyer, 'counter')).status).toBe(404);
});

test('a blocked colleague is out at the very next request, and none of his links works', async () => {
  const clerk = await aClerk(shop.db);
  await setPassword(shop.db, clerk);
  const cookie = await signedIn(shop.db, clerk);
  await post(shop, '/password-reset', { email: clerk.email }, { address: '198.55.3.1' });
  const path = await linkTo(shop.db, clerk.email);

  expect(await statusOf(cookie)).toBe(200);
  await block(clerk);

  expect(await statusOf(cookie)).toBe(303);
  expect((await post(shop, path, { newPassword: chosen })).status).toBe(409);
  await expect(enter(shop, clerk, { address: '198.55.4.1' })).rejects.toThrow('not let in');
  expect((await block(clerk)).status).toBe(404);
});

test('another role counts from the next request on', async () => {
  const clerk = await aClerk(shop.db);
  const cookie = await signedIn(shop.db, clerk);

  await change(clerk, 'admin');
  expect(await statusOf(cookie, '/office/people')).toBe(200);
  await change(clerk, 'counter');
  expect(await statusOf(cookie, '/office/people')).toBe(403);
});

test('our last administrator can neither be blocked nor step down', async () => {
  for (const answer of [await block(admin), await change(admin, 'manager')]) {
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('data-refusal="last-admin"');
  }
  expect(await statusOf(asAdmin, '/office/people')).toBe(200);
});

test('two administrators who block each other at the same moment leave one', async () => {
  const other = await aClerk(shop.db, 'admin');
  const asOther = await signedIn(shop.db, other);

  const answers = await Promise.all([block(other), block(admin, asOther)]);

  // Whoever came too late is refused, or is asked to sign in: his session has ended already.
  const done = answers.filter(({ headers }) => headers.get('location')?.includes('done=blocked'));
  expect(done).toHaveLength(1);
});

test('an administrator takes a lost second factor away, never his own, and the colleague’s sessions end', async () => {
  const clerk = await aClerk(shop.db);
  await shop.db
    .updateTable('person')
    .set({ totpSecret: 'A'.repeat(32), totpConfirmedAt: after(0) })
    .where('id', 'in', [clerk.personId, admin.personId])
    .execute();
  const cookie = await signedIn(shop.db, clerk);
  const remove = (person: Staff) =>
    post(shop, `/office/people/${person.personId}/second-factor-removal`, {}, { cookie: asAdmin });

  expect((await remove(admin)).status).toBe(403);
  expect((await remove(clerk)).status).toBe(303);

  expect(await statusOf(cookie)).toBe(303);
  expect((await remove(clerk)).status).toBe(404);
});

test('people and branches that do not exist are not found, and wrong forms come back', async () => {
  const clerk = await aClerk(shop.db);

  expect((await block({ personId: newId() })).status).toBe(404);
  expect((await block({ personId: 'nonsense' })).status).toBe(404);
  expect((await change(clerk, 'counter', 'XXX')).status).toBe(404);
  expect((await invite('no address')).status).toBe(422);
  expect((await invite(aGuest(), { role: 'company_admin' })).status).toBe(422);
  expect((await invite(aGuest(), { branchCode: "ALA'--" })).status).toBe(422);
});

test('the outbox of the demo shows letters, the newest first, with links that work on this machine', async () => {
  const demo = theShopAt(shop, after(0), { demo: true });
  const [first, second] = [aGuest(), aGuest()];
  await invite(first);
  await invite(second);

  const page = await (await get(demo, '/outbox')).text();

  expect(page.indexOf(second)).toBeGreaterThan(0);
  expect(page.indexOf(first)).toBeGreaterThan(page.indexOf(second));
  const path = await linkTo(shop.db, second);
  expect(page).toContain(`<a href="${path}"`);
  expect((await get(demo, path)).status).toBe(200);
});

test('what a letter says is text: it brings no markup and no foreign link into the outbox', async () => {
  const demo = theShopAt(shop, after(0), { demo: true });
  const email = aGuest();
  await invite(email, { name: '<script>x</script> https://evil.example/' });

  const page = await (await get(demo, '/outbox')).text();

  expect(page).not.toContain('<script>x');
  expect(page).not.toContain('href="https://evil.example');
});

test('outside of the demo there is no outbox, not even for an administrator', async () => {
  const strange = await get(shop, '/outbox');
  const nowhere = await get(shop, '/nowhere-at-all');

  expect(strange.status).toBe(404);
  expect((await get(shop, '/outbox', { cookie: asAdmin })).status).toBe(404);
  expect((await strange.text()).replaceAll('outbox', '')).toBe(
    (await nowhere.text()).replaceAll('nowhere-at-all', ''),
  );
});
