import type { Approval } from '../../src/ordering/approval-page.queries.ts';
import { useWords } from '../language.tsx';
import { problemInWords } from './problem-list.tsx';

export type AnswerShown = {
  approval: Pick<Approval, 'id' | 'requesterName' | 'version'>;
  /** Where the answer is sent. */
  action: string;
  /** What was typed as a reason, and what is wrong with it. */
  note?: string | undefined;
  problem?: string | undefined;
};

/** Two answers, each one press away; whoever declines says why. */
export const ApprovalAnswer = ({ approval, action, note, problem }: AnswerShown) => {
  const words = useWords();
  const { approvals } = words;
  const { id, requesterName, version } = approval;
  return (
    <div class="approval-answer">
      <form method="post" action={action} hx-sync="this:drop">
        <input type="hidden" name="verdict" value="approved" />
        <input type="hidden" name="seen" value={version} />
        <button type="submit" class="primary" aria-label={approvals.approveOf(requesterName)}>
          {approvals.approve}
        </button>
      </form>
      <details open={problem !== undefined}>
        <summary class="button" aria-label={approvals.declineOf(requesterName)}>
          {approvals.decline}
        </summary>
        <form class="form" method="post" action={action} hx-sync="this:drop">
          <input type="hidden" name="verdict" value="declined" />
          <input type="hidden" name="seen" value={version} />
          <div class={problem ? 'field has-problem' : 'field'}>
            <label for={`note-${id}`}>{approvals.reason}</label>
            <small class="hint" id={`note-${id}-hint`}>
              {approvals.reasonHint(requesterName)}
            </small>
            {problem && (
              <strong class="problem" id={`note-${id}-problem`} role="alert">
                {problemInWords(words, problem)}
              </strong>
            )}
            <textarea
              id={`note-${id}`}
              name="note"
              rows={2}
              maxlength={500}
              required
              aria-describedby={`note-${id}-hint`}
              aria-invalid={problem ? 'true' : undefined}
            >
              {note}
            </textarea>
          </div>
          <button type="submit" class="danger">
            {approvals.decline}
          </button>
        </form>
      </details>
    </div>
  );
};
