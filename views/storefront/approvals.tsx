import type { Approval } from '../../src/ordering/approval-page.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { ruleInWords } from '../approval-words.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { NewGoods } from '../parts/new-goods.tsx';
import { ApprovalBudget } from '../parts/approval-budget.tsx';
import { ApprovalAnswer } from '../parts/approval-answer.tsx';
import { problemInWords } from '../parts/problem-list.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { ApprovalStatus, useNextApprovers } from '../parts/approval-steps.tsx';

type Shown = {
  /** Those that the reader may answer now. */
  waiting: readonly Approval[];
  /** The moment of the request, which says how long each waits. */
  at: Date;
  others: readonly Approval[];
  approves: boolean;
  keepsRules: boolean;
  /** What is wrong with marking several. */
  problem?: string;
  /** Those of several that were not agreed to, and why. */
  refused?: readonly { requestId: string; reason: RefusalReason }[];
};

const SEVERAL = 'several';

/** The questions of a company: first those that wait for the reader, each answered with two presses. */
export const ApprovalsPage = (shown: Shown) => {
  const { waiting, at, others, approves, keepsRules, problem, refused = [] } = shown;
  const words = useWords();
  const { approvals } = words;
  return (
    <>
      <h1>{approvals.title}</h1>
      <p class="meta">{approvals.lead}</p>
      {(approves || keepsRules) && (
        <p>
          <a href="/company/approval-rules">{approvals.rulesLink}</a>
        </p>
      )}
      {approves && (
        <section id="waiting">
          <h2>{approvals.waiting}</h2>
          {waiting.length === 0 && <p class="empty">{approvals.nothingWaiting}</p>}
          {refused
            .filter(({ requestId }) => !waiting.some(({ id }) => id === requestId))
            .map(({ requestId, reason }) => (
              <>
                <a href={`/approvals/${requestId}`}>
                  {others.find(({ id }) => id === requestId)?.requesterName ?? approvals.look}
                </a>
                <RefusalNotice reason={reason} />
              </>
            ))}
          {problem && (
            <p class="notice notice-bad" role="alert">
              {problemInWords(words, problem)}
            </p>
          )}
          {waiting.length > 1 && (
            <>
              <ApproveSeveral />
              <p class="meta">{approvals.approveMarkedHint}</p>
            </>
          )}
          <ul class="plain-list approval-cards">
            {waiting.map((approval) => (
              <Card
                {...{ approval, at }}
                mayMark={waiting.length > 1}
                refused={refused.find(({ requestId }) => requestId === approval.id)?.reason}
              />
            ))}
          </ul>
        </section>
      )}
      {(others.length > 0 || waiting.length === 0) && (
        <section id="others">
          {approves && <h2>{approvals.others}</h2>}
          {others.length === 0 ? (
            <p class="empty">{approvals.none}</p>
          ) : (
            <Others approvals={others} />
          )}
        </section>
      )}
    </>
  );
};

/** Agrees to all that are marked with one press; each is decided for itself. */
const ApproveSeveral = () => {
  const { approvals } = useWords();
  return (
    <form
      id={SEVERAL}
      class="actions"
      method="post"
      action="/approvals/decisions"
      hx-sync="this:drop"
    >
      <button type="submit">{approvals.approveMarked}</button>
    </form>
  );
};

const Card = (card: {
  approval: Approval;
  at: Date;
  mayMark: boolean;
  refused: RefusalReason | undefined;
}) => {
  const { approval, at, mayMark, refused } = card;
  const { approvals } = useWords();
  const language = useLanguage();
  const figures = useFigures();
  const { id, requesterName, lineCount, weightG, grossMinor, siteName, note } = approval;
  const asked = approval.needs.filter(({ hasLapsed }) => !hasLapsed);
  const reasons = new Set(asked.map((need) => ruleInWords(language, need)));
  return (
    <li class="card" id={`approval-${id}`} data-stop>
      {refused && <RefusalNotice reason={refused} />}
      <h3>
        <span class="marked">
          {mayMark && (
            <input type="hidden" form={SEVERAL} name={`seen.${id}`} value={approval.version} />
          )}
          {mayMark && (
            <input
              type="checkbox"
              form={SEVERAL}
              name="approval"
              value={id}
              aria-label={approvals.markOf(requesterName, figures.money(grossMinor))}
            />
          )}
          <a href={`/approvals/${id}`}>{requesterName}</a>
        </span>
        <b class="sum">{figures.money(grossMinor)}</b>
      </h3>
      <p>
        {approvals.summary(lineCount, figures.massT(weightG))},{' '}
        {siteName === null ? approvals.pickUp : approvals.to(siteName)}
      </p>
      {[...reasons].map((reason) => (
        <p class="meta">{reason}</p>
      ))}
      <NewGoods goods={approval.newGoods} />
      <ApprovalBudget approval={approval} />
      {note !== '' && <blockquote class="approval-note">{note}</blockquote>}
      <p class="meta">
        {approvals.askedAt(figures.moment(approval.requestedAt))} (
        {figures.ago(approval.requestedAt, at)}),{' '}
        {approvals.until(figures.moment(approval.expiresAt))}
      </p>
      <ApprovalAnswer approval={approval} action={`/approvals/${id}/decision`} />
    </li>
  );
};

const Others = ({ approvals: listed }: { approvals: readonly Approval[] }) => {
  const { approvals } = useWords();
  const figures = useFigures();
  const nextOf = useNextApprovers();
  return (
    <div class="table-scroll folds" role="region" aria-label={approvals.title} tabindex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{approvals.columns.who}</th>
            <th scope="col">{approvals.columns.asked}</th>
            <th scope="col">{approvals.columns.what}</th>
            <th scope="col">{approvals.columns.state}</th>
            <th scope="col" class="num">
              {approvals.columns.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {listed.map((approval) => (
            <tr>
              <th scope="row">
                <a href={`/approvals/${approval.id}`}>{approval.requesterName}</a>
              </th>
              <td class="when">{figures.moment(approval.requestedAt)}</td>
              <td class="aside">
                {approvals.summary(approval.lineCount, figures.massT(approval.weightG))}
              </td>
              <td class="stage">
                <ApprovalStatus state={approval.state} />{' '}
                <small class="meta">{nextOf(approval)}</small>
                {approval.orderId && (
                  <a href={`/o/${approval.orderId}`}>
                    {approvals.toOrder(approval.orderNumber ?? '')}
                  </a>
                )}
              </td>
              <td class="num sum">{figures.bare.money(approval.grossMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
