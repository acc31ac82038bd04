import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCreditInSight } from '../../src/credit/credit-in-sight.queries.ts';
import { addDays, momentOn } from '../../src/measures/calendar.ts';
import { readLedger } from '../../src/payments/account-ledger.queries.ts';
import { accountAgeing, accountSums } from '../../src/payments/account.ts';
import { readAccountNow } from '../../src/payments/account.queries.ts';
import { answerObjection, markCorrected } from '../../src/payments/answer-objection.ts';
import {
  type LineObjected,
  objectToLine,
  withdrawObjection,
} from '../../src/payments/object-to-line.ts';
import { listLiveObjections } from '../../src/payments/objection.queries.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, handedOver } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

/** The day on which everything here is overdue. */
const late = '2027-01-20';

/** A company that owes for goods it got, and the line of its account that says so. */
async function aDebtor() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const accountant = await aBuyer(db, company, 'accountant');
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, manager, company, [{ product, bars: 4 }]);
  const orderId = await handedOver(db, manager, cart);
  const lineOf = async () => {
    const { lines } = await readLedger(db, {
      ...{ companyId: company.id, from: '2026-11-01', to: late, limit: 10 },
    });
    const [line] = lines;
    if (!line) throw new Error('no line');
    return line;
  };
  const { id: lineId, amountMinor } = await lineOf();
  return { company, accountant, orderId, lineId, amountMinor, lineOf };
}

const objecting = (buyer: Buyer, of: Pick<LineObjected, 'lineId'> & Partial<LineObjected>) =>
  transact(db, (tx) =>
    objectToLine(tx, buyer, { id: newId(), theirsMinor: 0, note: 'not in our books', at, ...of }),
  );

const answering = (id: string, isAgreed: boolean, answer = 'as on the delivery note') =>
  transact(db, (tx) => answerObjection(tx, manager, { id, isAgreed, answer, at }));

async function overdueOf(companyId: string, on = late) {
  const now = await readAccountNow(db, { companyId, on });
  if (!now) throw new Error('no account');
  const { overdueMinor } = accountAgeing(now.owed, on);
  const { owedMinor } = accountSums(now, now.owed);
  return { overdueMinor, owedMinor, exposureMinor: now.exposureMinor };
}

