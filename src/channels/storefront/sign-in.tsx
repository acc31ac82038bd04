import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { SignInPage, type SignInShown } from '../../../views/storefront/sign-in.tsx';
import { signIn as openByPassword } from '../../people/sign-in.ts';
import { signOut as endThis, signOutEverywhere } from '../../people/sign-out.ts';
import { transact } from '../../platform/db/transact.ts';
import { Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { clientAddress, localPath, readForm, readQuery } from '../exchange.ts';
import { anyone, guest, signedIn } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { recordPersonEvent } from '../person-events.ts';
import { plain } from '../plain-context.ts';
import { endSession, startSession } from '../session.ts';

const Arrival = z.object({
  next: z.string().optional().catch(undefined),
  after: z.enum(['signed-out', 'password-set', 'joined']).optional().catch(undefined),
});

const Credentials = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(200),
  next: z.string().optional().catch(undefined),
});

/** In by mail address and password. */
export const signIn = new Hono<Env>()
  .get('/', guest(), async (c) => {
    const { next, after } = readQuery(c, Arrival);
    return show(c, { occasion: after, next: localPath(next) });
  })

  .post('/', anyone(), async (c) => {
    const form = await readForm(c, Credentials);
    if (!form.ok) {
      const { values, problems } = form;
      return show(c, { values, problems, next: localPath(values['next']) }, 422);
    }
    const { email, password } = form.data;
    const next = localPath(form.data.next);
    const { db, at, session } = c.var;
    const attempt = { email, password, address: clientAddress(c), at };
    try {
      const opened = await openByPassword(
        db,
        { ...attempt, previous: session?.tokenHash },
        (tx, { personId, companyId }) =>
          recordPersonEvent(
            tx,
            { type: 'person.signed-in', personId },
            { personId, companyId, at },
          ),
      );
      startSession(c, opened.token, opened.expiresAt);
      const onward = opened.isHalfOpen ? `/second-factor?next=${encodeURIComponent(next)}` : next;
      return c.redirect(onward, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return showRefused(c, error.reason, { values: { email }, next });
    }
  });

/** Out: of this browser, or of every one. */
export const signOut = new Hono<Env>()
  .post('/', anyone(), async (c) => {
    const { db, session } = c.var;
    if (session) await transact(db, (tx) => endThis(tx, session.tokenHash));
    endSession(c);
    return c.redirect('/sign-in?after=signed-out', 303);
  })

  .post('/everywhere', signedIn(), async (c) => {
    const { db, actor } = c.var;
    await transact(db, (tx) => signOutEverywhere(tx, actor.personId));
    endSession(plain(c));
    return c.redirect('/sign-in?after=signed-out', 303);
  });

/** The form again, with one sentence that is the same for a wrong password and for an unknown address. */
function showRefused(c: Context<Env>, reason: RefusalReason, shown: Partial<SignInShown>) {
  if (reason.code !== 'too-many-attempts') return show(c, { ...shown, refused: reason }, 422);
  c.header('Retry-After', String(reason.retryAfterSeconds));
  return show(c, { ...shown, refused: reason }, 429);
}

function show(c: Context<Env>, shown: Partial<SignInShown>, status: 200 | 422 | 429 = 200) {
  const { config, language } = c.var;
  const page = { values: {}, problems: {}, next: '/', ...shown, demo: config.demo };
  const title = wordsFor(language).people.signInTitle;
  return answerPage(c, <SignInPage {...page} />, { title, status });
}
