import { beforeAll, expect, test } from 'vitest';
import { caseLetter } from '../../views/mail/case-letter.ts';
import { reactions } from '../../src/events/reactions.ts';
import { escalateCases, openCases } from '../../src/loyalty/open-case.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { isHeadsOwn } from '../../src/loyalty/satisfaction-case.ts';
import { tellOfCase } from '../../src/loyalty/tell-of-case.ts';
import type { Staff } from '../../src/people/actor.ts';
import { anApp, anAppOn, fromOurPage, signedIn } from '../support/app.ts';
import {
  askedAfterPickUp,
  aTrading,
  hoursLater,
  lastEventOf,
  type Trading,
} from '../support/prompting.ts';
import { aBuyer, aClerk, aTradingDay } from '../support/world.ts';

/** Thursday, 13:00 in Almaty: two hours after the goods were fetched. */
const now = hoursLater(2);
const shop = anApp({ at: now });
const minutesLater = (minutes: number) => hoursLater(minutes / 60, now);
let manager: Staff;
let head: Staff;

beforeAll(async () => {
  const { db } = await shop;
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  head = await aClerk(db, 'head_of_sales');
});

type Reader = { personId: string; companyId?: string };

async function ask(reader: Reader, path: string, fields?: Record<string, string>, at: Date = now) {
  const { db } = await shop;
  const cookie = await signedIn(db, reader, at);
  const headers = { cookie, ...fromOurPage };
  const form = fields && { method: 'POST', body: new URLSearchParams(fields) };
  return anAppOn(db, { at }).app.request(path, { ...form, headers });
}

type Answered = Trading & { promptId: string; orderId: string };

/** Somebody who fetched his goods and said what he thinks of it; the worker has seen it. */
async function answered(fields: Record<string, string>): Promise<Answered> {
  const { db } = await shop;
  const trading = await aTrading(db);
  await db
    .updateTable('company')
    .set({ managerId: manager.personId })
    .where('id', '=', trading.company.id)
    .execute();
  const asked = await askedAfterPickUp(db, trading);
  const said = { ...trading, ...asked };
  await ask(said.buyer, `/o/${said.orderId}`);
  await say(said, fields);
  return said;
}

async function say({ buyer, promptId }: Answered, fields: Record<string, string>) {
  const { db } = await shop;
  expect((await ask(buyer, `/prompts/${promptId}/answer`, fields)).status).toBe(303);
  // The worker looks every minute; two of them at once.
  await Promise.all([1, 2].map(() => openCases(db, minutesLater(2))));
}

const write = (notice: Parameters<typeof caseLetter>[0]) =>
  caseLetter(notice, 'https://shop.example');

async function lettersOf(caseId: string): Promise<{ recipient: string; body: string }[]> {
  const { db } = await shop;
  const happened = await db
    .selectFrom('event')
    .where('subjectId', '=', caseId)
    .select(['id', 'type'])
    .execute();
  const told = Object.entries(reactions).filter(([, jobs]) => jobs.includes('tell-of-case'));
  const events = happened.filter(({ type }) => told.some(([name]) => name === type));
  for (const { id: eventId } of events) await tellOfCase(db, write, { eventId });
  return db
    .selectFrom('outgoingMail')
    .where('body', 'like', '%https://shop.example/%')
    .where((eb) => eb.or(events.map(({ id }) => eb('dedupeKey', 'like', `event ${id} to %`))))
    .orderBy('createdAt')
    .select(['recipient', 'body'])
    .execute();
}

async function caseOf({ promptId }: { promptId: string }) {
  const { db } = await shop;
  return db
    .selectFrom('satisfactionCase')
    .where('promptId', '=', promptId)
    .selectAll()
    .executeTakeFirst();
}

async function openedCase(fields: Record<string, string> = { OSAT: '2' }) {
  const said = await answered(fields);
  const opened = await caseOf(said);
  if (!opened) throw new Error('no case');
  return { ...said, caseId: opened.id };
}

test('a low answer opens one case, its account manager’s, to be in touch within a business day', async () => {
  const said = await openedCase({ OSAT: '1', WHY: 'An hour at the gate' });
  expect(await caseOf(said)).toMatchObject({
    ...{ state: 'open', ownerId: manager.personId, item: 'OSAT' },
    contactDueAt: hoursLater(24, minutesLater(2)),
  });
  const [letter, ...more] = await lettersOf(said.caseId);
  expect(more).toEqual([]);
  expect(letter?.recipient).toBe(manager.email);
  expect(letter?.body).toContain(`/office/cases/${said.caseId}`);
  expect(letter?.body).not.toContain('hour at the gate');
});

