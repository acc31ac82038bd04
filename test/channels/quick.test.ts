import { beforeAll, expect, test } from 'vitest';
import { listRows } from '../../src/catalogue/reading/list-rows.ts';
import { pasteList } from '../../src/ordering/paste-list.ts';
import type { Buyer } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { writeTable } from '../../src/platform/gateways/spreadsheet.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aBuyer, aCompany, at, aTradingDay, rebarFor } from '../support/world.ts';

const { app, db } = await anApp({ at });
let buyer: Buyer;
let foreman: Buyer;
let sku: string;

beforeAll(async () => {
  await aTradingDay(db);
  const company = await aCompany(db, { creditKind: 'unlimited' });
  buyer = await aBuyer(db, company);
  foreman = await aBuyer(db, company, 'foreman');
  ({ sku } = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 }));
});

async function aList(text: string): Promise<string> {
  const listId = newId();
  const pasting = { listId, fileName: '', ...listRows(text), at };
  await transact(db, (tx) => pasteList(tx, buyer, pasting));
  return listId;
}
async function asked(path: string, by = buyer, form?: Record<string, string>, headers = {}) {
  const cookie = await signedIn(db, by, at);
  const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  const answer = await app.request(path, {
    ...sent,
    headers: { cookie, ...fromOurPage, 'Accept-Language': 'en', ...headers },
  });
  const timing = answer.headers.get('Server-Timing') ?? '';
  const statements = Number(/statements;desc="(\d+)"/.exec(timing)?.[1]);
  return { status: answer.status, statements, page: await answer.text() };
}

test('the place to paste and a list of two hundred lines take four statements at most', async () => {
  const text = Array.from({ length: 200 }, (_, line) => `${sku} ${line + 1}`).join('\n');
  const listId = await aList(text);

  for (const path of ['/quick', `/quick/${listId}`]) {
    const { status, statements } = await asked(path);
    expect({ path, status, isFew: statements > 0 && statements <= 4 }).toEqual({
      ...{ path, status: 200, isFew: true },
    });
  }
});

test('each row says in words how sure it is, with the text as it was written', async () => {
  const listId = await aList(`${sku} 5\n${sku} 7\nnothing of ours 3 pcs`);
  const { page } = await asked(`/quick/${listId}`);

  for (const said of ['exact', 'duplicate', 'not found', 'nothing of ours 3 pcs']) {
    expect(page).toContain(said);
  }
});

test('a decision answers with the rows that it changes, the next problem and the summary', async () => {
  const listId = await aList(`${sku} 5\n${sku} 7\n${sku} 9`);
  const kept = { decision: 'kept' };
  const { page } = await asked(`/quick/${listId}/lines/2/decision`, buyer, kept, asPart);

  expect([...page.matchAll(/hx-target="(#[\w-]+)"/g)].map(([, target]) => target)).toEqual(
    expect.arrayContaining(['#row-2', '#list-panel', '#list-summary']),
  );
  expect(page).not.toContain('id="row-1"');
  expect(page).toContain('Add 2 of 3 rows');
});

test('a quantity that nobody understands changes nothing and stands where it was typed', async () => {
  const listId = await aList(`${sku} 5`);
  const wrong = { quantity: 'a few', unit: 'pcs' };
  const { status, page } = await asked(`/quick/${listId}/lines/1/quantity`, buyer, wrong, asPart);

  expect(status).toBe(422);
  expect(page).toContain('value="a few"');
  expect((await asked(`/quick/${listId}`)).page).toContain('value="5"');
});

test('a foreman may paste and add, and sees no price', async () => {
  const listId = await aList(`${sku} 5`);
  const seen = await asked(`/quick/${listId}`, foreman);
  const added = await asked(`/quick/${listId}/cart`, foreman, {});

  expect([seen.status, added.status]).toEqual([200, 303]);
  expect(seen.page).not.toMatch(/₸|487.200/u);
  expect((await asked(`/quick/${listId}`)).page).toMatch(/₸/u);
});

test('a spreadsheet is read like pasted rows, under its own name, and a broken one says what is wrong', async () => {
  const { bytes } = writeTable('xlsx', {
    name: 'x',
    rows: [
      ['Code', 'Name', 'Qty', 'Unit'],
      [sku, '', 5, 'pcs'],
      ['', `=${sku}`, 7, 'pcs'],
    ],
  });
  const sent = async (file: File, text = '') => {
    const body = new FormData();
    body.set('listId', newId());
    body.set('text', text);
    body.set('file', file);
    const cookie = await signedIn(db, buyer, at);
    const headers = { cookie, ...fromOurPage, 'Accept-Language': 'en' };
    return app.request('/quick/file', { method: 'POST', body, headers });
  };
  const read = await sent(new File([new Uint8Array(bytes)], 'Заявка.xlsx'));
  const { page } = await asked(read.headers.get('location') ?? '');
  const broken = await sent(new File(['PK\u0003\u0004 nothing'], 'x.xlsx'));

  expect(read.status).toBe(303);
  expect(page).toContain('Заявка.xlsx');
  expect(page).toContain(`=${sku} · 7 · pcs`);
  expect(page).toContain('value="5"');
  expect([broken.status, await broken.text()]).toEqual([422, expect.stringContaining('file')]);
});
