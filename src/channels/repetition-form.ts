import type { Context } from 'hono';
import { z } from 'zod';
import type { RepetitionShown } from '../../views/parts/repetition.tsx';
import { tradingDay } from '../measures/calendar.ts';
import { findOrder, listOrderLines } from '../ordering/order-lines.queries.ts';
import type { ChosenLines } from '../ordering/repeat-order.ts';
import { type ChosenLine, repetitionOf } from '../ordering/repetition.ts';
import { may } from '../people/actor.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { readPriceTerms } from '../pricing/pricing.queries.ts';
import { listAssortmentRows } from '../stock/assortment.queries.ts';
import type { BuyerEnv, StaffEnv } from './env.ts';
import { readForm, typedIn } from './exchange.ts';
import { readListQuantities } from './storefront/list-quantities.ts';

const Choosing = z.looseObject({ key: z.uuid() });

/** What was said on the page of a repetition, and what cannot be understood. */
export type Chosen = {
  lines: ReadonlyMap<string, ChosenLine>;
  typed?: Record<string, string>;
  wrong?: ReadonlyMap<string, string>;
  isNothingChosen?: boolean;
  refusal?: Refusal | undefined;
};

/** As the order was: every line, in its quantity. */
export const asItWas: Chosen = { lines: new Map() };

/**
 * Reads which lines of an order are wanted again (`t.<line>`) and how much of
 * each; `chosen` is there once it can be put into a cart, and only when that was
 * asked rather than the price of it.
 */
export async function readChosen(
  c: Context,
  orderId: string,
): Promise<Chosen & { chosen: ChosenLines | undefined }> {
  const form = await readForm(c, Choosing);
  if (!form.ok) throw new NotFound('order', orderId);
  const { key } = form.data;
  const fields: ReadonlyMap<string, readonly string[]> = c.get('fields');
  const isAdding = fields.get('deed')?.[0] !== 'price';
  const isTicked = (lineId: string) => {
    const [tick, ...more] = fields.get(`t.${lineId}`) ?? [];
    return tick === 'yes' && more.length === 0;
  };
  const { quantities, wrong } = readListQuantities(fields);
  const lines = new Map(
    quantities.map(({ lineId, quantity }) => {
      const isTaken = isTicked(lineId) && quantity !== undefined;
      return [lineId, { isTaken, quantity }] as const;
    }),
  );
  const taken = quantities.flatMap(({ lineId, quantity }) =>
    quantity && isTicked(lineId) ? [[lineId, quantity] as const] : [],
  );
  const isNothingChosen = isAdding && wrong.size === 0 && taken.length === 0;
  const isReady = isAdding && wrong.size === 0 && taken.length > 0;
  const chosen = isReady ? { key, quantities: new Map(taken) } : undefined;
  return { lines, wrong, isNothingChosen, typed: typedIn(c), chosen };
}

/**
 * An order that the reader may see, as it would be today, at the terms of its
 * company. Four statements.
 */
export async function showRepetition(
  c: Context<BuyerEnv> | Context<StaffEnv>,
  orderId: string,
  { lines: chosen, refusal, ...said }: Chosen,
): Promise<RepetitionShown> {
  const { db, actor, at } = c.var;
  const order = await findOrder(db, orderId);
  if (!order || !maySeeOrder(actor, order)) throw new NotFound('order', orderId);
  const { companyId, branchCode } = order;
  const lines = await listOrderLines(db, order.id);
  const terms = await readPriceTerms(db, { companyId, siteId: null, on: tradingDay(at) });
  const productIds = [...new Set(lines.map(({ productId }) => productId))];
  const onlooker = { companyId, branchCode };
  const rows = await listAssortmentRows(db, { productIds, onlooker, terms });
  return {
    ...said,
    order,
    refusal: refusal?.reason,
    repetition: repetitionOf(lines, { rows, terms }, chosen),
    seesPrices: may(actor, 'see-prices'),
    formKey: newId(at.getTime()),
  };
}

/** 422 where something has to be said before lines can go into a cart. */
export const statusOf = ({ wrong, isNothingChosen, refusal }: Chosen): 200 | 422 =>
  (wrong && wrong.size > 0) || isNothingChosen || refusal ? 422 : 200;

/** Does what was chosen; a refusal that the page can say comes back instead of being thrown. */
export async function refusedBy(adding: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await adding;
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error.reason;
    if (code !== 'not-sold-so' && code !== 'not-cut-so') throw error;
    return error;
  }
}
