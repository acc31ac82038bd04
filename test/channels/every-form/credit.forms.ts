import { grantLimit } from '../../../src/credit/decide-limit.ts';
import { pauseReminders } from '../../../src/credit/pause-reminders.ts';
import { placeHold } from '../../../src/credit/place-hold.ts';
import { askRelease } from '../../../src/credit/release-shipment.ts';
import { requestLimit } from '../../../src/credit/request-limit.ts';
import { findStandingOffer } from '../../../src/ordering/freight-offer.queries.ts';
import { nameFreight } from '../../../src/ordering/name-freight.ts';
import type { Buyer } from '../../../src/people/actor.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import {
  type Field,
  choice,
  exactNumber,
  exactly,
  exactlyAsTyped,
  number,
  words,
} from '../../support/every-form.ts';
import { aSiteIn } from '../../support/freight.ts';
import { aCartOf, place } from '../../support/sale.ts';
import { aBuyer, aCompany, at, rebarFor } from '../../support/world.ts';
import { type Forms, anOrder, clerks, cookies, db, us } from './cast.ts';

/** A company whose credit has a limit, with somebody who buys for it. */
async function aDebtor(): Promise<Buyer> {
  return aBuyer(db, await aCompany(db, { creditLimitMinor: 100_000_000 }));
}

/** A wish for more credit that waits; what is typed here is in its form. */
async function aWaitingWish(): Promise<{ companyId: string; requestId: string }> {
  const buyer = await aDebtor();
  const wish = { extraMinor: 100_000, untilDay: '2026-12-10', note: '', at };
  await transact(db, (tx) => requestLimit(tx, buyer, wish));
  const { companyId } = buyer;
  const asked = db.selectFrom('limitRequest').where('companyId', '=', companyId).select('id');
  return { companyId, requestId: (await asked.executeTakeFirstOrThrow()).id };
}

/** An order whose goods a hold keeps here. */
export async function aKeptOrder(): Promise<{ orderId: string }> {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const cart = await aCartOf(db, clerks.counter, company, [{ product: rebar, bars: 2 }]);
  const { orderId } = await place(db, clerks.counter, cart);
  const hold = { id: newId(), companyId: company.id, kind: 'manual', reason: 'so', at } as const;
  await transact(db, (tx) => placeHold(tx, clerks.manager, { ...hold, scope: 'block-shipment' }));
  return { orderId };
}

/** An order whose freight no tariff knows, with a price that waits for the company or for a colleague. */
export async function aFreightToAgree(netMinor: number | null) {
  const orderId = await anOrder(us.company);
  const siteId = await aSiteIn(db, us.company, 'Актау');
  await db
    .updateTable('salesOrder')
    .set({ freight: 'to-agree', siteId })
    .where('id', '=', orderId)
    .execute();
  const { version } = await db
    .selectFrom('salesOrder')
    .where('id', '=', orderId)
    .select('version')
    .executeTakeFirstOrThrow();
  if (netMinor === null) return { orderId, version, offerId: '' };
  const named = { orderId, version, netMinor, reason: 'a carrier asks so much', at };
  await transact(db, (tx) => nameFreight(tx, clerks.manager, named));
  const offer = await findStandingOffer(db, orderId);
  return { orderId, version, offerId: offer?.id ?? '' };
}

/** A wish to let goods go that waits. */
async function aWaitingRelease(): Promise<string> {
  const { orderId } = await aKeptOrder();
  const wish = { orderId, reason: 'so', channel: 'counter', at } as const;
  await transact(db, (tx) => askRelease(tx, clerks.counter, wish));
  const asked = db.selectFrom('shipmentRelease').where('orderId', '=', orderId).select('id');
  return (await asked.executeTakeFirstOrThrow()).id;
}

const moreCredit = (): Record<string, Field> => ({
  extra: number('1000', { min: 0.01, max: 100_000_000_000, decimals: 2 }),
  until: exactlyAsTyped('2026-12-10'),
});

