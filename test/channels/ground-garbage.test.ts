import type { Hono } from 'hono';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Env } from '../../src/channels/env.ts';
import { many, readForm } from '../../src/channels/exchange.ts';
import { anyone } from '../../src/channels/guards.ts';
import { readUploadedTable } from '../../src/channels/uploads.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, fromOurPage } from '../support/app.ts';

const Form = z.object({
  name: z.string().min(1),
  weight: z.coerce.number().positive(),
  tag: many(z.string()),
});
const bounds = { rowsMax: 10, columnsMax: 5, cellCharsMax: 100 };
const FORM = 'application/x-www-form-urlencoded';
let app: Hono<Env>;

beforeAll(async () => {
  ({ app } = await anApp());
  app.get('/echo/:word', anyone(), (c) => c.text(c.req.param('word') ?? ''));
  app.post('/echo/file', anyone(), async (c) => c.json(await readUploadedTable(c, 'list', bounds)));
  app.post('/echo', anyone(), async (c) => c.json(await readForm(c, Form)));
});

const post = (body: string, contentType = FORM) =>
  app.request('/echo', {
    method: 'POST',
    body,
    headers: { 'Content-Type': contentType, ...fromOurPage },
  });

test.each([
  ['malformed JSON', '{"a":', 'application/json', 400],
  ['JSON of 49 000 levels', '['.repeat(49_000) + ']'.repeat(49_000), 'application/json', 400],
  ['JSON with a prototype', '{"__proto__":{"role":"admin"}}', 'application/json', 400],
  ['JSON with a lone surrogate', String.raw`{"a":"\ud800"}`, 'application/json', 400],
  ['a multipart form without a boundary', 'name=x', 'multipart/form-data', 400],
  [
    'a multipart form with a wrong boundary',
    '--a\r\n\r\nx',
    'multipart/form-data; boundary=b',
    400,
  ],
  ['a NUL', 'name=a%00b&weight=1', FORM, 400],
  ['a lone surrogate', 'name=%ED%A0%80&weight=1', FORM, 400],
  ['bytes that are no UTF-8', 'name=%FF%FE&weight=1', FORM, 400],
  ['a field named __proto__', '__proto__=x&name=a', FORM, 400],
  ['a field named constructor', 'constructor=x&name=a', FORM, 400],
  ['2 000 fields', 'a=1&'.repeat(2000), FORM, 400],
  ['a body of 200 KB', `name=${'x'.repeat(200_000)}`, FORM, 413],
  ['XML', '<a/>', 'text/xml', 415],
  ['plain text', 'name=a', 'text/plain', 415],
])('%s is answered %3$s %4$s, never 5xx', async (_what, body, contentType, status) => {
  const answer = await post(body, contentType);

  expect(answer.status).toBe(status);
});

test('a body of 200 KB that does not say its length is refused too', async () => {
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('x'.repeat(50_000)));
    },
  });
  const request = new Request('http://localhost/echo', {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'Content-Type': FORM, ...fromOurPage },
  });

  expect((await app.request(request)).status).toBe(413);
});

const MB = 1024 * 1024;
const sendFile = (at: string, ...files: (File | string)[]) => {
  const body = new FormData();
  for (const file of files) body.append('list', file);
  return app.request(at, { method: 'POST', body, headers: fromOurPage });
};

test('a file is taken where files are taken, and only there', async () => {
  const big = new File([`a;b\n${' '.repeat(300_000)}`], 'list.csv');
  expect(await (await sendFile('/echo/file', big)).json()).toEqual({
    ok: true,
    rows: [['a', 'b']],
  });
  expect((await sendFile('/echo', big)).status).toBe(413);
});

test('a file that was forgotten, sent twice or is a text is no trouble', async () => {
  const missing = { ok: false, problem: 'fileMissing' };
  expect(await (await sendFile('/echo/file', new File([], ''))).json()).toEqual(missing);
  expect(await (await sendFile('/echo/file', 'a text')).json()).toEqual(missing);
  expect(await (await sendFile('/echo/file')).json()).toEqual(missing);
  const file = new File(['a'], 'a.csv');
  expect((await sendFile('/echo/file', file, file)).status).toBe(400);
});

