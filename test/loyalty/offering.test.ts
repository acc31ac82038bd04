import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { readLedger } from '../../src/payments/account-ledger.queries.ts';
import { answerObjection } from '../../src/payments/answer-objection.ts';
import { objectToLine, withdrawObjection } from '../../src/payments/object-to-line.ts';
import { cancelOrder } from '../../src/ordering/cancel-order.ts';
import { endPrompts, noteMoment } from '../../src/loyalty/note-moment.ts';
import { mailMoment, offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { readInstrument } from '../../src/loyalty/instrument.ts';
import { findInstrumentOn } from '../../src/loyalty/instrument-version.queries.ts';
import { touchpointsOf } from '../../src/loyalty/touchpoints-of.ts';
import { reactions } from '../../src/events/reactions.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import {
  anOrderUntil,
  askedAfterPickUp,
  aTrading,
  hoursLater,
  lastEventOf,
} from '../support/prompting.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aTradingDay, at } from '../support/world.ts';

const { db } = await freshDatabase();

beforeAll(() => aTradingDay(db));

const promptsOf = (eventId: number) =>
  sql<{
    touchpoint: string;
    state: string;
    reason: string;
    items: string[];
    inclusionProbability: number | null;
  }>`
    select * from audit.v_prompt where event_id = ${eventId} order by touchpoint`
    .execute(db)
    .then(({ rows }) => rows);

test.each([
  ['quote.sent', {}, true, ['TP_QUOTE_SENT']],
  ['quote.accepted', {}, true, ['TP_QUOTE_CLOSED']],
  ['quote.declined', {}, true, ['TP_QUOTE_CLOSED']],
  ['quote.withdrawn', {}, true, ['TP_REQUEST_CLOSED']],
  ['credit.limit-refused', {}, true, ['TP_REQUEST_CLOSED']],
  ['account.dispute-answered', { state: 'agreed' }, true, ['TP_REQUEST_CLOSED']],
  ['account.dispute-answered', { state: 'declined' }, true, ['TP_REQUEST_CLOSED']],
  ['account.dispute-answered', { state: 'withdrawn' }, true, []],
  ['account.dispute-answered', { state: 'corrected' }, true, []],
  ['order.moved', { to: 'confirmed' }, true, ['TP_ORDER_CONFIRMED']],
  ['order.moved', { to: 'picking' }, true, []],
  ['order.moved', { to: 'delivered' }, true, ['TP_PICKUP_DONE', 'TP_DOCS', 'TP_INSPECTED']],
  ['order.moved', { to: 'delivered' }, false, ['TP_DELIVERED', 'TP_DOCS', 'TP_INSPECTED']],
  ['payment.received', { method: 'card' }, false, ['TP_PAID_ONLINE']],
  ['payment.received', { method: 'transfer' }, false, []],
  ['order.placed', {}, true, []],
  ['relationship.due', {}, true, ['TP_RELATIONSHIP']],
  ['shipment.left', {}, true, ['TP_PICKUP_DONE']],
  ['shipment.left', {}, false, []],
  ['shipment.tracked', { kind: 'checkpoint' }, false, ['TP_IN_TRANSIT']],
  ['shipment.tracked', { kind: 'delayed' }, false, ['TP_IN_TRANSIT']],
  ['shipment.tracked', { kind: 'arrived' }, false, []],
  ['shipment.handed-over', {}, false, ['TP_DELIVERED', 'TP_DOCS', 'TP_INSPECTED']],
  ['shipment.handed-over', {}, true, ['TP_DOCS', 'TP_INSPECTED']],
  ['case.confirmed', {}, true, ['TP_CLAIM_RESOLVED']],
  ['claim.settled', {}, true, ['TP_CLAIM_RESOLVED']],
  ['claim.refused', {}, true, ['TP_CLAIM_RESOLVED']],
] as const)('%s with %o is moments of the instrument', (type, facts, isPickUp, moments) => {
  expect(touchpointsOf({ type, facts, isPickUp, isByVehicles: false })).toEqual(moments);
});

test('every moment of the shop is one of the instrument, and its event lets the worker note it', () => {
  const known = readInstrument().touchpoints.map(({ id }) => id);
  const told = ['relationship.due', 'case.confirmed', 'claim.settled', 'claim.refused'] as const;
  const ofQuotes = ['quote.sent', 'quote.accepted', 'quote.declined', 'quote.expired'] as const;
  const ofGoods = [
    'order.moved',
    'shipment.left',
    'shipment.tracked',
    'shipment.handed-over',
  ] as const;
  const others = ['quote.withdrawn', 'payment.received', 'account.dispute-answered'] as const;
  for (const type of [...told, ...ofQuotes, ...ofGoods, ...others]) {
    expect(reactions[type]).toContain('note-moment');
    const facts = { to: 'delivered', method: 'card' };
    for (const touchpoint of touchpointsOf({ type, facts, isPickUp: true, isByVehicles: false })) {
      expect(known).toContain(touchpoint);
    }
  }
});

