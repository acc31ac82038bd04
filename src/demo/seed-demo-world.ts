import { workNight } from '../loyalty/nightly/work-night.ts';
import { insertPastSales } from '../ordering/past-sale.queries.ts';
import { hashPassword } from '../people/password.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { storeFile } from '../certificates/certificate-file.queries.ts';
import { askForPrices } from './agreed-prices.ts';
import { demoBranches } from './branches.ts';
import { insertRows } from './bulk.queries.ts';
import { groupBook } from './company-book.ts';
import { suspendConstraints } from './constraints.queries.ts';
import {
  analyze,
  carryBuckets,
  hasNoBranch,
  liftLimits,
  listImbalances,
  resumeTriggers,
  suspendTriggers,
  waitForOtherMakers,
} from './demo.queries.ts';
import { type DemoWorld, makeDemoWorld } from './make-demo-world.ts';
import { during } from './moments.ts';
import type { DemoVersion } from './price-lists.ts';
import { demoSeller } from './seller.ts';
import { samplePaper } from './sample-paper.ts';
import { insertReadyLetters } from './demo-storage.queries.ts';
import { seedDemoAccount } from './seed-demo-account.ts';
import { seedDemoApprovals } from './seed-demo-approvals.ts';
import { seedDemoBank } from './seed-demo-bank.ts';
import { seedDemoAnswers } from './seed-demo-answers.ts';
import { seedDemoChanges } from './seed-demo-changes.ts';
import { seedDemoClaims } from './seed-demo-claims.ts';
import { seedDemoPrompts } from './seed-demo-prompts.ts';
import { seedDemoPastRequests } from './seed-demo-past-requests.ts';
import { seedDemoPayments } from './seed-demo-payments.ts';
import { seedDemoReminders } from './seed-demo-reminders.ts';
import { seedDemoQuotes } from './seed-demo-quotes.ts';
import { seedDemoDeliveries } from './seed-demo-deliveries.ts';
import { seedDemoTransfers } from './seed-demo-transfers.ts';
import { seedDemoShipments } from './seed-demo-shipments.ts';
import { vatRates } from './vat-rates.ts';

/** The one password of all people of the demo; the sign-in page says it. */
const DEMO_PASSWORD = 'demo';

/** Tables with thousands of rows: their references and plain indexes are set up again after the load. */
const largeTables = [
  'price',
  'lot',
  'cart',
  'sales_order',
  'sales_order_line',
  'stock_movement',
  'event',
  'ledger_transaction',
  'ledger_entry',
  'document',
];

/** Whether the database holds no world yet: it was just migrated. */
export const needsDemoWorld = (db: Db): Promise<boolean> => hasNoBranch(db);

/**
 * Makes the demo world in one transaction, so that a killed start leaves
 * nothing behind, and checks by the audit views that it adds up; throws where
 * it does not. The same seed and moment give the same world but for the salt of
 * the one password hash. Harmless to repeat: a database with branches is left alone.
 */
export async function seedDemoWorld(
  db: Db,
  plan: { seed: number; at: Date; months?: number },
): Promise<void> {
  if (!(await hasNoBranch(db))) return;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const world = makeDemoWorld({ ...plan, passwordHash });
  const isMade = await transact(db, async (tx) => {
    await liftLimits(tx);
    await waitForOtherMakers(tx);
    if (!(await hasNoBranch(tx))) return false;
    await suspendTriggers(tx);
    const resumeConstraints = await suspendConstraints(tx, largeTables);
    await writeWorld(tx, world);
    await resumeConstraints();
    await resumeTriggers(tx);
    await analyze(tx);
    await askForPrices(tx, world, plan.at);
    await refuseImbalance(tx);
    return true;
  });
  if (!isMade) return;
  await seedDemoPastRequests(db, plan);
  await seedDemoQuotes(db, plan.at);
  await seedDemoApprovals(db, plan.at);
  await seedDemoBank(db, plan.at);
  await seedDemoPrompts(db, plan.at);
  await seedDemoChanges(db, plan.at);
  await seedDemoAccount(db, plan.at);
  await seedDemoPayments(db, plan.at);
  await seedDemoReminders(db, plan.at);
  await seedDemoDeliveries(db, plan);
  await seedDemoAnswers(db, plan);
  await seedDemoTransfers(db, plan.at);
  const handedOver = await seedDemoShipments(db, plan.at);
  if (handedOver) await seedDemoClaims(db, handedOver, plan.at);
  await transact(db, (tx) => insertReadyLetters(tx));
  await workNight(db, plan.at);
}

/** Throws, naming what does not add up, where a world that was just written contradicts itself. */
export async function refuseImbalance(tx: Tx): Promise<void> {
  const imbalances = await listImbalances(tx);
  if (imbalances.length === 0) return;
  throw new Error(`the world does not add up: ${JSON.stringify(imbalances)}`);
}

