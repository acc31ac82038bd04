import { type Kysely, sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { holdOverdue } from '../../src/credit/hold-overdue.ts';
import { listOpenHolds } from '../../src/credit/holds.queries.ts';
import { readDebt } from '../../src/credit/overdue.queries.ts';
import { endHold, placeHold } from '../../src/credit/place-hold.ts';
import { requestLimit } from '../../src/credit/request-limit.ts';
import { reviewHolds } from '../../src/credit/review-holds.ts';
import { addDays, openingOf } from '../../src/measures/calendar.ts';
import { objectToLine } from '../../src/payments/object-to-line.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let manager: Staff;
let clerk: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  clerk = await aClerk(db);
});

/** Two bars are handed over on 26 November and paid within 30 days: by 26 December, with three days of grace. */
const LAST_DAY_OF_GRACE = '2026-12-29';
const TOO_LATE = openingOf(addDays(LAST_DAY_OF_GRACE, 1));

async function aDebtor(more: Parameters<typeof aCompany>[1] = { creditKind: 'unlimited' }) {
  const company = await aCompany(db, more);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000_00 });
  const aCart = () => aCartOf(db, clerk, company, [{ product: rebar, bars: 2 }]);
  const orderId = await handedOver(db, clerk, await aCart());
  const { grossMinor } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('grossMinor')
    .executeTakeFirstOrThrow();
  const pay = (amountMinor: number, when = TOO_LATE) =>
    transact(db, (tx) =>
      receivePayment(tx, {
        ...{ method: 'transfer', reference: newId(), companyId: company.id, orderIds: [orderId] },
        ...{ amountMinor, personId: null, channel: null, at: when },
      }),
    );
  const buy = async () => place(db, clerk, await aCart());
  const review = (when = TOO_LATE) =>
    transact(db, (tx) => reviewHolds(tx, { companyId: company.id, at: when }));
  const holds = async () => {
    const open = await listOpenHolds(db, { companyId: company.id, rowsMax: 9 });
    return open.map(({ kind, placedByName, evidence }) => ({ kind, placedByName, evidence }));
  };
  return { company, orderId, grossMinor, pay, buy, review, holds };
}

test('the days to pay are counted from the handing over, and nothing is due of what is still with us', async () => {
  const { company, orderId, grossMinor, buy } = await aDebtor();
  await buy();
  const orders = await db
    .selectFrom('salesOrder')
    .where('companyId', '=', company.id)
    .select(['id', 'dueOn', 'nextDueOn'])
    .execute();
  expect(orders.filter(({ nextDueOn }) => nextDueOn !== null)).toEqual([
    { id: orderId, dueOn: '2026-12-26', nextDueOn: '2026-12-26' },
  ]);
  const debt = await readDebt(db, { companyId: company.id, on: addDays(LAST_DAY_OF_GRACE, 1) });
  expect(debt?.orders).toMatchObject([{ orderId, dueOn: '2026-12-26', leftMinor: grossMinor }]);
});

test('orders on account are stopped on the day after the days of grace, with what is owed and since when', async () => {
  const { orderId, grossMinor, holds, review, buy } = await aDebtor();
  await review(openingOf(LAST_DAY_OF_GRACE));
  expect(await holds()).toEqual([]);

  await review();
  await review();
  expect(await holds()).toEqual([
    {
      kind: 'overdue',
      placedByName: null,
      evidence: {
        overdueMinor: grossMinor,
        since: '2026-12-26',
        orders: [expect.objectContaining({ orderId, leftMinor: grossMinor })],
      },
    },
  ]);
  await expect(buy()).rejects.toEqual(new Refusal({ code: 'credit-held', kind: 'overdue' }));
});

test('the payment itself ends the hold of the house: the next order needs no job', async () => {
  const { company, grossMinor, pay, review, holds, buy } = await aDebtor();
  await review();
  await pay(grossMinor - 5_000_000);
  expect(await holds()).toHaveLength(1);
  await pay(5_000_000);
  expect(await holds()).toEqual([]);
  await buy();
  const events = await db
    .selectFrom('event')
    .where('companyId', '=', company.id)
    .where('type', 'in', ['credit.hold-placed', 'credit.hold-ended'])
    .orderBy('id')
    .select('type')
    .execute();
  expect(events.map(({ type }) => type)).toEqual(['credit.hold-placed', 'credit.hold-ended']);
});

test('a little that is left stops nobody', async () => {
  const { grossMinor, pay, review, holds } = await aDebtor();
  await pay(grossMinor - 4_999_999);
  await review();
  expect(await holds()).toEqual([]);
});