test('who walks through the scale by the keyboard means only where he stops', async () => {
  const { db } = await shop;
  const trading = await aTrading(db);
  const said = { ...trading, ...(await askedAfterPickUp(db, trading)) };
  await ask(said.buyer, `/o/${said.orderId}`);
  for (const score of ['1', '2', '3', '4']) {
    await ask(said.buyer, `/prompts/${said.promptId}/answer`, { OSAT: score });
    await openCases(db, minutesLater(1));
  }
  await openCases(db, minutesLater(2));
  expect(await caseOf(said)).toBeUndefined();
});

test('a good answer opens none, and one that counts only in totals neither', async () => {
  expect(await caseOf(await answered({ OSAT: '3' }))).toBeUndefined();
  expect(await caseOf(await answered({ OSAT: '1', onlyInTotals: 'yes' }))).toBeUndefined();
});

test('an answer that got better closes nothing; one that shall count only in totals takes the case back', async () => {
  const said = await openedCase();
  await say(said, { OSAT: '4' });
  expect(await caseOf(said)).toMatchObject({ state: 'open' });
  await say(said, { OSAT: '4', onlyInTotals: 'yes' });
  expect(await caseOf(said)).toMatchObject({ state: 'withdrawn' });
  expect((await ask(manager, `/office/cases/${said.caseId}`)).status).toBe(404);
});

test('the loop: in touch, cause, promise, done, and the customer has the last word', async () => {
  const said = await openedCase({ OSAT: '2', WHY: 'Waited for an hour' });
  const { caseId, buyer } = said;
  const base = `/office/cases/${caseId}`;
  const page = await (await ask(manager, base)).text();
  expect(page).toContain('Waited for an hour');
  expect(page).toContain('2 — Rather dissatisfied');

  await ask(manager, `${base}/contact`, { version: '1', contactNote: 'The scale was broken' });
  await ask(manager, `${base}/promise`, {
    ...{ version: '2', cause: 'speed', causeNote: 'One scale for two gates' },
    ...{ resolution: 'A second scale', promisedOn: '2026-12-04' },
  });
  const promised = await (await ask(buyer, '/company/answers')).text();
  expect(promised).toContain('A second scale');
  expect(promised).not.toContain('One scale for two gates');
  expect(promised).not.toContain('name="isSolved"');

  await ask(manager, `${base}/resolution`, { version: '3', outcome: 'The scale stands' });
  const confirming = `/company/answers/cases/${caseId}/confirmation`;
  expect((await ask(buyer, confirming, { isSolved: 'no', note: '' })).status).toBe(422);
  await ask(buyer, confirming, { isSolved: 'no', note: 'It weighs wrong' });
  expect(await caseOf(said)).toMatchObject({ state: 'contacted', reopened: 1, resolvedAt: null });
  expect(await (await ask(manager, base)).text()).toContain('It weighs wrong');

  await ask(manager, `${base}/promise`, {
    ...{ version: '5', cause: 'speed', causeNote: '' },
    ...{ resolution: 'Calibration', promisedOn: '2026-12-05' },
  });
  await ask(manager, `${base}/resolution`, { version: '6', outcome: 'Calibrated' });
  const closings = await Promise.all([
    ask(buyer, confirming, { isSolved: 'yes', note: '' }),
    ask(buyer, confirming, { isSolved: 'yes', note: '' }),
  ]);
  expect(closings.map(({ status }) => status)).toEqual([303, 303]);
  expect(await caseOf(said)).toMatchObject({ state: 'closed', version: 8 });

  const told = (await lettersOf(caseId)).map(({ recipient }) => recipient);
  expect(told.filter((one) => one === buyer.email)).toHaveLength(4);
  expect(told.filter((one) => one === manager.email)).toHaveLength(2);
});

