import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import type { TendersShown } from '../../../views/desk/order-money.tsx';
import {
  DeskOrderPage,
  DeskOrdersList,
  DeskOrdersPage,
  DeskRepetitionPage,
} from '../../../views/desk/orders.tsx';
import type { FreightTyped } from '../../../views/parts/freight-answer.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { listHappenings, listPurchases } from '../../history/history.queries.ts';
import { storageStanding } from '../../history/storage-standing.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { mayDecideMissing } from '../../ordering/await-missing.ts';
import { cancelOrder } from '../../ordering/cancel-order.ts';
import { moveOrder } from '../../ordering/move-order.ts';
import { openDeskCart } from '../../ordering/open-cart.ts';
import { findOrderFacts } from '../../ordering/order.queries.ts';
import { findPromptToDictate } from '../../loyalty/shown-prompt.queries.ts';
import {
  findOrder,
  listLinesAndHeats,
  type OrderHead,
} from '../../ordering/order-lines.queries.ts';
import { type ChosenLines, repeatOrder } from '../../ordering/repeat-order.ts';
import { may, mayActFor } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { isFreightOpen } from '../../ordering/order.ts';
import { payable } from '../card-form.ts';
import { Cancelling } from '../cancelling-form.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { findMeantCompany } from '../meant-company.ts';
import { heatsForStaff } from '../order-heats.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { promptShown } from '../prompt-form.ts';
import { hrefAfter, positionOf, PurchaseFilter } from '../purchase-filter.ts';
import {
  asItWas,
  type Chosen,
  readChosen,
  refusedBy,
  showRepetition,
  statusOf,
} from '../repetition-form.ts';
import { backToCart } from './shown-cart.tsx';

const PAGE = 50;

const Filter = PurchaseFilter.extend({ company: z.string().trim().max(100).catch('') });
const Advancing = z.object({
  version: z.coerce.number().int(),
  unpaidReason: z.string().trim().min(1).max(300).optional(),
});
const Arrival = z.object({ change: z.coerce.number().int().min(0).optional().catch(undefined) });

/** The purchase history of all companies, and what a clerk does with an order. */
export function deskOrders(desk: Desk): Hono<StaffEnv> {
  const { channel } = desk;
  return new Hono<StaffEnv>()
    .get('/', async (c) => showOrders(c, desk))

    .get('/:orderId', async (c) => showOrder(c, desk, orderIdOf(c)))

    .post('/:orderId/advance', async (c) => {
      const orderId = orderIdOf(c);
      const form = await readForm(c, Advancing);
      if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
      const { db, actor, at } = c.var;
      const moved = { orderId, ...form.data, channel, at };
      await transact(db, (tx) => moveOrder(tx, actor, moved));
      return c.redirect(`${desk.base}/orders/${orderId}`, 303);
    })

    .post('/:orderId/cancellation', async (c) => {
      const orderId = orderIdOf(c);
      const form = await readForm(c, Cancelling);
      if (!form.ok) return showOrder(c, desk, orderId, { cancelling: form });
      const { db, actor, at } = c.var;
      await transact(db, (tx) => cancelOrder(tx, actor, { orderId, ...form.data, channel, at }));
      return c.redirect(`${desk.base}/orders/${orderId}`, 303);
    })

    .post('/:orderId/repetition', async (c) => {
      return backToCart(c, desk, await repeatInCart(c, desk));
    })

    .get('/:orderId/repetition', (c) => showAgain(c, desk, asItWas))

    .post('/:orderId/repetition/lines', async (c) => {
      const { chosen, ...said } = await readChosen(c, orderIdOf(c));
      if (!chosen) return showAgain(c, desk, said);
      const repeating = repeatInCart(c, desk, chosen);
      const refusal = await refusedBy(repeating);
      if (refusal) return showAgain(c, desk, { ...said, refusal });
      return backToCart(c, desk, await repeating);
    });
}

/** Puts an order, whole or what was chosen of it, into a new cart of its company; the cart's id. */
async function repeatInCart(
  c: Context<StaffEnv>,
  { channel }: Desk,
  chosen?: ChosenLines,
): Promise<string> {
  const orderId = orderIdOf(c);
  const { db, actor, at } = c.var;
  const branchCode = actor.branchCode ?? undefined;
  return transact(db, async (tx) => {
    const order = await findOrderFacts(tx, orderId);
    if (!order) throw new NotFound('order', orderId);
    const { companyId } = order;
    const { id } = await openDeskCart(tx, actor, { companyId, branchCode, channel, at });
    // Every click opens a cart of its own here, so each is filled.
    const filling = chosen && { ...chosen, key: id };
    await repeatOrder(tx, actor, { orderId, cartId: id, channel, chosen: filling, at });
    return id;
  });
}

