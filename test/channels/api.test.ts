import { beforeAll, expect, test } from 'vitest';
import { endKey } from '../../src/people/api-key.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { anApp, signedIn } from '../support/app.ts';
import { aProgramOf } from '../support/programs-of-companies.ts';
import { aCartOf, place } from '../support/sale.ts';
import {
  aClerk,
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';

const { app, db } = await anApp({ at });

type Program = Awaited<ReturnType<typeof aProgramOf>>;
let ours: Program;
let theirs: Program;
let companyId: string;

beforeAll(async () => {
  await aTradingDay(db);
  const twelve = await aProduct(db, { sku: 'REBAR-12' });
  const others = await Promise.all(
    [8, 10, 14, 16].map((diameterMm) => aProduct(db, { sku: `REBAR-${diameterMm}`, diameterMm })),
  );
  const prices = Object.fromEntries([twelve, ...others].map(({ id }) => [id, 50_000_000]));
  await aPublishedList(db, { level: 'base', prices });
  await stockOf(db, twelve, 3 * TONNE);
  await stockOf(db, twelve, 2 * TONNE, 'NQZ');
  const [one, other] = [await aCompany(db), await aCompany(db)];
  companyId = one.id;
  const steps = [
    [0, 40_000_000],
    [5 * TONNE, 39_000_000],
  ] as const;
  await aPublishedList(db, { level: 'company', companyId: one.id, prices: { [twelve.id]: steps } });
  await db
    .insertInto('companyArticle')
    .values({
      ...{ companyId: one.id, code: 'МТР-77', codeKey: 'mtp-77', productId: twelve.id, setAt: at },
    })
    .execute();
  ours = await aProgramOf(app, db, one);
  theirs = await aProgramOf(app, db, other);
}, 60_000);

const bodyOf = async (answer: Promise<{ body: unknown }>) => (await answer).body as never;
type Row = { sku: string; price: { perTonneMinor: number; breaks: unknown[] } | null };
const skusOf = async (program: Program, query: string) => {
  const { products } = (await bodyOf(program.get(`/api/v1/products?${query}`))) as {
    products: Row[];
  };
  return products.map(({ sku }) => sku);
};

test('a company’s program sees its own prices, another’s program sees the base list', async () => {
  const priceFor = async (program: Program) =>
    ((await bodyOf(program.get('/api/v1/products/REBAR-12'))) as Row).price;

  expect(await priceFor(ours)).toEqual({
    ...{ perTonneMinor: 46_400_000, perUnitMinor: { m: 41_203 } },
    breaks: [
      { fromWeightG: 0, perTonneMinor: 46_400_000 },
      { fromWeightG: 5_000_000, perTonneMinor: 45_240_000 },
    ],
    ...{ level: 'company', vatRateBp: 1600, currency: 'KZT' },
  });
  expect(await priceFor(theirs)).toMatchObject({ perTonneMinor: 58_000_000, level: 'base' });
});

test('a product tells what every branch holds', async () => {
  const { stock } = (await bodyOf(ours.get('/api/v1/products/REBAR-12'))) as { stock: object[] };

  expect(stock).toEqual([
    expect.objectContaining({ branchCode: 'ALA', availableG: 3_000_000, lots: 1 }),
    expect.objectContaining({ branchCode: 'NQZ', availableG: 2_000_000, lots: 1 }),
  ]);
});

test.each([
  ['', ['REBAR-8', 'REBAR-10', 'REBAR-12', 'REBAR-14', 'REBAR-16']],
  ['form=rebar', ['REBAR-8', 'REBAR-10', 'REBAR-12', 'REBAR-14', 'REBAR-16']],
  ['form=beam', []],
  ['category=rebar', ['REBAR-8', 'REBAR-10', 'REBAR-12', 'REBAR-14', 'REBAR-16']],
  ['category=rebar&form=beam', []],
  ['category=nothing', []],
  ['diameterUmFrom=10000&diameterUmTo=12000', ['REBAR-10', 'REBAR-12']],
  ['grade=А500С&grade=А400&diameterUmTo=8000', ['REBAR-8']],
  ['grade=А400', []],
  ['length=11700&stock=anywhere', ['REBAR-12']],
  ['pricePerTonneMinorTo=46400000', ['REBAR-12']],
  ['q=арматура', ['REBAR-8', 'REBAR-10', 'REBAR-12', 'REBAR-14', 'REBAR-16']],
  ['q=арматура 12', ['REBAR-12']],
  ['q=арматура 12&stock=ready', ['REBAR-12']],
  ['q=арматура 12&diameterUmFrom=13000', []],
  ['q=арматура А400', []],
  ['q=rebar-14', ['REBAR-14']],
  ['q=МТР-77', ['REBAR-12']],
  ['q=чепуха', []],
])('goods by %s', async (query, skus) => {
  expect(await skusOf(ours, query)).toEqual(skus);
});

test('a company’s own article number means nothing to another', async () => {
  expect(await skusOf(theirs, 'q=МТР-77')).toEqual([]);
});

test.each(['', 'form=rebar', 'category=rebar', 'q=арматура А500С'])(
  'pages of %s hold every product once',
  async (query) => {
    const seen: string[] = [];
    let after = '';
    for (let pages = 0; pages < 5; pages += 1) {
      const page = (await bodyOf(ours.get(`/api/v1/products?${query}&limit=2${after}`))) as {
        products: Row[];
        nextCursor: string | null;
      };
      seen.push(...page.products.map(({ sku }) => sku));
      if (page.nextCursor === null) break;
      after = `&after=${page.nextCursor}`;
    }

    expect(seen).toEqual(['REBAR-8', 'REBAR-10', 'REBAR-12', 'REBAR-14', 'REBAR-16']);
  },
);

test('lines are understood and answered in their order', async () => {
  const { lines } = (await bodyOf(
    ours.post('/api/v1/parse', {
      lines: ['арматура 12 А500С 2 т', 'МТР-77 5 т', 'швеллер 20П зелёный', ''],
    }),
  )) as {
    lines: {
      meaning: object;
      unread: string[];
      match: { status: string; proposedSku: string | null };
    }[];
  };

  expect(lines.map(({ match }) => [match.status, match.proposedSku])).toEqual([
    ['specified', 'REBAR-12'],
    ['exact', 'REBAR-12'],
    ['rejected', null],
    ['rejected', null],
  ]);
  expect(lines[0]?.meaning).toMatchObject({
    ...{ form: 'rebar', diametersUm: [12_000], quantity: { amountMilli: 2000, unit: 't' } },
  });
  expect(lines.map(({ unread }) => unread)).toEqual([[], [], ['зелёный'], []]);
  expect(lines[2]?.meaning).toMatchObject({ form: 'channel', number: '20', series: ['П'] });
  expect(await bodyOf(ours.get('/api/v1/parse?q=МТР-77 5 т'))).toMatchObject(
    lines[1] as unknown as Record<string, unknown>,
  );
  expect(await bodyOf(theirs.get('/api/v1/parse?q=МТР-77'))).toMatchObject({
    match: { status: 'rejected' },
  });
});

test('a thousand lines are taken at once, one more is not', async () => {
  const lines = Array.from({ length: 1001 }, (_, at) => `арматура ${at}`);

  expect((await ours.post('/api/v1/parse', { lines: lines.slice(1) })).status).toBe(200);
  const refused = await ours.post('/api/v1/parse', { lines });
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'lines' }] } });
});

