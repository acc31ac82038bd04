import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { InvitationPage } from '../../../views/storefront/invitation.tsx';
import { findLink, type OpenLink } from '../../people/access-link.queries.ts';
import { knowPlace } from '../../people/attempts.ts';
import { acceptInvitation } from '../../people/invitation.ts';
import { hashPassword } from '../../people/password.ts';
import { type PasswordProblem, passwordProblem } from '../../people/password-rule.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { signOut } from '../../people/sign-out.ts';
import { transact } from '../../platform/db/transact.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { clientAddress, readForm } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { recordPersonEvent } from '../person-events.ts';
import { startSession } from '../session.ts';

const Acceptance = z.object({ newPassword: z.string().optional().catch('') });

/** Behind the link of an invitation. Looking changes nothing, for mail scanners open links; the form accepts. */
export const invitation = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => {
    const token = c.req.param('token');
    return show(c, token, await openLink(c, token));
  })

  .post('/:token', async (c) => {
    const token = c.req.param('token');
    const link = await openLink(c, token);
    const form = await readForm(c, Acceptance);
    const newPassword = (form.ok && form.data.newPassword) || '';
    const problem = link.hasPassword ? undefined : passwordProblem(newPassword, link.email);
    if (problem) return show(c, token, link, problem);

    const passwordHash = link.hasPassword ? undefined : await hashPassword(newPassword);
    const { db, at, actor, session } = c.var;
    const given = { token, passwordHash, actorId: actor?.personId, at };
    const signedIn = await transact(db, async (tx) => {
      const accepted = await acceptInvitation(tx, given);
      const { personId, companyId } = accepted.link;
      const by = { personId, companyId, at };
      if (companyId) await recordPersonEvent(tx, { type: 'membership.begun', personId }, by);
      if (passwordHash) await recordPersonEvent(tx, { type: 'person.password-set', personId }, by);
      if (!accepted.signedIn) return undefined;
      if (session) await signOut(tx, session.tokenHash);
      await recordPersonEvent(tx, { type: 'person.signed-in', personId }, by);
      return accepted.signedIn;
    });
    if (!signedIn) return c.redirect('/sign-in?after=joined&next=/company', 303);
    await knowPlace(db, { email: link.email, address: clientAddress(c) });
    startSession(c, signedIn.token, signedIn.expiresAt);
    return c.redirect('/', 303);
  });

/** Throws `token-invalid` for a link that opens nothing; one that cannot be a token costs no statement. */
async function openLink(c: Context<Env>, token: string): Promise<OpenLink> {
  const { db, at } = c.var;
  const sought = { tokenHash: hashToken(token), purpose: 'invitation', at } as const;
  const link = isToken(token) ? await findLink(db, sought) : undefined;
  if (!link) throw new Refusal({ code: 'token-invalid' });
  return link;
}

async function show(c: Context<Env>, token: string, link: OpenLink, problem?: PasswordProblem) {
  const { people, shell } = wordsFor(c.var.language);
  const companyName = link.companyName ?? undefined;
  const { email, hasPassword: isKnown } = link;
  const shown = { token, email, companyName, isKnown, problem };
  const title = people.invitationTitle(companyName ?? shell.name);
  const status = problem ? 422 : 200;
  const answer = await answerPage(c, <InvitationPage {...shown} />, { title, status });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}
