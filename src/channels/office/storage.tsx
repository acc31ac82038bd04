import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { LyingOrdersPage, type LyingRefused } from '../../../views/office/storage.tsx';
import { listLyingOrders } from '../../history/lying-orders.queries.ts';
import { storageStanding } from '../../history/storage-standing.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { unwindOrder } from '../../ordering/unwind-order.ts';
import { waiveStorage } from '../../ordering/waive-storage.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { placeOf } from './place.ts';

const ROWS_MAX = 100;
const Said = z.string().trim().min(3).max(300);
const Waiving = z.object({ storageReason: Said });
const Unwinding = z.object({ unwindNote: Said });

/** Goods that lie ready beyond their free days: whom to call, what they cost so far, and what may be done about them. */
export const officeStorage = new Hono<StaffEnv>()
  .use(staff('set-terms'))

  .get('/', (c) => showLying(c))

  .post('/:orderId/waiver', async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const form = await readForm(c, Waiving);
    if (!form.ok) return showLying(c, { orderId, ...form });
    const { db, actor, at } = c.var;
    const waived = { orderId, reason: form.data.storageReason, channel: null, at };
    await transact(db, (tx) => waiveStorage(tx, actor, waived));
    return c.redirect(`/office/storage#order-${orderId}`, 303);
  })

  .post('/:orderId/unwinding', async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const form = await readForm(c, Unwinding);
    if (!form.ok) return showLying(c, { orderId, ...form });
    const { db, actor, at } = c.var;
    await transact(db, (tx) => unwindOrder(tx, actor, { orderId, note: form.data.unwindNote, at }));
    return c.redirect(`/office/orders/${orderId}`, 303);
  });

async function showLying(c: Context<StaffEnv>, refused?: LyingRefused): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const on = tradingDay(at);
  const orders = await listLyingOrders(db, { on, rowsMax: ROWS_MAX });
  const rows = orders.flatMap((order) => {
    const standing = storageStanding(order, on);
    return standing ? [{ order, standing }] : [];
  });
  // A form that came back needs its place on the page.
  if (refused && !rows.some(({ order }) => order.id === refused.orderId)) {
    throw new NotFound('order', refused.orderId);
  }
  const page = <LyingOrdersPage {...{ rows, refused, place: placeOf(actor, 'storage') }} />;
  const { title } = wordsFor(language).storage.office;
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}
