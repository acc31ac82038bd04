import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { PromptPutAway, PromptStrip } from '../../../views/parts/prompt-strip.tsx';
import { PromptPage } from '../../../views/storefront/prompt.tsx';
import { dismissPrompt } from '../../loyalty/answer.queries.ts';
import { answerPrompt } from '../../loyalty/answer-prompt.ts';
import { findOwnPrompt, type ShownPrompt } from '../../loyalty/shown-prompt.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { promptShown, readAnswerForm } from '../prompt-form.ts';

/**
 * The questions that somebody is asked himself: he answers, changes his mind for a day,
 * or puts them away. Looking stores nothing, and nobody reaches another's question,
 * colleagues and staff included.
 */
export const prompts = new Hono<BuyerEnv>()
  .use(buyer())

  .get('/:promptId', async (c) => show(c, await openPrompt(c)))

  .post('/:promptId/answer', async (c) => {
    const prompt = await openPrompt(c);
    const form = await readAnswerForm(c, prompt);
    if (!form.ok) return show(c, prompt, form);
    const { db, actor, at, language } = c.var;
    const { personId, companyId } = actor;
    const { given, onlyInTotals } = form;
    await transact(db, (tx) =>
      answerPrompt(tx, {
        ...{ promptId: prompt.id, personId, companyId, given, onlyInTotals, language, at },
        ...{ answeredIn: 'page', dictatedTo: null },
      }),
    );
    if (wantsFragment(c)) return show(c, await openPrompt(c));
    return c.redirect(`${pageOf(prompt)}#prompt`, 303);
  })

  .post('/:promptId/dismissal', async (c) => {
    const { id: promptId } = await ownPrompt(c);
    const { db, actor, at } = c.var;
    const { personId, companyId } = actor;
    const isDone = await transact(db, (tx) =>
      dismissPrompt(tx, { promptId, personId, companyId, at }),
    );
    if (!isDone) throw new Refusal({ code: 'prompt-over' });
    if (wantsFragment(c)) return answerPart(c, <PromptPutAway />);
    return c.redirect('/orders', 303);
  });

/** The page that a prompt stands on. */
const pageOf = ({ id, orderId, quoteId }: ShownPrompt): string => {
  if (orderId !== null) return `/o/${orderId}`;
  return quoteId === null ? `/prompts/${id}` : `/quotes/${quoteId}`;
};

/** The prompt of the address, as far as it was asked of whoever is signed in; another's is not there. */
async function ownPrompt(c: Context<BuyerEnv>): Promise<ShownPrompt & { isOpen: boolean }> {
  const promptId = pathId('prompt', c.req.param('promptId') ?? '');
  const { db, actor, at } = c.var;
  const { personId, companyId } = actor;
  const found = await findOwnPrompt(db, { promptId, personId, companyId, at });
  if (!found) throw new NotFound('prompt', promptId);
  return found;
}

/** The same, while it may be answered or the answer changed. */
async function openPrompt(c: Context<BuyerEnv>): Promise<ShownPrompt> {
  const found = await ownPrompt(c);
  if (!found.isOpen) throw new Refusal({ code: 'prompt-over' });
  return found;
}

async function show(
  c: Context<BuyerEnv>,
  prompt: ShownPrompt,
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const base = `/prompts/${prompt.id}`;
  const where = { action: `${base}/answer`, dismissal: `${base}/dismissal`, refused };
  const shown = await promptShown(c, prompt, where);
  const status = refused ? 422 : 200;
  if (wantsFragment(c)) return answerPart(c, <PromptStrip {...shown} />, { status });
  const { title } = wordsFor(c.var.language).prompts;
  return answerPage(c, <PromptPage {...shown} back={pageOf(prompt)} />, { title, status });
}