test('the instrument that ships is the first version, and no version is ever changed', async () => {
  const { version, instrument } = await findInstrumentOn(db, '2026-11-26');
  expect({ version, instrument }).toEqual({ version: 1, instrument: readInstrument() });
  await expect(
    db.updateTable('instrumentVersion').set({ note: 'other' }).execute(),
  ).rejects.toThrow('append-only');
});

test('who fetched his goods is asked about it an hour later, with every probability kept', async () => {
  const trading = await aTrading(db);
  const { orderId, eventId } = await anOrderUntil(db, trading, 'delivered');
  await noteMoment(db, { eventId }, at);
  await noteMoment(db, { eventId }, at);
  expect((await promptsOf(eventId)).map(({ state }) => state)).toEqual([
    'waiting',
    'waiting',
    'waiting',
  ]);

  await offerPrompts(db, hoursLater(0.5));
  expect((await promptsOf(eventId)).every(({ state }) => state === 'waiting')).toBe(true);
  await offerPrompts(db, hoursLater(1));

  const [, , asked] = await promptsOf(eventId);
  expect(asked).toMatchObject({
    ...{
      touchpoint: 'TP_PICKUP_DONE',
      state: 'offered',
      reason: 'SHOW',
      personId: trading.buyer.personId,
    },
    ...{ orderId, instrumentVersion: 1, candidates: ['AE5', 'EXP3', 'O2O2'] },
    shownAt: null,
  });
  expect(asked?.items[0]).toBe('OSAT');
  expect(asked?.inclusionProbability).toBeCloseTo(1 / 3, 6);
});

test('of one event a person is asked once, however many moments it is', async () => {
  const { eventId } = await askedAfterPickUp(db, await aTrading(db));
  await offerPrompts(db, hoursLater(73));
  const states = (await promptsOf(eventId)).map(({ touchpoint, state, reason }) => [
    touchpoint,
    state,
    reason,
  ]);
  expect(states).toEqual([
    ['TP_DOCS', 'silent', 'ASKED_BEFORE'],
    ['TP_INSPECTED', 'silent', 'ASKED_BEFORE'],
    ['TP_PICKUP_DONE', 'expired', 'SHOW'],
  ]);
});

test('what is offered and not yet seen keeps a second question away; what ran out unseen does not', async () => {
  const trading = await aTrading(db);
  await askedAfterPickUp(db, trading);
  const second = await askedAfterPickUp(db, trading, hoursLater(30));
  const third = await askedAfterPickUp(db, trading, hoursLater(24 * 4));
  const [, , again] = await promptsOf(second.eventId);
  const [, , later] = await promptsOf(third.eventId);
  expect(again).toMatchObject({ state: 'silent', reason: 'PERSON_COOLDOWN' });
  expect(later).toMatchObject({ state: 'offered', reason: 'SHOW' });
});

test('two moments of one person decided at once give one question', async () => {
  const trading = await aTrading(db);
  const events: { eventId: number }[] = [];
  for (const _ of [1, 2, 3]) events.push(await anOrderUntil(db, trading, 'delivered'));
  for (const { eventId } of events) await noteMoment(db, { eventId }, at);
  await Promise.all([1, 2, 3, 4].map(() => offerPrompts(db, hoursLater(1))));
  const all = await Promise.all(events.map(({ eventId }) => promptsOf(eventId)));
  expect(all.flat().filter(({ state }) => state === 'offered')).toHaveLength(1);
});

test('of six people of one company who fetch their goods three are asked in a week', async () => {
  const trading = await aTrading(db);
  const events: { eventId: number }[] = [];
  for (let person = 0; person < 6; person += 1) {
    const buyer = await aBuyer(db, trading.company);
    events.push(await anOrderUntil(db, { ...trading, buyer }, 'delivered'));
  }
  for (const { eventId } of events) await noteMoment(db, { eventId }, at);
  await offerPrompts(db, hoursLater(1));
  const all = (await Promise.all(events.map(({ eventId }) => promptsOf(eventId)))).flat();
  const pickUps = all.filter(({ touchpoint }) => touchpoint === 'TP_PICKUP_DONE');
  expect(pickUps.filter(({ state }) => state === 'offered')).toHaveLength(3);
  expect(pickUps.filter(({ reason }) => reason === 'ACCOUNT_CAP')).toHaveLength(3);
});

test('nobody is asked about what one of ours ordered for nobody in particular', async () => {
  const trading = await aTrading(db);
  const { company, product, clerk } = trading;
  const cart = await aCartOf(db, clerk, company, [{ product, bars: 1 }]);
  const { orderId } = await place(db, clerk, cart);
  const eventId = await lastEventOf(db, orderId);
  await noteMoment(db, { eventId }, at);
  expect(await promptsOf(eventId)).toEqual([]);
});

