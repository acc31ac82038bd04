import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { hashToken } from '../../src/people/session-token.ts';
import {
  after,
  aShop,
  cookieOf,
  DAY,
  enter,
  get,
  password,
  post,
  setPassword,
  type Shop,
  statementsOf,
  theShopAt,
} from '../people/shop.ts';
import { aBuyer, aClerk, aCompany } from '../support/world.ts';

let shop: Shop;
let buyer: Buyer;
let clerk: Staff;
let visitor = 0;

/** A place nobody has been at, in a neighbourhood of its own. */
const somewhere = () => `198.51.${(visitor += 1)}.7`;

beforeAll(async () => {
  shop = await aShop();
});

beforeEach(async () => {
  buyer = await aBuyer(shop.db, await aCompany(shop.db));
  clerk = await aClerk(shop.db);
  await setPassword(shop.db, buyer);
  await setPassword(shop.db, clerk);
});

const tryIn = (email: string, plain: string, address = somewhere(), more = {}) =>
  post(shop, '/sign-in', { email, password: plain, ...more }, { address });

const sessionsOf = async (person: { personId: string }) =>
  shop.db.selectFrom('session').where('personId', '=', person.personId).selectAll().execute();

/** A page without what differs by itself: the address that was typed. */
const faceOf = async (answer: Response, email: string) =>
  (await answer.text()).replaceAll(email, 'ADDRESS');

test('the right password opens the shop, however the address was written', async () => {
  const answer = await tryIn(` ${buyer.email.toUpperCase()} `, password);

  expect(answer.status).toBe(303);
  const page = await get(shop, '/company', { cookie: cookieOf(answer) });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain(buyer.name);
});

test('that somebody signed in is remembered', async () => {
  await enter(shop, buyer, { address: somewhere() });

  const events = await shop.db
    .selectFrom('event')
    .where('personId', '=', buyer.personId)
    .select(['type', 'companyId'])
    .execute();
  expect(events).toEqual([{ type: 'person.signed-in', companyId: buyer.companyId }]);
});

test('an unknown address, a wrong password and one who was blocked get the same page, status and number of statements', async () => {
  const blocked = await aClerk(shop.db);
  await setPassword(shop.db, blocked);
  await shop.db
    .updateTable('person')
    .set({ disabledAt: after(0) })
    .where('id', '=', blocked.personId)
    .execute();
  const invitedOnly = await aBuyer(shop.db, await aCompany(shop.db));
  const tries = [
    [buyer.email, 'wrong password'],
    ['nobody@nowhere.example', 'wrong password'],
    [blocked.email, password],
    [invitedOnly.email, ''.padEnd(12, 'x')],
    ["' or 1=1 --", 'x'],
  ] as const;

  const seen = [];
  for (const [email, plain] of tries) {
    const answer = await tryIn(email, plain);
    seen.push({
      status: answer.status,
      statements: statementsOf(answer),
      cookie: cookieOf(answer),
      page: (await faceOf(answer, email)).replace('&#39; or 1=1 --', 'ADDRESS'),
    });
  }

  expect(seen[0]?.status).toBe(422);
  expect(seen[0]?.page).toContain('data-refusal="sign-in-failed"');
  for (const other of seen) expect(other).toEqual(seen[0]);
});

test('a password is never written into a page, a log or an address', async () => {
  const answer = await tryIn(buyer.email, 'Canary-7731-password');

  expect(await answer.text()).not.toContain('Canary-7731');
  expect(shop.logged.join('\n')).not.toContain('Canary-7731');
});

test('only the hash of a token is stored, and every sign-in gives a new one and ends the old one of that browser', async () => {
  const first = await enter(shop, buyer, { address: somewhere() });
  const second = await enter(shop, buyer, { address: somewhere(), cookie: first });

  expect(second).not.toBe(first);
  expect((await get(shop, '/company', { cookie: first })).status).toBe(303);
  expect((await get(shop, '/company', { cookie: second })).status).toBe(200);
  const stored = await sessionsOf(buyer);
  expect(stored.map(({ tokenHash }) => tokenHash)).toEqual([hashToken(second.slice(4))]);
});

test('a token that somebody planted in the browser is not the one that is let in', async () => {
  const planted = `sid=${'p'.repeat(43)}`;

  await enter(shop, buyer, { address: somewhere(), cookie: planted });

  expect((await get(shop, '/company', { cookie: planted })).status).toBe(303);
});

