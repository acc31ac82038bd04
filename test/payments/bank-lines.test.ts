import { type Kysely, sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkDigit } from '../../src/customers/bin.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import { askRefund } from '../../src/payments/ask-refund.ts';
import { findBankLine, readQueue } from '../../src/payments/bank-line.queries.ts';
import { findStatement } from '../../src/payments/bank-statement.queries.ts';
import { bookBankLine, type LineShare } from '../../src/payments/book-bank-line.ts';
import { askToBookCertain, bookCertainLines } from '../../src/payments/book-certain-lines.ts';
import { decideReversal, reverseBankLine } from '../../src/payments/reverse-payment.ts';
import { returnBankLine, setAsideBankLine } from '../../src/payments/set-aside-bank-line.ts';
import { settleRefundByTransfer } from '../../src/payments/settle-by-transfer.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import {
  aBankLine,
  anOwnAccount,
  aStatement,
  paidBy,
  readStatement,
  sentTo,
} from '../support/bank.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings, handedOver, place } from '../support/sale.ts';
import { aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';
import { ALTYN_IBAN, encoded, exchangeDocument, exchangeFile, OURS } from './statements.ts';

let db: Kysely<DB>;
let accountant: Staff;
let colleague: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  accountant = await aClerk(db, 'head_of_sales');
  colleague = await aClerk(db, 'manager');
  await anOwnAccount(db);
});

afterEach(async () => {
  expect(await auditFindings(db)).toEqual([]);
});

const refusal = (code: string) => ({ reason: expect.objectContaining({ code }) });

let bins = 0;
/** A valid BIN, each time another: statements are read with their check digits. */
function aBin(): string {
  for (;;) {
    const stem = `23014${String((bins += 1)).padStart(6, '0')}`;
    const digit = checkDigit(Array.from(stem, Number));
    if (digit !== undefined) return `${stem}${digit}`;
  }
}

/** Orders of a new company, each of the same sum. */
async function owing(orders = 1) {
  const company = await aCompany(db, { creditLimitMinor: 1_000_000_000, bin: aBin() });
  const sold = [];
  for (let i = 0; i < orders; i += 1) {
    const rebar = await rebarFor(db, company, {
      ...{ pricePerTonneMinor: 42_000_000, stockG: 100_000_000 },
    });
    const clerk = await aClerk(db);
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
    const { orderId } = await place(db, clerk, cart, { payment: 'prepaid' });
    const order = await findOrder(db, orderId);
    sold.push({ orderId, number: order?.number ?? '', grossMinor: order?.grossMinor ?? 0 });
  }
  const [order] = sold;
  if (!order) throw new Error('no order');
  return { company, orders: sold, order };
}

const taken = (file: string | Buffer, who = accountant) => aStatement(db, who, file);

const linesOf = async (statementId: string) =>
  db
    .selectFrom('bankLine')
    .where('statementId', '=', statementId)
    .orderBy('rowNumber')
    .selectAll()
    .execute();

const aLine = (bin: string, amountMinor: number, purpose?: string) =>
  aBankLine(db, accountant, { bin, amountMinor, ...(purpose !== undefined && { purpose }) });

const book = (lineId: string, companyId: string, share: LineShare, who = accountant) =>
  transact(db, (tx) => bookBankLine(tx, who, { lineId, companyId, share, at }));

const paidOf = async (orderId: string) => (await findOrder(db, orderId))?.paidMinor;
const balanceOf = async (companyId: string) => {
  const { balanceMinor } = await db
    .selectFrom('companyAccount')
    .where('companyId', '=', companyId)
    .select('balanceMinor')
    .executeTakeFirstOrThrow();
  return balanceMinor;
};
const stateOf = async (lineId: string) => (await findBankLine(db, lineId))?.line.state;
const inBankMinor = async () => {
  const found = await sql<{ sum: number }>`
    select coalesce(sum(amount_minor), 0)::bigint as sum from ledger_entry where account = 'bank'`.execute(
    db,
  );
  return found.rows[0]?.sum;
};