describe('a line that a customer disputes', () => {
  test('is shown to him apart from what is late of his credit, and counts in it (R24)', async () => {
    const { company, accountant, lineId, amountMinor } = await aDebtor();
    const bucketsOn = async (on: string) => {
      const credit = await readCreditInSight(db, { companyId: company.id, on });
      const { handedOverMinor, pastDueMinor, disputedMinor } = credit?.buckets ?? {};
      return [handedOverMinor, pastDueMinor, disputedMinor, credit?.exposureMinor];
    };
    expect(await bucketsOn(late)).toEqual([0, amountMinor, 0, amountMinor]);

    await objecting(accountant, { lineId, theirsMinor: amountMinor - 1_000 });
    expect(await bucketsOn(late)).toEqual([0, amountMinor - 1_000, 1_000, amountMinor]);
    // Before its day nothing of it is late, whoever disputes it.
    expect(await bucketsOn('2026-11-27')).toEqual([amountMinor, 0, 0, amountMinor]);
  });

  test('is not overdue by what is disputed, and owed and in the exposure all the same (R24)', async () => {
    const { company, accountant, lineId, amountMinor, lineOf } = await aDebtor();
    const id = newId();
    expect(await overdueOf(company.id)).toEqual({
      ...{ overdueMinor: amountMinor, owedMinor: amountMinor, exposureMinor: amountMinor },
    });

    await objecting(accountant, { id, lineId, theirsMinor: amountMinor - 5000 });
    const disputed = { owedMinor: amountMinor, exposureMinor: amountMinor };
    expect(await overdueOf(company.id)).toEqual({ ...disputed, overdueMinor: amountMinor - 5000 });
    expect((await lineOf()).objection).toMatchObject({ id, state: 'open' });

    await answering(id, true);
    expect((await overdueOf(company.id)).overdueMinor).toBe(amountMinor - 5000);
    await transact(db, (tx) => markCorrected(tx, manager, { id, at }));
    expect((await overdueOf(company.id)).overdueMinor).toBe(amountMinor);
  });

  test('is overdue again when we say no or the customer takes it back, and may then be disputed anew', async () => {
    const { company, accountant, lineId, amountMinor, lineOf } = await aDebtor();
    const [first, second] = [newId(), newId()];
    await objecting(accountant, { id: first, lineId });
    expect((await overdueOf(company.id)).overdueMinor).toBe(0);
    await answering(first, false);
    expect((await overdueOf(company.id)).overdueMinor).toBe(amountMinor);
    expect((await lineOf()).objection).toMatchObject({ answer: 'as on the delivery note' });

    await objecting(accountant, { id: second, lineId });
    await transact(db, (tx) => withdrawObjection(tx, accountant, { id: second, at }));
    await transact(db, (tx) => withdrawObjection(tx, accountant, { id: second, at }));
    expect((await overdueOf(company.id)).overdueMinor).toBe(amountMinor);
    expect((await lineOf()).objection).toMatchObject({ id: first, state: 'declined' });
  });

  test('is disputed once: the same form again is nothing, another one at once is refused', async () => {
    const { accountant, lineId } = await aDebtor();
    const id = newId();
    await Promise.all(Array.from({ length: 5 }, () => objecting(accountant, { id, lineId })));
    await expect(objecting(accountant, { lineId })).rejects.toMatchObject({
      reason: { code: 'objection-there' },
    });
    const live = await listLiveObjections(db, { rowsMax: 100 });
    expect(live.filter((one) => one.id === id)).toHaveLength(1);
  });

  test('is answered once, by who keeps the books, and no more once it was taken back', async () => {
    const { accountant, lineId } = await aDebtor();
    const id = newId();
    await objecting(accountant, { id, lineId });
    const clerk = await aClerk(db);
    const answer = { id, isAgreed: true, answer: '', at };
    await expect(transact(db, (tx) => answerObjection(tx, clerk, answer))).rejects.toMatchObject({
      reason: { code: 'not-permitted' },
    });

    const both = await Promise.allSettled([answering(id, true), answering(id, false)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(
      transact(db, (tx) => withdrawObjection(tx, accountant, { id, at })),
    ).rejects.toMatchObject({ reason: { code: 'objection-answered' } });
  });

  test('is a line of his own account, and of what is owed or paid by it', async () => {
    const ours = await aDebtor();
    const theirs = await aDebtor();
    await expect(objecting(ours.accountant, { lineId: theirs.lineId })).rejects.toThrow(
      'not found',
    );
    const { id: promised } = await db
      .selectFrom('ledgerTransaction')
      .where('kind', '=', 'order-placed')
      .where('orderId', '=', ours.orderId)
      .select('id')
      .executeTakeFirstOrThrow();
    await expect(objecting(ours.accountant, { lineId: promised })).rejects.toThrow('not found');
    const id = newId();
    await objecting(theirs.accountant, { id, lineId: theirs.lineId });
    await expect(
      transact(db, (tx) => withdrawObjection(tx, ours.accountant, { id, at })),
    ).rejects.toThrow('not found');
  });
});

test('the day something fell due is the last on which it is not overdue', async () => {
  const { company, amountMinor } = await aDebtor();
  const dueOn = addDays('2026-11-26', 30);
  expect(momentOn(dueOn, '12:00').getTime()).toBeGreaterThan(at.getTime());
  expect((await overdueOf(company.id, dueOn)).overdueMinor).toBe(0);
  expect((await overdueOf(company.id, addDays(dueOn, 1))).overdueMinor).toBe(amountMinor);
});