test('a text, a described section and a product are weighed, the product at the own price', async () => {
  const weigh = async (program: Program, asked: object) => {
    const { candidates } = (await bodyOf(program.post('/api/v1/mass', asked))) as {
      candidates: { weighed: { weightG: number; priceMinor: number | null } | null }[];
    };
    return candidates.map(({ weighed }) => [weighed?.weightG, weighed?.priceMinor]);
  };
  const bars = { sku: 'REBAR-12', lengthMm: 6000, quantity: { amountMilli: 100_000, unit: 'pcs' } };

  expect(await weigh(ours, { text: 'швеллер 20П 24 м' })).toEqual([[441_600, null]]);
  expect(
    await weigh(ours, {
      described: { form: 'channel', number: '20П' },
      quantity: { amountMilli: 24_000, unit: 'm' },
      pricePerTonneMinor: 50_000_000,
    }),
  ).toEqual([[441_600, 22_080_000]]);
  expect(await weigh(ours, bars)).toEqual([[532_800, 24_721_920]]);
  expect(await weigh(theirs, bars)).toEqual([[532_800, 30_902_400]]);
  expect(await weigh(ours, { text: 'двутавр 20Б1 1 м' })).toHaveLength(3);
});

test('of every bar of a plan, pieces, kerfs and remnant are the bar', async () => {
  type Bar = {
    bars: number;
    pieces: { pieces: number; lengthMm: number }[];
    kerfMm: number;
    remnantMm: number;
  };
  const plan = (await bodyOf(
    ours.post('/api/v1/cutting-plan', {
      ...{ sku: 'REBAR-12', kerfMm: 4 },
      cuts: [
        { pieces: 7, lengthMm: 3900 },
        { pieces: 5, lengthMm: 2310 },
      ],
    }),
  )) as { stockLengthMm: number; barsNeeded: number; fewestBars: number; bars: Bar[] };
  const lengths = plan.bars.map(
    ({ pieces, kerfMm, remnantMm }) =>
      pieces.reduce((sum, one) => sum + one.pieces * one.lengthMm, 0) + kerfMm + remnantMm,
  );

  expect(plan.stockLengthMm).toBe(11_700);
  expect(new Set(lengths)).toEqual(new Set([11_700]));
  expect(plan.bars.reduce((sum, { bars }) => sum + bars, 0)).toBe(plan.barsNeeded);
  expect(plan.barsNeeded).toBeGreaterThanOrEqual(plan.fewestBars);
});

