import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Buyer } from '../../src/people/actor.ts';
import { hashToken, newSessionToken } from '../../src/people/session-token.ts';
import {
  after,
  aShop,
  cookieOf,
  enter,
  get,
  HOUR,
  lettersTo,
  linkTo,
  password,
  post,
  setPassword,
  type Shop,
  statementsOf,
  theShopAt,
} from '../people/shop.ts';
import { aBuyer, aClerk, aCompany } from '../support/world.ts';

const chosen = 'a much better sentence';

let shop: Shop;
let buyer: Buyer;
let visitor = 0;

const somewhere = () => `198.53.${(visitor += 1)}.7`;

beforeAll(async () => {
  shop = await aShop();
});

beforeEach(async () => {
  buyer = await aBuyer(shop.db, await aCompany(shop.db));
  await setPassword(shop.db, buyer);
});

const ask = (email: string, address = somewhere(), from = shop) =>
  post(from, '/password-reset', { email }, { address });

const set = (path: string, newPassword = chosen, from = shop) =>
  post(from, path, { newPassword }, { address: somewhere() });

async function aLink(): Promise<string> {
  await ask(buyer.email);
  return linkTo(shop.db, buyer.email);
}

test('the link in the letter sets a password, once, and every session ends', async () => {
  const cookies = [
    await enter(shop, buyer, { address: somewhere() }),
    await enter(shop, buyer, { address: somewhere() }),
  ];
  const path = await aLink();

  expect(await (await get(shop, path)).text()).toContain('name="newPassword"');
  const answer = await set(path);
  const again = await set(path, 'another sentence altogether');

  expect(answer.headers.get('location')).toBe('/sign-in?after=password-set');
  expect(again.status).toBe(409);
  for (const cookie of cookies) {
    expect((await get(shop, '/company', { cookie })).status).toBe(303);
  }
  await enter(shop, buyer, { address: somewhere(), password: chosen });
  await expect(enter(shop, buyer, { address: somewhere() })).rejects.toThrow('not let in');
});

test('a known and an unknown address, a blocked person and an invited one get the same page at the same number of statements', async () => {
  const blocked = await aClerk(shop.db);
  await setPassword(shop.db, blocked);
  await shop.db
    .updateTable('person')
    .set({ disabledAt: after(0) })
    .where('id', '=', blocked.personId)
    .execute();
  const invited = await aBuyer(shop.db, await aCompany(shop.db));
  const addresses = [buyer.email, 'nobody@nowhere.example', blocked.email, invited.email];

  const seen = [];
  for (const email of addresses) {
    const answer = await ask(email);
    seen.push({
      status: answer.status,
      statements: statementsOf(answer),
      headers: [...answer.headers.keys()],
      page: await answer.text(),
    });
  }

  expect(seen[0]?.status).toBe(200);
  for (const other of seen) expect(other).toEqual(seen[0]);
  const sent = await Promise.all(addresses.map((email) => lettersTo(shop.db, email)));
  expect(sent.map((letters) => letters.length)).toEqual([1, 0, 0, 0]);
});

test('a link used twice at the same moment sets one password', async () => {
  const path = await aLink();
  const passwords = Array.from({ length: 6 }, (_, number) => `sentence number ${number}`);

  const answers = await Promise.all(passwords.map((plain) => set(path, plain)));

  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
  const winner = passwords[answers.findIndex(({ status }) => status === 303)] ?? '';
  await enter(shop, buyer, { address: somewhere(), password: winner });
});

test('a link is good for one hour', async () => {
  const path = await aLink();

  const late = theShopAt(shop, after(HOUR));
  const justInTime = theShopAt(shop, after(HOUR - 1000));

  expect((await get(late, path)).status).toBe(409);
  expect((await set(path, chosen, late)).status).toBe(409);
  expect((await set(path, chosen, justInTime)).status).toBe(303);
});

test('looking at a link does not use it up', async () => {
  const path = await aLink();

  for (let scan = 0; scan < 3; scan += 1) await get(shop, path);

  expect((await set(path)).status).toBe(303);
});

test('using one link voids the others that were sent', async () => {
  const first = await aLink();
  const second = await aLink();

  expect(second).not.toBe(first);
  expect((await set(first)).status).toBe(303);
  expect((await set(second)).status).toBe(409);
});

test('a stranger who asks on and on floods nobody and does not void the owner’s link', async () => {
  const path = await aLink();

  for (let wish = 0; wish < 6; wish += 1) expect((await ask(buyer.email)).status).toBe(200);

  expect(await lettersTo(shop.db, buyer.email)).toHaveLength(3);
  expect((await set(path)).status).toBe(303);
});

