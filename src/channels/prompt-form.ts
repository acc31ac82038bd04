import type { Context } from 'hono';
import { z } from 'zod';
import type { PromptShown } from '../../views/parts/prompt-strip.tsx';
import type { Instrument } from '../loyalty/instrument.ts';
import { alarmsOf, type GivenItem, questionsOf, readAnswer, REASON } from '../loyalty/questions.ts';
import { asksReason } from '../loyalty/prompt.ts';
import { type ShownPrompt, showPrompt } from '../loyalty/shown-prompt.queries.ts';
import type { Language } from '../platform/db/schema.ts';
import { transact } from '../platform/db/transact.ts';
import type { BuyerEnv, Env } from './env.ts';
import { readForm, typedIn, typedText } from './exchange.ts';
import { languageOf } from './session.ts';

const Totals = z.object({ onlyInTotals: z.literal('yes').optional() });

/** What an answer's form says: what was given, or why it says nothing. */
export type AnswerForm =
  | { ok: true; given: GivenItem[]; onlyInTotals: boolean }
  | { ok: false; values: Record<string, string>; problems: Record<string, string> };

/** Reads the form of a prompt by the instrument that it was asked by. A field sent twice is no answer. */
export async function readAnswerForm(c: Context, prompt: ShownPrompt): Promise<AnswerForm> {
  const context: Context<Env> = c;
  const instrument = await context.var.readInstrument(prompt.version);
  const form = await readForm(context, Totals);
  const { given, problems } = readAnswer(instrument, prompt.items, typedText(context));
  const wrong = { ...(form.ok ? {} : form.problems), ...problems };
  if (!form.ok || Object.keys(wrong).length > 0) {
    return { ok: false, values: typedIn(context), problems: wrong };
  }
  return { ok: true, given, onlyInTotals: form.data.onlyInTotals === 'yes' };
}

/**
 * The prompt of an order's or a quote's page, or of the list of orders where it is about
 * the relation, counted as shown to its reader by that. A page that is only fetched ahead
 * counts nothing and gets none. One statement.
 */
export async function promptOn(
  c: Context<BuyerEnv>,
  subject: { orderId: string } | { quoteId: string } | { isOfNothing: true },
): Promise<PromptShown | undefined> {
  if (isFetchedAhead(c)) return undefined;
  const { db, actor, at, language } = c.var;
  const { personId, companyId } = actor;
  const to = { ...subject, personId, companyId, language, at };
  const prompt = await transact(db, (tx) => showPrompt(tx, to));
  if (!prompt) return undefined;
  const base = `/prompts/${prompt.id}`;
  return promptShown(c, prompt, { action: `${base}/answer`, dismissal: `${base}/dismissal` });
}

/** What only fetches a page, and shows it to nobody yet, or asks for its head. */
export const isFetchedAhead = (c: Context): boolean =>
  c.req.method !== 'GET' ||
  c.req.header('HX-Preloaded') !== undefined ||
  /prefetch|prerender/.test(c.req.header('Sec-Purpose') ?? '');

/** A prompt as a page shows it, in the reader's language unless another is named. */
export async function promptShown(
  c: Context,
  prompt: ShownPrompt,
  where: Pick<PromptShown, 'action' | 'dismissal' | 'refused'> & { language?: Language },
): Promise<PromptShown> {
  const context: Context<Env> = c;
  const instrument = await context.var.readInstrument(prompt.version);
  return shownIn(instrument, prompt, { language: languageOf(context), ...where });
}

function shownIn(
  instrument: Instrument,
  prompt: ShownPrompt,
  where: Pick<PromptShown, 'action' | 'dismissal' | 'refused'> & { language: Language },
): PromptShown {
  const { language, ...rest } = where;
  const { touchpoint, items, given, onlyInTotals, openUntil } = prompt;
  const isLow = alarmsOf(instrument, given).length > 0;
  // What was typed stays, also where the answer that asked for it is gone.
  const isTyped = (rest.refused?.values[REASON] ?? '') !== '';
  const isAnswered = prompt.state === 'answered';
  const isDrawn = isAnswered && asksReason(prompt.id);
  const [reason] = isLow || isTyped || isDrawn ? questionsOf(instrument, [REASON], language) : [];
  return {
    ...{ touchpoint, given, onlyInTotals, openUntil, reason, isLow, isAnswered, ...rest },
    questions: questionsOf(instrument, items, language),
  };
}