async function writeWorld(tx: Tx, world: DemoWorld): Promise<void> {
  await insertRows(tx, 'branch', demoBranches);
  await insertRows(tx, 'vatRate', vatRates);
  await insertRows(tx, 'freightTariff', world.freight.tariffs);
  await insertRows(tx, 'freightBand', world.freight.bands);
  await insertRows(tx, 'sellerDetails', [demoSeller]);
  await insertRows(tx, 'tierGroup', world.catalogue.tierGroups);
  await insertRows(tx, 'category', world.catalogue.categories);
  await insertRows(tx, 'product', world.catalogue.products);
  await insertRows(tx, 'goodsCustoms', world.catalogue.customs);
  await writeCustomers(tx, world);
  await writePrices(tx, world);
  await writeTrade(tx, world);
  await insertRows(tx, 'missedDemand', world.missedDemand);
}

async function writeCustomers(tx: Tx, world: DemoWorld): Promise<void> {
  const { companies, staff, agreements } = world;
  const buyers = companies.flatMap(({ row, buyers: members }) =>
    members.map(({ person, role }) => ({ person, role, companyId: row.id })),
  );
  await insertRows(tx, 'person', staff.people);
  await insertRows(
    tx,
    'person',
    buyers.map(({ person }) => person),
  );
  await insertRows(
    tx,
    'companyGroup',
    groupBook.map(({ code, name }) => ({ code, name })),
  );
  await insertRows(
    tx,
    'company',
    companies.map(({ row }) => row),
  );
  await insertRows(
    tx,
    'membership',
    buyers.map(({ person, role, companyId }) => ({
      personId: person.id,
      companyId,
      role,
      createdAt: person.createdAt,
    })),
  );
  await insertRows(
    tx,
    'site',
    companies.flatMap(({ sites }) => sites),
  );
  await insertRows(
    tx,
    'contact',
    companies.flatMap(({ contacts }) => contacts),
  );
  await insertRows(
    tx,
    'agreement',
    agreements.map(({ row }) => row),
  );
  await insertRows(tx, 'companyAccount', world.accounts);
  await insertRows(tx, 'agreement', world.credit.drafts);
  await insertRows(tx, 'agreementInstalment', world.credit.instalments);
  await insertRows(tx, 'limitRequest', world.credit.requests);
  await insertRows(tx, 'temporaryLimit', world.credit.limits);
  await insertRows(tx, 'companyArticle', world.articles);
}

async function writePrices(tx: Tx, { lists, costs }: DemoWorld): Promise<void> {
  await insertRows(tx, 'productCost', costs);
  await insertRows(
    tx,
    'priceList',
    lists.map(({ row }) => row),
  );
  const versions = lists.flatMap((list) => list.versions);
  await insertRows(
    tx,
    'priceListVersion',
    versions.map(({ row }) => row),
  );
  await insertRows(
    tx,
    'replacedVersion',
    lists.flatMap((list) => replacements(list.versions)),
  );
  const prices = versions.flatMap((version) =>
    [...version.prices.values()].map((price) => ({
      ...price,
      fromWeightsG: [...price.fromWeightsG],
      pricesPerTonneMinor: [...price.pricesPerTonneMinor],
    })),
  );
  await insertRows(tx, 'price', prices);
}

/** Each version of a list took the one before it out of force, which had no end until then. */
const replacements = (versions: readonly DemoVersion[]) =>
  versions.slice(1).flatMap((version, index) => {
    const before = versions[index];
    if (!before) return [];
    const validDuring = during(before.from, undefined);
    return [{ versionId: version.row.id, replacedId: before.row.id, validDuring }];
  });

async function writeTrade(tx: Tx, world: DemoWorld): Promise<void> {
  const { orders, warehouse } = world;
  await insertRows(tx, 'stockLevel', warehouse.levels);
  await insertRows(tx, 'mill', warehouse.mills);
  await insertRows(tx, 'lot', warehouse.lots);
  await insertRows(tx, 'cart', world.carts);
  await insertRows(tx, 'cartLine', world.cartLines);
  await insertPastSales(tx, world.pastSales);
  await insertRows(
    tx,
    'salesOrder',
    orders.map(({ row }) => row),
  );
  await insertRows(
    tx,
    'salesOrderLine',
    orders.flatMap(({ lines }) => lines),
  );
  await insertRows(tx, 'payment', world.books.payments);
  await insertRows(tx, 'paymentAllocation', world.books.allocations);
  await insertRows(tx, 'ledgerTransaction', world.books.transactions);
  await insertRows(tx, 'ledgerEntry', world.books.entries);
  await carryBuckets(tx);
  await insertRows(tx, 'document', world.documents.rows);
  await insertRows(tx, 'documentCounter', world.counters);
  await insertRows(tx, 'reservation', warehouse.reservations);
  await insertRows(tx, 'stockMovement', warehouse.movements);
  await insertRows(tx, 'event', world.events);
  await insertRows(tx, 'allocation', warehouse.allocations);
  await storeFile(tx, { bytes: samplePaper(), mediaType: 'application/pdf' });
  await insertRows(tx, 'certificate', world.certificates.certificates);
  await insertRows(tx, 'certificateHeat', world.certificates.heats);
}