/** Credit, holds on it, and the price of freight that no tariff knows. */
export const creditForms: Forms = {
  'POST /company/credit/requests': async () => ({
    cookie: await signedIn(db, await aDebtor(), at),
    fields: { ...moreCredit(), note: words('for the roof', { max: 500 }) },
  }),
  'POST /office/credit/requests/:requestId/grant': async () => ({
    cookie: cookies.manager,
    params: { requestId: exactly((await aWaitingWish()).requestId) },
    fields: moreCredit(),
  }),
  'POST /office/credit/requests/:requestId/refusal': async () => ({
    cookie: cookies.manager,
    params: { requestId: exactly((await aWaitingWish()).requestId) },
    fields: { note: words('after the next payment', { min: 3, max: 500 }) },
  }),
  'POST /office/credit/limits/:limitId/end': async () => {
    const { requestId } = await aWaitingWish();
    const grant = { requestId, extraMinor: 100_000, untilDay: '2026-12-10', at };
    await transact(db, (tx) => grantLimit(tx, clerks.manager, grant));
    const given = db.selectFrom('temporaryLimit').where('requestId', '=', requestId).select('id');
    const limitId = exactly((await given.executeTakeFirstOrThrow()).id);
    return { cookie: cookies.manager, params: { limitId } };
  },
  'POST /office/credit/:companyId/holds': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly((await aCompany(db)).id) },
    fields: {
      kind: choice('overdue', ['overdue', 'documents', 'manual']),
      scope: choice('warn', ['block-orders', 'block-shipment', 'warn']),
      reason: words('invoice 1182', { min: 3, max: 500 }),
    },
  }),
  'POST /office/credit/:companyId/reminders/pause': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly((await aCompany(db)).id) },
    fields: {
      until: exactlyAsTyped('2026-12-10'),
      why: words('promised on Friday', { min: 3, max: 500 }),
    },
  }),
  'POST /office/credit/:companyId/reminders/resumption': async () => {
    const { id: companyId } = await aCompany(db);
    const pause = { companyId, untilDay: '2026-12-10', reason: 'so', at };
    await transact(db, (tx) => pauseReminders(tx, clerks.manager, pause));
    return { cookie: cookies.manager, params: { companyId: exactly(companyId) } };
  },
  'POST /office/freight-to-agree/:orderId/price': async () => {
    const { orderId, version } = await aFreightToAgree(null);
    return {
      cookie: cookies.manager,
      params: { orderId: exactly(orderId) },
      fields: {
        version: exactNumber(String(version)),
        price: number('150000', { min: 0, max: 1_000_000_000, decimals: 2 }),
        reason: words('a carrier asks so much', { min: 1, max: 300 }),
      },
    };
  },
  'POST /office/freight-to-agree/offers/:offerId/approval': async () => ({
    cookie: cookies.head,
    params: { offerId: exactly((await aFreightToAgree(0)).offerId) },
  }),
  'POST /office/freight-to-agree/offers/:offerId/sending-back': async () => ({
    cookie: cookies.head,
    params: { offerId: exactly((await aFreightToAgree(0)).offerId) },
    fields: { whyBack: words('too little', { min: 1, max: 300 }) },
  }),
  'POST /office/freight-to-agree/offers/:offerId/agreement': async () => ({
    cookie: cookies.manager,
    params: { offerId: exactly((await aFreightToAgree(15_000_000)).offerId) },
    fields: { whoSaid: words('their foreman by phone', { min: 1, max: 300 }) },
  }),
  'POST /office/freight-to-agree/offers/:offerId/refusal': async () => ({
    cookie: cookies.manager,
    params: { offerId: exactly((await aFreightToAgree(15_000_000)).offerId) },
    fields: { whyNo: words('too dear', { min: 1, max: 300 }) },
  }),
  'POST /office/credit/releases/:releaseId/grant': async () => ({
    cookie: cookies.manager,
    params: { releaseId: exactly(await aWaitingRelease()) },
  }),
  'POST /office/credit/releases/:releaseId/refusal': async () => ({
    cookie: cookies.manager,
    params: { releaseId: exactly(await aWaitingRelease()) },
    fields: { note: words('after the next payment', { min: 3, max: 500 }) },
  }),
  'POST /office/credit/holds/:holdId/end': async () => {
    const [holdId, { id: companyId }] = [newId(), await aCompany(db)];
    const hold = { companyId, kind: 'manual', scope: 'warn', reason: 'so', at } as const;
    await transact(db, (tx) => placeHold(tx, clerks.manager, { id: holdId, ...hold }));
    return { cookie: cookies.manager, params: { holdId: exactly(holdId) } };
  },
};
