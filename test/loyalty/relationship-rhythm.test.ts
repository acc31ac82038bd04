import { type Kysely, sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { planRelationship } from '../../src/loyalty/plan-relationship.ts';
import { listTurns, lockTurn } from '../../src/loyalty/relationship.queries.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { freshDatabase } from '../support/database.ts';
import {
  aShownPrompt,
  anOrderUntil,
  aTrading,
  hoursLater,
  type Trading,
} from '../support/prompting.ts';
import { aBuyer, aTradingDay } from '../support/world.ts';

/** Each world has a calendar of its own: a day is planned once. */
let db: Kysely<DB>;

beforeEach(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
});

const daysLater = (days: number) => hoursLater(days * 24);

const turnsOf = async (personIds: readonly string[]) => {
  const found = await sql<{ id: number; personId: string; at: Date }>`
    select id, subject_id as person_id, at from event
    where type = 'relationship.due' and subject_id = any(${[...personIds]}::uuid[]) order by id`.execute(
    db,
  );
  return found.rows;
};

const promptOf = async (personId: string, touchpoint = 'TP_RELATIONSHIP') => {
  const found = await sql<{
    state: string;
    reason: string;
    items: string[];
    inclusionProbability: number | null;
    dueAt: Date;
  }>`
    select prompt.state, prompt.reason, prompt.items, prompt.inclusion_probability, prompt.due_at from prompt
    where person_id = ${personId} and touchpoint = ${touchpoint} order by decided_at desc nulls first limit 1`.execute(
    db,
  );
  return found.rows[0];
};

/** Plans day after day until it is the turn of the buyer; the day on which it is, with the event. */
async function turnOf({ buyer }: Trading): Promise<{ day: number; eventId: number }> {
  for (let day = 31; day < 31 + 182; day += 1) {
    await planRelationship(db, daysLater(day));
    const [turn] = await turnsOf([buyer.personId]);
    if (turn) return { day, eventId: turn.id };
  }
  throw new Error('nobody’s turn');
}

test('everybody of a company is asked once in a half-year, whatever his role, spread over its months', async () => {
  const trading = await aTrading(db);
  const { company, buyer } = trading;
  await anOrderUntil(db, trading, 'delivered');
  const others = await Promise.all(
    (['accountant', 'foreman', 'approver', 'company_admin', 'buyer'] as const).map((role) =>
      aBuyer(db, company, role),
    ),
  );
  const people = [buyer, ...others].map(({ personId }) => personId);
  await planRelationship(db, daysLater(20));
  expect(await turnsOf(people)).toEqual([]);
  for (let day = 31; day < 31 + 182; day += 1) {
    await Promise.all([planRelationship(db, daysLater(day)), planRelationship(db, daysLater(day))]);
  }
  const turns = await turnsOf(people);
  expect(turns.map(({ personId }) => personId).toSorted()).toEqual(people.toSorted());
  const days = new Set(turns.map(({ at: moment }) => moment.toISOString().slice(0, 7)));
  expect(days.size).toBeGreaterThanOrEqual(4);
});

test('the turns of a company stand apart, and nobody’s moves when others come', async () => {
  const turns = await sql<{ place: number; turn: number }>`
    select place, floor(182 * ((0.37 + place * 0.6180339887) % 1))::int as turn
    from generate_series(1, 12) as place order by turn`.execute(db);
  const months = turns.rows.map(({ turn }) => Math.floor(turn / 30.4));
  for (let month = 0; month < 6; month += 1) {
    const asked = months.filter((one) => one === month).length;
    expect(asked).toBeGreaterThanOrEqual(1);
    expect(asked).toBeLessThanOrEqual(3);
  }
});

test('it goes through the gates, with its probability kept, and is asked once', async () => {
  const trading = await aTrading(db);
  await anOrderUntil(db, trading, 'delivered');
  const { day, eventId } = await turnOf(trading);
  const moment = daysLater(day);
  await noteMoment(db, { eventId }, moment);
  await noteMoment(db, { eventId }, moment);
  await Promise.all([offerPrompts(db, moment), offerPrompts(db, moment)]);
  const asked = await promptOf(trading.buyer.personId);
  expect(asked).toMatchObject({ state: 'offered', reason: 'SHOW' });
  expect(asked?.items[0]).toBe('CCS3');
  expect(asked?.inclusionProbability).toBeGreaterThan(0);
  await planRelationship(db, daysLater(day + 1));
  expect(await turnsOf([trading.buyer.personId])).toHaveLength(1);
});

