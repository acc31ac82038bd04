import { verify } from '@node-rs/argon2';
import { beforeAll, expect, test } from 'vitest';
import { sql, type Kysely } from 'kysely';
import { listImbalances } from '../../src/demo/demo.queries.ts';
import { needsDemoWorld, seedDemoWorld } from '../../src/demo/seed-demo-world.ts';
import { listCompanyChanges } from '../../src/history/company-changes.queries.ts';
import { listLyingOrders } from '../../src/history/lying-orders.queries.ts';
import { addDays, tradingDay } from '../../src/measures/calendar.ts';
import { listFreightWaiting } from '../../src/ordering/freight-waiting.queries.ts';
import { listGoodsNowhere } from '../../src/ordering/missing-goods.queries.ts';
import { listOrderNeeds } from '../../src/stock/order-transfer.queries.ts';
import { listWaitingOverrides } from '../../src/ordering/override.queries.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { readDerivation } from '../../src/pricing/derivation.ts';
import { readPriceTerms } from '../../src/pricing/pricing.queries.ts';
import { freshDatabase } from '../support/database.ts';

const AT = new Date('2026-11-25T10:00:00Z');
let db: Kysely<DB>;
let neededAtFirst = false;

beforeAll(async () => {
  ({ db } = await freshDatabase());
  neededAtFirst = await needsDemoWorld(db);
  await seedDemoWorld(db, { seed: 1, at: AT });
});