test('what is disputed is no reason to stop orders, and stays owed', async () => {
  const { company, review, holds, orderId } = await aDebtor();
  await review();
  expect(await holds()).toMatchObject([{ kind: 'overdue' }]);

  const accountant = await aBuyer(db, company, 'accountant');
  const { id: lineId } = await db
    .selectFrom('ledgerTransaction')
    .where('orderId', '=', orderId)
    .where('kind', '=', 'handed-over')
    .select('id')
    .executeTakeFirstOrThrow();
  const objected = { id: newId(), lineId, theirsMinor: 0, note: 'never came', at: TOO_LATE };
  await transact(db, (tx) => objectToLine(tx, accountant, objected));
  await review();

  expect(await holds()).toEqual([]);
  expect(await auditFindings(db)).toEqual([]);
});

test('what a person placed the house neither ends nor doubles, and what a person ends rests until tomorrow', async () => {
  const { company, grossMinor, pay, review, holds } = await aDebtor();
  const byHand = { id: newId(), companyId: company.id, kind: 'overdue', scope: 'warn' } as const;
  await transact(db, (tx) => placeHold(tx, manager, { ...byHand, reason: 'promised', at }));
  await review();
  await pay(grossMinor);
  await review();
  expect(await holds()).toMatchObject([{ kind: 'overdue', evidence: null }]);

  const other = await aDebtor();
  await other.review();
  const [hold] = await listOpenHolds(db, { companyId: other.company.id, rowsMax: 1 });
  await transact(db, (tx) => endHold(tx, manager, { holdId: hold?.id ?? '', at: TOO_LATE }));
  await other.review();
  expect(await other.holds()).toEqual([]);
  await other.review(openingOf(addDays(LAST_DAY_OF_GRACE, 2)));
  expect(await other.holds()).toHaveLength(1);
});

test('days of grace and the least amount are those of the terms in force, where they say something', async () => {
  const { company, review, holds, grossMinor } = await aDebtor();
  const agree = (terms: { days: number | null; minor: number | null }) =>
    sql`update agreement set overdue_grace_days = ${terms.days}, overdue_least_minor = ${terms.minor}
      where company_id = ${company.id}`.execute(db);
  await agree({ days: 10, minor: null });
  await review();
  expect(await holds()).toEqual([]);
  await agree({ days: null, minor: grossMinor + 1 });
  await review();
  expect(await holds()).toEqual([]);
  await agree({ days: 0, minor: grossMinor });
  await review(openingOf('2026-12-26'));
  expect(await holds()).toEqual([]);
  await review(openingOf('2026-12-27'));
  expect(await holds()).toHaveLength(1);
});

test('more taken than the limit when credit for a time has ended is a hold and no failure', async () => {
  const { company, buy, review, holds, pay, grossMinor } = await aDebtor({
    creditKind: 'amount',
    creditLimitMinor: 2_000_000_000_00,
  });
  const buyer: Buyer = await aBuyer(db, company);
  const until = '2026-11-30';
  await transact(db, (tx) =>
    requestLimit(tx, buyer, { extraMinor: 100, untilDay: until, note: '', at }),
  );
  const { id: requestId } = await db
    .selectFrom('limitRequest')
    .where('companyId', '=', company.id)
    .select('id')
    .executeTakeFirstOrThrow();
  await sql`insert into temporary_limit (id, company_id, request_id, extra_minor, valid_during, granted_by, granted_at)
    values (${newId()}, ${company.id}, ${requestId}, 100, daterange('2026-11-26', '2026-12-01'), ${manager.personId}, ${at})`.execute(
    db,
  );
  await buy();
  await sql`update company_account set limit_minor = ${grossMinor} where company_id = ${company.id}`.execute(
    db,
  );

  await review(openingOf('2026-11-30'));
  expect(await holds()).toEqual([]);
  await review(openingOf('2026-12-01'));
  expect(await holds()).toMatchObject([
    {
      kind: 'over-limit',
      evidence: { limitMinor: grossMinor, exposureMinor: 2 * grossMinor, endedOn: '2026-12-01' },
    },
  ]);
  await pay(grossMinor, openingOf('2026-12-02'));
  expect(await holds()).toEqual([]);
});

test('the daily look happens once on a day, over everybody, and again after it was broken off', async () => {
  const [one, other] = [await aDebtor(), await aDebtor()];
  const day = openingOf('2027-01-15');
  const seen = await holdOverdue(db, day);
  expect(seen).toBeGreaterThanOrEqual(2);
  expect(await one.holds()).toHaveLength(1);
  expect(await other.holds()).toHaveLength(1);
  expect(await holdOverdue(db, new Date(day.getTime() + 3_600_000))).toBe(0);
  await sql`update daily_work set finished_at = null, reached = null where day = '2027-01-15'`.execute(
    db,
  );
  expect(await holdOverdue(db, day)).toBe(seen);
  expect(await one.holds()).toHaveLength(1);
});
