import { type Context, Hono } from 'hono';
import QRCode from 'qrcode';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { AccountPage, SecondStepPage } from '../../../views/storefront/second-factor.tsx';
import type { Staff } from '../../people/actor.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  passSecondFactor,
} from '../../people/pass-second-factor.ts';
import { findSecondFactor } from '../../people/person.queries.ts';
import { enrolmentAddress } from '../../people/second-factor.ts';
import { listSessions } from '../../people/session.queries.ts';
import { transact } from '../../platform/db/transact.ts';
import { Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { Env, OpenSession } from '../env.ts';
import { clientAddress, localPath, readForm, readQuery } from '../exchange.ts';
import { anyone, SignInNeeded, staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { recordPersonEvent } from '../person-events.ts';
import { plain } from '../plain-context.ts';
import { startSession } from '../session.ts';

const Arrival = z.object({ next: z.string().optional().catch(undefined) });

const Code = z.object({
  code: z
    .string()
    .transform((text) => text.replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^[0-9]{6}$/, 'sixDigits')),
  next: z.string().optional().catch(undefined),
});

type Wrong = { problems?: Record<string, string>; refused?: RefusalReason };
type Status = 200 | 422 | 429;

/**
 * The second step of a sign-in for whoever holds a half-open session, and the
 * account of one of ours who is in. Everybody else is sent where he belongs.
 */
export const secondFactor = new Hono<Env>()
  .use(anyone())

  .get('/', async (c) => {
    const { actor, session } = c.var;
    if (!session) throw new SignInNeeded('nobody is signed in');
    if (!actor) return showStep(c, localPath(readQuery(c, Arrival).next));
    if (actor.kind === 'buyer') return c.redirect('/company', 303);
    return showAccount(c, actor, session);
  })

  .post('/', async (c) => {
    const { db, at, actor, session } = c.var;
    if (!session) throw new SignInNeeded('nobody is signed in');
    if (actor) return c.redirect('/', 303);
    const form = await readForm(c, Code);
    const next = localPath(form.ok ? form.data.next : form.values['next']);
    if (!form.ok) return showStep(c, next, form, 422);
    const given = { tokenHash: session.tokenHash, address: clientAddress(c), at };
    try {
      const opened = await passSecondFactor(
        db,
        { ...given, code: form.data.code },
        (tx, { personId, companyId }) =>
          recordPersonEvent(
            tx,
            { type: 'person.signed-in', personId },
            { personId, companyId, at },
          ),
      );
      startSession(c, opened.token, opened.expiresAt);
      return c.redirect(next, 303);
    } catch (error) {
      return showStep(c, next, ...refusedBy(c, error));
    }
  })

  .post('/key', staff(), async (c) => {
    const { db, actor } = c.var;
    await transact(db, (tx) => beginSecondFactor(tx, actor.personId));
    return c.redirect('/second-factor', 303);
  })

  .post('/confirmation', staff(), async (c) => {
    const { db, at, actor, session } = c.var;
    const form = await readForm(c, Code);
    if (!form.ok) return showAccount(plain(c), actor, session, form, 422);
    const { tokenHash } = session;
    const given = { tokenHash, code: form.data.code, address: clientAddress(plain(c)), at };
    try {
      const opened = await confirmSecondFactor(db, given, (tx, { personId }) =>
        recordPersonEvent(
          tx,
          { type: 'person.second-factor-set', personId },
          { personId, companyId: null, at },
        ),
      );
      startSession(plain(c), opened.token, opened.expiresAt);
      return c.redirect('/second-factor', 303);
    } catch (error) {
      return showAccount(plain(c), actor, session, ...refusedBy(plain(c), error));
    }
  });

/** A refusal becomes part of the page; anything else goes on to the mapper. */
function refusedBy(c: Context<Env>, error: unknown): [Wrong, Status] {
  if (!(error instanceof Refusal)) throw error;
  const { reason } = error;
  if (reason.code !== 'too-many-attempts') return [{ refused: reason }, 422];
  c.header('Retry-After', String(reason.retryAfterSeconds));
  return [{ refused: reason }, 429];
}

function showStep(c: Context<Env>, next: string, wrong: Wrong = {}, status: Status = 200) {
  const { problems = {}, refused } = wrong;
  const title = wordsFor(c.var.language).people.secondFactorTitle;
  const page = <SecondStepPage next={next} problems={problems} refused={refused} />;
  return answerPage(c, page, { title, status });
}

async function showAccount(
  c: Context<Env>,
  actor: Staff,
  session: OpenSession,
  wrong: Wrong = {},
  status: Status = 200,
): Promise<Response> {
  const { db, at, language } = c.var;
  const { tokenHash } = session;
  const [factor, sessions] = await Promise.all([
    findSecondFactor(db, { tokenHash, at }),
    listSessions(db, { personId: actor.personId, tokenHash, at }),
  ]);
  const isOn = Boolean(factor?.confirmedAt);
  const pending = factor?.key && !isOn ? await pictured(factor.key, factor.email) : undefined;
  const { problems = {}, refused } = wrong;
  const shown = { pending, isOn, sessions, problems, refused };
  const title = wordsFor(language).people.account;
  const answer = await answerPage(c, <AccountPage {...shown} />, { title, status });
  // A key that waits for its first code stays in no cache, not even the browser's own.
  if (pending) answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

/** The picture as an address, since the page takes no markup from elsewhere. */
async function pictured(key: string, email: string): Promise<{ key: string; picture: string }> {
  const svg = await QRCode.toString(enrolmentAddress({ key, email }), { type: 'svg', margin: 2 });
  return { key, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
}
