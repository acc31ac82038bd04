import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { type DeskFound, DeskResults, WorkbenchPage } from '../../../views/desk/workbench.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { findCustomers } from '../../customers/customers.queries.ts';
import { readCartCode } from '../../ordering/cart-code.ts';
import { findNamedDocuments, listWaitingOrders } from '../../ordering/desk-queues.queries.ts';
import { listOpenCarts } from '../../ordering/open-carts.queries.ts';
import type { StaffEnv } from '../env.ts';
import { readQuery, wantsFragment } from '../exchange.ts';
import { answerPage, answerPart } from '../page.tsx';

const CUSTOMERS_MAX = 12;
/** `26-000123`, `#812`, `№ 812`. */
const ORDER_NUMBER = /^[#№]?\s*((?:\d{2}-)?\d{1,6})$/;

const Asked = z.object({ q: z.string().trim().max(100).catch('') });

/**
 * Where a clerk's work begins: one box that takes a name, a BIN, a telephone
 * number or its end, a cart code or an order number, and what waits for him.
 */
export function workbench(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>().get('/', async (c) => {
    const { db, actor, at } = c.var;
    const found = await find(c, readQuery(c, Asked).q);
    if (wantsFragment(c)) return answerPart(c, <DeskResults desk={desk} found={found} />);
    const only = onlyMeant(desk, found);
    if (only !== undefined) return c.redirect(only, 303);
    const [mine, waiting] = await Promise.all([
      listOpenCarts(db, { heldBy: actor.personId }),
      listWaitingOrders(db, actor.branchCode),
    ]);
    const words = wordsFor(c.var.language).desk;
    const title = desk.channel === 'counter' ? words.counterTitle : words.phoneTitle;
    const page = <WorkbenchPage desk={desk} found={found} mine={mine} waiting={waiting} at={at} />;
    return answerPage(c, page, { title });
  });
}

/** What was typed may be several things at once: four digits end a telephone number and are an order's. */
async function find(c: Context<StaffEnv>, typed: string): Promise<DeskFound> {
  if (typed === '') return { typed, documents: [], customers: [] };
  const { db } = c.var;
  const [, number] = ORDER_NUMBER.exec(typed) ?? [];
  const [documents, customers] = await Promise.all([
    findNamedDocuments(db, { code: readCartCode(typed), number }),
    findCustomers(db, typed, CUSTOMERS_MAX),
  ]);
  return { typed, documents, customers };
}

/** Enter goes straight to the one thing that was found. A cart is shown first: taking it over is a deed. */
function onlyMeant(desk: Desk, { documents, customers }: DeskFound): string | undefined {
  const [document, ...documentsMore] = documents;
  const [customer, ...customersMore] = customers;
  if (document?.kind === 'order' && documentsMore.length === 0 && !customer) {
    return `${desk.base}/orders/${document.id}`;
  }
  if (customer && customersMore.length === 0 && !document) {
    return `${desk.base}/customers/${customer.companyId}`;
  }
  return undefined;
}