test('a gate that is shut for some days lets it wait, holds the other questions, and opens', async () => {
  const trading = await aTrading(db);
  const { orderId } = await anOrderUntil(db, trading, 'delivered');
  const { personId, companyId } = trading.buyer;
  const { day, eventId } = await turnOf(trading);
  await aShownPrompt(db, { personId, companyId, orderId, moment: daysLater(day - 3) });
  await db
    .updateTable('prompt')
    .set({ state: 'expired', shownAt: daysLater(day - 2) })
    .where('personId', '=', personId)
    .where('state', '=', 'shown')
    .execute();
  await noteMoment(db, { eventId }, daysLater(day));
  expect(await promptOf(personId)).toMatchObject({ state: 'waiting', dueAt: daysLater(day + 1) });
  for (const later of [1.3, 2.6, 3.9]) await offerPrompts(db, daysLater(day + later));

  const confirmed = await db
    .insertInto('event')
    .values({
      ...{ type: 'order.moved', companyId, subjectId: orderId, at: daysLater(day + 4.5) },
      facts: JSON.stringify({ to: 'confirmed' }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await noteMoment(db, { eventId: confirmed.id }, daysLater(day + 4.5));
  expect(await promptOf(personId, 'TP_ORDER_CONFIRMED')).toMatchObject({
    ...{ state: 'silent', reason: 'RESERVED_FOR_RELATIONSHIP' },
  });
  await offerPrompts(db, daysLater(day + 5.6));
  expect(await promptOf(personId)).toMatchObject({ state: 'offered' });
});

test('nobody is asked within a week of a delivery, neither planned before it nor after', async () => {
  const trading = await aTrading(db);
  await anOrderUntil(db, trading, 'delivered');
  const { day, eventId } = await turnOf(trading);
  await anOrderUntil(db, trading, 'delivered', daysLater(day));
  await noteMoment(db, { eventId }, daysLater(day));
  const { personId } = trading.buyer;
  for (const later of [1, 3, 5, 6.9]) {
    await offerPrompts(db, daysLater(day + later));
    expect(await promptOf(personId)).toMatchObject({ state: 'waiting' });
  }
  await offerPrompts(db, daysLater(day + 8));
  expect(await promptOf(personId)).toMatchObject({ state: 'offered' });
});

test('while it gives way to a delivery it holds no question about that delivery, and afterwards it does again', async () => {
  const trading = await aTrading(db);
  await anOrderUntil(db, trading, 'delivered');
  const { day, eventId } = await turnOf(trading);
  await noteMoment(db, { eventId }, daysLater(day - 0.01));
  const fetched = await anOrderUntil(db, trading, 'delivered', daysLater(day));
  await noteMoment(db, { eventId: fetched.eventId }, daysLater(day));
  await offerPrompts(db, daysLater(day + 0.2));
  const { personId, companyId } = trading.buyer;
  expect(await promptOf(personId)).toMatchObject({ state: 'waiting' });
  expect(await promptOf(personId, 'TP_PICKUP_DONE')).toMatchObject({
    ...{ state: 'offered', reason: 'SHOW' },
  });
  await db
    .updateTable('prompt')
    .set({ state: 'shown', shownAt: daysLater(day + 0.3), shownIn: 'page', language: 'en' })
    .where('personId', '=', personId)
    .where('state', '=', 'offered')
    .execute();

  for (const later of [1.3, 2.4, 3.5, 4.6, 5.7, 6.9])
    await offerPrompts(db, daysLater(day + later));
  const confirmed = await db
    .insertInto('event')
    .values({
      ...{ type: 'order.moved', companyId, subjectId: fetched.orderId, at: daysLater(day + 7.1) },
      facts: JSON.stringify({ to: 'confirmed' }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await noteMoment(db, { eventId: confirmed.id }, daysLater(day + 7.1));
  expect(await promptOf(personId, 'TP_ORDER_CONFIRMED')).toMatchObject({
    ...{ state: 'silent', reason: 'RESERVED_FOR_RELATIONSHIP' },
  });
  for (const later of [8, 9, 10]) await offerPrompts(db, daysLater(day + later));
  expect(await promptOf(personId)).toMatchObject({ state: 'offered' });
});

test('of several companies it is about one whose turn it is, and none that has just had a delivery', async () => {
  const trading = await aTrading(db);
  const { personId } = trading.buyer;
  await anOrderUntil(db, trading, 'delivered');
  const asked = { subjectId: personId, companyId: trading.company.id, at: daysLater(-190) };
  await db
    .insertInto('event')
    .values({ ...asked, type: 'relationship.due', facts: '{}' })
    .execute();
  const isTurn = async (day: number) => {
    const at = daysLater(day);
    const all = await listTurns(db, { on: tradingDay(at), at, after: undefined, rowsMax: 500 });
    return all.includes(personId);
  };
  let day = 31;
  while (!(await isTurn(day))) day += 1;
  for (let other = 0; other < 4; other += 1) {
    const busy = await aTrading(db);
    const companyId = busy.company.id;
    await db
      .insertInto('membership')
      .values({ personId, companyId, role: 'buyer', createdAt: daysLater(0) })
      .execute();
    const buyer = { ...busy.buyer, personId };
    await anOrderUntil(db, { ...busy, buyer }, 'delivered', daysLater(0));
    await anOrderUntil(db, { ...busy, buyer }, 'delivered', daysLater(day - 1));
  }
  const at = daysLater(day);
  const chosen = await transact(db, (tx) => lockTurn(tx, { personId, on: tradingDay(at), at }));
  expect(chosen).toBe(trading.company.id);
});

test('after two weeks it is over for this half-year, and the reason is kept', async () => {
  const trading = await aTrading(db);
  await anOrderUntil(db, trading, 'delivered');
  const { day, eventId } = await turnOf(trading);
  for (const later of [0, 6, 12])
    await anOrderUntil(db, trading, 'delivered', daysLater(day + later));
  await noteMoment(db, { eventId }, daysLater(day));
  for (let later = 1; later < 17; later += 1) await offerPrompts(db, daysLater(day + later));
  expect(await promptOf(trading.buyer.personId)).toMatchObject({
    ...{ state: 'silent', reason: 'EVENT_WINDOW' },
  });
});

test('a company that buys no more is left in peace', async () => {
  const trading = await aTrading(db);
  await anOrderUntil(db, trading, 'delivered');
  for (let day = 366; day < 366 + 60; day += 1) await planRelationship(db, daysLater(day));
  expect(await turnsOf([trading.buyer.personId])).toEqual([]);
});
