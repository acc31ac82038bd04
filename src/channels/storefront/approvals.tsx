import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { ApprovalPage, type QueuePlace } from '../../../views/storefront/approval.tsx';
import { ApprovalsPage } from '../../../views/storefront/approvals.tsx';
import { tradingDay } from '../../measures/calendar.ts';
import {
  type Approval,
  type ApprovalWithLines,
  findApproval,
  listApprovals,
} from '../../ordering/approval-page.queries.ts';
import { placeApproved } from '../../ordering/accept-quote.ts';
import { voicesOf } from '../../ordering/approval.ts';
import { approveSeveral, type NotAgreed } from '../../ordering/approve-several.ts';
import { askApproval } from '../../ordering/ask-approval.ts';
import { forwardApproval } from '../../ordering/forward-approval.ts';
import { findForwardTargets } from '../../ordering/forward-approval.queries.ts';
import { decideApproval, withdrawApproval } from '../../ordering/decide-approval.ts';
import { termsHash } from '../../ordering/order.ts';
import { readCart } from '../../ordering/read-cart.ts';
import { may } from '../../people/actor.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { many, readForm, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import type { Fields } from '../limits.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { wholeField } from '../trade-fields.ts';

const LISTED_MAX = 100;
const NOTE_MAX = 500;

/** The version of a question that a page showed. */
const Seen = wholeField({ min: 1, max: 32_767 }).optional();

/** What an approver says; whoever declines says why. */
export const Answer = z
  .object({
    verdict: z.enum(['approved', 'declined'], 'choose'),
    note: z.string().trim().max(NOTE_MAX).default(''),
    seen: Seen,
  })
  .refine(({ verdict, note }) => verdict === 'approved' || note !== '', {
    path: ['note'],
    message: 'reason',
  });
/** The questions that an approver marked, to agree to them together. */
const Marked = z.object({
  approval: many(z.uuid()).refine((ids) => ids.length > 0 && ids.length <= LISTED_MAX, 'markSome'),
});
const Passed = z.object({
  toId: z.uuid('choose'),
  why: z.string().trim().min(3, 'reason').max(NOTE_MAX),
});
const Agreed = z.object({ key: z.uuid(), shownTerms: z.string().max(64) });

