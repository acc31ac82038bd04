import { Secret, TOTP } from 'otpauth';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import {
  after,
  aShop,
  cookieOf,
  enter,
  get,
  HOUR,
  MINUTE,
  post,
  setPassword,
  type Shop,
  theShopAt,
} from '../people/shop.ts';
import { aBuyer, aClerk, aCompany } from '../support/world.ts';

let shop: Shop;
let clerk: Staff;
let visitor = 0;
let address = '';

beforeAll(async () => {
  shop = await aShop();
});

beforeEach(async () => {
  clerk = await aClerk(shop.db);
  await setPassword(shop.db, clerk);
  address = `198.52.${(visitor += 1)}.7`;
});

const STEP = 30_000;
const keyOf = async (person: { personId: string }) =>
  shop.db
    .selectFrom('person')
    .where('id', '=', person.personId)
    .select('totpSecret')
    .executeTakeFirstOrThrow()
    .then(({ totpSecret }) => totpSecret ?? '');

/** What the telephone shows at a moment. */
const codeOf = (key: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30, algorithm: 'SHA1' }).generate({
    timestamp: at.getTime(),
  });

/** Puts the second factor in force as its owner would, at the shop's own moment, and gives his key and cookie. */
async function enrolled(person: Staff = clerk): Promise<{ key: string; cookie: string }> {
  const first = await enter(shop, person, { address });
  await post(shop, '/second-factor/key', {}, { cookie: first, address });
  const key = await keyOf(person);
  const code = codeOf(key, after(0));
  const answer = await post(
    shop,
    '/second-factor/confirmation',
    { code },
    { cookie: first, address },
  );
  const cookie = cookieOf(answer);
  if (!cookie) throw new Error('the second factor was not confirmed');
  return { key, cookie };
}

/** Password given, code not: later, so that the code of the enrolment is used up. */
async function halfOpen(at = after(HOUR)): Promise<{ later: Shop; half: string }> {
  const later = theShopAt(shop, at);
  return { later, half: await enter(later, clerk, { address }) };
}

const isIn = async (at: Shop, cookie: string | undefined) => {
  const page = await (await get(at, '/second-factor', { cookie })).text();
  return page.includes('id="sessions"');
};

test('is offered to each of ours, as a picture and as text, and asked of nobody before it is confirmed', async () => {
  const cookie = await enter(shop, clerk, { address });
  const offer = await (await get(shop, '/second-factor', { cookie })).text();

  await post(shop, '/second-factor/key', {}, { cookie });
  const answer = await get(shop, '/second-factor', { cookie });
  const page = await answer.text();

  expect(offer).toContain('action="/second-factor/key"');
  expect(offer).not.toContain('data:image/svg+xml');
  expect(page).toContain('src="data:image/svg+xml;base64,');
  expect(page.replaceAll(/\s/g, '')).toContain(await keyOf(clerk));
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await isIn(shop, await enter(shop, clerk, { address }))).toBe(true);
});

test('looking at the page lays down no key', async () => {
  const cookie = await enter(shop, clerk, { address });

  await get(shop, '/second-factor', { cookie });

  expect(await keyOf(clerk)).toBe('');
});

test('once confirmed, goes on under a new token and ends all other sessions', async () => {
  const elsewhere = await enter(shop, clerk, { address });

  const { cookie } = await enrolled();

  expect(await isIn(shop, cookie)).toBe(true);
  expect((await get(shop, '/second-factor', { cookie: elsewhere })).status).toBe(303);
});

test('a wrong first code puts nothing in force', async () => {
  const cookie = await enter(shop, clerk, { address });
  await post(shop, '/second-factor/key', {}, { cookie });
  const right = codeOf(await keyOf(clerk), after(0));
  const code = right === '000000' ? '000001' : '000000';

  const answer = await post(shop, '/second-factor/confirmation', { code }, { cookie, address });

  expect(answer.status).toBe(422);
  expect(await isIn(shop, await enter(shop, clerk, { address }))).toBe(true);
});

test('a key in force is not replaced by whoever holds the browser', async () => {
  const { key, cookie } = await enrolled();

  expect((await post(shop, '/second-factor/key', {}, { cookie })).status).toBe(403);
  const code = codeOf(key, after(STEP));
  const later = theShopAt(shop, after(STEP));
  await post(later, '/second-factor/confirmation', { code }, { cookie, address });

  expect(await keyOf(clerk)).toBe(key);
});

test('between password and code a session opens nothing at all: every route answers it as it answers a stranger', async () => {
  await enrolled();
  const { later, half } = await halfOpen();
  const paths = later.app.routes
    .filter(({ method, path }) => method === 'GET' && !path.includes('*'))
    .map(({ path }) => path.replaceAll(/:\w+/g, 'aaaaaaaa'))
    .filter((path) => path !== '/second-factor');
  expect(paths.length).toBeGreaterThan(15);

  const different = [];
  for (const path of new Set(paths)) {
    const [asHalf, asStranger] = [await get(later, path, { cookie: half }), await get(later, path)];
    const same = asHalf.status === asStranger.status;
    if (!same || (await asHalf.text()).includes(clerk.name)) different.push(path);
  }
  const posted = await post(later, '/second-factor/key', {}, { cookie: half });
  const everywhere = await post(later, '/sign-out/everywhere', {}, { cookie: half });

  expect(different).toEqual([]);
  expect([posted.status, everywhere.status]).toEqual([303, 303]);
  expect(posted.headers.get('location')).toContain('/sign-in');
});

