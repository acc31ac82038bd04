import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Env } from '../../src/channels/env.ts';
import { issueInvoice } from '../../src/payments/issue-invoice.ts';
import { issueProforma } from '../../src/payments/issue-order-papers.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aCartOf, auditFindings, handedOver, place } from '../support/sale.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';
import { readXml } from '../payments/read-xml.ts';
import { readPdf } from '../views/read-pdf.ts';

let app: Hono<Env>;
let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
let company: { id: string; name: string };
let accountant: Buyer;
let rebar: { id: string };
beforeAll(async () => {
  ({ app, db } = await anApp({ at }));
  await aTradingDay(db);
  [clerk, manager] = [await aClerk(db), await aClerk(db, 'manager')];
  company = await aCompany(db, { name: 'ТОО «Самал»', creditKind: 'unlimited' });
  accountant = await aBuyer(db, company, 'accountant');
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  // The first to print reads the fonts, which takes the processor for a second.
  await see(accountant, `/documents/${(await aProforma()).id}.pdf`);
});

async function anInvoice(): Promise<{ id: string; number: string; orderId: string }> {
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 5 }]);
  const orderId = await handedOver(db, clerk, cart);
  const id = await transact(db, (tx) => issueInvoice(tx, manager, { orderId, channel: null, at }));
  return { id, orderId, number: (await rowOf(id)).number };
}

async function aProforma(): Promise<{ id: string; number: string; orderId: string }> {
  const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 5 }]);
  const { orderId } = await place(db, clerk, cart);
  const id = await transact(db, (tx) =>
    issueProforma(tx, { orderId, actor: clerk, channel: 'counter', at }),
  );
  return { id, orderId, number: (await rowOf(id)).number };
}

const rowOf = (id: string) =>
  db
    .selectFrom('document')
    .where('id', '=', id)
    .select(['number', 'grossMinor', 'state', 'content'])
    .executeTakeFirstOrThrow();

type Person = { personId: string; companyId?: string };

const cookies = new Map<string, string>();
async function cookieOf(by: Person): Promise<string> {
  const cookie = cookies.get(by.personId) ?? (await signedIn(db, by, at));
  cookies.set(by.personId, cookie);
  return cookie;
}

async function see(by: Person, path: string, headers: Record<string, string> = {}) {
  return app.request(path, { headers: { cookie: await cookieOf(by), ...headers } });
}