describe('a statement is taken in', () => {
  test('and the same file again, or one whose days overlap, brings nothing twice', async () => {
    const [one, two, three] = [1, 2, 3].map((i) => paidBy('240140000011', i * 100, 'за металл'));
    const first = await taken(exchangeFile([one ?? '', two ?? '']));
    const again = await taken(exchangeFile([one ?? '', two ?? '']));
    const later = await taken(exchangeFile([two ?? '', three ?? '']));

    expect(again).toEqual({ ...first, isNew: false });
    expect(await linesOf(first.statementId)).toHaveLength(2);
    expect(await linesOf(later.statementId)).toHaveLength(1);
    const shown = await findStatement(db, later.statementId);
    expect(shown).toMatchObject({ linesRead: 2, linesNew: 1, waits: 1 });
  });

  test('by two accountants at once, once', async () => {
    const documentsOf = Array.from({ length: 30 }, (_, i) =>
      paidBy('240140000011', 1000 + i, 'за металл'),
    );
    const [file, turned] = [
      exchangeFile(documentsOf),
      exchangeFile(documentsOf.toReversed(), { ДатаКонца: '27.11.2026' }),
    ];
    const all = await Promise.all([
      taken(file),
      taken(file, colleague),
      taken(turned),
      taken(turned),
    ]);

    const ids = [...new Set(all.map(({ statementId }) => statementId))];
    expect(ids).toHaveLength(2);
    const lines = await Promise.all(ids.map(linesOf));
    expect(lines.flat()).toHaveLength(30);
  });

  test('with what went out, and tells sums that do not agree', async () => {
    const file = exchangeFile(
      [paidBy('240140000011', 500, 'за металл'), sentTo('240140000011', 200, 'аренда')],
      { НачальныйОстаток: '10.00', КонечныйОстаток: '14.00' },
    );
    const { statementId } = await taken(file);
    const shown = await findStatement(db, statementId);
    expect(shown).toMatchObject({ openingMinor: 1000, closingMinor: 1400, waits: 1, outgoing: 1 });
    expect(shown?.remarks).toContainEqual({
      ...{ code: 'balances-differ', account: OURS, statedMinor: 1400, countedMinor: 1300 },
    });
  });

  test('and tells that a statement between two is missing', async () => {
    const day = (on: string, opening: string, closing: string) =>
      taken(
        exchangeFile([], { НачальныйОстаток: opening, КонечныйОстаток: closing })
          .replaceAll('25.11.2026', on)
          .replaceAll('26.11.2026', on),
      );
    await day('01.10.2026', '0.00', '5.00');
    const { statementId } = await day('02.10.2026', '7.00', '7.00');
    const shown = await findStatement(db, statementId);
    expect(shown?.remarks).toContainEqual({
      ...{ code: 'opening-differs', account: OURS, statedMinor: 700, countedMinor: 500 },
    });
  });

  test.each([
    [
      'of a stranger’s account',
      exchangeFile([], { РасчСчет: ALTYN_IBAN }).replaceAll(OURS, ALTYN_IBAN),
      { code: 'account-unknown', account: ALTYN_IBAN },
    ],
    ['that is a price list', 'Наименование;Цена\nАрматура 12;250000\n', { code: 'no-columns' }],
    [
      'whose rows say nothing',
      exchangeFile([exchangeDocument({ СуммаПриход: 'много' })]),
      { code: 'no-payments', row: 13, why: 'amount-unreadable' },
    ],
  ])('but not one %s', async (_, text, problem) => {
    expect(await readStatement(db, Buffer.from(text))).toEqual({ ok: false, problem });
  });

  test('of five thousand lines within a second or two of work', async () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      paidBy('240140000011', 100 + i, `заказ ${i}`),
    );
    const bytes = encoded(exchangeFile(many), 'windows-1251');
    // By the clock of the processor, since others work here too.
    const began = process.cpuUsage();
    const { statementId } = await taken(bytes);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(2500);
    expect((await findStatement(db, statementId))?.linesNew).toBe(5000);
    await sql`update bank_line set state = 'set-aside', set_aside_as = 'not-customer', settled_at = ${at} where statement_id = ${statementId}`.execute(
      db,
    );
  });

  test('only by who keeps the books', async () => {
    const clerk = await aClerk(db, 'counter');
    await expect(
      taken(exchangeFile([paidBy('240140000011', 77, 'x')]), clerk),
    ).rejects.toMatchObject(refusal('not-permitted'));
  });
});

