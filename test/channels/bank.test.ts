import { beforeAll, expect, test } from 'vitest';
import { checkDigit } from '../../src/customers/bin.ts';
import { findOrder } from '../../src/ordering/order-lines.queries.ts';
import type { Staff } from '../../src/people/actor.ts';
import { encoded, exchangeFile, OURS } from '../payments/statements.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aBankLine, anOwnAccount, aStatement, paidBy, sentTo } from '../support/bank.ts';
import { aCartOf, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { app, db } = await anApp({ at });
let accountant: Staff;
let cookie = '';
let colleagues = '';

beforeAll(async () => {
  await aTradingDay(db);
  await anOwnAccount(db);
  accountant = await aClerk(db, 'head_of_sales');
  cookie = await signedIn(db, accountant, at);
  colleagues = await signedIn(db, await aClerk(db, 'manager'), at);
});

let bins = 0;
function aBin(): string {
  for (;;) {
    const stem = `23024${String((bins += 1)).padStart(6, '0')}`;
    const digit = checkDigit(Array.from(stem, Number));
    if (digit !== undefined) return `${stem}${digit}`;
  }
}

/** A company with an order to pay. */
async function owing() {
  const company = await aCompany(db, { creditLimitMinor: 1_000_000_000, bin: aBin() });
  const rebar = await rebarFor(db, company, {
    ...{ pricePerTonneMinor: 42_000_000, stockG: 100_000_000 },
  });
  const cart = await aCartOf(db, await aClerk(db), company, [{ product: rebar, bars: 4 }]);
  const { orderId } = await place(db, await aClerk(db), cart, { payment: 'prepaid' });
  const order = await findOrder(db, orderId);
  if (!order) throw new Error('no order');
  return { company, order };
}

const get = async (path: string, as = cookie) => {
  const answer = await app.request(path, { headers: { cookie: as, 'Accept-Language': 'en' } });
  return {
    status: answer.status,
    statements: Number(
      /statements;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1],
    ),
    html: (await answer.text()).replaceAll(/\s+/g, ' ').replaceAll('\u00a0', ' '),
  };
};
const post = async (path: string, fields: Record<string, string>, as = cookie) => {
  const answer = await app.request(path, {
    method: 'POST',
    headers: { cookie: as, ...fromOurPage, 'Accept-Language': 'en' },
    body: new URLSearchParams(fields),
  });
  const location = answer.headers.get('location') ?? '';
  return { status: answer.status, location, html: await answer.text() };
};
async function upload(bytes: Buffer, name = 'kl_to_1c.txt') {
  const body = new FormData();
  body.set('file', new File([new Uint8Array(bytes)], name));
  body.set('account', '');
  const headers = { cookie, ...fromOurPage, 'Accept-Language': 'en' };
  const answer = await app.request('/office/bank/file', { method: 'POST', headers, body });
  return {
    ...{ status: answer.status, location: answer.headers.get('location') ?? '' },
    html: await answer.text(),
  };
}

test('a statement in either encoding is taken in, and the same file again adds nothing', async () => {
  const text = exchangeFile([paidBy(aBin(), 5000, 'за металл'), paidBy(aBin(), 6000, 'аванс')]);
  const taken = await upload(encoded(text, 'windows-1251'));
  expect(taken.status).toBe(303);
  const shown = await get(taken.location);
  expect(shown.html).toContain('2 new of 2');
  expect(shown.html).toContain('за металл');
  const again = await upload(encoded(text, 'windows-1251'));
  expect(again.location).toBe(`${taken.location}?again=yes`);
  expect((await get(again.location)).html).toContain('was taken in before');
  const inUtf8 = await upload(Buffer.from(text));
  expect((await get(inUtf8.location)).html).toContain('0 new of 2');
});

test('the file itself stays as it came', async () => {
  const bytes = encoded(exchangeFile([paidBy(aBin(), 5000, 'за металл')]), 'windows-1251');
  const { location } = await upload(bytes);
  const answer = await app.request(`${location}/file`, { headers: { cookie } });
  expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  expect(answer.headers.get('content-disposition')).toContain('attachment');
});

