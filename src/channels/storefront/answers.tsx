import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { type AnswerShown, AnswersPage } from '../../../views/storefront/answers.tsx';
import {
  hasOptedOut,
  listOwnAnswers,
  type OwnAnswer,
  setWish,
} from '../../loyalty/own-answers.queries.ts';
import { questionsOf, REASON } from '../../loyalty/questions.ts';
import { takeBackAnswer } from '../../loyalty/forget-answers.ts';
import { confirmCase } from '../../loyalty/work-on-case.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';

const AT_ONCE = 100;

const Arrival = z.object({ done: z.enum(['said', 'gone']).optional().catch(undefined) });
const Confirmation = z
  .object({ isSolved: z.enum(['yes', 'no'], 'choose'), note: z.string().trim().max(1000) })
  .refine(({ isSolved, note }) => isSolved === 'yes' || note !== '', {
    message: 'required',
    path: ['note'],
  });
const Wish = z.object({ mayAsk: z.enum(['yes', 'no'], 'choose') });

/** What somebody said to us himself and what came of it: his own page, which nobody else sees. */
export const answers = new Hono<BuyerEnv>()
  .use(buyer())

  .get('/', async (c) => show(c))

  .post('/cases/:caseId/confirmation', async (c) => {
    const caseId = pathId('case', c.req.param('caseId'));
    const form = await readForm(c, Confirmation);
    if (!form.ok) return show(c, { caseId, ...form });
    const { db, actor, at } = c.var;
    const { isSolved, note } = form.data;
    const said = { caseId, isSolved: isSolved === 'yes', note, at };
    await transact(db, (tx) => confirmCase(tx, actor, said));
    return c.redirect('/company/answers?done=said', 303);
  })

  .post('/:promptId/deletion', async (c) => {
    const promptId = pathId('prompt', c.req.param('promptId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => takeBackAnswer(tx, actor, { promptId, at }));
    return c.redirect('/company/answers?done=gone', 303);
  })

  .post('/wish', async (c) => {
    const form = await readForm(c, Wish);
    if (!form.ok) return show(c, { caseId: undefined, ...form });
    const { db, actor, at } = c.var;
    const { personId } = actor;
    const mayAsk = form.data.mayAsk === 'yes';
    await transact(db, (tx) => setWish(tx, { personId, mayAsk, at }));
    return c.redirect('/company/answers', 303);
  });

/** A form that came back, of a case or of the page itself. */
type Refused = {
  caseId: string | undefined;
  values: Record<string, string>;
  problems: Record<string, string>;
};

async function show(c: Context<BuyerEnv>, refused?: Refused): Promise<Response> {
  const { db, actor, at, language, readInstrument } = c.var;
  const { personId, companyId } = actor;
  const [found, isLeftAlone] = await Promise.all([
    listOwnAnswers(db, { personId, companyId, at, limit: AT_ONCE }),
    hasOptedOut(db, personId),
  ]);
  if (refused?.caseId !== undefined) refuseUnlessHis(found, refused.caseId);
  const shown = await Promise.all(
    found.map(async (answer): Promise<AnswerShown> => {
      const instrument = await readInstrument(answer.version);
      return { answer, questions: questionsOf(instrument, [...answer.items, REASON], language) };
    }),
  );
  const { done } = readQuery(c, Arrival);
  const page = <AnswersPage answers={shown} {...{ isLeftAlone, done, refused }} />;
  const { title } = wordsFor(language).cases.answers;
  return answerPage(c, page, { title, status: refused ? 422 : 200 });
}

/** A form that came back needs its place on the page: a case of his own. */
function refuseUnlessHis(found: readonly OwnAnswer[], caseId: string): void {
  if (!found.some((answer) => answer.caseId === caseId)) throw new NotFound('case', caseId);
}
