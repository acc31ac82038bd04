import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { PromptPage } from '../../../views/storefront/prompt.tsx';
import { answerByLink } from '../../loyalty/answer-by-link.ts';
import { findLinkedPrompt, type LinkedPrompt } from '../../loyalty/prompt-link.queries.ts';
import { readAnswer } from '../../loyalty/questions.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { transact } from '../../platform/db/transact.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { promptShown, readAnswerForm } from '../prompt-form.ts';
import { languageOf } from '../session.ts';

/**
 * A question behind the link of a letter, for whoever it was sent to, without signing
 * in: this question and nothing else. Opening it stores nothing, since scanners of mail
 * open every link; the answer that was chosen in the letter is only chosen here.
 */
export const promptLink = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => show(c, await readLink(c)))

  .post('/:token/answer', async (c) => {
    const linked = await readLink(c);
    const form = await readAnswerForm(c, linked);
    if (!form.ok) return show(c, linked, form);
    const { db, at } = c.var;
    const { given, onlyInTotals } = form;
    const said = { token: tokenOf(c), given, onlyInTotals, language: languageOf(c), at };
    const own = await transact(db, (tx) => answerByLink(tx, linked, said));
    return c.redirect(`/prompts/by-link/${own}`, 303);
  });

const tokenOf = (c: Context<Env>) => c.req.param('token') ?? '';

/**
 * What a link opens, in the language of whom it was sent to unless this browser has
 * chosen one. Throws `token-invalid` for one that leads nowhere, `prompt-link-used` for
 * one that has answered, `prompt-over` once the time is past.
 */
async function readLink(c: Context<Env>): Promise<LinkedPrompt> {
  const token = tokenOf(c);
  const { db, at } = c.var;
  c.header('Cache-Control', 'no-store');
  const linked = isToken(token)
    ? await findLinkedPrompt(db, { tokenHash: hashToken(token), at })
    : undefined;
  if (!linked) throw new Refusal({ code: 'token-invalid' });
  c.set('addressee', linked.readerLanguage);
  if (linked.isUsed) throw new Refusal({ code: 'prompt-link-used' });
  if (!linked.isOpen) throw new Refusal({ code: 'prompt-over' });
  return linked;
}

async function show(
  c: Context<Env>,
  linked: LinkedPrompt,
  refused?: { values: Record<string, string>; problems: Record<string, string> },
): Promise<Response> {
  const action = `/prompts/by-link/${tokenOf(c)}/answer`;
  const prompt = linked.state === 'answered' ? linked : await withChosen(c, linked);
  const shown = await promptShown(c, prompt, { action, refused });
  const { title } = wordsFor(languageOf(c)).prompts;
  const page = <PromptPage {...shown} isSentWhole />;
  const answer = await answerPage(c, page, { title, status: refused ? 422 : 200 });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

/** With what was pressed in the letter chosen, and nothing stored. */
async function withChosen(c: Context<Env>, linked: LinkedPrompt): Promise<LinkedPrompt> {
  const instrument = await c.var.readInstrument(linked.version);
  const { query } = c.var;
  const typed = (item: string) => query.get(item)?.[0];
  const { given } = readAnswer(instrument, linked.items, typed);
  return { ...linked, given: given.filter(({ item }) => linked.items.includes(item)) };
}
