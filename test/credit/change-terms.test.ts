import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { alignAccounts } from '../../src/credit/align-accounts.ts';
import { changeTerms, type TermsChange } from '../../src/credit/change-terms.ts';
import { findCreditStanding } from '../../src/credit/credit.queries.ts';
import type { Terms } from '../../src/customers/agreement.ts';
import { standingOn } from '../../src/measures/calendar.ts';
import { listAgreements } from '../../src/customers/agreement.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const TODAY = '2026-11-26';

const onAccount: Terms = {
  priceStrategy: 'first-found',
  publicPriceIfBetter: true,
  pricingDate: 'order',
  payment: 'on-account',
  paymentDays: 14,
  overdueGraceDays: null,
  overdueLeastMinor: null,
  toleranceBp: 300,
  creditKind: 'amount',
  creditLimitMinor: 500_000_000,
  requiredFields: [],
  carrier: 'pick-up',
  deliveryPlace: '',
  freight: 'per-shipment',
  freightPrice: 'included',
  freeFrom: null,
  storage: null,
  documents: ['invoice', 'delivery-note'],
  documentsLanguage: null,
  needs: [],
  claimDays: [],
  instalments: [],
};

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

const standingOf = (company: { id: string }) =>
  findCreditStanding(db, { companyId: company.id, on: TODAY });

const changing = (company: { id: string }, change: Partial<TermsChange> = {}) =>
  transact(db, (tx) =>
    changeTerms(tx, manager, {
      companyId: company.id,
      seenVersion: 1,
      from: TODAY,
      terms: onAccount,
      reason: 'paid in time for a year',
      at,
      ...change,
    }),
  );

const daysOf = async (company: { id: string }) =>
  (await listAgreements(db, company.id)).map(({ version, from, until }) => [version, from, until]);

test('new terms end the old ones and move the credit in the same moment', async () => {
  const company = await aCompany(db);

  await changing(company);

  expect(await daysOf(company)).toEqual([
    [2, TODAY, null],
    [1, '2025-01-01', TODAY],
  ]);
  const [newest] = await listAgreements(db, company.id);
  expect(newest).toMatchObject({ ...onAccount, changedByName: manager.name });
  expect(await standingOf(company)).toEqual({
    creditKind: 'amount',
    limitMinor: 500_000_000,
    exposureMinor: 0,
  });
});

test('terms of a later day wait for it, and so does the credit', async () => {
  const company = await aCompany(db);

  await changing(company, { from: '2026-12-01' });

  await alignAccounts(db, at);
  expect(await standingOf(company)).toMatchObject({ creditKind: 'none' });
  await alignAccounts(db, new Date('2026-11-30T19:00:00Z')); // midnight in Almaty
  expect(await standingOf(company)).toMatchObject({ creditKind: 'amount' });
});

test('the last word counts: a second change on one day replaces the first, one for later is withdrawn', async () => {
  const company = await aCompany(db);
  await changing(company, { from: '2026-12-01' });
  await changing(company, { seenVersion: 2 });
  await changing(company, { seenVersion: 3, terms: { ...onAccount, paymentDays: 20 } });

  const versions = await listAgreements(db, company.id);

  expect(versions.map(({ version, ...dated }) => [version, standingOn(dated, TODAY)])).toEqual([
    [4, 'in-force'],
    [3, 'replaced'],
    [2, 'replaced'],
    [1, 'past'],
  ]);
});

test('two managers who saw the same terms do not write over each other', async () => {
  const company = await aCompany(db);

  const outcomes = await Promise.allSettled([
    changing(company, { reason: 'first' }),
    changing(company, {
      reason: 'second',
      terms: { ...onAccount, creditKind: 'unlimited', creditLimitMinor: null },
    }),
  ]);

  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toEqual([
    { status: 'rejected', reason: new Refusal({ code: 'changed-meanwhile' }) },
  ]);
  expect(await daysOf(company)).toHaveLength(2);
});

test('a limit that is lowered while a sale takes it is never overdrawn unseen', async () => {
  const company = await aCompany(db, { creditLimitMinor: 100_000_000 });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, manager, company, [{ product: rebar, bars: 20 }], 'phone');

  const [sale] = await Promise.allSettled([
    place(db, manager, cart, { channel: 'phone' }),
    changing(company, { terms: { ...onAccount, creditLimitMinor: 0 } }),
  ]);

  // Whoever came first: a sale before the change stays, one after it is refused with the new limit.
  const standing = await standingOf(company);
  const outcome = sale.status === 'fulfilled' ? 'placed' : (sale.reason as Refusal).reason;
  const expected = {
    limitMinor: 0,
    outcome:
      standing?.exposureMinor === 0 ? { code: 'credit-limit-exceeded', limitMinor: 0 } : 'placed',
  };
  expect({ limitMinor: standing?.limitMinor, outcome }).toMatchObject(expected);
  expect(await auditFindings(db)).toEqual([]);
});

test('a company that walked in and has no account yet gets one', async () => {
  const company = await aCompany(db);
  await db.deleteFrom('companyAccount').where('companyId', '=', company.id).execute();

  await changing(company);

  expect(await standingOf(company)).toMatchObject({ creditKind: 'amount' });
});

test('a day that is past, an unknown company and a clerk are refused', async () => {
  const company = await aCompany(db);
  await expect(changing(company, { from: '2026-11-25' })).rejects.toEqual(
    new Refusal({ code: 'day-past' }),
  );
  await expect(changing({ id: newId() })).rejects.toThrow(NotFound);
  const clerk = await aClerk(db);
  const byClerk = transact(db, (tx) =>
    changeTerms(tx, clerk, {
      companyId: company.id,
      seenVersion: 1,
      from: TODAY,
      terms: onAccount,
      reason: 'asked nicely',
      at,
    }),
  );
  await expect(byClerk).rejects.toEqual(new Refusal({ code: 'not-permitted' }));
  expect(await daysOf(company)).toEqual([[1, '2025-01-01', null]]);
});
