import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { PriceStrategy } from '../platform/db/schema.ts';
import type { ChainLink, ListedPrice, PriceTerms } from './price-terms.ts';

type TermsRow = {
  agreementId: string | null;
  agreementVersion: number | null;
  priceStrategy: PriceStrategy | null;
  publicPriceIfBetter: boolean | null;
  vatRateBp: number | null;
} & { [Part in keyof ChainLink]: ChainLink[Part] | null };

/** Whose terms on which day; a guest has no company. */
type Asked = { companyId: string | null; siteId?: string | null | undefined; on: string };

/** The published versions in force that a company may buy from, as a part of a statement. Fenced: they are looked up for its few lists, not read for those of everybody. */
const chainPart = ({ companyId, siteId = null, on }: Asked) => sql`
    chain as (
      select rank() over (
               order by list.level, list.priority desc,
                        upper(version.valid_during) - lower(version.valid_during) nulls last
             ) as rank,
             version.id as version_id, list.code as list_code, list.name as list_name,
             version.number as version_number, list.level, list.includes_vat
      from price_list as list
      cross join lateral (
        select * from price_list_version as of_list
        where of_list.price_list_id = list.id and of_list.published_at is not null
          and of_list.valid_during @> ${on}::date
        offset 0
      ) as version
      where list.level = 'base'
        or list.company_id = ${companyId}::uuid
           and (list.level in ('contract', 'company') or list.site_id = ${siteId}::uuid)
        or list.group_code = (select group_code from company where id = ${companyId}::uuid)
    )`;

/** The agreement and the VAT of the day, beside each link. */
const termsPart = ({ companyId, on }: Asked) => sql`
    select agreement.id as agreement_id, agreement.version as agreement_version, agreement.price_strategy,
           agreement.public_price_if_better, vat_rate.rate_bp as vat_rate_bp, chain.*
    from (values (1)) as one
    left join agreement on agreement.company_id = ${companyId}::uuid and agreement.valid_during @> ${on}::date
    left join vat_rate on vat_rate.valid_during @> ${on}::date
    left join chain on true`;

/**
 * On what terms a company buys on a day: its agreement, the VAT of the day and
 * the published versions in force that it may buy from, contract before site,
 * company, group and base, then by priority and the shorter span (R7). A guest
 * has no company and sees the base lists. One statement.
 */
export async function readPriceTerms(db: Db, asked: Asked): Promise<PriceTerms> {
  const found = await sql<TermsRow>`
    with ${chainPart(asked)} ${termsPart(asked)} order by chain.rank, chain.list_code`.execute(db);
  return termsOf(found.rows, asked.on);
}

type PricedRow = TermsRow & { [Part in keyof ListedPrice]: ListedPrice[Part] | null } & {
  productId: string | null;
};

/**
 * The terms with what each of their versions asks for some products, by product,
 * in one statement. A product on none is absent.
 */
export async function readTermsAndPrices(
  db: Db,
  asked: Asked & { productIds: readonly string[] },
): Promise<{ terms: PriceTerms; listed: Map<string, ListedPrice[]> }> {
  const found = await sql<PricedRow>`
    with ${chainPart(asked)}, terms as (${termsPart(asked)})
    select terms.*, price.product_id, price.from_weights_g, price.prices_per_tonne_minor
    from terms
    left join price on price.version_id = terms.version_id
                   and price.product_id = any(${[...asked.productIds]}::uuid[])
    order by terms.rank, terms.list_code`.execute(db);
  const listed = new Map<string, ListedPrice[]>();
  for (const { productId, versionId, fromWeightsG, pricesPerTonneMinor } of found.rows) {
    if (!productId || !versionId || !fromWeightsG || !pricesPerTonneMinor) continue;
    const price = { versionId, fromWeightsG, pricesPerTonneMinor };
    listed.set(productId, [...(listed.get(productId) ?? []), price]);
  }
  const links = new Map(found.rows.map((row) => [row.versionId, row]));
  return { terms: termsOf([...links.values()], asked.on), listed };
}

/** A row for each link, or one where there is none. */
function termsOf(rows: readonly TermsRow[], on: string): PriceTerms {
  const [first] = rows;
  if (!first || first.vatRateBp === null) throw new Error(`no VAT rate is known for ${on}`);
  const { agreementId, agreementVersion } = first;
  return {
    on,
    agreement:
      agreementId !== null && agreementVersion !== null
        ? { id: agreementId, version: agreementVersion }
        : undefined,
    strategy: first.priceStrategy ?? 'first-found',
    publicPriceIfBetter: first.publicPriceIfBetter ?? false,
    vatRateBp: first.vatRateBp,
    chain: rows.flatMap(linkOf),
  };
}

/** A row of the left join without a list is no link. */
function linkOf(row: TermsRow): ChainLink[] {
  const { rank, versionId, listCode, listName, versionNumber, level, includesVat } = row;
  if (
    rank === null ||
    versionId === null ||
    listCode === null ||
    listName === null ||
    versionNumber === null ||
    level === null ||
    includesVat === null
  ) {
    return [];
  }
  return [{ rank, versionId, listCode, listName, versionNumber, level, includesVat }];
}
