import { beforeAll, expect, test } from 'vitest';
import { insertLetter, findLetterWish } from '../../src/loyalty/dashboard-letter.queries.ts';
import { wantLetters } from '../../src/loyalty/want-letters.ts';
import { hashToken, newSessionToken } from '../../src/people/session-token.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { anApp, anAppOn, fromOurPage, signedIn } from '../support/app.ts';
import { aClerk, aTradingDay, at } from '../support/world.ts';

const shop = anApp({ at });

beforeAll(async () => aTradingDay((await shop).db));

async function aReader() {
  const { db } = await shop;
  const head = await aClerk(db, 'head_of_sales');
  const token = newSessionToken();
  const of = { personId: head.personId, rhythm: 'weekly', periodBegins: '2026-11-23' } as const;
  await transact(db, async (tx) => {
    await wantLetters(tx, head, { rhythm: 'weekly', language: 'kk', at });
    await insertLetter(tx, { ...of, tokenHash: hashToken(token), at });
  });
  const isWanted = async () => (await findLetterWish(db, head.personId)) !== undefined;
  return { head, token, isWanted };
}

const visit = async (path: string, more: RequestInit = {}) =>
  anAppOn((await shop).db, { at }).app.request(path, more);

test('a scanner of mail that opens the link ends nothing, one press does, and twice is as once', async () => {
  const { token, isWanted } = await aReader();
  const path = `/letters/by-link/${token}`;
  for (const method of ['GET', 'HEAD', 'GET']) {
    const answer = await visit(path, { method });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  }
  expect(await isWanted()).toBe(true);
  expect(await (await visit(path)).text()).toContain('lang="kk"');
  const elsewhere = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
  expect((await visit(path, { method: 'POST', headers: elsewhere })).status).toBe(403);
  expect(await isWanted()).toBe(true);
  for (let press = 0; press < 2; press += 1) {
    const ended = await visit(path, { method: 'POST', headers: fromOurPage });
    expect([ended.status, ended.headers.get('Location')]).toEqual([303, path]);
    expect(await isWanted()).toBe(false);
  }
});

test('a forged link of the right shape is none', async () => {
  const { isWanted } = await aReader();
  const path = `/letters/by-link/${newSessionToken()}`;
  expect((await visit(path)).status).toBeGreaterThanOrEqual(400);
  const ended = await visit(path, { method: 'POST', headers: fromOurPage });
  expect(ended.status).toBeGreaterThanOrEqual(400);
  expect(await isWanted()).toBe(true);
});

test('letters are asked for by oneself alone, and a rhythm that is none is said on the page', async () => {
  const { db } = await shop;
  const { head, isWanted } = await aReader();
  const other = await aClerk(db, 'head_of_sales');
  const cookie = await signedIn(db, other, at);
  const post = (path: string, fields: Record<string, string>) =>
    visit(path, {
      ...{ method: 'POST', body: new URLSearchParams(fields) },
      headers: { ...fromOurPage, cookie },
    });
  const wrong = await post('/office/loyalty/letters', { rhythm: 'hourly', language: 'ru' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('aria-invalid');
  const wished = { rhythm: 'monthly', language: 'ru', personId: head.personId };
  expect((await post('/office/loyalty/letters', wished)).status).toBe(303);
  expect(await findLetterWish(db, other.personId)).toMatchObject({ rhythm: 'monthly' });
  expect(await findLetterWish(db, head.personId)).toMatchObject({ rhythm: 'weekly' });
  await post('/office/loyalty/letters/end', { personId: head.personId });
  expect(await findLetterWish(db, other.personId)).toBeUndefined();
  expect(await isWanted()).toBe(true);
});
