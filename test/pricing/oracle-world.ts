import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { aCompany, aProduct } from '../support/world.ts';
import type { FactList, Facts, FactVersion, Terms } from './oracle.ts';

const T = 1_000_000;
/** Days on which something begins or ends, around the change of the VAT rate. */
const DAYS = ['2025-11-01', '2025-12-15', '2026-01-01', '2026-02-10', '2026-05-01', '2026-11-26'];
const COMPANIES = 36;
const SITES = 2;
const GROUPS = ['north', 'south'];
const LIST_VERSIONS_MAX = 3;

/** Weights close together and prices that often tie, with and without VAT: 50 000 000 and 16 % is 58 000 000. */
const someSteps = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom(0, 0, 500_000, T, 2 * T, 5 * T, 5 * T + 1, 20 * T),
      fc.oneof(
        fc.constantFrom(50_000_000, 56_000_000, 58_000_000, 48_000_000),
        fc.integer({ min: 1, max: 90_000_000 }),
      ),
    ),
    { selector: ([fromG]) => fromG, minLength: 1, maxLength: 5 },
  )
  .map((steps) => steps.toSorted(([one], [other]) => one - other));

const someVersions = (productIds: readonly string[]): fc.Arbitrary<FactVersion[]> =>
  fc
    .record({
      days: fc.uniqueArray(fc.constantFrom(...DAYS), {
        minLength: 1,
        maxLength: LIST_VERSIONS_MAX,
      }),
      isOpen: fc.boolean(),
      asks: fc.array(
        fc
          .uniqueArray(fc.tuple(fc.constantFrom(...productIds), someSteps), {
            selector: ([id]) => id,
            minLength: 1,
          })
          .map((entries) => Object.fromEntries(entries)),
        { minLength: LIST_VERSIONS_MAX, maxLength: LIST_VERSIONS_MAX },
      ),
      draftAt: fc.nat(5),
    })
    .map(({ days, isOpen, asks, draftAt }) =>
      days.toSorted().map((from, i, sorted) => ({
        from,
        until: sorted[i + 1] ?? (isOpen ? null : '2026-12-31'),
        isPublished: i !== draftAt,
        asks: asks[i] ?? {},
      })),
    );

const someLists = (
  productIds: readonly string[],
  of: { level: FactList['level']; holder: string | null; atLeast: number },
) =>
  fc.array(
    fc.record({
      level: fc.constant(of.level),
      holder: fc.constant(of.holder),
      priority: fc.integer({ min: 0, max: 2 }),
      includesVat: fc.boolean(),
      versions: someVersions(productIds),
    }),
    { minLength: of.atLeast, maxLength: 3 },
  );

/**
 * A trader's whole price book at random: base lists, lists of groups, companies,
 * sites and contracts with priorities and spans, published and not; written into
 * the database, and told to the oracle as plain facts. With terms of many
 * companies, sites and days.
 */
export async function aPriceBook(
  db: Kysely<DB>,
  seed: number,
): Promise<{ facts: Facts; terms: Terms[] }> {
  const goods = await someGoods(db);
  const productIds = Object.keys(goods);
  await sql`insert into company_group (code, name)
    select code, code from unnest(${GROUPS}::text[]) as code`.execute(db);
  const companies = await Promise.all(
    Array.from({ length: COMPANIES }, (_, i) => aBuyingCompany(db, i)),
  );
  const holders = [
    { level: 'base' as const, holder: null, atLeast: 3 },
    ...GROUPS.map((holder) => ({ level: 'group' as const, holder, atLeast: 1 })),
    ...companies.flatMap(({ id, sites }) => [
      { level: 'company' as const, holder: id, atLeast: 0 },
      { level: 'contract' as const, holder: id, atLeast: 0 },
      ...sites.map((holder) => ({ level: 'site' as const, holder, atLeast: 0 })),
    ]),
  ];
  const lists = holders.flatMap((of, i) => {
    const [drawn = []] = fc.sample(someLists(productIds, of), { numRuns: 1, seed: seed + i });
    return drawn.map((list, n) => ({ ...list, code: `L${i}-${n}` }));
  });
  const siteOf = new Map(companies.flatMap(({ id, sites }) => sites.map((site) => [site, id])));
  for (const list of lists) await writeList(db, list, siteOf);
  const vat = [['2009-01-01', 1200] as const, ['2026-01-01', 1600] as const];
  return { facts: { lists, vat, goods }, terms: companies.flatMap(termsOf) };
}

