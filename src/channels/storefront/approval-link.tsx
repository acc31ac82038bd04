import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { ApprovalLinkPage } from '../../../views/storefront/approval-link.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import {
  type ApprovalLink,
  type ApprovalWithLines,
  findApproval,
  findApprovalLink,
} from '../../ordering/approval-page.queries.ts';
import { decideApproval } from '../../ordering/decide-approval.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { transact } from '../../platform/db/transact.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { readForm } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { Answer, mayAnswer, troubleOf } from './approvals.tsx';

/**
 * Behind the link of a letter to an approver: one question, and nothing else of
 * his company. Looking decides nothing, for mail scanners open links; the form does.
 */
export const approvalLink = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => {
    const { link, approval } = await linked(c);
    return show(c, { link, approval });
  })

  .post('/:token', async (c) => {
    const { link, approval } = await linked(c);
    const form = await readForm(c, Answer);
    if (!form.ok) {
      return show(c, { link, approval, ...troubleOf(form) });
    }
    const { db, at } = c.var;
    const { requestId, personId, companyId } = link;
    const { seen: seenVersion, ...answer } = form.data;
    const said = { ...answer, seenVersion, requestId, personId, companyId, byMail: true, at };
    try {
      await transact(db, (tx) => decideApproval(tx, said));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { ...(await linked(c)), refused: error.reason });
    }
    return c.redirect(`/approval-link/${c.req.param('token')}`, 303);
  });

/** Throws `token-invalid` for a link that leads nowhere; one that cannot be a token costs no statement. */
async function linked(
  c: Context<Env>,
): Promise<{ link: ApprovalLink; approval: ApprovalWithLines }> {
  const token = c.req.param('token') ?? '';
  const { db, at } = c.var;
  const link = isToken(token)
    ? await findApprovalLink(db, { tokenHash: hashToken(token), at })
    : undefined;
  if (!link) throw new Refusal({ code: 'token-invalid' });
  const { requestId: id, personId } = link;
  const approval = await findApproval(db, { id, personId, on: tradingDay(at) });
  if (!approval) throw new NotFound('approval', id);
  return { link, approval };
}

async function show(
  c: Context<Env>,
  shown: {
    link: ApprovalLink;
    approval: ApprovalWithLines;
    refused?: RefusalReason;
    note?: string | undefined;
    problem?: string;
  },
): Promise<Response> {
  const { link, approval, refused, problem } = shown;
  const page = (
    <ApprovalLinkPage
      {...{ approval, refused, problem, at: c.var.at }}
      note={shown.note}
      name={link.name}
      action={`/approval-link/${c.req.param('token')}`}
      mayAnswer={mayAnswer(approval, link.personId, c.var.at)}
    />
  );
  const { title } = wordsFor(c.var.language).approvals.byLink;
  const answer = await answerPage(c, page, { title, status: statusOf(problem, refused) });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

function statusOf(problem: string | undefined, refused: RefusalReason | undefined) {
  if (problem) return 422;
  return refused ? 409 : 200;
}
