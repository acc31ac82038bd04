import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Desk } from '../../../views/desk/frame.tsx';
import { lotKey, NotTherePage } from '../../../views/desk/not-there.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { findOrder } from '../../ordering/order-lines.queries.ts';
import { reportShortage } from '../../ordering/report-shortage.ts';
import { mayActFor } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound } from '../../platform/refusal.ts';
import { mostMissing } from '../../stock/shortage.ts';
import { listLotsHeld, type LotHeld } from '../../stock/shortage.queries.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { decimalField } from '../trade-fields.ts';

const AMOUNT_MAX = 1_000_000;

/** Which lot, of which line, and how much of it: thousandths of a piece where the line is counted, else grams as kilograms are typed. */
const Missing = (lots: readonly LotHeld[]) =>
  z
    .object({
      key: z.uuid(),
      lot: z.enum(lots.map(lotKey), 'choose'),
      amount: decimalField({ decimals: 3, min: 0.001, max: AMOUNT_MAX }),
    })
    .superRefine(({ lot, amount }, context) => {
      const isCounted = lots.some((one) => lotKey(one) === lot && one.linePieces !== null);
      if (!isCounted || amount % 1000 === 0) return;
      context.addIssue({ code: 'custom', path: ['amount'], message: 'wholeNumber' });
    });

type Typed = { values?: Record<string, string>; problems?: Record<string, string> };

/** What was held for an order and is not in the yard, said by who looked for it. */
export function notThere(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>()
    .get('/:orderId/not-there', (c) => show(c, desk))

    .post('/:orderId/not-there', async (c) => {
      const orderId = orderIdOf(c);
      const { db, actor, at } = c.var;
      const lots = await lotsOf(c, orderId);
      const form = await readForm(c, Missing(lots));
      if (!form.ok) return show(c, desk, form);
      const { key: id, lot: chosen, amount } = form.data;
      const lot = lots.find((one) => lotKey(one) === chosen);
      if (!lot) throw new NotFound('lot', chosen);
      const much = lot.linePieces === null ? { weightG: amount } : { pieces: amount / 1000 };
      const { lotId, orderLineId } = lot;
      const said = { id, orderId, lotId, orderLineId, ...much, channel: desk.channel, at };
      await transact(db, (tx) => reportShortage(tx, actor, said));
      return c.redirect(`${desk.base}/orders/${orderId}`, 303);
    });
}

/** The lots of the clerk's own branch of which something could be missing. */
async function lotsOf(c: Context<StaffEnv>, orderId: string): Promise<LotHeld[]> {
  const { db, actor } = c.var;
  const lots = await listLotsHeld(db, orderId);
  const isOurs = ({ branchCode }: LotHeld) =>
    actor.branchCode === null || actor.branchCode === branchCode;
  return lots.filter((lot) => isOurs(lot) && mostMissing(lot).weightG > 0);
}

/** Two statements. */
async function show(c: Context<StaffEnv>, desk: Desk, typed: Typed = {}): Promise<Response> {
  const orderId = orderIdOf(c);
  const { db, actor, at, language } = c.var;
  const order = await findOrder(db, orderId);
  if (!order || !mayActFor(actor, order.companyId)) throw new NotFound('order', orderId);
  const lots = await lotsOf(c, orderId);
  const { values = {}, problems = {} } = typed;
  const formKey = values['key'] ?? newId(at.getTime());
  const page = <NotTherePage {...{ desk, order, lots, formKey, values, problems }} />;
  const title = wordsFor(language).notThere.title(order.number);
  return answerPage(c, page, { title, status: typed.problems ? 422 : 200 });
}

const orderIdOf = (c: Context<StaffEnv>): string => pathId('order', c.req.param('orderId') ?? '');
