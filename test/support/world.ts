import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { foldCompanyName } from '../../src/customers/company-name.ts';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import type {
  CompanyRole,
  CreditKind,
  DB,
  OrderField,
  PaymentTerms,
  PriceLevel,
  PriceStrategy,
  StaffRole,
} from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';

/** Thursday, 26 November 2026, 11:00 in Almaty. */
export const at = new Date('2026-11-26T06:00:00Z');
export const TONNE = 1_000_000; // grams

/** Who we are on paper; the account was made by the rules of its check digits and is nobody's. */
const ourDetails = {
  ...{ validDuring: '[2020-01-01,)', name: 'ТОО «Каунтервейт Металл»', bin: '240140000011' },
  ...{ address: 'г. Алматы, пр. Суюнбая, 461', phone: '+7 727 250 11 40' },
  ...{ bankName: 'АО «Народный Банк Казахстана»', bik: 'HSBKKZKX', iik: 'KZ84601A111000012345' },
  ...{ kbe: '17', vatSeries: '60001', vatNumber: '1234567', directorName: 'Сейткали А. Б.' },
};

let serial = 0;
const next = () => (serial += 1);

/** Our branch in Almaty, VAT of the years, a tier group and a category: what every sale stands on. */
export async function aTradingDay(db: Kysely<DB>): Promise<void> {
  const branches = [
    ['ALA', 1, 'Almaty', 'Алматы', 'Алматы'],
    ['NQZ', 2, 'Astana', 'Астана', 'Астана'],
  ] as const;
  for (const [code, position, nameEn, nameRu, nameKk] of branches) {
    const place = { address: 'Ryskulov 1', phone: '+77273550000', latitude: 43.2, longitude: 76.9 };
    await db
      .insertInto('branch')
      .values({ code, position, nameEn, nameRu, nameKk, ...place })
      .onConflict((oc) => oc.doNothing())
      .execute();
  }
  await sql`insert into vat_rate values ('[2009-01-01,2026-01-01)', 1200), ('[2026-01-01,)', 1600)`.execute(
    db,
  );
  await db.insertInto('sellerDetails').values(ourDetails).execute();
  await db.insertInto('tierGroup').values({ code: 'rebar' }).execute();
  await db
    .insertInto('category')
    .values({ code: 'rebar', position: 1, nameEn: 'Rebar', nameRu: 'Арматура', nameKk: 'Арматура' })
    .execute();
}

type Terms = {
  name?: string;
  bin?: string;
  creditKind?: CreditKind;
  creditLimitMinor?: number | null;
  payment?: PaymentTerms;
  strategy?: PriceStrategy;
  publicPriceIfBetter?: boolean;
  requiredFields?: readonly OrderField[];
  groupCode?: string | null;
};

/** A company with an agreement in force since 2025 and an account. Without more said: prepaid, no credit. */
export async function aCompany(db: Kysely<DB>, terms: Terms = {}) {
  const id = newId();
  const number = next();
  const limit = terms.creditLimitMinor ?? null;
  const creditKind = terms.creditKind ?? (limit === null ? 'none' : 'amount');
  const name = terms.name ?? `ТОО «Құрылыс ${number}»`;
  const bin = terms.bin ?? `2401${String(40_000_000 + number).padStart(8, '0')}`;
  await db
    .insertInto('company')
    .values({
      id,
      bin,
      name,
      searchName: foldCompanyName(name),
      branchCode: 'ALA',
      groupCode: terms.groupCode ?? null,
    })
    .execute();
  const agreementId = newId();
  await sql`
    insert into agreement (id, company_id, version, number, valid_during, price_strategy, public_price_if_better,
      pricing_date, payment, payment_days, tolerance_bp, credit_kind, credit_limit_minor, required_fields, changed_at)
    values (${agreementId}, ${id}, 1, ${`A-${number}`}, '[2025-01-01,)', ${terms.strategy ?? 'first-found'},
      ${terms.publicPriceIfBetter ?? false}, 'order', ${terms.payment ?? (creditKind === 'none' ? 'prepaid' : 'on-account')},
      30, 500, ${creditKind}, ${limit}, ${[...(terms.requiredFields ?? [])]}::order_field[], ${at})`.execute(
    db,
  );
  await db
    .insertInto('companyAccount')
    .values({ companyId: id, creditKind, limitMinor: limit })
    .execute();
  return { id, bin, name, agreementId };
}

type Named = { id: string; name: string };

async function aPerson(db: Kysely<DB>, role: StaffRole | null, branchCode: string | null) {
  const number = next();
  const person = { id: newId(), email: `person${number}@example.kz`, name: `Person ${number}` };
  await db
    .insertInto('person')
    .values({ ...person, staffRole: role, branchCode, language: 'en' })
    .execute();
  const { id: personId, ...named } = person;
  return { personId, ...named, language: 'en', theme: 'system' } as const;
}

/** Someone who buys for a company. */
export async function aBuyer(
  db: Kysely<DB>,
  company: Named,
  role: CompanyRole = 'buyer',
): Promise<Buyer> {
  const person = await aPerson(db, null, null);
  await db
    .insertInto('membership')
    .values({ personId: person.personId, companyId: company.id, role })
    .execute();
  return { ...person, kind: 'buyer', companyId: company.id, companyName: company.name, role };
}

