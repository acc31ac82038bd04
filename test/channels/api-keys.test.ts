import { beforeAll, expect, test } from 'vitest';
import type { Buyer } from '../../src/people/actor.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aBuyer, aCompany, aTradingDay, at } from '../support/world.ts';

const { app, db } = await anApp({ at, config: { publicUrl: 'https://metal.example' } });

let admin: Buyer;
let cookie = '';

beforeAll(async () => {
  await aTradingDay(db);
  admin = await aBuyer(db, await aCompany(db), 'company_admin');
  // Behind https the cookie bears its prefix.
  cookie = `__Host-${await signedIn(db, admin, at)}`;
}, 60_000);

const send = (path: string, body: Record<string, string>) =>
  app.request(path, {
    method: 'POST',
    headers: { ...fromOurPage, cookie, 'Accept-Language': 'en' },
    body: new URLSearchParams(body),
  });
const pageOf = async () =>
  (await app.request('/company/keys', { headers: { cookie, 'Accept-Language': 'en' } })).text();
const KEY = /value="(cw_[\w-]{43})"/;

test('a key is shown once, opens, is listed without itself, and ends', async () => {
  const made = await send('/company/keys', { key: newId(), name: ' 1C of the main office ' });
  const html = await made.text();
  const [, key = ''] = KEY.exec(html) ?? [];

  expect(made.status).toBe(200);
  expect(made.headers.get('cache-control')).toBe('no-store');
  expect(html).toContain(`https://metal.example/api/v1/parse`);
  const open = () =>
    app.request('/api/v1/products', { headers: { Authorization: `Bearer ${key}` } });
  expect((await open()).status).toBe(200);

  const listed = await pageOf();
  expect(listed).toContain('1C of the main office');
  expect(listed).not.toContain(key);
  const [, action = ''] = /action="(\/company\/keys\/[^"]+\/end)"/.exec(listed) ?? [];
  const ended = await send(action, {});
  expect(ended.headers.get('location')).toBe('/company/keys?done=ended');
  expect((await open()).status).toBe(401);
  expect(await pageOf()).toContain('ended');
});

test('a second click makes no second key, and the key that is seen opens', async () => {
  const form = { key: newId(), name: 'Clicked twice' };
  await send('/company/keys', form);
  const [, key = ''] = KEY.exec(await (await send('/company/keys', form)).text()) ?? [];

  expect((await pageOf()).split('>Clicked twice<')).toHaveLength(2);
  const answer = await app.request('/api/v1/products', {
    headers: { Authorization: `Bearer ${key}` },
  });
  expect(answer.status).toBe(200);
});

test('a key without a name is asked for one, and what was typed stays', async () => {
  const refused = await send('/company/keys', { key: newId(), name: ' ' });

  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('Fill this in');
});
