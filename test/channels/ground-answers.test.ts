import type { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { sql } from 'kysely';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { brotliDecompressSync } from 'node:zlib';
import type { Env } from '../../src/channels/env.ts';
import { anyone, buyer, guest, staff } from '../../src/channels/guards.ts';
import { declaredRoutes } from '../../src/channels/routes.ts';
import { connect } from '../../src/platform/db/database.ts';
import { OutcomeUnknown } from '../../src/platform/db/transact.ts';
import { NotFound, Refusal } from '../../src/platform/refusal.ts';
import { anApp, anAppOn, asPart, fromOurPage } from '../support/app.ts';

const english = { 'Accept-Language': 'en' };
let app: Hono<Env>;
let logged: string[];
let lifecycle: { draining: boolean };

const databaseError = (code: string, constraint?: string) =>
  Object.assign(new pg.DatabaseError('refused by the database', 1, 'error'), { code, constraint });

const errors: Record<string, () => Error> = {
  refusal: () => new Refusal({ code: 'credit-none' }),
  'not-permitted': () => new Refusal({ code: 'not-permitted' }),
  attempts: () => new Refusal({ code: 'too-many-attempts', retryAfterSeconds: 90 }),
  foreign: () => new NotFound('order', '42'),
  http: () => new HTTPException(413),
  unknown: () => new OutcomeUnknown('lost at commit'),
  'out-of-range': () => databaseError('22003'),
  constraint: () => databaseError('23505', 'nobody_knows_it'),
  shutdown: () => databaseError('57P01'),
  'too-many-connections': () => databaseError('53300'),
  deadlock: () => databaseError('40P01'),
  'no-pool': () => new Error('timeout exceeded when trying to connect'),
  bug: () => new TypeError('canary of a bug'),
};

beforeAll(async () => {
  ({ app, logged, lifecycle } = await anApp());
  app.get('/fail/:how', anyone(), (c) => {
    throw errors[c.req.param('how') ?? '']?.() ?? new Error('no such failure');
  });
  app.get('/for-buyers', buyer('place-orders'), (c) => c.text(c.var.actor.companyName));
  app.post('/for-buyers', buyer(), (c) => c.text('done'));
  app.get('/for-staff', staff(), (c) => c.text('in'));
  app.get('/for-guests', guest(), (c) => c.text('in'));
});

test.each([
  ['refusal', 409, 'This company buys by prepayment only'],
  ['not-permitted', 403, 'Your role does not allow this'],
  ['attempts', 429, 'Wait 2 minutes'],
  ['foreign', 404, 'There is nothing at this address'],
  ['http', 413, 'too much at once'],
  ['unknown', 503, 'press the same button again'],
  ['out-of-range', 400, 'cannot be read'],
  ['constraint', 500, 'Something broke on our side'],
  ['shutdown', 503, 'cannot answer at the moment'],
  ['too-many-connections', 503, 'cannot answer at the moment'],
  ['deadlock', 503, 'cannot answer at the moment'],
  ['no-pool', 503, 'cannot answer at the moment'],
  ['bug', 500, 'Something broke on our side'],
])(
  '%s is answered %i in words, as a page and as a part that finds its own place',
  async (how, status, words) => {
    const page = await app.request(`/fail/${how}`, { headers: english });
    const part = await app.request(`/fail/${how}`, { headers: { ...english, ...asPart } });

    expect([page.status, part.status]).toEqual([status, status]);
    expect(await page.text()).toMatch(new RegExp(`^<!doctype html>[^]*${words}`));
    expect(part.headers.get('HX-Retarget')).toBe('#flash');
    expect(part.headers.get('HX-Reswap')).toBe('innerHTML');
    const text = await part.text();
    expect(text).toContain(words);
    expect(text).not.toContain('<html');
  },
);

test('a bug shows the number of the request and nothing of itself; the log has both', async () => {
  const answer = await app.request('/fail/bug', { headers: english });

  const text = await answer.text();
  const number = answer.headers.get('X-Request-Id') ?? '';
  expect(text).toContain(number);
  expect(text).not.toContain('canary of a bug');
  expect(
    logged.filter((line) => line.includes(number) && line.includes('canary of a bug')),
  ).toHaveLength(1);
});

test('a constraint that nobody named raises an alarm', async () => {
  await app.request('/fail/constraint');

  expect(logged.at(-2)).toContain('"alarm":"unknown-constraint"');
});

test('busy and unknown outcomes say when to try again', async () => {
  expect((await app.request('/fail/shutdown')).headers.get('Retry-After')).toBe('2');
  expect((await app.request('/fail/attempts')).headers.get('Retry-After')).toBe('90');
});

test('what is missing and what is foreign get the same answer but for its number', async () => {
  const missing = await app.request('/nowhere', { headers: english });
  const foreign = await app.request('/fail/foreign', { headers: english });
  const bare = async (answer: Response) =>
    (await answer.text()).replaceAll(/\/(nowhere|fail\/foreign)|%2F(nowhere|fail%2Fforeign)/g, '');

  expect([missing.status, foreign.status]).toEqual([404, 404]);
  expect(await bare(missing)).toBe(await bare(foreign));
});

test('a method that an address does not have is answered 405 with those it has', async () => {
  const answer = await app.request('/sign-out', { headers: english });

  expect(answer.status).toBe(405);
  expect(answer.headers.get('Allow')).toBe('POST');
  expect(await answer.text()).toContain('does not do that');
});

test('strangers are sent to the sign-in and back, htmx by its own header', async () => {
  const page = await app.request('/for-buyers?x=1');
  const part = await app.request('/for-buyers', {
    headers: { ...asPart, 'HX-Current-URL': 'http://localhost/c/angle?grade=3' },
  });
  const form = await app.request('/for-buyers', {
    method: 'POST',
    headers: { ...fromOurPage, Referer: 'http://localhost/p/1' },
  });

  expect([page.status, page.headers.get('Location')]).toEqual([
    303,
    '/sign-in?next=%2Ffor-buyers%3Fx%3D1',
  ]);
  expect([part.status, part.headers.get('HX-Redirect')]).toEqual([
    401,
    '/sign-in?next=%2Fc%2Fangle%3Fgrade%3D3',
  ]);
  expect([form.status, form.headers.get('Location')]).toEqual([303, '/sign-in?next=%2Fp%2F1']);
});

test.each([
  '/nowhere',
  '/healthz',
  '/readyz',
  '/fail/bug',
  '/fail/refusal',
  '/echo//x',
  '/for-buyers',
  '/?q=%00',
  '/assets/none.js',
])('the answer to %s carries every header of protection', async (path) => {
  const { headers } = await app.request(new Request(`http://localhost${path}`));

  expect(headers.get('Content-Security-Policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  );
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'x-request-id': expect.stringMatching(/^[\w-]+$/),
  });
  expect(headers.get('Strict-Transport-Security')).toBeNull();
});

test('behind an https address browsers are told to stay with https', async () => {
  const secure = await anApp({ config: { publicUrl: 'https://metal.example' } });

  const { headers } = await secure.app.request('/healthz');
  expect(headers.get('Strict-Transport-Security')).toContain('max-age=31536000');
});

test('pages are personal, vary with what decides them, and are compressed for whoever can read that', async () => {
  const plain = await app.request('/nowhere', { headers: english });
  const packed = await app.request('/nowhere', {
    headers: { ...english, 'Accept-Encoding': 'gzip, br' },
  });

  expect(packed.headers.get('Content-Encoding')).toBe('br');
  expect(packed.headers.get('Cache-Control')).toBe('private, no-cache');
  for (const name of ['HX-Request-Type', 'Cookie', 'Accept-Language']) {
    expect(packed.headers.get('Vary')).toContain(name);
  }
  const text = brotliDecompressSync(Buffer.from(await packed.arrayBuffer())).toString();
  expect(text).toBe(await plain.text());
});

test('scripts and styles have hashed addresses, are packed, kept for ever, and not sent again', async () => {
  const page = await (await app.request('/nowhere')).text();
  const url = /"(\/assets\/shop\.[\w-]{12}\.js)"/.exec(page)?.[1] ?? '';

  const first = await app.request(url, { headers: { 'Accept-Encoding': 'br' } });
  expect(first.status).toBe(200);
  expect(first.headers.get('Content-Encoding')).toBe('br');
  expect(first.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(first.headers.get('Content-Type')).toContain('javascript');
  const etag = first.headers.get('ETag') ?? '';
  expect((await app.request(url, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  expect((await app.request('/assets/shop.000000000000.js')).status).toBe(404);
  expect(page).not.toMatch(/(src|href)="\/?(site\.css|app\.js|shop)/);
});

test('a style sheet names fonts by their hashed addresses, and each of them is there', async () => {
  const page = await (await app.request('/nowhere')).text();
  const sheet = await app.request(/"(\/assets\/site\.[\w-]+\.css)"/.exec(page)?.[1] ?? '');
  const urls = [...(await sheet.text()).matchAll(/url\("?(\/assets\/[^")]+)/g)].map(
    ([, url]) => url ?? '',
  );

  expect(urls.length).toBeGreaterThan(0);
  for (const url of urls) expect([url, (await app.request(url)).status]).toEqual([url, 200]);
});

test('the language comes from the choice, then the browser, then the house; a choice leads back to the page', async () => {
  const choice = await app.request('/nowhere?q=20&lang=kk');

  expect([choice.status, choice.headers.get('Location')]).toEqual([303, '/nowhere?q=20']);
  const cookie = choice.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const languages = await Promise.all(
    [{ Cookie: cookie, ...english }, { 'Accept-Language': 'de, kk;q=0.5, en;q=0.8' }, {}].map(
      async (headers) =>
        (await app.request('/nowhere', { headers })).headers.get('Content-Language'),
    ),
  );
  expect(languages).toEqual(['kk', 'en', 'ru']);
});

test('colours are kept in a cookie and shown in the frame; a strange way back leads home', async () => {
  const chosen = await app.request('/preferences', {
    method: 'POST',
    body: new URLSearchParams({ theme: 'dark', back: '//evil.example' }),
    headers: fromOurPage,
  });

  expect([chosen.status, chosen.headers.get('Location')]).toEqual([303, '/']);
  const cookie = chosen.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  expect(await (await app.request('/nowhere', { headers: { Cookie: cookie } })).text()).toContain(
    'data-theme="dark"',
  );
});

test('ready means: the database answers, has every migration, and we are not leaving', async () => {
  expect((await app.request('/readyz')).status).toBe(200);

  lifecycle.draining = true;
  expect((await app.request('/readyz')).status).toBe(503);
  expect((await app.request('/healthz')).status).toBe(200);
  lifecycle.draining = false;
});

test('a database that lacks a migration or is gone is not ready, and the process lives all the same', async () => {
  const { db, app: behind } = await anApp();
  await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(
    db,
  );

  expect((await behind.request('/readyz')).status).toBe(503);
  const nowhere = connect({ url: 'postgres://shop@127.0.0.1:9/shop', connectionsMax: 1 });
  const gone = anAppOn(nowhere);
  expect((await gone.app.request('/readyz')).status).toBe(503);
  expect((await gone.app.request('/healthz')).status).toBe(200);
});

test('metrics are for those with the token, and name routes by their pattern', async () => {
  const { app: watched } = await anApp({ config: { metricsToken: 'a-token-of-16-signs' } });
  await watched.request('/readyz');
  const ask = (token: string) =>
    watched.request('/metrics', { headers: { Authorization: `Bearer ${token}` } });

  expect((await ask('wrong')).status).toBe(404);
  expect((await app.request('/metrics')).status).toBe(404);
  const text = await (await ask('a-token-of-16-signs')).text();
  expect(text).toContain('sql_statements_total{method="GET",route="/readyz"} 1');
  expect(text).toContain('http_request_seconds_count{method="GET",route="/readyz",status="200"} 1');
});

test('an answer says how many statements it took', async () => {
  expect((await app.request('/readyz')).headers.get('Server-Timing')).toBe('statements;desc="1"');
  expect((await app.request('/healthz')).headers.get('Server-Timing')).toBe('statements;desc="0"');
});

test('every route declares for whom it is, and one that does not stops the start', async () => {
  const { app: open } = await anApp();
  const routes = declaredRoutes(open);
  const declared = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const all = open.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(all)].filter((route) => !declared.has(route))).toEqual([]);

  open.get('/forgotten', (c) => c.text('open to all'));
  expect(() => declaredRoutes(open)).toThrow('routes without a policy: GET /forgotten');
});

test('a guard that stands behind the handler does not count', async () => {
  const { app: open } = await anApp();
  open.post('/late', (c) => c.text('done'));
  open.use('/late', staff());

  expect(() => declaredRoutes(open)).toThrow('POST /late');
});

test('a guard for everything speaks for the home page alone', async () => {
  const { app: open } = await anApp();
  open.use(anyone());
  open.get('/forgotten', (c) => c.text('open to all'));

  expect(() => declaredRoutes(open)).toThrow('routes without a policy: GET /forgotten');
});

test('the log tells one line a request, with the pattern and without the address', async () => {
  const before = logged.length;
  await app.request('/fail/refusal?token=canary-token', {
    headers: { Cookie: 'sid=canary-cookie' },
  });

  const lines = logged.slice(before).join('');
  expect(lines).toContain('"route":"/fail/:how"');
  expect(lines).toContain('"requestId"');
  expect(lines).not.toContain('canary');
});
