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

/**
 * On what terms a company buys on a day: its agreement, the VAT of the day and
 * the published versions in force that it may buy from, contract before site,
 * company, group and base, then by priority and the shorter span (R7). A guest
 * has no company and sees the base lists. One statement, fenced: the versions are
 * looked up for the few lists of the company, not read for those of everybody.
 */
export async function readPriceTerms(
  db: Db,
  asked: { companyId: string | null; siteId?: string | null | undefined; on: string },
): Promise<PriceTerms> {
  const { companyId, siteId = null, on } = asked;
  const found = await sql<TermsRow>`
    with chain as (
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
    )
    select agreement.id as agreement_id, agreement.version as agreement_version, agreement.price_strategy,
           agreement.public_price_if_better, vat_rate.rate_bp as vat_rate_bp, chain.*
    from (values (1)) as one
    left join agreement on agreement.company_id = ${companyId}::uuid and agreement.valid_during @> ${on}::date
    left join vat_rate on vat_rate.valid_during @> ${on}::date
    left join chain on true
    order by chain.rank, chain.list_code`.execute(db);
  const [first] = found.rows;
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
    chain: found.rows.flatMap(linkOf),
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

/** What the versions ask for the products, by product, in one statement. A product on none is absent. */
export async function listPrices(
  db: Db,
  asked: { versionIds: readonly string[]; productIds: readonly string[] },
): Promise<Map<string, ListedPrice[]>> {
  const byProduct = new Map<string, ListedPrice[]>();
  if (asked.productIds.length === 0) return byProduct;
  const found = await sql<ListedPrice & { productId: string }>`
    select version_id, product_id, from_weights_g, prices_per_tonne_minor from price
    where version_id = any(${[...asked.versionIds]}::uuid[])
      and product_id = any(${[...asked.productIds]}::uuid[])`.execute(db);
  for (const { productId, ...price } of found.rows) {
    byProduct.set(productId, [...(byProduct.get(productId) ?? []), price]);
  }
  return byProduct;
}
