import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { grantLimit, refuseLimit } from '../../src/credit/decide-limit.ts';
import { listWaitingRequests } from '../../src/credit/limit-request.queries.ts';
import { requestLimit } from '../../src/credit/request-limit.ts';
import { tellOfLimit } from '../../src/credit/tell-of-limit.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB, Language } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { limitLetter } from '../../views/mail/limit-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at } from '../support/world.ts';

const TODAY = '2026-11-26';
const ASKED = { extraMinor: 50_000_000, untilDay: '2026-11-30' };

let db: Kysely<DB>;
let manager: Staff;
let heads: Staff[];
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  heads = [await aClerk(db, 'head_of_sales'), await aClerk(db, 'head_of_sales')];
});

/** A buyer whose company has asked for half a million more, to roof a hall. */
async function aWish(managerId: string | null = manager.personId) {
  const company = await aCompany(db, { creditLimitMinor: 100_000_000 });
  await db.updateTable('company').set({ managerId }).where('id', '=', company.id).execute();
  const buyer = await aBuyer(db, company);
  await transact(db, (tx) => requestLimit(tx, buyer, { ...ASKED, note: 'roof of hall 4', at }));
  const [request] = await listWaitingRequests(db, {
    ...{ on: TODAY, companyId: company.id, rowsMax: 1 },
  });
  if (!request) throw new Error('nothing waits');
  return { company, buyer, requestId: request.id };
}

const speaks = (person: { personId: string }, language: Language) =>
  db.updateTable('person').set({ language }).where('id', '=', person.personId).execute();

/** What is written of a wish by the jobs that its events have made, each of them done twice and at once. */
async function lettersOf({ requestId, company }: { requestId: string; company: { name: string } }) {
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', requestId)
    .select('id')
    .execute();
  await Promise.all(
    [...events, ...events].map(({ id: eventId }) => tellOfLimit(db, limitLetter, { eventId })),
  );
  return db
    .selectFrom('outgoingMail')
    .where('subject', 'like', `%${company.name}%`)
    .orderBy('createdAt')
    .select(['recipient', 'subject', 'body'])
    .execute();
}

const recipients = (letters: readonly { recipient: string }[]) =>
  letters.map(({ recipient }) => recipient).toSorted();
const emails = (people: readonly { email: string }[]) =>
  people.map(({ email }) => email).toSorted();

test('the account manager reads once, in his language, who asks for how much until when and what for', async () => {
  await speaks(manager, 'ru');
  const wish = await aWish();
  const [letter, ...more] = await lettersOf(wish);
  await speaks(manager, 'en');

  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    recipient: manager.email,
    subject: `${wish.company.name}: запрос временного лимита`,
  });
  expect(letter?.body.replaceAll('\u00a0', ' ')).toContain('500 000 ₸, по 30.11.2026');
  expect(letter?.body).toContain('Для чего: roof of hall 4');
  expect(letter?.body).toContain(wish.buyer.email);
});

test('where a company has no account manager, or one who is blocked, every head of sales reads it', async () => {
  expect(recipients(await lettersOf(await aWish(null)))).toEqual(emails(heads));

  const gone = await aClerk(db, 'manager');
  await db.updateTable('person').set({ disabledAt: at }).where('id', '=', gone.personId).execute();
  expect(recipients(await lettersOf(await aWish(gone.personId)))).toEqual(emails(heads));
});

/** The letters after the first, which the manager read. */
const ofDecision = async (wish: Awaited<ReturnType<typeof aWish>>) =>
  (await lettersOf(wish)).filter(({ recipient }) => recipient !== manager.email);

const grant = (requestId: string) =>
  transact(db, (tx) =>
    grantLimit(tx, manager, { requestId, ...ASKED, extraMinor: 30_000_000, at }),
  );
const refuse = (requestId: string) =>
  transact(db, (tx) => refuseLimit(tx, manager, { requestId, note: 'pay order 1182 first', at }));

test('who asked reads once, in his language, how much is granted', async () => {
  const wish = await aWish();
  await speaks(wish.buyer, 'kk');
  await aBuyer(db, wish.company, 'company_admin');
  await grant(wish.requestId);
  await grant(wish.requestId);

  const letters = await ofDecision(wish);

  expect(recipients(letters)).toEqual([wish.buyer.email]);
  expect(letters[0]?.subject).toBe(`${wish.company.name}: уақытша лимит берілді`);
  expect(letters[0]?.body.replaceAll('\u00a0', ' ')).toContain('300 000 ₸');
});

test('who asked reads why it is refused', async () => {
  const wish = await aWish();
  await refuse(wish.requestId);

  const letters = await ofDecision(wish);

  expect(recipients(letters)).toEqual([wish.buyer.email]);
  expect(letters[0]?.body).toContain('You asked for: ₸500,000, until 30 Nov 2026');
  expect(letters[0]?.body).toContain('Reason: pay order 1182 first');
  expect(letters[0]?.body).toContain(manager.name);
});

const becomes = (buyer: Buyer, change: { role: 'foreman' } | { endedAt: Date }) =>
  db.updateTable('membership').set(change).where('personId', '=', buyer.personId).execute();

test('who is a foreman by now reads the outcome without amounts, and who has left reads nothing', async () => {
  const foreman = await aWish();
  await becomes(foreman.buyer, { role: 'foreman' });
  await grant(foreman.requestId);
  const [letter] = await ofDecision(foreman);
  expect(letter?.body).toContain('more credit for a time');
  expect(letter?.body).not.toMatch(/\d,\d{3}|₸/);

  const gone = await aWish();
  await becomes(gone.buyer, { endedAt: at });
  await refuse(gone.requestId);
  expect(await ofDecision(gone)).toEqual([]);
});
