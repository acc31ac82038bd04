import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { CompanyPage, type CompanyDeed } from '../../../views/storefront/company.tsx';
import type { WrongLimit } from '../../../views/storefront/spending-limit.tsx';
import { toldTermsSql } from '../../customers/agreement.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { may } from '../../people/actor.ts';
import { countInvitation } from '../../people/attempts.ts';
import { cancelInvitation, inviteBuyer } from '../../people/invitation.ts';
import type { GivenRole } from '../../people/keep-own-roles.ts';
import { changeCompanyRole, endMembership, switchCompany } from '../../people/manage-colleagues.ts';
import { listPlaces, readCompanyFacts } from '../../people/membership.queries.ts';
import { setPreferences } from '../../people/person.queries.ts';
import { listSessions } from '../../people/session.queries.ts';
import { setSpendingLimit } from '../../people/set-spending-limit.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { postInvitation } from '../letters.ts';
import { answerPage } from '../page.tsx';
import { recordPersonEvent } from '../person-events.ts';
import { plain } from '../plain-context.ts';
import { keepChoice, startSession } from '../session.ts';
import { MoneyField } from '../trade-fields.ts';

const deeds = [
  'invited',
  'already',
  'cancelled',
  'ended',
  'role-changed',
  'limit-set',
  'preferences-saved',
] as const satisfies readonly CompanyDeed[];

const Arrival = z.object({ done: z.enum(deeds).optional().catch(undefined) });

/** One of ours, or one of the company's own by its id. */
const role = z.union(
  [
    z.enum(['buyer', 'approver', 'accountant', 'foreman', 'company_admin']),
    z.uuid().transform((ownRoleId) => ({ ownRoleId })),
  ],
  'choose',
);
const Role = z.object({ role });
/** An empty amount takes the limit away; zero is a limit (R17). */
const Limit = z.object({
  amount: z.union([z.literal('').transform(() => null), MoneyField]),
  period: z.enum(['day', 'week', 'month'], 'choose'),
});
const Guest = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254).pipe(z.email()),
  name: z.string().trim().min(1).max(200),
  role,
});
const Preferences = z.object({
  language: z.enum(['en', 'ru', 'kk']),
  theme: z.enum(['system', 'light', 'dark']),
});
const Choice = z.object({ companyId: z.uuid() });

const done = (deed: CompanyDeed) => `/company?done=${deed}`;