test('after signing out the same token opens nothing, and signing out twice is no error', async () => {
  const cookie = await enter(shop, buyer, { address: somewhere() });

  expect((await post(shop, '/sign-out', {}, { cookie })).status).toBe(303);
  expect((await get(shop, '/company', { cookie })).status).toBe(303);
  expect((await post(shop, '/sign-out', {}, { cookie })).status).toBe(303);
});

test('signing out everywhere ends the sessions on all devices, and nobody else’s', async () => {
  const here = await enter(shop, buyer, { address: somewhere() });
  const there = await enter(shop, buyer, { address: somewhere() });
  const other = await enter(shop, clerk, { address: somewhere() });

  await post(shop, '/sign-out/everywhere', {}, { cookie: here });

  expect(await sessionsOf(buyer)).toEqual([]);
  for (const cookie of [here, there]) {
    expect((await get(shop, '/company', { cookie })).status).toBe(303);
  }
  expect((await get(shop, '/second-factor', { cookie: other })).status).toBe(200);
});

test('a blocked person is refused at his very next request', async () => {
  const cookie = await enter(shop, buyer, { address: somewhere() });
  const asking = () => get(shop, '/company', { cookie }).then(({ status }) => status);
  const during = Array.from({ length: 20 }, asking);

  await shop.db
    .updateTable('person')
    .set({ disabledAt: after(0) })
    .where('id', '=', buyer.personId)
    .execute();

  expect(await Promise.all(Array.from({ length: 20 }, asking))).toEqual(
    Array.from({ length: 20 }, () => 303),
  );
  expect((await Promise.all(during)).filter((status) => status !== 200 && status !== 303)).toEqual(
    [],
  );
});

test('after five wrong passwords from one place even the right one waits there, and is told how long', async () => {
  const address = somewhere();
  const statuses = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    statuses.push((await tryIn(buyer.email, 'wrong password', address)).status);
  }

  const answer = await tryIn(buyer.email, password, address);

  expect(statuses).toEqual([422, 422, 422, 422, 422]);
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(Number(answer.headers.get('Retry-After'))).toBeLessThanOrEqual(60);
  expect(cookieOf(answer)).toBeUndefined();
});

test('the wait grows: a minute, a quarter of an hour, a day', async () => {
  const address = somewhere();
  const waits: number[] = [];
  for (let round = 0; round < 40 && waits.length < 3; round += 1) {
    const answer = await tryIn(buyer.email, 'wrong password', address);
    if (answer.status !== 429) continue;
    const seconds = Number(answer.headers.get('Retry-After'));
    if (waits.every((wait) => seconds > wait * 2)) waits.push(seconds);
    await waited(seconds);
  }

  const [first = 0, second = 0, third = 0] = waits;
  expect(first).toBeLessThanOrEqual(60);
  expect(second).toBeGreaterThan(60);
  expect(second).toBeLessThanOrEqual(900);
  expect(third).toBeGreaterThan(900);
  expect(third).toBeLessThanOrEqual(86_400);
});

/** Makes the counts of all attempts as old as they would be after waiting. */
const waited = (seconds: number) =>
  sql`update sign_in_attempt set expire = expire - ${seconds * 1000 + 1000}`.execute(shop.db);

test('a hundred guesses at the same moment are no more than five', async () => {
  const address = somewhere();

  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, guess) => tryIn(buyer.email, `guess ${guess}`, address)),
  );

  expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(95);
});

test('an unknown address is slowed down exactly as a known one', async () => {
  const statusesOf = async (email: string) => {
    const address = somewhere();
    const statuses = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      statuses.push((await tryIn(email, 'wrong password', address)).status);
    }
    return statuses;
  };

  expect(await statusesOf('nobody@nowhere.example')).toEqual(await statusesOf(buyer.email));
});

test('a stranger who hammers an account, from one place or from many, does not shut out its owner where he is known', async () => {
  const home = '192.0.2.44';
  await enter(shop, buyer, { address: home });
  const hammer = (address: string) => tryIn(buyer.email, 'wrong password', address);

  for (let place = 0; place < 60; place += 1) await hammer(somewhere());
  const elsewhere = await tryIn(buyer.email, password, somewhere());
  const neighbours = Array.from({ length: 110 }, (_, host) => hammer(`192.0.2.${100 + host}`));
  await Promise.all(neighbours);

  expect(elsewhere.status).toBe(429);
  await enter(shop, buyer, { address: home });
});