/** One of ours, at the desk in Almaty unless told otherwise. */
export async function aClerk(
  db: Kysely<DB>,
  role: StaffRole = 'counter',
  branchCode = 'ALA',
): Promise<Staff> {
  const person = await aPerson(db, role, branchCode);
  return { ...person, kind: 'staff', role, branchCode };
}

/** Rebar 12, 11.7 m, 0.888 kg/m: a bar of 10.390 kg. */
export async function aProduct(
  db: Kysely<DB>,
  given: { sku?: string; diameterMm?: number; tierGroup?: string } = {},
) {
  const id = newId();
  const sku = given.sku ?? `REBAR-${next()}`;
  const diameterMm = given.diameterMm ?? 12;
  const massMgPerM = Math.round(0.00616538 * diameterMm ** 2 * 1_000) * 1_000;
  await db
    .insertInto('product')
    .values({
      id,
      sku,
      categoryCode: 'rebar',
      tierGroupCode: given.tierGroup ?? 'rebar',
      form: 'rebar',
      designation: `d${diameterMm}`,
      grade: 'А500С',
      standard: 'ГОСТ 34028-2016',
      nameEn: `Rebar ${diameterMm} A500C 11.7 m`,
      nameRu: `Арматура ${diameterMm} А500С 11,7 м`,
      nameKk: `Арматура ${diameterMm} А500С 11,7 м`,
      lengthKind: 'measured',
      stockLengthMm: 11_700,
      diameterUm: diameterMm * 1000,
      massMgPerM: diameterMm === 12 ? 888_000 : massMgPerM,
      massSource: 'table',
      densityKgPerM3: 7850,
      saleUnit: 't',
      stockClass: 'A',
      sortKey: diameterMm * 1000,
      searchKey: `арматура d${diameterMm} а500с ${sku.toLowerCase()}`,
    })
    .execute();
  return { id, sku };
}

type Prices = Readonly<
  Record<string, number | readonly (readonly [fromWeightG: number, perTonneMinor: number])[]>
>;

/** A list with one published version; prices by product id, one number or breaks. Without VAT unless said. */
export async function aPublishedList(
  db: Kysely<DB>,
  given: {
    level: PriceLevel;
    companyId?: string;
    siteId?: string;
    groupCode?: string;
    priority?: number;
    prices: Prices;
    includesVat?: boolean;
    during?: string;
    code?: string;
  },
) {
  const listId = newId();
  const versionId = newId();
  const code = given.code ?? `${given.level.toUpperCase()}-${next()}`;
  await db
    .insertInto('priceList')
    .values({
      id: listId,
      code,
      name: code,
      level: given.level,
      companyId: given.companyId ?? null,
      siteId: given.siteId ?? null,
      groupCode: given.groupCode ?? null,
      priority: given.priority ?? 0,
      includesVat: given.includesVat ?? false,
    })
    .execute();
  await sql`
    insert into price_list_version (id, price_list_id, number, valid_during, created_at)
    values (${versionId}, ${listId}, 1, ${given.during ?? '[2025-01-01,)'}::daterange, ${at})`.execute(
    db,
  );
  for (const [productId, price] of Object.entries(given.prices)) {
    const breaks = typeof price === 'number' ? [[0, price] as const] : price;
    await sql`
      insert into price values (${versionId}, ${productId},
        ${breaks.map(([from]) => from)}::bigint[], ${breaks.map(([, minor]) => minor)}::bigint[])`.execute(
      db,
    );
  }
  await db
    .updateTable('priceListVersion')
    .set({ publishedAt: at })
    .where('id', '=', versionId)
    .execute();
  return { listId, versionId, code };
}

/** Goods of one heat at a branch, received today. Grams. */
export async function stockOf(
  db: Kysely<DB>,
  product: { id: string },
  weightG: number,
  branchCode = 'ALA',
): Promise<void> {
  const productId = product.id;
  await sql`
    insert into stock_level (branch_code, product_id, on_hand_g, counted_at)
    values (${branchCode}, ${productId}, ${weightG}, ${at})
    on conflict (product_id, branch_code) do update set on_hand_g = stock_level.on_hand_g + ${weightG}`.execute(
    db,
  );
  const lotId = newId();
  await db
    .insertInto('lot')
    .values({
      id: lotId,
      branchCode,
      productId,
      heatNumber: `H${next()}`,
      receivedOn: '2026-11-01',
      receivedG: weightG,
      onHandG: weightG,
    })
    .execute();
  await db
    .insertInto('stockMovement')
    .values({
      branchCode,
      productId,
      kind: 'received',
      onHandChangeG: weightG,
      reservedChangeG: 0,
      lotId,
      at,
    })
    .execute();
}

/** Rebar that a company buys at its own price, with plenty in stock. */
export async function rebarFor(
  db: Kysely<DB>,
  company: { id: string },
  given: { pricePerTonneMinor: number; stockG?: number },
) {
  const product = await aProduct(db);
  const prices = { [product.id]: given.pricePerTonneMinor };
  await aPublishedList(db, { level: 'company', companyId: company.id, prices });
  await stockOf(db, product, given.stockG ?? 100 * TONNE);
  return product;
}

/** A site of a company, to which goods are brought. */
export async function aSite(
  db: Kysely<DB>,
  company: { id: string },
  name: string,
): Promise<string> {
  const site = { id: newId(), companyId: company.id, name, city: 'Almaty', address: 'Street 1' };
  await db.insertInto('site').values(site).execute();
  return site.id;
}