async function someGoods(db: Kysely<DB>): Promise<Facts['goods']> {
  await sql`insert into tier_group (code) values ('sheet'), ('pipe')`.execute(db);
  const drawn = [12, 16, 20].flatMap((diameterMm) =>
    ['rebar', 'sheet', 'pipe'].map((tierGroup) => ({ diameterMm, tierGroup })),
  );
  const made = await Promise.all(
    drawn.map(async (of) => ({ ...of, id: (await aProduct(db, of)).id })),
  );
  const rows = await db
    .selectFrom('product')
    .select(['id', 'massMgPerM', 'stockLengthMm', 'tierGroupCode'])
    .where(
      'id',
      'in',
      made.map(({ id }) => id),
    )
    .execute();
  return Object.fromEntries(
    rows.map(({ id, massMgPerM, stockLengthMm, tierGroupCode }) => [
      id,
      { tierGroup: tierGroupCode, mgPerM: massMgPerM ?? 0, lengthMm: stockLengthMm ?? 0 },
    ]),
  );
}

type BuyingCompany = Omit<Terms, 'day' | 'holders'> & {
  id: string;
  group: string | null;
  sites: string[];
};

async function aBuyingCompany(db: Kysely<DB>, i: number): Promise<BuyingCompany> {
  const strategy = i % 3 === 0 ? 'lowest' : 'first-found';
  const publicPriceIfBetter = i % 3 === 1;
  const group = [null, ...GROUPS][i % 4] ?? null;
  const { id } = await aCompany(db, { strategy, publicPriceIfBetter, groupCode: group });
  const sites = Array.from({ length: SITES }, () => newId());
  for (const site of sites) {
    await sql`insert into site (id, company_id, name, city, address)
      values (${site}, ${id}, ${site}, 'Almaty', '-')`.execute(db);
  }
  return { id, group, sites, strategy, publicPriceIfBetter };
}

function termsOf(company: BuyingCompany): Terms[] {
  const { id, group, sites, strategy, publicPriceIfBetter } = company;
  const days = [...DAYS, '2025-12-31', '2026-12-30', '2026-12-31'];
  return [null, ...sites].flatMap((site) =>
    days.map((day) => ({
      ...{ day, strategy, publicPriceIfBetter },
      holders: { contract: id, company: id, site, group },
    })),
  );
}

async function writeList(
  db: Kysely<DB>,
  list: FactList,
  siteOf: ReadonlyMap<string, string>,
): Promise<void> {
  const id = newId();
  const { level, holder, code, priority, includesVat } = list;
  const companyId = level === 'site' ? (siteOf.get(holder ?? '') ?? null) : holder;
  const isOfCompany = level === 'site' || level === 'company' || level === 'contract';
  await db
    .insertInto('priceList')
    .values({
      ...{ id, code, name: code, level, priority, includesVat },
      companyId: isOfCompany ? companyId : null,
      siteId: level === 'site' ? holder : null,
      groupCode: level === 'group' ? holder : null,
    })
    .execute();
  // A list has one draft at a time, so it comes last.
  const inOrder = list.versions.toSorted(
    (one, other) => Number(other.isPublished) - Number(one.isPublished),
  );
  for (const [i, version] of inOrder.entries()) await writeVersion(db, id, i + 1, version);
}

async function writeVersion(
  db: Kysely<DB>,
  listId: string,
  number: number,
  { from, until, isPublished, asks }: FactVersion,
): Promise<void> {
  const prices = Object.entries(asks).map(([product_id, steps]) => ({
    product_id,
    from_g: steps.map(([fromG]) => fromG),
    minor: steps.map(([, perTonneMinor]) => perTonneMinor),
  }));
  await sql`
    with version as (
      insert into price_list_version (id, price_list_id, number, valid_during, created_at)
      values (${newId()}, ${listId}, ${number}, daterange(${from}, ${until}), now()) returning id
    )
    insert into price (version_id, product_id, from_weights_g, prices_per_tonne_minor)
    select version.id, asked.* from version,
      jsonb_to_recordset(${JSON.stringify(prices)}::jsonb) as asked (product_id uuid, from_g bigint[], minor bigint[])`.execute(
    db,
  );
  if (!isPublished) return;
  await sql`update price_list_version set published_at = now() where price_list_id = ${listId} and number = ${number}`.execute(
    db,
  );
}
