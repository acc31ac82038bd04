import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { ApprovalChangePage } from '../../../views/storefront/approval-change.tsx';
import { parseQuantity } from '../../measures/read-quantity.ts';
import type { ApprovalWithLines } from '../../ordering/approval-page.queries.ts';
import type { AskedLine } from '../../ordering/asked-line.ts';
import { changeApproval } from '../../ordering/change-approval.ts';
import { termsHash } from '../../ordering/order.ts';
import type { LeftOfLine } from '../../ordering/order-less.ts';
import { type CartOfLess, readLess } from '../../ordering/read-less.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm, typedIn } from '../exchange.ts';
import { buyer } from '../guards.ts';
import type { Fields } from '../limits.ts';
import { answerPage } from '../page.tsx';
import { wholeField } from '../trade-fields.ts';
import { approvalOf, mayAnswer } from './approvals.tsx';

const REASON_MAX = 500;

const Changing = z.object({
  key: z.uuid(),
  seen: wholeField({ min: 1, max: 32_767 }),
  reason: z.string().trim().min(3, 'reason').max(REASON_MAX),
  /** What was shown that it comes to; nothing where it was not looked at yet. */
  shownTerms: z.string().max(64).default(''),
});

/** An approver leaves less of an order: what remains is shown with its price before it is agreed to. */
export const approvalChange = new Hono<BuyerEnv>()
  .use(buyer('see-prices'))

  .get('/:approvalId/change', buyer('approve-orders'), async (c) => {
    const approval = await approvalOf(c);
    const { actor, at } = c.var;
    if (!mayAnswer(approval, actor.personId, at)) {
      return c.redirect(`/approvals/${approval.id}`, 303);
    }
    return show(c, approval, {});
  })

  .post('/:approvalId/change', buyer('approve-orders'), async (c) => {
    const approval = await approvalOf(c);
    const form = await readForm(c, Changing);
    const { left, wrong } = leftOf(c.var.fields, approval.lines);
    if (!form.ok) return show(c, approval, { wrong, problems: form.problems });
    if (wrong.size > 0) return show(c, approval, { wrong });
    const { db, actor, at } = c.var;
    const { personId, companyId } = actor;
    const { key, seen: seenVersion, reason, shownTerms } = form.data;
    try {
      if (shownTerms !== '') {
        const changing = { key, seenVersion, reason, shownTerms, left, at };
        const by = { requestId: approval.id, personId, companyId };
        await transact(db, (tx) => changeApproval(tx, { ...changing, ...by }));
        return c.redirect(`/approvals/${approval.id}`, 303);
      }
      return await preview(c, approval, left, {});
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(c, { reason: error.reason, left });
    }
  });

type Trouble = {
  wrong?: ReadonlyMap<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
  less?: CartOfLess;
};

/** What the change would come to; what was changed on the page since it was shown is shown again. */
async function preview(
  c: Context<BuyerEnv>,
  approval: ApprovalWithLines,
  left: readonly LeftOfLine[],
  trouble: Trouble,
): Promise<Response> {
  const { db, at } = c.var;
  const less = await readLess(db, { asked: approval, left, at });
  return show(c, approval, { ...trouble, less });
}

/** What was refused is said on the page as it stands now; other terms than those that were shown are shown. */
async function refuse(
  c: Context<BuyerEnv>,
  { reason: refused, left }: { reason: RefusalReason; left: readonly LeftOfLine[] },
): Promise<Response> {
  const approval = await approvalOf(c);
  if (refused.code !== 'terms-changed') return show(c, approval, { refused });
  try {
    return await preview(c, approval, left, { refused });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return show(c, approval, { refused: error.reason });
  }
}

function show(
  c: Context<BuyerEnv>,
  approval: ApprovalWithLines,
  trouble: Trouble,
): Promise<Response> {
  const { actor, at, language } = c.var;
  const { refused, less, problems = {}, wrong = new Map<string, string>() } = trouble;
  const typed = typedIn(c);
  const isWrong = wrong.size > 0 || Object.keys(problems).length > 0;
  // Quantities are those of the version that was shown: once another left less, they are written anew.
  const isSeen = isWrong || Number(typed['seen'] ?? approval.version) === approval.version;
  const page = (
    <ApprovalChangePage
      {...{ approval, less, refused, problems, wrong }}
      values={isSeen ? typed : { reason: typed['reason'] ?? '' }}
      formKey={newId()}
      shownTerms={less ? termsHash(less.cart) : ''}
      mayChange={mayAnswer(approval, actor.personId, at)}
    />
  );
  const status = refused ? 409 : 200;
  const { title } = wordsFor(language).approvalChange;
  return Promise.resolve(answerPage(c, page, { title, status: isWrong ? 422 : status }));
}

/** How much is left of each line: `strike.<line>` strikes it, `q.<line>` says how much in its unit. What is not named stays. */
function leftOf(
  fields: Fields,
  lines: readonly AskedLine[],
): { left: LeftOfLine[]; wrong: Map<string, string> } {
  const wrong = new Map<string, string>();
  const left = lines.flatMap(({ lineId, unit, quantityMilli }): LeftOfLine[] => {
    if (lineId === undefined) return [];
    if (fields.has(`strike.${lineId}`)) return [{ lineId, leftMilli: 0 }];
    const [text, ...more] = fields.get(`q.${lineId}`) ?? [];
    if (text === undefined) return [];
    if (more.length === 0 && text.trim() === '0') return [{ lineId, leftMilli: 0 }];
    const read = parseQuantity(text);
    const isPlain = read.ok && read.lengthMm === undefined && (read.unit ?? unit) === unit;
    if (!isPlain || more.length > 0) {
      wrong.set(lineId, text);
      return [];
    }
    return read.amountMilli === quantityMilli ? [] : [{ lineId, leftMilli: read.amountMilli }];
  });
  return { left, wrong };
}
