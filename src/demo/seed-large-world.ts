import { addDays, tradingDay } from '../measures/calendar.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { hashPassword } from '../people/password.ts';
import { insertRows } from './bulk.queries.ts';
import { suspendConstraints } from './constraints.queries.ts';
import { analyze, liftLimits, resumeTriggers, suspendTriggers } from './demo.queries.ts';
import { makeLargeCompanies } from './large-companies.ts';
import {
  insertListPrices,
  insertProductVariants,
  insertVariantBasePrices,
  insertVariantStock,
} from './large-goods.queries.ts';
import { drawOrders, insertDrawnLines, insertDrawnOrders } from './large-orders.queries.ts';
import { during, isWorkingDay, momentOn, monthStart } from './moments.ts';
import { type Random, randomFrom } from './random.ts';
import { seasonOn } from './season.ts';
import { refuseImbalance, seedDemoWorld } from './seed-demo-world.ts';

/** How large a world is wanted, for measuring. */
export type LargeWorldPlan = {
  seed: number;
  at: Date;
  months: number;
  /** Products altogether, and companies and lists beside those of the demo world. */
  products: number;
  companies: number;
  lists: number;
  /** So many products on each list. */
  pricesPerList: number;
  /** Orders of four lines on the average. */
  orders: number;
};

/** Told after each step what was written and how fast. */
export type Report = (step: { what: string; rows: number; seconds: number }) => void;

const VAT_CHANGES_ON = '2026-01-01';
/** Tables whose rows are asked all at once, after the load. */
const loadedTables = [
  'product',
  'price',
  'lot',
  'stock_level',
  'stock_movement',
  'cart',
  'sales_order',
  'sales_order_line',
  'event',
];

/**
 * Makes the demo world, where there is none, and around it a large one: most of
 * it by the server itself, with references and indexes set up again at the end,
 * all in one transaction. Throws where the whole does not add up. For an empty
 * or a demo database; a large one is refused by its keys.
 */
export async function seedLargeWorld(db: Db, plan: LargeWorldPlan, report: Report): Promise<void> {
  const step = stopwatch(report);
  const { seed, at, months } = plan;
  await step(
    'demo world',
    done(() => seedDemoWorld(db, { seed, at, months })),
  );
  await transact(db, async (tx) => {
    await liftLimits(tx);
    await suspendTriggers(tx);
    const resumeConstraints = await suspendConstraints(tx, loadedTables);
    await loadAll(tx, plan, step);
    await step('references and indexes', done(resumeConstraints));
    await resumeTriggers(tx);
    await step(
      'statistics',
      done(() => analyze(tx)),
    );
    await step(
      'the check that all adds up',
      done(() => refuseImbalance(tx)),
    );
  });
}

/** Work that is one thing, however many rows it looks at. */
const done = (work: () => Promise<void>) => async () => {
  await work();
  return 1;
};

type Step = (what: string, work: () => Promise<number>) => Promise<void>;

function stopwatch(report: Report): Step {
  return async (what, work) => {
    const startedMs = performance.now();
    const rows = await work();
    report({ what, rows, seconds: (performance.now() - startedMs) / 1000 });
  };
}

async function loadAll(tx: Tx, plan: LargeWorldPlan, step: Step): Promise<void> {
  const { seed, at } = plan;
  const random = randomFrom(seed).fork('large');
  const from = monthStart(tradingDay(at), -plan.months);
  await step('products', () => insertProductVariants(tx, { seed, count: plan.products }));
  await step('base prices', () => insertVariantBasePrices(tx));
  await step('stock levels, lots, movements', () => insertVariantStock(tx, { seed, at }));
  await step('companies', () => loadCompanies(tx, random, plan, from));
  await step('prices', () => loadLists(tx, random, plan, from));
  await step('orders drawn', () =>
    drawOrders(tx, {
      seed,
      count: plan.orders,
      days: busyDays(from, at),
      vatChangesOn: VAT_CHANGES_ON,
    }),
  );
  await step('orders, carts, events', () => insertDrawnOrders(tx));
  await step('order lines', () => insertDrawnLines(tx, seed));
}

async function loadCompanies(
  tx: Tx,
  random: Random,
  plan: LargeWorldPlan,
  from: string,
): Promise<number> {
  const passwordHash = await hashPassword('demo');
  const since = addDays(from, -30);
  const made = makeLargeCompanies(random, { count: plan.companies, since, passwordHash });
  await insertRows(tx, 'person', made.people);
  await insertRows(tx, 'company', made.companies);
  await insertRows(tx, 'membership', made.memberships);
  await insertRows(tx, 'contact', made.contacts);
  await insertRows(tx, 'agreement', made.agreements);
  await insertRows(tx, 'companyAccount', made.accounts);
  return made.companies.length;
}

/** One list for each of the first companies, in force since the world begins. */
async function loadLists(
  tx: Tx,
  random: Random,
  plan: LargeWorldPlan,
  from: string,
): Promise<number> {
  const publishedAt = momentOn(addDays(from, -1), 16);
  const holders = await tx
    .selectFrom('company')
    .where('email', 'like', 'office@c______.example')
    .orderBy('email')
    .limit(plan.lists)
    .select(['id', 'bin', 'name'])
    .execute();
  const lists = holders.map(({ id, bin, name }) => ({
    id: random.id(publishedAt),
    code: `C-${bin}`,
    name: `Цены: ${name}`,
    level: 'company' as const,
    companyId: id,
    includesVat: true,
  }));
  const versions = lists.map((list) => ({
    id: random.id(publishedAt),
    priceListId: list.id,
    number: 1,
    validDuring: during(from),
    createdAt: publishedAt,
    publishedAt,
  }));
  await insertRows(tx, 'priceList', lists);
  await insertRows(tx, 'priceListVersion', versions);
  const versionIds = versions.map(({ id }) => id);
  return insertListPrices(tx, { versionIds, pricesPerList: plan.pricesPerList });
}

/** Working days before the present, each as often as it is busy: a quiet one once, a day in June five times. */
function busyDays(from: string, at: Date): string[] {
  const days: string[] = [];
  for (let day = from; day < tradingDay(at); day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const times = Math.max(1, Math.round(seasonOn('builder', day) * 3.4));
    days.push(...Array.from({ length: times }, () => day));
  }
  return days;
}