test('a day after it was solved the customer may be asked how it was solved', async () => {
  const { db } = await shop;
  const said = await openedCase();
  const { caseId, buyer } = said;
  const base = `/office/cases/${caseId}`;
  await ask(manager, `${base}/contact`, { version: '1', contactNote: 'x' });
  const promise = { cause: 'other', causeNote: '', resolution: 'x', promisedOn: '2026-12-01' };
  await ask(manager, `${base}/promise`, { version: '2', ...promise });
  await ask(manager, `${base}/resolution`, { version: '3', outcome: 'x' });
  await ask(buyer, `/company/answers/cases/${caseId}/confirmation`, { isSolved: 'yes', note: '' });
  const eventId = await lastEventOf(db, caseId);
  await noteMoment(db, { eventId }, now);
  await offerPrompts(db, hoursLater(25, now));
  const asked = await db
    .selectFrom('prompt')
    .where('eventId', '=', eventId)
    .select(['touchpoint', 'state', 'reason'])
    .execute();
  expect(asked).toEqual([{ touchpoint: 'TP_CLAIM_RESOLVED', state: 'offered', reason: 'SHOW' }]);
});

test('nobody reads another manager’s case; a head of sales reads them all; a clerk and an administrator none', async () => {
  const { caseId, promptId, clerk } = await openedCase();
  const { db } = await shop;
  const path = `/office/cases/${caseId}`;
  const status = async (reader: Reader) => (await ask(reader, path)).status;
  expect(await status(await aClerk(db, 'manager'))).toBe(404);
  expect(await status(head)).toBe(200);
  expect(await status(clerk)).toBe(403);
  expect(await status(await aClerk(db, 'admin'))).toBe(403);
  const list = await (await ask(await aClerk(db, 'manager'), '/office/cases')).text();
  expect(list).not.toContain(caseId);
  const other = await aClerk(db, 'manager');
  const noted = await ask(other, `${path}/contact`, { version: '1', contactNote: 'x' });
  expect(noted.status).toBe(404);
  expect(await caseOf({ promptId })).toMatchObject({ state: 'open' });
});

test('nobody says for the customer that it is solved: no colleague, no manager', async () => {
  const said = await openedCase();
  const { caseId, company, buyer } = said;
  const { db } = await shop;
  const colleague = await aBuyer(db, company);
  const confirming = `/company/answers/cases/${caseId}/confirmation`;
  const yes = { isSolved: 'yes', note: '' };
  expect((await ask(colleague, confirming, yes)).status).toBe(404);
  expect((await ask(manager, confirming, yes)).status).toBe(403);
  expect((await ask(buyer, confirming, yes)).status).toBe(409);
  expect(await (await ask(colleague, '/company/answers')).text()).not.toContain(caseId);
});

test('two managers at one case: the second is told that it changed', async () => {
  const said = await openedCase();
  const path = `/office/cases/${said.caseId}/contact`;
  const both = await Promise.all(
    [manager, head].map((one) => ask(one, path, { version: '1', contactNote: 'x' })),
  );
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([303, 409]));
});

test('a case that nobody takes up is told to the heads after a day and after two, once each', async () => {
  const { db } = await shop;
  const said = await openedCase();
  for (const hours of [23, 25, 26, 49, 60]) await escalateCases(db, hoursLater(hours, now));
  const events = await db
    .selectFrom('event')
    .where('subjectId', '=', said.caseId)
    .where('type', '=', 'case.escalated')
    .select('facts')
    .execute();
  expect(events.map(({ facts }) => facts)).toMatchObject([{ level: 1 }, { level: 2 }]);
  const letters = await lettersOf(said.caseId);
  expect(letters.filter(({ recipient }) => recipient === head.email)).toHaveLength(2);
});

test('an alarm about people is the head of sales’ to follow up', () => {
  expect(isHeadsOwn(['OSAT'])).toBe(false);
  expect(isHeadsOwn(['OSAT', 'AE1'])).toBe(true);
});

test('whoever wants no questions says so, and may say the opposite', async () => {
  const { db } = await shop;
  const trading = await aTrading(db);
  const { promptId } = await askedAfterPickUp(db, trading);
  await ask(trading.buyer, '/company/answers/wish', { mayAsk: 'no' });
  const state = db.selectFrom('prompt').where('id', '=', promptId).select('state');
  expect(await state.executeTakeFirst()).toEqual({ state: 'expired' });
  expect(await (await ask(trading.buyer, '/company/answers')).text()).toContain(
    'We ask you nothing',
  );
  await ask(trading.buyer, '/company/answers/wish', { mayAsk: 'yes' });
  expect(await (await ask(trading.buyer, '/company/answers')).text()).toContain('once a week');
});
