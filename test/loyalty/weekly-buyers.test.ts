import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { planRelationship } from '../../src/loyalty/plan-relationship.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { anOrderUntil, aTrading, hoursLater, type Trading } from '../support/prompting.ts';
import { aTradingDay } from '../support/world.ts';

const daysLater = (days: number) => hoursLater(days * 24);

/** A month until the relation counts as one, and the year that is looked at. */
const BEGINS = 31;
const ENDS = BEGINS + 365;
/** By how many days a turn may be late: the wait for it and the fortnight in which it is asked. */
const [HALF_YEAR, SLACK] = [182, 45];
/** Something comes to a buyer every so many days: daily, twice a week, weekly. */
const RHYTHMS_DAYS = [1, 3, 7] as const;

type Weekly = Trading & { everyDays: number; orderId: string };

/** Something that happened to an order, written as the trade writes it, and noted by the worker. */
async function happened(
  db: Kysely<DB>,
  of: { companyId: string; subjectId: string; type: string; facts: object; moment: Date },
): Promise<void> {
  const { moment, facts, ...what } = of;
  const { id: eventId } = await db
    .insertInto('event')
    .values({ ...what, facts: JSON.stringify(facts), at: moment })
    .returning('id')
    .executeTakeFirstOrThrow();
  await noteMoment(db, { eventId }, moment);
}

/** What the worker does in a day, and everybody looks at what he was asked. */
async function aDayOf(db: Kysely<DB>, day: number): Promise<void> {
  await planRelationship(db, daysLater(day));
  const due = await sql<{ id: number }>`
    select id from event where type = 'relationship.due' and at = ${daysLater(day)}`.execute(db);
  for (const { id: eventId } of due.rows) await noteMoment(db, { eventId }, daysLater(day));
  for (const hour of [3, 12]) {
    const moment = daysLater(day + hour / 24);
    await offerPrompts(db, moment);
    await sql`update prompt set state = 'shown', shown_at = ${moment}, shown_in = 'page', language = 'en'
      where state = 'offered'`.execute(db);
  }
}

async function aYearOf(db: Kysely<DB>, buyers: readonly Weekly[]): Promise<void> {
  for (let day = 1; day < ENDS; day += 1) {
    if (day % 180 === 0) {
      for (const buyer of buyers) await anOrderUntil(db, buyer, 'delivered', daysLater(day));
    }
    const receiving = buyers.filter(({ everyDays }) => day % everyDays === 0);
    for (const { company, orderId } of receiving) {
      const delivered = { type: 'order.moved', facts: { to: 'delivered' } };
      const moment = daysLater(day - 0.05);
      await happened(db, { companyId: company.id, subjectId: orderId, ...delivered, moment });
    }
    await aDayOf(db, day);
  }
}

const daysBetween = (one: Date, other: Date) => (other.getTime() - one.getTime()) / 86_400_000;

/** The most that lie within so many days of each other. */
const mostWithin = (moments: readonly Date[], days: number) =>
  Math.max(
    ...moments.map(
      (from) => moments.filter((at) => at >= from && daysBetween(from, at) < days).length,
    ),
  );

test('who buys every week is asked about the relation in each half-year, and never more often than anybody', async () => {
  const { db } = await freshDatabase();
  await aTradingDay(db);
  const buyers: Weekly[] = [];
  for (const everyDays of RHYTHMS_DAYS) {
    const trading = await aTrading(db);
    const { orderId } = await anOrderUntil(db, trading, 'delivered');
    buyers.push({ ...trading, everyDays, orderId });
  }
  await aYearOf(db, buyers);
  for (const { buyer, everyDays } of buyers) {
    const { rows } = await sql<{ at: Date; touchpoint: string; items: string[] }>`
      select shown_at as at, touchpoint, items from prompt
      where person_id = ${buyer.personId} and shown_at is not null order by shown_at`.execute(db);
    const moments = rows.map(({ at }) => at);
    const relation = rows.filter(({ touchpoint }) => touchpoint === 'TP_RELATIONSHIP');
    const asked = relation.map(({ at }) => daysBetween(daysLater(0), at));
    const pauses = [...asked, ENDS].map((day, place) => day - (asked[place - 1] ?? BEGINS));
    expect(Math.max(...pauses), `every ${everyDays} days`).toBeLessThan(HALF_YEAR + SLACK);
    expect(Math.min(...pauses.slice(1, -1), HALF_YEAR)).toBeGreaterThanOrEqual(HALF_YEAR);
    for (const { items } of relation) expect(items[0]).toBe('CCS3');
    expect(mostWithin(moments, 7)).toBe(1);
    expect(mostWithin(moments, 30)).toBeLessThanOrEqual(2);
    expect(mostWithin(moments, 365)).toBeLessThanOrEqual(12);
    expect(rows.length - relation.length).toBeGreaterThanOrEqual(6);
  }
}, 120_000);