/** A company's own people, sites and sessions. Looking is for all of them, managing for its administrators. */
export const company = new Hono<BuyerEnv>()
  .use(buyer())

  .get('/', async (c) => show(c, { deed: readQuery(c, Arrival).done }))

  .post('/invitations', buyer('manage-colleagues'), async (c) => {
    const form = await readForm(c, Guest);
    if (!form.ok) return show(c, form);
    const { db, actor, at, config, language } = c.var;
    await countInvitation(db, actor.personId);
    const isInvited = await transact(db, async (tx) => {
      const invited = await inviteBuyer(tx, actor, { ...form.data, language, at });
      if (!invited) return false;
      const { name: inviterName, companyName, personId, companyId } = actor;
      await postInvitation(tx, config, { ...invited, inviterName, companyName });
      const role = nameOf(form.data.role);
      const event = { personId: invited.personId, invitedBy: personId, role };
      await recordPersonEvent(
        tx,
        { type: 'person.invited', ...event },
        { personId, companyId, at },
      );
      return true;
    });
    return c.redirect(done(isInvited ? 'invited' : 'already'), 303);
  })

  .post('/invitations/:personId/cancellation', buyer('manage-colleagues'), async (c) => {
    const personId = idOf(c.req.param('personId'));
    const { db, actor, at } = c.var;
    await transact(db, async (tx) => {
      if (!(await cancelInvitation(tx, actor, { personId, at }))) return;
      const event = { type: 'person.invitation-withdrawn', personId } as const;
      await recordPersonEvent(tx, event, { ...idsOf(actor), at });
    });
    return c.redirect(done('cancelled'), 303);
  })

  .post('/colleagues/:personId/role', buyer('manage-colleagues'), async (c) => {
    const personId = idOf(c.req.param('personId'));
    const form = await readForm(c, Role);
    if (!form.ok) return show(c, { problems: form.problems });
    const { db, actor, at } = c.var;
    await transact(db, async (tx) => {
      const changed = await changeCompanyRole(tx, actor, { personId, role: form.data.role });
      if (!changed) return;
      const roles = { role: nameOf(form.data.role), was: nameOf(changed.was) };
      const event = { type: 'membership.role-changed', personId, ...roles } as const;
      await recordPersonEvent(tx, event, { ...idsOf(actor), at });
    });
    return c.redirect(done('role-changed'), 303);
  })

  .post('/colleagues/:personId/limit', buyer('manage-colleagues'), async (c) => {
    const personId = idOf(c.req.param('personId'));
    const form = await readForm(c, Limit);
    if (!form.ok) return show(c, { wrongLimit: { personId, ...form } });
    const { db, actor, at } = c.var;
    const { amount: limitMinor, period } = form.data;
    await transact(db, async (tx) => {
      const changed = await setSpendingLimit(tx, actor, { personId, limitMinor, period, at });
      if (!changed) return;
      const limit = { limitMinor, period, was: changed.was };
      const event = { type: 'membership.limit-set', personId, ...limit } as const;
      await recordPersonEvent(tx, event, { ...idsOf(actor), at });
    });
    return c.redirect(done('limit-set'), 303);
  })

  .post('/colleagues/:personId/removal', buyer('manage-colleagues'), async (c) => {
    const personId = idOf(c.req.param('personId'));
    const { db, actor, at } = c.var;
    await transact(db, async (tx) => {
      await endMembership(tx, actor, { personId, at });
      await recordPersonEvent(tx, { type: 'membership.ended', personId }, { ...idsOf(actor), at });
    });
    return c.redirect(done('ended'), 303);
  })

  .post('/choice', async (c) => {
    const form = await readForm(c, Choice);
    if (!form.ok) throw new NotFound('company', form.values['companyId'] ?? '');
    const { db, actor, session, at } = c.var;
    const { companyId } = form.data;
    const { tokenHash } = session;
    const opened = await transact(db, (tx) =>
      switchCompany(tx, actor, { companyId, tokenHash, at }),
    );
    startSession(plain(c), opened.token, opened.expiresAt);
    return c.redirect('/', 303);
  })

  .post('/preferences', async (c) => {
    const form = await readForm(c, Preferences);
    if (!form.ok) return show(c, { problems: form.problems });
    const { language, theme } = form.data;
    const { db, actor } = c.var;
    await transact(db, (tx) => setPreferences(tx, { personId: actor.personId, ...form.data }));
    keepChoice(plain(c), 'lang', language);
    keepChoice(plain(c), 'theme', theme);
    return c.redirect(done('preferences-saved'), 303);
  });

type Shown = {
  deed?: CompanyDeed | undefined;
  values?: Record<string, string>;
  problems?: Record<string, string>;
  wrongLimit?: WrongLimit;
};

/** Everything side by side; all statements name the actor's own company or person. */
async function show(c: Context<BuyerEnv>, shown: Shown): Promise<Response> {
  const { db, actor, session, at, language, theme } = c.var;
  const { companyId, personId } = actor;
  const manages = may(actor, 'manage-colleagues');
  const seesTerms = may(actor, 'see-prices');
  const [facts, places, sessions] = await Promise.all([
    readCompanyFacts(db, { companyId, personId, on: tradingDay(at), termsOf: toldTermsSql }),
    listPlaces(db, { companyId, at }),
    listSessions(db, { personId, tokenHash: session.tokenHash, at }),
  ]);
  if (!facts) throw new NotFound('company', companyId);
  const { deed, values = {}, problems = {} } = shown;
  const reader = { personId, companyId, language, theme };
  const page = (
    <CompanyPage
      {...{ facts, sessions, reader, manages }}
      {...places}
      companies={facts.companies}
      ownRoles={facts.ownRoles}
      seesTerms={seesTerms}
      seesMoney={may(actor, 'see-money')}
      terms={facts.terms ?? undefined}
      managesKeys={may(actor, 'manage-keys')}
      fillsCarts={may(actor, 'fill-carts')}
      {...{ deed, values, problems }}
      wrongLimit={shown.wrongLimit}
    />
  );
  const status = (shown.problems ?? shown.wrongLimit) ? 422 : 200;
  return answerPage(c, page, { title: wordsFor(language).company.title, status });
}

const idsOf = ({ personId, companyId }: { personId: string; companyId: string }) => ({
  personId,
  companyId,
});

/** A given role as events remember it: the word for one of ours, the id of an own one. */
const nameOf = (given: GivenRole) => (typeof given === 'string' ? given : given.ownRoleId);

/** A malformed id is not there, like any other that is not there. */
function idOf(text: string): string {
  const id = z.uuid().safeParse(text).data;
  if (!id) throw new NotFound('person', text);
  return id;
}
