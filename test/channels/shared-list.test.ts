import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import { saveCartAsList, shareSavedList } from '../../src/ordering/keep-saved-list.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, signedIn } from '../support/app.ts';
import { standsIn } from '../support/every-form.ts';
import { aCartOf } from '../support/sale.ts';
import { aBuyer, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let app: Hono<Env>;
let db: Kysely<DB>;

beforeAll(async () => {
  ({ app, db } = await anApp({ at }));
  await aTradingDay(db);
});

test('a colleague who may change a list reads whose it is, and is not told that he always may', async () => {
  const company = await aCompany(db);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const [owner, foreman] = [await aBuyer(db, company), await aBuyer(db, company, 'foreman')];
  const cart = await aCartOf(db, owner, company, [{ product: rebar, bars: 1 }], 'web');
  const listId = newId();
  await transact(db, (tx) =>
    saveCartAsList(tx, owner, { listId, name: 'Block B', cartId: cart.id, at }),
  );
  const { edits: seenEdits } = await db
    .selectFrom('savedList')
    .where('id', '=', listId)
    .select('edits')
    .executeTakeFirstOrThrow();
  const sharing = { listId, seenEdits, name: 'Block B', shared: { foreman: 'change' } } as const;
  await transact(db, (tx) => shareSavedList(tx, owner, sharing));

  const headers = { Cookie: `${await signedIn(db, foreman, at)}; lang=en` };
  const page = await (await app.request(`/lists/${listId}`, { headers })).text();
  const told = `${owner.name} and the administrators of the company always see and change it.`;
  expect(standsIn(page, told)).toBe(true);
});