describe('a line is booked', () => {
  test('to the orders that a person chose, and what is over becomes the balance', async () => {
    const { company, orders } = await owing(2);
    const [first, second] = orders;
    const { lineId } = await aLine(company.bin, 500_000);
    const chosen = [
      { orderId: second?.orderId ?? '', amountMinor: 300_000 },
      { orderId: first?.orderId ?? '', amountMinor: 100_000 },
    ];
    await book(lineId, company.id, { way: 'chosen', orders: chosen });

    expect(await paidOf(second?.orderId ?? '')).toBe(300_000);
    expect(await paidOf(first?.orderId ?? '')).toBe(100_000);
    expect(await balanceOf(company.id)).toBe(100_000);
    const payment = await db
      .selectFrom('payment')
      .where('companyId', '=', company.id)
      .select(['method', 'receivedOn', 'purpose'])
      .executeTakeFirstOrThrow();
    expect(payment).toEqual({ method: 'transfer', receivedOn: '2026-11-25', purpose: 'за металл' });
  });

  test('oldest first, in equal shares, or all to the balance', async () => {
    const { company, orders } = await owing(2);
    const [first, second] = orders.map(({ orderId }) => orderId);
    const grossMinor = orders[0]?.grossMinor ?? 0;
    await book((await aLine(company.bin, 1000)).lineId, company.id, { way: 'oldest-first' });
    expect([await paidOf(first ?? ''), await paidOf(second ?? '')]).toEqual([1000, 0]);
    await book((await aLine(company.bin, grossMinor)).lineId, company.id, { way: 'pro-rata' });
    const shares = [await paidOf(first ?? ''), await paidOf(second ?? '')];
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBe(1000 + grossMinor);
    expect(shares[1]).toBeGreaterThan(grossMinor / 2);
    await book((await aLine(company.bin, 700)).lineId, company.id, { way: 'balance' });
    expect(await balanceOf(company.id)).toBe(700);
  });

  test('never beyond what is due of an order', async () => {
    const { company, order } = await owing();
    const { lineId } = await aLine(company.bin, order.grossMinor + 1);
    const beyond = [{ orderId: order.orderId, amountMinor: order.grossMinor + 1 }];
    await expect(book(lineId, company.id, { way: 'chosen', orders: beyond })).rejects.toMatchObject(
      refusal('bank-share-wrong'),
    );
    expect(await stateOf(lineId)).toBe('waits');
  });

  test('to one company, when two accountants say two at once; a second click says nothing', async () => {
    const [one, other] = [await aCompany(db), await aCompany(db)];
    const { lineId } = await aLine(one.bin, 5000);
    const both = await Promise.allSettled([
      book(lineId, one.id, { way: 'balance' }, accountant),
      book(lineId, other.id, { way: 'balance' }, colleague),
    ]);
    const [lost] = both.filter((outcome) => outcome.status === 'rejected');
    expect(both.filter((outcome) => outcome.status === 'rejected')).toHaveLength(1);
    expect(lost?.reason).toMatchObject(refusal('bank-line-settled'));
    expect((await balanceOf(one.id)) + (await balanceOf(other.id))).toBe(5000);

    const winner = both[0]?.status === 'fulfilled' ? one : other;
    const by = winner === one ? accountant : colleague;
    await book(lineId, winner.id, { way: 'balance' }, by);
    expect((await balanceOf(one.id)) + (await balanceOf(other.id))).toBe(5000);
  });

  test('not in another currency', async () => {
    const { company } = await owing();
    const { statementId } = await taken(exchangeFile([paidBy(company.bin, 100, 'x')]));
    const [line] = await linesOf(statementId);
    await db.transaction().execute((tx) =>
      tx
        .updateTable('bankLine')
        .set({ currency: 'USD' })
        .where('id', '=', line?.id ?? '')
        .execute(),
    );
    await expect(book(line?.id ?? '', company.id, { way: 'balance' })).rejects.toMatchObject(
      refusal('bank-line-currency'),
    );
  });
});

