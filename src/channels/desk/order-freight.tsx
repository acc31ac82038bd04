import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { agreeFreight, declineFreight } from '../../ordering/answer-freight.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { staff } from '../guards.ts';
import { pathId } from '../path-id.ts';
import { showOrder } from './orders.tsx';

const Said = z.string().trim().min(1).max(300);
const Agreed = z.object({ whoSaid: Said });
const Declined = z.object({ whyNo: Said });

/** What a customer says to the freight that was named for his order, as a clerk writes it down. */
export function orderFreight(desk: Desk): Hono<StaffEnv> {
  const { base, channel } = desk;
  return new Hono<StaffEnv>()
    .post('/:orderId/freight/:offerId/agreement', staff('place-orders'), async (c) => {
      const { orderId, offerId } = idsOf(c);
      const form = await readForm(c, Agreed);
      if (!form.ok) return showOrder(c, desk, orderId, { freight: { id: offerId, ...form } });
      const { db, actor, at } = c.var;
      const answer = { orderId, offerId, note: form.data.whoSaid, channel, at };
      await transact(db, (tx) => agreeFreight(tx, actor, answer));
      return c.redirect(`${base}/orders/${orderId}`, 303);
    })

    .post('/:orderId/freight/:offerId/refusal', staff('place-orders'), async (c) => {
      const { orderId, offerId } = idsOf(c);
      const form = await readForm(c, Declined);
      if (!form.ok) return showOrder(c, desk, orderId, { freight: { id: offerId, ...form } });
      const { db, actor, at } = c.var;
      const answer = { orderId, offerId, note: form.data.whyNo, channel, at };
      await transact(db, (tx) => declineFreight(tx, actor, answer));
      return c.redirect(`${base}/orders/${orderId}`, 303);
    });
}

const idsOf = (c: Context<StaffEnv>) => ({
  orderId: pathId('order', c.req.param('orderId') ?? ''),
  offerId: pathId('freight offer', c.req.param('offerId') ?? ''),
});
