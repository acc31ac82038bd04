import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { listPurchases } from '../../src/history/history.queries.ts';
import { insertPastSales, type PastSale } from '../../src/ordering/past-sale.queries.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { freshDatabase } from '../support/database.ts';
import { auditFindings } from '../support/sale.ts';
import { aCompany, aProduct, at, aTradingDay } from '../support/world.ts';

let db: Kysely<DB>;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
});

async function aPastSale(more: Partial<PastSale> = {}): Promise<PastSale> {
  const company = await aCompany(db);
  const { sku } = await aProduct(db);
  const line = { weightG: 10_390, netMinor: 436_380, vatMinor: 69_821, vatRateBp: 1600 };
  return {
    id: newId(),
    companyId: company.id,
    source: '1c',
    externalNumber: `УТ-${newId()}`,
    channel: 'counter',
    placedAt: at,
    pricedOn: '2026-11-26',
    branchCode: 'ALA',
    purchaseNumber: '',
    lines: [{ id: newId(), sku, ...line }],
    ...more,
  };
}

const importing = (sales: readonly PastSale[]) => transact(db, (tx) => insertPastSales(tx, sales));

test('a past sale joins the one history, delivered and under its own number', async () => {
  const sale = await aPastSale();

  expect(await importing([sale])).toBe(1);

  const history = await listPurchases(db, { companyId: sale.companyId, limit: 10 });
  expect(history).toMatchObject([
    { source: '1c', number: `1c ${sale.externalNumber}`, stage: 'delivered', grossMinor: 506_201 },
  ]);
  expect(await auditFindings(db)).toEqual([]);
});

test('the same file twice, even at once, is one import by source and external number', async () => {
  const sale = await aPastSale();
  const again = {
    ...sale,
    id: newId(),
    lines: sale.lines.map((line) => ({ ...line, id: newId() })),
  };

  const imported = await Promise.all([importing([sale]), importing([again])]);

  expect(imported.toSorted((one, other) => one - other)).toEqual([0, 1]);
  expect(await listPurchases(db, { companyId: sale.companyId, limit: 10 })).toHaveLength(1);
});

test('a file with a SKU that we do not have is refused whole', async () => {
  const good = await aPastSale();
  const [line] = good.lines;
  const bad = await aPastSale({
    lines: line ? [{ ...line, id: newId(), sku: 'nobody sells this' }] : [],
  });

  await expect(importing([good, bad])).rejects.toMatchObject({ column: 'product_id' });

  expect(await listPurchases(db, { companyId: good.companyId, limit: 10 })).toEqual([]);
});
