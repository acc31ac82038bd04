import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { Suggestions, type SuggestionsShown } from '../../../views/storefront/suggestions.tsx';
import { readBeginning } from '../../catalogue/beginning.ts';
import { categoriesBegunBy } from '../../catalogue/category.ts';
import { findOwnOrders } from '../../ordering/order.queries.ts';
import { may } from '../../people/actor.ts';
import { offerOf } from '../../stock/offer.ts';
import { suggestProducts } from '../../stock/suggest.queries.ts';
import type { Env } from '../env.ts';
import { readQuery } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPart } from '../page.tsx';
import { readerOf, termsFor } from './reader.ts';

const PHRASE_MAX = 200;
/** One letter says nothing yet. */
const SHORTEST = 2;
const ROWS_MAX = 8;
const PRODUCTS_MAX = 5;
const CATEGORIES_MAX = 2;
/** A part of an order's number: «25-0001», «УТ25». */
const ORDER_NUMBER = /^(?=.*\d{2})[\p{L}\d/-]{3,20}$/u;

const Typing = z.object({
  q: z
    .string()
    .catch('')
    .transform((text) => text.slice(0, PHRASE_MAX).trim()),
});

/** What may be meant by what is being typed: part of every page, nothing is recorded. */
export const suggest = new Hono<Env>().get('/', anyone(), async (c) => {
  const { q } = readQuery(c, Typing);
  const shown = q.length < SHORTEST ? undefined : await readSuggestions(c, q);
  return answerPart(c, shown ? <Suggestions shown={shown} /> : '');
});

/** Terms, then products beside orders: three statements. */
async function readSuggestions(c: Context<Env>, typed: string): Promise<SuggestionsShown> {
  const { db, at } = c.var;
  const begun = readBeginning(typed);
  const reader = readerOf(c.var.actor);
  const terms = await termsFor(db, reader, at);
  const { onlooker } = reader;
  const [products, found] = await Promise.all([
    suggestProducts(db, { begun, onlooker, terms, rowsMax: PRODUCTS_MAX }),
    ownOrders(c, typed),
  ]);
  const categories = new Set(begun.texts.flatMap(categoriesBegunBy));
  const left = ROWS_MAX - products.length;
  const orders = found.slice(0, left);
  return {
    products: products.map((row) => offerOf(row, terms)),
    isExact: products.some((row) => row.isExact),
    categories: [...categories].slice(0, Math.min(CATEGORIES_MAX, left - orders.length)),
    orders,
    said: begun.phrases[0]?.quantity,
    reader,
  };
}

/** Orders of the buyer's own company by their number; none where he may not see them. */
async function ownOrders(c: Context<Env>, text: string): Promise<SuggestionsShown['orders']> {
  const { actor, db } = c.var;
  if (actor?.kind !== 'buyer' || !may(actor, 'see-orders') || !ORDER_NUMBER.test(text)) return [];
  return findOwnOrders(db, { companyId: actor.companyId, text, rowsMax: ROWS_MAX - PRODUCTS_MAX });
}