/** The orders of a company that somebody must agree to: look, answer, take back, place. */
export const approvals = new Hono<BuyerEnv>()
  .use(buyer('see-prices'))

  .get('/', (c) => list(c))

  .post('/decisions', buyer('approve-orders'), async (c) => {
    const form = await readForm(c, Marked);
    if (!form.ok) return list(c, { problem: form.problems['approval'] ?? 'markSome' });
    const { db, actor, at } = c.var;
    const { personId, companyId } = actor;
    const seenVersions = seenIn(c.var.fields);
    const by = { requestIds: form.data.approval, seenVersions, personId, companyId, at };
    const refused = await approveSeveral(db, by);
    return refused.length === 0 ? c.redirect('/approvals', 303) : list(c, { refused });
  })

  .get('/:approvalId', async (c) => show(c, await approvalOf(c)))

  .post('/:approvalId/decision', buyer('approve-orders'), async (c) => {
    const approval = await approvalOf(c);
    const form = await readForm(c, Answer);
    if (!form.ok) {
      return show(c, approval, troubleOf(form));
    }
    const { db, actor, at } = c.var;
    const { personId, companyId } = actor;
    const { seen: seenVersion, ...answer } = form.data;
    const by = { personId, companyId, byMail: false, at };
    const said = { ...answer, seenVersion, requestId: approval.id, ...by };
    return tryAndShow(c, '/approvals', () => transact(db, (tx) => decideApproval(tx, said)));
  })

  .post('/:approvalId/forwarding', buyer('approve-orders'), async (c) => {
    const approval = await approvalOf(c);
    const form = await readForm(c, Passed);
    if (!form.ok) return show(c, approval, { forwarding: form });
    const { db, actor, at } = c.var;
    const { personId, companyId } = actor;
    const { toId, why: note } = form.data;
    const given = { requestId: approval.id, personId, companyId, toId, note, at };
    return tryAndShow(c, '/approvals', () => transact(db, (tx) => forwardApproval(tx, given)));
  })

  .post('/:approvalId/withdrawal', async (c) => {
    const { id: requestId, cartCode, quoteId } = await approvalOf(c);
    const { db, actor, at } = c.var;
    await transact(db, (tx) => withdrawApproval(tx, actor, { requestId, at }));
    return c.redirect(quoteId ? `/quotes/${quoteId}` : `/cart?cart=${cartCode}`, 303);
  })

  .post('/:approvalId/placing', buyer('place-orders'), async (c) => {
    const { id: approvalId, cartId, payment, orderId } = await approvalOf(c);
    if (orderId) return c.redirect(`/o/${orderId}`, 303);
    const { key, shownTerms } = await agreed(c);
    const { db, actor, at } = c.var;
    const sale = { key, shownTerms, cartId, payment, approvalId, at };
    return tryAndShow(c, `/o/${key}`, () =>
      transact(db, (tx) =>
        placeApproved(tx, actor, { ...sale, channel: 'web', isAnotherOrder: true }),
      ),
    );
  })

  .post('/:approvalId/renewal', buyer('place-orders'), async (c) => {
    const { cartId, payment, note, placesItself } = await approvalOf(c);
    const form = await agreed(c);
    const { db, actor, at } = c.var;
    const asked = { ...form, cartId, payment, note, placesItself, at };
    return tryAndShow(c, `/approvals/${form.key}`, () =>
      transact(db, (tx) => askApproval(tx, actor, asked)),
    );
  });

/** All questions of a company; those that were marked, and why some were not agreed to. */
async function list(
  c: Context<BuyerEnv>,
  trouble: { problem?: string; refused?: readonly NotAgreed[] } = {},
): Promise<Response> {
  const { db, actor, at } = c.var;
  const { companyId, personId } = actor;
  const approves = may(actor, 'approve-orders');
  const keepsRules = may(actor, 'manage-approvals');
  const on = tradingDay(at);
  const seesAll = approves || keepsRules;
  const listed = await listApprovals(db, { companyId, personId, seesAll, on, limit: LISTED_MAX });
  const waiting = listed.filter((approval) => approves && mayAnswer(approval, personId, at));
  const others = listed.filter((approval) => !waiting.includes(approval));
  const page = <ApprovalsPage {...{ waiting, at, others, approves, keepsRules, ...trouble }} />;
  const status = trouble.refused ? 409 : 200;
  const { title } = wordsFor(c.var.language).approvals;
  return answerPage(c, page, { title, status: trouble.problem ? 422 : status });
}

/** Which version of each question the list showed: `seen.<question>`. */
function seenIn(fields: Fields): Map<string, number> {
  const seen = new Map<string, number>();
  for (const [name, [text]] of fields) {
    if (!name.startsWith('seen.')) continue;
    const version = Seen.safeParse(text);
    if (version.success && version.data) seen.set(name.slice(5), version.data);
  }
  return seen;
}

/** What was typed and what is wrong with an answer. */
export const troubleOf = (form: {
  values: Record<string, string>;
  problems: Record<string, string>;
}) => ({
  note: form.values['note'],
  problem: form.problems['note'] ?? form.problems['verdict'] ?? 'choose',
});

/** Whether somebody has something to say in a question at a moment. */
export function mayAnswer(approval: Approval, personId: string, at: Date): boolean {
  const { state, expiresAt, ownAllowed, requestedBy } = approval;
  if (state !== 'pending' || expiresAt <= at) return false;
  const excludedId = ownAllowed ? null : requestedBy;
  return voicesOf(personId, { ...approval, excludedId }).length > 0;
}

