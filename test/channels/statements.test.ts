import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, momentOn } from '../../src/measures/calendar.ts';
import { book } from '../../src/ledger/ledger.queries.ts';
import { namedNumbers } from '../../src/payments/named-numbers.ts';
import { receivePayment } from '../../src/payments/receive-payment.ts';
import { readTable } from '../../src/platform/gateways/spreadsheet.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { readPdf } from '../views/read-pdf.ts';
import { aCartOf, handedOver, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { app, db } = await anApp({ at });
let manager: Staff;
beforeAll(async () => {
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

/** A company that got goods, ordered others, and has money with us; with its accountant. */
async function aCustomer(of: { balanceMinor?: number } = {}) {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const accountant = await aBuyer(db, company, 'accountant');
  const product = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const aCart = (bars: number) => aCartOf(db, manager, company, [{ product, bars }], 'phone');
  const gotId = await handedOver(db, manager, await aCart(4));
  const { orderId: waitsId } = await place(db, manager, await aCart(2));
  const { balanceMinor = 3_000_000 } = of;
  if (balanceMinor > 0) await receive(company.id, balanceMinor);
  const [got, waits] = await Promise.all([orderOf(gotId), orderOf(waitsId)]);
  return { company, accountant, got, waits, balanceMinor };
}

const receive = (companyId: string, amountMinor: number, reference: string = newId()) =>
  transact(db, (tx) =>
    receivePayment(tx, {
      ...{ method: 'transfer', reference, companyId, amountMinor, orderIds: [] },
      ...{ personId: null, channel: null, at },
    }),
  );

const orderOf = (id: string) =>
  db
    .selectFrom('salesOrder')
    .where('id', '=', id)
    .select(['id', 'number', 'grossMinor', 'paidMinor'])
    .executeTakeFirstOrThrow();

async function get(who: Buyer | Staff, path: string) {
  const answer = await app.request(path, { headers: { cookie: await signedIn(db, who, at) } });
  const timing = answer.headers.get('Server-Timing') ?? '';
  const statements = Number(/statements;desc="(\d+)"/.exec(timing)?.[1]);
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, statements, bytes, page: readable(bytes.toString()) };
}

const readable = (html: string) =>
  html
    .replaceAll(/<(?:script|style)[^>]*>.*?<\/(?:script|style)>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

async function post(
  who: Buyer | Staff,
  path: string,
  fields: readonly (readonly [string, string])[],
) {
  const answer = await app.request(path, {
    method: 'POST',
    headers: {
      ...{ ...fromOurPage, cookie: await signedIn(db, who, at) },
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(
      fields.map(([name, value]): [string, string] => [name, value]),
    ).toString(),
  });
  const location = answer.headers.get('location') ?? '';
  return { status: answer.status, location, page: readable(await answer.text()) };
}

const tenge = (minor: number) =>
  `₸${new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(minor / 100)}`;

describe('the account', () => {
  test('says who owes whom, what that is made of, what is to be paid, in four statements at most', async () => {
    const { accountant, got, waits, balanceMinor } = await aCustomer();

    const { status, statements, page } = await get(accountant, '/statements');

    expect(status).toBe(200);
    expect(statements).toBeLessThanOrEqual(4);
    expect(page).toContain(`We owe you ${tenge(balanceMinor - got.grossMinor)}`);
    expect(page).toContain(`Goods handed over and not paid ${tenge(got.grossMinor)}`);
    expect(page).toContain(got.number);
    expect(page).toContain(waits.number);
    const ledger = await get(accountant, '/statements/ledger');
    const act = await get(accountant, '/statements/reconciliation');
    expect(Math.max(ledger.statements, act.statements)).toBeLessThanOrEqual(4);
  });

  test('pays what was ticked from the balance, and a second press pays nothing more', async () => {
    const { accountant, got, waits, balanceMinor } = await aCustomer();
    const fields = [
      ...[
        ['key', newId()],
        ['how', 'balance'],
        ['spread', 'all-or-nothing'],
      ],
      ...[
        ['order', got.id],
        ['order', waits.id],
        [`amount.${waits.id}`, '100,50'],
      ],
    ] as [string, string][];

    const first = await post(accountant, '/statements/payments', fields);
    const second = await post(accountant, '/statements/payments', fields);

    const usedMinor = got.grossMinor + 10_050;
    expect([first.status, first.location]).toEqual([303, `/statements?used=${usedMinor}`]);
    expect(second.location).toBe(first.location);
    expect((await orderOf(got.id)).paidMinor).toBe(got.grossMinor);
    expect((await orderOf(waits.id)).paidMinor).toBe(10_050);
    const { page } = await get(accountant, first.location);
    expect(page).toContain(`${tenge(usedMinor)} of the balance now pay for your orders.`);
    expect(page).toContain(`From the balance (${tenge(balanceMinor - usedMinor)})`);
  });

  test('tells a bank what to say, so that the money finds its orders by itself', async () => {
    const { accountant, got, waits } = await aCustomer();
    const { location } = await post(accountant, '/statements/payments', [
      ...([
        ['key', newId()],
        ['how', 'transfer'],
        ['order', got.id],
        ['order', waits.id],
      ] as const),
      [`amount.${got.id}`, '500'],
    ]);

    const { page } = await get(accountant, location);

    expect(page).toContain(tenge(50_000 + waits.grossMinor));
    const [purpose = ''] = /Оплата за металлопрокат[^А-Яа-я]*по заказам [\d\s,-]+/.exec(page) ?? [];
    const { whole } = namedNumbers(purpose);
    const serials = [got, waits].map(({ number }) => `26-${Number(number.slice(3))}`);
    expect([...whole].toSorted()).toEqual(serials.toSorted());
  });

  test('says at the form what is wrong, and pays nothing of another company', async () => {
    const [ours, theirs] = [await aCustomer({ balanceMinor: 0 }), await aCustomer()];
    const { accountant, got } = ours;
    const asked = (more: readonly (readonly [string, string])[], how = 'transfer') =>
      post(accountant, '/statements/payments', [['key', newId()], ['how', how], ...more]);

    const nothing = await asked([]);
    const beyond = await asked([
      ['order', got.id],
      [`amount.${got.id}`, '99999999'],
    ]);
    const foreign = await asked([['order', theirs.got.id]]);
    const empty = await asked([['order', got.id]], 'balance');

    expect([nothing.status, beyond.status, foreign.status, empty.status]).toEqual([
      ...[422, 422, 404, 409],
    ]);
    expect(nothing.page).toContain('Tick what is to be paid');
    expect(beyond.page).toContain(`Only ${tenge(got.grossMinor)} is left to pay`);
    expect((await get(accountant, `/statements/transfer?pay=${theirs.got.id}.100`)).page).toContain(
      'Nothing is left to pay.',
    );
  });
});

describe('line by line', () => {
  test('the pages join to the whole, and each says what was owed before it', async () => {
    const { company, accountant, got } = await aCustomer({ balanceMinor: 0 });
    const days = Array.from({ length: 60 }, (_, i) => addDays('2026-09-01', i));
    for (const day of days) {
      const id = newId();
      await transact(db, (tx) =>
        book(tx, {
          ...{ kind: 'correction', reference: id, companyId: company.id, orderId: null },
          entries: [
            { account: 'receivable', companyId: company.id, amountMinor: 100 },
            { account: 'revenue', amountMinor: -100 },
          ],
          ...{ at: momentOn(day, '12:00'), effectiveOn: day, personId: null, channel: null },
          note: '=1+1',
        }),
      );
    }
    const base = '/statements/ledger?from=2026-09-01&to=2026-11-30';
    const cookie = await signedIn(db, accountant, at);
    const first = await (await app.request(base, { headers: { cookie } })).text();
    const [, next = ''] = /href="([^"]+)" rel="next"/.exec(first) ?? [];
    const second = readable(
      await (await app.request(next.replaceAll('&amp;', '&'), { headers: { cookie } })).text(),
    );

    expect(first.match(/Correction: =1\+1/g)).toHaveLength(50);
    expect(second.match(/Correction: =1\+1/g)).toHaveLength(10);
    expect(second).toContain('Brought forward 50.00');
    expect(second).toContain(
      `At the end, 30 Nov 2026 ${tenge(6000 + got.grossMinor).replace('₸', '')}`,
    );
  });

  test('is saved as a table whose texts stay texts and whose last row is the balance', async () => {
    const { accountant, company, got, balanceMinor } = await aCustomer();
    await receive(company.id, 100, '=HYPERLINK("http://x")');
    const path = '/statements/ledger/export?from=2026-11-01&to=2026-11-30';
    for (const kind of ['csv', 'xlsx']) {
      const { status, bytes } = await get(accountant, `${path}&kind=${kind}`);
      expect(status).toBe(200);
      const table = await readTable(bytes, { rowsMax: 100, columnsMax: 20, cellCharsMax: 500 });
      const rows = table.ok ? table.rows : [];
      expect(rows.at(-1)?.[5]).toBe(String((got.grossMinor - balanceMinor - 100) / 100));
      expect(rows.flat().filter((cell) => cell.startsWith('='))).toEqual([]);
      expect(bytes.includes('<f>')).toBe(false);
      expect(rows.flat().join(' ')).toContain('by bank transfer No. =HYPERLINK');
    }
  });
});

describe('a line that a customer’s books say otherwise', () => {
  test('is disputed by him, answered in the office, and the answer stands at the line', async () => {
    const { accountant, company, got } = await aCustomer();
    const { id: lineId } = await db
      .selectFrom('ledgerTransaction')
      .where('reference', '=', got.id)
      .where('kind', '=', 'handed-over')
      .select('id')
      .executeTakeFirstOrThrow();
    const key = newId();
    const form = [
      ['key', key],
      ['theirs', '15000'],
      ['note', 'two bars were missing'],
    ] as const;

    const sent = await post(
      accountant,
      `/statements/lines/${lineId}/dispute?from=2026-11-01`,
      form,
    );
    expect(sent.location).toBe(
      `/statements/reconciliation?from=2026-11-01&to=2026-11-26#line-${lineId}`,
    );
    const office = await get(manager, '/office/disputed-lines');
    expect(office.page).toContain('two bars were missing');
    expect(office.statements).toBeLessThanOrEqual(4);
    const answers = `/office/disputed-lines/${key}/answer`;
    const bare = await post(manager, answers, [
      ['verdict', 'declined'],
      ['answer', ''],
    ]);
    expect(bare.status).toBe(422);
    await post(manager, answers, [
      ['verdict', 'agreed'],
      ['answer', 'the lorry left too early'],
    ]);

    const { page } = await get(accountant, '/statements/reconciliation');
    expect(page).toContain('you are right, a correction follows');
    expect(page).toContain('Our answer: the lorry left too early');
    const account = await get(manager, `/office/customers/${company.id}/account`);
    expect(account.status).toBe(200);
    expect(account.statements).toBeLessThanOrEqual(5);
    await post(manager, `/office/disputed-lines/${key}/correction`, []);
    expect((await get(manager, '/office/disputed-lines')).page).not.toContain('two bars');
  });
});

test('the act is printed in each language with the sums of the page, and a bank is told our account', async () => {
  const { accountant, got, balanceMinor } = await aCustomer();
  const days = '?from=2026-11-01&to=2026-11-30';
  const closing = Math.abs(got.grossMinor - balanceMinor);
  for (const language of ['ru', 'kk', 'en']) {
    const path = `/statements/reconciliation/file${days}&language=${language}`;
    const { status, statements, bytes } = await get(accountant, path);
    expect([status, statements]).toEqual([200, 3]);
    const { text } = await readPdf(bytes);
    expect(text.replaceAll(/[\s,.]/g, '')).toContain(String(closing));
    expect(text).toContain(got.number);
  }
  const { page } = await get(accountant, `/statements/transfer?pay=${got.id}.100`);
  expect(page).toMatch(/KZ[0-9A-Z]{18}/);
});
