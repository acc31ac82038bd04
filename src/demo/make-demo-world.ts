import { createHash } from 'node:crypto';
import type { Insertable } from 'kysely';
import { tradingDay } from '../measures/calendar.ts';
import type { PastSale } from '../ordering/past-sale.queries.ts';
import type { DB } from '../platform/db/schema.ts';
import { makeArticles, withOwnCodes } from './articles.ts';
import { type DemoAgreement, makeAgreements } from './agreements.ts';
import { makeOpenCarts, makePlacedCarts } from './carts.ts';
import { type DemoCompany, makeCompanies } from './companies.ts';
import { type DemoCertificates, makeCertificates } from './certificates.ts';
import { makeCosts } from './costs.ts';
import { type DemoBooks, makeBooks } from './books.ts';
import { type DemoCredit, makeCredit, PROMPT, SLOW } from './credit.ts';
import { type DemoDocuments, makeDocuments } from './documents.ts';
import { type CatalogueRows, readDemoCatalogue } from './demo-catalogue.ts';
import { tellEvents } from './events.ts';
import type { DemoProduct } from './goods.ts';
import { formsOfTrade, planLists } from './list-plans.ts';
import { fillWarehouse, type Warehouse } from './lots.ts';
import { makeMissedDemand } from './missed-demand.ts';
import { monthStart, momentOn } from './moments.ts';
import { draftOrders, type OrderDraft } from './order-drafts.ts';
import { type DemoOrder, lastNumbers, makeOrders } from './orders.ts';
import { exposures, makePayments } from './payments.ts';
import { isPastSale, pastSaleOf } from './past-sales.ts';
import { makePriceBook } from './price-book.ts';
import { type DemoList, makeDrift, makeList } from './price-lists.ts';
import { type Random, randomFrom } from './random.ts';
import { samplePaper } from './sample-paper.ts';
import { demoTariffs } from './freight.ts';
import { makeStaff, type Staff } from './staff.ts';
import { limitsOf } from './limits.ts';
import { chooseUsualItems } from './usual-items.ts';

/** Everything the demo world consists of, not yet written. */
export type DemoWorld = {
  catalogue: CatalogueRows;
  staff: Staff;
  companies: readonly DemoCompany[];
  agreements: readonly DemoAgreement[];
  accounts: readonly Insertable<DB['companyAccount']>[];
  books: DemoBooks;
  documents: DemoDocuments;
  credit: DemoCredit;
  articles: readonly Insertable<DB['companyArticle']>[];
  lists: readonly DemoList[];
  freight: ReturnType<typeof demoTariffs>;
  costs: readonly Insertable<DB['productCost']>[];
  orders: readonly DemoOrder[];
  pastSales: readonly PastSale[];
  counters: readonly Insertable<DB['documentCounter']>[];
  carts: readonly Insertable<DB['cart']>[];
  cartLines: readonly Insertable<DB['cartLine']>[];
  warehouse: Warehouse;
  certificates: DemoCertificates;
  events: readonly Insertable<DB['event']>[];
  missedDemand: readonly Insertable<DB['missedDemand']>[];
};

export type WorldPlan = {
  seed: number;
  /** The present moment: the world ends with it. */
  at: Date;
  passwordHash: string;
  /** How far back orders go; eighteen where nothing is said. */
  months?: number;
};

/** Eighteen months show a season and the one before it. */
const MONTHS = 18;

/**
 * Imagines the demo world from a seed, in memory: the same seed, moment and
 * password hash give the same world to the last identifier.
 */