/** The question of the address; somebody else's company's, or one that is not the reader's to see, is not there. */
export async function approvalOf(c: Context<BuyerEnv>): Promise<ApprovalWithLines> {
  const id = pathId('approval', c.req.param('approvalId') ?? '');
  const { db, actor, at } = c.var;
  const { personId, companyId } = actor;
  const found = await findApproval(db, { id, personId, on: tradingDay(at) });
  const seesAll = may(actor, 'approve-orders') || may(actor, 'manage-approvals');
  if (found?.companyId !== companyId || !(seesAll || found.requestedBy === personId)) {
    throw new NotFound('approval', id);
  }
  return found;
}

async function agreed(c: Context<BuyerEnv>): Promise<z.infer<typeof Agreed>> {
  const form = await readForm(c, Agreed);
  if (!form.ok) throw new NotFound('approval', typedIn(c)['key'] ?? '');
  return form.data;
}

/** Does it and goes on; what was refused is said on the question's own page, as it stands then. */
async function tryAndShow(
  c: Context<BuyerEnv>,
  path: string,
  deed: () => Promise<unknown>,
): Promise<Response> {
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return show(c, await approvalOf(c), { refused: error.reason });
  }
  return c.redirect(path, 303);
}

type Trouble = {
  refused?: RefusalReason;
  note?: string | undefined;
  problem?: string;
  forwarding?: { values: Record<string, string>; problems: Record<string, string> };
};

async function show(
  c: Context<BuyerEnv>,
  approval: ApprovalWithLines,
  trouble: Trouble = {},
): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const { refused } = trouble;
  // Only who was refused sees the cart as it is now; the question keeps what it was about.
  const now = refused ? await readCart(db, { cartId: approval.cartId }, at) : undefined;
  const { personId } = actor;
  const isOwn = approval.requestedBy === personId;
  const waits = may(actor, 'approve-orders') && mayAnswer(approval, personId, at);
  const hasPlace = mayAnswer({ ...approval, standsInFor: [] }, personId, at);
  const mayForward = may(actor, 'approve-orders') && hasPlace;
  const targets = mayForward
    ? await findForwardTargets(db, { requestId: approval.id, personId })
    : [];
  const page = (
    <ApprovalPage
      {...{ approval, isOwn, refused, now, at }}
      note={trouble.note}
      problem={trouble.problem}
      mayAnswer={waits}
      queue={waits ? await queueAround(c, approval.id) : undefined}
      forwarding={{ targets, values: {}, problems: {}, ...trouble.forwarding }}
      mayWithdraw={isOwn || may(actor, 'manage-approvals')}
      mayPlace={may(actor, 'place-orders')}
      formKey={newId()}
      shownTerms={now ? termsHash(now) : approval.shownTerms}
    />
  );
  const title = wordsFor(language).approvals.one(approval.requesterName);
  return answerPage(c, page, { title, status: statusOf(trouble) });
}

/** Where a question stands among those that wait for the reader, as the list has them, and its neighbours there. */
async function queueAround(c: Context<BuyerEnv>, id: string): Promise<QueuePlace | undefined> {
  const { db, actor, at } = c.var;
  const { companyId, personId } = actor;
  const of = { companyId, personId, seesAll: true, on: tradingDay(at), limit: LISTED_MAX };
  const listed = await listApprovals(db, { ...of, state: 'pending' });
  const ids = listed.filter((one) => mayAnswer(one, personId, at)).map((one) => one.id);
  const index = ids.indexOf(id);
  if (index < 0 || ids.length === 1) return undefined;
  const place = { place: index + 1, count: ids.length };
  return { ...place, previousId: ids[index - 1], nextId: ids[index + 1] };
}

function statusOf({ problem, refused, forwarding }: Trouble): 200 | 409 | 422 {
  if (problem || forwarding) return 422;
  return refused ? 409 : 200;
}