async function showAgain(c: Context<StaffEnv>, desk: Desk, said: Chosen): Promise<Response> {
  const orderId = orderIdOf(c);
  const shown = await showRepetition(c, orderId, said);
  const title = wordsFor(c.var.language).repetition.title(shown.order.number);
  const page = <DeskRepetitionPage {...shown} desk={desk} />;
  return answerPage(c, page, { title, status: statusOf(said) });
}

/** Two statements where a company is named, one where not. */
async function showOrders(c: Context<StaffEnv>, desk: Desk): Promise<Response> {
  const { after, company: typed, ...filter } = readQuery(c, Filter);
  const { db } = c.var;
  const company = await findMeantCompany(db, typed);
  const found = await listPurchases(db, {
    ...filter,
    companyId: company?.companyId,
    after: positionOf(after),
    limit: PAGE + 1,
  });
  const purchases = found.slice(0, PAGE);
  const more = hrefAfter(`${desk.base}/orders`, purchases.at(-1), {
    ...filter,
    company: company?.companyId,
  });
  const shown = {
    desk,
    purchases,
    filter,
    company: { typed, name: company?.name },
    nextHref: found.length > PAGE ? more : undefined,
    seesPrices: true,
  };
  if (wantsFragment(c)) return answerPart(c, <DeskOrdersList {...shown} />);
  const { ordersTitle } = wordsFor(c.var.language).deskScreens;
  return answerPage(c, <DeskOrdersPage {...shown} />, { title: ordersTitle });
}

/** The page of one order at a desk, with the form that was refused where one was. */
export async function showOrder(
  c: Context<StaffEnv>,
  desk: Desk,
  orderId: string,
  refused: {
    cancelling?: { values: Record<string, string>; problems: Record<string, string> };
    tenders?: TendersShown['refused'];
    script?: { values: Record<string, string>; problems: Record<string, string> };
    /** An answer about the freight, and the offer that it is of. */
    freight?: FreightTyped;
  } = {},
): Promise<Response> {
  const { db, actor, at } = c.var;
  const { cancelling, tenders, script, freight } = refused;
  const found = await findOrder(db, orderId);
  if (!found || !mayActFor(actor, found.companyId)) throw new NotFound('order', orderId);
  if (freight && found.freightOffer?.id !== freight.id) {
    throw new NotFound('freight offer', freight.id);
  }
  const [{ lines, heats }, happenings, toDictate] = await Promise.all([
    listLinesAndHeats(db, found.id),
    listHappenings(db, found.id),
    isByPhone(desk, found) ? findPromptToDictate(db, { orderId: found.id, at }) : undefined,
  ]);
  const action = `${desk.base}/orders/${found.id}/dictated-answer`;
  const shown = {
    script: toDictate && {
      personName: toDictate.personName,
      prompt: await promptShown(c, toDictate, { action, refused: script }),
    },
    desk,
    order: found,
    lines,
    happenings,
    seesPrices: may(actor, 'see-prices'),
    mayPlace: may(actor, 'place-orders'),
    missingBase: mayDecideMissing(actor) ? `${desk.base}/orders/${found.id}` : undefined,
    mayRepeat: may(actor, 'fill-carts'),
    ...(found.source === 'counterweight'
      ? { claimHref: `${desk.base}/orders/${found.id}/claim` }
      : {}),
    heats: heatsForStaff(actor, heats),
    storage: storageStanding(found, tradingDay(at)),
    lyingHref: may(actor, 'set-terms') ? `/office/storage#order-${found.id}` : undefined,
    freight: isFreightOpen(found) ? { refused: freight } : undefined,
    problem: cancelling && (cancelling.problems['note'] ?? 'choose'),
    typed: cancelling?.values,
    money: {
      ...payable(c, found),
      mayTake: may(actor, 'take-payments'),
      mayRelease: may(actor, 'release-unpaid'),
      mayKeep: may(actor, 'keep-books'),
      tenders: {
        formKey: newId(at.getTime()),
        refused: tenders,
        changeMinor: readQuery(c, Arrival).change,
      },
    },
  };
  const { order: words } = wordsFor(c.var.language);
  const status = cancelling || tenders || script || freight ? 422 : 200;
  return answerPage(c, <DeskOrderPage {...shown} />, { title: words.title(found.number), status });
}

/** Only who called is asked by phone. */
const isByPhone = (desk: Desk, { channel, contactName }: OrderHead) =>
  desk.channel === 'phone' && channel === 'phone' && contactName !== null;

const orderIdOf = (c: Context<StaffEnv>): string => pathId('order', c.req.param('orderId') ?? '');
