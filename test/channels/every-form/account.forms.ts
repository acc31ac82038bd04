import { answerObjection } from '../../../src/payments/answer-objection.ts';
import { objectToLine } from '../../../src/payments/object-to-line.ts';
import { receivePayment } from '../../../src/payments/receive-payment.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { signedIn } from '../../support/app.ts';
import { anyId, choice, exactly, number, optional, words } from '../../support/every-form.ts';
import { aBuyer, aCompany, at } from '../../support/world.ts';
import { type Company, type Forms, anOrder, clerks, cookies, db, them } from './cast.ts';
import { orEmpty } from './fields.ts';

/** A company with money that pays for nothing yet and an order to pay, and somebody who does. */
async function aPayer() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const buyer = await aBuyer(db, company, 'accountant');
  const orderId = await anOrder(company);
  return { cookie: await signedIn(db, buyer, at), buyer, orderId, entryId: await anEntry(company) };
}

/** A line of a company's account: money that came in. */
async function anEntry(company: Company): Promise<string> {
  const by = { personId: null, channel: null, at } as const;
  const money = { method: 'transfer', reference: newId(), amountMinor: 1_000_000 } as const;
  const { paymentId } = await transact(db, (tx) =>
    receivePayment(tx, { ...by, ...money, companyId: company.id, orderIds: [] }),
  );
  const booked = db.selectFrom('ledgerTransaction').where('reference', '=', paymentId).select('id');
  return (await booked.executeTakeFirstOrThrow()).id;
}

/** A line that a company's accountant disputes. */
async function aDispute(): Promise<{ cookie: string; disputeId: string }> {
  const { cookie, buyer, entryId: lineId } = await aPayer();
  const id = newId();
  const said = { id, lineId, theirsMinor: 0, note: 'not in our books', at };
  await transact(db, (tx) => objectToLine(tx, buyer, said));
  return { cookie, disputeId: id };
}

/** A company's account: what it pays and what it disputes. */
export const accountForms: Forms = {
  'POST /statements/payments': async () => {
    const { cookie, orderId } = await aPayer();
    return {
      cookie,
      fields: {
        key: anyId(newId()),
        how: choice('balance', ['balance', 'transfer', 'card']),
        spread: optional(choice('pro-rata', ['oldest-first', 'pro-rata', 'all-or-nothing'])),
        order: exactly(orderId, them.orderId),
        [`amount.${orderId}`]: orEmpty(number('1000', { min: 0.01, max: 5061.39, decimals: 2 })),
      },
    };
  },
  'POST /statements/reconciliation': async () => ({
    cookie: (await aPayer()).cookie,
    fields: {},
  }),
  'POST /statements/lines/:entryId/dispute': async () => {
    const { cookie, entryId } = await aPayer();
    return {
      cookie,
      params: { entryId: exactly(entryId, await anEntry(them.company)) },
      fields: {
        key: anyId(newId()),
        theirs: number('900', { min: 0, max: 100_000_000_000, decimals: 2 }),
        note: words('another amount', { min: 3, max: 500 }),
      },
    };
  },
  'POST /statements/disputes/:disputeId/withdrawal': async () => {
    const { cookie, disputeId } = await aDispute();
    return { cookie, params: { disputeId: exactly(disputeId, (await aDispute()).disputeId) } };
  },
  'POST /office/disputed-lines/:disputeId/answer': async () => ({
    cookie: cookies.manager,
    params: { disputeId: exactly((await aDispute()).disputeId) },
    fields: {
      verdict: choice('agreed', ['agreed', 'declined']),
      answer: words('as you say', { max: 500 }),
    },
  }),
  'POST /office/disputed-lines/:disputeId/correction': async () => {
    const { disputeId: id } = await aDispute();
    const answer = { id, isAgreed: true, answer: '', at };
    await transact(db, (tx) => answerObjection(tx, clerks.manager, answer));
    return { cookie: cookies.manager, params: { disputeId: exactly(id) } };
  },
};
