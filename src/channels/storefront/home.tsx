import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { BuyerHome, GuestHome } from '../../../views/storefront/home.tsx';
import { readWaiting } from '../../history/waiting.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { type Buyer, may } from '../../people/actor.ts';
import { newId } from '../../platform/id.ts';
import { offerOf } from '../../stock/offer.ts';
import { listBoughtLast, listCategories } from '../../stock/overview.queries.ts';
import { listBranches } from '../../stock/stock.queries.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { readerOf, termsFor } from './reader.ts';

const REORDERED_MAX = 10;
const ORDERS_MAX = 10;

/** The first page: for guests and staff the catalogue, for a buyer what he left and what he buys again. */
export const home = new Hono<Env>().use(anyone()).get('/', async (c) => {
  const { actor } = c.var;
  return actor?.kind === 'buyer' ? answerBuyer(c, actor) : answerGuest(c);
});

/**
 * Terms, then categories and branches side by side: three statements. The table
 * of categories adds up every product that we sell and is the same for all who
 * buy by no terms of their own, so it is kept for seconds, by the lists it is
 * made from.
 */
async function answerGuest(c: Context<Env>): Promise<Response> {
  const { db, at, language, rememberCategories } = c.var;
  const reader = readerOf(c.var.actor);
  const terms = await termsFor(db, reader, at);
  const lists = terms.chain.map(({ versionId }) => versionId).join();
  const [categories, branches] = await Promise.all([
    rememberCategories(`${terms.vatRateBp} ${lists}`, () => listCategories(db, terms)),
    listBranches(db),
  ]);
  return answerPage(c, <GuestHome categories={categories} branches={branches} reader={reader} />, {
    title: wordsFor(language).catalogue.title,
  });
}

/** Terms, then what was bought last, and what waits or is late, side by side: three statements. */
async function answerBuyer(c: Context<Env>, actor: Buyer): Promise<Response> {
  const { db, at, language } = c.var;
  const { companyId, personId } = actor;
  const reader = readerOf(actor);
  const terms = await termsFor(db, reader, at);
  const [bought, waiting] = await Promise.all([
    listBoughtLast(db, { companyId, onlooker: reader.onlooker, terms, rowsMax: REORDERED_MAX }),
    readWaiting(db, {
      ...{ companyId, personId, ordersMax: ORDERS_MAX },
      // A foreman is not told of money (R37).
      owingOn: may(actor, 'see-prices') ? tradingDay(at) : undefined,
    }),
  ]);
  const rows = bought.map((row) => offerOf(row, terms));
  const page = (
    <BuyerHome
      rows={rows}
      waiting={waiting}
      reader={reader}
      vatRateBp={terms.vatRateBp}
      formKey={newId(at.getTime())}
    />
  );
  return answerPage(c, page, {
    title: wordsFor(language).catalogue.title,
  });
}
