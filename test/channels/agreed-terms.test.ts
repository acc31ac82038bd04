import { beforeAll, describe, expect, test } from 'vitest';
import { changeTerms } from '../../src/credit/change-terms.ts';
import type { Terms } from '../../src/customers/agreement.ts';
import { listAgreements } from '../../src/customers/agreement.queries.ts';
import { businessHoursAfter } from '../../src/measures/calendar.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { tellBuyer } from '../../src/ordering/tell-buyer.ts';
import type { Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { orderLetter } from '../../views/mail/order-letter.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf, place } from '../support/sale.ts';
import { modestTerms } from '../support/terms.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';

const { app, db } = await anApp({ at });
let manager: Staff;
let desk: string;
beforeAll(async () => {
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  desk = await signedIn(db, manager, at);
});

const special: Terms = {
  ...modestTerms,
  carrier: 'ours',
  deliveryPlace: 'DAP Konaev',
  freight: 'pro-rata',
  freightPrice: 'free-from',
  freeFrom: { weightG: 20_000_000, goodsMinor: 900_000_000 },
  storage: { freeDays: 5, feeMinor: 150_00, mostDays: 20 },
  documents: ['invoice', 'act'],
  documentsLanguage: 'kk',
  needs: [
    { kind: 'hold-hours', hours: 72 },
    { kind: 'letters-copy', said: 'books@firm.example' },
    { kind: 'instruction', said: 'ring at the gate' },
  ],
  claimDays: [
    { kind: 'short', days: 0 },
    { kind: 'hidden-defect', days: 60 },
  ],
};

const agree = (companyId: string, terms: Terms, seenVersion = 1) =>
  transact(db, (tx) =>
    changeTerms(tx, manager, {
      ...{ companyId, seenVersion, from: '2026-11-26', terms, reason: 'as agreed', at },
    }),
  );

async function aCustomer(terms: Terms = special) {
  const company = await aCompany(db);
  await agree(company.id, terms);
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const buyer = await aBuyer(db, company);
  const order = async () => {
    const cart = await aCartOf(db, manager, company, [{ product: rebar, bars: 2 }], 'phone');
    const { orderId } = await place(db, manager, cart, { payment: 'prepaid', channel: 'phone' });
    return orderId;
  };
  return { company, buyer, order };
}

const open = async (path: string, cookie: string) =>
  (await app.request(path, { headers: { cookie } })).text();

describe('what is agreed of orders', () => {
  test('is kept in versions, and what a version changes is told', async () => {
    const { company } = await aCustomer();
    await agree(company.id, { ...special, freight: 'once', needs: [] }, 2);
    const [newest, before] = await listAgreements(db, company.id);
    expect(before).toMatchObject(special);
    expect(newest).toMatchObject({ freight: 'once', needs: [], storage: special.storage });
    const page = await open(`/office/customers/${company.id}`, desk);
    expect(page).toContain('once, shared by weight over the shipments</span> once an order');
    expect(page).toContain('on every order: ring at the gate</span> none');
  });

  test('is read by the customer on the page of his company, and by no foreman', async () => {
    const { company, buyer } = await aCustomer();
    const page = await open('/company', await signedIn(db, buyer, at));
    for (const said of [
      'DAP Konaev',
      '5 days free, then ₸150',
      '20 days at most',
      'act of acceptance',
    ]) {
      expect(page).toContain(said);
    }
    const foreman = await aBuyer(db, company, 'foreman');
    expect(await open('/company', await signedIn(db, foreman, at))).not.toContain('DAP Konaev');
  });

  test('stays with an order as it was when it was placed', async () => {
    const { company, order } = await aCustomer();
    const orderId = await order();
    await agree(company.id, { ...special, deliveryPlace: 'elsewhere' }, 2);
    expect((await findOrder(db, orderId))?.agreed?.deliveryPlace).toBe('DAP Konaev');
  });

  test('says on the form of a complaint how long there is for each kind', async () => {
    const { buyer, order } = await aCustomer();
    const page = await open(`/claims/new?order=${await order()}`, await signedIn(db, buyer, at));
    expect(page).toContain('Defect found later — within 60 working days of finding it');
    const usual = await aCustomer(modestTerms);
    const cookie = await signedIn(db, usual.buyer, at);
    const common = await open(`/claims/new?order=${await usual.order()}`, cookie);
    expect(common).toContain('Defect found later — within 10 working days of finding it');
  });

  test('is typed in the office; a fee of storage needs its free days', async () => {
    const company = await aCompany(db);
    const send = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({
        ...{ seenVersion: '1', from: '2026-11-26', priceStrategy: 'first-found' },
        ...{ pricingDate: 'order', payment: 'prepaid', paymentDays: '0', tolerance: '3' },
        ...{ creditKind: 'none', creditLimit: '', reason: 'as agreed', ...fields },
      });
      return app.request(`/office/customers/${company.id}/terms`, {
        method: 'POST',
        headers: {
          ...{ ...fromOurPage, cookie: desk },
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: body.toString(),
      });
    };
    const wrong = await send({ storageFee: '150' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toMatch(/id="storageFreeDays-problem"/);
    const said = {
      ...{ carrier: 'ours', deliveryPlace: 'DAP Konaev', freight: 'pro-rata' },
      ...{ storageFreeDays: '5', storageFee: '150', storageMostDays: '20' },
      documentsLanguage: 'kk',
      ...{ 'claimDays.short': '0', 'claimDays.hidden-defect': '60' },
      ...{ 'document.invoice': 'yes', 'document.act': 'yes', holdHours: '72' },
      ...{ lettersTo: 'Books@Firm.example', instruction: 'ring at the gate' },
    };
    expect((await send(said)).status).toBe(303);
    const { needs, ...agreed } = special;
    const [newest] = await listAgreements(db, company.id);
    expect(newest?.needs).toEqual(expect.arrayContaining([...needs]));
    expect(newest).toMatchObject({
      ...{ carrier: agreed.carrier, freight: agreed.freight, storage: agreed.storage },
      ...{ documents: agreed.documents, documentsLanguage: 'kk', claimDays: agreed.claimDays },
    });
  });
});

describe('a special need is carried out', () => {
  test('an unpaid order holds its stock as long as agreed, and as for everybody without', async () => {
    const { order } = await aCustomer();
    const held = await findOrder(db, await order());
    expect(held?.reservedUntil).toEqual(businessHoursAfter(at, 72));
    const common = await aCustomer(modestTerms);
    const usual = await findOrder(db, await common.order());
    expect(usual?.reservedUntil).toEqual(businessHoursAfter(at, 24));
  });

  test('letters about orders go to one more address, once', async () => {
    const { buyer, order } = await aCustomer();
    const orderId = await order();
    const event = await db
      .selectFrom('event')
      .where('subjectId', '=', orderId)
      .where('type', '=', 'order.placed')
      .select('id')
      .executeTakeFirstOrThrow();
    const tell = () => tellBuyer(db, (notice) => orderLetter(notice), { eventId: event.id });
    await tell();
    await tell();
    const number = (await findOrder(db, orderId))?.number;
    const letters = await db
      .selectFrom('outgoingMail')
      .where('subject', 'like', `%${number}%`)
      .select('recipient')
      .orderBy('recipient')
      .execute();
    expect(letters.map(({ recipient }) => recipient)).toEqual(['books@firm.example', buyer.email]);
  });

  test('an instruction stands on every order, for the buyer and for the desk', async () => {
    const { buyer, order } = await aCustomer();
    const orderId = await order();
    expect(await open(`/o/${orderId}`, await signedIn(db, buyer, at))).toContain(
      'ring at the gate',
    );
    expect(await open(`/phone/orders/${orderId}`, desk)).toContain('ring at the gate');
  });
});
