import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { NewPasswordPage, ResetWishPage } from '../../../views/storefront/password-reset.tsx';
import { findLink, type OpenLink } from '../../people/access-link.queries.ts';
import { forgiveVisitor } from '../../people/attempts.ts';
import { hashPassword } from '../../people/password.ts';
import { type PasswordProblem, passwordProblem } from '../../people/password-rule.ts';
import { requestPasswordReset, resetPassword } from '../../people/reset-password.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { transact } from '../../platform/db/transact.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { clientAddress, readForm } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { postResetLetter } from '../letters.ts';
import { answerPage } from '../page.tsx';
import { recordPersonEvent } from '../person-events.ts';
import { endSession } from '../session.ts';

const Wish = z.object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()) });
const NewPassword = z.object({ newPassword: z.string().catch('') });

/** A new password by mail. What is answered never tells who signs in here. */
export const passwordReset = new Hono<Env>()
  .use(anyone())

  .get('/', async (c) => showWish(c, {}))

  .post('/', async (c) => {
    const form = await readForm(c, Wish);
    if (!form.ok) return showWish(c, form, 422);
    const { db, at, config } = c.var;
    const wish = { email: form.data.email, address: clientAddress(c), at };
    await requestPasswordReset(db, wish, (tx, letter) => postResetLetter(tx, config, letter));
    return showWish(c, { isSent: true });
  })

  .get('/:token', async (c) => {
    const token = c.req.param('token');
    return showNew(c, token, await openLink(c, token));
  })

  .post('/:token', async (c) => {
    const token = c.req.param('token');
    const { email } = await openLink(c, token);
    const form = await readForm(c, NewPassword);
    const newPassword = form.ok ? form.data.newPassword : '';
    const problem = passwordProblem(newPassword, email);
    if (problem) return showNew(c, token, { email }, problem);

    const passwordHash = await hashPassword(newPassword);
    const { db, at } = c.var;
    await transact(db, async (tx) => {
      const { personId } = await resetPassword(tx, { token, passwordHash, at });
      const by = { personId, companyId: null, at };
      await recordPersonEvent(tx, { type: 'person.password-set', personId }, by);
    });
    await forgiveVisitor(db, { email, address: clientAddress(c) });
    endSession(c);
    return c.redirect('/sign-in?after=password-set', 303);
  });

/** Throws `token-invalid` for a link that opens nothing; one that cannot be a token costs no statement. */
async function openLink(c: Context<Env>, token: string): Promise<OpenLink> {
  const { db, at } = c.var;
  const sought = { tokenHash: hashToken(token), purpose: 'password-reset', at } as const;
  const link = isToken(token) ? await findLink(db, sought) : undefined;
  if (!link) throw new Refusal({ code: 'token-invalid' });
  return link;
}

type WishShown = {
  values?: Record<string, string>;
  problems?: Record<string, string>;
  isSent?: boolean;
};

function showWish(c: Context<Env>, shown: WishShown, status: 200 | 422 = 200) {
  const { values = {}, problems = {}, isSent = false } = shown;
  const page = <ResetWishPage values={values} problems={problems} isSent={isSent} />;
  return answerPage(c, page, { title: wordsFor(c.var.language).people.resetTitle, status });
}

async function showNew(
  c: Context<Env>,
  token: string,
  { email }: { email: string },
  problem?: PasswordProblem,
) {
  const page = <NewPasswordPage token={token} email={email} problem={problem} />;
  const title = wordsFor(c.var.language).people.resetTitle;
  const answer = await answerPage(c, page, { title, status: problem ? 422 : 200 });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}
