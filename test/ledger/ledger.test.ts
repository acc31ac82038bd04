import { type Kysely, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { book } from '../../src/ledger/ledger.queries.ts';
import { type Booking, commitmentEntries, paymentEntries } from '../../src/ledger/booking.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { aCompany, at, aTradingDay } from '../support/world.ts';

let db: Kysely<DB>;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
});

const aBooking = (companyId: string, of: Partial<Booking> = {}): Booking => ({
  ...{ kind: 'payment', reference: newId(), companyId, orderId: null },
  entries: paymentEntries({ companyId, amountMinor: 500, into: 'bank' }),
  ...{ at, effectiveOn: '2026-11-26', personId: null, channel: null },
  ...of,
});

const booking = (...bookings: Booking[]) => transact(db, (tx) => book(tx, ...bookings));

const accountOf = (companyId: string) =>
  db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select(['balanceMinor', 'commitmentMinor', 'exposureMinor'])
    .executeTakeFirstOrThrow();

describe('the books', () => {
  test('carry the buckets of a company along, and what is booked twice is booked once', async () => {
    const company = await aCompany(db);
    const one = aBooking(company.id);

    expect(await booking(one, aBooking(company.id))).toBe(true);
    expect(await booking(one)).toBe(false);

    expect(await accountOf(company.id)).toEqual({
      ...{ balanceMinor: 1000, commitmentMinor: 0, exposureMinor: -1000 },
    });
  });

  test('take nothing that is not zero together', async () => {
    const company = await aCompany(db);
    const entries = [
      { account: 'bank', amountMinor: 500 },
      { account: 'customer-balance', companyId: company.id, amountMinor: -499 },
    ] as const;

    await expect(booking(aBooking(company.id, { entries }))).rejects.toMatchObject({
      constraint: 'ledger_is_zero',
    });
    expect((await accountOf(company.id)).balanceMinor).toBe(0);
  });

  test('take no bucket without its company, no till without its branch, and no balance below nothing', async () => {
    const company = await aCompany(db);
    const wrong = [
      [
        { account: 'bank', amountMinor: 1 },
        { account: 'receivable', amountMinor: -1 },
      ],
      [
        { account: 'till', amountMinor: 1 },
        { account: 'bank', amountMinor: -1 },
      ],
      [
        { account: 'customer-balance', companyId: company.id, amountMinor: 1 },
        { account: 'bank', amountMinor: -1 },
      ],
    ] as const;
    const refusals = await Promise.all(
      wrong.map((entries) =>
        booking(aBooking(company.id, { entries })).then(
          () => 'booked',
          (error: { constraint?: string }) => error.constraint,
        ),
      ),
    );

    expect(refusals).toEqual([
      'entry_of_a_company',
      'till_of_a_branch',
      'company_account_balance_minor_check',
    ]);
  });

  test('are never changed, taken out or emptied', async () => {
    const company = await aCompany(db);
    await booking(aBooking(company.id));
    const attempts = [
      sql`update ledger_entry set amount_minor = amount_minor + 1`,
      sql`delete from ledger_entry`,
      sql`update ledger_transaction set note = 'x'`,
      sql`delete from ledger_transaction`,
      sql`truncate ledger_entry`,
    ];
    for (const attempt of attempts) {
      await expect(attempt.execute(db)).rejects.toMatchObject({ constraint: 'ledger_is_kept' });
    }
  });

  test('fifty bookings of one company at once leave the sum of all', async () => {
    const company = await aCompany(db);
    const entries = commitmentEntries({ companyId: company.id, orderId: newId(), grossMinor: 7 });
    const plain = entries.map((entry) => ({ ...entry, orderId: undefined }));

    await Promise.all(
      Array.from({ length: 50 }, () => booking(aBooking(company.id, { entries: plain }))),
    );

    expect(await accountOf(company.id)).toMatchObject({ commitmentMinor: 350, exposureMinor: 350 });
    const sums = await sql<{ sumMinor: number }>`
      select sum(amount_minor)::bigint as sum_minor from audit.v_ledger`.execute(db);
    expect(sums.rows).toEqual([{ sumMinor: 0 }]);
  });
});