test('a neighbourhood that tries account after account is stopped, without stopping its neighbours', async () => {
  const tries = Array.from({ length: 105 }, (_, guess) =>
    tryIn(`person${guess}@sprayed.example`, 'wrong password', `192.0.3.${guess}`),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);

  expect(statuses.filter((status) => status === 422)).toHaveLength(100);
  expect((await tryIn(buyer.email, password, '192.0.3.200')).status).toBe(429);
  expect((await tryIn(buyer.email, password, '192.0.4.200')).status).toBe(303);
});

test('an office of a hundred and fifty people who sign in at once is no attack', async () => {
  const statuses = new Set<number>();
  for (let person = 0; person < 150; person += 1) {
    statuses.add((await tryIn(buyer.email, password, `192.0.6.${person}`)).status);
  }

  expect([...statuses]).toEqual([303]);
}, 60_000);

test('after signing in the browser goes on to a page of ours, and to no other', async () => {
  const onward = async (next: string) =>
    (await tryIn(buyer.email, password, somewhere(), { next })).headers.get('location');

  expect(await onward('/orders?stage=placed')).toBe('/orders?stage=placed');
  for (const foreign of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%0d%0aSet-Cookie:x'.replace('%0d%0a', '\r\n'),
    'javascript:alert(1)',
    '\t//evil.example',
    '',
  ]) {
    expect(await onward(foreign)).toBe('/');
  }
  const page = await get(shop, '/sign-in?next=//evil.example');
  expect(await page.text()).toContain('name="next" value="/"');
});

test.each([
  [
    [
      ['email', 'a@b.kz'],
      ['email', 'c@d.kz'],
      ['password', password],
    ],
  ],
  [
    [
      ['email[]', 'a@b.kz'],
      ['password', password],
    ],
  ],
  [
    [
      ['email', 'a@b.kz'],
      ['password[$ne]', ''],
    ],
  ],
  [
    [
      ['email', ''],
      ['password', ''],
    ],
  ],
  [
    [
      ['email', 'a@b.kz'],
      ['password', 'x'.repeat(5000)],
    ],
  ],
] as [string, string][][][])(
  'a form that is none is answered with the form: %j',
  async (fields) => {
    const answer = await post(shop, '/sign-in', fields, { address: somewhere() });

    expect(answer.status).toBe(422);
    expect(cookieOf(answer)).toBeUndefined();
  },
);

test('a sign-in sent by another site’s page is refused', async () => {
  const answer = await shop.app.request('/sign-in', {
    method: 'POST',
    headers: {
      'Sec-Fetch-Site': 'cross-site',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ email: buyer.email, password }).toString(),
  });

  expect(answer.status).toBe(403);
});

test('somebody who belongs to no company any more cannot sign in', async () => {
  await shop.db
    .updateTable('membership')
    .set({ endedAt: after(0) })
    .where('personId', '=', buyer.personId)
    .execute();

  const answer = await tryIn(buyer.email, password);

  expect(answer.status).toBe(422);
  expect(await sessionsOf(buyer)).toEqual([]);
});

test('a password that is changed while it is being checked opens nothing', async () => {
  let isDone = false;
  const answer = await shop.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('person')
      .set({ passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA' })
      .where('id', '=', buyer.personId)
      .execute();
    const trying = tryIn(buyer.email, password).finally(() => (isDone = true));
    // The old password is found right, and the session waits for the one who changes it.
    while (!isDone && !(await isSomebodyWaiting())) continue;
    return { trying };
  });

  expect((await answer.trying).status).toBe(422);
  expect(await sessionsOf(buyer)).toEqual([]);
});

const isSomebodyWaiting = () =>
  sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    .execute(shop.db)
    .then(({ rows }) => rows.length > 0);

test('sessions that are over go with the next sign-in', async () => {
  await enter(shop, buyer, { address: somewhere() });
  const later = theShopAt(shop, after(91 * DAY));

  await enter(later, buyer, { address: somewhere() });

  expect(await sessionsOf(buyer)).toHaveLength(1);
});

test('the people of the demo stand on the sign-in page of the demo only, each behind one button', async () => {
  const demo = theShopAt(shop, after(0), { demo: true });

  const shown = await (await get(demo, '/sign-in')).text();
  const hidden = await (await get(shop, '/sign-in')).text();

  for (const local of ['purchaser', 'approver', 'accountant', 'foreman', 'admin']) {
    expect(shown).toContain(`value="${local}@altyn.example"`);
  }
  for (const local of ['counter', 'phone', 'manager', 'head', 'admin']) {
    expect(shown).toContain(`value="${local}@counterweight.example"`);
  }
  expect(hidden).not.toContain('altyn.example');
  expect(hidden).not.toContain('counterweight.example');
});
