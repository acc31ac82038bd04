import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Kysely } from 'kysely';
import { listImbalances } from '../../src/demo/demo.queries.ts';
import { seedLargeWorld } from '../../src/demo/seed-large-world.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { freshDatabase } from '../support/database.ts';

const plan = {
  seed: 1,
  at: new Date('2026-11-25T10:00:00Z'),
  months: 6,
  products: 3000,
  companies: 120,
  lists: 10,
  pricesPerList: 500,
  orders: 400,
};
let db: Kysely<DB>;
const steps: { what: string; rows: number }[] = [];

beforeAll(async () => {
  ({ db } = await freshDatabase());
  await seedLargeWorld(db, plan, (step) => steps.push(step));
});

test('a large world has the sizes asked for, around the demo world, and adds up', async () => {
  const sizes = await sql`
    select (select count(*) from product) as products,
           (select count(*) from company where email like 'office@c______.example') as companies,
           (select count(*) from price_list join company on company.id = company_id
            where company.email like 'office@c______.example') as lists,
           (select count(*) from sales_order join company on company.id = company_id
            where company.email like 'office@c______.example') as orders`.execute(db);

  expect(sizes.rows).toEqual([{ products: 3000, companies: 120, lists: 10, orders: 400 }]);
  expect(steps.find(({ what }) => what === 'prices')?.rows).toBe(5000);
  expect(await listImbalances(db)).toEqual([]);
});

test('the numbers of its orders go on from those of the demo world', async () => {
  const gaps = await sql`
    select counter.year, counter.last_number, count(*) as orders
    from document_counter as counter
    join sales_order on counter.series = 'order' and sales_order.source = 'counterweight'
      and extract(year from sales_order.priced_on) = counter.year
    group by counter.year, counter.last_number having count(*) <> counter.last_number`.execute(db);

  expect(gaps.rows).toEqual([]);
});