const count = async (table: keyof DB) =>
  Number(
    (
      await db
        .selectFrom(table)
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

test('the world adds up by the audit views', async () => {
  expect(await listImbalances(db)).toEqual([]);
});

test('an order that is not the sum of its lines is noticed', async () => {
  const broken = db.transaction().execute(async (tx) => {
    await sql`alter table sales_order disable trigger user`.execute(tx);
    await sql`update sales_order set weight_g = weight_g + 1 where number = '26-000001'`.execute(
      tx,
    );
    expect(await listImbalances(tx)).toEqual([
      { what: 'orders that are not the sum of their lines', count: 1 },
    ]);
    throw new Error('undone');
  });
  await expect(broken).rejects.toThrow('undone');
});

test('twelve branches, 2 243 products and 40 companies are there, and seeding again changes nothing', async () => {
  expect(neededAtFirst).toBe(true);
  expect(await needsDemoWorld(db)).toBe(false);
  const before = await Promise.all([count('salesOrder'), count('event'), count('price')]);

  await seedDemoWorld(db, { seed: 2, at: AT });

  expect(await count('branch')).toBe(12);
  expect(await count('product')).toBe(2243);
  expect(await count('company')).toBe(40);
  expect(await Promise.all([count('salesOrder'), count('event'), count('price')])).toEqual(before);
});

test('each person of the demo opens with the password demo and has the role of the address', async () => {
  const buyers = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .where('person.email', 'like', '%@altyn.example')
    .orderBy('email')
    .select(['email', 'role', 'passwordHash'])
    .execute();
  const staff = await db
    .selectFrom('person')
    .where('staffRole', 'is not', null)
    .where(
      'email',
      'in',
      ['counter', 'phone', 'manager', 'head', 'admin'].map((one) => `${one}@counterweight.example`),
    )
    .orderBy('email')
    .select(['email', 'staffRole', 'passwordHash'])
    .execute();

  expect(buyers.map(({ email, role }) => [email.split('@')[0], role])).toEqual([
    ['accountant', 'accountant'],
    ['admin', 'company_admin'],
    ['approver', 'approver'],
    ['foreman', 'foreman'],
    ['purchaser', 'buyer'],
  ]);
  expect(staff.map(({ staffRole }) => staffRole)).toEqual([
    'admin',
    'counter',
    'head_of_sales',
    'manager',
    'phone',
  ]);
  const hashes = new Set([...buyers, ...staff].map(({ passwordHash }) => passwordHash ?? ''));
  expect(hashes.size).toBe(1);
  for (const hash of hashes) expect(await verify(hash, 'demo')).toBe(true);
});

test('what the world priced by is what the shop reads from its lists for that day', async () => {
  const lines = await sql<{
    companyId: string;
    siteId: string | null;
    pricedOn: string;
    derivation: unknown;
  }>`
    select line.company_id, placed.site_id, placed.priced_on, line.derivation
    from sales_order_line as line join sales_order as placed on placed.id = line.order_id
    where line.derivation is not null order by md5(line.id::text) limit 40`.execute(db);

  expect(lines.rows.length).toBe(40);
  for (const { companyId, siteId, pricedOn, derivation } of lines.rows) {
    const told = readDerivation(derivation);
    const terms = await readPriceTerms(db, { companyId, siteId, on: pricedOn });
    expect(told?.agreement).toEqual(terms.agreement);
    expect(told?.vatRateBp).toBe(terms.vatRateBp);
    expect(told?.strategy).toBe(terms.strategy);
    const codes = terms.chain.map((link) => link.listCode);
    expect(codes.filter((code) => told?.lists.some((list) => list.listCode === code))).toEqual(
      told?.lists.map((list) => list.listCode),
    );
  }
});

test('the purchaser has four lines in the cart and a clerk has parked one', async () => {
  const carts = await sql<{ openedOn: string; email: string; lines: number; isParked: boolean }>`
    select cart.opened_on, person.email, cart.parked_at is not null as is_parked,
           (select count(*) from cart_line where cart_id = cart.id) as lines
    from cart join person on person.id = cart.opened_by where placed_at is null and set_aside_at is null
    order by email`.execute(db);

  expect(carts.rows).toEqual([
    { openedOn: 'counter', email: 'counter@counterweight.example', lines: 4, isParked: true },
    { openedOn: 'web', email: 'purchaser@altyn.example', lines: 4, isParked: false },
  ]);
});

test('the company of the purchaser shows who changed what of its rules, people and budgets', async () => {
  const { companyId } = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .where('person.email', '=', 'admin@altyn.example')
    .select('membership.companyId')
    .executeTakeFirstOrThrow();
  const { changes } = await listCompanyChanges(db, { companyId, limit: 50, offset: 0 });
  const moments = changes.map((made) => made.at.getTime());
  expect(moments).toEqual(moments.toSorted((one, other) => other - one));
  expect(new Set(changes.map(({ change }) => change.type))).toEqual(
    new Set([
      ...['person.invited', 'membership.limit-set', 'membership.approval-limit-set'],
      ...['deputy.named', 'approval-rule.begun', 'cost-centre.opened', 'cost-centre.budget-set'],
    ]),
  );
});

test('an order of the purchaser waits for the approver, who may answer it', async () => {
  const asked = await sql<{ state: string; requester: string; mayAnswer: string[] }>`
    select request.state, requester.email as requester,
           (select array_agg(person.email order by person.email)
            from approval_need_person as asked join person on person.id = asked.person_id
            where asked.request_id = request.id) as may_answer
    from approval_request as request join person as requester on requester.id = request.requested_by`.execute(
    db,
  );
  expect(asked.rows).toEqual([
    {
      ...{ state: 'pending', requester: 'purchaser@altyn.example' },
      mayAnswer: ['admin@altyn.example', 'approver@altyn.example'],
    },
  ]);
});

test('between branches goods are on the road, needed, and arrived short with the rest partly nowhere', async () => {
  const states = await db.selectFrom('transfer').orderBy('plannedAt').select('state').execute();
  expect(states.map(({ state }) => state)).toEqual(['arrived', 'left']);
  expect(await listOrderNeeds(db, { branchCode: null, limit: 10 })).toHaveLength(2);
  const [missing, ...others] = await listGoodsNowhere(db, 10);
  expect(missing).toMatchObject({ stage: 'placed', branchCode: 'ALA' });
  expect(missing?.weightG).toBeGreaterThan(0);
  expect(others).toEqual([]);
  const found = await sql`select from event where type = 'order.goods-found'`.execute(db);
  expect(found.rows).toHaveLength(1);
});

test('goods that were agreed to pay for lying lie ready, and their buyers were told', async () => {
  const inAWeek = addDays(tradingDay(AT), 7);
  const lying = await listLyingOrders(db, { on: inAWeek, rowsMax: 10 });
  expect(lying.length).toBeGreaterThan(0);
  expect(lying.filter(({ readyToldAt }) => readyToldAt === null)).toEqual([]);
});

test('the freight of two orders is to be agreed, and one of them has a price that its company may answer', async () => {
  const waiting = await listFreightWaiting(db, { after: undefined, rowsMax: 10 });
  const states = waiting.map(({ offer }) => offer?.state ?? 'unnamed');
  expect(states.toSorted()).toEqual(['offered', 'unnamed']);
});

test('a vehicle is at every step of its way, those that left have their invoice, and two complaints are there', async () => {
  const stages = await sql<{ stage: string; vehicles: number }>`
    select stage, count(*) as vehicles from shipment
    where stage <> 'handed-over' or gross_minor is not null group by stage order by stage`.execute(
    db,
  );
  expect(stages.rows).toEqual([
    { stage: 'planned', vehicles: 1 },
    { stage: 'loading', vehicles: 1 },
    { stage: 'weighed', vehicles: 1 },
    { stage: 'left', vehicles: 1 },
    { stage: 'arrived', vehicles: 1 },
    { stage: 'handed-over', vehicles: 4 },
  ]);
  const billed = await sql<{ isBilled: boolean }>`
    select (select sum(gross_minor) from shipment) = (
      select sum(gross_minor) from document
      where kind = 'tax-invoice'
        and order_id in (select order_id from shipment where gross_minor is not null)) as is_billed`.execute(
    db,
  );
  expect(billed.rows).toEqual([{ isBilled: true }]);
  const waiting = await sql<{ stage: string }>`
    select shipment.stage from shipment_track as track join shipment on shipment.id = track.shipment_id
    where track.kind = 'at-gate' and shipment.stage in ('planned', 'loading') order by 1`.execute(
    db,
  );
  expect(waiting.rows).toEqual([{ stage: 'planned' }, { stage: 'loading' }]);
  const claims = await db.selectFrom('claim').orderBy('state').select(['kind', 'state']).execute();
  expect(claims).toEqual([
    { kind: 'damaged', state: 'inspecting' },
    { kind: 'short', state: 'settled' },
  ]);
});

test('what was brought in eighteen months came by a vehicle, and mostly when it was promised', async () => {
  const { rows } = await sql<{ brought: number; carried: number; promised: number; kept: number }>`
    select count(*)::int as brought, count(shipment.id)::int as carried,
           count(promise.id)::int as promised, count(*) filter (where promise.state = 'kept')::int as kept
    from sales_order as placed
    left join shipment on shipment.order_id = placed.id and shipment.stage = 'handed-over'
    left join promise on promise.subject_id = shipment.id and promise.replaces_id is null
    where placed.stage = 'delivered' and placed.source = 'counterweight' and placed.site_id is not null`.execute(
    db,
  );
  const [of] = rows;
  expect(of?.brought).toBeGreaterThan(500);
  expect([of?.carried, of?.promised]).toEqual([of?.brought, of?.brought]);
  const share = (of?.kept ?? 0) / (of?.promised ?? 1);
  expect(share).toBeGreaterThan(0.75);
  expect(share).toBeLessThan(0.97);
});

test('the yard that is rated slower of late also lets people wait longer, by its own clock', async () => {
  const { rows } = await sql<{ metric: string; value: number }>`
    select metric, value from loyalty_figure
    where period = 'now' and segment = 'branch:ALA' and metric in ('fetch.before', 'fetch.recent') order by metric`.execute(
    db,
  );
  expect(rows.map(({ metric }) => metric)).toEqual(['fetch.before', 'fetch.recent']);
  const [before, recent] = rows;
  expect(recent?.value).toBeGreaterThan(1.3 * (before?.value ?? 0));
});

test('a price that a clerk may not give alone waits for a manager', async () => {
  const waiting = await listWaitingOverrides(db, tradingDay(AT));
  expect(waiting).toMatchObject([{ authorName: expect.any(String), reason: expect.any(String) }]);
});

test('sales before us came from the program before us and are told apart', async () => {
  const sources = await sql<{ source: string; orders: number; numbered: number }>`
    select source, count(*) as orders, count(external_number) as numbered
    from sales_order group by source order by source`.execute(db);

  expect(sources.rows.map(({ source }) => source)).toEqual(['1c', 'counterweight']);
  const [past] = sources.rows;
  expect(past?.orders).toBeGreaterThan(50);
  expect(past?.numbered).toBe(past?.orders);
});

test('no account exceeds its limit, and the first company can still buy on account', async () => {
  const accounts = await db
    .selectFrom('companyAccount')
    .innerJoin('company', 'company.id', 'companyAccount.companyId')
    .where('creditKind', '=', 'amount')
    .select(['name', 'limitMinor', 'exposureMinor'])
    .execute();

  expect(accounts.length).toBeGreaterThan(10);
  for (const { limitMinor, exposureMinor } of accounts) {
    expect(exposureMinor).toBeLessThanOrEqual(limitMinor ?? 0);
  }
  const altyn = accounts.find(({ name }) => name.includes('Алтын'));
  expect((altyn?.limitMinor ?? 0) - (altyn?.exposureMinor ?? 0)).toBeGreaterThan(200_000_000);
});

test('the triggers that were suspended for the load are in force again', async () => {
  const off = await sql<{ name: string }>`
    select tgname as name from pg_trigger where tgenabled = 'D'`.execute(db);
  const unchecked = await sql<{ name: string }>`
    select conname as name from pg_constraint where not convalidated`.execute(db);

  expect(off.rows).toEqual([]);
  expect(unchecked.rows).toEqual([]);
  await expect(sql`update event set facts = '{}'`.execute(db)).rejects.toThrow('append-only');
});

test('the load leaves the schema as the migrations made it', async () => {
  const { db: untouched } = await freshDatabase();
  const shapeOf = async (of: Kysely<DB>) =>
    (
      await sql<{ line: string }>`
        select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line
        from pg_constraint where connamespace = 'public'::regnamespace
        union all select indexdef from pg_indexes where schemaname = 'public'
        order by 1`.execute(of)
    ).rows;

  expect(await shapeOf(db)).toEqual(await shapeOf(untouched));
});

test('two programs that start at once make one world', async () => {
  const { db: fresh } = await freshDatabase();
  const plan = { at: AT, months: 2 };

  await Promise.all([
    seedDemoWorld(fresh, { seed: 1, ...plan }),
    seedDemoWorld(fresh, { seed: 2, ...plan }),
  ]);

  const branches = await fresh.selectFrom('branch').select('code').execute();
  expect(branches.length).toBe(12);
  expect(await listImbalances(fresh)).toEqual([]);
}, 120_000);