test('a table of a bank is taken in as well, of the account that was chosen', async () => {
  const table = [
    'Дата;Номер документа;Сумма кредит;Сумма дебет;Плательщик;БИН плательщика;Назначение платежа',
    `25.11.2026;4711;12 500,00;;ТОО Пример;${aBin()};оплата`,
  ].join('\n');
  const answer = await post('/office/bank/file', { account: OURS, pasted: table });
  expect(answer.status).toBe(303);
  expect((await get(answer.location)).html).toContain('₸12,500.00');
});

test.each([
  [
    'of a stranger',
    exchangeFile([]).replaceAll(OURS, 'KZ84601A111000012345'),
    'KZ84601A111000012345',
  ],
  ['that is no statement', 'Наименование;Цена\nАрматура;1\n', 'no statement of a bank'],
  [
    'whose sums cannot be read',
    exchangeFile([paidBy('1', 5, 'x')]).replace('0.05', 'много'),
    'look at row 13',
  ],
  ['with nothing in it', '', 'There is nothing in this file'],
])('a file %s is refused, and it is said why', async (_, text, said) => {
  const { status, html } = await upload(Buffer.from(text));
  expect({ status, says: html.includes(said) }).toEqual({ status: 422, says: true });
});

test('the queue suggests whose money it is and why, and books it by one form', async () => {
  const { company, order } = await owing();
  const { lineId } = await aBankLine(db, accountant, {
    ...{ bin: company.bin, amountMinor: order.grossMinor },
    purpose: `оплата по заказу ${order.number}`,
  });
  const { html } = await get(`/office/bank/queue?line=${lineId}`);
  expect(html).toContain('the purpose names the number, the BIN agrees, the sum is what is due');
  expect(html).toContain('autofocus');
  const typed = String(order.grossMinor / 100);
  const fields = { companyId: company.id, way: 'chosen', next: '', [`a.${order.id}`]: typed };
  const booked = await post(`/office/bank/lines/${lineId}/booking`, fields);
  expect(booked).toMatchObject({ status: 303, location: `/office/bank/queue?done=${lineId}` });
  expect((await findOrder(db, order.id))?.paidMinor).toBe(order.grossMinor);
  expect((await get(`/office/bank/lines/${lineId}`)).html).toContain(order.number);
});

test('a colleague who comes second is told who was first', async () => {
  const { company } = await owing();
  const { lineId } = await aBankLine(db, accountant, { bin: company.bin, amountMinor: 5000 });
  const fields = { companyId: company.id, way: 'balance', next: '' };
  await post(`/office/bank/lines/${lineId}/booking`, fields);
  const second = await post(`/office/bank/lines/${lineId}/booking`, fields, colleagues);
  expect(second.status).toBe(409);
  expect(second.html).toContain(accountant.name);
  expect((await get(`/office/bank/queue?line=${lineId}`)).html).toContain('is settled already');
});

test('amounts that cannot be are told where they stand, and stay as typed', async () => {
  const { company, order } = await owing();
  const { lineId } = await aBankLine(db, accountant, { bin: company.bin, amountMinor: 5000 });
  const path = `/office/bank/lines/${lineId}/booking`;
  const fields = { companyId: company.id, way: 'chosen', next: '' };
  const answer = await post(path, { ...fields, [`a.${order.id}`]: 'forty' });
  expect(answer.status).toBe(422);
  expect(answer.html).toContain('value="forty"');
  const tooMuch = await post(path, { ...fields, [`a.${order.id}`]: '51' });
  expect(tooMuch.status).toBe(409);
  expect(tooMuch.html).toContain('More is shared out than has come');
});

test('a payer is found by name where nothing is suggested', async () => {
  const { company } = await owing();
  const { lineId } = await aBankLine(db, accountant, { bin: '', amountMinor: 777 });
  const before = await get(`/office/bank/queue?line=${lineId}`);
  expect(before.html).toContain('tells whose it is');
  const name = encodeURIComponent(company.name);
  const found = await get(`/office/bank/queue?line=${lineId}&q=${name}`);
  expect(found.html).toContain(`company=${company.id}`);
});

