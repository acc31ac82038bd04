import { beforeAll, describe, expect, test } from 'vitest';
import { findQuote } from '../../src/ordering/quote.queries.ts';
import { readOfficeSide } from '../../src/ordering/quote-in-office.queries.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { newId } from '../../src/platform/id.ts';
import { forgetFiles } from '../../src/platform/keep-file.ts';
import { anApp, fromOurPage, signedIn } from '../support/app.ts';
import { aBuyer, aClerk, aCompany, aTradingDay, at } from '../support/world.ts';

const DAY_MS = 86_400_000;
const { app, db } = await anApp({ at });
let manager: Staff;
let company: { id: string; name: string };
let buyer: Buyer;
let cookies: Record<'buyer' | 'foreman' | 'stranger' | 'manager', string>;

beforeAll(async () => {
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
  company = await aCompany(db);
  buyer = await aBuyer(db, company);
  const [foreman, stranger] = [
    await aBuyer(db, company, 'foreman'),
    await aBuyer(db, await aCompany(db)),
  ];
  cookies = {
    buyer: await signedIn(db, buyer, at),
    foreman: await signedIn(db, foreman, at),
    stranger: await signedIn(db, stranger, at),
    manager: await signedIn(db, manager, at),
  };
});

type Sent = { name: string; content: string | Buffer };
const pdf = (content = 'a drawing'): Sent => ({ name: 'План.pdf', content: `%PDF-1.7 ${content}` });

/** A form in parts, as a browser sends it with files. */
async function send(
  who: keyof typeof cookies,
  path: string,
  fields: Record<string, string | readonly string[]>,
  files: readonly Sent[] = [],
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const text of [value].flat()) form.append(name, text);
  }
  for (const { name, content } of files) {
    form.append('files', new Blob([new Uint8Array(Buffer.from(content))]), name);
  }
  const headers = { ...fromOurPage, cookie: cookies[who] };
  const answer = await app.request(path, { method: 'POST', headers, body: form });
  return { status: answer.status, text: await answer.text() };
}

const aRequest = (more: Record<string, string | readonly string[]> = {}) => ({
  ...{ key: newId(), wish: '', note: '', 'text.1': 'rail P65', 'unit.1': 't', 'quantity.1': '' },
  ...more,
});

/** The files that a page keeps for the next time. */
const keptIn = (text: string) =>
  [...text.matchAll(/name="kept" value="([^"]+)"/g)].map(([, id = '']) => id);

const open = async (who: keyof typeof cookies, path: string) =>
  app.request(path, { headers: { cookie: cookies[who] } });

const filesOf = async (quoteId: string) => (await findQuote(db, quoteId))?.files ?? [];

async function aQuoteWith(files: readonly Sent[]): Promise<string> {
  const key = newId();
  expect(await send('buyer', '/quotes', aRequest({ key }), files)).toMatchObject({ status: 303 });
  return key;
}

describe('files with a request', () => {
  test('are several at once, and saved under their own names by who may see the quote', async () => {
    const quoteId = await aQuoteWith([pdf(), { name: 'list.csv', content: 'a;1\n' }]);
    const files = await filesOf(quoteId);
    expect(files.map(({ name, kind }) => [name, kind])).toEqual([
      ['list.csv', 'csv'],
      ['План.pdf', 'pdf'],
    ]);
    const path = `/quotes/${quoteId}/files/${files[1]!.id}`;
    for (const who of ['buyer', 'foreman'] as const) {
      const answer = await open(who, path);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/pdf',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
        'content-disposition': `attachment; filename="file.pdf"; filename*=UTF-8''${encodeURIComponent('План.pdf')}`,
      });
      expect(await answer.text()).toBe('%PDF-1.7 a drawing');
    }
    expect((await open('manager', `/office${path}`)).status).toBe(200);
    expect((await open('stranger', path)).status).toBe(404);
    expect(
      (await open('buyer', `/quotes/${await aQuoteWith([])}/files/${files[1]!.id}`)).status,
    ).toBe(404);
    expect((await open('buyer', `/quotes/${quoteId}/files/${newId()}`)).status).toBe(404);
  });

  test('keep no number of a payment card in their names', async () => {
    const names = ['card 4242 4242 4242 4242 12.27.pdf', '5555555555554444.pdf'];
    const files = await filesOf(await aQuoteWith(names.map((name) => ({ ...pdf(), name }))));
    expect(files.map(({ name }) => name).toSorted()).toEqual([
      'card •••• 4242 12.27.pdf',
      '•••• 4444.pdf',
    ]);
  });

  test('are not lost by a mistake elsewhere in the form', async () => {
    const wrong = await send('buyer', '/quotes', aRequest({ 'target.1': 'dear' }), [pdf()]);
    expect(wrong.status).toBe(422);
    const kept = keptIn(wrong.text);
    expect(kept).toHaveLength(1);
    expect(wrong.text).toContain('План.pdf');
    const key = newId();
    const more = [{ name: 'photo.jpg', content: Buffer.from('ffd8ffe0', 'hex') }];
    expect((await send('buyer', '/quotes', aRequest({ key, kept }), more)).status).toBe(303);
    expect((await filesOf(key)).map(({ name }) => name)).toEqual(['photo.jpg', 'План.pdf']);
  });

  test('of a form that was sent twice are there once', async () => {
    const key = newId();
    await Promise.all([1, 2, 3].map(() => send('buyer', '/quotes', aRequest({ key }), [pdf()])));
    expect(await filesOf(key)).toHaveLength(1);
  });

  test('of another kind, too large, empty, or too many are refused in words at their field', async () => {
    const big = {
      name: 'big.pdf',
      content: Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1024 * 1024)]),
    };
    const cases: [readonly Sent[], string][] = [
      [[{ name: 'plan.pdf', content: '<html><script>alert(1)</script>' }], 'DXF'],
      [[big], '10'],
      [[{ name: 'empty.pdf', content: '' }], ''],
      [Array.from({ length: 6 }, () => pdf()), '5'],
    ];
    for (const [files, said] of cases) {
      const answer = await send('buyer', '/quotes', aRequest(), files);
      expect(answer.status).toBe(422);
      expect(/id="files-problem"[^>]*>([^<]*)</.exec(answer.text)?.[1]).toContain(said);
    }
    const three = [big, big, big].map((one) => ({ ...one, name: 'x.pdf' }));
    expect((await send('buyer', '/quotes', aRequest(), three)).status).toBe(413);
  });

  test('that wait are sent along by nobody else', async () => {
    const wrong = await send('buyer', '/quotes', aRequest({ 'text.1': '', 'quantity.1': '5' }), [
      pdf('ours'),
    ]);
    const kept = keptIn(wrong.text);
    for (const ids of [kept, ['null'], [newId()]]) {
      const stolen = await send('stranger', '/quotes', aRequest({ kept: ids }));
      expect(stolen.status).toBe(422);
      expect(stolen.text).not.toContain('План.pdf');
    }
  });
});

