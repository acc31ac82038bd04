import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { type TermsDeed, TermsDraftsPage } from '../../../views/office/terms-drafts.tsx';
import { approveTerms, sendTermsBack, withdrawTerms } from '../../credit/decide-terms.ts';
import { agreedBefore } from '../../customers/agreement.ts';
import { listAgreementsOf } from '../../customers/agreement.queries.ts';
import { listWaitingDrafts } from '../../customers/terms-draft.queries.ts';
import { tradingDay } from '../../measures/calendar.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { placeOf } from './place.ts';

const DRAFTS_MAX = 100;

const deeds = ['approved', 'sent-back', 'withdrawn'] as const satisfies readonly TermsDeed[];
const Arrival = z.object({ done: z.enum(deeds).optional().catch(undefined) });
const Return = z.object({ note: z.string().trim().min(3, 'reason').max(500) });

const done = (deed: TermsDeed) => `/office/terms?done=${deed}`;

/** Terms beyond their author's authority: who drafts them and who decides meet here. */
export const officeTerms = new Hono<StaffEnv>()
  .use(staff('read-terms'))

  .get('/', async (c) => show(c, { deed: readQuery(c, Arrival).done }))

  .post('/:agreementId/approval', staff('approve-terms'), async (c) => {
    const agreementId = pathId('agreement', c.req.param('agreementId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => approveTerms(tx, actor, { agreementId, at }));
    return c.redirect(done('approved'), 303);
  })

  .post('/:agreementId/return', staff('approve-terms'), async (c) => {
    const agreementId = pathId('agreement', c.req.param('agreementId'));
    const form = await readForm(c, Return);
    const { db, actor, at } = c.var;
    if (!form.ok) return show(c, { agreementId, ...form });
    await transact(db, (tx) => sendTermsBack(tx, actor, { agreementId, ...form.data, at }));
    return c.redirect(done('sent-back'), 303);
  })

  .post('/:agreementId/withdrawal', async (c) => {
    const agreementId = pathId('agreement', c.req.param('agreementId'));
    const { db, actor, at } = c.var;
    await transact(db, (tx) => withdrawTerms(tx, actor, { agreementId, at }));
    return c.redirect(done('withdrawn'), 303);
  });

type Shown = {
  deed?: TermsDeed | undefined;
  /** The draft whose form was sent back with what was typed. */
  agreementId?: string;
  values?: Record<string, string>;
  problems?: Record<string, string>;
};

/** The drafts that wait, each beside the terms that it would replace. */
async function show(c: Context<StaffEnv>, shown: Shown): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const waiting = await listWaitingDrafts(db, DRAFTS_MAX);
  const all = await listAgreementsOf(
    db,
    waiting.map(({ companyId }) => companyId),
  );
  const drafts = waiting.flatMap((company) => {
    const versions = all.filter(({ companyId }) => companyId === company.companyId);
    const draft = versions.find(({ state }) => state === 'draft');
    if (!draft) return [];
    const isOutdated = draft.id !== versions[0]?.id;
    const isOwn = draft.changedBy === actor.personId;
    return [
      { ...company, draft, before: agreedBefore(versions, draft.version), isOutdated, isOwn },
    ];
  });
  const { problems = {}, values = {}, deed, agreementId } = shown;
  if (agreementId && !drafts.some(({ draft }) => draft.id === agreementId)) {
    throw new NotFound('agreement', agreementId);
  }
  const page = {
    ...{ drafts, deed, problems, values, on: tradingDay(at), typedFor: agreementId },
    place: placeOf(actor, 'terms'),
    decides: may(actor, 'approve-terms'),
    opensCustomers: may(actor, 'set-terms'),
  };
  return answerPage(c, <TermsDraftsPage {...page} />, {
    title: wordsFor(language).terms.title,
    status: shown.problems ? 422 : 200,
  });
}