test('a wrong booking above the limit waits for a second person, who finds it at the bank', async () => {
  const { company } = await owing();
  const { lineId } = await aBankLine(db, accountant, { bin: aBin(), amountMinor: 20_000_000 });
  await post(`/office/bank/lines/${lineId}/booking`, {
    ...{ companyId: company.id, way: 'balance', next: '' },
  });
  await post(`/office/bank/lines/${lineId}/reversal`, { undoReason: 'of another payer' });
  expect((await get('/office/bank', colleagues)).html).toContain(`/office/bank/lines/${lineId}`);
  const own = await get(`/office/bank/lines/${lineId}`);
  expect(own.html).not.toContain('value="agreed"');
  const decided = await post(
    `/office/bank/lines/${lineId}/reversal/decision`,
    { verdict: 'agreed' },
    colleagues,
  );
  expect(decided.status).toBe(303);
  expect((await get(`/office/bank/queue?line=${lineId}`)).html).toContain('₸200,000.00');
});

test('every page takes at most four statements, with however many lines', async () => {
  const documents = Array.from({ length: 150 }, (_, i) => paidBy(aBin(), 100 + i, `заказ ${i}`));
  const { statementId, lineIds } = await aStatement(db, accountant, exchangeFile(documents));
  const pages = [
    ...['/office/bank', `/office/bank/${statementId}`, '/office/bank/queue'],
    ...[`/office/bank/queue?line=${lineIds[0]}&q=тоо`, `/office/bank/lines/${lineIds[0]}`],
  ];
  for (const path of pages) {
    const { status, statements } = await get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(statements, path).toBeLessThanOrEqual(4);
  }
});

test('an order says to its buyer how it is paid by transfer, and to nobody who sees no money', async () => {
  const { company, order } = await owing();
  const as = async (role: 'accountant' | 'foreman') =>
    get(`/o/${order.id}`, await signedIn(db, { ...(await aBuyer(db, company, role)) }, at));
  const { html, statements } = await as('accountant');
  expect(html).toContain('KZ84601A111000012345');
  expect(html).toContain(`Payment for metal, order ${order.number} of 26 Nov 2026`);
  expect(html).toContain('data:image/svg+xml');
  expect(statements).toBeLessThanOrEqual(5);
  expect((await as('foreman')).html).not.toContain('KZ84601A111000012345');
});

test('an account with a slip of the pen is not kept', async () => {
  const admin = await signedIn(db, await aClerk(db, 'admin'), at);
  const fields = {
    ...{ iban: 'KZ84 601A 1110 0001 2346', bankName: 'Halyk', bik: 'HSBKKZKX' },
  };
  const answer = await post('/office/bank/accounts', fields, admin);
  expect(answer.status).toBe(422);
  expect(answer.html).toContain('no valid account number');
  const right = { ...fields, iban: 'kz84 601a 1110 0001 2345' };
  expect((await post('/office/bank/accounts', right, admin)).status).toBe(303);
  expect((await get('/office/bank/accounts', admin)).html).toContain('KZ84601A111000012345');
});

test('money in another currency is shown in it, is no part of what the queue comes to, and settles no refund', async () => {
  const inDollars = (document: string) =>
    document.replace('КонецДокумента', 'Валюта=USD\r\nКонецДокумента');
  const before = await sumOfQueue();
  const came = inDollars(paidBy(aBin(), 5_000_00, 'contract 7'));
  const went = inDollars(sentTo(aBin(), 700_00, 'contract 8'));
  const { location } = await upload(Buffer.from(exchangeFile([came, went])));

  const { html } = await get(location);
  expect(html).toContain('5,000.00 USD');
  expect(html).toContain('−700.00 USD');
  expect(html).not.toContain('₸5,000.00');
  expect(await sumOfQueue()).toBe(before);
  const [, out = ''] = [...html.matchAll(/href="(\/office\/bank\/lines\/[^"]+)"/g)].map(
    ([, href]) => href,
  );
  expect((await get(out)).html).toContain('700.00 USD');
});

/** What the page of the bank says that the waiting lines come to. */
async function sumOfQueue(): Promise<string | undefined> {
  return /payments? waits?: (₸[\d,.]+)/.exec((await get('/office/bank')).html)?.[1];
}