test('one neighbourhood that asks for everybody is stopped', async () => {
  const statuses = [];
  for (let wish = 0; wish < 22; wish += 1) {
    statuses.push((await ask(`person${wish}@sprayed.example`, `192.0.7.${wish}`)).status);
  }

  expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
  expect(statuses.slice(20)).toEqual([429, 429]);
});

test('a weak password is refused with the reason, and the link stays good', async () => {
  const path = await aLink();

  for (const weak of ['short', 'password123', buyer.email, '', 'x'.repeat(201)]) {
    const answer = await set(path, weak);
    expect(answer.status).toBe(422);
    expect(await answer.text()).not.toContain('value="password123"');
  }
  expect((await set(path)).status).toBe(303);
});

test('no token but the right one opens anything: empty, shortened, lengthened, listed, of a session', async () => {
  const path = await aLink();
  const token = path.split('/').at(-1) ?? '';
  const session = (await enter(shop, buyer, { address: somewhere() })).slice(4);
  const others = [
    '',
    'null',
    '[]',
    token.slice(0, 42),
    `${token}a`,
    `${token},${token}`,
    session,
    newSessionToken(),
  ];

  for (const other of others) {
    const answer = await get(shop, `/password-reset/${encodeURIComponent(other)}`);
    expect(answer.status).toBe(other === '' ? 404 : 409);
    expect((await set(`/password-reset/${encodeURIComponent(other)}`)).status).not.toBe(303);
  }
  await enter(shop, buyer, { address: somewhere(), password });
});

test('a link of one purpose does not serve the other', async () => {
  const path = await aLink();
  const token = path.split('/').at(-1) ?? '';

  expect((await get(shop, `/invitation/${token}`)).status).toBe(409);
  expect((await post(shop, `/invitation/${token}`, { newPassword: chosen })).status).toBe(409);
  expect((await set(path)).status).toBe(303);
});

test('a link in a letter leads to the public address, whatever the request calls the shop', async () => {
  const named = theShopAt(shop, after(0), { publicUrl: 'https://shop.counterweight.example' });
  await named.app.request('http://evil.example/password-reset', {
    method: 'POST',
    headers: {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-For': somewhere(),
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ email: buyer.email }).toString(),
  });

  const [letter] = await lettersTo(shop.db, buyer.email);
  expect(letter?.body).toContain('https://shop.counterweight.example/password-reset/');
  expect(letter?.body).not.toContain('evil.example');
});

test('the token is stored as its hash, and no log repeats it', async () => {
  const token = (await aLink()).split('/').at(-1) ?? '';
  await get(shop, `/password-reset/${token}`);

  const stored = await shop.db
    .selectFrom('accessLink')
    .where('personId', '=', buyer.personId)
    .select('tokenHash')
    .execute();
  expect(stored.map(({ tokenHash }) => tokenHash)).toEqual([hashToken(token)]);
  expect(shop.logged.join('\n')).not.toContain(token);
});

test('a new password does not take a second factor away', async () => {
  const clerk = await aClerk(shop.db);
  await setPassword(shop.db, clerk);
  await shop.db
    .updateTable('person')
    .set({ totpSecret: 'A'.repeat(32), totpConfirmedAt: after(0) })
    .where('id', '=', clerk.personId)
    .execute();
  await ask(clerk.email);
  await set(await linkTo(shop.db, clerk.email));

  const fields = { email: clerk.email, password: chosen };
  const answer = await post(shop, '/sign-in', fields, { address: somewhere() });

  expect(answer.headers.get('location')).toContain('/second-factor');
  expect((await get(shop, '/office/people', { cookie: cookieOf(answer) })).status).toBe(303);
});

test('who mistyped the old password too often may try the new one at once', async () => {
  const address = somewhere();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await post(shop, '/sign-in', { email: buyer.email, password: 'wrong' }, { address });
  }
  const path = await aLink();
  await post(shop, path, { newPassword: chosen }, { address });

  const answer = await post(
    shop,
    '/sign-in',
    { email: buyer.email, password: chosen },
    { address },
  );
  expect(cookieOf(answer)).toBeDefined();
});

test('the letter is written in the reader’s language', async () => {
  await shop.db
    .updateTable('person')
    .set({ language: 'kk' })
    .where('id', '=', buyer.personId)
    .execute();
  await ask(buyer.email);

  expect((await lettersTo(shop.db, buyer.email)).map(({ subject }) => subject)).toEqual([
    'Жаңа құпиясөз',
  ]);
});
