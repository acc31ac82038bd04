import { Hono } from 'hono';
import type { Desk } from '../../../views/desk/frame.tsx';
import { dictateAnswer } from '../../loyalty/dictate-answer.ts';
import { findPromptToDictate } from '../../loyalty/shown-prompt.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { pathId } from '../path-id.ts';
import { readAnswerForm } from '../prompt-form.ts';
import { showOrder } from './orders.tsx';

/** What a caller dictates about his order; at the phone alone. */
export function dictatedAnswers(desk: Desk): Hono<StaffEnv> {
  return new Hono<StaffEnv>().post('/:orderId/dictated-answer', async (c) => {
    const orderId = pathId('order', c.req.param('orderId'));
    const { db, actor, at } = c.var;
    const prompt = await findPromptToDictate(db, { orderId, at });
    if (!prompt) throw new Refusal({ code: 'prompt-over' });
    const form = await readAnswerForm(c, prompt);
    if (!form.ok) return showOrder(c, desk, orderId, { script: form });
    const { given, onlyInTotals } = form;
    const dictated = { prompt, orderId, given, onlyInTotals, language: c.var.language, at };
    await transact(db, (tx) => dictateAnswer(tx, actor, dictated));
    return c.redirect(`${desk.base}/orders/${orderId}`, 303);
  });
}
