import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { handOver } from '../../src/delivery/hand-over.ts';
import { trackShipment } from '../../src/delivery/track-shipment.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { offerPrompts } from '../../src/loyalty/offer-prompts.ts';
import { promptDraws } from '../../src/loyalty/prompt.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { freshDatabase } from '../support/database.ts';
import { aClaimTakenUp, anOrderToClaim } from '../support/claims.ts';
import { hoursLater } from '../support/prompting.ts';
import { aCartOf } from '../support/sale.ts';
import {
  anOrderAt,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  takeOver,
  weigh,
} from '../support/shipping.ts';
import { aTrackedShipment, type Tracked } from '../support/tracked.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();

beforeAll(() => aTradingDay(db));

type Asked = {
  touchpoint: string;
  state: string;
  reason: string;
  dueAt: Date;
  candidates: string[];
};

/** What the worker makes of every event of an order, and what is asked of whom by then. */
async function askedOf(
  subjectId: string,
  moment: Date,
): Promise<Map<string, Asked & { personId: string }>> {
  const events = await sql<{ id: number }>`
    select id from event where subject_id = ${subjectId} order by id`.execute(db);
  const known = await sql<{ id: number }>`
    select distinct event_id as id from prompt where event_id = any(${events.rows.map(({ id }) => id)}::bigint[])`.execute(
    db,
  );
  const noted = new Set(known.rows.map(({ id }) => id));
  for (const { id } of events.rows) if (!noted.has(id)) await noteMoment(db, { eventId: id }, at);
  await offerPrompts(db, moment);
  const found = await sql<Asked & { personId: string }>`
    select touchpoint, state, reason, due_at, candidates, person_id from prompt
    where event_id = any(${events.rows.map(({ id }) => id)}::bigint[]) order by id`.execute(db);
  return new Map(found.rows.map((row) => [row.touchpoint, row]));
}

/** The order belongs to its buyer from here on, as if he had placed it on the web. */
const placedByBuyer = ({ orderId, buyer }: Pick<Tracked, 'orderId' | 'buyer'>) =>
  db
    .updateTable('salesOrder')
    .set({ placedBy: buyer.personId })
    .where('id', '=', orderId)
    .execute();

const report = (shipmentId: string, kind: 'checkpoint' | 'arrived', key: string) =>
  transact(db, (tx) =>
    trackShipment(
      tx,
      { kind: 'carrier', reportKey: key },
      {
        ...{ shipmentId, kind, happenedAt: at, place: 'Balkhash', note: '', at },
      },
    ),
  );

test('what is fetched is asked about when it left by our gate, and the order as a whole is no second moment', async () => {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const [buyer, clerk] = [await aBuyer(db, company), await aClerk(db)];
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const orderId = await anOrderAt(
    db,
    clerk,
    await aCartOf(db, clerk, company, [{ product, bars: 10 }]),
  );
  await placedByBuyer({ orderId, buyer });
  await certifyLots(db, await aClerk(db, 'manager'));
  const [line] = await linesOf(db, orderId);
  const whole = {
    orderLineId: line?.id ?? '',
    weightG: line?.weightG ?? 0,
    pieces: line?.pieces ?? 0,
  };
  const shipmentId = await plan(db, clerk, orderId, [whole]);
  await load(db, clerk, shipmentId);
  await weigh(db, clerk, shipmentId, line?.weightG ?? 0);
  await leave(db, clerk, shipmentId);
  await takeOver(db, clerk, shipmentId);
  const asked = await askedOf(orderId, hoursLater(2));
  expect(asked.get('TP_PICKUP_DONE')).toMatchObject({
    personId: buyer.personId,
    dueAt: hoursLater(1),
  });
  expect(asked.get('TP_DOCS')).toMatchObject({ dueAt: hoursLater(24) });
  expect(asked.get('TP_INSPECTED')).toMatchObject({ dueAt: hoursLater(72) });
  const counted = await sql<{ touchpoint: string; times: number }>`
    select touchpoint, count(*)::int as times from prompt where order_id = ${orderId}
      and touchpoint in ('TP_PICKUP_DONE', 'TP_DELIVERED', 'TP_DOCS', 'TP_INSPECTED') group by touchpoint`.execute(
    db,
  );
  expect(counted.rows.every(({ times }) => times === 1)).toBe(true);
  expect(asked.has('TP_DELIVERED')).toBe(false);
});

test('a report from the road is a moment of its own, which asks about the route alone', async () => {
  const tracked = await aTrackedShipment(db);
  await placedByBuyer(tracked);
  await report(tracked.shipmentId, 'checkpoint', 'r1');
  const asked = await askedOf(tracked.orderId, at);
  const inTransit = asked.get('TP_IN_TRANSIT');
  expect(inTransit).toMatchObject({ personId: tracked.buyer.personId, candidates: ['AI2'] });
  expect(['SHOW', 'NOT_SAMPLED']).toContain(inTransit?.reason);
});

