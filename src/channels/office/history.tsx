import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OfficeOrderPage, OfficePage, OfficePurchases } from '../../../views/office/history.tsx';
import { LeftOutSheet } from '../../../views/parts/left-out.tsx';
import { listHappenings, listPurchases } from '../../history/history.queries.ts';
import { storageStanding } from '../../history/storage-standing.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { mayDecideMissing } from '../../ordering/await-missing.ts';
import { findOrder, listLinesAndHeats } from '../../ordering/order-lines.queries.ts';
import { toPay } from '../../payments/to-pay.ts';
import { writeOffRest } from '../../payments/write-off.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { heatsForStaff } from '../order-heats.ts';
import { agreeToLess, readLeft, waitForRest } from '../leaving-out.tsx';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { hrefAfter, positionOf, PurchaseFilter } from '../purchase-filter.ts';
import { placeOf } from './place.ts';

const PAGE = 50;

const WritingOff = z.object({ reason: z.string().trim().min(3, 'reason').max(300) });

/** The office: the purchase history of all companies, and an order of it. */
export const officeHistory = new Hono<StaffEnv>()
  .get('/', staff('see-customers'), async (c) => {
    const { after, ...filter } = readQuery(c, PurchaseFilter);
    const { db, actor } = c.var;
    const found = await listPurchases(db, { ...filter, after: positionOf(after), limit: PAGE + 1 });
    const purchases = found.slice(0, PAGE);
    const shown = {
      purchases,
      filter,
      nextHref: found.length > PAGE ? hrefAfter('/office', purchases.at(-1), filter) : undefined,
      seesPrices: may(actor, 'see-prices'),
      place: placeOf(actor, 'history'),
    };
    if (wantsFragment(c)) return answerPart(c, <OfficePurchases {...shown} />);
    const { title } = wordsFor(c.var.language).office;
    return answerPage(c, <OfficePage {...shown} />, { title });
  })

  .get('/orders/:orderId', staff('see-customers'), (c) => showOrder(c))

  .post('/orders/:orderId/write-off', staff('keep-books'), async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const form = await readForm(c, WritingOff);
    if (!form.ok) return showOrder(c, form);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => writeOffRest(tx, actor, { orderId, ...form.data, at }));
    return c.redirect(`/office/orders/${orderId}#payment`, 303);
  })

  .get('/orders/:orderId/left-out', staff('amend-orders'), async (c) => {
    const { shown, title } = await readLeft(c, '/office/orders');
    return answerPage(c, <LeftOutSheet {...shown} />, { title });
  })

  .post('/orders/:orderId/left-out', staff('amend-orders'), (c) =>
    agreeToLess(c, '/office/orders', 'phone'),
  )

  .post('/orders/:orderId/waiting', staff('amend-orders'), (c) =>
    waitForRest(c, '/office/orders', 'phone'),
  );

async function showOrder(
  c: Context<StaffEnv>,
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const orderId = pathId('order', c.req.param('orderId') ?? '');
  const { db, actor, at } = c.var;
  const order = await findOrder(db, orderId);
  if (!order) throw new NotFound('order', orderId);
  const { lines, heats: found } = await listLinesAndHeats(db, orderId);
  const happenings = await listHappenings(db, orderId);
  const heats = heatsForStaff(actor, found);
  const money = {
    ...{ toPay: toPay(order), refused },
    ...{ seesMoney: may(actor, 'see-money'), mayKeep: may(actor, 'keep-books') },
  };
  const shown = {
    ...{ order, lines, happenings, heats, seesPrices: may(actor, 'see-prices') },
    storage: storageStanding(order, tradingDay(at)),
    lyingHref: may(actor, 'set-terms') ? `/office/storage#order-${orderId}` : undefined,
    missingBase: mayDecideMissing(actor) ? `/office/orders/${orderId}` : undefined,
  };
  const title = wordsFor(c.var.language).order.title(order.number);
  const status = refused ? 422 : 200;
  return answerPage(c, <OfficeOrderPage {...shown} {...money} />, { title, status });
}
