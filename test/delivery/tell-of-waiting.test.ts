import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { placeHold } from '../../src/credit/place-hold.ts';
import { tellOfWaiting } from '../../src/delivery/tell-of-waiting.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { waitingLetter } from '../../views/mail/waiting-letter.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf } from '../support/sale.ts';
import { anOrderAt, certifyLots, linesOf, load, plan, weigh } from '../support/shipping.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { db } = await freshDatabase();
await aTradingDay(db);
const clerk = await aClerk(db);
const manager = await aClerk(db, 'manager');

/** A loaded vehicle with all goods of an order, and who has to do with its money. */
async function aLoadedVehicle(payment: 'prepaid' | 'on-account', paidMinor = 0) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  await db
    .updateTable('company')
    .set({ managerId: manager.personId })
    .where('id', '=', company.id)
    .execute();
  const accountant = await aBuyer(db, company, 'accountant');
  await aBuyer(db, company, 'buyer');
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerk, company, [{ product, bars: 3 }]);
  const orderId = await anOrderAt(db, clerk, cart, 'ready', { payment });
  await certifyLots(db, manager);
  const { grossMinor } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('grossMinor')
    .executeTakeFirstOrThrow();
  const pay = (amountMinor: number) =>
    transact(db, (tx) =>
      receivePayment(tx, {
        ...{ method: 'transfer', reference: newId(), companyId: company.id, amountMinor },
        ...{ orderIds: [orderId], personId: null, channel: null, at },
      }),
    );
  if (paidMinor !== 0) await pay(paidMinor > 0 ? paidMinor : grossMinor + paidMinor);
  const lines = await linesOf(db, orderId);
  const id = await plan(
    db,
    clerk,
    orderId,
    lines.map((line) => ({ orderLineId: line.id, pieces: line.pieces ?? 0 })),
  );
  await load(db, clerk, id);
  return { company, accountant, orderId, grossMinor, shipmentId: id, pay };
}

type Loaded = Awaited<ReturnType<typeof aLoadedVehicle>>;

/** What is written once the jobs of the vehicle's events were done twice and at once. */
async function lettersOf({ shipmentId }: Loaded) {
  const events = await sql<{ id: number }>`
    select id from event where facts ->> 'shipmentId' = ${shipmentId}
      and type in ('shipment.loaded', 'shipment.weighed') order by id`.execute(db);
  const write = (notice: Parameters<typeof waitingLetter>[0]) =>
    waitingLetter(notice, 'https://shop.example');
  for (const { id: eventId } of events.rows) {
    await Promise.all([1, 2].map(() => tellOfWaiting(db, write, { eventId }, at)));
  }
  return db
    .selectFrom('outgoingMail')
    .where('dedupeKey', 'like', `vehicle ${shipmentId}%`)
    .orderBy('recipient')
    .select(['recipient', 'subject', 'body'])
    .execute();
}

test('a loaded vehicle whose order is not paid is told once to the accountant and the account manager, with what is left', async () => {
  const loaded = await aLoadedVehicle('prepaid', -100_000);
  const { accountant, orderId, shipmentId } = loaded;
  await weigh(db, clerk, shipmentId, 9_000_000).catch(() => undefined);
  await load(db, clerk, shipmentId);

  const letters = await lettersOf(loaded);

  expect(letters.map(({ recipient }) => recipient)).toEqual(
    [accountant.email, manager.email].toSorted(),
  );
  const theirs = letters.find(({ recipient }) => recipient === accountant.email);
  expect(theirs?.body).toContain('To be paid before it leaves: ₸1,000.00');
  expect(theirs?.body).toContain(`https://shop.example/o/${orderId}#payment`);
  const ours = letters.find(({ recipient }) => recipient === manager.email);
  expect(ours?.body).toContain(`https://shop.example/office/orders/${orderId}`);
});

test('a hold on handing over keeps goods on account here, and both are told', async () => {
  const loaded = await aLoadedVehicle('on-account');
  const hold = { id: newId(), companyId: loaded.company.id, kind: 'documents' } as const;
  await transact(db, (tx) =>
    placeHold(tx, manager, { ...hold, scope: 'block-shipment', reason: 'no contract', at }),
  );

  const letters = await lettersOf(loaded);

  expect(letters).toHaveLength(2);
  for (const { body } of letters) expect(body).toContain('Handing over on account is stopped');
});

test('nobody is told of a vehicle that may leave, or whose money came before the letter', async () => {
  const free = await aLoadedVehicle('on-account');
  const paid = await aLoadedVehicle('prepaid', -100_000);
  await paid.pay(100_000);

  expect(await lettersOf(free)).toEqual([]);
  expect(await lettersOf(paid)).toEqual([]);
});
