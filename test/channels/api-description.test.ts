import type { z } from '@hono/zod-openapi';
import { beforeAll, expect, test } from 'vitest';
import { getParse, postParse } from '../../src/channels/api/parse.ts';
import { postCuttingPlan } from '../../src/channels/api/cutting-plan.ts';
import { postMass } from '../../src/channels/api/mass.ts';
import { getProduct, getProducts } from '../../src/channels/api/products.ts';
import { Problem } from '../../src/channels/api/problem.ts';
import { anApp } from '../support/app.ts';
import { aProgramOf } from '../support/programs-of-companies.ts';
import { routesOf } from '../support/route-list.ts';
import {
  aCompany,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';

const { app, db } = await anApp({ at });
let program: Awaited<ReturnType<typeof aProgramOf>>;

beforeAll(async () => {
  await aTradingDay(db);
  const rebar = await aProduct(db, { sku: 'REBAR-12' });
  await aPublishedList(db, { level: 'base', prices: { [rebar.id]: 50_000_000 } });
  await stockOf(db, rebar, 3 * TONNE);
  program = await aProgramOf(app, db, await aCompany(db));
}, 60_000);

type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content: Record<string, { schema: object }> }>;
  security: object[];
};
type Description = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
};

const readDescription = async () =>
  (await (await app.request('/api/openapi.json')).json()) as Description;

test('every route for programs stands in the description, and no other', async () => {
  const { paths, servers } = await readDescription();
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map(
      (method) =>
        `${method.toUpperCase()} ${servers[0]?.url}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ),
  );
  const mounted = routesOf(app).filter((route) => route.includes(' /api/v1/'));

  expect(described.toSorted()).toEqual(mounted.toSorted());
});

test('the description is whole: nothing is referred to that is not there', async () => {
  const description = await readDescription();
  const text = JSON.stringify(description);
  const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name = '']) => name,
  );

  expect(description.openapi).toMatch(/^3\.1\./);
  expect(referred.length).toBeGreaterThan(10);
  expect(referred.filter((name) => !(name in description.components.schemas))).toEqual([]);
  for (const [path, operations] of Object.entries(description.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(operations)) {
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => name)).toEqual(named);
      expect(operation.security).toEqual([{ key: [] }]);
      for (const status of ['400', '401', '422', '429', '500', '503']) {
        expect(operation.responses[status]?.content).toHaveProperty(['application/problem+json']);
      }
    }
  }
  const ids = Object.values(description.paths).flatMap((operations) =>
    Object.values(operations).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

const answerOf = (route: {
  responses: { 200: { content: { 'application/json': { schema: z.ZodType } } } };
}) => route.responses[200].content['application/json'].schema;

test('every answer is as it is described, to the last field', async () => {
  const lines = [
    'арматура 12 А500С 2т',
    'двутавр 25 Б1/Б2 12м, Алматы',
    'сетка 50х50х4 1х2',
    'лист 2 оцинк Z275 1250х2500',
    'труба 1" sch40 цена за метр',
    'катанка 6,5 бухта 0,88 тн',
    'профлист С21 0,5 RAL 3005',
    'круг 20 09Г2С-12 4-6м',
    'фланец 50 Ру16',
    'круг латунь ЛС59-1 20',
  ];
  const cut = { stockLengthMm: 12_000, cuts: [{ pieces: 5, lengthMm: 3000 }] };
  const asked = [
    [getProducts, await program.get('/api/v1/products')],
    [getProducts, await program.get('/api/v1/products?q=арматура 12')],
    [getProduct, await program.get('/api/v1/products/REBAR-12')],
    [getParse, await program.get('/api/v1/parse?q=арматура 12')],
    [postParse, await program.post('/api/v1/parse', { lines })],
    ...(await Promise.all(
      lines.map(async (text) => [postMass, await program.post('/api/v1/mass', { text })] as const),
    )),
    [
      postMass,
      await program.post('/api/v1/mass', {
        ...{ sku: 'REBAR-12', quantity: { amountMilli: 1000, unit: 't' } },
      }),
    ],
    [postCuttingPlan, await program.post('/api/v1/cutting-plan', cut)],
  ] as const;
  for (const [route, answer] of asked) {
    expect(answer.status).toBe(200);
    const read = answerOf(route).safeParse(answer.body);
    expect({ path: route.path, wrong: read.error?.issues }).toEqual({ path: route.path });
  }
});

test('every failure is a problem as it is described', async () => {
  for (const answer of [
    await program.get('/api/v1/products/NO'),
    await program.get('/api/v1/products?limit=0'),
    await program.post('/api/v1/mass', {}),
    await program.postText('/api/v1/mass', '{'),
  ]) {
    expect(Problem.safeParse(answer.body).error?.issues).toBeUndefined();
  }
});
