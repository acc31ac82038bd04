import { type Kysely, sql } from 'kysely';
import { categories } from '../../src/catalogue/category.ts';
import { readCatalogueData } from '../../src/catalogue/data-files.ts';
import { importCatalogue } from '../../src/catalogue/import-catalogue.ts';
import { readNomenclature, readReference } from '../../src/catalogue/nomenclature.ts';
import { transact } from '../../src/platform/db/transact.ts';
import type { Channel, CompanyRole, DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import type { ChainLink, ListLevel, PriceTerms } from '../../src/pricing/price-terms.ts';

/** What the tests of tables of goods stand on: the whole nomenclature, three branches, and stock and prices by rule. */
const branches = ['ALA', 'AST', 'KGF'] as const;
const VALID_FROM = '2026-01-01';
const at = new Date('2026-11-01T03:00:00Z');

/** A number from a text, always the same: so that stock and prices look random and are not. */
export function numberFrom(text: string, below: number): number {
  let hash = 2_166_136_261;
  for (const letter of text)
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash % below;
}

/** All products of the nomenclature in the database, with branches and stock; some products lie nowhere. */
export async function fillCatalogue(db: Kysely<DB>): Promise<void> {
  const reference = readReference({
    sections: readCatalogueData('sections'),
    sheets: readCatalogueData('sheets'),
    grades: readCatalogueData('grades'),
  });
  const products = readCatalogueData('catalogue_seed').map((row) =>
    readNomenclature(row, reference),
  );
  await transact(db, (tx) => importCatalogue(tx, { categories, products }));
  await db
    .insertInto('branch')
    .values(
      branches.map((code, position) => ({
        ...{
          code,
          position,
          nameEn: `Branch ${code}`,
          nameRu: `Филиал ${code}`,
          nameKk: `${code} филиалы`,
        },
        ...{ address: 'Abay 1', phone: '+7 700 000 00 00', latitude: '43', longitude: '76' },
      })),
    )
    .execute();
  const kept = (await listSkus(db)).flatMap(({ id, sku }) =>
    branches
      .filter((code) => numberFrom(sku + code, 3) === 0)
      .map((branchCode) => ({
        ...{ branchCode, productId: id, countedAt: at },
        onHandG: 1_000_000 + numberFrom(sku, 50) * 100_000,
        reservedG: numberFrom(`${code(sku)}${branchCode}`, 5) === 0 ? 1_000_000 : 0,
      })),
  );
  await inParts(kept, 1000, (part) => db.insertInto('stockLevel').values(part).execute());
  // As the database does by itself a minute later.
  await sql`analyze product, stock_level`.execute(db);
}

const code = (sku: string) => sku.slice(-4);

function listSkus(db: Kysely<DB>): Promise<{ id: string; sku: string }[]> {
  return db.selectFrom('product').select(['id', 'sku']).orderBy('sku').execute();
}

/**
 * A published list with a price by rule for the products that `prices` names;
 * `undefined` leaves a product out.
 */
export async function aPriceList(
  db: Kysely<DB>,
  list: {
    code: string;
    level: ListLevel;
    companyId?: string;
    includesVat?: boolean;
    pricePerTonneMinor: (sku: string) => number | undefined;
    /** The smallest weight that the list prices. */
    fromWeightG?: number;
  },
): Promise<ChainLink> {
  const { level, companyId = null, includesVat = true, fromWeightG = 0 } = list;
  const [priceListId, versionId] = [newId(), newId()];
  const listed = {
    id: priceListId,
    code: list.code,
    name: `List ${list.code}`,
    level,
    companyId,
    includesVat,
  };
  await db.insertInto('priceList').values(listed).execute();
  await db
    .insertInto('priceListVersion')
    .values({
      id: versionId,
      priceListId,
      number: 1,
      validDuring: `[${VALID_FROM},)`,
      createdAt: at,
    })
    .execute();
  const prices = (await listSkus(db)).flatMap(({ id, sku }) => {
    const minor = list.pricePerTonneMinor(sku);
    return minor === undefined
      ? []
      : [
          {
            versionId,
            productId: id,
            fromWeightsG: [fromWeightG, 5_000_000],
            pricesPerTonneMinor: [minor, minor - 100_000],
          },
        ];
  });
  await inParts(prices, 2000, (part) => db.insertInto('price').values(part).execute());
  await db
    .updateTable('priceListVersion')
    .set({ publishedAt: at })
    .where('id', '=', versionId)
    .execute();
  const rank = level === 'base' ? 5 : 1;
  return {
    rank,
    versionId,
    listCode: list.code,
    listName: listed.name,
    versionNumber: 1,
    level,
    includesVat,
  };
}

/** Terms as reading them would give: VAT of 16 %, the first list of the chain that has the product. */
export function termsOf(...chain: ChainLink[]): PriceTerms {
  return {
    ...{
      on: '2026-11-26',
      agreement: undefined,
      strategy: 'first-found',
      publicPriceIfBetter: false,
    },
    ...{ vatRateBp: 1600, chain },
  };
}

/** A company of a branch with one person in a role. */
export async function aBuyer(
  db: Kysely<DB>,
  of: { branchCode: string; role: CompanyRole },
): Promise<{ companyId: string; personId: string }> {
  const [companyId, personId] = [newId(), newId()];
  const digits = String(numberFrom(companyId, 1_000_000_000)).padStart(12, '1');
  await db
    .insertInto('company')
    .values({
      id: companyId,
      bin: digits,
      name: `Company ${digits}`,
      searchName: digits,
      branchCode: of.branchCode,
    })
    .execute();
  await db
    .insertInto('person')
    .values({ id: personId, email: `${personId}@test.example`, name: 'Aigul', language: 'en' })
    .execute();
  await db.insertInto('membership').values({ personId, companyId, role: of.role }).execute();
  await db
    .insertInto('agreement')
    .values({
      ...{ id: newId(), companyId, version: 1, number: '1', validDuring: `[${VALID_FROM},)` },
      ...{ priceStrategy: 'first-found', publicPriceIfBetter: false, pricingDate: 'order' },
      ...{
        payment: 'prepaid',
        paymentDays: 0,
        toleranceBp: 500,
        creditKind: 'none',
        changedAt: at,
      },
    })
    .execute();
  return { companyId, personId };
}

/** What a company bought of some products in another system before us, a tonne of each; perhaps cancelled after all. */
export async function aPurchase(
  db: Kysely<DB>,
  of: {
    companyId: string;
    products: readonly { id: string; sku: string }[];
    placedAt?: Date;
    channel?: Channel;
    isCancelled?: boolean;
  },
): Promise<void> {
  const { companyId, products, placedAt = at, channel = 'phone', isCancelled = false } = of;
  const id = newId();
  const sums = { netMinor: 50_000_000, vatMinor: 8_000_000, grossMinor: 58_000_000 };
  const weightG = 1_000_000;
  const times = (minor: number) => minor * products.length;
  await transact(db, async (tx) => {
    await tx
      .insertInto('salesOrder')
      .values({
        ...{
          id,
          number: `1c ${id}`,
          externalNumber: id,
          source: '1c',
          companyId,
          channel,
          placedAt,
        },
        ...{ pricedOn: '2026-11-01', branchCode: 'ALA', payment: 'prepaid' },
        ...{ weightG: times(weightG), netMinor: times(sums.netMinor) },
        ...{ vatMinor: times(sums.vatMinor), grossMinor: times(sums.grossMinor) },
        ...(isCancelled
          ? { stage: 'cancelled', cancelledAt: placedAt, cancellationReason: 'not-needed' }
          : { stage: 'delivered' }),
      })
      .execute();
    const lines = products.map((product, index) => ({
      ...{ id: newId(), orderId: id, companyId, position: index + 1, productId: product.id },
      ...{ sku: product.sku, nameEn: product.sku, nameRu: product.sku, nameKk: product.sku },
      ...({ quantityMilli: 1000, unit: 't', weightG, saleBasis: 'theoretical' } as const),
      ...({ massSource: 'table', pricePerTonneMinor: 50_000_000, priceLevel: 'base' } as const),
      ...{ vatRateBp: 1600, ...sums },
    }));
    await tx.insertInto('salesOrderLine').values(lines).execute();
  });
}

/** VAT of 16 % for good. */
export async function fillVat(db: Kysely<DB>): Promise<void> {
  await db
    .insertInto('vatRate')
    .values({ validDuring: `[${VALID_FROM},)`, rateBp: 1600 })
    .execute();
}

async function inParts<Item>(
  items: Item[],
  size: number,
  write: (part: Item[]) => Promise<unknown>,
) {
  for (let from = 0; from < items.length; from += size) await write(items.slice(from, from + size));
}
