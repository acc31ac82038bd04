import type { Approval } from '../../src/ordering/approval-page.queries.ts';
import { ruleInWords } from '../approval-words.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { ApprovalAnswer } from '../parts/approval-answer.tsx';
import { ApprovalStatus, useNextApprovers } from '../parts/approval-steps.tsx';

type Shown = {
  /** Those that the reader may answer now. */
  waiting: readonly Approval[];
  others: readonly Approval[];
  approves: boolean;
  keepsRules: boolean;
};

/** The questions of a company: first those that wait for the reader, each answered with two presses. */
export const ApprovalsPage = ({ waiting, others, approves, keepsRules }: Shown) => {
  const { approvals } = useWords();
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
          <ul class="plain-list approval-cards">
            {waiting.map((approval) => (
              <Card approval={approval} />
            ))}
          </ul>
        </section>
      )}
      <section id="others">
        {approves && <h2>{approvals.others}</h2>}
        {others.length === 0 ? (
          <p class="empty">{approvals.none}</p>
        ) : (
          <Others approvals={others} />
        )}
      </section>
    </>
  );
};

const Card = ({ approval }: { approval: Approval }) => {
  const { approvals } = useWords();
  const language = useLanguage();
  const figures = useFigures();
  const { id, requesterName, lineCount, weightG, grossMinor, siteName, note } = approval;
  const reasons = new Set(approval.needs.map((need) => ruleInWords(language, need)));
  return (
    <li class="card" id={`approval-${id}`}>
      <h3>
        <a href={`/approvals/${id}`}>{requesterName}</a>{' '}
        <b class="sum">{figures.money(grossMinor)}</b>
      </h3>
      <p>
        {approvals.summary(lineCount, figures.massT(weightG))},{' '}
        {siteName === null ? approvals.pickUp : approvals.to(siteName)}
      </p>
      {[...reasons].map((reason) => (
        <p class="meta">{reason}</p>
      ))}
      {note !== '' && <blockquote class="approval-note">{note}</blockquote>}
      <p class="meta">
        {approvals.askedAt(figures.moment(approval.requestedAt))},{' '}
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
