import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { TabletPage, type TabletShown } from '../../../views/desk/tablet.tsx';
import { wordsFor } from '../../../views/language.tsx';
import { answerOnTablet } from '../../loyalty/answer-on-tablet.ts';
import { pairTablet } from '../../loyalty/bind-tablet.ts';
import { findTablet, type Tablet } from '../../loyalty/tablet.queries.ts';
import {
  findOnTablet,
  ON_TABLET_SECONDS,
  showOnTablet,
  takeFromTablet,
  type TabletPrompt,
} from '../../loyalty/tablet-prompt.queries.ts';
import { countTabletCode } from '../../people/attempts.ts';
import { hashToken, isToken, newSessionToken } from '../../people/session-token.ts';
import type { Language } from '../../platform/db/schema.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { clientAddress, readForm, readQuery } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerTablet } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { isFetchedAhead, promptShown, readAnswerForm } from '../prompt-form.ts';
import { LanguageCode, languageOf } from '../session.ts';

const COOKIE = 'tablet';
/** As long as browsers keep a cookie; then the tablet is bound anew. */
const KEPT_SECONDS = 400 * 86_400;
/** Without scripts the screen looks for a question so often, and thanks for so long. */
const LOOK_EVERY_SECONDS = 10;
const THANKS_SECONDS = 8;

const Screen = z.object({
  /** The language that whoever is asked chose; for this one question. */
  in: LanguageCode.optional().catch(undefined),
  /** The question that is read in it. */
  of: z.uuid().optional().catch(undefined),
  said: z.enum(['thanks']).optional().catch(undefined),
});
const Pairing = z.object({
  token: z.string().refine(isToken),
  code: z
    .string()
    .transform((code) => code.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{8}$/, 'eightDigits')),
});
const Ago = z.object({ secondsAgo: z.coerce.number().int().min(0).max(31_536_000).catch(0) });

/**
 * The tablet on a desk, turned to the customer. It signs in as nobody: a secret of its
 * own lets it show what the rules ask about the order that the clerk has just had in
 * hand, take the answer, and nothing else. Looking stores no answer.
 */
export const tablet = new Hono<Env>()
  .use(anyone())

  .get('/', async (c) => {
    const bound = await boundTablet(c);
    if (!bound) return answer(c, unbound());
    const desk = bound.name;
    const { in: language, of: promptId, said } = readQuery(c, Screen);
    if (said === 'thanks') return answer(c, { kind: 'thanks', desk }, 200, language);
    const prompt = await promptFor(c, bound, promptId);
    if (!prompt) return answer(c, { kind: 'idle', desk });
    return ask(c, bound, prompt);
  })

  .post('/pairing', async (c) => {
    if (await boundTablet(c)) return c.redirect('/tablet', 303);
    const form = await readForm(c, Pairing);
    if (!form.ok) return answer(c, unbound({ refused: form }), 422);
    const { db, at } = c.var;
    await countTabletCode(db, clientAddress(c));
    const { code, token } = form.data;
    try {
      await transact(db, (tx) => pairTablet(tx, { code, token, at }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refused = { values: { code }, problems: {} };
      return answer(c, unbound({ refusal: error.reason, refused }), 409);
    }
    const secure = c.var.config.publicUrl?.startsWith('https:') ?? false;
    setCookie(c, COOKIE, token, {
      ...{ path: '/tablet', httpOnly: true, sameSite: 'Strict', secure, maxAge: KEPT_SECONDS },
    });
    return c.redirect('/tablet', 303);
  })

  .post('/questions/:promptId/answer', async (c) => {
    const { bound, prompt } = await ownQuestion(c);
    const form = await readAnswerForm(c, prompt);
    if (!form.ok) return ask(c, bound, prompt, form);
    const { db, at } = c.var;
    const { given, onlyInTotals } = form;
    const ago = await readForm(c, Ago);
    const secondsAgo = ago.ok ? ago.data.secondsAgo : 0;
    const language = languageFor(c, prompt);
    const said = { tabletId: bound.id, prompt, given, onlyInTotals, language, secondsAgo, at };
    try {
      await transact(db, (tx) => answerOnTablet(tx, said));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return answer(c, { kind: 'over', desk: bound.name }, 409);
    }
    return c.redirect(`/tablet?said=thanks&in=${language}`, 303);
  })

  .post('/questions/:promptId/return', async (c) => {
    const { bound, prompt } = await ownQuestion(c);
    const { db, at } = c.var;
    const { id: promptId } = prompt;
    await transact(db, (tx) => takeFromTablet(tx, { tabletId: bound.id, promptId, at }));
    return c.redirect('/tablet', 303);
  });

/** The tablet that asks; none where it was never bound, or is not any more. */
async function boundTablet(c: Context<Env>): Promise<Tablet | undefined> {
  const token = getCookie(c, COOKIE);
  return isToken(token) ? findTablet(c.var.db, hashToken(token)) : undefined;
}

/** The question that is open on the screen, where it is named; else whatever is to be shown now. */
async function promptFor(
  c: Context<Env>,
  bound: Tablet,
  promptId: string | undefined,
): Promise<TabletPrompt | undefined> {
  const { db, at } = c.var;
  const named = promptId && (await findOnTablet(db, { tabletId: bound.id, promptId }));
  if (named && named.isOpenHere) return named;
  return isFetchedAhead(c) ? undefined : transact(db, (tx) => showOnTablet(tx, bound, at));
}

/** A question that this very tablet showed; another's is not there. */
async function ownQuestion(c: Context<Env>): Promise<{ bound: Tablet; prompt: TabletPrompt }> {
  const promptId = pathId('prompt', c.req.param('promptId') ?? '');
  const bound = await boundTablet(c);
  const prompt = bound && (await findOnTablet(c.var.db, { tabletId: bound.id, promptId }));
  if (!prompt) throw new NotFound('prompt', promptId);
  return { bound, prompt };
}

const unbound = (more: { refused?: Refused; refusal?: RefusalReason } = {}): TabletShown => ({
  kind: 'unbound',
  token: newSessionToken(),
  ...more,
});

type Refused = { values: Record<string, string>; problems: Record<string, string> };

const languageFor = (c: Context<Env>, prompt: TabletPrompt): Language =>
  readQuery(c, Screen).in ?? prompt.readerLanguage;

async function ask(
  c: Context<Env>,
  bound: Tablet,
  prompt: TabletPrompt,
  refused?: Refused,
): Promise<Response> {
  const language = languageFor(c, prompt);
  const { id: promptId, personName, number } = prompt;
  const action = `/tablet/questions/${promptId}/answer?in=${language}`;
  const asked = await promptShown(c, prompt, { action, refused, language });
  const question = { promptId, personName, number, asked };
  const shown = { kind: 'question', desk: bound.name, question } as const;
  return answer(c, shown, refused ? 422 : 200, language);
}

const againAfter = {
  unbound: null,
  idle: LOOK_EVERY_SECONDS,
  question: ON_TABLET_SECONDS,
  thanks: THANKS_SECONDS,
  over: THANKS_SECONDS,
} as const satisfies Record<TabletShown['kind'], number | null>;

async function answer(
  c: Context<Env>,
  shown: TabletShown,
  status: 200 | 409 | 422 = 200,
  language: Language = languageOf(c),
): Promise<Response> {
  const { title } = wordsFor(language).tablets;
  const againSeconds = againAfter[shown.kind];
  const screen = { title, language, status, againSeconds };
  const answered = await answerTablet(c, <TabletPage {...shown} />, screen);
  answered.headers.set('Cache-Control', 'no-store');
  return answered;
}
