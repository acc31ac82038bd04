import type { Context } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../views/language.tsx';
import type { LeavingShown } from '../../views/parts/left-out.tsx';
import { leaveOutMissing } from '../delivery/leave-out-missing.ts';
import { awaitMissing, mayDecideMissing } from '../ordering/await-missing.ts';
import { readLeaving } from '../ordering/leaving-out.ts';
import { findOrder } from '../ordering/order-lines.queries.ts';
import { may } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import { maySeeOrder } from '../people/order-scope.ts';
import { transact } from '../platform/db/transact.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import type { BuyerEnv, StaffEnv } from './env.ts';
import { readForm } from './exchange.ts';
import { pathId } from './path-id.ts';

const Agreeing = z.object({ version: z.coerce.number().int() });

type Here = Context<BuyerEnv> | Context<StaffEnv>;

const orderIdOf = (c: Here) => pathId('order', c.req.param('orderId') ?? '');

/** An order without what did not come for it, for whoever may decide that, with the title of its page. Two statements, and one for its freight. */
export async function readLeft(
  c: Here,
  base: string,
): Promise<{ shown: LeavingShown; title: string }> {
  const orderId = orderIdOf(c);
  const { db, actor, language } = c.var;
  const order = await findOrder(db, orderId);
  if (!order || !maySeeOrder(actor, order)) throw new NotFound('order', orderId);
  if (!mayDecideMissing(actor)) throw new Refusal({ code: 'not-permitted' });
  const leaving = await readLeaving(db, orderId);
  const isOurs = actor.kind === 'staff';
  const seesPrices = may(actor, 'see-prices');
  const shown = { order, leaving, isOurs, seesPrices, base: `${base}/${orderId}` };
  return { shown, title: wordsFor(language).leftOut.title(order.number) };
}

/** Leaves out what did not come, as it was shown, and goes back to the order. */
export async function agreeToLess(c: Here, base: string, channel: Channel): Promise<Response> {
  const orderId = orderIdOf(c);
  const form = await readForm(c, Agreeing);
  if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const { db, actor, at } = c.var;
  const agreed = { orderId, ...form.data, channel, at };
  await transact(db, (tx) => leaveOutMissing(tx, actor, agreed));
  return c.redirect(`${base}/${orderId}`, 303);
}

/** Remembers that the buyer waits for it, and goes back to the order. */
export async function waitForRest(c: Here, base: string, channel: Channel): Promise<Response> {
  const orderId = orderIdOf(c);
  const { db, actor, at } = c.var;
  await transact(db, (tx) => awaitMissing(tx, actor, { orderId, channel, at }));
  return c.redirect(`${base}/${orderId}`, 303);
}
