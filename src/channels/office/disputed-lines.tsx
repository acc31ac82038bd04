import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { DisputedLinesPage, type ObjectionDeed } from '../../../views/office/disputed-lines.tsx';
import { answerObjection, markCorrected } from '../../payments/answer-objection.ts';
import { listLiveObjections } from '../../payments/objection.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { placeOf } from './place.ts';

const ROWS_MAX = 100;

const deeds = ['agreed', 'declined', 'corrected'] as const satisfies readonly ObjectionDeed[];
const Arrival = z.object({ done: z.enum(deeds).optional().catch(undefined) });
const Answer = z
  .object({
    verdict: z.enum(['agreed', 'declined'], 'choose'),
    answer: z.string().trim().max(500),
  })
  .refine(({ verdict, answer }) => verdict === 'agreed' || answer.length >= 3, {
    path: ['answer'],
    message: 'reason',
  });

/** Lines of accounts that customers dispute, and our answers. */
export const disputedLines = new Hono<StaffEnv>()
  .use(staff('keep-books'))

  .get('/', async (c) => show(c))

  .post('/:disputeId/answer', async (c) => {
    const id = pathId('dispute', c.req.param('disputeId'));
    const form = await readForm(c, Answer);
    if (!form.ok) return show(c, { ...form, typedFor: id });
    const { db, actor, at } = c.var;
    const { verdict, answer } = form.data;
    const isAgreed = verdict === 'agreed';
    await transact(db, (tx) => answerObjection(tx, actor, { id, isAgreed, answer, at }));
    return c.redirect(`/office/disputed-lines?done=${verdict}`, 303);
  })

  .post('/:disputeId/correction', async (c) => {
    const id = pathId('dispute', c.req.param('disputeId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => markCorrected(tx, actor, { id, at }));
    return c.redirect('/office/disputed-lines?done=corrected', 303);
  });

type Typed = {
  values: Record<string, string>;
  problems: Record<string, string>;
  typedFor: string;
};

async function show(c: Context<StaffEnv>, typed?: Typed): Promise<Response> {
  const { db, actor, language } = c.var;
  const { done: deed } = readQuery(c, Arrival);
  const objections = await listLiveObjections(db, { rowsMax: ROWS_MAX });
  const isThere = objections.some(({ id, state }) => id === typed?.typedFor && state === 'open');
  if (typed && !isThere) throw new NotFound('dispute', typed.typedFor);
  const { values = {}, problems = {}, typedFor } = typed ?? {};
  const shown = { objections, deed, typedFor, values, problems };
  return answerPage(c, <DisputedLinesPage place={placeOf(actor, 'disputes')} {...shown} />, {
    title: wordsFor(language).statements.office.title,
    status: typed ? 422 : 200,
  });
}
