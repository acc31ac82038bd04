import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { LettersPage } from '../../../views/office/loyalty/letters.tsx';
import { deleteLetterWish, findLetterWish } from '../../loyalty/dashboard-letter.queries.ts';
import { wantLetters } from '../../loyalty/want-letters.ts';
import { transact } from '../../platform/db/transact.ts';
import type { StaffEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { placeOf } from './place.ts';

const BASE = '/office/loyalty/letters';

const Wish = z.object({
  rhythm: z.enum(['weekly', 'monthly']),
  language: z.enum(['kk', 'ru', 'en']),
});

/** The figures of loyalty by mail, for whoever may see them: he asks for them himself, and nobody for another. */
export const officeLoyaltyLetters = new Hono<StaffEnv>()
  .use(staff('see-loyalty'))

  .get('/', (c) => show(c, {}))

  .post('/', async (c) => {
    const form = await readForm(c, Wish);
    if (!form.ok) return show(c, form.problems);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => wantLetters(tx, actor, { ...form.data, at }));
    return c.redirect(BASE, 303);
  })

  .post('/end', async (c) => {
    const { db, actor } = c.var;
    await transact(db, (tx) => deleteLetterWish(tx, actor.personId));
    return c.redirect(BASE, 303);
  });

async function show(c: Context<StaffEnv>, problems: Record<string, string>): Promise<Response> {
  const { db, actor, language } = c.var;
  const wish = await findLetterWish(db, actor.personId);
  const shown = { wish, language, problems, place: placeOf(actor, 'loyalty') };
  const { title } = wordsFor(language).letters;
  const status = Object.keys(problems).length > 0 ? 422 : 200;
  return answerPage(c, <LettersPage {...shown} />, { title, status });
}