describe('what is certain is booked at once', () => {
  const ask = (statementId: string) =>
    transact(db, (tx) => askToBookCertain(tx, accountant, { statementId, at }));

  test('by BIN, number and a sum within what is due; all else waits', async () => {
    const { company, orders } = await owing(2);
    const [first, second] = orders;
    const stranger = await aCompany(db, { bin: aBin() });
    const grossMinor = first?.grossMinor ?? 0;
    const { statementId } = await taken(
      exchangeFile([
        paidBy(company.bin, grossMinor, `оплата по заказу ${first?.number}`),
        paidBy(company.bin, 1000, `аванс по заказу ${second?.number}`),
        paidBy(stranger.bin, 2000, `за друга, заказ ${second?.number}`),
        paidBy(company.bin, grossMinor * 3, `заказ ${second?.number}`),
      ]),
    );
    await ask(statementId);
    await bookCertainLines(db, { statementId }, at);
    await bookCertainLines(db, { statementId }, at);

    const states = (await linesOf(statementId)).map(({ state }) => state);
    expect(states).toEqual(['booked', 'booked', 'waits', 'waits']);
    expect(await paidOf(first?.orderId ?? '')).toBe(grossMinor);
    expect(await paidOf(second?.orderId ?? '')).toBe(1000);
    expect(await findStatement(db, statementId)).toMatchObject({ isBooking: false });
  });

  test('but not what somebody took back before', async () => {
    const { company, order } = await owing();
    const { statementId, lineId } = await aLine(company.bin, 1000, `заказ ${order.number}`);
    await book(lineId, company.id, { way: 'balance' });
    await transact(db, (tx) => reverseBankLine(tx, accountant, { lineId, reason: 'wrong', at }));
    await ask(statementId);
    await bookCertainLines(db, { statementId }, at);
    expect(await stateOf(lineId)).toBe('waits');
  });

  test('only when somebody asked for it', async () => {
    const { company, order } = await owing();
    const { statementId, lineId } = await aLine(company.bin, 1000, `заказ ${order.number}`);
    await bookCertainLines(db, { statementId }, at);
    expect(await stateOf(lineId)).toBe('waits');
  });
});

