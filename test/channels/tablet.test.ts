import { beforeAll, expect, test } from 'vitest';
import { newSessionToken } from '../../src/people/session-token.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aTablet, soldAndAsked } from '../support/tablets.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';
import { fieldOf } from './desk-world.ts';

const shop = anApp({ at });

beforeAll(async () => aTradingDay((await shop).db));

const get = async (path: string, cookie = '', headers = {}) =>
  (await shop).app.request(path, { headers: { cookie, ...headers } });

const post = async (path: string, fields: Record<string, string>, cookie = '') =>
  (await shop).app.request(path, {
    method: 'POST',
    headers: { cookie, ...fromOurPage },
    body: new URLSearchParams(fields),
  });

async function asked() {
  const { db } = await shop;
  const clerk = await aClerk(db);
  const tablet = await aTablet(db, clerk);
  return { ...(await soldAndAsked(db, clerk)), ...tablet };
}

const stateOf = async (promptId: string) => {
  const { db } = await shop;
  const found = await db
    .selectFrom('prompt')
    .where('id', '=', promptId)
    .select(['state', 'revision'])
    .executeTakeFirstOrThrow();
  return [found.state, found.revision];
};

test('a clerk makes a code, the tablet is bound by it, and its cookie is for the tablet’s pages alone', async () => {
  const { db } = await shop;
  const cookie = await signedIn(db, await aClerk(db), at);
  const list = await (await get('/counter/tablets', cookie)).text();
  const key = fieldOf(list, 'key');
  for (const times of [1, 2]) {
    const made = await post('/counter/tablets', { key, name: `Hall ${times}` }, cookie);
    expect([made.status, made.headers.get('location')]).toEqual([303, '/counter/tablets']);
  }
  const shownCode = await get('/counter/tablets', cookie);
  expect(shownCode.headers.get('cache-control')).toBe('no-store');
  const code = /class="code">([\d ]+)</.exec(await shownCode.text())?.[1] ?? '';

  const token = fieldOf(await (await get('/tablet')).text(), 'token');
  const bound = await post('/tablet/pairing', { token, code });
  expect(bound.status).toBe(303);
  expect(bound.headers.get('set-cookie')).toMatch(
    /^tablet=[\w-]{43}; Max-Age=\d+; Path=\/tablet; HttpOnly; SameSite=Strict$/,
  );
  const idle = await (await get('/tablet', `tablet=${token}`)).text();
  expect(idle).toContain('data-screen="idle"');
  // Nothing leads from here to the shop.
  expect(idle).not.toMatch(/<a [^>]*href="\/(?!tablet)/);
  expect((await get('/counter', `tablet=${token}`)).status).toBe(303);
});

test('a wrong code says what to do, and twenty of them in an hour are enough', async () => {
  const token = newSessionToken();
  const wrong = await post('/tablet/pairing', { token, code: '1234' });
  expect([wrong.status, await wrong.text()]).toEqual([
    422,
    expect.stringContaining('Введите восемь цифр кода'),
  ]);
  const statuses: number[] = [];
  for (let tries = 0; tries < 22; tries += 1) {
    statuses.push((await post('/tablet/pairing', { token, code: '00000000' })).status);
  }
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 409));
  expect(statuses.at(-1)).toBe(429);
});

test('the question is in its reader’s language, says whose it is and who sees the answer, and asks once', async () => {
  const { cookie, buyer, promptId, orderId } = await asked();
  const { db } = await shop;
  await db.updateTable('person').set({ language: 'kk' }).where('id', '=', buyer.personId).execute();
  const kazakh = await get('/tablet', cookie);
  expect(kazakh.headers.get('content-language')).toBe('kk');
  const page = await (await get('/tablet?in=en', cookie)).text();
  expect(page).toContain(`For ${buyer.name}`);
  expect(page).toContain('Your colleagues see none of them');
  expect(page).not.toContain(orderId);

  const answered = await post(`/tablet/questions/${promptId}/answer?in=en`, { OSAT: '4' }, cookie);
  expect(answered.headers.get('location')).toBe('/tablet?said=thanks&in=en');
  const again = await post(`/tablet/questions/${promptId}/answer`, { OSAT: '1' }, cookie);
  expect(again.status).toBe(303);
  expect(await stateOf(promptId)).toEqual(['answered', 1]);
  expect(await (await get('/tablet', cookie)).text()).toContain('data-screen="idle"');
});

test('what only fetches the screen ahead shows nothing and counts nothing', async () => {
  const { cookie, promptId } = await asked();
  const ahead = await get('/tablet', cookie, { 'Sec-Purpose': 'prefetch' });
  expect(await ahead.text()).toContain('data-screen="idle"');
  expect(await stateOf(promptId)).toEqual(['offered', 0]);
});

test('neither another tablet, nor a clerk, nor a stranger answers or returns what a tablet asks', async () => {
  const { cookie, promptId, clerk } = await asked();
  const { db } = await shop;
  await get('/tablet', cookie);
  const other = await aTablet(db, await aClerk(db));
  const clerks = await signedIn(db, clerk, at);
  for (const cookieOf of [other.cookie, clerks, '', `tablet=${newSessionToken()}`]) {
    for (const deed of ['answer', 'return']) {
      const path = `/tablet/questions/${promptId}/${deed}`;
      expect((await post(path, { OSAT: '5' }, cookieOf)).status).toBe(404);
    }
  }
  expect(await stateOf(promptId)).toEqual(['shown', 0]);
});

test('a form from another site answers nothing', async () => {
  const { cookie, promptId } = await asked();
  await get('/tablet', cookie);
  const { app } = await shop;
  const forged = await app.request(`/tablet/questions/${promptId}/answer`, {
    method: 'POST',
    headers: { cookie, 'Sec-Fetch-Site': 'cross-site' },
    body: new URLSearchParams({ OSAT: '5' }),
  });
  expect(forged.status).toBe(403);
  expect(await stateOf(promptId)).toEqual(['shown', 0]);
});

test('an unbound tablet sends nothing any more, and shows how it is bound', async () => {
  const { cookie, id, promptId, clerk } = await asked();
  const { db } = await shop;
  await get('/tablet', cookie);
  const clerks = await signedIn(db, clerk, at);
  expect((await post(`/counter/tablets/${id}/end`, {}, clerks)).status).toBe(303);
  expect((await post(`/tablet/questions/${promptId}/answer`, { OSAT: '5' }, cookie)).status).toBe(
    404,
  );
  expect(await (await get('/tablet', cookie)).text()).toContain('data-screen="unbound"');
});

test('the clerk’s list never says who is asked', async () => {
  const { cookie, buyer, company, clerk } = await asked();
  const { db } = await shop;
  await get('/tablet', cookie);
  const list = await (await get('/counter/tablets', await signedIn(db, clerk, at))).text();
  expect(list).not.toContain(buyer.name);
  expect(list).not.toContain(company.name);
});
