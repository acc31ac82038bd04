import type { ApprovalWithLines } from '../../src/ordering/approval-page.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { ApprovalAnswer } from '../parts/approval-answer.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { ApprovalBody, ApprovalHead } from './approval.tsx';

/** What an approver sees who follows the link of his letter. Looking at it decides nothing. */
export const ApprovalLinkPage = (shown: {
  approval: ApprovalWithLines;
  at: Date;
  /** Of the person that the letter went to. */
  name: string;
  action: string;
  mayAnswer: boolean;
  refused: RefusalReason | undefined;
  note: string | undefined;
  problem: string | undefined;
}) => {
  const { approvals } = useWords();
  const { approval, at, name, action, mayAnswer, refused, note, problem } = shown;
  return (
    <>
      <ApprovalHead approval={approval} at={at} />
      {refused && <RefusalNotice reason={refused} />}
      {mayAnswer && (
        <section class="stack">
          <p class="meta">{approvals.byLink.as(name)}</p>
          <ApprovalAnswer {...{ approval, action, note, problem }} />
        </section>
      )}
      <ApprovalBody approval={approval} />
      <p>
        <a href={`/approvals/${approval.id}`}>{approvals.byLink.signIn}</a>
      </p>
    </>
  );
};
