import { beforeAll, expect, test } from 'vitest';
import type { Buyer } from '../../src/people/actor.ts';
import { endKey, hashOfKey, makeKey } from '../../src/people/api-key.ts';
import { findKeyHolder, listKeys } from '../../src/people/api-key.queries.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aCompany, aTradingDay, at } from '../support/world.ts';

const { db } = await freshDatabase();

let admin: Buyer;
let stranger: Buyer;

beforeAll(async () => {
  await aTradingDay(db);
  admin = await aBuyer(db, await aCompany(db), 'company_admin');
  stranger = await aBuyer(db, await aCompany(db), 'company_admin');
});

const make = (id = newId(), actor = admin, name = '1C') =>
  transact(db, (tx) => makeKey(tx, actor, { id, name, at }));
const end = (keyId: string, actor = admin) =>
  transact(db, (tx) => endKey(tx, actor, { keyId, at }));
const holderOf = (key: string, on = '2026-11-26') => {
  const keyHash = hashOfKey(key);
  return keyHash && findKeyHolder(db, { keyHash, on });
};

test('a key opens for its company, and nothing that is stored opens', async () => {
  const id = newId();
  const key = await make(id);

  expect(key).toMatch(/^cw_[\w-]{43}$/);
  expect(await holderOf(key)).toEqual({ keyId: id, companyId: admin.companyId });
  expect(JSON.stringify(await db.selectFrom('apiKey').selectAll().execute())).not.toContain(key);
});

test('the day of its last use is noted', async () => {
  const id = newId();
  const key = await make(id);
  const lastUsed = async () =>
    (await listKeys(db, admin.companyId)).find((one) => one.id === id)?.lastUsedOn;

  expect(await lastUsed()).toBeNull();
  await holderOf(key, '2026-11-27');
  expect(await lastUsed()).toBe('2026-11-27');
  await holderOf(key, '2026-11-28');
  expect(await lastUsed()).toBe('2026-11-28');
});

test('an ended key opens nothing, and ending it again changes nothing', async () => {
  const id = newId();
  const key = await make(id);
  await end(id);
  await end(id);

  expect(await holderOf(key)).toBeUndefined();
});

test('a form sent twice makes one key, and the text shown last opens', async () => {
  const id = newId();
  const first = await make(id);
  const second = await make(id);

  expect(await holderOf(first)).toBeUndefined();
  expect((await holderOf(second))?.keyId).toBe(id);
  expect((await listKeys(db, admin.companyId)).filter((one) => one.id === id)).toHaveLength(1);
  await expect(make(id)).rejects.toMatchObject({ reason: { code: 'key-reused' } });
  expect((await holderOf(second))?.keyId).toBe(id);
});

test('nobody takes over or ends a key of another company', async () => {
  const id = newId();
  const key = await make(id);

  await expect(make(id, stranger)).rejects.toMatchObject({ reason: { code: 'key-reused' } });
  await expect(end(id, stranger)).rejects.toThrow('not found');
  await expect(end(newId(), stranger)).rejects.toThrow('not found');
  expect((await holderOf(key))?.companyId).toBe(admin.companyId);
  expect((await listKeys(db, stranger.companyId)).map((one) => one.id)).not.toContain(id);
});

test('a key is made by somebody of the company, even where a program forgets to ask', async () => {
  const forged = { ...stranger, companyId: admin.companyId };

  await expect(make(newId(), forged)).rejects.toThrow(/api_key_made_by/);
});

test.each(['', 'cw_', 'cw_short', `sk_${'a'.repeat(43)}`, 'a'.repeat(46), `cw_${'a'.repeat(44)}`])(
  '«%s» can be no key and is not looked for',
  (text) => {
    expect(hashOfKey(text)).toBeUndefined();
  },
);
