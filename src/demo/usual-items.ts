import type { DemoCompany } from './companies.ts';
import type { DemoProduct, DemoStock } from './goods.ts';
import { formsOfTrade } from './list-plans.ts';
import type { Random } from './random.ts';

const USUAL_LEAST = 9;
const USUAL_MOST = 22;
/** Fast movers are likelier to be somebody's usual item. */
const weightOfClass = { A: 6, B: 3, C: 1, O: 0 } as const;

/**
 * What each company buys again and again, by company: products of the forms
 * that its trade needs, which its branch keeps. The first are its favourites.
 */
export function chooseUsualItems(
  random: Random,
  given: {
    companies: readonly DemoCompany[];
    products: readonly DemoProduct[];
    stock: readonly DemoStock[];
  },
): ReadonlyMap<string, readonly DemoProduct[]> {
  const keptAt = new Map<string, Set<string>>();
  for (const { branchCode, productId } of given.stock) {
    const kept = keptAt.get(branchCode) ?? new Set();
    keptAt.set(branchCode, kept.add(productId));
  }
  return new Map(
    given.companies.map(({ entry, row }) => {
      const forms = formsOfTrade[entry.trade];
      const kept = keptAt.get(entry.branchCode);
      const candidates = given.products.filter(
        ({ id, form }) => forms.includes(form) && kept?.has(id) === true,
      );
      return [row.id, choose(random.fork(entry.domain), candidates)] as const;
    }),
  );
}

function choose(random: Random, candidates: readonly DemoProduct[]): DemoProduct[] {
  const wanted = random.whole(USUAL_LEAST, USUAL_MOST);
  const likely = candidates.map((product) => [product, weightOfClass[product.stockClass]] as const);
  const chosen = new Set<DemoProduct>();
  for (let draw = 0; draw < wanted * 4 && chosen.size < wanted; draw += 1) {
    chosen.add(random.pickWeighted(likely));
  }
  return [...chosen];
}