test.each([
  ['GET', '/api/v1/products/NO-SUCH', undefined, 404, 'not-found'],
  [
    'POST',
    '/api/v1/mass',
    { sku: 'NO-SUCH', quantity: { amountMilli: 1, unit: 't' } },
    404,
    'not-found',
  ],
  ['POST', '/api/v1/mass', { sku: 'REBAR-12' }, 422, 'invalid'],
  ['POST', '/api/v1/mass', {}, 422, 'invalid'],
  ['POST', '/api/v1/mass', { text: 'x', extra: 1 }, 422, 'invalid'],
  ['POST', '/api/v1/mass', { text: 'x', sku: 'y' }, 422, 'invalid'],
  ['POST', '/api/v1/parse', { lines: [] }, 422, 'invalid'],
  ['POST', '/api/v1/parse', { lines: [1] }, 422, 'invalid'],
  ['POST', '/api/v1/parse', [], 422, 'invalid'],
  ['GET', '/api/v1/parse', undefined, 422, 'invalid'],
  ['GET', '/api/v1/products?limit=0', undefined, 422, 'invalid'],
  ['GET', '/api/v1/products?after=x', undefined, 422, 'invalid'],
  ['GET', '/api/v1/products?diameterUmFrom=x', undefined, 422, 'invalid'],
  ['POST', '/api/v1/cutting-plan', { cuts: [{ pieces: 1, lengthMm: 1 }] }, 422, 'invalid'],
  [
    'POST',
    '/api/v1/cutting-plan',
    { stockLengthMm: 10, cuts: [{ pieces: 1, lengthMm: 11 }] },
    422,
    'invalid',
  ],
  [
    'POST',
    '/api/v1/cutting-plan',
    { sku: 'NO', cuts: [{ pieces: 1, lengthMm: 1 }] },
    404,
    'not-found',
  ],
  ['GET', '/api/v1/nothing', undefined, 404, 'not-found'],
  ['GET', '/api/nothing', undefined, 404, 'not-found'],
  ['GET', '/api/v1/mass', undefined, 405, 'method-not-allowed'],
  ['DELETE', '/api/v1/products/REBAR-12', undefined, 405, 'method-not-allowed'],
  ['POST', '/api/v1/parse', { lines: ['x'.repeat(110_000)] }, 413, 'too-large'],
])('%s %s of %o is a problem: %i', async (method, path, body, status, code) => {
  const answer = await app.request(path, {
    method,
    headers: { Authorization: `Bearer ${ours.key}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ type: 'about:blank', status, code });
  expect(answer.status).toBe(status);
});

test.each([
  ['{', 400, 'malformed'],
  ['', 400, 'malformed'],
  ['{"text":"a\\u0000b"}', 400, 'malformed'],
  ['{"__proto__":{}}', 400, 'malformed'],
  [`${'['.repeat(40)}${']'.repeat(40)}`, 400, 'malformed'],
])('a body that is no JSON of ours, «%s», is refused', async (body, status, code) => {
  expect(await ours.postText('/api/v1/mass', body)).toMatchObject({ status, body: { code } });
});

test('a form is no JSON', async () => {
  const answer = await app.request('/api/v1/mass', {
    method: 'POST',
    headers: { Authorization: `Bearer ${ours.key}` },
    body: new URLSearchParams({ text: 'x' }),
  });

  expect(answer.status).toBe(415);
  expect(await answer.json()).toMatchObject({ code: 'not-json' });
});

test.each([
  ['no key', {}],
  ['an empty one', { Authorization: 'Bearer ' }],
  ['no key of ours', { Authorization: 'Bearer sk_live_123' }],
  ['a key that never was', { Authorization: `Bearer cw_${'a'.repeat(43)}` }],
  ['another scheme', { Authorization: `Basic cw_${'a'.repeat(43)}` }],
])('%s opens nothing', async (_, headers) => {
  const answer = await app.request('/api/v1/products', { headers });

  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  expect(await answer.json()).toMatchObject({ code: 'key-needed' });
});

test('a session opens nothing either, wherever the request comes from', async () => {
  const cookie = await signedIn(db, ours.admin, at);

  expect((await app.request('/api/v1/products', { headers: { cookie } })).status).toBe(401);
});

test('a program needs no page of ours behind it', async () => {
  const answer = await app.request('/api/v1/parse', {
    method: 'POST',
    headers: {
      ...{ Authorization: `Bearer ${ours.key}`, 'Content-Type': 'application/json' },
      ...{ Origin: 'https://erp.example', 'Sec-Fetch-Site': 'cross-site' },
    },
    body: JSON.stringify({ lines: ['арматура 12'] }),
  });

  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('an ended key is refused from then on', async () => {
  const company = await aCompany(db);
  const program = await aProgramOf(app, db, company);
  expect((await program.get('/api/v1/products')).status).toBe(200);

  await transact(db, (tx) => endKey(tx, program.admin, { keyId: program.keyId, at }));
  expect((await program.get('/api/v1/products')).status).toBe(401);
});

test('a key that asks too often is told when to come again, and others are not held up', async () => {
  const busy = await aProgramOf(app, db, { id: companyId, name: 'x' });
  const statuses: number[] = [];
  let last = await busy.get('/api/v1/parse?q=');
  for (let asked = 1; asked < 310 && last.status !== 429; asked += 1) {
    statuses.push(last.status);
    last = await busy.get('/api/v1/parse?q=');
  }

  expect(statuses).toHaveLength(300);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(last).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ours.get('/api/v1/parse?q=')).status).toBe(200);
}, 60_000);

test('what the company bought before, in any channel, can be asked for alone', async () => {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const program = await aProgramOf(app, db, company);
  const clerk = await aClerk(db);
  const twelve = await db
    .selectFrom('product')
    .where('sku', '=', 'REBAR-12')
    .select('id')
    .executeTakeFirstOrThrow();
  await place(db, clerk, await aCartOf(db, clerk, company, [{ product: twelve, bars: 1 }]));

  expect(await skusOf(program, 'bought=yes')).toEqual(['REBAR-12']);
  expect(await skusOf(ours, 'bought=yes')).toEqual([]);
});
