import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { LetGoPage } from '../../../views/desk/let-go.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { askRelease } from '../../credit/release-shipment.ts';
import { findShipmentStanding } from '../../credit/shipment-release.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { mayActFor } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const Wish = z.object({ reason: z.string().trim().min(3, 'reason').max(500) });

type Typed = { values?: Record<string, string>; problems?: Record<string, string> };

/** Goods that a hold or the limit keeps here: why, and the question to who may let them go. */
export function letGo(desk: Desk): Hono<StaffEnv> {
  const { base, channel } = desk;
  return new Hono<StaffEnv>()
    .get('/:orderId/let-go', (c) => show(c, desk, orderIdOf(c)))

    .post('/:orderId/let-go', async (c) => {
      const orderId = orderIdOf(c);
      const form = await readForm(c, Wish);
      if (!form.ok) return show(c, desk, orderId, form);
      const { db, actor, at } = c.var;
      const { reason } = form.data;
      await transact(db, (tx) => askRelease(tx, actor, { orderId, reason, channel, at }));
      return c.redirect(`${base}/orders/${orderId}/let-go`, 303);
    });
}

/** One statement. */
async function show(
  c: Context<StaffEnv>,
  desk: Desk,
  orderId: string,
  typed: Typed = {},
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const standing = await findShipmentStanding(db, { orderId, on: tradingDay(at) });
  if (!standing || !mayActFor(actor, standing.companyId)) throw new NotFound('order', orderId);
  const { values = {}, problems = {} } = typed;
  return answerPage(c, <LetGoPage {...{ desk, standing, values, problems }} />, {
    title: wordsFor(language).credit.letGo.title(standing.number),
    status: typed.problems ? 422 : 200,
  });
}

const orderIdOf = (c: Context<StaffEnv>): string => pathId('order', c.req.param('orderId') ?? '');
