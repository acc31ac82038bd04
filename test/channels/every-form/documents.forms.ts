import { issueInvoice } from '../../../src/payments/issue-invoice.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import {
  anyId,
  choice,
  exactly,
  exactlyAsTyped,
  number,
  optional,
  words,
} from '../../support/every-form.ts';
import { aCartOf, handedOver } from '../../support/sale.ts';
import { at } from '../../support/world.ts';
import { type Forms, anOrder, clerks, cookies, db, rebar, them, us } from './cast.ts';
import { orEmpty } from './fields.ts';

/** An invoice of ours for goods that were handed over. */
async function anInvoice(): Promise<string> {
  const cart = await aCartOf(db, clerks.counter, us.company, [{ product: rebar, bars: 2 }]);
  const orderId = await handedOver(db, clerks.counter, cart);
  const issuing = { orderId, channel: null, at };
  return transact(db, (tx) => issueInvoice(tx, clerks.manager, issuing));
}

/** Papers of a sale, and what stands on every one of them. */
export const documentsForms: Forms = {
  'POST /o/:orderId/proforma': async () => ({
    cookie: cookies.buyer,
    params: { orderId: exactly(await anOrder(us.company), them.orderId) },
  }),
  'POST /office/orders/:orderId/proforma': async () => ({
    cookie: cookies.counter,
    params: { orderId: exactly(await anOrder(us.company)) },
  }),
  'POST /office/orders/:orderId/invoice': async () => {
    const cart = await aCartOf(db, clerks.counter, us.company, [{ product: rebar, bars: 2 }]);
    const orderId = await handedOver(db, clerks.counter, cart);
    return { cookie: cookies.manager, params: { orderId: exactly(orderId) } };
  },
  'POST /office/freight': () =>
    Promise.resolve({
      cookie: cookies.manager,
      fields: {
        branchCode: exactlyAsTyped('ALA'),
        from: exactlyAsTyped('2026-11-26'),
        reason: optional(words('fuel is dearer', { max: 300 })),
        km1: number('30', { min: 1, max: 10_000, decimals: 0 }),
        tonnes1: number('5', { min: 0.001, max: 100, decimals: 3 }),
        base1: number('25000', { min: 0, max: 100_000_000, decimals: 2 }),
        rate1: orEmpty(number('60', { min: 0, max: 1_000_000, decimals: 2 })),
        least1: orEmpty(number('30000', { min: 0, max: 100_000_000, decimals: 2 })),
      },
    }),
  'POST /office/customs': () =>
    Promise.resolve({
      cookie: cookies.manager,
      fields: {
        categoryCode: exactly('rebar'),
        tnvedCode: exactlyAsTyped('721420'),
        tnvedName: words('', { max: 200 }),
        originCode: choice('4', ['1', '2', '3', '4', '5']),
      },
    }),
  'POST /office/seller': () =>
    Promise.resolve({
      cookie: cookies.admin,
      fields: {
        name: words('ТОО «Металл»', { min: 1, max: 200 }),
        bin: exactlyAsTyped('240140000011'),
        address: words('Алматы', { min: 1, max: 300 }),
        phone: words('+7 727 250 11 40', { min: 1, max: 40 }),
        bankName: words('Банк', { min: 1, max: 200 }),
        bik: exactlyAsTyped('HSBKKZKX'),
        iik: exactlyAsTyped('KZ84601A111000012345'),
        kbe: exactlyAsTyped('17'),
        vatSeries: words('60001', { min: 1, max: 20 }),
        vatNumber: words('1234567', { min: 1, max: 20 }),
        directorName: words('Сейткали А. Б.', { min: 1, max: 120 }),
        chiefAccountantName: words('', { max: 120 }),
        from: exactlyAsTyped('2026-11-26'),
      },
    }),
  'POST /office/documents/:documentId/void': async () => ({
    cookie: cookies.manager,
    params: { documentId: exactly(await anInvoice()) },
    fields: { voidReason: words('another buyer', { min: 1, max: 300 }) },
  }),
  'POST /office/documents/:documentId/registration': async () => ({
    cookie: cookies.manager,
    params: { documentId: exactly(await anInvoice()) },
    fields: { registrationNumber: exactlyAsTyped('ESF-240140000011-20261126-10012345') },
  }),
  'POST /office/documents/:documentId/credit-note': async () => ({
    cookie: cookies.manager,
    params: { documentId: exactly(await anInvoice()) },
    fields: {
      key: anyId(newId()),
      reason: words('bent at loading', { min: 1, max: 300 }),
      'amount.1': number('100', { min: 0.01, max: 2000, decimals: 2 }),
    },
  }),
};
