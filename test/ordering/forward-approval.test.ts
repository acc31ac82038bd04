import type { Kysely } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { approvalLetter } from '../../views/mail/approval-letter.ts';
import { askApproval } from '../../src/ordering/ask-approval.ts';
import { askApprovers } from '../../src/ordering/ask-approvers.ts';
import { decideApproval } from '../../src/ordering/decide-approval.ts';
import { forwardApproval } from '../../src/ordering/forward-approval.ts';
import { addApprovalRule, limitApprover } from '../../src/ordering/keep-approval-rules.ts';
import type { Buyer } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { everyOrder } from '../support/approval.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, aSaleOf } from '../support/sale.ts';
import { aBuyer, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let admin: Buyer;
let buyer: Buyer;
let ana: Buyer;
let bek: Buyer;
let requestId: string;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
});

/** Ana alone is asked about an order; Bek could be. */
beforeEach(async () => {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  admin = await aBuyer(db, company, 'company_admin');
  buyer = await aBuyer(db, company);
  ana = await aBuyer(db, company, 'approver');
  bek = await aBuyer(db, company, 'approver');
  const steps = [{ quorum: 1, people: [ana.personId] }];
  await transact(db, (tx) => addApprovalRule(tx, admin, { id: newId(), ...everyOrder, steps, at }));
  const cart = await aCartOf(db, buyer, company, [{ product: rebar, bars: 1 }], 'web');
  const { shownTerms, payment, key } = await aSaleOf(db, cart);
  const asked = { key, cartId: cart.id, shownTerms, payment, note: '', at, placesItself: false };
  await transact(db, (tx) => askApproval(tx, buyer, asked));
  requestId = key;
});

const passes = (from: Buyer, to: Buyer) =>
  transact(db, (tx) => {
    const { personId, companyId } = from;
    const given = { requestId, personId, companyId, toId: to.personId, note: 'on leave', at };
    return forwardApproval(tx, given);
  });
const agrees = (by: Buyer) =>
  transact(db, (tx) => {
    const { personId, companyId } = by;
    const said = { requestId, personId, companyId, verdict: 'approved', note: '' } as const;
    return decideApproval(tx, { ...said, byMail: false, at });
  });
const isRefused = (deed: Promise<unknown>, code: string) =>
  expect(deed).rejects.toMatchObject({ reason: { code } });
const timesPassed = async () => {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from event where subject_id = ${requestId} and type = 'approval.forwarded'`.execute(
    db,
  );
  return found.rows[0]?.count;
};

test('whoever it is passed to decides, and whoever passed it on is asked no more', async () => {
  await passes(ana, bek);

  await isRefused(agrees(ana), 'approval-not-yours');
  expect(await agrees(bek)).toEqual({ state: 'approved' });
});

test('he gets one letter that says who passed it on and why, however often its job runs', async () => {
  await passes(ana, bek);
  const events = await sql<{ id: number }>`
    select id from event where subject_id = ${requestId} order by id`.execute(db);
  for (const { id: eventId } of [...events.rows, ...events.rows]) {
    await askApprovers(db, (notice, to) => approvalLetter(notice, to), { eventId }, at);
  }
  const letters = await db
    .selectFrom('outgoingMail')
    .where('recipient', '=', bek.email)
    .select('body')
    .execute();

  expect(letters).toHaveLength(1);
  expect(letters[0]?.body).toContain(ana.name);
  expect(letters[0]?.body).toContain('on leave');
});

test('the same form again passes nothing on', async () => {
  await passes(ana, bek);
  await passes(ana, bek);

  expect(await timesPassed()).toBe(1);
});

test('who has no place is told so, whoever he would pass it on to', async () => {
  await isRefused(passes(bek, ana), 'approval-not-yours');
  expect(await timesPassed()).toBe(0);
});

test('passed on while it is decided, it is decided: the place is gone', async () => {
  let late: Promise<unknown> | undefined;
  await transact(db, async (tx) => {
    const { personId, companyId } = ana;
    const said = { requestId, personId, companyId, verdict: 'approved', note: '' } as const;
    await decideApproval(tx, { ...said, byMail: false, at });
    late = passes(ana, bek).catch((error: unknown) => error);
    await pause(200);
  });

  expect(await late).toMatchObject({ reason: { code: 'approval-decided' } });
  expect(await timesPassed()).toBe(0);
});

test('it goes to nobody who ordered it, may not approve so much, or is not of the company', async () => {
  const stranger = await aBuyer(db, await aCompany(db), 'approver');
  const { personId } = bek;
  await transact(db, (tx) => limitApprover(tx, admin, { personId, limitMinor: 100, at }));

  for (const one of [buyer, bek, stranger])
    await isRefused(passes(ana, one), 'approval-not-for-them');
  await isRefused(passes(buyer, bek), 'not-permitted');
  expect(await agrees(ana)).toEqual({ state: 'approved' });
});