export function makeDemoWorld(plan: WorldPlan): DemoWorld {
  const random = randomFrom(plan.seed);
  const today = tradingDay(plan.at);
  const span = { from: monthStart(today, -(plan.months ?? MONTHS)), today, at: plan.at };
  const terms = makeTerms(random, span, plan.passwordHash);
  const { companies, agreements, lists, staff, stock, products } = terms;
  const trade = makeTrade(random, span, terms);
  const idOf = (domain: string) =>
    companies.find(({ entry }) => entry.domain === domain)?.row.id ?? '';
  const habits = { slowId: idOf(SLOW), promptId: idOf(PROMPT) };
  const payments = makePayments(random.fork('payments'), trade.orders, { at: plan.at, habits });
  const articles = makeArticles(random.fork('articles'), { ...terms, today });
  const orders = withOwnCodes(trade.orders, articles);

  const books = makeBooks(random.fork('books'), { orders: trade.orders, payments });
  const documents = makeDocuments(random.fork('documents'), {
    ...{ orders, books, agreements, staff, at: plan.at },
    categoryOf: new Map(products.map(({ id, categoryCode }) => [id, categoryCode])),
  });

  const productsById = new Map(products.map((product) => [product.id, product]));
  const warehouse = fillWarehouse(random.fork('warehouse'), {
    ...{ stock, orders, today, at: plan.at, products: productsById },
  });
  const open = makeOpenCarts(random.fork('open-carts'), { ...terms, at: plan.at });
  const limits = limitsOf(random.fork('limits'), {
    companies,
    agreements,
    exposures: exposures(trade.orders, payments),
  });
  return {
    catalogue: terms.catalogue,
    staff,
    companies,
    agreements: limits.agreements,
    accounts: limits.accounts,
    credit: makeCredit(random.fork('credit'), {
      ...{ companies, agreements, headOfSales: staff.headOfSales, at: plan.at },
    }),
    articles,
    lists,
    freight: demoTariffs(random.fork('freight')),
    costs: makeCosts(random.fork('costs'), { products, today }),
    orders,
    books,
    documents,
    pastSales: trade.past.map(pastSaleOf),
    counters: [...lastNumbers(orders), ...documents.counters],
    carts: [...makePlacedCarts(random.fork('carts'), orders), ...open.carts],
    cartLines: open.lines,
    warehouse,
    certificates: makeCertificates(random.fork('certificates'), {
      ...{ warehouse, products: productsById },
      attachedBy: staff.managers[0] ?? staff.headOfSales,
      acceptedBy: staff.headOfSales,
      fileSha256: createHash('sha256').update(samplePaper()).digest(),
    }),
    missedDemand: makeMissedDemand(random.fork('missed'), { companies, staff, at: plan.at }),
    events: tellEvents(random.fork('events'), {
      companies,
      agreements,
      lists,
      orders,
      staff,
      at: plan.at,
    }),
  };
}

type Span = { from: string; today: string; at: Date };

/** Who buys and sells what, and on what terms. */
function makeTerms(random: Random, span: Span, passwordHash: string) {
  const { from, today } = span;
  const goods = readDemoCatalogue(random.fork('catalogue'), from);
  const staff = makeStaff(random.fork('staff'), { passwordHash, createdAt: momentOn(from, 8) });
  const companies = makeCompanies(random.fork('companies'), { staff, passwordHash, ...span });
  const usualOf = chooseUsualItems(random.fork('usual'), { companies, ...goods });
  const agreements = makeAgreements(random.fork('agreements'), { companies, today });
  const drift = makeDrift(random.fork('drift'), today);
  const publishedBy = staff.headOfSales;
  const plans = planLists(random.fork('lists'), { ...goods, companies, usualOf, ...span });
  const lists = plans
    .filter(({ products }) => products.length > 0)
    .map((list) => makeList(random.fork(list.code), list, { drift, publishedBy }));
  return { ...goods, staff, companies, usualOf, agreements, lists };
}

/** What was ordered from us, and what from the program before us. */
function makeTrade(random: Random, span: Span, terms: ReturnType<typeof makeTerms>) {
  const { products, stock, lists, agreements } = terms;
  const given = { agreements, price: makePriceBook(lists, agreements), at: span.at };
  const drafts = draftOrders(random.fork('drafts'), {
    ...terms,
    ...span,
    othersOf: othersAt(products, stock),
  });
  const isPast = (draft: OrderDraft) => isPastSale(draft, span.from);
  const ours = drafts.filter((draft) => !isPast(draft));
  return {
    orders: makeOrders(random.fork('orders'), ours, given),
    past: makeOrders(random.fork('past'), drafts.filter(isPast), given),
  };
}

/** What a company may buy once in a while: anything of its trade that its branch keeps. */
function othersAt(
  products: readonly DemoProduct[],
  stock: readonly { branchCode: string; productId: string }[],
): (company: DemoCompany) => readonly DemoProduct[] {
  const kept = new Set(stock.map(({ branchCode, productId }) => `${branchCode} ${productId}`));
  return ({ entry }) =>
    products.filter(
      ({ id, form }) =>
        formsOfTrade[entry.trade].includes(form) && kept.has(`${entry.branchCode} ${id}`),
    );
}