test('who took the vehicle over himself is asked about the delivery, and about the route where it was told', async () => {
  const tracked = await aTrackedShipment(db);
  await placedByBuyer(tracked);
  const foreman = await aBuyer(db, tracked.company, 'foreman');
  await report(tracked.shipmentId, 'checkpoint', 'r2');
  const { shipmentId } = tracked;
  await transact(db, (tx) =>
    handOver(
      tx,
      { source: 'buyer', buyer: foreman },
      {
        ...{ shipmentId, takenByName: 'Serik', channel: 'web', at },
      },
    ),
  );
  const asked = await askedOf(tracked.orderId, hoursLater(3));
  expect(asked.get('TP_DELIVERED')).toMatchObject({ personId: foreman.personId, state: 'offered' });
  expect(asked.get('TP_DELIVERED')?.candidates).toContain('AI2');
});

test('a delivery of which nothing was told on the road asks nothing about its route', async () => {
  const tracked = await aTrackedShipment(db);
  await placedByBuyer(tracked);
  await takeOver(db, tracked.clerk, tracked.shipmentId);
  const asked = await askedOf(tracked.orderId, hoursLater(3));
  expect(asked.get('TP_DELIVERED')).toMatchObject({
    state: 'offered',
    personId: tracked.buyer.personId,
  });
  expect(asked.get('TP_DELIVERED')?.candidates).not.toContain('AI2');
  expect(asked.get('TP_DELIVERED')?.candidates).toContain('AI3');
});

test('what was driven up is inspected days later, unless something was asked since', async () => {
  const tracked = await aTrackedShipment(db);
  await placedByBuyer(tracked);
  await takeOver(db, tracked.clerk, tracked.shipmentId);
  const asked = await askedOf(tracked.orderId, hoursLater(73));
  expect(asked.get('TP_INSPECTED')?.reason).not.toBe('');
  expect(asked.get('TP_INSPECTED')?.candidates).toContain('AE6');
});

test('papers are asked about only where a certificate was due, and whether it came where we cannot know', async () => {
  const [due, none] = [await aTrackedShipment(db), await aTrackedShipment(db)];
  for (const one of [due, none]) await placedByBuyer(one);
  await db
    .updateTable('salesOrder')
    .set({ certificateKind: '3.1' })
    .where('id', '=', due.orderId)
    .execute();
  for (const one of [due, none]) {
    await takeOver(db, one.clerk, one.shipmentId);
    // The delivery itself is asked about first, and each vehicle once: here it was not.
    await askedOf(one.orderId, at);
    await db
      .deleteFrom('prompt')
      .where('orderId', '=', one.orderId)
      .where('touchpoint', '=', 'TP_DELIVERED')
      .execute();
  }
  const [with_, without] = [
    await askedOf(due.orderId, hoursLater(25)),
    await askedOf(none.orderId, hoursLater(25)),
  ];
  // No lot of it is known, so only he can say whether the papers came.
  expect(with_.get('TP_DOCS')?.candidates).toEqual(['CERT']);
  expect(without.get('TP_DOCS')?.candidates).toEqual([]);
});

test.each(['refused', 'settled'] as const)(
  'a claim that was %s is asked about a day later, and not at all once it is open again',
  async (end) => {
    const manager = await aClerk(db, 'manager');
    for (const isReopened of [false, true]) {
      const order = await anOrderToClaim(db, manager, { isInvoiced: false });
      const claimId = await aClaimTakenUp(db, { ...order, clerk: manager });
      const decided = { decidedBy: manager.personId, decidedAt: at, reasons: 'seen' };
      const verdict =
        end === 'refused'
          ? ({ verdict: 'refused', acceptedMinor: 0 } as const)
          : ({ verdict: 'accepted', acceptedMinor: 1, outcome: 'credit' } as const);
      await db
        .updateTable('claim')
        .set({ ...decided, ...verdict, state: end, closedAt: at, dueAt: null, disputedMinor: 0 })
        .where('id', '=', claimId)
        .execute();
      const { companyId } = order.buyer;
      await db
        .insertInto('event')
        .values({ type: `claim.${end}`, companyId, subjectId: claimId, at, facts: '{}' })
        .execute();
      if (isReopened) {
        await db
          .updateTable('claim')
          .set({
            ...{ state: 'reopened', closedAt: null, dueAt: hoursLater(48) },
            ...{ verdict: null, outcome: null },
            ...{ decidedBy: null, decidedAt: null, acceptedMinor: null },
          })
          .where('id', '=', claimId)
          .execute();
      }
      const asked = (await askedOf(claimId, hoursLater(25))).get('TP_CLAIM_RESOLVED');
      expect(asked).toMatchObject({
        personId: order.buyer.personId,
        ...(isReopened
          ? { state: 'silent', reason: 'CLAIM_REOPENED' }
          : { state: 'offered', reason: 'SHOW' }),
      });
    }
  },
);

test('the lot of a moment is its own, so that no report is drawn again until one is asked', () => {
  const [one, again, other] = [promptDraws('p', '1'), promptDraws('p', '1'), promptDraws('p', '2')];
  expect(one).toEqual(again);
  expect(one.sample).not.toBe(other.sample);
});