describe('a wrong booking is taken back', () => {
  const undo = (lineId: string) =>
    transact(db, (tx) => reverseBankLine(tx, accountant, { lineId, reason: 'another payer', at }));

  test('by entries against it; the order is owed again and the line waits for its company', async () => {
    const { company, order } = await owing();
    const right = await aCompany(db);
    const before = await inBankMinor();
    const { lineId } = await aLine(right.bin, 10_000);
    const share = { way: 'oldest-first' } as const;
    await book(lineId, company.id, share);
    expect(await paidOf(order.orderId)).toBe(10_000);

    await undo(lineId);
    await undo(lineId);
    expect(await paidOf(order.orderId)).toBe(0);
    expect(await balanceOf(company.id)).toBe(0);
    expect(await inBankMinor()).toBe(before);
    expect(await stateOf(lineId)).toBe('waits');

    await book(lineId, right.id, share);
    expect(await balanceOf(right.id)).toBe(10_000);
    expect(await inBankMinor()).toBe((before ?? 0) + 10_000);
  });

  test('also of goods that are handed over: the company owes for them again', async () => {
    const company = await aCompany(db, { creditLimitMinor: 1_000_000_000 });
    const clerk = await aClerk(db);
    const rebar = await rebarFor(db, company, {
      ...{ pricePerTonneMinor: 42_000_000, stockG: 100_000_000 },
    });
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 4 }]);
    await handedOver(db, clerk, cart);
    const owes = () =>
      db
        .selectFrom('companyAccount')
        .where('companyId', '=', company.id)
        .select(['exposureMinor', 'balanceMinor', 'advanceMinor', 'receivableMinor'])
        .executeTakeFirstOrThrow();
    const before = await owes();
    const { lineId } = await aLine(company.bin, 10_000);
    await book(lineId, company.id, { way: 'oldest-first' });
    expect((await owes()).exposureMinor).toBe(before.exposureMinor - 10_000);
    await undo(lineId);
    expect(await owes()).toEqual(before);
  });

  test('above the limit only by two', async () => {
    const company = await aCompany(db);
    const { lineId } = await aLine(company.bin, 10_000_001);
    await book(lineId, company.id, { way: 'balance' });
    await undo(lineId);
    expect(await stateOf(lineId)).toBe('booked');
    const decide = (who: Staff, isAgreed: boolean) =>
      transact(db, (tx) => decideReversal(tx, who, { lineId, isAgreed, at }));

    await expect(decide(accountant, true)).rejects.toMatchObject(refusal('reversal-own'));
    await decide(colleague, false);
    expect(await balanceOf(company.id)).toBe(10_000_001);
    await undo(lineId);
    await decide(colleague, true);
    expect(await balanceOf(company.id)).toBe(0);
    expect(await stateOf(lineId)).toBe('waits');
    await expect(decide(colleague, true)).rejects.toMatchObject(refusal('reversal-decided'));
  });

  test('but not where money of it is going back to the payer', async () => {
    const company = await aCompany(db);
    const { lineId } = await aLine(company.bin, 9000);
    await book(lineId, company.id, { way: 'balance' });
    const { line } = (await findBankLine(db, lineId)) ?? {};
    await transact(db, (tx) =>
      askRefund(tx, accountant, {
        ...{ id: newId(), paymentId: line?.paymentId ?? '', amountMinor: 1000 },
        ...{ reason: 'overpaid', note: '', channel: 'counter', at, way: 'transfer', orderId: null },
      }),
    );
    await expect(undo(lineId)).rejects.toMatchObject(refusal('payment-went-back'));
    expect(await balanceOf(company.id)).toBe(8000);
  });
});

test('a line that is no customer’s is set aside with its reason, and may be put back', async () => {
  const { lineId } = await aLine('240140000011', 3000, 'кредит по договору');
  const aside = { lineId, reason: 'not-customer', note: 'a loan', at } as const;
  await transact(db, (tx) => setAsideBankLine(tx, accountant, aside));
  expect((await findBankLine(db, lineId))?.line).toMatchObject({
    ...{ state: 'set-aside', setAsideAs: 'not-customer', note: 'a loan' },
  });
  const company = await aCompany(db);
  await expect(book(lineId, company.id, { way: 'balance' })).rejects.toMatchObject(
    refusal('bank-line-settled'),
  );
  await transact(db, (tx) => returnBankLine(tx, accountant, { lineId, at }));
  expect(await stateOf(lineId)).toBe('waits');
});

test('the queue shows the line asked for with its neighbours, the oldest first', async () => {
  const queue = await readQueue(db, { lineId: undefined, next: 3 });
  expect(queue.lines[0]?.place).toBe(1);
  const third = queue.lines[2];
  const around = await readQueue(db, { lineId: third?.id, next: 0 });
  expect(around.lines.map(({ place }) => place)).toEqual([2, 3]);
  expect(around.count).toBe(queue.count);
});

