import type { Insertable } from 'kysely';
import { articleKeyOf } from '../customers/company-article.ts';
import { addDays } from '../measures/calendar.ts';
import type { DB } from '../platform/db/schema.ts';
import type { DemoCompany } from './companies.ts';
import type { DemoProduct } from './goods.ts';
import { momentOn } from './moments.ts';
import type { DemoOrder } from './orders.ts';
import type { Random } from './random.ts';

type ArticleRow = Insertable<DB['companyArticle']> & { setAt: Date };

/** Two companies that brought their own books, by domain, and how those write a number. */
const writings: Readonly<Record<string, (serial: number) => string>> = {
  altyn: (serial) => `МТ-${String(serial).padStart(5, '0')}`,
  temirshi: (serial) => `10.04.${serial}`,
};
const NUMBERS = 20;
const KEPT_FOR_DAYS = 120;

/**
 * The own article numbers of the companies that have them: what they buy again
 * and again, and more goods of its forms until there are twenty. Kept since four
 * months by whoever buys for the company.
 */
export function makeArticles(
  random: Random,
  given: {
    companies: readonly DemoCompany[];
    products: readonly DemoProduct[];
    usualOf: ReadonlyMap<string, readonly DemoProduct[]>;
    today: string;
  },
): ArticleRow[] {
  return given.companies.flatMap(({ entry, row, buyers }) => {
    const write = writings[entry.domain];
    if (!write) return [];
    const own = random.fork(entry.domain);
    const usual = given.usualOf.get(row.id) ?? [];
    const forms = new Set(usual.map(({ form }) => form));
    const more = given.products.filter((one) => forms.has(one.form) && !usual.includes(one));
    const goods = [...usual, ...own.sample(more, NUMBERS)].slice(0, NUMBERS);
    const setAt = momentOn(addDays(given.today, -KEPT_FOR_DAYS), 10);
    const buyer = buyers.find(({ role }) => role === 'buyer');
    let serial = own.whole(1000, 4000);
    return goods.map((product): ArticleRow => {
      serial += own.whole(1, 60);
      const code = write(serial);
      return {
        ...{ companyId: row.id, codeKey: articleKeyOf(code), code, productId: product.id },
        ...{ setBy: buyer?.person.id ?? null, setAt },
      };
    });
  });
}

/** Orders with the numbers that their companies had on the day, as placing freezes them. */
export function withOwnCodes(
  orders: readonly DemoOrder[],
  articles: readonly ArticleRow[],
): DemoOrder[] {
  const known = new Map(articles.map((one) => [`${one.companyId} ${one.productId}`, one]));
  return orders.map((order) => ({
    ...order,
    lines: order.lines.map((line) => {
      const own = known.get(`${line.companyId} ${line.productId}`);
      return { ...line, ownCode: own && own.setAt <= order.row.placedAt ? own.code : null };
    }),
  }));
}