describe('files with a message', () => {
  test('go to both sides, but not to a foreman, who sees no prices', async () => {
    const quoteId = await aQuoteWith([]);
    const said = { key: newId(), text: 'see the drawing', position: '' };
    expect((await send('buyer', `/quotes/${quoteId}/messages`, said, [pdf()])).status).toBe(303);
    const answer = { ...said, key: newId() };
    expect(
      (await send('manager', `/office/quotes/${quoteId}/messages`, answer, [pdf('2')])).status,
    ).toBe(303);
    const files = await filesOf(quoteId);
    expect(files).toHaveLength(2);
    for (const { id } of files) {
      expect((await open('buyer', `/quotes/${quoteId}/files/${id}`)).status).toBe(200);
      expect((await open('foreman', `/quotes/${quoteId}/files/${id}`)).status).toBe(404);
    }
    const silent = await send('buyer', `/quotes/${quoteId}/messages`, { ...said, text: '' }, [
      pdf('3'),
    ]);
    expect(silent.status).toBe(422);
    expect(keptIn(silent.text)).toHaveLength(1);
    const foreign = await send('stranger', `/quotes/${quoteId}/messages`, said, [pdf('4')]);
    expect(foreign.status).toBe(404);
  });

  test('of our own notes are found by no buyer', async () => {
    const quoteId = await aQuoteWith([]);
    const note = { key: newId(), noteText: 'our cost' };
    const path = `/office/quotes/${quoteId}/notes`;
    const silent = await send('manager', path, { ...note, noteText: '' }, [pdf('cost')]);
    const kept = keptIn(silent.text);
    expect(kept).toHaveLength(1);
    expect((await send('manager', path, { ...note, kept })).status).toBe(303);
    const [{ files } = { files: [] }] = (await readOfficeSide(db, quoteId)).notes;
    const id = files[0]!.id;
    expect((await open('manager', `/office/quotes/${quoteId}/files/${id}`)).status).toBe(200);
    expect((await open('buyer', `/quotes/${quoteId}/files/${id}`)).status).toBe(404);
    expect(await (await open('buyer', `/quotes/${quoteId}`)).text()).not.toContain(id);
  });
});

test('what waited for a day is forgotten, unless somebody else keeps the same', async () => {
  const quoteId = await aQuoteWith([pdf('kept by a quote')]);
  await send('buyer', '/quotes', aRequest({ 'target.1': 'x' }), [
    pdf('kept by a quote'),
    pdf('kept by nobody'),
  ]);
  const stored = async () =>
    (await db.selectFrom('storedFile').select('bytes').execute())
      .map(({ bytes }) => bytes.toString())
      .filter((content) => content.includes('kept by'))
      .toSorted();
  expect(await stored()).toEqual(['%PDF-1.7 kept by a quote', '%PDF-1.7 kept by nobody']);
  await forgetFiles(db, new Date(at.getTime() + DAY_MS - 1));
  expect(await stored()).toHaveLength(2);
  await forgetFiles(db, new Date(at.getTime() + DAY_MS + 1));
  await forgetFiles(db, new Date(at.getTime() + DAY_MS + 1));
  expect(await stored()).toEqual(['%PDF-1.7 kept by a quote']);
  expect(await filesOf(quoteId)).toHaveLength(1);
});
