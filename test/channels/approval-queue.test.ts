import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { withdrawApproval } from '../../src/ordering/decide-approval.ts';
import { addApprovalRule } from '../../src/ordering/keep-approval-rules.ts';
import type { Buyer } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, signedIn } from '../support/app.ts';
import { everyOrder } from '../support/approval.ts';
import { aCartOf, aSaleOf } from '../support/sale.ts';
import { aBuyer, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const HOUR_MS = 3_600_000;

let app: Hono<Env>;
let db: Kysely<DB>;
let company: Awaited<ReturnType<typeof aCompany>>;
let rebar: { id: string };
let buyer: Buyer;
let approver: Buyer;

beforeAll(async () => {
  ({ app, db } = await anApp({ at }));
  await aTradingDay(db);
});

beforeEach(async () => {
  company = await aCompany(db, { creditKind: 'unlimited' });
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  buyer = await aBuyer(db, company);
  approver = await aBuyer(db, company, 'approver');
  const admin = await aBuyer(db, company, 'company_admin');
  const rule = { id: newId(), ...everyOrder, steps: [{ quorum: 1, people: [] }], at };
  await transact(db, (tx) => addApprovalRule(tx, admin, rule));
});

/** A question that was asked some hours ago. */
async function asked(hours: number): Promise<string> {
  const when = new Date(at.getTime() - hours * HOUR_MS);
  const cart = await aCartOf(db, buyer, company, [{ product: rebar, bars: 1 }], 'counter');
  const { key, shownTerms, payment } = await aSaleOf(db, cart, { at: when });
  const question = { key, cartId: cart.id, shownTerms, payment, note: '', placesItself: false };
  await transact(db, (tx) => askApproval(tx, buyer, { ...question, at: when }));
  return key;
}

const get = async (path: string, by: Buyer) => {
  const cookie = `${await signedIn(db, by, at)}; lang=en`;
  return (await app.request(path, { headers: { Cookie: cookie } })).text();
};

/** Where J and K lead from a page. */
const neighboursIn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<a href="\/approvals\/([^"]+)" data-key="([jk])">/g)].map(([, id, key]) => [
      key,
      id,
    ]),
  );

test('an approver goes from one order that waits for him to the next, in the order of the list', async () => {
  const [old, middle, fresh] = [await asked(50), await asked(3), await asked(1)];
  expect(neighboursIn(await get(`/approvals/${middle}`, approver))).toEqual({ k: fresh, j: old });
  expect(neighboursIn(await get(`/approvals/${fresh}`, approver))).toEqual({ j: middle });
  const page = await get(`/approvals/${old}`, approver);
  expect(neighboursIn(page)).toEqual({ k: middle });
  expect(page).toContain('Waiting for you: 3 of 3');
});

test('what waits for nobody any more is no neighbour, and whoever asked has none', async () => {
  const [gone, left] = [await asked(2), await asked(1)];
  expect(neighboursIn(await get(`/approvals/${left}`, buyer))).toEqual({});
  await transact(db, (tx) => withdrawApproval(tx, buyer, { requestId: gone, at }));
  expect(neighboursIn(await get(`/approvals/${left}`, approver))).toEqual({});
});

test('the list says how long each waits', async () => {
  await asked(50);
  await asked(3);
  const page = await get('/approvals', approver);
  expect(page).toContain('(3 hours ago)');
  expect(page).toContain('(2 days ago)');
  expect(page.match(/data-stop/g)).toHaveLength(2);
  expect(page).not.toContain('No order has needed an approval yet');
});