test('money that left the account settles the refund that it is, once', async () => {
  const company = await aCompany(db);
  const { lineId } = await aLine(company.bin, 9000);
  await book(lineId, company.id, { way: 'balance' });
  const { line } = (await findBankLine(db, lineId)) ?? {};
  const refundId = newId();
  const asked = { id: refundId, paymentId: line?.paymentId ?? '', amountMinor: 4000 };
  await transact(db, (tx) =>
    askRefund(tx, accountant, {
      ...asked,
      reason: 'overpaid',
      note: '',
      channel: 'counter',
      at,
      way: 'transfer',
      orderId: null,
    }),
  );
  const before = (await inBankMinor()) ?? 0;
  const { statementId } = await taken(
    exchangeFile([
      sentTo(company.bin, 4000, 'возврат'),
      sentTo(company.bin, 4100, 'возврат'),
      sentTo(company.bin, 4000, 'invoice 7').replace(
        'КонецДокумента',
        'Валюта=USD\r\nКонецДокумента',
      ),
    ]),
  );
  const [out, other, foreign] = await linesOf(statementId);
  const settle = (outId: string | undefined) =>
    transact(db, (tx) =>
      settleRefundByTransfer(tx, accountant, { lineId: outId ?? '', refundId, at }),
    );
  await expect(settle(other?.id)).rejects.toMatchObject(refusal('refund-other-amount'));
  await expect(settle(foreign?.id)).rejects.toMatchObject(refusal('bank-line-currency'));
  await Promise.all([settle(out?.id), settle(out?.id)]);
  await expect(settle(other?.id)).rejects.toMatchObject(refusal('refund-decided'));
  expect(await inBankMinor()).toBe(before - 4000);
  const refund = await db
    .selectFrom('refund')
    .where('id', '=', refundId)
    .select('state')
    .executeTakeFirst();
  expect(refund?.state).toBe('settled');
});

test('a transfer that was taken for a refund by mistake is undone, and is said anew to be the one it is', async () => {
  const company = await aCompany(db);
  const { lineId } = await aLine(company.bin, 9000);
  await book(lineId, company.id, { way: 'balance' });
  const { line } = (await findBankLine(db, lineId)) ?? {};
  const aRefund = async () => {
    const id = newId();
    await transact(db, (tx) =>
      askRefund(tx, accountant, {
        ...{ id, paymentId: line?.paymentId ?? '', amountMinor: 4000, reason: 'overpaid' },
        ...{ note: '', channel: 'counter', at, way: 'transfer', orderId: null },
      }),
    );
    return id;
  };
  const [wrong, right] = [await aRefund(), await aRefund()];
  const before = (await inBankMinor()) ?? 0;
  const { statementId } = await taken(exchangeFile([sentTo(company.bin, 4000, 'возврат')]));
  const [{ id: outId } = { id: '' }] = await linesOf(statementId);
  const settle = (refundId: string) =>
    transact(db, (tx) => settleRefundByTransfer(tx, accountant, { lineId: outId, refundId, at }));
  const undo = () =>
    transact(db, (tx) =>
      reverseBankLine(tx, accountant, { lineId: outId, reason: 'the other one', at }),
    );
  const stateOfRefund = async (id: string) =>
    (await db.selectFrom('refund').where('id', '=', id).select('state').executeTakeFirst())?.state;
  await undo(); // nothing was said yet

  await settle(wrong);
  await Promise.all([undo(), undo()]);
  expect([await stateOfRefund(wrong), await stateOf(outId)]).toEqual(['asked', 'outgoing']);
  expect(await inBankMinor()).toBe(before);
  await settle(right);
  expect(await inBankMinor()).toBe(before - 4000);

  await undo();
  await settle(wrong);
  await undo();
  await settle(wrong);
  expect(await inBankMinor()).toBe(before - 4000);
  expect([await stateOfRefund(wrong), await stateOfRefund(right)]).toEqual(['settled', 'asked']);
  expect(await balanceOf(company.id)).toBe(1000);
});
