import { expect, test } from 'vitest';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { settleDispute } from '../../src/payments/settle-dispute.ts';
import { tellOfDispute } from '../../src/payments/tell-of-dispute.ts';
import type { Dispute } from '../../src/platform/gateways/card-payments.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { disputeLetter } from '../../views/mail/dispute-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();
await aTradingDay(db);
const clerk = await aClerk(db);
const head = await aClerk(db, 'head_of_sales');
const manager = await aClerk(db, 'manager');

/** A company with an accountant and a buyer, whose order was paid by card. */
async function aCardPayment() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await db
    .updateTable('company')
    .set({ managerId: manager.personId })
    .where('id', '=', company.id)
    .execute();
  const accountant = await aBuyer(db, company, 'accountant');
  await aBuyer(db, company, 'buyer');
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product, bars: 2 }]);
  const { orderId } = await place(db, clerk, cart);
  const { number } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('number')
    .executeTakeFirstOrThrow();
  const reference = `pi_${newId()}`;
  await transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'card', reference, companyId: company.id, amountMinor: 500_000 },
      ...{ orderIds: [orderId], personId: null, channel: 'web', at },
    }),
  );
  return { company, accountant, number, reference };
}

const disputeOf = (reference: string, more: Partial<Dispute>): Dispute => ({
  ...{ disputeId: `dp_${reference}`, paymentIntentId: reference, amountMinor: 500_000 },
  ...{ feeMinor: 0, currency: 'KZT', status: 'needsAnswer', takesMoney: true, moneyBack: false },
  answerBy: new Date('2026-12-10T06:00:00Z'),
  ...more,
});

/** What is written once every job of the company's events was done twice and at once. */
async function lettersOf(companyId: string, number: string) {
  const events = await db
    .selectFrom('event')
    .where('companyId', '=', companyId)
    .where('type', '=', 'payment.disputed')
    .orderBy('id')
    .select('id')
    .execute();
  const write: typeof disputeLetter = (notice, turn) =>
    disputeLetter(notice, turn, 'https://shop.example');
  for (const { id: eventId } of events) {
    await Promise.all([1, 2].map(() => tellOfDispute(db, write, { eventId })));
  }
  return db
    .selectFrom('outgoingMail')
    .where('body', 'like', `%${number}%`)
    .where('dedupeKey', 'like', 'dispute%')
    .orderBy('id')
    .select(['recipient', 'subject', 'body'])
    .execute();
}

const to = (letters: readonly { recipient: string }[]) =>
  letters.map(({ recipient }) => recipient).toSorted();

test('that a payment is disputed and how it ended is read once by the accountant, the manager and the head of sales', async () => {
  const { company, accountant, number, reference } = await aCardPayment();
  const readers = [accountant.email, head.email, manager.email].toSorted();

  await settleDispute(db, disputeOf(reference, {}), at);
  await settleDispute(db, disputeOf(reference, { status: 'underReview' }), at);
  const opened = await lettersOf(company.id, number);

  expect(to(opened)).toEqual(readers);
  const [theirs, ours] = [accountant, head].map(({ email }) =>
    opened.find(({ recipient }) => recipient === email),
  );
  expect(theirs?.body).toContain('tell your bank that you know the payment');
  expect(theirs?.body).toContain('https://shop.example/statements');
  expect(theirs?.body).not.toContain('/office/');
  expect(ours?.body).toContain('10 Dec 2026');
  expect(ours?.body).toContain('https://shop.example/office/payments?show=disputes');

  await settleDispute(db, disputeOf(reference, { status: 'lost' }), at);
  const all = await lettersOf(company.id, number);
  expect(to(all)).toEqual([...readers, ...readers].toSorted());
  expect(all.filter(({ subject }) => subject.includes('is lost'))).toHaveLength(3);
  expect(await auditFindings(db)).toEqual([]);
});

test('what a bank only asks is read by ours alone; what was prevented by nobody', async () => {
  const { company, number, reference } = await aCardPayment();
  const warned = { status: 'warning', takesMoney: false } as const;

  await settleDispute(db, disputeOf(reference, warned), at);
  await settleDispute(db, disputeOf(reference, { ...warned, status: 'prevented' }), at);

  const letters = await lettersOf(company.id, number);
  expect(to(letters)).toEqual([head.email, manager.email].toSorted());
  expect(letters[0]?.body).toContain('No money has been taken.');
});
