import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { LetterLinkPage } from '../../../views/storefront/letter-link.tsx';
import { endLettersByLink, readLetterLink } from '../../loyalty/want-letters.ts';
import { transact } from '../../platform/db/transact.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { languageOf } from '../session.ts';

/**
 * What ends the letters with the figures, for whoever got one, without signing in: that
 * and nothing else. Opening it ends nothing, since scanners of mail open every link.
 */
export const letterLink = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => {
    const token = tokenOf(c);
    const { language, isWanted } = await readLetterLink(c.var.db, token);
    c.set('addressee', language);
    const { endTitle: title } = wordsFor(languageOf(c)).letters;
    const page = <LetterLinkPage isWanted={isWanted} token={token} />;
    const answer = await answerPage(c, page, { title });
    answer.headers.set('Cache-Control', 'no-store');
    return answer;
  })

  .post('/:token', async (c) => {
    const token = tokenOf(c);
    await transact(c.var.db, (tx) => endLettersByLink(tx, token));
    return c.redirect(`/letters/by-link/${token}`, 303);
  });

const tokenOf = (c: Context<Env>) => c.req.param('token') ?? '';
