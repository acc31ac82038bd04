import { askRefund } from '../../../src/payments/ask-refund.ts';
import { findBankLine } from '../../../src/payments/bank-line.queries.ts';
import { bookBankLine } from '../../../src/payments/book-bank-line.ts';
import { reverseBankLine } from '../../../src/payments/reverse-payment.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { ALTYN_IBAN, OURS, exchangeFile } from '../../payments/statements.ts';
import { aBankLine, aStatement, paidBy, sentTo } from '../../support/bank.ts';
import {
  anything,
  choice,
  exactly,
  exactlyAsTyped,
  matching,
  number,
  optional,
  words,
} from '../../support/every-form.ts';
import { at } from '../../support/world.ts';
import { type Forms, anOrder, clerks, cookies, db, us } from './cast.ts';
import { orEmpty } from './fields.ts';

/** A line of a statement that waits; of us where nothing else is said. */
const aLineOf = async (amountMinor = 5000) =>
  aBankLine(db, clerks.manager, { bin: us.company.bin, amountMinor });

async function aBookedLine(amountMinor: number): Promise<string> {
  const { lineId } = await aLineOf(amountMinor);
  const share = { way: 'balance' } as const;
  const booking = { lineId, companyId: us.company.id, share, at };
  await transact(db, (tx) => bookBankLine(tx, clerks.manager, booking));
  return lineId;
}

/** A refund by transfer on its way, and the line of a statement that it is. */
async function aRefundSent(): Promise<{ lineId: string; refundId: string }> {
  const paidLine = await findBankLine(db, await aBookedLine(5000));
  const [refundId, amountMinor] = [newId(), 4000];
  const asked = { id: refundId, paymentId: paidLine?.line.paymentId ?? '', amountMinor };
  await transact(db, (tx) =>
    askRefund(tx, clerks.manager, {
      ...{
        ...asked,
        reason: 'overpaid',
        note: '',
        channel: 'counter',
        at,
        way: 'transfer',
        orderId: null,
      },
    }),
  );
  const file = exchangeFile([sentTo(us.company.bin, amountMinor, 'refund')]);
  const { lineIds } = await aStatement(db, clerks.manager, file);
  return { refundId, lineId: lineIds[0] ?? '' };
}

export const bankForms: Forms = {
  'POST /office/bank/file': async () => ({
    cookie: cookies.manager,
    fields: {
      account: {
        ...anything(OURS),
        takes: (text) => text === undefined || text.trim().length <= 40,
      },
      pasted: exactlyAsTyped(exchangeFile([paidBy(us.company.bin, 5000, 'за металл')])),
    },
  }),
  'POST /office/bank/:statementId/certain': async () => ({
    cookie: cookies.manager,
    params: { statementId: exactly((await aLineOf()).statementId) },
  }),
  'POST /office/bank/lines/:lineId/booking': async () => {
    const orderId = await anOrder(us.company);
    return {
      cookie: cookies.manager,
      params: { lineId: exactly((await aLineOf()).lineId) },
      fields: {
        companyId: exactly(us.company.id),
        way: choice('chosen', ['chosen', 'oldest-first', 'pro-rata', 'balance']),
        next: anything(''),
        [`a.${orderId}`]: orEmpty(number('1', { min: 0.01, max: 100_000_000_000, decimals: 2 })),
      },
    };
  },
  'POST /office/bank/lines/:lineId/set-aside': async () => ({
    cookie: cookies.manager,
    params: { lineId: exactly((await aLineOf()).lineId) },
    fields: {
      reason: choice('not-customer', ['not-customer', 'returned', 'other']),
      note: optional(words('a loan', { max: 300 })),
      next: anything(''),
    },
  }),
  'POST /office/bank/lines/:lineId/return': async () => ({
    cookie: cookies.manager,
    params: { lineId: exactly((await aLineOf()).lineId) },
  }),
  'POST /office/bank/lines/:lineId/reversal': async () => ({
    cookie: cookies.manager,
    params: { lineId: exactly(await aBookedLine(5000)) },
    fields: { undoReason: words('another payer', { min: 1, max: 300 }) },
  }),
  'POST /office/bank/lines/:lineId/reversal/decision': async () => {
    const lineId = await aBookedLine(10_000_001);
    const asked = { lineId, reason: 'another payer', at };
    await transact(db, (tx) => reverseBankLine(tx, clerks.manager, asked));
    return {
      ...{ cookie: cookies.head, params: { lineId: exactly(lineId) } },
      fields: { verdict: choice('agreed', ['agreed', 'refused']) },
    };
  },
  'POST /office/bank/lines/:lineId/refund': async () => {
    const { lineId, refundId } = await aRefundSent();
    return {
      ...{ cookie: cookies.manager, params: { lineId: exactly(lineId) } },
      fields: { refundId: exactly(refundId) },
    };
  },
  'POST /office/bank/accounts': async () => ({
    cookie: cookies.admin,
    fields: {
      iban: exactlyAsTyped(ALTYN_IBAN),
      bankName: words('Halyk', { min: 1, max: 120 }),
      bik: matching('HSBKKZKX', /^\s*[0-9A-Za-z]{8}\s*$/),
    },
  }),
};
