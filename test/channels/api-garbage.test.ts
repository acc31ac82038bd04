import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { anApp } from '../support/app.ts';
import { aProgramOf } from '../support/programs-of-companies.ts';
import { aCompany, aProduct, aTradingDay, at } from '../support/world.ts';

const { app, db, logged } = await anApp({ at });
const SEED = 20_261_127;
/** Fewer than a key may ask in a minute. */
const RUNS = 60;
/** As the tests' log writes the level. */
const isError = (line: string) => line.includes('"level":50');
let company: Awaited<ReturnType<typeof aCompany>>;

beforeAll(async () => {
  await aTradingDay(db);
  await aProduct(db, { sku: 'REBAR-12' });
  company = await aCompany(db);
}, 60_000);

const words = fc
  .array(
    fc.constantFrom(
      ...'лист,труба,арматура,HEB,200,12,57х3,5,ГОСТ,8732,м,шт,т,%,_,\\,\',"),(,|,&,!,:*,<->,٣,½,Ø,\u00a0,№,20П,REBAR-12'.split(
        ',',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(' '));
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), words);

test('any text at all is understood, or told to be no text, and never our failure', async () => {
  const program = await aProgramOf(app, db, company);
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const q = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
      const statuses = [
        (await program.get(`/api/v1/parse?q=${q}`)).status,
        (await program.get(`/api/v1/products?q=${q}`)).status,
        (await program.post('/api/v1/parse', { lines: [text, 'арматура 12'] })).status,
        (await program.post('/api/v1/mass', { text })).status,
      ];
      const understood = statuses.every((status) => status === 200);
      const isText = !/[\0\uFFFD]|\p{Surrogate}/u.test(text);
      expect({ statuses, understood: understood || !isText }).toEqual({
        statuses,
        understood: true,
      });
      expect(statuses.filter((status) => ![200, 400, 422].includes(status))).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(logged.filter(isError)).toEqual([]);
}, 60_000);

test('any body at all is taken or refused, and never our failure', async () => {
  const program = await aProgramOf(app, db, company);
  const json = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        text: fc.jsonValue(),
        sku: fc.jsonValue(),
        described: fc.jsonValue(),
        quantity: fc.record({
          amountMilli: fc.jsonValue(),
          unit: fc.constantFrom('t', 'pcs', 'x'),
        }),
        stockLengthMm: fc.oneof(fc.integer(), fc.double()),
        cuts: fc.array(fc.record({ pieces: fc.integer(), lengthMm: fc.integer() })),
        lines: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  const paths = fc.constantFrom('/api/v1/parse', '/api/v1/mass', '/api/v1/cutting-plan');
  await fc.assert(
    fc.asyncProperty(paths, json, async (path, body) => {
      const { status } = await program.post(path, body);
      expect([200, 400, 404, 422]).toContain(status);
    }),
    { numRuns: RUNS * 3, seed: SEED },
  );
  expect(logged.filter(isError)).toEqual([]);
}, 60_000);

test.each([
  {
    described: {
      form: 'sheet',
      thicknessUm: 3_000_000,
      sheetWidthMm: 30_000,
      sheetLengthMm: 30_000,
    },
  },
  {
    described: { form: 'wire', diameterUm: 1 },
    quantity: { amountMilli: 1_000_000_000, unit: 't' },
  },
  {
    described: { form: 'wire', diameterUm: 20 },
    quantity: { amountMilli: 1_000_000_000, unit: 't' },
  },
  { described: { form: 'pipe_welded', diameterUm: 10, thicknessUm: 3_000_000 } },
  {
    described: { form: 'round_bar', diameterUm: 3_000_000, grade: 'С1' },
    lengthMm: 30_000,
    pricePerTonneMinor: 10_000_000_000_000,
    quantity: { amountMilli: 1_000_000_000, unit: 'pcs' },
  },
  { sku: 'REBAR-12', lengthMm: 30_000, quantity: { amountMilli: 1_000_000_000, unit: 'pcs' } },
  { sku: 'REBAR-12', quantity: { amountMilli: 1, unit: 'pcs' } },
  { sku: 'REBAR-12', quantity: { amountMilli: 1, unit: 'm2' } },
])('what is beyond all measure is no failure of ours: %o', async (asked) => {
  const program = await aProgramOf(app, db, company);

  expect((await program.post('/api/v1/mass', asked)).status).toBe(200);
});

test('what fails on our side is told as such, with the number under which we find it', async () => {
  const broken = await anApp({ at });
  await aTradingDay(broken.db);
  const program = await aProgramOf(broken.app, broken.db, await aCompany(broken.db));
  await sql`alter table price_list rename to price_list_gone`.execute(broken.db);
  const answer = await program.get('/api/v1/products');

  expect(answer.status).toBe(500);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({ code: 'failed', requestId: expect.any(String) as string });
  expect(JSON.stringify(answer.body)).not.toContain('price_list');
  expect(broken.logged.filter(isError)).toHaveLength(1);
});