test('a file of six megabytes is refused in the words of a file', async () => {
  const answer = await sendFile('/echo/file', new File([Buffer.alloc(6 * MB)], 'list.xlsx'));
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain('Файл больше 5 МБ');
});

test('a list of prices may be larger, and is told its own limit', async () => {
  const prices = `/office/price-lists/${newId()}/imports/file`;
  const answer = await sendFile(prices, new File([Buffer.alloc(31 * MB)], 'prices.xlsx'));
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain('Файл больше 30 МБ');
});

test('of a file that does not say its length no more is taken than the limit', async () => {
  let taken = 0;
  const body = new ReadableStream({
    pull(controller) {
      taken += MB;
      controller.enqueue(new Uint8Array(MB));
    },
  });
  const headers = { 'Content-Type': 'multipart/form-data; boundary=b', ...fromOurPage };
  const address = 'http://localhost/echo/file';
  const request = new Request(address, { method: 'POST', body, duplex: 'half', headers });
  expect((await app.request(request)).status).toBe(413);
  expect(taken).toBeLessThan(8 * MB);
});

test.each([
  '/echo//a',
  '/echo/a%2Fb',
  '/echo/a%2f..',
  '/echo/a%5Cb',
  '/echo/%00',
  '/echo/%ED%A0%80',
  '/echo/%zz',
  '/echo/%2e%2e/x',
  '/echo/a%2f%2e%2e',
])('the ambiguous address %s is answered 400', async (path) => {
  const answer = await app.request(new Request(`http://localhost${path}`));

  // The Request itself resolves `%2e%2e`; what is left of it is simply not there.
  expect(answer.status).toBe(path.includes('%2e%2e/x') ? 404 : 400);
});

test.each(['/?q=%00', '/?q=%ED%A0%80', '/?__proto__=1', `/?${'a=1&'.repeat(2000)}`])(
  'the query of %s is answered 400',
  async (path) => {
    expect((await app.request(path)).status).toBe(400);
  },
);

test('a page of refusal says what is wrong in each of the three languages', async () => {
  const texts = await Promise.all(
    ['en', 'ru', 'kk'].map(async (language) => {
      const answer = await app.request('/?q=%00', { headers: { 'Accept-Language': language } });
      return answer.text();
    }),
  );

  expect(texts[0]).toContain('This request cannot be read');
  expect(texts[1]).toContain('Запрос не удалось прочитать');
  expect(texts[2]).toContain('Сұрауды оқу мүмкін болмады');
});

test('text is normalised, so that one word has one spelling', async () => {
  const answer = await post(new URLSearchParams({ name: 'и\u0306', weight: '1' }).toString());

  expect(await answer.json()).toEqual({ ok: true, data: { name: 'й', weight: 1, tag: [] } });
});

test('a field sent twice does not pass where one value is expected, and makes a list where a list is', async () => {
  const twice = await post('name=a&name=b&weight=1');
  const list = await post('name=a&weight=1&tag=x&tag=y');

  expect(await twice.json()).toMatchObject({ ok: false, problems: { name: 'invalid' } });
  expect(await list.json()).toMatchObject({ data: { tag: ['x', 'y'] } });
});

test('a refused form keeps what was typed, passwords excepted, and names the first problem of each field', async () => {
  const answer = await post('weight=-3&password=secret1&other=kept');

  expect(await answer.json()).toEqual({
    ok: false,
    values: { weight: '-3', other: 'kept' },
    problems: { name: 'required', weight: 'positive' },
  });
});

test('the number of a payment card is no part of any form, and comes back hidden', async () => {
  const answer = await post('name=card+4242+4242+4242+4242&weight=1&tag=5555555555554444&other=x');

  expect(await answer.json()).toEqual({
    ok: false,
    values: { name: 'card •••• 4242', weight: '1', tag: '•••• 4444', other: 'x' },
    problems: { name: 'cardNumber', tag: 'cardNumber' },
  });
});

test('a form of several parts is read as well', async () => {
  const body = new FormData();
  body.set('name', 'Балка');
  body.set('weight', '2');
  const answer = await app.request('/echo', { method: 'POST', body, headers: fromOurPage });

  expect(await answer.json()).toMatchObject({ ok: true, data: { name: 'Балка' } });
});