test('the code opens what the password left half open, under a new token, and leads on to a page of ours', async () => {
  const { key } = await enrolled();
  const { later, half } = await halfOpen();
  const fields = { code: codeOf(key, after(HOUR)), next: '/counter' };

  const answer = await post(later, '/second-factor', fields, { cookie: half, address });

  expect(answer.headers.get('location')).toBe('/counter');
  expect(cookieOf(answer)).not.toBe(half);
  expect(await isIn(later, cookieOf(answer))).toBe(true);
  expect((await get(later, '/second-factor', { cookie: half })).status).toBe(303);
  const again = await halfOpen(after(HOUR + MINUTE));
  const foreign = { code: codeOf(key, after(HOUR + MINUTE)), next: '//evil.example' };
  const onward = await post(again.later, '/second-factor', foreign, {
    cookie: again.half,
    address,
  });
  expect(onward.headers.get('location')).toBe('/');
});

test('a code sent twice at the same moment opens once', async () => {
  const { key } = await enrolled();
  const { later, half } = await halfOpen();
  const other = await enter(later, clerk, { address });
  const code = codeOf(key, after(HOUR));

  const answers = await Promise.all([
    post(later, '/second-factor', { code }, { cookie: half, address }),
    post(later, '/second-factor', { code }, { cookie: other, address }),
    post(later, '/second-factor', { code }, { cookie: half, address }),
  ]);

  // Who comes after the first has ended his session is sent to the sign-in; nobody else gets a token.
  expect(answers.filter((answer) => cookieOf(answer))).toHaveLength(1);
});

test('a code that was used, by the sign-in or the enrolment, and any older one, opens nothing any more', async () => {
  const { key } = await enrolled();
  const enrolment = await halfOpen(after(STEP));
  const code = codeOf(key, after(0));
  const first = await post(
    enrolment.later,
    '/second-factor',
    { code },
    { cookie: enrolment.half, address },
  );

  const { later, half } = await halfOpen();
  const good = codeOf(key, after(HOUR));
  await post(later, '/second-factor', { code: good }, { cookie: half, address });
  const again = await enter(later, clerk, { address });
  const second = await post(later, '/second-factor', { code: good }, { cookie: again, address });
  const older = codeOf(key, after(HOUR - STEP));
  const third = await post(later, '/second-factor', { code: older }, { cookie: again, address });

  expect([first.status, second.status, third.status]).toEqual([422, 422, 422]);
});

test('a telephone may be one step early or late, not two', async () => {
  const { key } = await enrolled();
  const statusAt = async (hours: number, aside: number) => {
    const { later, half } = await halfOpen(after(hours * HOUR));
    const code = codeOf(key, after(hours * HOUR + aside * STEP));
    return (await post(later, '/second-factor', { code }, { cookie: half, address })).status;
  };

  expect(await statusAt(2, -2)).toBe(422);
  expect(await statusAt(3, -1)).toBe(303);
  expect(await statusAt(4, 1)).toBe(303);
  expect(await statusAt(5, 2)).toBe(422);
});

test('codes cannot be tried on and on', async () => {
  const { key } = await enrolled();
  const { later, half } = await halfOpen();
  const right = codeOf(key, after(HOUR));
  const guesses = ['111111', '222222', '333333', '444444', '555555', '666666', '777777'];

  const statuses = [];
  for (const code of guesses.filter((guess) => guess !== right)) {
    statuses.push(
      (await post(later, '/second-factor', { code }, { cookie: half, address })).status,
    );
  }
  const answer = await post(later, '/second-factor', { code: right }, { cookie: half, address });

  expect(statuses.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
});

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12345\u0000'])(
  'the code “%s” is none',
  async (code) => {
    await enrolled();
    const { later, half } = await halfOpen();

    const answer = await post(later, '/second-factor', { code }, { cookie: half, address });

    expect([400, 422]).toContain(answer.status);
    expect(cookieOf(answer)).toBeUndefined();
  },
);

test('a code typed with spaces is the same code', async () => {
  const { key } = await enrolled();
  const { later, half } = await halfOpen();
  const code = codeOf(key, after(HOUR)).replace(/(...)/, '$1 ');

  expect((await post(later, '/second-factor', { code }, { cookie: half, address })).status).toBe(
    303,
  );
});

test('buyers and strangers have no business here', async () => {
  const buyer = await aBuyer(shop.db, await aCompany(shop.db));
  await setPassword(shop.db, buyer);
  const cookie = await enter(shop, buyer, { address });

  const statuses = [
    await get(shop, '/second-factor', { cookie }),
    await get(shop, '/second-factor'),
    await post(shop, '/second-factor', { code: '123456' }),
    await post(shop, '/second-factor/key', {}, { cookie }),
    await post(shop, '/second-factor/confirmation', { code: '123456' }, { cookie }),
  ];

  expect(statuses.map(({ status }) => status)).toEqual([303, 303, 303, 403, 403]);
  expect(statuses[0]?.headers.get('location')).toBe('/company');
  expect(await keyOf(buyer)).toBe('');
});

test('the key is never written into a log', async () => {
  const { key } = await enrolled();

  expect(shop.logged.join('\n')).not.toContain(key);
});
