import { Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { PriceApprovalsPage } from '../../../views/office/price-approvals.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import { decideOverride } from '../../ordering/decide-override.ts';
import { listWaitingOverrides } from '../../ordering/override.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { placeOf } from './place.ts';

const Decision = z.object({
  state: z.enum(['approved', 'refused']),
  seenPerTonneMinor: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
});

/** Prices that wait for somebody with more authority than who asked for them (D11). */
export const priceApprovals = new Hono<StaffEnv>()
  .use(staff('approve-prices'))

  .get('/', async (c) => {
    const { db, actor, at } = c.var;
    const waiting = await listWaitingOverrides(db, tradingDay(at));
    const shown = { waiting, readerId: actor.personId, place: placeOf(actor, 'approvals') };
    const { title } = wordsFor(c.var.language).pricing.waiting;
    return answerPage(c, <PriceApprovalsPage {...shown} />, { title });
  })

  .post('/:lineId/decision', async (c) => {
    const lineId = pathId('cart line', c.req.param('lineId'));
    const form = await readForm(c, Decision);
    if (!form.ok) throw new NotFound('decision', lineId);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => decideOverride(tx, actor, { ...form.data, lineId, at }));
    return c.redirect('/office/price-approvals', 303);
  });
