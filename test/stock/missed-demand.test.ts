import { beforeAll, expect, test } from 'vitest';
import type { Actor, Buyer } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { listMissedDemand, listWishes } from '../../src/stock/missed-demand.queries.ts';
import { wishOf } from '../../src/stock/missed-demand.ts';
import { recordMissedDemand } from '../../src/stock/record-missed-demand.ts';
import { freshDatabase } from '../support/database.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aProduct,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';

const { db } = await freshDatabase();
const DAY_MS = 86_400_000;
type Missed = Parameters<typeof recordMissedDemand>[2];
const everything = { since: new Date(0) };

let company: Awaited<ReturnType<typeof aCompany>>;
let buyer: Buyer;

beforeAll(async () => {
  await aTradingDay(db);
  company = await aCompany(db, { name: 'ТОО «Мост»' });
  buyer = await aBuyer(db, company);
});

const missAs = (who: Actor | undefined, typed: string, more: Partial<Missed> = {}) =>
  transact(db, (tx) =>
    recordMissedDemand(tx, who, { typed, isFound: false, channel: 'web', at, ...more }),
  );
const miss = (typed: string, more: Partial<Missed> = {}) => missAs(buyer, typed, more);
const groups = (filter = {}) => listMissedDemand(db, { ...everything, ...filter }, 100);

test.each([
  [
    'уголок 51х51х5 09Г2С 2т',
    {
      form: 'angle',
      size: '51×51×5',
      sizeKey: '51000x51000x5000',
      grade: '09Г2С',
      weightG: 2_000_000,
    },
  ],
  [
    'балка 33Б1 12 шт',
    { form: 'beam', size: '33Б1', sizeKey: '№33б1', grade: '', weightG: undefined },
  ],
  ['арматура 13 500 кг', { form: 'rebar', size: '13', weightG: 500_000 }],
  ['труба 58х3,5', { form: undefined, size: '58×3.5', isUnderstood: true }],
  ['чугунный люк', { form: undefined, size: '', isUnderstood: false }],
])('reads «%s» into what the office counts by', (typed, wish) => {
  expect(wishOf(typed)).toMatchObject(wish);
});

test('a text that says nothing is no wish', async () => {
  expect(wishOf('  ')).toBeUndefined();
  expect(await miss('   ')).toBe(false);
});

test('the same wish of a person counts once a day, in whatever writing', async () => {
  expect(await miss('уголок 71х71х5')).toBe(true);
  expect(await miss('Уголок 71*71*5')).toBe(false);
  expect(await miss('уголок 71x71x5', { at: new Date(at.getTime() + DAY_MS) })).toBe(true);
  expect(await missAs(await aBuyer(db, company), 'уголок 71х71х5')).toBe(true);

  const [group] = (await groups()).filter(({ size }) => size === '71×71×5');
  expect(group).toMatchObject({ form: 'angle', branchCode: 'ALA', companies: 1, times: 3 });
});

test('two clicks at once are one wish', async () => {
  const both = await Promise.all([miss('балка 33Б1'), miss('балка 33Б1')]);

  expect(both.filter(Boolean)).toHaveLength(1);
});

test('wishes are told apart by size and branch, and what most companies missed stands first', async () => {
  const clerk = await aClerk(db, 'counter', 'NQZ');
  const other = await aCompany(db);
  for (const of of [company, other]) {
    const asked = { channel: 'counter', companyId: of.id, branchCode: 'NQZ' } as const;
    await missAs(clerk, 'швеллер 31П 1,5т', asked);
  }
  await miss('швеллер 31П');

  const found = (await groups()).filter(({ size }) => size === '31П');
  expect(
    found.map(({ branchCode, companies, times, weightG, channels }) => ({
      branchCode,
      companies,
      times,
      weightG,
      channels,
    })),
  ).toEqual([
    { branchCode: 'NQZ', companies: 2, times: 2, weightG: 3_000_000, channels: ['counter'] },
    { branchCode: 'ALA', companies: 1, times: 1, weightG: null, channels: ['web'] },
  ]);
  expect((await groups())[0]?.size).toBe('31П');
  expect((await groups({ branchCode: 'NQZ' })).map(({ size }) => size)).toEqual(['31П']);
  expect((await groups({ form: 'beam' })).every(({ form }) => form === 'beam')).toBe(true);
});

test('says who asked, the newest first, with the words and the quantity', async () => {
  const [group] = await groups({ branchCode: 'NQZ' });
  const wishes = await listWishes(db, { filter: everything, key: group!.key, rowsMax: 10 });

  expect(wishes).toHaveLength(2);
  expect(wishes.map(({ companyName }) => companyName)).toContain('ТОО «Мост»');
  expect(wishes[0]).toMatchObject({ typed: 'швеллер 31П 1,5т', quantityMilli: 1500, unit: 't' });
});

test('what came into stock since is named beside the wish', async () => {
  await miss('арматура 17 А500С');
  const before = (await groups()).find(({ size }) => size === '17');
  const product = await aProduct(db, { diameterMm: 17 });
  await stockOf(db, product, 3 * TONNE);
  const after = (await groups()).find(({ size }) => size === '17');

  expect(before?.nowSku).toBeNull();
  expect(after).toMatchObject({ nowSku: product.sku, nowG: 3 * TONNE });
});

test('strangers cannot fill the table', async () => {
  for (let wish = 0; wish < 305; wish += 1) await missAs(undefined, `чугун ${wish} сорт`);

  const kept = await db
    .selectFrom('missedDemand')
    .where('personId', 'is', null)
    .select((one) => one.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(kept.count).toBe(300);
  expect(await miss('уголок 72х72х5')).toBe(true);
});
