import { type LineToPrice, priceLines } from '../pricing/price-cart.ts';
import type { ChainLink, PriceTerms } from '../pricing/price-terms.ts';
import type { PricedLine } from '../pricing/price-line.ts';
import { agreementOn, type DemoAgreement } from './agreements.ts';
import type { DemoCompany } from './companies.ts';
import { type DemoList, versionOn } from './price-lists.ts';
import { vatRateOn } from './vat-rates.ts';

/** Prices lines as the shop would have on a day: the same rules on the same lists, held in memory. */
export type PriceBook = (
  sale: { company: DemoCompany; siteId: string | null; on: string },
  lines: readonly LineToPrice[],
) => Map<string, PricedLine>;

/** From the most particular to the most general (R7). */
const levels = ['contract', 'site', 'company', 'group', 'base'] as const;

/** Opens the book of all lists and agreements of the demo world. */
export function makePriceBook(
  lists: readonly DemoList[],
  agreements: ReadonlyMap<string, readonly DemoAgreement[]>,
): PriceBook {
  const listsFor = listFinder(lists);
  return ({ company, siteId, on }, lines) => {
    const versions = listsFor(company, siteId).flatMap((list) => versionOn(list, on) ?? []);
    const agreement = agreementOn(agreements.get(company.row.id) ?? [], on);
    const terms = termsOf(
      on,
      agreement,
      versions.map(({ link }, index) => ({ ...link, rank: index + 1 })),
    );
    const listed = new Map(
      lines.map(({ productId }) => [
        productId,
        versions.flatMap(({ prices }) => prices.get(productId) ?? []),
      ]),
    );
    return priceLines(lines, listed, terms);
  };
}

/** The lists a company may buy from, for one of its sites or none, the most particular first; found once. */
function listFinder(lists: readonly DemoList[]) {
  const found = new Map<string, readonly DemoList[]>();
  return ({ row }: DemoCompany, siteId: string | null): readonly DemoList[] => {
    const key = `${row.id} ${siteId}`;
    const known = found.get(key);
    if (known) return known;
    const open = lists
      .filter(({ plan }) => plan.companyId === undefined || plan.companyId === row.id)
      .filter(({ plan }) => plan.groupCode === undefined || plan.groupCode === row.groupCode)
      .filter(({ plan }) => plan.siteId === undefined || plan.siteId === siteId)
      .toSorted((one, other) => rank(one) - rank(other));
    found.set(key, open);
    return open;
  };
}

const rank = ({ plan }: DemoList) => levels.indexOf(plan.level);

function termsOf(
  on: string,
  agreement: DemoAgreement | undefined,
  chain: readonly ChainLink[],
): PriceTerms {
  const row = agreement?.row;
  return {
    on,
    agreement: row ? { id: row.id, version: row.version } : undefined,
    strategy: row?.priceStrategy ?? 'first-found',
    publicPriceIfBetter: row?.publicPriceIfBetter ?? false,
    vatRateBp: vatRateOn(on),
    chain,
  };
}