async function send(by: Person, path: string, fields: Record<string, string>) {
  return app.request(path, {
    method: 'POST',
    headers: {
      ...{ cookie: await cookieOf(by), ...fromOurPage },
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  });
}

describe('the file of a document', () => {
  test('is the same bytes each time, and is not sent again to who has it', async () => {
    const { id, number } = await anInvoice();

    const [first, second] = await Promise.all([
      see(accountant, `/documents/${id}.pdf`),
      see(accountant, `/documents/${id}.pdf`),
    ]);
    const bytes = Buffer.from(await first.arrayBuffer());

    expect(first.headers.get('content-type')).toBe('application/pdf');
    expect(first.headers.get('content-disposition')).toContain(encodeURIComponent(`${number}.pdf`));
    expect(Buffer.from(await second.arrayBuffer()).equals(bytes)).toBe(true);
    const etag = first.headers.get('etag') ?? '';
    const again = await see(manager, `/office/documents/${id}.pdf`, { 'If-None-Match': etag });
    expect(again.status).toBe(304);
    expect(
      await db.selectFrom('documentFile').where('documentId', '=', id).selectAll().execute(),
    ).toHaveLength(1);
  });

  test('stays as it was printed, whatever becomes of the company', async () => {
    const { id } = await anInvoice();
    const before = await (await see(accountant, `/documents/${id}.pdf`)).arrayBuffer();
    await db
      .updateTable('company')
      .set({ address: 'переехали' })
      .where('id', '=', company.id)
      .execute();

    const after = await (await see(accountant, `/documents/${id}.pdf`)).arrayBuffer();

    expect(Buffer.from(after).equals(Buffer.from(before))).toBe(true);
    // What was never printed comes from what was frozen, too.
    const inEnglish = await readPdf(
      new Uint8Array(await (await see(accountant, `/documents/${id}.pdf?in=en`)).arrayBuffer()),
    );
    expect(JSON.stringify(inEnglish)).not.toContain('переехали');
  });

  test('is made in the language of the company, and in any other for the asking', async () => {
    const { id } = await aProforma();

    const texts: string[] = [];
    for (const query of ['', '?in=en', '?in=kk']) {
      const answer = await see(accountant, `/documents/${id}.pdf${query}`);
      texts.push((await readPdf(new Uint8Array(await answer.arrayBuffer()))).text);
    }

    expect(texts[0]).toContain('Счёт на оплату');
    expect(texts[1]).toContain('Invoice for payment');
    expect(texts[2]).toContain('шот');
  });

  test('of a tax invoice comes as XML for the register too, of others not', async () => {
    const { id, number } = await anInvoice();
    const { grossMinor } = await rowOf(id);

    const answer = await see(accountant, `/documents/${id}.xml`);
    const xml = await answer.text();

    expect(answer.headers.get('content-type')).toContain('xml');
    expect(JSON.stringify(readXml(xml))).toContain((grossMinor / 100).toFixed(2));
    expect(xml).toContain(`<num>20261${number.slice(-6)}</num>`);
    const { id: proforma } = await aProforma();
    expect((await see(accountant, `/documents/${proforma}.xml`)).status).toBe(404);
  });

  test('is there for nobody of another company, and for no foreman', async () => {
    const { id } = await anInvoice();
    const other = await aBuyer(db, await aCompany(db));
    const foreman = await aBuyer(db, company, 'foreman');

    for (const path of [`/documents/${id}`, `/documents/${id}.pdf`, `/documents/${id}.xml`]) {
      expect((await see(other, path)).status).toBe(404);
      expect((await see(foreman, path)).status).toBe(404);
    }
  });
});

describe('the archive', () => {
  test('finds by a part of the number, in whichever letters it is typed, by order, kind and day', async () => {
    const { id, number, orderId } = await anInvoice();
    const { number: order } = await db
      .selectFrom('salesOrder')
      .where('id', '=', orderId)
      .select('number')
      .executeTakeFirstOrThrow();
    const finds = async (query: string) => {
      const answer = await see(accountant, `/documents?${query}`, asPart);
      return (await answer.text()).includes(`/documents/${id}"`);
    };

    expect(await finds(`number=${number.slice(-4)}`)).toBe(true);
    // A Latin C and a small letter for the Cyrillic ones.
    expect(await finds(`number=${encodeURIComponent(`cФ-2026-${number.slice(-6)}`)}`)).toBe(true);
    expect(await finds('number=_')).toBe(false);
    expect(await finds(`order=${order}`)).toBe(true);
    expect(await finds('kind=receipt')).toBe(false);
    expect(await finds('kind=tax-invoice&from=2026-11-26&until=2026-11-26')).toBe(true);
    expect(await finds('until=2026-11-25')).toBe(false);
  });

  test('of the office finds by company, and shows another one nothing of it', async () => {
    const { id } = await anInvoice();
    const other = await aBuyer(db, await aCompany(db));

    expect(await (await see(clerk, '/office/documents?company=самал')).text()).toContain(id);
    expect(await (await see(other, '/documents')).text()).not.toContain(id);
  });
});

describe('an order', () => {
  test('shows its documents to who sees money, and makes out an invoice to pay by', async () => {
    const { id, orderId } = await aProforma();
    const foreman = await aBuyer(db, company, 'foreman');

    expect(await (await see(accountant, `/o/${orderId}`)).text()).toContain(`/documents/${id}.pdf`);
    expect(await (await see(foreman, `/o/${orderId}`)).text()).not.toContain(id);
    expect(await (await see(clerk, `/counter/orders/${orderId}`)).text()).toContain(
      `/office/documents/${id}.pdf`,
    );
    const answer = await send(accountant, `/o/${orderId}/proforma`, {});
    expect(answer.headers.get('location')).toBe(`/documents/${id}`);
  });
});

describe('those who keep the books', () => {
  test('credit an invoice by amounts, and are told what is wrong where they typed it', async () => {
    const { id } = await anInvoice();
    const path = `/office/documents/${id}/credit-note`;
    const form = { key: newId(), reason: 'Недовес', 'amount.1': '100,50' };

    const refused = await send(manager, path, { ...form, reason: '' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('value="100,50"');
    const beyond = await send(manager, path, { ...form, 'amount.1': '99999999' });
    expect(beyond.status).toBe(422);
    expect(await beyond.text()).toMatch(/left to credit/);
    const taken = await send(manager, path, form);
    expect(taken.status).toBe(303);
    const again = await send(manager, path, form);
    expect(again.headers.get('location')).toBe(taken.headers.get('location'));
    const noteId = taken.headers.get('location')?.split('/').at(-1) ?? '';
    expect(await rowOf(noteId)).toMatchObject({ grossMinor: -100_50 });
    expect(await (await see(manager, `/office/documents/${id}`)).text()).toContain(noteId);
    expect(await auditFindings(db)).toEqual([]);
  });

  test('credit all that is left by one button', async () => {
    const { id } = await anInvoice();
    const { grossMinor } = await rowOf(id);

    const answer = await send(manager, `/office/documents/${id}/credit-note`, {
      ...{ key: newId(), reason: 'Возврат', 'amount.1': '', whole: 'yes' },
    });

    const noteId = answer.headers.get('location')?.split('/').at(-1) ?? '';
    expect(await rowOf(noteId)).toMatchObject({ grossMinor: -grossMinor });
    expect(await (await see(manager, `/office/documents/${id}/credit-note`)).text()).toContain(
      'All of this invoice is credited',
    );
  });

  test('note under which number the state register took an invoice, which its page says to all', async () => {
    const { id } = await anInvoice();
    const path = `/office/documents/${id}`;
    const typed = ' esf-240140000011-20261126-10012345 ';
    const wrong = await send(manager, `${path}/registration`, { registrationNumber: 'СФ-1' });
    expect([wrong.status, await wrong.text()]).toEqual([
      422,
      expect.stringContaining('registrationNumber-problem'),
    ]);
    const foreign = { registrationNumber: 'ESF-150340012340-20261126-10012345' };
    const refused = await send(manager, `${path}/registration`, foreign);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(foreign.registrationNumber);

    const kept = await send(manager, `${path}/registration`, { registrationNumber: typed });
    expect(kept.headers.get('location')).toBe(path);
    for (const reader of [manager, accountant]) {
      const base = reader === manager ? '/office' : '';
      const page = await (await see(reader, `${base}/documents/${id}`)).text();
      expect(page).toContain('ESF-240140000011-20261126-10012345');
    }
  });

  test('make a document void with a reason, which its page says to all', async () => {
    const { id } = await aProforma();
    const path = `/office/documents/${id}/void`;

    expect((await send(manager, path, { voidReason: ' ' })).status).toBe(422);
    expect((await send(clerk, path, { voidReason: 'x' })).status).toBe(403);
    expect((await send(manager, path, { voidReason: 'Двойной заказ' })).status).toBe(303);

    const page = await (await see(accountant, `/documents/${id}`)).text();
    expect(page).toContain('Двойной заказ');
  });

  test('leave the file of a void document as it was, and hand out a copy that says it is void', async () => {
    const { id } = await aProforma();
    const fileOf = async (query = '') =>
      new Uint8Array(await (await see(accountant, `/documents/${id}.pdf${query}`)).arrayBuffer());
    const before = await fileOf();
    await send(manager, `/office/documents/${id}/void`, { voidReason: 'Двойной заказ' });

    expect(Buffer.from(await fileOf('?as=issued')).equals(Buffer.from(before))).toBe(true);
    const marked = await fileOf();
    const { text } = await readPdf(marked);
    expect(text).toContain('АННУЛИРОВАН');
    expect(text).toContain('Двойной заказ');
    expect(Buffer.from(await fileOf()).equals(Buffer.from(marked))).toBe(true);
    expect((await readPdf(await fileOf('?in=en'))).text).toContain('VOID');
  });

  test('invoice what waits, once', async () => {
    const cart = await aCartOf(db, clerk, company, [{ product: rebar, bars: 1 }]);
    const orderId = await handedOver(db, clerk, cart);
    const path = `/office/orders/${orderId}/invoice`;

    expect((await send(manager, path, {})).status).toBe(303);
    const again = await send(manager, path, {});
    expect(again.status).toBe(409);
  });
});