test('who left the company, wants to be left alone, or whose window is over is not asked, and why is kept', async () => {
  const left = await aTrading(db);
  const quiet = await aTrading(db);
  const late = await aTrading(db);
  const events: number[] = [];
  for (const trading of [left, quiet, late]) {
    const { eventId } = await anOrderUntil(db, trading, 'delivered');
    await noteMoment(db, { eventId }, at);
    events.push(eventId);
  }
  await db
    .updateTable('membership')
    .set({ endedAt: at })
    .where('personId', '=', left.buyer.personId)
    .execute();
  await db
    .insertInto('promptOptOut')
    .values({ personId: quiet.buyer.personId, since: at })
    .execute();
  await offerPrompts(db, hoursLater(1));
  const reasons = async (index: number) =>
    (await promptsOf(events[index] ?? 0)).find(({ touchpoint }) => touchpoint === 'TP_PICKUP_DONE')
      ?.reason;
  expect([await reasons(0), await reasons(1)]).toEqual(['LEFT_COMPANY', 'OPTED_OUT']);

  const { eventId } = await anOrderUntil(db, late, 'delivered', hoursLater(200));
  await noteMoment(db, { eventId }, at);
  await offerPrompts(db, hoursLater(300));
  const [, , over] = await promptsOf(eventId);
  expect(over).toMatchObject({ state: 'silent', reason: 'EVENT_WINDOW' });
});

test('of an order that was cancelled nothing is asked any more', async () => {
  const trading = await aTrading(db);
  const { orderId, eventId } = await anOrderUntil(db, trading, 'confirmed');
  await noteMoment(db, { eventId }, hoursLater(-1));
  const cancelling = { orderId, reason: 'not-needed', note: '', channel: 'web', at } as const;
  await transact(db, (tx) => cancelOrder(tx, trading.buyer, cancelling));
  await endPrompts(db, { eventId: await lastEventOf(db, orderId) }, at);
  expect(await promptsOf(eventId)).toMatchObject([{ state: 'silent', reason: 'ORDER_CANCELLED' }]);
});

test('letters wait for the hours in which people work, and for those who come to the page first', () => {
  const friday = new Date('2026-11-27T11:00:00Z'); // 16:00 in Almaty
  const mailFirst = mailMoment({ channels: ['email_1click', 'in_app'] }, friday);
  const pageFirst = mailMoment({ channels: ['in_app', 'email_1click'] }, friday);
  expect(mailFirst).toEqual(friday);
  expect(pageFirst).toEqual(new Date('2026-11-30T06:00:00Z')); // Monday, 11:00
  expect(mailMoment({ channels: ['in_app'] }, friday)).toBeNull();
});

test('the shop refuses a prompt that asks nothing, and a second question about one event', async () => {
  const trading = await aTrading(db);
  const { eventId } = await askedAfterPickUp(db, trading);
  const again = db
    .updateTable('prompt')
    .set({ state: 'offered', reason: 'SHOW', items: ['AE6'], inclusionProbability: 1 })
    .set({ instrumentVersion: 1, decidedAt: at, openUntil: hoursLater(9) })
    .where('eventId', '=', eventId)
    .where('touchpoint', '=', 'TP_INSPECTED');
  await expect(again.execute()).rejects.toThrow('asked_once');
  const empty = db.updateTable('prompt').set({ items: [] }).where('id', '=', newId());
  await empty.execute();
  await expect(
    db.updateTable('prompt').set({ items: [] }).where('state', '=', 'offered').execute(),
  ).rejects.toThrow('prompt_asks_something');
});

test('whoever disputed a line of the account is asked about our answer, and not about his own change of mind', async () => {
  const trading = await aTrading(db);
  const { company } = trading;
  const accountant = await aBuyer(db, company, 'accountant');
  const manager = await aClerk(db, 'manager');
  await anOrderUntil(db, trading, 'delivered');
  const span = { from: '2026-01-01', to: '2027-12-31', limit: 10 };
  const { lines } = await readLedger(db, { companyId: company.id, ...span });
  const line = lines.find(({ kind }) => kind === 'handed-over');
  const disputed = async () => {
    const id = newId();
    const said = { id, lineId: line?.id ?? '', theirsMinor: 0, note: 'not in our books', at };
    await transact(db, (tx) => objectToLine(tx, accountant, said));
    return id;
  };
  const taken = await disputed();
  await transact(db, (tx) => withdrawObjection(tx, accountant, { id: taken, at }));
  await noteMoment(db, { eventId: await lastEventOf(db, company.id) }, at);
  const id = await disputed();
  const answer = 'as on the delivery note';
  await transact(db, (tx) => answerObjection(tx, manager, { id, isAgreed: false, answer, at }));
  const eventId = await lastEventOf(db, company.id);
  await noteMoment(db, { eventId }, at);
  await offerPrompts(db, at);
  const asked = await db
    .selectFrom('prompt')
    .where('personId', '=', accountant.personId)
    .select(['eventId', 'touchpoint', 'state', 'candidates', 'orderId'])
    .execute();
  expect(asked).toEqual([
    {
      ...{ eventId, touchpoint: 'TP_REQUEST_CLOSED', state: 'offered', orderId: line?.orderId },
      candidates: ['AE1', 'AE3', 'AI1', 'CES2', 'FCRQ', 'TFC2'],
    },
  ]);
});
